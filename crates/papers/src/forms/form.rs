/// An official form that is written («форма документа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// The plan of Government decree 457: six columns, execution empty.
    Plan457,
    /// The same table with execution filled.
    Report457,
    /// The report of a quarter, by criterion.
    Quarterly,
}

impl Form {
    /// Every form, in the order they are offered.
    pub const ALL: [Form; 3] = [Form::Plan457, Form::Report457, Form::Quarterly];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Plan457 => "plan-457",
            Form::Report457 => "report-457",
            Form::Quarterly => "quarterly",
        }
    }

    /// Reads the name of the command line.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// The name on a button.
    pub fn title(self) -> &'static str {
        match self {
            Form::Plan457 => "План по устранению недостатков",
            Form::Report457 => "Отчёт о выполнении плана",
            Form::Quarterly => "Отчёт за квартал",
        }
    }
}
