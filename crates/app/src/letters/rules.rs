//! Rules of reminders as an administrator sets them: one setting, the proposals of the domain until somebody changes it.

use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use jiff::civil::{Time, Weekday};
use otklik_domain::access::Verb;
use otklik_domain::reminder::{Fault, Hours, Rules};
use otklik_domain::typed::whole;
use otklik_store::Store;
use serde::{Deserialize, Serialize};

/// The setting's name.
const RULES: &str = "letters.rules";

/// Rules as they are typed and kept («набранные правила напоминаний»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesTyped {
    /// «14, 7, 1, 0».
    pub soon_days: String,
    /// A number of days.
    pub repeat_days: String,
    /// A number of working days.
    pub head_after: String,
    /// A number of working days.
    pub founder_after: String,
    /// «08:00».
    pub from: String,
    /// «20:00».
    pub to: String,
    /// Number of the day of the week, from 1 for Monday.
    pub weekday: String,
}

impl From<&Rules> for RulesTyped {
    fn from(rules: &Rules) -> Self {
        let days: Vec<String> = rules.soon_days.iter().map(ToString::to_string).collect();
        let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        RulesTyped {
            soon_days: days.join(", "),
            repeat_days: rules.repeat_days.to_string(),
            head_after: rules.head_after.to_string(),
            founder_after: rules.founder_after.to_string(),
            from: clock(rules.hours.from),
            to: clock(rules.hours.to),
            weekday: rules.weekday.to_monday_one_offset().to_string(),
        }
    }
}

impl RulesTyped {
    /// The rules that were typed.
    ///
    /// # Errors
    /// `Invalid` with every field at fault.
    pub fn read(&self) -> Result<Rules, Refusal> {
        let days: Option<Vec<u16>> =
            self.soon_days.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(whole).collect();
        // A number that is none is one that the domain refuses by name.
        let number = |text: &str| whole(text).unwrap_or(0);
        let clock = |text: &str| text.trim().parse::<Time>().ok();
        let (from, to) = (clock(&self.from), clock(&self.to));
        let midnight = Time::midnight();
        let hours = Hours { from: from.unwrap_or(midnight), to: to.filter(|_| from.is_some()).unwrap_or(midnight) };
        let weekday = whole(&self.weekday).and_then(|n| Weekday::from_monday_one_offset(n).ok());
        let rules = Rules {
            soon_days: days.unwrap_or_default(),
            repeat_days: number(&self.repeat_days),
            head_after: number(&self.head_after),
            founder_after: number(&self.founder_after),
            hours,
            weekday: weekday.unwrap_or(Weekday::Monday),
        };
        let mut faults: Vec<(&'static str, String)> = match rules.clone().checked() {
            Ok(rules) if weekday.is_some() => return Ok(rules),
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| (field(fault), fault.to_string())).collect(),
        };
        if weekday.is_none() {
            faults.push(("weekday", "Выберите день недели".to_owned()));
        }
        Err(Refusal::Invalid(Faults::Fields(faults)))
    }
}

fn field(fault: Fault) -> &'static str {
    match fault {
        Fault::SoonDays => "soon_days",
        Fault::RepeatDays => "repeat_days",
        Fault::HeadAfter => "head_after",
        Fault::FounderAfter => "founder_after",
        Fault::Hours => "from",
    }
}

/// Rules as they are kept.
pub(crate) async fn rules_of(store: &dyn Store) -> Result<Rules, Refusal> {
    let kept = store.find_setting(RULES).await?;
    let typed = kept.and_then(|json| serde_json::from_str::<RulesTyped>(&json).ok());
    Ok(typed.and_then(|typed| typed.read().ok()).unwrap_or_default())
}

/// Rules of reminders of this house.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed` for who does not manage people.
pub async fn rules(ctx: &Ctx) -> Result<Rules, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    rules_of(ctx.store()).await
}

/// Changes the rules of reminders.
///
/// # Errors
/// `Invalid` with every field at fault, `NotAllowed`.
pub async fn keep_rules(ctx: &Ctx, typed: &RulesTyped) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let rules = typed.read()?;
    let json = serde_json::to_string(&RulesTyped::from(&rules)).map_err(Refusal::unavailable)?;
    Ok(ctx.store().keep_setting(&ctx.act("change_letter_rules"), RULES, &json).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        let usual = RulesTyped::from(&Rules::default());
        assert_eq!(usual.read().unwrap(), Rules::default());
        let wrong = RulesTyped {
            soon_days: "14, скоро".into(),
            repeat_days: "семь".into(),
            founder_after: "2".into(),
            from: "25:00".into(),
            weekday: "8".into(),
            ..usual
        };
        let Err(Refusal::Invalid(Faults::Fields(faults))) = wrong.read() else { panic!("taken") };
        let fields: Vec<&str> = faults.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["soon_days", "repeat_days", "founder_after", "from", "weekday"]);
    }
}
