//! Looks at what a folder keeps and compares it with the list of the senders: once each, equal, sums and journal whole.

use super::Result;
use super::ledger::Ledger;
use super::{server, sheets};
use otklik_app::controls::{self, Variant};
use otklik_app::record::{KeptAnswer, PageAsked};
use otklik_app::score;
use otklik_domain::survey::Channel;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was found.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) n_kept: usize,
    pub(crate) lost: BTreeSet<u64>,
    /// Kept or counted more than once.
    pub(crate) n_doubled: usize,
    /// Not equal to what was sent, never sent, found by `verify` or by the data base's own check.
    pub(crate) faults: Vec<String>,
}

/// Copies everything but the memory that running servers share.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Judges a copy of a folder: the folder itself stays as the kill left it.
///
/// # Errors
/// When the data base does not open or does not answer.
pub(crate) fn judge(folder: &Path, ledger: &Ledger) -> Result<Verdict> {
    let aside = tempfile::tempdir()?;
    copy(folder, aside.path())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(look(&aside.path().join("otklik.sqlite"), ledger))
}

async fn look(file: &Path, ledger: &Ledger) -> Result<Verdict> {
    let store = controls::open(file, Variant::Real).await?;
    let survey = store.find_survey_by_code(&server::code()).await?.ok_or("the survey is gone")?.value;
    let mut kept: Vec<KeptAnswer> = Vec::new();
    let mut asked = PageAsked::first(500);
    loop {
        let page = store.list_answers(survey.organisation, survey.id, &asked).await?;
        kept.extend(page.items);
        let Some(next) = page.next else { break };
        asked.after = Some(next);
    }
    let mut verdict = compare(&kept, ledger);
    let n_listed: u64 = store.count_answers(survey.round, None).await?.iter().map(|it| it.n).sum();
    let inputs = store.find_inputs(survey.round, survey.organisation).await?;
    let n_counted: u64 = inputs.places.values().map(|place| place.counts.respondents).sum();
    for n in [n_listed, n_counted] {
        verdict.n_doubled += usize::try_from(n)?.abs_diff(kept.len());
    }
    let found = store.verify().await?.into_iter().chain(score::verify(store.as_ref()).await?);
    verdict.faults.extend(found.map(|it| format!("{}: {}", it.subject, it.words)));
    Ok(verdict)
}

fn compare(kept: &[KeptAnswer], ledger: &Ledger) -> Verdict {
    let sent: BTreeMap<_, u64> = (1..=ledger.n_sent()).map(|n| (sheets::name(n), n)).collect();
    let mut verdict = Verdict { n_kept: kept.len(), ..Verdict::default() };
    let mut found = BTreeSet::new();
    for answer in kept {
        let Some(n) = sent.get(&answer.id.0) else {
            verdict.faults.push(format!("{} was never sent", answer.id));
            continue;
        };
        if !found.insert(*n) {
            verdict.n_doubled += 1;
        }
        if answer.packed != sheets::packed(*n) || answer.channel != Channel::Web {
            verdict.faults.push(format!("{} is not what was sent", answer.id));
        }
    }
    verdict.lost = ledger.acked().difference(&found).copied().collect();
    verdict
}
