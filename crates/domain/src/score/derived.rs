//! Criteria and total that follow from printed scores by the formula, in both scales.

use super::{Criterion, Indicator, Points, Scale, ScoreLine, Subject};
use num_rational::Ratio;

/// An indicator in both scales («балл показателя»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndicatorScore {
    /// Which indicator.
    pub indicator: Indicator,
    /// 0 to 100.
    pub points: Points,
    /// The same times its weight: 22,5 of 30.
    pub weighted: Points,
    /// Its weight in per cent of the criterion.
    pub weight: i64,
}

/// What follows from printed scores by the formula («расчётные баллы»).
///
/// A criterion follows from its indicators only when all of them are printed; else the printed criterion is taken as it
/// is. The total is the mean of the five and follows only when all five are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derived {
    /// Indicators in both scales.
    pub indicators: Vec<IndicatorScore>,
    /// Criteria, those that are known.
    pub criteria: Vec<(Criterion, Points)>,
    /// Criteria that follow from their indicators, not merely printed.
    pub computed: Vec<Criterion>,
    /// The mean of five.
    pub total: Option<Points>,
}

/// Derives criteria and total from printed scores: what a paper says is held against the formula.
///
/// # Example
/// 3.1, 3.2, 3.3 printed as 60, 60, 78 give 0,3 × 60 + 0,4 × 60 + 0,3 × 78 = 65,4; four printed criteria give no total.
pub fn derive(lines: &[ScoreLine]) -> Derived {
    let has_waiting = lines
        .iter()
        .any(|l| matches!(l.subject, Subject::Indicator(i) if i.criterion().number() == 2 && i.index() == 2));
    let mut derived = Derived::default();
    for line in lines {
        if let Subject::Indicator(indicator) = line.subject {
            derived.indicators.push(in_both_scales(indicator, line, weight(indicator, has_waiting)));
        }
    }
    for criterion in Criterion::ALL {
        let weights: Vec<Indicator> = (1..=3)
            .filter_map(|index| Indicator::new(criterion.number(), index))
            .filter(|i| weight(*i, has_waiting) > 0)
            .collect();
        let of = |wanted: &Indicator| derived.indicators.iter().find(|s| s.indicator == *wanted).map(|s| s.weighted.0);
        let parts: Option<Vec<Ratio<i64>>> = weights.iter().map(of).collect();
        let computed = parts.map(|parts| Points(parts.into_iter().sum()));
        if computed.is_some() {
            derived.computed.push(criterion);
        }
        if let Some(points) = computed.or_else(|| printed(lines, criterion)) {
            derived.criteria.push((criterion, points));
        }
    }
    if derived.criteria.len() == Criterion::ALL.len() {
        let sum: Ratio<i64> = derived.criteria.iter().map(|(_, p)| p.0).sum();
        derived.total = Some(Points(sum / Ratio::from_integer(5)));
    }
    derived
}

fn printed(lines: &[ScoreLine], criterion: Criterion) -> Option<Points> {
    lines.iter().find(|l| l.subject == Subject::Criterion(criterion)).map(|l| l.value)
}

fn in_both_scales(indicator: Indicator, line: &ScoreLine, weight: i64) -> IndicatorScore {
    let share = Ratio::new(weight.max(1), 100);
    let (points, weighted) = match line.scale {
        Scale::Points => (line.value, Points(line.value.0 * share)),
        Scale::Weighted => {
            // The printed maximum is the weight the paper itself used.
            let max = line.max.map(|m| m.0).filter(|m| *m > Ratio::from_integer(0));
            let max = max.unwrap_or_else(|| Ratio::from_integer(weight.max(1)));
            (Points(line.value.0 * Ratio::from_integer(100) / max), line.value)
        }
    };
    IndicatorScore { indicator, points, weighted, weight }
}

/// Weight of an indicator in per cent of its criterion; zero where the sector has no such indicator.
fn weight(indicator: Indicator, has_waiting: bool) -> i64 {
    match (indicator.criterion().number(), indicator.index()) {
        (1 | 3, 1) | (5, 1) => 30,
        (1, 2) | (3, 3) => 30,
        (1, 3) | (3, 2) | (4, 1 | 2) => 40,
        (2, 1 | 3) if has_waiting => 30,
        (2, 2) if has_waiting => 40,
        (2, 1 | 3) | (5, 3) => 50,
        (4, 3) | (5, 2) => 20,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[(&str, &str, Option<&str>)]) -> Vec<ScoreLine> {
        text.iter()
            .map(|(subject, value, max)| ScoreLine {
                subject: subject.parse().unwrap(),
                value: value.parse().unwrap(),
                max: max.map(|m| m.parse().unwrap()),
                scale: if max.is_some_and(|m| m != "100") { Scale::Weighted } else { Scale::Points },
            })
            .collect()
    }

    fn check(text: &[(&str, &str, Option<&str>)], criteria: &str, total: Option<&str>) {
        let derived = derive(&lines(text));
        let got: Vec<String> = derived.criteria.iter().map(|(c, p)| format!("{}={p}", c.number())).collect();
        assert_eq!(got.join(" "), criteria);
        assert_eq!(derived.total.map(|t| t.to_decimals(1)).as_deref(), total);
    }

    #[test]
    fn weighted_indicators_give_criteria_and_their_mean() {
        let all = [
            ("1.1", "22.5", Some("30")),
            ("1.2", "15", Some("30")),
            ("1.3", "40", Some("40")),
            ("2.1", "45", Some("50")),
            ("2.3", "50", Some("50")),
            ("3.1", "9", Some("30")),
            ("3.2", "32", Some("40")),
            ("3.3", "30", Some("30")),
            ("4.1", "40", Some("40")),
            ("4.2", "40", Some("40")),
            ("4.3", "20", Some("20")),
            ("5.1", "30", Some("30")),
            ("5.2", "20", Some("20")),
            ("5.3", "50", Some("50")),
        ];
        check(&all, "1=77.5 2=95 3=71 4=100 5=100", Some("88.7"));
    }

    #[test]
    fn printed_criteria_stand_where_indicators_are_missing() {
        let five = [("1", "94", None), ("2", "100", None), ("3", "80", None), ("4", "100", None), ("5", "100", None)];
        check(&five, "1=94 2=100 3=80 4=100 5=100", Some("94.8"));
        check(&five[..4], "1=94 2=100 3=80 4=100", None);
        check(&[("1", "94", None), ("1.1", "22.5", Some("30"))], "1=94", None);
        check(&[], "", None);
    }

    /// One part of a hundred and the others of nothing: the criterion is the weight of that part.
    #[test]
    fn the_weights_are_those_of_the_order() {
        for (criterion, weights) in [
            (1, &[(1, 30), (2, 30), (3, 40)][..]),
            (2, &[(1, 50), (3, 50)]),
            (2, &[(1, 30), (2, 40), (3, 30)]),
            (3, &[(1, 30), (2, 40), (3, 30)]),
            (4, &[(1, 40), (2, 40), (3, 20)]),
            (5, &[(1, 30), (2, 20), (3, 50)]),
        ] {
            for (whole, weight) in weights {
                let parts: Vec<String> = weights.iter().map(|(index, _)| format!("{criterion}.{index}")).collect();
                let of = |index: &i32| if index == whole { "100" } else { "0" };
                let told: Vec<_> =
                    parts.iter().zip(weights).map(|(part, (index, _))| (part.as_str(), of(index), None)).collect();
                check(&told, &format!("{criterion}={weight}"), None);
            }
        }
    }

    #[test]
    fn a_sector_with_waiting_times_has_three_parts_of_comfort() {
        check(&[("2.1", "100", None), ("2.2", "50", None), ("2.3", "100", None)], "2=80", None);
    }
}
