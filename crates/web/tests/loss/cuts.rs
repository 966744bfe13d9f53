//! Power cuts under load: the server stops at some step, and every way the disk may have been left is looked at.

use super::Result;
use super::chance::Chance;
use super::kills::{end, is_honest, started};
use super::ledger::Ledger;
use super::oracle;
use super::power::disk::{Disk, Fate, Files};
use super::power::{Recorder, files_of, folder_of};
use super::senders::send;
use super::started::{command, start};
use super::tally::{Life, Tally};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

/// Cuts of one folder, each going on from what the one before left.
const PER_LIFE: usize = 5;
/// The last step at which the power may go: several groups of answers and, at times, a checkpoint later.
const STEPS_MAX: u64 = 3000;

/// Cuts the power of a server of this variant so often. A control stops at its first loss.
pub(crate) fn run(variant: &str, n_cuts: usize, chance: &mut Chance) -> Result<Tally> {
    let (recorder, mut tally) = (Recorder::build()?, Tally::default());
    while tally.n_ends < n_cuts && (is_honest(variant) || tally.n_lost == 0) {
        live(&recorder, variant, PER_LIFE.min(n_cuts - tally.n_ends), chance, &mut tally)?;
    }
    Ok(tally)
}

fn live(recorder: &Recorder, variant: &str, n_cuts: usize, chance: &mut Chance, tally: &mut Tally) -> Result<()> {
    let mut folder = tempfile::tempdir()?;
    drop(started(variant, folder.path())?);
    let ledger = Rc::new(RefCell::new(Ledger::new(chance.next())));
    let mut life = Life::default();
    for _ in 0..n_cuts {
        let disk = cut(recorder, variant, folder.path(), &ledger, chance, tally)?;
        tally.n_ends += 1;
        let goes_on = chance.between(0, 3) as usize;
        for (at, fate) in Fate::ALL.into_iter().enumerate() {
            let left = folder_of(&disk.after(fate, chance))?;
            look(variant, left.path(), &ledger.borrow(), &mut life, tally)
                .map_err(|why| format!("{fate:?} at cut {}: {why}", tally.n_ends))?;
            if at == goes_on {
                folder = left;
            }
        }
        if !is_honest(variant) && life.has_lost() {
            tally.close(life, &ledger.borrow(), false);
            return Ok(());
        }
    }
    let server = started(variant, folder.path())?;
    end(server, folder.path(), &ledger, &mut life, tally)?;
    tally.close(life, &ledger.borrow(), is_honest(variant));
    Ok(())
}

/// A data base that does not open has lost everything: that may happen to a control only.
fn look(variant: &str, folder: &Path, ledger: &Ledger, life: &mut Life, tally: &mut Tally) -> Result<()> {
    match oracle::judge(folder, ledger) {
        Err(_) if !is_honest(variant) => life.lose(ledger.acked()),
        verdict => tally.add(life, verdict?),
    }
    Ok(())
}

/// Serves under load until the power goes; gives the disk with all it was given.
fn cut(
    recorder: &Recorder,
    variant: &str,
    folder: &Path,
    ledger: &Rc<RefCell<Ledger>>,
    chance: &mut Chance,
    tally: &mut Tally,
) -> Result<Disk> {
    let folder = folder.canonicalize()?;
    let before = files_of(&folder)?;
    let cut_at = chance.between(1, STEPS_MAX);
    if let Some(mut server) = start(recorder.beside(command(variant, &folder)?, &folder, cut_at)?)? {
        tally.ready = tally.ready.max(server.ready);
        send(ledger, &server.address, std::future::ready(()))?;
        if !server.was_killed()? {
            return Err("the server ended by itself".into());
        }
    }
    let disk = recorder.disk(before)?;
    let (recorded, there) = (disk.after(Fate::There, chance), files_of(&folder)?);
    if recorded != there {
        return Err(format!("the recorder missed something: {}", differing(&recorded, &there)).into());
    }
    if disk.n_syncs > 0 && variant == "sync-off" {
        return Err("the control synced".into());
    }
    Ok(disk)
}

fn differing(recorded: &Files, there: &Files) -> String {
    let length = |files: &Files, name: &String| files.get(name).map_or("none".to_owned(), |it| it.len().to_string());
    let names: std::collections::BTreeSet<_> = recorded.keys().chain(there.keys()).collect();
    let differ = names.into_iter().filter(|name| recorded.get(*name) != there.get(*name));
    differ.map(|name| format!("{name}: {} and {}; ", length(recorded, name), length(there, name))).collect()
}
