//! The papers that people may have a template for.

use super::forms::{consolidated, plan, rating, region, report, score};
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
    /// Organisations side by side.
    Rating,
    /// The public report of a region's head.
    Region,
}

impl TemplateForm {
    /// Every form.
    pub const ALL: [TemplateForm; 8] = [
        TemplateForm::Plan,
        TemplateForm::PlanDone,
        TemplateForm::PlanQuarter,
        TemplateForm::Report,
        TemplateForm::Consolidated,
        TemplateForm::Score,
        TemplateForm::Rating,
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
            TemplateForm::Rating => "rating",
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
            TemplateForm::Rating => "Рейтинг организаций",
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
            TemplateForm::Rating => rating::fields(),
            TemplateForm::Region => region::fields(),
        }
    }
}
