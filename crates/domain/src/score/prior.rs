//! Results of years before: kept as they were published, compared only where that means something.

use super::Points;
use std::fmt;

/// By which rules a result of the past was counted («методика оценки»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Before 2018: services were assessed, not their conditions; a sum of points out of 160, other criteria, answers on
    /// five steps. Some regions published it out of 100 or in per cent.
    Before2018,
    /// The single order № 344н: conditions of services, mean of five criteria, 0 to 100.
    SingleOrder,
}

impl Method {
    /// All, the oldest first.
    pub const ALL: [Method; 2] = [Method::Before2018, Method::SingleOrder];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Method::Before2018 => "before-2018",
            Method::SingleOrder => "single-order",
        }
    }

    /// Reads the name.
    pub fn from_name(name: &str) -> Option<Self> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }

    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Method::Before2018 => "методика до 2018 года",
            Method::SingleOrder => "единый порядок 2018 года",
        }
    }

    /// The highest total there is, unless the paper says otherwise.
    pub(crate) fn usual_max(self) -> Points {
        match self {
            Method::Before2018 => Points::whole(160),
            Method::SingleOrder => Points::whole(100),
        }
    }
}

/// A total published in a year before («прежняя оценка»).
///
/// It is shown as it was published and never recomputed: an assessment of 2016 reads «146,7 из 160» for ever.
///
/// # Example
/// 93,28 of 2022 against 91,60 of 2019 is 1,68 more.
///
/// # Example: years that cannot be compared
/// 91,60 of 2019 against 146,7 out of 160 of 2017: another method, no difference. 88,22 % of 2017 neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorScore {
    year: i16,
    value: Points,
    out_of: Points,
    method: Method,
}

/// Figures that are no result («ошибка прежней оценки»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PriorFault {
    /// More than the highest total, or less than nothing.
    #[error("балл должен быть от нуля до наибольшего балла шкалы")]
    OutOfScale,
    /// The single order came into force on 23.10.2018.
    #[error("единый порядок действует с 2018 года: для более раннего года нужна методика до 2018 года")]
    TooEarly,
    /// No such scale was published.
    #[error("наибольший балл единого порядка – 100")]
    WrongScale,
}

impl PriorScore {
    /// A result as it was published; without a maximum it is the usual one of the method.
    ///
    /// # Errors
    /// [`PriorFault`] when the figures cannot stand together.
    pub fn new(year: i16, value: Points, out_of: Option<Points>, method: Method) -> Result<Self, PriorFault> {
        let out_of = out_of.unwrap_or_else(|| method.usual_max());
        if method == Method::SingleOrder && year < 2018 {
            return Err(PriorFault::TooEarly);
        }
        if method == Method::SingleOrder && out_of != method.usual_max() {
            return Err(PriorFault::WrongScale);
        }
        if value < Points::whole(0) || value > out_of {
            return Err(PriorFault::OutOfScale);
        }
        Ok(PriorScore { year, value, out_of, method })
    }

    /// Of which year it is.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The total as published.
    pub fn value(&self) -> Points {
        self.value
    }

    /// The highest total of its scale.
    pub fn out_of(&self) -> Points {
        self.out_of
    }

    /// By which rules it was counted.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Whether it can be held against other years: sums out of 160 measured services, not their conditions, and regions
    /// rescaled them each in their own way, so that not even two old ones compare.
    pub fn is_comparable(&self) -> bool {
        self.method == Method::SingleOrder
    }
}

impl fmt::Display for PriorScore {
    /// «146,7 из 160 (2017 год, методика до 2018 года)».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.to_string().replace('.', ",");
        write!(f, "{value} из {} ({} год, {})", self.out_of, self.year, self.method.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(year: i16, value: &str, out_of: Option<&str>, method: Method) -> Result<PriorScore, PriorFault> {
        PriorScore::new(year, value.parse().unwrap(), out_of.map(|max| max.parse().unwrap()), method)
    }

    fn check(year: i16, value: &str, out_of: Option<&str>, method: Method, shown: Result<&str, PriorFault>) {
        let got = score(year, value, out_of, method).map(|it| it.to_string());
        assert_eq!(got.as_deref(), shown.as_ref().copied(), "{value} {year}");
    }

    #[test]
    fn a_result_is_shown_as_published() {
        use Method::{Before2018 as Old, SingleOrder as New};
        check(2017, "146,7", None, Old, Ok("146,7 из 160 (2017 год, методика до 2018 года)"));
        check(2016, "88,3", Some("100"), Old, Ok("88,3 из 100 (2016 год, методика до 2018 года)"));
        check(2022, "93,28", None, New, Ok("93,28 из 100 (2022 год, единый порядок 2018 года)"));
        check(2017, "160,1", None, Old, Err(PriorFault::OutOfScale));
        check(2022, "146,7", None, New, Err(PriorFault::OutOfScale));
        check(2022, "146,7", Some("160"), New, Err(PriorFault::WrongScale));
        check(2017, "93,28", None, New, Err(PriorFault::TooEarly));
        check(2017, "-1", None, Old, Err(PriorFault::OutOfScale));
    }

    #[test]
    fn only_results_of_the_single_order_are_compared() {
        for (year, value, method, expected) in
            [(2017, "146,7", Method::Before2018, false), (2019, "91,60", Method::SingleOrder, true)]
        {
            assert_eq!(score(year, value, None, method).unwrap().is_comparable(), expected, "{year}");
        }
    }

    #[test]
    fn methods_go_by_their_names() {
        for method in Method::ALL {
            assert_eq!(Method::from_name(method.name()), Some(method));
        }
        assert_eq!(Method::from_name("160"), None);
    }
}
