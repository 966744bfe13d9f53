/// What is placed for everybody («раздел размещения»), in the order of the cabinet of bus.gov.ru, then on sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The authorised body.
    Body,
    /// The public council: act, regulations, members, protocols.
    Council,
    /// The list of organisations of the year.
    List,
    /// The operator: contract and report.
    Operator,
    /// Points of the organisation.
    Results,
    /// Proposals of the council.
    Proposals,
    /// The plan.
    Plan,
    /// What was done, and when.
    Execution,
    /// The public report of the region's head.
    Report,
    /// Results and plan on the organisation's own site.
    OwnSite,
    /// Results and plan on the site of the body.
    BodySite,
}

impl Item {
    /// Every item, in the order in which they are placed.
    pub const ALL: [Item; 11] = [
        Item::Body,
        Item::Council,
        Item::List,
        Item::Operator,
        Item::Results,
        Item::Proposals,
        Item::Plan,
        Item::Execution,
        Item::Report,
        Item::OwnSite,
        Item::BodySite,
    ];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Item::Body => "body",
            Item::Council => "council",
            Item::List => "list",
            Item::Operator => "operator",
            Item::Results => "results",
            Item::Proposals => "proposals",
            Item::Plan => "plan",
            Item::Execution => "execution",
            Item::Report => "report",
            Item::OwnSite => "own-site",
            Item::BodySite => "body-site",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.name() == name)
    }

    /// The item as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Item::Body => "Уполномоченный орган",
            Item::Council => "Общественный совет",
            Item::List => "Перечень организаций и период оценки",
            Item::Operator => "Оператор: контракт и отчёт",
            Item::Results => "Результаты организации",
            Item::Proposals => "Предложения общественного совета",
            Item::Plan => "План по устранению недостатков",
            Item::Execution => "Сведения о ходе реализации плана",
            Item::Report => "Публичный отчёт высшего должностного лица",
            Item::OwnSite => "Раздел «НОК» на сайте организации",
            Item::BodySite => "Страница НОК на сайте органа",
        }
    }

    /// The code of the term that it is placed by.
    pub fn term(self) -> Option<&'static str> {
        match self {
            Item::Results => Some("D7"),
            Item::Plan => Some("D8"),
            Item::Execution => Some("D9"),
            Item::Report => Some("D11"),
            Item::OwnSite | Item::BodySite => Some("D10"),
            Item::Body | Item::Council | Item::List | Item::Operator | Item::Proposals => None,
        }
    }
}
