use super::{Figure, SecondSource};
use crate::Date;
use crate::score::Exact;

/// One mark on the line («точка на линии времени»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub on: Date,
    /// The figure, on the scale of its series.
    pub value: Exact,
    /// How far along the scale, from 0 at its least to 1000 at its most: for drawing only.
    pub height_thousandths: u32,
    /// Of how many people, where it is known.
    pub respondents: Option<u64>,
}

/// The figures of one source in the order of days («ряд показаний»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Who measured.
    pub source: SecondSource,
    /// Its marks, the oldest first.
    pub moments: Vec<Moment>,
}

/// Every source that told something as its own series on one line of time, in the order of the list of sources.
///
/// Two figures of one source on one day: the later of the list counts, for a correction comes after.
///
/// # Example
/// 4,7 of 5 stands at 925 thousandths of its scale of 1 to 5, and 86 % at 860 of its own: side by side, never added up.
pub fn timeline(figures: &[Figure]) -> Vec<Series> {
    let of = |source: SecondSource| {
        let mut own: Vec<&Figure> = figures.iter().filter(|figure| figure.source == source).collect();
        own.reverse();
        own.sort_by_key(|figure| figure.on);
        own.dedup_by_key(|figure| figure.on);
        Series { source, moments: own.into_iter().map(moment).collect() }
    };
    SecondSource::ALL.into_iter().map(of).filter(|series| !series.moments.is_empty()).collect()
}

fn moment(figure: &Figure) -> Moment {
    let (least, most) = figure.source.scale();
    // Hundredths are finer than any picture of it.
    let hundredths = figure.value.hundredths().and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
    let above = hundredths.saturating_sub(least * 100);
    let height_thousandths = (above * 10 / (most - least).max(1)).min(1000);
    Moment { on: figure.on, value: figure.value.clone(), height_thousandths, respondents: figure.respondents }
}

#[cfg(test)]
mod tests {
    use super::super::{FigureFault, figure};
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn read(source: SecondSource, typed: &str, on: &str) -> Result<Figure, FigureFault> {
        figure(source, typed, day(on), None, day("2026-11-22"))
    }

    #[test]
    fn figures_are_read_on_the_scale_of_their_source() {
        use SecondSource::{BusGov, Gosuslugi, MonthlyPoll};
        for (source, typed) in [(BusGov, "4,7"), (Gosuslugi, " 5 "), (MonthlyPoll, "86 %"), (MonthlyPoll, "0")] {
            assert!(read(source, typed, "2026-10-31").is_ok(), "{typed}");
        }
        for (source, typed, fault) in [
            (BusGov, "хорошо", FigureFault::NotNumber),
            (BusGov, "", FigureFault::NotNumber),
            (BusGov, "0,9", FigureFault::OffScale(1, 5)),
            (Gosuslugi, "86", FigureFault::OffScale(1, 5)),
            (MonthlyPoll, "100,1", FigureFault::OffScale(0, 100)),
            (MonthlyPoll, "-1", FigureFault::OffScale(0, 100)),
        ] {
            assert_eq!(read(source, typed, "2026-10-31"), Err(fault), "{typed}");
        }
        assert_eq!(read(BusGov, "5", "2026-11-23"), Err(FigureFault::InFuture));
    }

    #[test]
    fn each_source_is_a_series_of_its_own_and_a_correction_counts() {
        let figures = [
            read(SecondSource::MonthlyPoll, "86", "2026-10-31"),
            read(SecondSource::BusGov, "4,7", "2026-10-31"),
            read(SecondSource::BusGov, "4,2", "2026-06-30"),
            read(SecondSource::BusGov, "4,3", "2026-06-30"),
        ];
        let figures: Vec<Figure> = figures.into_iter().collect::<Result<_, _>>().unwrap();
        let told: Vec<_> = timeline(&figures)
            .into_iter()
            .map(|series| (series.source, series.moments.iter().map(|m| m.height_thousandths).collect::<Vec<_>>()))
            .collect();
        assert_eq!(told, [(SecondSource::BusGov, vec![825, 925]), (SecondSource::MonthlyPoll, vec![860])]);
    }
}
