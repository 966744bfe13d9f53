//! The top of a paper: approval block, title, organisation, period.
//!
//! In come the form's words and a draft; out go lines. Unknown things are left blank with a caption that says what
//! belongs there.

use super::tidy;
use crate::write::{Line, LineStyle};
use jiff::civil::Date;
use otklik_domain::plan::{Approval, Draft, DraftKind, Span};

/// What a form says on top.
pub(in crate::forms) struct Words {
    /// «ПЛАН»
    pub(in crate::forms) name: &'static str,
    /// «по устранению недостатков …»
    pub(in crate::forms) subject: &'static str,
    /// «на» of plans, «за» of reports.
    pub(in crate::forms) preposition: &'static str,
    /// What stands for an unknown period.
    pub(in crate::forms) blank_period: &'static str,
    /// Whether the form is a paper that is approved: it has an «УТВЕРЖДАЮ» block, blank where nobody approved yet.
    /// A report is signed and not approved; who approved its plan stands in a note.
    pub(in crate::forms) is_approved: bool,
}

impl Words {
    /// Whether the approval of a draft stands on this form as a block. A report that came with a block of its own keeps it.
    pub(in crate::forms) fn keeps_block(&self, draft: &Draft) -> bool {
        self.is_approved || draft.kind == DraftKind::Report
    }
}

/// The lines of the heading.
pub(super) fn heading(words: &Words, draft: &Draft) -> Vec<Line> {
    let mut lines = vec![
        Line::new(LineStyle::Title, words.name),
        Line::new(LineStyle::Strong, subject(words, draft)),
        Line::new(LineStyle::Plain, period(words, draft)),
    ];
    let serves_several = draft.measures.iter().any(|m| m.organisation.is_some());
    match organisation(draft) {
        // A name without its legal form is said to be one.
        Some(name) if name.starts_with('«') => {
            lines.push(Line::new(LineStyle::Strong, format!("Организация: {name}")));
        }
        Some(name) => lines.push(Line::new(LineStyle::Strong, name)),
        None if serves_several => {}
        None => {
            lines.push(Line::new(LineStyle::Plain, "_".repeat(60)));
            lines.push(Line::new(LineStyle::Caption, "(наименование организации)"));
        }
    }
    lines
}

/// One line for properties: «План по устранению недостатков …, организация».
pub(super) fn title(words: &Words, draft: &Draft) -> String {
    let mut name = words.name.chars();
    let first: String = name.next().into_iter().collect();
    let head = format!("{first}{} {}", name.as_str().to_lowercase(), subject(words, draft));
    organisation(draft).map(|o| format!("{head}, {o}")).unwrap_or(head)
}

fn subject(words: &Words, draft: &Draft) -> String {
    match draft.assessed_year {
        Some(year) => format!("{} в {year} году", words.subject),
        None => words.subject.to_owned(),
    }
}

/// The name as it is printed: the whole where it is known, else the name in quotes.
pub(crate) fn organisation(draft: &Draft) -> Option<String> {
    let whole = draft.organisation_as_written.as_deref().map(tidy).filter(|t| !t.is_empty());
    let bare = draft.organisation.as_deref().map(tidy).filter(|t| !t.is_empty());
    whole.or_else(|| bare.map(|name| if name.contains('«') { name } else { format!("«{name}»") }))
}

fn period(words: &Words, draft: &Draft) -> String {
    match draft.period {
        Some(span) => format!("{} {}", words.preposition, span_words(span)),
        None => words.blank_period.to_owned(),
    }
}

/// «2023 год», «2019–2021 годы», «I квартал 2021 года», «период с 01.02.2022 по 30.11.2022».
fn span_words(span: Span) -> String {
    let (from, to) = (span.from, span.to);
    let begins = from.day() == 1;
    let ends = to.day() == to.days_in_month();
    let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month()) + 1;
    let year = from.year();
    match (begins && ends, from.month(), months) {
        (true, 1, 12) => format!("{year} год"),
        (true, 1, n) if n > 12 && n % 12 == 0 => format!("{year}–{} годы", to.year()),
        (true, 1 | 7, 6) => format!("{} полугодие {year} года", if from.month() == 1 { "I" } else { "II" }),
        (true, 1, 3) => format!("I квартал {year} года"),
        (true, 4, 3) => format!("II квартал {year} года"),
        (true, 7, 3) => format!("III квартал {year} года"),
        (true, 10, 3) => format!("IV квартал {year} года"),
        _ => format!("период с {} по {}", day(from), day(to)),
    }
}

fn day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// The «УТВЕРЖДАЮ» block; «УТВЕРЖДЕНО» where an act approves.
pub(super) fn approval(words: &Words, draft: &Draft) -> Vec<Line> {
    match draft.approval.as_ref().filter(|_| words.keeps_block(draft)) {
        Some(approval) if approval.position.is_none() && approval.name.is_none() && approval.date.is_none() => {
            match &approval.basis {
                Some(basis) => plain(&["УТВЕРЖДЕНО", &tidy(basis)]),
                None => blank(words),
            }
        }
        Some(approval) => signed(approval),
        None => blank(words),
    }
}

/// «План утверждён 15.01.2024: начальник отдела культуры Д.Д. Дубравин.» on papers that are signed and not approved.
pub(super) fn approved_plan(words: &Words, draft: &Draft) -> Option<String> {
    let approval = draft.approval.as_ref().filter(|_| !words.keeps_block(draft))?;
    let who =
        [approval.position.as_deref().map(tidy), approval.name.as_deref().map(|name| initials_first(&tidy(name)))];
    let who = who.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let said = [Some(who), approval.basis.as_deref().map(tidy)].into_iter().flatten().filter(|words| !words.is_empty());
    let said = said.collect::<Vec<_>>().join(", ");
    match (approval.date.map(day), said.as_str()) {
        (None, "") => None,
        (None, said) => Some(format!("План утверждён: {said}.")),
        (Some(date), "") => Some(format!("План утверждён {date}.")),
        (Some(date), said) => Some(format!("План утверждён {date}: {said}.")),
    }
}

fn plain(lines: &[&str]) -> Vec<Line> {
    lines.iter().map(|text| Line::new(LineStyle::Plain, *text)).collect()
}

fn blank(words: &Words) -> Vec<Line> {
    if !words.is_approved {
        return Vec::new();
    }
    signed(&Approval::default())
}

fn signed(approval: &Approval) -> Vec<Line> {
    let mut lines = plain(&["УТВЕРЖДАЮ"]);
    match &approval.position {
        Some(position) => lines.push(Line::new(LineStyle::Plain, tidy(position))),
        None => {
            lines.push(Line::new(LineStyle::Plain, "_".repeat(30)));
            lines.push(Line::new(LineStyle::Caption, "(наименование должности)"));
        }
    }
    match &approval.name {
        Some(name) => lines.push(Line::new(LineStyle::Plain, format!("____________ {}", initials_first(&tidy(name))))),
        None => {
            lines.push(Line::new(LineStyle::Plain, "_".repeat(30)));
            lines.push(Line::new(LineStyle::Caption, "(подпись, инициалы, фамилия)"));
        }
    }
    let date = approval.date.map_or_else(|| "«___» ____________ 20___ г.".to_owned(), long_date);
    lines.push(Line::new(LineStyle::Plain, date));
    lines.extend(approval.basis.as_deref().map(|basis| Line::new(LineStyle::Plain, tidy(basis))));
    lines
}

/// «Дубравин Д.Д.» signs as «Д.Д. Дубравин».
fn initials_first(name: &str) -> String {
    match name.split_once(' ') {
        Some((surname, initials)) if initials.ends_with('.') && !surname.contains('.') => {
            format!("{initials} {surname}")
        }
        _ => name.to_owned(),
    }
}

/// «15» января 2024 г.
fn long_date(date: Date) -> String {
    let month = otklik_domain::wording::month_of(date);
    format!("«{:02}» {month} {} г.", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::{Approval, Draft, DraftKind, Span, Words, approval, approved_plan, span_words};
    use jiff::civil::date;

    fn words(is_approved: bool) -> Words {
        Words { name: "ОТЧЁТ", subject: "о плане", preposition: "за", blank_period: "", is_approved }
    }

    #[test]
    fn a_report_is_signed_and_tells_who_approved_its_plan() {
        let by = |position: &str, name: &str, basis: &str, on: Option<jiff::civil::Date>| {
            let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Approval { position: said(position), name: said(name), date: on, basis: said(basis) }
        };
        let day = Some(date(2024, 1, 15));
        for (approved, note) in [
            (by("", "", "", None), None),
            (
                by("Начальник отдела", "Дубравин Д.Д.", "", day),
                Some("План утверждён 15.01.2024: Начальник отдела Д.Д. Дубравин."),
            ),
            (by("", "", "приказ № 5", day), Some("План утверждён 15.01.2024: приказ № 5.")),
            (by("Директор", "", "", None), Some("План утверждён: Директор.")),
            (by("", "", "", day), Some("План утверждён 15.01.2024.")),
        ] {
            let mut draft = Draft { approval: Some(approved), ..Draft::empty(DraftKind::Plan) };
            assert_eq!(approved_plan(&words(false), &draft).as_deref(), note);
            assert!(approval(&words(false), &draft).is_empty() && approved_plan(&words(true), &draft).is_none());
            assert!(!approval(&words(true), &draft).is_empty());
            // A report that was approved itself stays so.
            draft.kind = DraftKind::Report;
            assert_eq!(approval(&words(false), &draft).is_empty(), draft.approval == Some(Approval::default()));
            assert!(approved_plan(&words(false), &draft).is_none());
        }
    }

    #[test]
    fn a_period_is_named_as_an_office_names_it() {
        for (from, to, words) in [
            (date(2023, 1, 1), date(2023, 12, 31), "2023 год"),
            (date(2019, 1, 1), date(2021, 12, 31), "2019–2021 годы"),
            (date(2021, 1, 1), date(2021, 3, 31), "I квартал 2021 года"),
            (date(2021, 10, 1), date(2021, 12, 31), "IV квартал 2021 года"),
            (date(2024, 7, 1), date(2024, 12, 31), "II полугодие 2024 года"),
            (date(2022, 2, 1), date(2022, 11, 30), "период с 01.02.2022 по 30.11.2022"),
            (date(2022, 1, 10), date(2022, 12, 31), "период с 10.01.2022 по 31.12.2022"),
        ] {
            assert_eq!(span_words(Span { from, to }), words);
        }
    }
}
