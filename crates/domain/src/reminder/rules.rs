//! What the house has set about reminders, and what each setting may be.

use super::Hours;
use jiff::civil::{Time, Weekday};

/// Settings of reminders («правила напоминаний»). The defaults are a proposal; an administrator changes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// So many days before the last one a measure is told of, most first; 0 is the last day itself.
    pub soon_days: Vec<u16>,
    /// A late measure is told of again after so many days.
    pub repeat_days: u16,
    /// Late by so many working days, the head is told too.
    pub head_after: u16,
    /// Late by so many working days, the founder is told too.
    pub founder_after: u16,
    /// At which hours letters leave.
    pub hours: Hours,
    /// On which day of the week weekly letters leave; on the next working one when it is off.
    pub weekday: Weekday,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            soon_days: vec![14, 7, 1, 0],
            repeat_days: 7,
            head_after: 5,
            founder_after: 15,
            hours: Hours { from: Time::constant(8, 0, 0, 0), to: Time::constant(20, 0, 0, 0) },
            weekday: Weekday::Monday,
        }
    }
}

/// What is wrong with rules («ошибка в правилах напоминаний»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Days before the term.
    #[error("Назовите от одного до шести чисел от 0 до 90, через запятую: за сколько дней до срока напомнить")]
    SoonDays,
    /// Days of repeating.
    #[error("Назовите число от 1 до 90: через сколько дней напомнить о просроченном снова")]
    RepeatDays,
    /// Days of the head.
    #[error("Назовите число рабочих дней от 1 до 250")]
    HeadAfter,
    /// Days of the founder.
    #[error("Назовите число рабочих дней от 1 до 250, не меньше, чем у руководителя")]
    FounderAfter,
    /// Hours of letters.
    #[error("Начало часов должно быть раньше конца, и между ними нужен хотя бы час")]
    Hours,
}

impl Rules {
    /// The same rules in their order, when each of them can be kept.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn checked(mut self) -> Result<Self, Vec<Fault>> {
        self.soon_days.sort_unstable_by(|one, other| other.cmp(one));
        self.soon_days.dedup();
        let is_right_number = (1..=6).contains(&self.soon_days.len());
        let told = [
            (is_right_number && self.soon_days.iter().all(|days| *days <= 90), Fault::SoonDays),
            ((1..=90).contains(&self.repeat_days), Fault::RepeatDays),
            ((1..=250).contains(&self.head_after), Fault::HeadAfter),
            ((self.head_after.max(1)..=250).contains(&self.founder_after), Fault::FounderAfter),
            (self.hours.is_at_least_an_hour(), Fault::Hours),
        ];
        let faults: Vec<Fault> = told.into_iter().filter(|(is_right, _)| !is_right).map(|(_, fault)| fault).collect();
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    /// The farthest day ahead that anything is told of.
    pub fn soon_most(&self) -> u16 {
        self.soon_days.iter().copied().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_cannot_be_kept_are_all_named() {
        assert_eq!(Rules::default().checked(), Ok(Rules::default()));
        let hours = Hours { from: Time::constant(20, 0, 0, 0), to: Time::constant(8, 0, 0, 0) };
        let wrong = Rules {
            soon_days: vec![],
            repeat_days: 0,
            head_after: 9,
            founder_after: 3,
            hours,
            weekday: Weekday::Friday,
        };
        assert_eq!(wrong.checked(), Err(vec![Fault::SoonDays, Fault::RepeatDays, Fault::FounderAfter, Fault::Hours]));
        let mixed = Rules { soon_days: vec![1, 30, 7, 7], ..Rules::default() };
        assert_eq!(mixed.checked().unwrap().soon_days, [30, 7, 1]);
        let far = Rules { soon_days: vec![91], head_after: 0, ..Rules::default() };
        assert_eq!(far.checked(), Err(vec![Fault::SoonDays, Fault::HeadAfter]));
    }
}
