//! The counted form: `organisation,branch,item,value`, `respondents` and for each code the number of «да».

use super::headings::Headings;
use crate::answers::mapping::{branch_by_name, organisation_by_name};
use crate::answers::table::{Refused, Row};
use crate::round::{Round, What, long};
use otklik_domain::remark::Severity;
use otklik_domain::score::{QuestionSet, Tally, TallyFault};
use std::collections::BTreeMap;

const RESPONDENTS: &[&str] = &["respondents", "респондентов", "опрошено", "число респондентов"];

type Counts = long::Values<u64>;

/// Takes the rows of a counted file.
pub(super) fn take<I: Iterator<Item = Result<Row, Refused>>>(
    round: &mut Round<'_>,
    file: &str,
    headings: Headings<I>,
) -> Result<(), Refused> {
    let mut places: BTreeMap<(String, String), Counts> = BTreeMap::new();
    let columns = long::Columns::of(&headings.row, organisation_by_name, branch_by_name);
    for row in headings.rows {
        let row = row?;
        let Some(entry) = columns.entry(round, file, &row) else { continue };
        let Some((code, n)) = counted(round, file, &entry) else { continue };
        let counts = places.entry((entry.organisation.clone(), entry.branch.clone())).or_default();
        long::put(round, file, &entry, counts, code, n);
    }
    for ((organisation, branch), counts) in places {
        let tally = tally(round, file, &organisation, &branch, counts);
        round.place(&organisation, &branch)?;
        if let Some(tally) = tally {
            round.add(&organisation, Some(&branch), &tally)?;
        }
    }
    Ok(())
}

/// The code and the number of an entry.
fn counted(round: &mut Round<'_>, file: &str, entry: &long::Entry) -> Option<(String, u64)> {
    let item = entry.item.to_lowercase();
    let code = if RESPONDENTS.contains(&item.as_str()) { "respondents".to_owned() } else { item };
    if code != "respondents" && round.set.place(&code).is_none() {
        let is_finding = crate::findings::is_item(round.rulebook, &code);
        entry.say(round, file, "unknown-code", Severity::Doubt, || {
            let end = if is_finding {
                "это итог осмотра, его место в --findings"
            } else {
                "не учтено"
            };
            format!("вопроса «{}» в своде правил нет: {end}", entry.item)
        });
        return None;
    }
    let n = long::whole(&entry.value);
    if n.is_none() {
        entry.say(round, file, "not-a-number", Severity::Problem, || {
            format!("«{}»: «{}» не целое число; не учтено", entry.item, entry.value)
        });
    }
    Some((code, n?))
}

/// The tally of a place: what does not fit is said and left out, the rest counts.
fn tally(round: &mut Round<'_>, file: &str, organisation: &str, branch: &str, mut counts: Counts) -> Option<Tally> {
    let (set, notes) = (round.set.clone(), &mut round.notes);
    let mut say = |code: &str, line: Option<u64>, text: String| {
        let what = What {
            file,
            organisation: Some(organisation),
            about: &format!("{branch} {code}"),
            line,
            ..What::of("counted-refused", Severity::Problem)
        };
        notes.say(&what, || if branch.is_empty() { text } else { format!("«{branch}»: {text}") });
    };
    let Some((Some(respondents), _)) = counts.remove("respondents") else {
        say("respondents", None, "нет строки respondents: без числа опрошенных ответы не посчитать".to_owned());
        return None;
    };
    let unsure: Vec<String> = counts.iter().filter(|(_, (n, _))| n.is_none()).map(|(code, _)| code.clone()).collect();
    for code in unsure {
        leave_out(&set, &mut counts, &code, "двойное значение", &mut say);
    }
    loop {
        let yes: Vec<(&str, u64)> = counts.iter().filter_map(|(code, (n, _))| Some((code.as_str(), (*n)?))).collect();
        let fault = match Tally::from_counted(&set, respondents, &yes) {
            Ok(tally) => return Some(tally),
            Err(fault) => fault,
        };
        let (TallyFault::Exceeds(code) | TallyFault::UnknownCode(code)) = &fault else { return None };
        if !counts.contains_key(code) {
            return None;
        }
        leave_out(&set, &mut counts, code, &fault.to_string(), &mut say);
    }
}

/// Leaves a count out, and those that are a part of it: who was asked is not known any more.
fn leave_out(
    set: &QuestionSet,
    counts: &mut Counts,
    code: &str,
    why: &str,
    say: &mut impl FnMut(&str, Option<u64>, String),
) {
    let followers = set.questions().iter().filter(|it| it.after.as_deref() == Some(code)).map(|it| it.code.as_str());
    for (at, code) in std::iter::once(code).chain(followers).enumerate() {
        if let Some((_, line)) = counts.remove(code) {
            let text = if at == 0 {
                format!("{code}: {why}; не учтено")
            } else {
                format!("{code} не учтено вслед за ним")
            };
            say(code, Some(line), text);
        }
    }
}
