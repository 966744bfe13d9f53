//! The disk as a power cut may leave it.
//!
//! In come the files before, and what was done to them; out go files again. What was synced is there. Of what was not,
//! each write, each change of size and each name may be there, may not, or may be there in part: by sectors, in any order.

use super::super::chance::Chance;
use super::log::Entry;
use std::collections::BTreeMap;

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;
/// Of room a file has just grown by and that was not written yet, so often it holds what lay there before.
const OLD_BYTES_ONE_IN: u64 = 4;

/// Files by their names.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What becomes of that which was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing of it is there.
    Gone,
    /// All of it is there: as after a kill.
    There,
    /// All up to some moment, the write of that moment in part.
    UpToAMoment,
    /// Each by itself, some in part.
    Mixed,
}

impl Fate {
    pub(crate) const ALL: [Fate; 4] = [Fate::Gone, Fate::There, Fate::UpToAMoment, Fate::Mixed];
}

/// A change that waits for a sync; its number is its place among all.
enum Change {
    Write { place: usize, bytes: Vec<u8> },
    CutTo(usize),
}

#[derive(Default)]
struct File {
    synced: Vec<u8>,
    waiting: Vec<(usize, Change)>,
}

enum Naming {
    Is(String, u64),
    IsNot(String),
}

/// A disk and what it was given.
pub(crate) struct Disk {
    files: BTreeMap<u64, File>,
    untouched: Files,
    names: BTreeMap<String, u64>,
    /// Names that wait for a sync of the folder, in order: a file system keeps a first part of them.
    namings: Vec<(usize, Naming)>,
    n_changes: usize,
    pub(crate) n_syncs: usize,
}

impl Disk {
    /// The disk before.
    pub(crate) fn of(files: Files) -> Self {
        let (untouched, n_changes, n_syncs) = (files, 0, 0);
        Disk { files: BTreeMap::new(), untouched, names: BTreeMap::new(), namings: Vec::new(), n_changes, n_syncs }
    }

    /// One more thing is done to it.
    pub(crate) fn take(&mut self, entry: Entry) {
        self.n_changes += 1;
        let number = self.n_changes;
        match entry {
            Entry::Found { file, name } => {
                let synced = self.untouched.remove(&name).unwrap_or_default();
                self.files.insert(file, File { synced, waiting: Vec::new() });
                self.names.insert(name, file);
            }
            Entry::Created { file, name } => {
                self.files.insert(file, File::default());
                self.namings.push((number, Naming::Is(name, file)));
            }
            Entry::Written { file, place, bytes } => self.change(file, Change::Write { place, bytes }),
            Entry::CutTo { file, length } => self.change(file, Change::CutTo(length)),
            Entry::Synced { file } => {
                self.n_syncs += 1;
                let file = self.files.entry(file).or_default();
                file.waiting.drain(..).for_each(|(_, change)| change.apply(&mut file.synced));
            }
            Entry::SyncedFolder => {
                let namings = std::mem::take(&mut self.namings);
                namings.into_iter().for_each(|(_, naming)| naming.apply(&mut self.names));
            }
            Entry::Renamed { file, name } => {
                let before = self.name_of(file);
                self.namings.push((number, Naming::Is(name, file)));
                self.namings.extend(before.map(|name| (number, Naming::IsNot(name))));
            }
            Entry::Removed { file } => {
                let before = self.name_of(file);
                self.namings.extend(before.map(|name| (number, Naming::IsNot(name))));
            }
        }
    }

    fn change(&mut self, file: u64, change: Change) {
        self.files.entry(file).or_default().waiting.push((self.n_changes, change));
    }

    /// The name a running program sees.
    fn name_of(&self, file: u64) -> Option<String> {
        let mut names = self.names.clone();
        self.namings.iter().for_each(|(_, naming)| naming.apply(&mut names));
        names.into_iter().find(|(_, of)| *of == file).map(|(name, _)| name)
    }

    /// What is found when the power is back.
    pub(crate) fn after(&self, fate: Fate, chance: &mut Chance) -> Files {
        let waiting = self.files.values().flat_map(|file| file.waiting.iter().map(|(number, _)| *number));
        let first = waiting.chain(self.namings.iter().map(|(number, _)| *number)).min().unwrap_or(self.n_changes);
        let moment = match fate {
            Fate::Gone => 0,
            Fate::There => usize::MAX,
            Fate::UpToAMoment | Fate::Mixed => {
                chance.between(first as u64, self.n_changes.max(first) as u64 + 1) as usize
            }
        };
        let mut names = self.names.clone();
        let kept = self.namings.iter().filter(|(number, _)| *number < moment);
        kept.for_each(|(_, naming)| naming.apply(&mut names));
        let mut files = self.untouched.clone();
        for (name, number) in names {
            if let Some(file) = self.files.get(&number) {
                files.insert(name, file.after(fate, moment, chance));
            }
        }
        files
    }
}

impl File {
    fn after(&self, fate: Fate, moment: usize, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for (number, change) in &self.waiting {
            let part = match fate {
                Fate::Gone => continue,
                Fate::Mixed => chance.between(0, 2),
                Fate::There | Fate::UpToAMoment => u64::from(*number <= moment) + u64::from(*number < moment),
            };
            match part {
                0 => {}
                1 => change.apply_in_part(&mut bytes, chance),
                _ => change.apply(&mut bytes),
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Change::Write { place, bytes } => put(file, *place, bytes),
            Change::CutTo(length) => file.resize(*length, 0),
        }
    }

    /// Some sectors of it.
    fn apply_in_part(&self, file: &mut Vec<u8>, chance: &mut Chance) {
        let Change::Write { place, bytes } = self else { return };
        let mut from = 0;
        while from < bytes.len() {
            let to = bytes.len().min(from + SECTOR - (place + from) % SECTOR);
            if chance.one_in(2) {
                put(file, place + from, &bytes[from..to]);
            } else if place + from >= file.len() && chance.one_in(OLD_BYTES_ONE_IN) {
                let old: Vec<u8> = (from..to).map(|_| chance.next() as u8).collect();
                put(file, place + from, &old);
            }
            from = to;
        }
    }
}

fn put(file: &mut Vec<u8>, place: usize, bytes: &[u8]) {
    let end = place + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[place..end].copy_from_slice(bytes);
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, u64>) {
        match self {
            Naming::Is(name, file) => names.insert(name.clone(), *file),
            Naming::IsNot(name) => names.remove(name),
        };
    }
}
