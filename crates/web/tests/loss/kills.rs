//! `kill -9` under load, again and again on the same folder, now and then while the server is only starting.

use super::Result;
use super::chance::Chance;
use super::ledger::Ledger;
use super::oracle;
use super::senders::send;
use super::started::{Started, command, kill_while_it_starts, start};
use super::tally::{Life, Tally};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// Kills of one folder: then a new one, so that looking at everything stays quick.
const PER_LIFE: usize = 20;

/// Kills a server of this variant so often. A control stops at its first loss.
pub(crate) fn run(variant: &str, n_kills: usize, chance: &mut Chance) -> Result<Tally> {
    let mut tally = Tally::default();
    while tally.n_ends < n_kills && (is_honest(variant) || tally.n_lost == 0) {
        live(variant, PER_LIFE.min(n_kills - tally.n_ends), chance, &mut tally)?;
    }
    Ok(tally)
}

/// Whether it tells senders the truth, and so must lose nothing.
pub(crate) fn is_honest(variant: &str) -> bool {
    variant == "real"
}

fn live(variant: &str, n_kills: usize, chance: &mut Chance, tally: &mut Tally) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let ledger = Rc::new(RefCell::new(Ledger::new(chance.next())));
    let mut life = Life::default();
    let mut server = started(variant, folder.path())?;
    for _ in 0..n_kills {
        let after = Duration::from_millis(chance.between(10, 250));
        send(&ledger, &server.address.clone(), async {
            tokio::time::sleep(after).await;
            server.kill();
        })?;
        if !server.was_killed()? {
            return Err("the server ended by itself".into());
        }
        tally.n_ends += 1;
        tally.add(&mut life, oracle::judge(folder.path(), &ledger.borrow())?);
        if !is_honest(variant) && life.has_lost() {
            tally.close(life, &ledger.borrow(), false);
            return Ok(());
        }
        if chance.one_in(4) {
            let after = Duration::from_millis(chance.between(0, 40));
            kill_while_it_starts(command(variant, folder.path())?, after)?;
        }
        server = started(variant, folder.path())?;
        tally.ready = tally.ready.max(server.ready);
    }
    end(server, folder.path(), &ledger, &mut life, tally)?;
    tally.close(life, &ledger.borrow(), is_honest(variant));
    Ok(())
}

/// A server that nobody has killed yet.
pub(crate) fn started(variant: &str, folder: &Path) -> Result<Started> {
    start(command(variant, folder)?)?.ok_or_else(|| "the server was killed by somebody else".into())
}

/// Everybody who has no receipt yet gets one; then everything that was sent is there.
pub(crate) fn end(
    mut server: Started,
    folder: &Path,
    ledger: &Rc<RefCell<Ledger>>,
    life: &mut Life,
    tally: &mut Tally,
) -> Result<()> {
    ledger.borrow_mut().is_ending = true;
    send(ledger, &server.address, std::future::ready(()))?;
    server.kill();
    server.was_killed()?;
    let verdict = oracle::judge(folder, &ledger.borrow())?;
    let (n_acked, n_sent) = (ledger.borrow().acked().len() as u64, ledger.borrow().n_sent());
    if n_acked != n_sent || (verdict.lost.is_empty() && verdict.n_kept as u64 != n_sent) {
        tally.faults.push(format!("{n_sent} sent, {n_acked} acknowledged, {} kept", verdict.n_kept));
    }
    tally.add(life, verdict);
    Ok(())
}
