//! One spelling for what people type in many: dashes, spaces, look-alike letters, Roman numerals.
//! In comes raw text, out goes text the lexicon can know. It refuses to know what a word means.

use crate::letters::lower_one;

/// One spelling for what people type in many: small letters, one dash, one space, no quotes, no «ё».
///
/// Breaks of lines become spaces: cells break terms wherever the column ends.
pub(super) fn fold(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    let mut signs = phrase.chars().flat_map(small).peekable();
    while let Some(c) = signs.next() {
        let figure_before = folded.ends_with(|last: char| last.is_ascii_digit());
        let figure_after = signs.peek().is_some_and(char::is_ascii_digit);
        match c {
            // «2О24», «О1.09»: a letter in place of nought.
            'o' | 'о' if figure_after && (figure_before || !folded.ends_with(char::is_alphabetic)) => folded.push('0'),
            // «3O.12», «З0.12»
            'o' | 'о' if figure_before && signs.peek() == Some(&'.') => folded.push('0'),
            'з' if figure_after && !figure_before && !folded.ends_with(char::is_alphabetic) => folded.push('3'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{308}' | '\u{301}' => {}
            '\u{306}' => breve(&mut folded),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '~' | '\u{f0be}' => {
                folded.push('-');
            }
            'ё' => folded.push('е'),
            '\u{2170}'..='\u{217b}' => folded.push_str(roman(c)),
            'ι' => folded.push('i'),
            'ѵ' => folded.push('v'),
            '\\' | '\u{2044}' => folded.push('/'),
            c if c.is_whitespace()
                || matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '’' | '`' | '_' | '…' | '*') =>
            {
                folded.push(' ');
            }
            c => folded.push(c),
        }
    }
    folded
}

fn small(c: char) -> impl Iterator<Item = char> {
    let one = lower_one(c);
    let more = one.is_none().then(|| c.to_lowercase());
    one.into_iter().chain(more.into_iter().flatten())
}

/// «и» with a breve after it, as some editors write «й».
fn breve(folded: &mut String) {
    if folded.ends_with('и') {
        folded.pop();
        folded.push('й');
    }
}

fn roman(sign: char) -> &'static str {
    const SIGNS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let index = u32::from(sign).wrapping_sub(0x2170);
    usize::try_from(index).ok().and_then(|i| SIGNS.get(i)).copied().unwrap_or("")
}

/// Latin letters that look like Russian ones, in Russian.
pub(super) fn in_cyrillic(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'a' => 'а',
            'b' => 'в',
            'c' => 'с',
            'e' => 'е',
            'h' => 'н',
            'k' => 'к',
            'm' => 'м',
            'o' => 'о',
            'p' => 'р',
            't' => 'т',
            'u' => 'и',
            'x' => 'х',
            'y' => 'у',
            'і' => 'i',
            c => c,
        })
        .collect()
}

/// Reads a Roman numeral of 1 to 19 in any mixture of Latin and Russian signs: «ІІ», «П», «Ш», «IУ», «1V», «lll».
pub(super) fn roman_numeral(word: &str) -> Option<u32> {
    let mut signs = String::new();
    for c in word.chars() {
        signs.push_str(match c {
            'i' | 'і' | 'l' | '1' | '|' => "i",
            'п' => "ii",
            'ш' => "iii",
            'v' | 'у' => "v",
            'x' | 'х' => "x",
            _ => return None,
        });
    }
    (1..20).find(|n| spells(*n, &signs))
}

fn spells(number: u32, signs: &str) -> bool {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = usize::try_from(number % 10).ok().and_then(|i| ONES.get(i)).copied().unwrap_or("");
    signs.strip_prefix(if number >= 10 { "x" } else { "" }) == Some(ones)
}

/// Whether two words differ by one slip of a finger: a letter lost, added, changed or swapped with its neighbour.
///
/// Asked for every word of a paper, so it allocates nothing and gives up at the first look where it can.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (n_a, n_b) = (a.chars().count(), b.chars().count());
    if n_a.abs_diff(n_b) > 1 {
        return false;
    }
    let (short, long) = if n_a <= n_b { (a, b) } else { (b, a) };
    let same: usize = short.chars().zip(long.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (short, long) = (short.get(same..).unwrap_or_default(), long.get(same..).unwrap_or_default());
    if n_a != n_b {
        return short == without_first(long);
    }
    without_first(short) == without_first(long) || is_swapped(short, long)
}

/// «ап…» and «па…» with the same end.
fn is_swapped(a: &str, b: &str) -> bool {
    let (mut first, mut second) = (a.chars(), b.chars());
    let (a1, a2, b1, b2) = (first.next(), first.next(), second.next(), second.next());
    a1 == b2 && a2 == b1 && first.as_str() == second.as_str()
}

fn without_first(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next();
    letters.as_str()
}
