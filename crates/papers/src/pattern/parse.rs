//! From the words of a pattern to its tree. It knows what the patterns of the recogniser use, and refuses the rest.

use super::class::{Class, variants};
use otklik_domain::letters::is_letter;
use std::iter::Peekable;
use std::str::Chars;

/// A place a match may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    End,
    WordEdge,
}

/// A pattern as a tree.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Char(char),
    /// One letter in any case; the same one again where it has fewer cases.
    Letter([char; 4]),
    Class(Box<Class>),
    /// Any character that is no part of a word.
    NotWord,
    Place(Place),
    Group(usize, Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        is_greedy: bool,
    },
}

/// A whole pattern.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) node: Node,
    pub(super) names: Vec<(String, usize)>,
    pub(super) n_groups: usize,
}

struct Parser<'p> {
    rest: Peekable<Chars<'p>>,
    folds: bool,
    dot_is_all: bool,
    names: Vec<(String, usize)>,
    n_groups: usize,
}

/// The tree of a pattern, where everything in it is known here.
pub(super) fn parse(pattern: &str) -> Option<Tree> {
    let (flags, rest) = match pattern.strip_prefix("(?").and_then(|rest| rest.split_once(')')) {
        Some((flags, rest)) if flags.chars().all(|c| matches!(c, 'i' | 's')) => (flags, rest),
        _ => ("", pattern),
    };
    let mut parser = Parser {
        rest: rest.chars().peekable(),
        folds: flags.contains('i'),
        dot_is_all: flags.contains('s'),
        names: Vec::new(),
        n_groups: 0,
    };
    let node = parser.any()?;
    parser.rest.peek().is_none().then_some(Tree { node, names: parser.names, n_groups: parser.n_groups })
}

impl Parser<'_> {
    fn any(&mut self) -> Option<Node> {
        let mut branches = vec![self.all()?];
        while self.rest.next_if_eq(&'|').is_some() {
            branches.push(self.all()?);
        }
        if branches.len() == 1 { branches.pop() } else { Some(Node::Any(branches)) }
    }

    fn all(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            let node = self.one(c)?;
            nodes.push(self.repeated(node)?);
        }
        Some(Node::All(nodes))
    }

    fn one(&mut self, c: char) -> Option<Node> {
        Some(match c {
            '(' => self.group()?,
            '[' => Node::Class(Box::new(self.class()?)),
            '^' => Node::Place(Place::Start),
            '$' => Node::Place(Place::End),
            '.' => {
                let mut class = Class::default();
                if !self.dot_is_all {
                    class.add('\n', '\n');
                }
                class.negate();
                Node::Class(Box::new(class))
            }
            '\\' => match self.rest.next()? {
                'b' => Node::Place(Place::WordEdge),
                'W' => Node::NotWord,
                escape => match shorthand(escape) {
                    Some(ranges) => Node::Class(Box::new(self.class_of(ranges))),
                    None => {
                        let c = self.escaped(escape)?;
                        self.literal(c)
                    }
                },
            },
            '*' | '+' | '?' | '{' => return None,
            c => self.literal(c),
        })
    }

    fn literal(&self, c: char) -> Node {
        if !(self.folds && is_letter(c)) {
            return Node::Char(c);
        }
        let mut cases = [c; 4];
        cases.iter_mut().zip(variants(c)).for_each(|(slot, variant)| *slot = variant);
        Node::Letter(cases)
    }

    fn escaped(&mut self, escape: char) -> Option<char> {
        match escape {
            'n' => Some('\n'),
            't' => Some('\t'),
            'x' | 'u' => {
                let digits: String = if self.rest.next_if_eq(&'{').is_some() {
                    self.rest.by_ref().take_while(|c| *c != '}').collect()
                } else {
                    self.rest.by_ref().take(if escape == 'x' { 2 } else { 4 }).collect()
                };
                char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
            }
            c if c.is_ascii_alphanumeric() => None,
            c => Some(c),
        }
    }

    fn class_of(&self, ranges: &[(char, char)]) -> Class {
        let mut class = Class::default();
        for (from, to) in ranges {
            class.add(*from, *to);
            if self.folds {
                class.fold(*from, *to);
            }
        }
        class
    }

    fn class(&mut self) -> Option<Class> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            let from = match self.rest.next()? {
                ']' => break,
                '[' | '&' | '~' => return None,
                '\\' => match self.rest.next()? {
                    escape if shorthand(escape).is_some() => {
                        ranges.extend_from_slice(shorthand(escape)?);
                        continue;
                    }
                    escape => self.escaped(escape)?,
                },
                c => c,
            };
            ranges.push((from, self.end_of_range(from)?));
        }
        let mut class = self.class_of(&ranges);
        if is_negated {
            class.negate();
        }
        Some(class)
    }

    fn end_of_range(&mut self, from: char) -> Option<char> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.next() == Some(']') {
            return Some(from);
        }
        self.rest.next();
        match self.rest.next()? {
            '\\' => {
                let escape = self.rest.next()?;
                self.escaped(escape)
            }
            to => Some(to),
        }
    }

    fn group(&mut self) -> Option<Node> {
        let mut group = None;
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next()? {
                ':' => {}
                'P' => {
                    self.rest.next_if_eq(&'<')?;
                    let name = self.rest.by_ref().take_while(|c| *c != '>').collect();
                    self.n_groups += 1;
                    self.names.push((name, self.n_groups));
                    group = Some(self.n_groups);
                }
                _ => return None,
            }
        } else {
            self.n_groups += 1;
            group = Some(self.n_groups);
        }
        let inner = self.any()?;
        self.rest.next_if_eq(&')')?;
        Some(match group {
            Some(number) => Node::Group(number, Box::new(inner)),
            None => inner,
        })
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (min, max) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let text: String = self.rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let (min, max) = text.split_once(',').unwrap_or((&text, &text));
                let max = if max.is_empty() { None } else { Some(max.parse().ok()?) };
                return self.with_greed(node, min.parse().ok()?, max);
            }
            _ => return Some(node),
        };
        self.rest.next();
        self.with_greed(node, min, max)
    }

    fn with_greed(&mut self, node: Node, min: u32, max: Option<u32>) -> Option<Node> {
        let is_greedy = self.rest.next_if_eq(&'?').is_none();
        let is_plain = !matches!(self.rest.peek(), Some('*' | '+' | '?' | '{'));
        is_plain.then(|| Node::Repeat { node: Box::new(node), min, max, is_greedy })
    }
}

fn shorthand(escape: char) -> Option<&'static [(char, char)]> {
    Some(match escape {
        'd' => &[('0', '9')],
        'w' => &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('А', 'Я'), ('а', 'я'), ('Ё', 'Ё'), ('ё', 'ё'), ('_', '_')],
        's' => &[('\t', '\r'), (' ', ' '), ('\u{a0}', '\u{a0}'), ('\u{2000}', '\u{200a}'), ('\u{202f}', '\u{202f}')],
        _ => return None,
    })
}
