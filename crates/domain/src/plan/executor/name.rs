//! A person's name as offices write it: surname and initials in either order, initials once.

use crate::letters::lower;
use std::ops::Range;

/// A person's name found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Characters it covers.
    pub(super) range: Range<usize>,
    /// Surname first: «Сорокопуд Н.Г.», «Иванова Мария Петровна».
    pub(super) name: String,
    /// Initials stood on both sides of the surname.
    pub(super) is_doubled: bool,
}

/// Whether a full name, surname first, is the person whom an office wrote so («назван исполнителем»).
///
/// Surnames must be the same and initials must not differ where both have them; a surname alone names nobody.
///
/// # Example
/// «Ильина Анна Петровна» is «Ильина А.П.» and «Ильина Анна», and neither «Ильина О.П.» nor «Ильина».
pub fn is_named(full: &str, written: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| c.is_whitespace() || c == '.').filter(|part| !part.is_empty());
        parts.map(|part| lower(part).replace('ё', "е")).collect()
    };
    let (full, written) = (words(full), words(written));
    let first = |word: &String| word.chars().next();
    let fits = |(one, other): (&String, &String)| {
        let is_short = one.chars().count() == 1 || other.chars().count() == 1;
        if is_short { first(one) == first(other) } else { one == other }
    };
    let is_same_surname = full.first().is_some_and(|surname| Some(surname) == written.first());
    is_same_surname && full.len() > 1 && written.len() > 1 && full.iter().zip(&written).skip(1).all(fits)
}

/// Names in a line, left to right: surnames with initials on either side, and full names with a patronymic.
pub(super) fn find(line: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        // A name begins with a capital letter, one in capitals perhaps with the hyphen of a broken word.
        let may_begin = line.get(at).is_some_and(|c| *c == '-' || c.is_uppercase());
        match may_begin.then(|| name_at(line, at)).flatten() {
            Some(name) => {
                at = name.range.end;
                found.push(name);
            }
            None => at = next_word(line, at),
        }
    }
    found
}

fn next_word(line: &[char], at: usize) -> usize {
    let is_word = |c: &char| matches!(c, 'А'..='я' | 'a'..='z' | '-') || c.is_alphanumeric();
    let rest = line.get(at..).unwrap_or_default();
    let word = rest.iter().take_while(|c| is_word(c)).count();
    let gap = rest.iter().skip(word).take_while(|c| !is_word(c)).count();
    at + (word + gap).max(1)
}

fn name_at(line: &[char], at: usize) -> Option<Found> {
    initials_first(line, at)
        .or_else(|| surname_first(line, at))
        .or_else(|| full_name(line, at))
        .or_else(|| given_name(line, at))
        .or_else(|| full_name_in_capitals(line, at))
}

/// «И.И. Линькова», «Н.Г. Сорокопуд Н.Г.»
fn initials_first(line: &[char], at: usize) -> Option<Found> {
    let (initials, after) = initials(line, at)?;
    let (surname, end) = capitalised(line, blanks(line, after))?;
    let (is_doubled, end) = match initials_after(line, end) {
        Some((again, end)) if again == initials => (true, end),
        _ => (false, end),
    };
    Some(Found { range: at..end, name: format!("{surname} {initials}"), is_doubled })
}

/// «Линькова И.И.», «Петрова-Водкина А. А.»
fn surname_first(line: &[char], at: usize) -> Option<Found> {
    let (surname, after) = capitalised(line, at).or_else(|| shouted(line, at))?;
    let (initials, end) = initials_after(line, after)?;
    // «директор Иванов И.И. И.И.»: the same initials again are a slip of the pen.
    let (is_doubled, end) = match initials_after(line, end) {
        Some((again, end)) if again == initials => (true, end),
        _ => (false, end),
    };
    Some(Found { range: at..end, name: format!("{surname} {initials}"), is_doubled })
}

/// «Иванова Мария Петровна»: three capitalised words, the last a patronymic.
fn full_name(line: &[char], at: usize) -> Option<Found> {
    let (first, end) = capitalised(line, at)?;
    let (second, end) = capitalised(line, spaced(line, end)?)?;
    if is_patronymic(&second) {
        // «Мария Петровна Иванова» puts the surname last.
        let (third, end) = capitalised(line, spaced(line, end)?)?;
        return Some(Found { range: at..end, name: format!("{third} {first} {second}"), is_doubled: false });
    }
    let (third, end) = capitalised(line, spaced(line, end)?)?;
    // «Алиев Руслан Магомед оглы»
    if let Some((son, end)) = spaced(line, end).and_then(|at| small_word(line, at)).filter(|(son, _)| is_son(son)) {
        return Some(Found { range: at..end, name: format!("{first} {second} {third} {son}"), is_doubled: false });
    }
    is_patronymic(&third).then(|| Found {
        range: at..end,
        name: format!("{first} {second} {third}"),
        is_doubled: false,
    })
}

/// «Орлова Ирина», «Ирина Орлова»: a surname by its ending beside a common given name, and no patronymic.
fn given_name(line: &[char], at: usize) -> Option<Found> {
    let (first, end) = capitalised(line, at)?;
    let (second, end) = capitalised(line, spaced(line, end)?)?;
    let is_given = |word: &str| GIVEN.contains(&lower(word).replace('ё', "е").as_str());
    let (surname, given) = match (is_surname(&first) && is_given(&second), is_given(&first) && is_surname(&second)) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return None,
    };
    // «имени Орловой Ирины Петровны» is longer, «Клуб «Орлова Ирина»» cannot be known.
    let goes_on = spaced(line, end).and_then(|at| capitalised(line, at)).is_some_and(|(word, _)| is_patronymic(&word));
    (!goes_on).then(|| Found { range: at..end, name: format!("{surname} {given}"), is_doubled: false })
}

/// Given names that most people in such papers bear.
const GIVEN: [&str; 84] = [
    "александр",
    "александра",
    "алексей",
    "алена",
    "алина",
    "алла",
    "анастасия",
    "анатолий",
    "ангелина",
    "андрей",
    "анна",
    "антон",
    "антонина",
    "артем",
    "борис",
    "вадим",
    "валентин",
    "валентина",
    "валерий",
    "валерия",
    "варвара",
    "василий",
    "вера",
    "вероника",
    "виктор",
    "виктория",
    "виталий",
    "владимир",
    "владислав",
    "вячеслав",
    "галина",
    "геннадий",
    "георгий",
    "григорий",
    "дарья",
    "денис",
    "диана",
    "дмитрий",
    "евгений",
    "евгения",
    "екатерина",
    "елена",
    "елизавета",
    "жанна",
    "зинаида",
    "зоя",
    "иван",
    "игорь",
    "илья",
    "инна",
    "ирина",
    "карина",
    "кирилл",
    "константин",
    "кристина",
    "ксения",
    "лариса",
    "лидия",
    "любовь",
    "людмила",
    "максим",
    "маргарита",
    "марина",
    "мария",
    "михаил",
    "надежда",
    "наталия",
    "наталья",
    "николай",
    "нина",
    "оксана",
    "олег",
    "ольга",
    "павел",
    "петр",
    "полина",
    "роман",
    "светлана",
    "сергей",
    "софья",
    "татьяна",
    "ульяна",
    "юлия",
    "юрий",
];

/// «ИВАНОВА МАРИЯ ПЕТРОВНА»
fn full_name_in_capitals(line: &[char], at: usize) -> Option<Found> {
    let (first, end) = in_capitals(line, at)?;
    let (second, end) = in_capitals(line, spaced(line, end)?)?;
    let (third, end) = in_capitals(line, spaced(line, end)?)?;
    let name = format!("{first} {second} {third}");
    is_patronymic(&third).then_some(Found { range: at..end, name, is_doubled: false })
}

fn in_capitals(line: &[char], at: usize) -> Option<(String, usize)> {
    let starts_word = at == 0 || line.get(at - 1).is_none_or(|c| !c.is_alphanumeric());
    let n = line.get(at..)?.iter().take_while(|c| c.is_uppercase() || **c == '-').count();
    let ends_word = line.get(at + n).is_none_or(|c| !c.is_alphanumeric());
    let word: String = line.get(at..at + n)?.iter().collect();
    (starts_word && ends_word && n >= 3).then(|| (capital_first(&word), at + n))
}

/// «ПЕТРОВА-ВОДКИНА» as «Петрова-Водкина».
fn capital_first(word: &str) -> String {
    let small = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_string() + &lower(letters.as_str())).unwrap_or_default()
    };
    word.split('-').map(small).collect::<Vec<_>>().join("-")
}

fn small_word(line: &[char], at: usize) -> Option<(String, usize)> {
    let n = line.get(at..)?.iter().take_while(|c| c.is_lowercase()).count();
    (n > 0).then(|| (line.iter().skip(at).take(n).collect(), at + n))
}

fn is_son(word: &str) -> bool {
    matches!(word, "оглы" | "кызы" | "углы" | "гызы")
}

/// «Иванова»: a word that is a surname by its ending, where nothing else names the person.
pub(super) fn is_surname(word: &str) -> bool {
    const ENDS: [&str; 14] =
        ["ова", "ева", "ёва", "ина", "ына", "ов", "ев", "ёв", "ский", "ская", "цкий", "цкая", "енко", "чук"];
    let chars: Vec<char> = word.chars().collect();
    let is_whole = capitalised(&chars, 0).is_some_and(|(_, end)| end == chars.len());
    is_whole && chars.len() >= 4 && ENDS.iter().any(|end| word.ends_with(end))
}

fn is_patronymic(word: &str) -> bool {
    let word = lower(word);
    ["вич", "вна", "ична", "инична", "ьич", "лич", "мич", "вича", "вны", "вне", "вичу", "вной", "вичем", "оглы", "кызы"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// One to three initials with their dots: «И.И.», «И. И.», «И.»; gives them without blanks.
fn initials(line: &[char], at: usize) -> Option<(String, usize)> {
    // «ГрачевД.Д.»: a capital after a small letter begins initials too.
    let is_stuck = at > 0 && line.get(at - 1).is_some_and(|c| c.is_lowercase());
    let starts_word = at == 0 || is_stuck || line.get(at - 1).is_none_or(|c| !c.is_alphanumeric());
    if !starts_word {
        return None;
    }
    let mut text = String::new();
    let mut end = at;
    let mut next = at;
    while text.chars().count() < 6 {
        let Some(letter) = line.get(next).filter(|c| c.is_uppercase()) else { break };
        // «Д,Д.»: a comma typed for the point.
        let is_slip = line.get(next + 1) == Some(&',')
            && line.get(next + 2).is_some_and(|c| c.is_uppercase())
            && line.get(next + 3) == Some(&'.');
        if line.get(next + 1) != Some(&'.') && !is_slip {
            break;
        }
        text.push(*letter);
        text.push('.');
        end = next + 2;
        next = blanks(line, end);
        // «Орлова И.П. И.П.»: the same two again are no third initial.
        if text.chars().count() == 4 && repeats(line, next, &text) {
            break;
        }
    }
    // «И.И» without the last dot is common.
    if !text.is_empty() && text.chars().count() == 2 {
        let is_last = line.get(end + 1).is_none_or(|c| !c.is_alphanumeric() && *c != '.');
        if let Some(letter) = line.get(end).filter(|c| c.is_uppercase() && is_last) {
            text.push(*letter);
            text.push('.');
            end += 1;
        }
    }
    (!text.is_empty()).then_some((text, end))
}

fn repeats(line: &[char], at: usize, initials: &str) -> bool {
    let mut letters = line.iter().skip(at).filter(|c| !c.is_whitespace());
    initials.chars().all(|c| letters.next() == Some(&c))
}

fn initials_after(line: &[char], at: usize) -> Option<(String, usize)> {
    let next = blanks(line, at);
    let (text, end) = initials(line, next)?;
    // «Иванов И. Петров П.»: a lone initial followed by a surname with initials of its own still belongs to the left.
    Some((text, end))
}

/// A capitalised word, double surnames included: «Петрова-Водкина».
fn capitalised(line: &[char], at: usize) -> Option<(String, usize)> {
    let starts_word = at == 0 || line.get(at - 1).is_none_or(|c| !c.is_alphanumeric());
    let rest = line.get(at..)?;
    if !starts_word || !rest.first()?.is_uppercase() {
        return None;
    }
    let n = rest.iter().take_while(|c| matches!(c, 'А'..='я' | '-') || c.is_alphabetic()).count();
    // «ГрачевД.Д.»: the initial stuck to the surname is not its letter.
    let is_stuck = n > 2
        && rest.get(n) == Some(&'.')
        && rest.get(n - 1).is_some_and(|c| c.is_uppercase())
        && rest.get(n - 2).is_some_and(|c| c.is_lowercase());
    let n = if is_stuck { n - 1 } else { n };
    let word: String = rest.iter().take(n).collect();
    let mut letters = word.chars();
    letters.next();
    let is_name = n >= 2
        && letters.clone().any(char::is_lowercase)
        && !word.ends_with('-')
        // «Иванова-Петрова», «Магомед-оглы».
        && word.split('-').all(|part| is_son(part) || part.chars().next().is_some_and(char::is_uppercase));
    is_name.then_some((word, at + n))
}

/// A surname in capitals, «ИВАНОВА И.И.», written as others are; an abbreviation before «И.И. Иванова» is none.
fn shouted(line: &[char], at: usize) -> Option<(String, usize)> {
    let starts_word = at == 0 || line.get(at - 1).is_none_or(|c| !c.is_alphanumeric());
    let n = line.get(at..)?.iter().take_while(|c| c.is_uppercase() || **c == '-').count();
    let after = at + n;
    let (_, end) = initials_after(line, after)?;
    let leads_a_name = capitalised(line, blanks(line, end)).is_some();
    let ends_word = line.get(after).is_none_or(|c| !c.is_alphanumeric());
    if !starts_word || !ends_word || n < 4 || leads_a_name {
        return None;
    }
    let word: String = line.get(at..after)?.iter().collect();
    Some((capital_first(&word), after))
}

fn blanks(line: &[char], at: usize) -> usize {
    at + line.get(at..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count()
}

/// The place after at least one blank.
fn spaced(line: &[char], at: usize) -> Option<usize> {
    let next = blanks(line, at);
    (next > at).then_some(next)
}
