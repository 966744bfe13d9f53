use crate::score::{Exact, Mark};

/// What an inspector saw of one point («увиденное при осмотре»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A thing is there, is not, or does not apply.
    Mark(Mark),
    /// So many are there or are required.
    Count(u64),
    /// So many days, in thousandths.
    Days(u64),
}

/// Marks with their public names.
const MARKS: [(Mark, &str); 3] =
    [(Mark::Present, "present"), (Mark::Absent, "absent"), (Mark::NotApplicable, "not-applicable")];

/// More than anybody counts in one place or waits in days.
const MOST: u64 = 100_000;

impl Seen {
    /// The value as it is kept: `present`, `n:17`, `d:13500`.
    pub fn name(&self) -> String {
        match self {
            Seen::Mark(mark) => MARKS.iter().find(|(known, _)| known == mark).map_or("", |(_, name)| name).to_owned(),
            Seen::Count(n) => format!("n:{n}"),
            Seen::Days(n) => format!("d:{n}"),
        }
    }

    /// Reads what was kept.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(n) = name.strip_prefix("n:") {
            return n.parse().ok().map(Seen::Count);
        }
        if let Some(n) = name.strip_prefix("d:") {
            return n.parse().ok().map(Seen::Days);
        }
        MARKS.iter().find(|(_, known)| *known == name).map(|(mark, _)| Seen::Mark(*mark))
    }

    /// A number of things as a person types it.
    pub fn count(text: &str) -> Option<Self> {
        crate::typed::whole(text).filter(|n| *n <= MOST).map(Seen::Count)
    }

    /// A number of days as a person types it: «13,5».
    pub fn days(text: &str) -> Option<Self> {
        let days = Exact::parse(text.trim()).filter(|days| !days.is_negative())?;
        let thousandths = (&days * &Exact::whole(1000)).round_half_up(0).floor()?;
        u64::try_from(thousandths).ok().filter(|n| *n <= MOST * 1000).map(Seen::Days)
    }

    /// As people say it.
    pub fn in_words(&self) -> String {
        match self {
            Seen::Mark(Mark::Present) => "есть".to_owned(),
            Seen::Mark(Mark::Absent) => "нет".to_owned(),
            Seen::Mark(Mark::NotApplicable) => "не применимо".to_owned(),
            Seen::Count(n) => n.to_string(),
            Seen::Days(n) => decimal(*n),
        }
    }

    /// Whether it is a shortcoming by itself.
    pub fn is_absent(&self) -> bool {
        *self == Seen::Mark(Mark::Absent)
    }
}

/// Thousandths with a comma, without zeros at the end.
fn decimal(thousandths: u64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole},{}", format!("{rest:03}").trim_end_matches('0'))
}
