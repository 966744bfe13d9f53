//! Names of criteria: which of the five a heading means, however it is numbered or misspelt.
//!
//! In comes the text of a heading, a merged row or a cell; out goes the criterion with what is odd about it.
//! It refuses to judge long texts: a measure that mentions disabled people is not a section.

use super::lexicon::plain;
use crate::pattern::Regex;
use otklik_domain::remark::{Remark, Severity};
use otklik_domain::score::Criterion;
use std::sync::LazyLock;

/// A heading that names a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// By meaning.
    pub(super) criterion: Criterion,
    /// The number printed before it, when there is one.
    pub(super) number: Option<u8>,
    /// A name that is not the order's: «Добросовестность, вежливость».
    pub(super) is_misnamed: bool,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:(?:раздел|критери[йя]|общий критерий|группа показателей|направление)\s*)?(?:№\s*)?(?:([1-5])|(III|II|IV|I|V))(?:\s*[.):–—-]+|\s+|$)\s*(?:критери[йя]\b)?")
        .expect("a constant pattern")
});
static WORD_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)критери[йя]\s*(?:№\s*)?([1-5]|III|II|IV|I|V)\b").expect("a constant pattern"));

/// The criterion a heading names; `None` where it names none or is no heading.
pub(super) fn heading(text: &str) -> Option<Section> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 330 {
        return None;
    }
    let number = printed_number(text);
    let name = plain(&latin_numerals(text));
    let body = name_only(&name);
    let says_criterion = name.contains("критери");
    let n_words = body.split(' ').count();
    let (criterion, at, is_misnamed) = meaning(body)?;
    // The naming word stands among the first, or the text says that it is a criterion.
    let is_heading = says_criterion || (at <= 2 && n_words <= 26) || (number.is_some() && at <= 6 && n_words <= 30);
    if !is_heading || (is_measure(body) && !says_criterion) {
        return None;
    }
    Some(Section { criterion, number, is_misnamed })
}

/// The criterion of a cell in a column of criteria or indicators: a name, or only a number.
pub(super) fn in_column(text: &str) -> Option<Criterion> {
    heading(text).map(|s| s.criterion).or_else(|| {
        let short = text.trim().chars().count() <= 14;
        printed_number(text).filter(|_| short).and_then(Criterion::new)
    })
}

/// «Критерий 1», «Критерий № IV»: a criterion named by its number and nothing else.
pub(super) fn by_number(text: &str) -> Option<Criterion> {
    let name = plain(text);
    let is_named = name.starts_with("критери") && name.split(' ').count() <= 3;
    printed_number(text).filter(|_| is_named).and_then(Criterion::new)
}

/// The criterion whose stem stands in a text of any length; for outlines, where items are full sentences.
pub(super) fn meaning_of(text: &str) -> Option<Criterion> {
    let name = plain(text);
    meaning(name_only(&name)).filter(|(_, at, _)| *at <= 4).map(|(criterion, ..)| criterion)
}

fn printed_number(text: &str) -> Option<u8> {
    let found = NUMBER.captures(text).or_else(|| WORD_NUMBER.captures(text))?;
    let word = found.iter().skip(1).flatten().next()?.as_str().to_uppercase();
    // «1.1» is an indicator, «3 квартал» a term.
    let rest = &text[found.get(0)?.end()..];
    let is_deeper =
        text.trim_start().starts_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
    (!is_deeper).then(|| of_numeral(&word)).flatten()
}

fn of_numeral(word: &str) -> Option<u8> {
    match word {
        "1" | "I" => Some(1),
        "2" | "II" => Some(2),
        "3" | "III" => Some(3),
        "4" | "IV" => Some(4),
        "5" | "V" => Some(5),
        _ => None,
    }
}

/// «ІІ», «Ш» and «У» are typed for Roman numerals.
fn latin_numerals(text: &str) -> String {
    text.replace('І', "I")
}

/// The heading without its number and the words before the name.
fn name_only(name: &str) -> &str {
    const BEFORE: &[&str] = &[
        "раздел",
        "критерий",
        "критерии",
        "критерия",
        "критерию",
        "по критерию",
        "общий",
        "показатель",
        "показатели",
        "группа",
        "показателей",
        "направление",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "1",
        "2",
        "3",
        "4",
        "5",
        "№",
        "ш",
        "у",
        "характеризующие",
        "характеризующий",
        "общие",
        "наименование",
        "оценки",
        "по",
        "блок",
        "сфера",
        "повышение",
        "уровня",
        "обеспечение",
        "улучшение",
        "недостатки",
    ];
    let mut rest = name;
    loop {
        let word = rest.split(' ').next().unwrap_or_default();
        if word.is_empty() || !(BEFORE.contains(&word)) {
            return rest;
        }
        rest = rest[word.len()..].trim_start();
    }
}

/// Stems in the order they are asked for; the third says that the name is not the order's.
const STEMS: &[(&str, u8, bool)] = &[
    ("доброжелат", 4, false),
    ("вежлив", 4, false),
    ("доброжилат", 4, true),
    ("доброжелател", 4, true),
    ("добросовест", 4, true),
    ("доброжел", 4, true),
    ("инвалид", 3, false),
    ("овз", 3, true),
    ("маломобильн", 3, true),
    ("доступная среда", 3, true),
    ("доступной среды", 3, true),
    ("комфорт", 2, false),
    ("открытост", 1, false),
    ("отрытост", 1, true),
    ("открытость", 1, false),
    ("информационная открытость", 1, true),
    ("доступность информации", 1, false),
    ("полнота информации", 1, true),
    ("время ожидания", 2, true),
    ("удовлетвор", 5, false),
    ("готовность рекомендовать", 5, true),
];

/// The criterion, at which word its stem stands, and whether it is misnamed.
fn meaning(body: &str) -> Option<(Criterion, usize, bool)> {
    for (stem, number, is_misnamed) in STEMS {
        // Nearly every cell is asked for every stem: words that begin with its first letters are few.
        if !body.split(' ').any(|word| word.as_bytes().get(..4) == stem.as_bytes().get(..4)) {
            continue;
        }
        let at = body.match_indices(stem).map(|(at, _)| at).find(|at| *at == 0 || body[..*at].ends_with(' '));
        if let Some(at) = at {
            let word = body[..at].matches(' ').count();
            // «Комфортность … для инвалидов»: the first of two names is the name.
            if *number == 3 && word > 3 && (body.starts_with("комфорт") || body.starts_with("открыт")) {
                continue;
            }
            // «Доступность образовательной деятельности для инвалидов»: the name begins with its own word.
            let word = if *number == 3 && body.starts_with("доступност") { 0 } else { word };
            let is_odd = *is_misnamed || (*number == 4 && body.contains("добросовест"));
            return Some((Criterion::new(*number)?, word, is_odd));
        }
    }
    if body.starts_with("доступность услуг") || body == "доступность" {
        return Some((Criterion::new(3)?, 0, true));
    }
    None
}

/// A sentence that begins with an action is a measure.
fn is_measure(body: &str) -> bool {
    super::items::opens_measure(body)
}

/// A remark about a section whose name is not the order's.
pub(super) fn misnamed(section: &Section, text: &str) -> Option<Remark> {
    let official = section.criterion.official_name();
    if section.is_misnamed {
        return Some(
            Remark::new("criterion-misnamed", Severity::Problem, format!("Раздел назван «{text}»"))
                .propose(format!("По приказу критерий {} называется «{official}»", section.criterion.number())),
        );
    }
    let number = section.number.and_then(Criterion::new).filter(|n| *n != section.criterion)?;
    Some(
        Remark::new(
            "criterion-misnamed",
            Severity::Doubt,
            format!(
                "Раздел «{text}» стоит под номером {}, а по смыслу это критерий {}",
                number.number(),
                section.criterion.number()
            ),
        )
        .propose(format!("Проверьте номер раздела: критерий {} — «{official}»", section.criterion.number())),
    )
}
