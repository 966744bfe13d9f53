//! Cuts a phrase into tokens and knows dates in figures, since only letters by letters can they be told apart.
//! In comes a phrase, out go tokens. It refuses to ask whether the calendar has such a date.

use super::letters::{fold, in_cyrillic, roman_numeral};
use super::lexicon::sort_of;
use crate::letters::is_letter;

/// What time is measured in, in the language of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Day,
    Week,
    /// «декада», ten days
    Decade,
    Month,
    Quarter,
    /// «полугодие», «семестр»
    Half,
    /// «четверть», «триместр» of a school
    Term,
    Season,
    Year,
    FiveYears,
    /// «период», the whole paper's
    Period,
}

/// A date as figures, before anybody asked whether the calendar has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    /// `None` in «03.2024».
    pub(super) day: Option<i8>,
}

/// The sort of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number {
        value: u32,
        /// How many figures; 0 when it was a word or a Roman numeral.
        digits: usize,
        ordinal: bool,
    },
    Date(Figures),
    Month(i8),
    /// 1 winter … 4 autumn
    Season(i8),
    Weekday,
    Measure(Measure),
    Word,
    /// Comma, semicolon, colon, bracket.
    Stop,
    Dash,
    Slash,
}

impl Kind {
    pub(super) fn number(value: u32, digits: usize, ordinal: bool) -> Self {
        Kind::Number { value, digits, ordinal }
    }
}

/// A word, number or sign of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// Cuts a phrase into tokens. Dots are dropped once dates are known: «г.», «кв.», «сент.» need none.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let folded = fold(phrase);
    let chars: Vec<char> = folded.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        at = match c {
            '0'..='9' => number(&chars, at, &mut out),
            c if is_letter(c) => word(&chars, at, &mut out),
            _ => {
                let kind = match c {
                    ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' => Some(Kind::Stop),
                    '-' => Some(Kind::Dash),
                    '/' => Some(Kind::Slash),
                    _ => None,
                };
                out.extend(kind.map(|kind| Token { kind, text: c.to_string() }));
                at + 1
            }
        };
    }
    mend(out)
}

fn number(chars: &[char], at: usize, out: &mut Vec<Token>) -> usize {
    if let Some((figures, end)) = date(chars, at) {
        out.push(Token { kind: Kind::Date(figures), text: chars.get(at..end).unwrap_or_default().iter().collect() });
        return end;
    }
    let (value, digits, mut end) = figures(chars, at);
    // «1V», «1У»: the figure one in place of the Roman one.
    if value == 1 && digits == 1 && matches!(chars.get(end), Some('v' | 'у')) && !letter(chars, end + 1) {
        out.push(Token { kind: Kind::number(4, 0, false), text: "iv".to_owned() });
        return end + 1;
    }
    let ordinal = ordinal_ending(chars, end);
    if let Some(after) = ordinal {
        end = after;
    }
    out.push(Token { kind: Kind::number(value, digits, ordinal.is_some()), text: value.to_string() });
    end
}

/// «-й», «-го», «ый»: the end of an ordinal written in figures.
fn ordinal_ending(chars: &[char], at: usize) -> Option<usize> {
    const ENDINGS: [&str; 18] =
        ["й", "го", "ый", "ой", "я", "ая", "е", "ое", "ые", "м", "ом", "х", "му", "ого", "ий", "ти", "ю", "ую"];
    let dash = usize::from(chars.get(at) == Some(&'-'));
    let start = at + dash;
    let end = (start..).find(|i| !letter(chars, *i))?;
    let ending: String = chars.get(start..end)?.iter().collect();
    ENDINGS.contains(&ending.as_str()).then_some(end)
}

fn letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| is_letter(*c))
}

/// The value of a run of figures, how many there are and where it ends.
fn figures(chars: &[char], at: usize) -> (u32, usize, usize) {
    let run: String = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
    (run.parse().unwrap_or(u32::MAX), run.len(), at + run.len())
}

/// One part of a date in figures: its value, how many figures, where it ends.
type Part = (u32, usize, usize);

/// A date in figures: «01.06.18», «1/6/2018», «2018-06-01», «05 .09. 2018», «27.10», «03.2024».
fn date(chars: &[char], at: usize) -> Option<(Figures, usize)> {
    let first = figures(chars, at);
    if first.1 == 8 {
        return run_together(first.0).map(|date| (date, first.2));
    }
    let (sign, second, tight) = next_part(chars, first.2, None)?;
    let three = next_part(chars, second.2, Some(sign)).and_then(|(_, third, close)| {
        let whole = whole_date(first, second, third)?;
        (sign != ',' || (tight && close && third.1 == 4)).then_some((whole, third.2))
    });
    three.or_else(|| match sign {
        '.' if tight => short_date(first, second),
        // «09/2024»
        '/' if tight && first.1 == 2 && second.1 == 4 => short_date(first, second),
        _ => None,
    })
}

/// «20240315», «15032024».
fn run_together(figures: u32) -> Option<Figures> {
    let date = |year: u32, month: u32, day: u32| {
        let known = (1990..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        known.then_some(())?;
        Some(Figures { year: i16::try_from(year).ok(), month: i8::try_from(month).ok()?, day: i8::try_from(day).ok() })
    };
    date(figures / 10_000, figures / 100 % 100, figures % 100)
        .or_else(|| date(figures % 10_000, figures / 10_000 % 100, figures / 1_000_000))
}

/// A sign and the figures after it; whether no space stands around the sign.
fn next_part(chars: &[char], at: usize, sign: Option<char>) -> Option<(char, Part, bool)> {
    let blank = |i: &usize| chars.get(*i) == Some(&' ');
    let mark = (at..).find(|i| !blank(i))?;
    let found = *chars.get(mark)?;
    let fits = match sign {
        // «15.03,2024» is a slip of a finger.
        Some('.' | ',') => matches!(found, '.' | ','),
        Some(sign) => found == sign,
        None => matches!(found, '.' | '/' | '-' | ','),
    };
    let next = (mark + 1..).find(|i| !blank(i))?;
    if !fits || !chars.get(next)?.is_ascii_digit() {
        return None;
    }
    Some((found, figures(chars, next), mark == at && next == mark + 1))
}

fn whole_date(first: Part, second: Part, third: Part) -> Option<Figures> {
    let small = |part: Part| i8::try_from(part.0).unwrap_or(i8::MAX);
    if first.1 == 4 && second.1 <= 2 && third.1 <= 2 {
        return Some(Figures { year: i16::try_from(first.0).ok(), month: small(second), day: Some(small(third)) });
    }
    if first.1 > 2 || second.1 > 2 || third.1 < 2 {
        return None;
    }
    let year = match third.1 {
        2 => century(third.0),
        4 => third.0,
        // Three or five figures are no year; the calendar will say so.
        _ => return Some(Figures { year: Some(0), month: 0, day: Some(0) }),
    };
    Some(Figures { year: i16::try_from(year).ok(), month: small(second), day: Some(small(first)) })
}

fn short_date(first: Part, second: Part) -> Option<(Figures, usize)> {
    let small = |part: Part| i8::try_from(part.0).unwrap_or(i8::MAX);
    match (first.1, second.1) {
        (1 | 2, 1 | 2) => Some((Figures { year: None, month: small(second), day: Some(small(first)) }, second.2)),
        (1 | 2, 4) => Some((Figures { year: i16::try_from(second.0).ok(), month: small(first), day: None }, second.2)),
        _ => None,
    }
}

/// «18» is 2018; «98» is 1998.
pub(super) fn century(two_digits: u32) -> u32 {
    if two_digits >= 70 { 1900 + two_digits } else { 2000 + two_digits }
}

fn word(chars: &[char], at: usize, out: &mut Vec<Token>) -> usize {
    let end = (at..).find(|i| !letter(chars, *i)).unwrap_or(at + 1);
    let raw: String = chars.get(at..end).unwrap_or_default().iter().collect();
    // «IIкв.»: a Roman numeral grown together with its word.
    let signs: String = raw.chars().take_while(|c| matches!(c, 'i' | 'v' | 'x' | 'і')).collect();
    let rest: String = raw.chars().skip(signs.chars().count()).collect();
    match roman_numeral(&signs) {
        Some(value) if rest.is_empty() => {
            let end = ordinal_ending(chars, end).unwrap_or(end);
            out.push(Token { kind: Kind::number(value, 0, false), text: raw });
            end
        }
        Some(value) if sort_of(&rest).is_some() => {
            out.push(Token { kind: Kind::number(value, 0, false), text: signs });
            out.push(read_word(&rest));
            end
        }
        _ => {
            out.push(read_word(&raw));
            end
        }
    }
}

fn read_word(raw: &str) -> Token {
    if raw.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'і'))
        && let Some(value) = roman_numeral(raw)
    {
        return Token { kind: Kind::number(value, 0, false), text: raw.to_owned() };
    }
    let text = in_cyrillic(raw);
    Token { kind: sort_of(&text).unwrap_or(Kind::Word), text }
}

/// Joins what the cut tore: «кв-л», «еже квартально», «п/г», a word broken by a hyphen at the end of a line.
fn mend(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match joined(&mut out, &token) {
            Some(whole) => out.push(whole),
            None => out.push(token),
        }
    }
    out
}

/// The sort of a word that a hyphen at the end of a line broke: «квар-тал», «ежеквар-тально».
fn broken(whole: &str) -> Option<Kind> {
    const STEMS: [&str; 12] = [
        "течени",
        "протяжени",
        "ежекварт",
        "ежемесяч",
        "ежегод",
        "еженедел",
        "ежедневн",
        "постоян",
        "систематич",
        "регулярн",
        "необходимост",
        "финансировани",
    ];
    sort_of(whole).or_else(|| STEMS.iter().any(|stem| whole.starts_with(stem)).then_some(Kind::Word))
}

/// «3 (три)»: the number said twice is one number.
fn said_twice(out: &mut Vec<Token>, last: &Token) -> Option<Token> {
    let value = |token: &Token| match token.kind {
        Kind::Number { value, .. } => Some(value),
        _ => None,
    };
    let [.., first, open, second] = out.as_slice() else { return None };
    let twice = open.text == "(" && last.text == ")" && value(first).is_some() && value(first) == value(second);
    let first = twice.then(|| first.clone())?;
    out.truncate(out.len() - 3);
    Some(first)
}

fn joined(out: &mut Vec<Token>, last: &Token) -> Option<Token> {
    if let Some(number) = said_twice(out, last) {
        return Some(number);
    }
    let before = out.last()?.clone();
    if before.text == "еже" && last.kind == Kind::Word {
        out.pop();
        return Some(Token { kind: Kind::Word, text: format!("еже{}", last.text) });
    }
    let sign = matches!(before.kind, Kind::Dash | Kind::Slash);
    let head = out.len().checked_sub(2).and_then(|i| out.get(i)).cloned()?;
    if !sign || !head.text.chars().all(char::is_alphabetic) || !last.text.chars().all(char::is_alphabetic) {
        return None;
    }
    let whole = match (head.text.as_str(), before.kind, last.text.as_str()) {
        ("кв", Kind::Dash, "л" | "ла" | "ле" | "лы") | ("к", Kind::Dash, "л") => {
            Kind::Measure(Measure::Quarter)
        }
        ("м", Kind::Dash, "ц" | "ца" | "цев") => Kind::Measure(Measure::Month),
        ("п", Kind::Slash, "г" | "год" | "годие" | "годия" | "годии") => {
            Kind::Measure(Measure::Half)
        }
        ("еже", Kind::Dash, _) => Kind::Word,
        (a, Kind::Dash, b) if last.kind == Kind::Word && a.chars().count() > 1 => broken(&format!("{a}{b}"))?,
        _ => return None,
    };
    out.truncate(out.len() - 2);
    Some(Token { kind: whole, text: format!("{}{}", head.text, last.text) })
}
