//! Hyphenation that got into the text: «исполне-\nния», «факти-ческое», soft hyphens.
//!
//! In comes text as read and the words of its document; out goes text on one line with real hyphens kept.
//! It refuses to correct spelling.

use crate::pattern::Regex;
use crate::read::{Block, Document};
use otklik_domain::letters::lower;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

static SPLIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([А-Яа-яЁё]+)-([ \t]*\n[ \t]*|[ ]?)([а-яё]+|[А-ЯЁ]{2,})").expect("a constant pattern")
});
static SOFT_BREAK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\x{ad}\x{200b}][ \t]*\n[ \t]*").expect("a constant pattern"));

/// First parts that take a hyphen in Russian.
const FIRSTS: &[&str] = &[
    "онлайн",
    "оффлайн",
    "интернет",
    "веб",
    "мастер",
    "экспресс",
    "мини",
    "медиа",
    "видео",
    "аудио",
    "фото",
    "пресс",
    "бизнес",
    "вице",
    "экс",
    "штаб",
    "кресло",
    "кресла",
    "кресел",
    "кафе",
    "тьютор",
    "инженер",
    "медицинская",
    "врач",
    "гид",
    "арт",
    "блиц",
    "квест",
    "кино",
    "тур",
    "шоу",
    "топ",
    "смс",
    "пин",
    "чат",
    "по",
    "как",
    "что",
    "кто",
    "из",
    "какой",
    "где",
    "во",
    "в",
    "когда",
    "все",
    "северо",
    "юго",
    "мариинско",
    "санкт",
];

/// Second parts that stand after a hyphen.
const SECONDS: &[&str] = &[
    "коляс",
    "проводник",
    "инвалид",
    "сирот",
    "логопед",
    "дефектолог",
    "организатор",
    "библиотекар",
    "наставник",
    "методист",
    "класс",
    "сервис",
    "ресурс",
    "опрос",
    "запис",
    "портал",
    "сайт",
    "конференц",
    "приемн",
    "приёмн",
    "программист",
    "консультант",
    "психолог",
    "педагог",
    "терапевт",
    "то",
    "либо",
    "оглы",
    "график",
    "кызы",
    "нибудь",
    "таки",
    "под",
    "за",
    "первых",
    "вторых",
    "третьих",
    "центр",
    "студи",
    "анкет",
    "рубрик",
    "методич",
    "воспитательн",
    "образовательн",
    "культурн",
    "техническ",
    "гигиеническ",
    "хозяйственн",
    "правов",
    "политическ",
    "досугов",
    "экономическ",
    "бытов",
    "эпидемиологическ",
    "телекоммуникационн",
    "аналитическ",
    "оздоровительн",
    "развивающ",
    "правлени",
    "обслуживани",
    "петербург",
];

/// Endings: what follows a hyphen and is nothing but one is the tail of a word.
const ENDINGS: &[&str] = &[
    "ния",
    "ний",
    "нию",
    "ние",
    "нии",
    "нием",
    "ниям",
    "ниями",
    "ниях",
    "ие",
    "ия",
    "ии",
    "ию",
    "ием",
    "ий",
    "ый",
    "ая",
    "ое",
    "ые",
    "ого",
    "ому",
    "ой",
    "ых",
    "их",
    "ым",
    "им",
    "ыми",
    "ими",
    "ную",
    "ной",
    "ный",
    "ных",
    "ное",
    "ные",
    "ного",
    "ному",
    "ным",
    "ными",
    "ная",
    "ская",
    "ский",
    "ских",
    "ского",
    "скому",
    "ское",
    "ские",
    "ской",
    "кое",
    "кие",
    "кий",
    "ких",
    "кого",
    "тся",
    "ться",
    "ть",
    "ся",
    "сь",
    "ов",
    "ев",
    "ей",
    "ами",
    "ями",
    "ам",
    "ям",
    "ах",
    "ях",
    "ков",
    "лей",
    "лям",
    "лями",
    "телей",
    "телям",
    "телями",
    "тель",
    "телем",
    "ры",
    "ров",
    "рам",
    "та",
    "тов",
];

/// Beginnings that no Russian word has, only the tail of one.
const TAILS: &[&str] = &[
    "нн",
    "ческ",
    "ющ",
    "вш",
    "тельн",
    "ция",
    "ции",
    "ций",
    "цию",
    "цион",
    "ость",
    "ости",
    "ирова",
    "ировк",
    "ированн",
    "рован",
    "ствен",
    "ство",
    "ства",
    "ству",
    "ствам",
    "вани",
    "вател",
    "лени",
    "жени",
    "шени",
    "чени",
    "щени",
    "рени",
    "вающ",
    "чающ",
    "ывани",
    "ивани",
    "тельств",
    "ельн",
    "ностью",
    "ности",
    "ность",
    "ностей",
];

const MONTHS: &[&str] = &[
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// All words of a document in lower case: the best judge of what is one word.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

impl Words {
    /// All words of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut words = Words::default();
        for block in &document.blocks {
            match block {
                Block::Paragraph(paragraph) => words.learn(&paragraph.text),
                Block::Table(table) => table.cells.iter().for_each(|cell| words.learn(&cell.text())),
            }
        }
        words
    }

    /// Learns the words of a text.
    fn learn(&mut self, text: &str) {
        // Halves of hyphenated words are no words.
        let mut is_half = false;
        for part in text.split_inclusive(|c| !is_russian(c)) {
            let word = part.trim_end_matches(|c| !is_russian(c));
            let is_cut = part.ends_with(['-', '\u{ad}']);
            if word.len() > 6 && !is_half && !is_cut {
                self.keep(word);
            }
            is_half = is_cut;
        }
    }

    fn keep(&mut self, word: &str) {
        let is_small = word.chars().all(|c| matches!(c, 'а'..='я' | 'ё'));
        let lower = if is_small { Cow::Borrowed(word) } else { Cow::Owned(lower(word)) };
        if !self.0.contains(lower.as_ref()) {
            self.0.insert(lower.into_owned());
        }
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

/// Joins what hyphenation broke; says nothing about line breaks otherwise.
pub(super) fn mend(text: &str, words: &Words) -> String {
    // A soft hyphen or a width-less break at a line end was put there by a typesetter: the word goes on.
    let text = SOFT_BREAK.replace_all(text, "");
    let is_soft = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}');
    // Nearly no text has any of them, and these bytes show it: the second of a soft hyphen, the first of the others.
    let has_soft = text.bytes().any(|b| matches!(b, 0xad | 0xe2 | 0xef));
    let text = if has_soft { Cow::Owned(text.chars().filter(|c| !is_soft(*c)).collect()) } else { text };
    if !text.contains('-') {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // Overlaps matter («кресел-коля-сок»), so the search goes on from the second part.
    while let Some(found) = SPLIT.captures_at(&text, at) {
        let (Some(whole), Some(first), Some(gap), Some(second)) =
            (found.get(0), found.get(1), found.get(2), found.get(3))
        else {
            break;
        };
        out.push_str(&text[at..whole.start()]);
        out.push_str(first.as_str());
        match joint(first.as_str(), gap.as_str(), second.as_str(), words) {
            Joint::One => {}
            Joint::Hyphen => out.push('-'),
            Joint::AsIs => {
                out.push('-');
                out.push_str(gap.as_str());
            }
        }
        at = second.start();
    }
    out.push_str(&text[at..]);
    out
}

enum Joint {
    One,
    Hyphen,
    AsIs,
}

fn joint(first: &str, gap: &str, second: &str, words: &Words) -> Joint {
    let lower = lower(first);
    if second.starts_with(char::is_uppercase) {
        // «МЕРОПРИЯ-⏎ТИЙ», but not «бренд-⏎МФЦ».
        let is_capitals = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
        return match (is_capitals && !gap.is_empty(), gap) {
            (true, _) if gap != " " || words.knows(&format!("{first}{second}").to_lowercase()) => Joint::One,
            (_, " ") => Joint::AsIs,
            _ => Joint::Hyphen,
        };
    }
    let is_break = gap.contains('\n');
    let kept = if gap == " " { Joint::AsIs } else { Joint::Hyphen };
    if FIRSTS.contains(&lower.as_str()) || SECONDS.iter().any(|s| second.starts_with(s)) {
        return kept;
    }
    if MONTHS.contains(&lower.as_str()) {
        return kept;
    }
    let is_tail = ENDINGS.contains(&second) || TAILS.iter().any(|t| second.starts_with(t));
    if is_tail || words.knows(&format!("{lower}{second}")) {
        return Joint::One;
    }
    if gap == " " {
        return Joint::AsIs;
    }
    let links = lower.ends_with('о') || lower.ends_with('е');
    let both_known = words.knows(&lower) && words.knows(second);
    if is_break {
        // «социально-⏎культурный»: a linking vowel before a whole adjective.
        let is_adjective = ["ый", "ий", "ая", "ого", "ой", "ых", "их", "ые", "ие", "ую", "ым", "ыми", "ом", "ое"]
            .iter()
            .any(|e| second.ends_with(e));
        let keeps = both_known || (links && is_adjective && lower.chars().count() > 4 && second.chars().count() > 6);
        return if keeps { Joint::Hyphen } else { Joint::One };
    }
    let ends_bare = lower.ends_with(['я', 'и', 'а', 'ы', 'у', 'ь', 'е', 'ю', 'э']);
    if ends_bare && !both_known && lower.chars().count() > 1 { Joint::One } else { Joint::Hyphen }
}
