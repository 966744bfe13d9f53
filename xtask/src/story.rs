//! `cargo xtask story`: a whole year of one district on both data bases, a line a stage, `year: done` last.

use crate::postgres::Cluster;
use crate::test::{EVERYTHING, cargo};
use crate::{install, shell};
use anyhow::Result;

/// Lives through the year; stops at the first stage that is not as it should be.
pub(crate) fn run(_: &[String]) -> Result<()> {
    install::run(&[])?;
    let cluster = Cluster::start()?;
    // Chosen as the tests are, so that what they built serves.
    let mut story = cargo(&["test", "--quiet"]);
    story.args(EVERYTHING).args(["--test", "story"]);
    shell::run(story.env("OTKLIK_TEST_POSTGRES_URL", cluster.url()).env("CI", "true"))
}
