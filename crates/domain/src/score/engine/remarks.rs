//! What a reader of the score should know: which rule was applied where, and what does not fit in the counts.

use crate::remark::{Remark, Severity};
use crate::rulebook::{Part, Rulebook};
use crate::score::{Assessed, Rounding, ScoreSheet, Unit, UnitIndicator};

pub(super) fn of(rulebook: &Rulebook, assessed: &Assessed, sheet: &ScoreSheet) -> Vec<Remark> {
    let mut remarks = vec![rounding(sheet)];
    remarks.extend(branches(sheet));
    remarks.extend(kind(rulebook, sheet));
    remarks.extend(empty_indicators(rulebook, sheet));
    remarks.extend(lone_parts(rulebook, sheet));
    remarks.extend(empty_criteria(sheet));
    remarks.extend(settled(sheet));
    for unit in &assessed.units {
        remarks.extend(wrong_counts(rulebook, unit));
    }
    if sheet.respondents == 0 {
        remarks.push(Remark::new("no-respondents", Severity::Doubt, "Нет ни одной заполненной анкеты."));
    }
    remarks
}

fn note(code: &'static str, text: String) -> Remark {
    Remark::new(code, Severity::Note, text)
}

fn rounding(sheet: &ScoreSheet) -> Remark {
    let rule = sheet.policy.rounding;
    note("rule-rounding", format!("Округление {}: {}.", rule.name(), rule.words()))
}

fn branches(sheet: &ScoreSheet) -> Option<Remark> {
    let rule = sheet.policy.branches;
    let n = sheet.branches.len();
    (n > 1).then(|| note("rule-branches", format!("Мест оценки: {n}. Правило {}: {}.", rule.name(), rule.words())))
}

fn kind(rulebook: &Rulebook, sheet: &ScoreSheet) -> Option<Remark> {
    let kind = sheet.kind.as_deref()?;
    let rule = rulebook.kind(kind)?;
    let used: Vec<String> =
        sheet.criteria.iter().filter(|c| c.is_used).map(|c| c.criterion.number().to_string()).collect();
    let text = format!(
        "Вид организации «{kind}»: оценивается по критериям {}; итог – их среднее. Набор критериев – настройка, источник: {}.",
        used.join(", "),
        rule.source.certainty.words()
    );
    Some(note("criteria-of-kind", text))
}

fn empty_indicators(rulebook: &Rulebook, sheet: &ScoreSheet) -> Vec<Remark> {
    let rule = sheet.policy.empty;
    let empty = sheet.indicators.iter().filter(|i| i.exact.is_none());
    empty
        .map(|i| {
            let title = rulebook.indicator(i.indicator).map_or("", |rule| rule.title.as_str());
            let text = format!(
                "Показатель {} «{title}» не определён: {}. Правило {}: {}.",
                i.indicator,
                why_empty(sheet, i.indicator),
                rule.name(),
                rule.words()
            );
            Remark::new("empty-indicator", Severity::Note, text)
        })
        .collect()
}

fn why_empty(sheet: &ScoreSheet, indicator: crate::score::Indicator) -> &'static str {
    let at_places = sheet.units.iter().flat_map(|unit| &unit.indicators).filter(|i| i.indicator == indicator);
    let mut missing = at_places.flat_map(|i| &i.parts).filter(|part| part.points.is_none());
    match missing.next().map(|part| &part.part) {
        Some(Part::AnswerShare { .. }) => "на этот вопрос никто не ответил: он никого не касался или не задавался",
        Some(_) => "нет итогов осмотра",
        None => "нет мест оценки",
    }
}

fn lone_parts(rulebook: &Rulebook, sheet: &ScoreSheet) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for unit in sheet.units.iter() {
        for indicator in &unit.indicators {
            if let Some(missing) = lone(indicator) {
                let text = format!(
                    "{}Показатель {} посчитан по одной составляющей: нет данных для «{}».",
                    at_place(unit.branch.as_deref()),
                    indicator.indicator,
                    name_of_part(rulebook, &missing.part)
                );
                remarks.push(note("lone-part", text));
            }
        }
    }
    remarks
}

fn lone(indicator: &UnitIndicator) -> Option<&crate::score::PartValue> {
    indicator.points.as_ref()?;
    indicator.parts.iter().find(|part| part.points.is_none())
}

/// How people call a part of an indicator («информация на стендах»).
pub(in crate::score) fn name_of_part(rulebook: &Rulebook, part: &Part) -> String {
    match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => {
            rulebook.inspection(list).map_or_else(|| list.clone(), |list| list.title.clone())
        }
        Part::AnswerShare { question } => {
            rulebook.question(question).map_or_else(|| question.clone(), |question| question.short.clone())
        }
        Part::Waiting => "время ожидания".to_owned(),
    }
}

fn at_place(branch: Option<&str>) -> String {
    branch.map(|branch| format!("«{branch}». ")).unwrap_or_default()
}

fn empty_criteria(sheet: &ScoreSheet) -> Vec<Remark> {
    let empty = sheet.criteria.iter().filter(|c| c.is_used && c.points.is_none());
    empty
        .map(|c| {
            let text =
                format!("Критерий {} не определён ни по одному показателю и в среднее не вошёл.", c.criterion.number());
            Remark::new("criterion-left-out", Severity::Doubt, text)
        })
        .collect()
}

fn settled(sheet: &ScoreSheet) -> Option<Remark> {
    if matches!(sheet.policy.rounding, Rounding::TwoDecimals) {
        return None;
    }
    let mut names: Vec<String> = sheet
        .criteria
        .iter()
        .filter(|c| c.exact.as_ref().is_some_and(|exact| !exact.ends()) && c.points.is_some())
        .map(|c| format!("критерий {}", c.criterion.number()))
        .collect();
    if sheet.policy.rounding == Rounding::CriteriaOneDecimal {
        names.clear();
    }
    names.extend(sheet.exact.as_ref().filter(|exact| !exact.ends()).map(|_| "итог".to_owned()));
    (!names.is_empty())
        .then(|| note("settled", format!("Не выражается конечной дробью и округлено до сотых: {}.", names.join(", "))))
}

fn wrong_counts(rulebook: &Rulebook, unit: &Unit) -> Vec<Remark> {
    let place = at_place(unit.branch.as_deref());
    let mut remarks = Vec::new();
    for list in &rulebook.inspections {
        let count = unit.findings.list(&list.code);
        if let (Some(present), Some(required)) = (count.present, count.required)
            && present > required
            && rulebook.indicators.iter().any(|i| i.parts.contains(&Part::ListShare { list: list.code.clone() }))
        {
            let text = format!("{place}{}: есть {present}, а требуется {required}; взято 100 %.", list.title);
            remarks.push(Remark::new("over-norm", Severity::Doubt, text));
        }
        if let (Some(counted), Some(summed)) = (unit.findings.counted(&list.code), unit.findings.summed(&list.code))
            && counted.present.is_some_and(|present| Some(present) != summed.present)
        {
            let text = format!("{place}{}: общее число не равно сумме отмеченных пунктов; взято число.", list.title);
            remarks.push(Remark::new("items-differ", Severity::Doubt, text));
        }
    }
    remarks.extend(wrong_answers(rulebook, unit, &place));
    remarks
}

fn wrong_answers(rulebook: &Rulebook, unit: &Unit, place: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for question in rulebook.questionnaire.counted() {
        let n = unit.tally.contradictions(&question.code);
        if n > 0 {
            let text = format!(
                "{place}На вопрос {} ответили {n} раз(а) те, кого он не касается (на предыдущий вопрос «нет»); эти ответы не учтены.",
                question.number
            );
            remarks.push(Remark::new("contradictory-answers", Severity::Note, text));
        }
        let n = unit.tally.unasked(&question.code);
        if n > 0 {
            let text = format!(
                "{place}На вопрос {} ответили {n} раз(а) те, кто предыдущий вопрос пропустил: пользовались ли они, неизвестно, и эти ответы не учтены.",
                question.number
            );
            remarks.push(Remark::new("answered-without-question-before", Severity::Note, text));
        }
        let (yes, asked) = unit.tally.among(&question.code);
        if yes > asked {
            let text = format!("{place}Вопрос {}: «да» {yes}, а опрошенных {asked}; взято 100 %.", question.number);
            remarks.push(Remark::new("over-norm", Severity::Doubt, text));
        }
    }
    for (code, _) in unit.findings.items() {
        let list = code.split_once('.').and_then(|(list, _)| rulebook.inspection(list));
        let is_known = list.is_some_and(|list| list.items.iter().any(|item| item.code == code));
        if !is_known {
            let text = format!("{place}Пункта осмотра «{code}» нет в своде правил; он учтён по своему перечню.");
            remarks.push(Remark::new("unknown-item", Severity::Doubt, text));
        }
    }
    remarks
}
