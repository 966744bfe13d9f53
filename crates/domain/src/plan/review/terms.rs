//! Terms that cannot be checked, and terms that were over before the plan began.

use super::{doubt, lacking, problem, short};
use crate::Date;
use crate::deadline::{Deadline, DeadlineKind};
use crate::plan::{Draft, DraftKind, Measure};
use crate::remark::Remark;

/// Code `vague-deadline`: «постоянно», «по мере необходимости», «в течение года» in a paper without a year.
///
/// Phrases that could not be read at all have been remarked by the reading.
pub(super) fn vague(draft: &Draft) -> Vec<Remark> {
    let is_said = |n: usize| {
        draft.remarks.iter().any(|r| {
            r.measure == Some(n) && matches!(r.code, "vague-deadline" | "impossible-date" | "deadline-without-year")
        })
    };
    let spared: Vec<bool> = (0..draft.measures.len()).map(is_said).collect();
    let vague: Vec<(usize, &Measure)> = draft
        .measures
        .iter()
        .enumerate()
        .filter(|(n, m)| m.deadline.as_ref().is_some_and(is_vague) && spared.get(*n) == Some(&false))
        .collect();
    if vague.len() > 1 && vague.len() == draft.measures.len() {
        return lacking(draft, |_| true, || of_all(&vague), one);
    }
    vague
        .into_iter()
        .map(|(n, m)| one(m).about(n).at(m.places.get(&crate::plan::Field::Deadline).copied().or(m.place)))
        .collect()
}

fn is_vague(deadline: &Deadline) -> bool {
    match deadline.kind {
        DeadlineKind::Ongoing => deadline.to.is_none(),
        DeadlineKind::OnDemand => true,
        DeadlineKind::Period | DeadlineKind::ByDate => deadline.to.is_none(),
        DeadlineKind::Recurring | DeadlineKind::Unread => false,
    }
}

fn of_all(vague: &[(usize, &Measure)]) -> Remark {
    let phrase =
        vague.first().and_then(|(_, m)| m.deadline.as_ref()).map(|d| d.as_written.as_str()).unwrap_or_default();
    doubt("vague-deadline", format!("Ни один срок нельзя проверить: «{phrase}» и подобные"))
        .propose("Назовите последний день или как часто: «до 01.09.2025», «ежеквартально»")
}

fn one(measure: &Measure) -> Remark {
    let phrase = measure.deadline.as_ref().map(|d| d.as_written.as_str()).unwrap_or_default();
    doubt("vague-deadline", format!("Срок «{phrase}» нельзя проверить: «{}»", short(&measure.text)))
        .propose("Назовите последний день или как часто: «до 01.09.2025», «ежеквартально»")
}

/// Code `deadline-before-plan`: the last day is before the plan's first day, its approval, or its year of assessment.
pub(super) fn before_plan(draft: &Draft) -> Vec<Remark> {
    let Some(begin) = beginning(draft) else { return Vec::new() };
    let early = |m: &Measure| m.deadline.as_ref().and_then(|d| d.to).is_some_and(|to| to < begin);
    let found = draft.measures.iter().enumerate().filter(|(_, m)| early(m));
    found
        .map(|(n, m)| {
            let phrase = m.deadline.as_ref().map(|d| d.as_written.as_str()).unwrap_or_default();
            let text = format!("Срок «{phrase}» кончился раньше, чем начался план ({})", day(begin));
            problem("deadline-before-plan", text).propose("Проверьте год срока").about(n).at(m.place)
        })
        .collect()
}

/// Code `recurrence-against-term`: the words say «раз в два месяца», the term is a single day.
pub(super) fn once_for_recurring(draft: &Draft) -> Vec<Remark> {
    let found = draft.measures.iter().enumerate().filter_map(|(n, m)| {
        m.recurrence_in_text?;
        let term = m.deadline.as_ref().filter(|d| d.kind == DeadlineKind::ByDate)?;
        let text = format!("Мероприятие повторяется, а срок один: «{}». «{}»", term.as_written, short(&m.text));
        let remark = doubt("recurrence-against-term", text);
        Some(
            remark
                .propose("Перенесите периодичность в столбец срока, а день оставьте для первого раза")
                .about(n)
                .at(m.place),
        )
    });
    found.collect()
}

/// The first day a term of this plan can end on. Reports look back, so their terms may be older.
fn beginning(draft: &Draft) -> Option<Date> {
    if draft.kind == DraftKind::Report {
        return None;
    }
    let approved = draft.approval.as_ref().and_then(|a| a.date);
    let assessed = draft.assessed_year.and_then(|year| Date::new(year, 1, 1).ok());
    draft.period.map(|p| p.from).or(assessed).into_iter().chain(approved).min()
}

fn day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}
