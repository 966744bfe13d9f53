//! From the tree of a pattern to steps, and to what can be seen of a text before any step is tried.

use super::class::Class;
use super::found::SLOTS;
use super::parse::{Node, Place, Tree};

/// One step of a program.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Char(char),
    Letter([char; 4]),
    Class(Box<Class>),
    NotWord,
    /// As many characters of the class as there are, then fewer down to the least.
    Run {
        class: Box<Class>,
        min: u32,
        max: u32,
    },
    Place(Place),
    Save(usize),
    /// The first way, and where it fails the second.
    Split(usize, usize),
    Jump(usize),
    Done,
}

/// A pattern ready to be tried.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) names: Vec<(String, usize)>,
    /// A match can begin where the text begins, whatever stands there.
    pub(super) may_open: bool,
    /// Characters a match can begin with elsewhere; `None` where any may.
    pub(super) first: Option<Class>,
    /// A match begins nowhere but at the beginning.
    pub(super) is_anchored: bool,
    /// ASCII signs that stand in every match.
    pub(super) needed: Vec<u8>,
}

impl Program {
    /// The program of a tree; `None` where it has too many groups.
    pub(super) fn new(tree: &Tree) -> Option<Self> {
        if (tree.n_groups + 1) * 2 > SLOTS {
            return None;
        }
        let mut steps = Vec::new();
        add(&tree.node, &mut steps);
        steps.push(Step::Done);
        let mut seen = Beginning { seen: vec![false; steps.len()], ..Beginning::default() };
        seen.follow(&steps, 0);
        let needed = needed(&tree.node);
        Some(Program {
            steps,
            names: tree.names.clone(),
            may_open: seen.opens,
            is_anchored: seen.opens && !seen.is_open && seen.first == Class::default(),
            first: (!seen.is_open).then_some(seen.first),
            needed: (0..128).filter(|c| needed >> c & 1 == 1).take(2).collect(),
        })
    }
}

fn add(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::Char(c) => steps.push(Step::Char(*c)),
        Node::Letter(cases) => steps.push(Step::Letter(*cases)),
        Node::Class(class) => steps.push(Step::Class(class.clone())),
        Node::NotWord => steps.push(Step::NotWord),
        Node::Place(place) => steps.push(Step::Place(*place)),
        Node::Group(number, inner) => {
            steps.push(Step::Save(number * 2));
            add(inner, steps);
            steps.push(Step::Save(number * 2 + 1));
        }
        Node::All(nodes) => nodes.iter().for_each(|n| add(n, steps)),
        Node::Any(branches) => add_any(branches, steps),
        Node::Repeat { node, min, max, is_greedy } => match (node.as_ref(), is_greedy) {
            (Node::Class(class), true) => {
                steps.push(Step::Run { class: class.clone(), min: *min, max: max.unwrap_or(u32::MAX) });
            }
            _ => add_repeat(node, *min, *max, *is_greedy, steps),
        },
    }
}

fn add_any(branches: &[Node], steps: &mut Vec<Step>) {
    let mut jumps = Vec::new();
    for (n, branch) in branches.iter().enumerate() {
        let split = steps.len();
        if n + 1 < branches.len() {
            steps.push(Step::Split(split + 1, 0));
        }
        add(branch, steps);
        if n + 1 < branches.len() {
            jumps.push(steps.len());
            steps.push(Step::Jump(0));
            let next = steps.len();
            set(steps, split, Step::Split(split + 1, next));
        }
    }
    let end = steps.len();
    jumps.into_iter().for_each(|at| set(steps, at, Step::Jump(end)));
}

fn add_repeat(node: &Node, min: u32, max: Option<u32>, is_greedy: bool, steps: &mut Vec<Step>) {
    (0..min).for_each(|_| add(node, steps));
    let mut splits = Vec::new();
    match max {
        Some(max) => {
            for _ in min..max {
                splits.push(steps.len());
                steps.push(Step::Jump(0));
                add(node, steps);
            }
        }
        None => {
            let split = steps.len();
            splits.push(split);
            steps.push(Step::Jump(0));
            add(node, steps);
            steps.push(Step::Jump(split));
        }
    }
    let end = steps.len();
    for at in splits {
        set(steps, at, if is_greedy { Step::Split(at + 1, end) } else { Step::Split(end, at + 1) });
    }
}

fn set(steps: &mut [Step], at: usize, step: Step) {
    if let Some(slot) = steps.get_mut(at) {
        *slot = step;
    }
}

/// What a match can begin with.
#[derive(Default)]
struct Beginning {
    seen: Vec<bool>,
    first: Class,
    /// Some way begins at the beginning of the text only.
    opens: bool,
    /// Some way asks for no character at all.
    is_open: bool,
}

impl Beginning {
    fn follow(&mut self, steps: &[Step], at: usize) {
        let Some(step) = steps.get(at) else { return };
        if self.seen.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
            return;
        }
        match step {
            Step::Char(c) => self.first.cover_one(u32::from(*c)),
            Step::Letter(cases) => cases.iter().for_each(|c| self.first.cover_one(u32::from(*c))),
            Step::Class(class) => self.first.cover(class),
            Step::NotWord | Step::Done => self.is_open = true,
            Step::Run { class, min, .. } => {
                self.first.cover(class);
                if *min == 0 {
                    self.follow(steps, at + 1);
                }
            }
            Step::Place(Place::Start) => self.opens = true,
            Step::Place(_) | Step::Save(_) => self.follow(steps, at + 1),
            Step::Split(one, two) => {
                self.follow(steps, *one);
                self.follow(steps, *two);
            }
            Step::Jump(to) => self.follow(steps, *to),
        }
    }
}

/// ASCII characters that every match holds, as bits.
fn needed(node: &Node) -> u128 {
    match node {
        Node::Char(c) if c.is_ascii() => 1 << u32::from(*c),
        Node::Group(_, inner) => needed(inner),
        Node::All(nodes) => nodes.iter().fold(0, |all, n| all | needed(n)),
        Node::Any(branches) => branches.iter().fold(u128::MAX, |all, n| all & needed(n)),
        Node::Repeat { node, min, .. } if *min > 0 => needed(node),
        _ => 0,
    }
}
