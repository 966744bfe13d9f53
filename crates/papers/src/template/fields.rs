//! Which fields each form has, and their values.

use crate::forms::consolidated::ConsolidatedSheet;
use crate::forms::plan_report::ReportSheet;
use otklik_domain::Date;
use otklik_domain::plan::Draft;
use otklik_domain::report::{Change, Origin, ReportRow, Standing, Summary};
use std::collections::BTreeMap;

/// A paper that people may have a template for («бумага с шаблоном»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemplateForm {
    /// The plan.
    Plan,
    /// The report on a plan.
    Report,
    /// Reports put together.
    Consolidated,
}

/// Values of one repeated row by field.
pub(super) type Item = BTreeMap<String, String>;

/// Values of a paper («значения полей»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub(super) fields: Item,
    pub(super) lists: BTreeMap<String, Vec<Item>>,
}

/// A field with what it is.
type Told = (&'static str, &'static str);

/// Fields of a form («поля формы»), each with what it is.
#[derive(Debug, Clone, Copy)]
pub struct FieldSet {
    /// Fields that may stand anywhere.
    pub fields: &'static [Told],
    /// Repeated rows with the fields of a row.
    pub lists: &'static [(&'static str, &'static [Told])],
}

const PLAN: FieldSet = FieldSet {
    fields: &[
        ("организация", "полное название организации"),
        ("план.название", "название плана"),
        ("план.год", "год или годы плана"),
        ("план.год_оценки", "год оценки, на которую отвечает план"),
        ("утвердил.должность", "должность того, кто утвердил"),
        ("утвердил.имя", "фамилия и инициалы того, кто утвердил"),
        ("утвердил.дата", "дата утверждения"),
        ("утвердил.основание", "акт, которым утверждён план"),
    ],
    lists: &[(
        "мероприятия",
        &[
            ("номер", "номер по порядку"),
            ("критерий", "критерий"),
            ("показатель", "номер показателя"),
            ("недостаток", "недостаток"),
            ("мероприятие", "мероприятие"),
            ("срок", "плановый срок"),
            ("исполнитель", "ответственный исполнитель"),
            ("сделано", "реализованные меры"),
            ("фактический_срок", "фактический срок"),
            ("результат", "ожидаемый результат"),
            ("финансирование", "источник финансирования"),
        ],
    )],
};

const SUMS: [Told; 7] = [
    ("всего", "мероприятий всего"),
    ("устранено", "устранено"),
    ("в_работе", "в работе"),
    ("срок_не_наступил", "срок не наступил"),
    ("просрочено", "просрочено"),
    ("не_выполнено", "не выполнено"),
    ("процент", "устранено, процентов"),
];

const REPORT: FieldSet = FieldSet {
    fields: &[
        ("организация", "полное название организации"),
        ("план.название", "название плана"),
        ("отчет.период", "за какой период"),
        ("отчет.номер", "номер отчёта"),
        ("отчет.дата", "по состоянию на какой день"),
        ("всего", "мероприятий всего"),
        ("устранено", "устранено"),
        ("в_работе", "в работе"),
        ("срок_не_наступил", "срок не наступил"),
        ("просрочено", "просрочено"),
        ("не_выполнено", "не выполнено"),
        ("процент", "устранено, процентов"),
        ("руководитель.должность", "должность руководителя"),
        ("руководитель.имя", "фамилия и инициалы руководителя"),
    ],
    lists: &[(
        "мероприятия",
        &[
            ("номер", "номер по порядку"),
            ("критерий", "критерий"),
            ("недостаток", "недостаток"),
            ("мероприятие", "мероприятие"),
            ("срок", "плановый срок"),
            ("исполнитель", "ответственный исполнитель"),
            ("сделано", "что сделано"),
            ("когда", "когда сделано"),
            ("число.план", "число по плану"),
            ("число.факт", "число по факту"),
            ("подтверждение", "чем подтверждено"),
            ("положение", "устранено, в работе, просрочено"),
            ("причина", "причина"),
            ("изменилось", "что изменилось с прошлого отчёта"),
        ],
    )],
};

const CONSOLIDATED: FieldSet = FieldSet {
    fields: &[
        ("охват", "какие организации сведены"),
        ("отчет.период", "за какой период"),
        ("отчет.номер", "номер сводного отчёта"),
        ("отчет.дата", "по состоянию на какой день"),
        ("организаций", "сколько организаций с планом"),
        ("не_прислали", "сколько не прислали отчёт"),
        ("всего", "мероприятий всего"),
        ("устранено", "устранено"),
        ("в_работе", "в работе"),
        ("срок_не_наступил", "срок не наступил"),
        ("просрочено", "просрочено"),
        ("не_выполнено", "не выполнено"),
        ("процент", "устранено, процентов"),
    ],
    lists: &[
        (
            "организации",
            &[
                ("организация", "название"),
                ("территория", "муниципалитет"),
                ("отчет", "номер и дата отчёта"),
                ("всего", "мероприятий всего"),
                ("устранено", "устранено"),
                ("в_работе", "в работе"),
                ("срок_не_наступил", "срок не наступил"),
                ("просрочено", "просрочено"),
                ("не_выполнено", "не выполнено"),
                ("процент", "устранено, процентов"),
            ],
        ),
        (
            "просроченные",
            &[
                ("организация", "название"),
                ("мероприятие", "мероприятие"),
                ("срок", "плановый срок"),
                ("дней", "дней опоздания"),
                ("причина", "комментарий"),
            ],
        ),
    ],
};

impl TemplateForm {
    /// Every form.
    pub const ALL: [TemplateForm; 3] = [TemplateForm::Plan, TemplateForm::Report, TemplateForm::Consolidated];

    /// The name in addresses and records.
    pub fn name(self) -> &'static str {
        match self {
            TemplateForm::Plan => "plan-457",
            TemplateForm::Report => "report",
            TemplateForm::Consolidated => "consolidated",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// What people call the paper.
    pub fn title(self) -> &'static str {
        match self {
            TemplateForm::Plan => "План",
            TemplateForm::Report => "Отчёт по плану",
            TemplateForm::Consolidated => "Сводный отчёт",
        }
    }

    /// Its fields.
    pub fn fields(self) -> FieldSet {
        match self {
            TemplateForm::Plan => PLAN,
            TemplateForm::Report => REPORT,
            TemplateForm::Consolidated => CONSOLIDATED,
        }
    }
}

impl FieldSet {
    pub(super) fn list(self, name: &str) -> Option<&'static [Told]> {
        self.lists.iter().find(|(list, _)| *list == name).map(|(_, fields)| *fields)
    }

    pub(super) fn list_names(self) -> Vec<&'static str> {
        self.lists.iter().map(|(list, _)| *list).collect()
    }

    /// Names that may stand within a list, or outside of any.
    pub(super) fn names_within(self, list: Option<&str>) -> Vec<&'static str> {
        let own = list.and_then(|list| self.list(list)).unwrap_or_default();
        own.iter().chain(self.fields).map(|(name, _)| *name).collect()
    }
}

fn item<const N: usize>(pairs: [(&str, String); N]) -> Item {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn day(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

fn said(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn sums(sum: Summary) -> Item {
    let counts = [sum.total, sum.eliminated, sum.in_progress, sum.not_due, sum.late, sum.not_done];
    let told =
        counts.map(|n| n.to_string()).into_iter().chain([sum.percent().map(|n| n.to_string()).unwrap_or_default()]);
    SUMS.iter().map(|(name, _)| (*name).to_owned()).zip(told).collect()
}

/// Values of a plan.
pub fn plan_values(draft: &Draft) -> Values {
    let approval = draft.approval.clone().unwrap_or_default();
    let year = draft.period.map(|span| match (span.from.year(), span.to.year()) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    });
    let fields = item([
        ("организация", crate::forms::organisation_of(draft).unwrap_or_default()),
        ("план.название", said(draft.title.as_ref())),
        ("план.год", year.unwrap_or_default()),
        ("план.год_оценки", draft.assessed_year.map(|year| year.to_string()).unwrap_or_default()),
        ("утвердил.должность", said(approval.position.as_ref())),
        ("утвердил.имя", said(approval.name.as_ref())),
        ("утвердил.дата", approval.date.map(day).unwrap_or_default()),
        ("утвердил.основание", said(approval.basis.as_ref())),
    ]);
    let rows = draft.measures.iter().zip(1..).map(|(it, number): (_, usize)| {
        let execution = it.execution.clone().unwrap_or_default();
        let people = it.executors.iter().map(|who| {
            [who.name.as_deref(), who.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        item([
            ("номер", number.to_string()),
            ("критерий", it.criterion.map(|c| c.official_name().to_owned()).unwrap_or_default()),
            ("показатель", it.indicator.map(|i| i.to_string()).unwrap_or_default()),
            ("недостаток", said(it.shortcoming.as_ref())),
            ("мероприятие", it.text.clone()),
            ("срок", it.deadline.as_ref().map(|term| term.as_written.clone()).unwrap_or_default()),
            ("исполнитель", people.collect::<Vec<_>>().join("\n")),
            ("сделано", said(execution.done.as_ref())),
            ("фактический_срок", execution.actual.map(|term| term.as_written).unwrap_or_default()),
            ("результат", said(it.expected_result.as_ref())),
            ("финансирование", said(it.funding.as_ref())),
        ])
    });
    Values { fields, lists: [("мероприятия".to_owned(), rows.collect())].into() }
}

/// Values of a report on a plan.
pub fn report_values(sheet: &ReportSheet, number: Option<i64>) -> Values {
    let report = &sheet.report;
    let mut fields = item([
        ("организация", sheet.organisation.clone()),
        ("план.название", said(sheet.plan.as_ref())),
        ("отчет.период", report.period.in_words()),
        ("отчет.номер", number.map(|n| n.to_string()).unwrap_or_default()),
        ("отчет.дата", day(report.as_of)),
        ("руководитель.должность", said(sheet.signers.head_position.as_ref())),
        ("руководитель.имя", said(sheet.signers.head_name.as_ref())),
    ]);
    fields.extend(sums(report.summary()));
    let rows = report.rows.iter().zip(1..).map(|(it, number)| report_row(number, it)).collect();
    Values { fields, lists: [("мероприятия".to_owned(), rows)].into() }
}

fn report_row(number: usize, it: &ReportRow) -> Item {
    item([
        ("номер", number.to_string()),
        ("критерий", it.criterion.map(|c| c.official_name().to_owned()).unwrap_or_default()),
        ("недостаток", said(it.shortcoming.as_ref())),
        ("мероприятие", it.text.clone()),
        ("срок", said(it.term.as_ref())),
        ("исполнитель", it.executors.replace("; ", "\n")),
        ("сделано", said(it.done.as_ref())),
        ("когда", said(it.done_when.as_ref())),
        ("число.план", said(it.wanted.as_ref())),
        ("число.факт", said(it.number.as_ref())),
        ("подтверждение", it.proofs.join("\n")),
        ("положение", it.standing.in_words()),
        ("причина", said(it.reason.as_ref())),
        ("изменилось", it.changes.iter().map(Change::in_words).collect::<Vec<_>>().join("\n")),
    ])
}

/// Values of reports put together.
pub fn consolidated_values(sheet: &ConsolidatedSheet, number: Option<i64>) -> Values {
    let it = &sheet.consolidated;
    let mut fields = item([
        ("охват", sheet.scope.clone()),
        ("отчет.период", it.period.in_words()),
        ("отчет.номер", number.map(|n| n.to_string()).unwrap_or_default()),
        ("отчет.дата", day(it.as_of)),
        ("организаций", it.contributions.len().to_string()),
        ("не_прислали", it.n_unsent().to_string()),
    ]);
    fields.extend(sums(it.summary()));
    let organisations = it.contributions.iter().map(|one| {
        let origin = match one.origin {
            Origin::Sent { number, on } => format!("№ {number} от {}", day(on)),
            Origin::Register => "не прислан, взято из учёта".to_owned(),
        };
        let mut row =
            item([("организация", one.name.clone()), ("территория", said(one.territory.as_ref())), ("отчет", origin)]);
        row.extend(sums(one.report.summary()));
        row
    });
    let late = it.late().into_iter().map(|(one, row, days)| {
        debug_assert!(matches!(row.standing, Standing::Late(_)));
        item([
            ("организация", one.name.clone()),
            ("мероприятие", row.text.clone()),
            ("срок", said(row.term.as_ref())),
            ("дней", days.to_string()),
            ("причина", said(row.reason.as_ref())),
        ])
    });
    let lists = [("организации".to_owned(), organisations.collect()), ("просроченные".to_owned(), late.collect())];
    Values { fields, lists: lists.into() }
}
