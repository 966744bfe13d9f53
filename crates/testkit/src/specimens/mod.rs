//! The example documents and the registry they belong to. Every organisation, person and address is invented.
//!
//! The layouts are those that real offices use: two header levels, several measures in a cell, scores beside measures,
//! outlines without a table, the form of Government decree 457. `cargo xtask examples --write` puts them into `examples/`.

mod clinic;
mod clubs;
mod house_of_culture;
mod library;
mod museum;
mod registry;
mod school;
mod scores;
mod social_centre;
mod theatre;

use crate::documents::{docx, html, odt, rtf, text};

/// A file of `examples/`: its name and its bytes.
pub type Specimen = (&'static str, Vec<u8>);

/// Every example file.
///
/// # Errors
/// When an archive cannot be written.
pub fn all() -> anyhow::Result<Vec<Specimen>> {
    Ok(vec![
        ("registry.csv", registry::csv().into_bytes()),
        ("answers.csv", scores::answers().into_bytes()),
        ("findings.csv", scores::findings().into_bytes()),
        ("klubnaya-sistema-plan.docx", docx(&clubs::plan())?),
        ("dom-kultury-otchet.docx", docx(&house_of_culture::report())?),
        ("teatr-kukol-plan.odt", odt(&theatre::plan())?),
        ("muzey-plan.docx", docx(&museum::plan())?),
        ("biblioteki-plan.html", html(&library::plan()).into_bytes()),
        ("shkola-plan.docx", docx(&school::plan())?),
        ("poliklinika-plan.rtf", rtf(&clinic::plan())),
        ("socialnyy-centr-plan.txt", text(&social_centre::plan()).into_bytes()),
    ])
}
