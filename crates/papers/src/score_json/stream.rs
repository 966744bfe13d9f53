//! A round scored and printed at once: by all processors, in the order of names, without ever standing whole in memory.
//!
//! In comes a round; out go the bytes that [`to_json`] makes of its sheets. It refuses to know where they go.

use super::one::organisation;
use super::whole::{Head, Tail, means};
use super::{LINES_FOR_PEOPLE_MAX, Scored, to_json};
use crate::answers::mapping::Mapping;
use crate::losses::{LedgerOut, SelectionOut};
use crate::round::Round;
use otklik_domain::score::{Assessed, Policy, ScoreSheet, score};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Where the points of an organisation went, and the cheapest set for a target.
pub type Losses<'a> = &'a (dyn Fn(&Assessed, &ScoreSheet) -> (LedgerOut, Option<SelectionOut>) + Sync);

/// What is scored and printed.
pub struct Stream<'a> {
    /// What the files said.
    pub round: &'a Round<'a>,
    /// The rules with names.
    pub policy: &'a Policy,
    /// How the columns of the files were understood: name of the file and its mapping.
    pub mappings: &'a [(String, Mapping)],
    /// Who says where the points went, when it is asked for.
    pub losses: Option<Losses<'a>>,
}

/// So many organisations are printed in one piece.
const AT_ONCE: usize = 32;
/// So many pieces wait for the one that is slow, for each worker.
const WAITING_MAX: usize = 4;

/// A printed piece, and of its sheets what means and places need.
struct Piece {
    json: Vec<u8>,
    sheets: Vec<ScoreSheet>,
}

impl Stream<'_> {
    /// Scores every organisation and writes the whole result.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = self.round.organisations().collect();
        if names.len() <= LINES_FOR_PEOPLE_MAX {
            return out.write_all(self.for_people(&names)?.as_bytes());
        }
        let head = serde_json::to_string(&Head::of(self.round.rulebook, self.policy))?;
        out.write_all(head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
        out.write_all(b",\"organisations\":[")?;
        let sheets = self.organisations(&names, out)?;
        let (means, ratings) = (means(self.round, &sheets, self.policy.rounding), self.round.ratings(&sheets));
        let tail = Tail::of(self.round, &sheets, self.policy.rounding, self.mappings, &means, &ratings);
        let tail = serde_json::to_string(&tail)?;
        out.write_all(b"],")?;
        out.write_all(tail.strip_prefix('{').unwrap_or(&tail).as_bytes())
    }

    fn for_people(&self, names: &[&str]) -> io::Result<String> {
        let assessed: Vec<Assessed> = names.iter().filter_map(|name| self.round.assessed_one(name)).collect();
        let sheets: Vec<ScoreSheet> = assessed.iter().map(|one| score(self.round.rulebook, one, self.policy)).collect();
        let losses: Vec<_> = match self.losses {
            Some(losses) => assessed.iter().zip(&sheets).map(|(one, sheet)| losses(one, sheet)).collect(),
            None => Vec::new(),
        };
        let Stream { round, policy, mappings, .. } = *self;
        let scored = Scored { rulebook: round.rulebook, policy, sheets: &sheets, round, mappings, losses: &losses };
        Ok(to_json(&scored)?)
    }

    /// Writes the organisations in their order, whoever prints them first; gives what is left of their sheets.
    fn organisations(&self, names: &[&str], out: &mut dyn Write) -> io::Result<Vec<ScoreSheet>> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let pieces: Vec<&[&str]> = names.chunks(AT_ONCE).collect();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(workers * WAITING_MAX);
            for _ in 0..workers {
                let (send, next, pieces) = (send.clone(), &next, &pieces);
                scope.spawn(move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(names) = pieces.get(at) else { break };
                        // Nobody takes it when writing has failed: then there is nothing more to do.
                        if send.send((at, self.piece(names, at == 0))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            in_order(receive, names.len(), out)
        })
    }

    fn piece(&self, names: &[&str], mut is_first: bool) -> io::Result<Piece> {
        let mut piece = Piece { json: Vec::with_capacity(names.len() * 4096), sheets: Vec::with_capacity(names.len()) };
        for name in names {
            let Some(assessed) = self.round.assessed_one(name) else { continue };
            let sheet = score(self.round.rulebook, &assessed, self.policy);
            let losses = self.losses.map(|losses| losses(&assessed, &sheet));
            if !std::mem::take(&mut is_first) {
                piece.json.push(b',');
            }
            serde_json::to_writer(&mut piece.json, &organisation(&sheet, self.round, losses.as_ref()))?;
            piece.sheets.push(without_detail(sheet));
        }
        Ok(piece)
    }
}

fn in_order(
    pieces: impl IntoIterator<Item = (usize, io::Result<Piece>)>,
    n: usize,
    out: &mut dyn Write,
) -> io::Result<Vec<ScoreSheet>> {
    let (mut waiting, mut expected, mut sheets) = (BTreeMap::new(), 0, Vec::with_capacity(n));
    for (at, piece) in pieces {
        waiting.insert(at, piece);
        while let Some(piece) = waiting.remove(&expected) {
            let piece: Piece = piece?;
            out.write_all(&piece.json)?;
            sheets.extend(piece.sheets);
            expected += 1;
        }
    }
    Ok(sheets)
}

/// What means and places need: the name, the criteria and the total.
fn without_detail(sheet: ScoreSheet) -> ScoreSheet {
    let nothing = || std::sync::Arc::from([]);
    ScoreSheet { units: nothing(), branches: nothing(), indicators: Vec::new(), remarks: Vec::new(), ..sheet }
}
