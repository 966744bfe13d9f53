//! The summary of faults on top of a form, each a link to its field.

use crate::form::FieldFault;
use askama::Template;
use askama::filters::HtmlSafe;

/// Faults of a form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ui/components/errors/errors.html")]
pub(crate) struct Errors {
    pub(crate) faults: Vec<FieldFault>,
}

impl HtmlSafe for Errors {}
