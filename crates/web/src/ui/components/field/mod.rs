//! One field of a form: label, hint, fault, and what was typed.
//!
//! In come a name and the kept text; out goes govuk markup with its ids tied together.

use askama::Template;
use askama::filters::HtmlSafe;

/// What kind of control it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Control {
    /// One line.
    Line,
    /// One line that is not shown while it is typed, and never sent back.
    Secret,
    /// Several lines.
    Area,
    /// One of a list.
    Choice(Vec<Choice>),
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) text: String,
}

/// A field.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/field/field.html")]
pub(crate) struct Field {
    /// Where links of the error summary lead; apart from the name when several forms stand on a page.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) fault: Option<String>,
    pub(crate) value: String,
    pub(crate) control: Control,
    pub(crate) autocomplete: Option<&'static str>,
}

impl HtmlSafe for Field {}

impl Field {
    /// A field of one line.
    pub(crate) fn line(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        Field {
            id: name.clone(),
            name,
            label: label.into(),
            hint: None,
            fault: None,
            value: value.into(),
            control: Control::Line,
            autocomplete: None,
        }
    }

    /// A field for a secret: whatever was typed is not shown again.
    pub(crate) fn secret(name: impl Into<String>, label: impl Into<String>) -> Self {
        Field { control: Control::Secret, ..Field::line(name, label, "") }
    }

    /// A field of several lines.
    pub(crate) fn area(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        Field { control: Control::Area, ..Field::line(name, label, value) }
    }

    /// One of a list.
    pub(crate) fn choice(
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Self {
        Field { control: Control::Choice(choices), ..Field::line(name, label, value) }
    }

    /// The same field with a hint.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same field, with what browsers may fill in.
    #[must_use]
    pub(crate) fn filled_by(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = Some(autocomplete);
        self
    }

    /// The same field with its fault.
    #[must_use]
    pub(crate) fn faulty(mut self, fault: Option<&str>) -> Self {
        self.fault = fault.map(ToOwned::to_owned);
        self
    }

    /// The same field with its id set apart.
    #[must_use]
    pub(crate) fn apart(mut self, id: &str) -> Self {
        if !id.is_empty() {
            self.id = format!("{}-{id}", self.name);
        }
        self
    }

    fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let fault = self.fault.as_ref().map(|_| format!("{}-fault", self.id));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }
}

impl Choice {
    /// A choice.
    pub(crate) fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Choice { value: value.into(), text: text.into() }
    }
}
