//! Organisations and branches as they are met: each pair of names is a group with a number.
//!
//! In come cells; out go small numbers, 0 for «none». It refuses to know whether such an organisation exists.

use super::legacy;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Numbers of names: 0 is the empty one.
pub(super) struct Names {
    numbers: HashMap<Box<[u8]>, u32, RandomState>,
    names: Vec<String>,
    /// The number of an empty cell: 0, or that of the name that stands for none.
    empty: u32,
}

impl Names {
    fn new(otherwise: Option<&str>) -> Self {
        let mut names = Names { numbers: HashMap::default(), names: vec![String::new()], empty: 0 };
        names.empty = otherwise.map_or(0, |name| names.number(name.as_bytes()));
        names
    }

    /// The number of a cell in which nothing stands.
    pub(super) fn empty(&self) -> u32 {
        self.empty
    }

    /// The number of a cell, without the blanks around it.
    pub(super) fn number(&mut self, cell: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(cell) {
            return *number;
        }
        let text = legacy::text(cell);
        let name = text.trim();
        let number = match self.numbers.get(name.as_bytes()) {
            _ if name.is_empty() => self.empty,
            Some(number) => *number,
            None => {
                self.names.push(name.to_owned());
                self.names.len() as u32 - 1
            }
        };
        // Both as written and as read, so that neither is read again.
        self.numbers.insert(name.as_bytes().into(), number);
        self.numbers.insert(cell.into(), number);
        number
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

/// Groups of questionnaires: one an organisation, or one a branch of it. Group 0 is of rows without an organisation.
pub(super) struct Groups {
    /// Numbers of organisations.
    pub(super) organisations: Names,
    /// Numbers of branches.
    pub(super) branches: Names,
    pairs: HashMap<(u32, u32), u32, RandomState>,
    list: Vec<(u32, u32)>,
    has_branches: bool,
}

impl Groups {
    /// No groups yet; rows that name no organisation are of `otherwise`, where there is one.
    pub(super) fn new(has_branches: bool, otherwise: Option<&str>) -> Self {
        let (pairs, list) = (HashMap::default(), vec![(0, 0)]);
        Groups { organisations: Names::new(otherwise), branches: Names::new(None), pairs, list, has_branches }
    }

    /// The group of an organisation and a branch.
    pub(super) fn group(&mut self, organisation: u32, branch: u32) -> u32 {
        if !self.has_branches || organisation == 0 {
            return organisation;
        }
        *self.pairs.entry((organisation, branch)).or_insert_with(|| {
            self.list.push((organisation, branch));
            self.list.len() as u32 - 1
        })
    }

    /// How many there are, group 0 included.
    pub(super) fn len(&self) -> usize {
        if self.has_branches { self.list.len() } else { self.organisations.names.len() }
    }

    /// The names of a group.
    pub(super) fn names(&self, group: usize) -> (&str, &str) {
        let (organisation, branch) = match self.has_branches {
            true => self.list.get(group).copied().unwrap_or_default(),
            false => (group as u32, 0),
        };
        (self.organisations.name(organisation), self.branches.name(branch))
    }
}
