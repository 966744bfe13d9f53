//! The papers that people may have a template for.

use super::forms::{consolidated, explained, plan, progress, protocol, rating, region, report, score};
use super::values::FieldSet;

/// A paper that people may have a template for («бумага с шаблоном»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemplateForm {
    /// The plan.
    Plan,
    /// The table of the plan with what was done.
    PlanDone,
    /// The plan by criterion with what was done in a quarter.
    PlanQuarter,
    /// The report on a plan: quarterly, half-year, yearly.
    Report,
    /// Reports put together.
    Consolidated,
    /// The score of one organisation.
    Score,
    /// How it was counted.
    Explained,
    /// Organisations side by side.
    Rating,
    /// Organisations of a territory by criterion, the weakest first.
    Heat,
    /// How the surveys of a round go.
    Progress,
    /// The protocol of an inspection.
    Protocol,
    /// The public report of a region's head.
    Region,
}

impl TemplateForm {
    /// Every form.
    pub const ALL: [TemplateForm; 12] = [
        TemplateForm::Plan,
        TemplateForm::PlanDone,
        TemplateForm::PlanQuarter,
        TemplateForm::Report,
        TemplateForm::Consolidated,
        TemplateForm::Score,
        TemplateForm::Explained,
        TemplateForm::Rating,
        TemplateForm::Heat,
        TemplateForm::Progress,
        TemplateForm::Protocol,
        TemplateForm::Region,
    ];

    /// The name in addresses and records.
    pub fn name(self) -> &'static str {
        match self {
            TemplateForm::Plan => "plan-457",
            TemplateForm::PlanDone => "report-457",
            TemplateForm::PlanQuarter => "quarterly",
            TemplateForm::Report => "report",
            TemplateForm::Consolidated => "consolidated",
            TemplateForm::Score => "score-sheet",
            TemplateForm::Explained => "score-explained",
            TemplateForm::Rating => "rating",
            TemplateForm::Heat => "heat",
            TemplateForm::Progress => "progress",
            TemplateForm::Protocol => "inspection",
            TemplateForm::Region => "region-457",
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
            TemplateForm::PlanDone => "План с отметками о выполнении",
            TemplateForm::PlanQuarter => "Выполнение плана за квартал по критериям",
            TemplateForm::Report => "Отчёт по плану",
            TemplateForm::Consolidated => "Сводный отчёт",
            TemplateForm::Score => "Оценка организации",
            TemplateForm::Explained => "Как посчитана оценка",
            TemplateForm::Rating => "Рейтинг организаций",
            TemplateForm::Heat => "Баллы организаций по критериям",
            TemplateForm::Progress => "Ход опроса",
            TemplateForm::Protocol => "Протокол осмотра",
            TemplateForm::Region => "Публичный отчёт региона",
        }
    }

    /// Its fields.
    pub fn fields(self) -> FieldSet {
        match self {
            TemplateForm::Plan | TemplateForm::PlanDone | TemplateForm::PlanQuarter => plan::fields(),
            TemplateForm::Report => report::fields(),
            TemplateForm::Consolidated => consolidated::fields(),
            TemplateForm::Score => score::fields(),
            TemplateForm::Explained => explained::fields(),
            TemplateForm::Rating | TemplateForm::Heat => rating::fields(),
            TemplateForm::Progress => progress::fields(),
            TemplateForm::Protocol => protocol::fields(),
            TemplateForm::Region => region::fields(),
        }
    }
}
