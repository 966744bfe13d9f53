//! One figure of a second source: who measured, on which scale, how it is read.

use crate::Date;
use crate::score::Exact;
use std::fmt;

/// Who measured («второй источник»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecondSource {
    /// Оценки на bus.gov.ru
    BusGov,
    /// Ежемесячный опрос Минкультуры
    MonthlyPoll,
    /// Оценки на Госуслугах
    Gosuslugi,
}

impl SecondSource {
    /// Every source.
    pub const ALL: [SecondSource; 3] = [SecondSource::BusGov, SecondSource::MonthlyPoll, SecondSource::Gosuslugi];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            SecondSource::BusGov => "bus-gov",
            SecondSource::MonthlyPoll => "monthly-poll",
            SecondSource::Gosuslugi => "gosuslugi",
        }
    }

    /// The source as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            SecondSource::BusGov => "Оценки на bus.gov.ru",
            SecondSource::MonthlyPoll => "Ежемесячный опрос Минкультуры",
            SecondSource::Gosuslugi => "Оценки на Госуслугах",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// The least and the most that it can tell: stars from 1 to 5, per cent of the contented from 0 to 100.
    pub fn scale(self) -> (u32, u32) {
        match self {
            SecondSource::BusGov | SecondSource::Gosuslugi => (1, 5),
            SecondSource::MonthlyPoll => (0, 100),
        }
    }

    /// What its figures are: «из 5», «% довольных».
    pub fn unit(self) -> &'static str {
        match self {
            SecondSource::BusGov | SecondSource::Gosuslugi => "из 5",
            SecondSource::MonthlyPoll => "% довольных",
        }
    }
}

/// One figure of a second source («показание второго источника»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Who measured.
    pub source: SecondSource,
    /// The last day of what it is about.
    pub on: Date,
    /// The figure, on the source's own scale.
    pub value: Exact,
    /// Of how many people; `None` where the source does not tell.
    pub respondents: Option<u64>,
}

/// Why a figure cannot be taken («ошибка показания»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureFault {
    /// Not a number.
    NotNumber,
    /// Not on the scale of its source.
    OffScale(u32, u32),
    /// Of a day that has not come.
    InFuture,
}

impl fmt::Display for FigureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureFault::NotNumber => f.write_str("напишите число, например 4,7"),
            FigureFault::OffScale(least, most) => write!(f, "у этого источника числа от {least} до {most}"),
            FigureFault::InFuture => f.write_str("этот день ещё не наступил"),
        }
    }
}

/// Reads a figure as a person types it or a table tells it: `4,7`, `4.7`, `86%`.
///
/// # Errors
/// [`FigureFault`] says what is wrong.
pub fn figure(
    source: SecondSource,
    typed: &str,
    on: Date,
    respondents: Option<u64>,
    today: Date,
) -> Result<Figure, FigureFault> {
    let text = typed.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let value = Exact::parse(&text).ok_or(FigureFault::NotNumber)?;
    let (least, most) = source.scale();
    if value < Exact::whole(least) || Exact::whole(most) < value {
        return Err(FigureFault::OffScale(least, most));
    }
    if today < on {
        return Err(FigureFault::InFuture);
    }
    Ok(Figure { source, on, value, respondents })
}
