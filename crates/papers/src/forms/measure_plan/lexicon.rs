//! What headings of columns are called: stems by meaning, with weights.
//!
//! In comes the text of a heading; out go the meanings it may have, each with its weight.
//! It refuses to know the order of columns and any one form.

use otklik_domain::plan::Field;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// A field of a measure.
    Of(Field),
    /// The name of a criterion in every row.
    Criterion,
    /// A printed score.
    Value,
    /// The highest possible score.
    Maximum,
    /// Known, and of no use: «Примечание».
    Ignored,
}

/// The heading has all these stems, each at the beginning of a word; a stem with `^` begins the heading.
struct Rule(Role, &'static [&'static str], u32);

use Field::{
    Actual, Basis, Cost, Deadline, Done, Executors, ExpectedResult, Funding, Indicator, Number, Organisation,
    ResultIndicator, Shortcoming, Text,
};
use Role::{Criterion, Ignored, Maximum, Of, Value};

// tidy: a list
const RULES: &[Rule] = &[
    Rule(Of(Number), &["^№"], 60),
    Rule(Of(Number), &["п п"], 80),
    Rule(Of(Number), &["пп"], 60),
    Rule(Of(Number), &["^номер"], 60),
    // A reference to a list of shortcomings, not a shortcoming.
    Rule(Of(Number), &["^№", "недостат"], 97),
    // Who: organisation.
    Rule(Of(Organisation), &["^наименован", "организаци"], 70),
    Rule(Of(Organisation), &["^наименован", "учреждени"], 72),
    Rule(Of(Organisation), &["^назван", "учреждени"], 72),
    Rule(Of(Organisation), &["^назван", "организаци"], 72),
    Rule(Of(Organisation), &["^организаци"], 68),
    Rule(Of(Organisation), &["^учреждени"], 68),
    Rule(Of(Organisation), &["^полное наименован"], 68),
    Rule(Of(Organisation), &["^наименован", "оо"], 66),
    Rule(Of(Organisation), &["^наименован", "мо"], 66),
    Rule(Of(Organisation), &["^оо"], 60),
    Rule(Of(Organisation), &["образовательн", "организаци"], 60),
    Rule(Of(Organisation), &["медицинск", "организаци"], 60),
    Rule(Of(Organisation), &["поставщик", "услуг"], 66),
    Rule(Of(Organisation), &["^филиал"], 55),
    Rule(Of(Organisation), &["структурн", "подразделени"], 50),
    Rule(Of(Organisation), &["^объект"], 45),
    // Criterion and indicator.
    Rule(Criterion, &["^критери"], 80),
    Rule(Criterion, &["^наименован", "критери"], 84),
    Rule(Criterion, &["общи", "критери"], 82),
    Rule(Criterion, &["^раздел"], 55),
    Rule(Criterion, &["^направлени"], 55),
    Rule(Criterion, &["критери", "оценки"], 76),
    Rule(Criterion, &["критери"], 50),
    Rule(Of(Indicator), &["^показател"], 70),
    Rule(Of(Indicator), &["^наименован", "показател"], 85),
    Rule(Of(Indicator), &["показател", "независим"], 84),
    Rule(Of(Indicator), &["показател", "оценки"], 78),
    Rule(Of(Indicator), &["показател", "улучшени"], 76),
    Rule(Of(Indicator), &["^критери", "показател"], 82),
    Rule(Of(Indicator), &["показател"], 55),
    Rule(Of(Indicator), &["параметр"], 55),
    Rule(Of(Indicator), &["показател", "характеризующ", "критери"], 106),
    // Scores.
    Rule(Value, &["значен", "показател"], 86),
    Rule(Value, &["значен"], 62),
    Rule(Value, &["фактическ", "значен"], 92),
    Rule(Value, &["значен", "факт"], 92),
    Rule(Value, &["фактическ", "балл"], 92),
    Rule(Value, &["балл"], 66),
    Rule(Value, &["количеств", "балл"], 88),
    Rule(Value, &["набран"], 74),
    Rule(Value, &["^оценк"], 52),
    Rule(Value, &["итогов", "оценк"], 72),
    Rule(Value, &["достигнут", "значен"], 90),
    Rule(Value, &["^фактическое"], 58),
    Rule(Value, &["^факт"], 46),
    Rule(Maximum, &["макс"], 95),
    Rule(Maximum, &["мах"], 95),
    Rule(Maximum, &["max"], 95),
    Rule(Maximum, &["максимальн", "балл"], 98),
    Rule(Maximum, &["возможн", "значен"], 80),
    // What is wrong.
    Rule(Of(Shortcoming), &["^недостат"], 96),
    Rule(Of(Shortcoming), &["недостат"], 76),
    Rule(Of(Shortcoming), &["выявлен", "недостат"], 80),
    Rule(Of(Shortcoming), &["выявлен"], 58),
    Rule(Of(Shortcoming), &["замечани"], 72),
    Rule(Of(Shortcoming), &["^замечани"], 84),
    Rule(Of(Shortcoming), &["проблем"], 66),
    Rule(Of(Shortcoming), &["^проблем"], 80),
    Rule(Of(Shortcoming), &["нарушени"], 64),
    Rule(Of(Shortcoming), &["дефицит"], 60),
    Rule(Of(Shortcoming), &["^рекомендаци"], 52),
    Rule(Of(Shortcoming), &["вывод"], 45),
    // Why.
    Rule(Of(Basis), &["^основани"], 98),
    Rule(Of(Basis), &["основани"], 62),
    Rule(Of(Basis), &["результат", "независим", "оценки"], 58),
    // What is to be done.
    Rule(Of(Text), &["^наименован", "мероприят"], 100),
    Rule(Of(Text), &["^назван", "мероприят"], 100),
    Rule(Of(Text), &["^мероприят"], 90),
    Rule(Of(Text), &["мероприят", "направлен"], 86),
    Rule(Of(Text), &["мероприят", "устранени"], 86),
    Rule(Of(Text), &["мероприят", "улучшени"], 82),
    Rule(Of(Text), &["перечень", "мероприят"], 88),
    Rule(Of(Text), &["содержан", "мероприят"], 92),
    Rule(Of(Text), &["планируем", "мероприят"], 90),
    Rule(Of(Text), &["мероприят"], 50),
    Rule(Of(Text), &["^меры"], 80),
    Rule(Of(Text), &["меры"], 50),
    Rule(Of(Text), &["мер", "устранени"], 60),
    Rule(Of(Text), &["^предложени"], 56),
    Rule(Of(Text), &["^действи"], 66),
    Rule(Of(Text), &["действи"], 48),
    Rule(Of(Text), &["^содержани"], 62),
    Rule(Of(Text), &["^задач"], 52),
    Rule(Of(Text), &["наименован", "работ"], 66),
    Rule(Of(Text), &["^виды", "работ"], 66),
    Rule(Of(Text), &["^вид", "работ"], 66),
    Rule(Of(Text), &["^вид", "деятельност"], 50),
    Rule(Of(Text), &["пут", "решени"], 70),
    Rule(Of(Text), &["способ", "устранени"], 78),
    Rule(Of(Text), &["^что", "сделать"], 76),
    Rule(Of(Text), &["^что", "делать"], 76),
    Rule(Of(Text), &["^что", "планируется"], 74),
    Rule(Of(Shortcoming), &["^что не так"], 80),
    Rule(Of(Shortcoming), &["^недочет"], 84),
    Rule(Of(Shortcoming), &["^наименован", "недостат"], 92),
    Rule(Of(Text), &["необходимо", "сделать"], 76),
    Rule(Of(Text), &["^планы", "улучшени"], 50),
    Rule(Of(Text), &["^план", "действий"], 76),
    Rule(Of(Text), &["^решени"], 70),
    Rule(Of(Text), &["^мера"], 70),
    Rule(Of(Text), &["^шаги"], 66),
    Rule(Of(Text), &["^ход", "устранени"], 60),
    Rule(Of(Text), &["^наименован"], 42),
    // When.
    Rule(Of(Deadline), &["^срок"], 92),
    Rule(Of(Deadline), &["планов", "срок"], 99),
    Rule(Of(Deadline), &["планируем", "срок"], 99),
    Rule(Of(Deadline), &["срок", "исполнени"], 88),
    Rule(Of(Deadline), &["срок", "реализаци"], 84),
    Rule(Of(Deadline), &["срок", "выполнени"], 86),
    Rule(Of(Deadline), &["срок"], 66),
    Rule(Of(Deadline), &["планов", "дата"], 92),
    Rule(Of(Deadline), &["планируем", "дата"], 92),
    Rule(Of(Deadline), &["^дата"], 62),
    Rule(Of(Deadline), &["^период"], 58),
    Rule(Of(Deadline), &["^когда"], 70),
    Rule(Of(Deadline), &["^дедлайн"], 90),
    Rule(Of(Deadline), &["^начал"], 48),
    Rule(Of(Deadline), &["^окончани"], 48),
    Rule(Of(Deadline), &["^время"], 50),
    Rule(Of(Deadline), &["^квартал"], 50),
    Rule(Of(Actual), &["фактическ", "срок"], 104),
    Rule(Of(Actual), &["факт", "срок"], 100),
    Rule(Of(Actual), &["фактическ", "дата"], 104),
    Rule(Of(Actual), &["факт", "дата"], 100),
    Rule(Of(Actual), &["^дата", "выполнени"], 64),
    Rule(Of(Actual), &["^дата", "исполнени"], 64),
    Rule(Of(Actual), &["^дата", "реализаци"], 60),
    Rule(Of(Actual), &["дата", "завершени"], 58),
    Rule(Of(Actual), &["^исполнени", "дата"], 80),
    Rule(Of(Actual), &["^выполнени", "дата"], 80),
    Rule(Of(Actual), &["фактически", "срок"], 104),
    Rule(Of(Actual), &["фактически", "дата"], 100),
    Rule(Of(Actual), &["дата", "устранени"], 58),
    // Who does it.
    Rule(Of(Executors), &["^ответственн"], 98),
    Rule(Of(Executors), &["ответственн"], 84),
    Rule(Of(Executors), &["^ответств"], 90),
    Rule(Of(Executors), &["^отв", "исп"], 90),
    Rule(Of(Executors), &["^исполнител"], 94),
    Rule(Of(Executors), &["исполнител"], 76),
    Rule(Of(Executors), &["^должност"], 56),
    Rule(Of(Executors), &["ф и о"], 60),
    Rule(Of(Executors), &["фио"], 62),
    Rule(Of(Executors), &["^кто"], 62),
    Rule(Of(Executors), &["^куратор"], 70),
    Rule(Of(Executors), &["^закрепл"], 62),
    Rule(Of(Executors), &["^владелец"], 60),
    // Money.
    Rule(Of(Funding), &["источник"], 92),
    Rule(Of(Funding), &["источник", "финансировани"], 96),
    Rule(Of(Funding), &["^финансировани"], 76),
    Rule(Of(Funding), &["финансов", "обеспечени"], 72),
    Rule(Of(Funding), &["финансировани"], 60),
    Rule(Of(Cost), &["объем", "финансировани"], 93),
    Rule(Of(Cost), &["объем", "средств"], 93),
    Rule(Of(Cost), &["сумм"], 84),
    Rule(Of(Cost), &["стоимост"], 84),
    Rule(Of(Cost), &["затрат"], 78),
    Rule(Of(Cost), &["расход"], 62),
    Rule(Of(Cost), &["руб"], 64),
    Rule(Of(Cost), &["^деньги"], 70),
    Rule(Of(Cost), &["^бюджет"], 60),
    Rule(Of(Cost), &["финансировани", "руб"], 90),
    // What for.
    Rule(Of(ExpectedResult), &["ожидаем"], 94),
    Rule(Of(ExpectedResult), &["планируем", "результат"], 94),
    Rule(Of(ExpectedResult), &["^результат", "выполнени"], 84),
    Rule(Of(ExpectedResult), &["^результат", "реализаци"], 84),
    Rule(Of(ExpectedResult), &["^результат"], 74),
    Rule(Of(ExpectedResult), &["результат"], 48),
    Rule(Of(ExpectedResult), &["^планы", "улучшени"], 88),
    Rule(Of(ExpectedResult), &["эффект"], 56),
    Rule(Of(ExpectedResult), &["^цел"], 48),
    Rule(Of(ResultIndicator), &["показател", "характеризующ"], 100),
    Rule(Of(ResultIndicator), &["показател", "результат"], 88),
    Rule(Of(ResultIndicator), &["целев", "показател"], 90),
    Rule(Of(ResultIndicator), &["индикатор"], 84),
    Rule(Of(ResultIndicator), &["критери", "результат"], 84),
    Rule(Of(ResultIndicator), &["показател", "эффективност"], 86),
    Rule(Of(ResultIndicator), &["показател", "выполнени"], 82),
    Rule(Of(ResultIndicator), &["критери", "успеш"], 90),
    Rule(Of(ResultIndicator), &["критери", "выполнени"], 86),
    Rule(Of(ResultIndicator), &["критери", "исполнени"], 86),
    Rule(Of(ResultIndicator), &["критери", "достижени"], 86),
    Rule(Of(ResultIndicator), &["критери", "эффективност"], 86),
    Rule(Of(ResultIndicator), &["показател", "успеш"], 90),
    // What was done.
    Rule(Of(Done), &["реализованн", "мер"], 104),
    Rule(Of(Done), &["принят", "мер"], 98),
    Rule(Of(Done), &["выполненн", "мероприят"], 96),
    Rule(Of(Done), &["проведенн", "мероприят"], 94),
    Rule(Of(Done), &["сведени", "ход"], 94),
    Rule(Of(Done), &["ход", "реализаци"], 90),
    Rule(Of(Done), &["ход", "выполнени"], 90),
    Rule(Of(Done), &["ход", "исполнени"], 90),
    Rule(Of(Done), &["^отметк"], 99),
    Rule(Of(Done), &["отметк"], 88),
    Rule(Of(Done), &["информаци", "выполнени"], 96),
    Rule(Of(Done), &["информаци", "исполнени"], 96),
    Rule(Of(Done), &["информаци", "реализаци"], 96),
    Rule(Of(Done), &["сведени", "выполнени"], 96),
    Rule(Of(Done), &["сведени", "исполнени"], 96),
    Rule(Of(Done), &["сведени", "реализаци"], 94),
    Rule(Of(Done), &["фактическ", "выполнен"], 94),
    Rule(Of(Done), &["фактическ", "результат"], 96),
    Rule(Of(Done), &["достигнут", "результат"], 96),
    Rule(Of(Done), &["полученн", "результат"], 92),
    Rule(Of(Done), &["проделанн"], 92),
    Rule(Of(Done), &["что сделано"], 92),
    Rule(Of(Done), &["^исполнено"], 68),
    Rule(Of(Done), &["^выполнено"], 68),
    Rule(Of(Done), &["^сделано"], 68),
    Rule(Of(Done), &["^результат"], 54),
    Rule(Of(Done), &["^выполнени"], 68),
    Rule(Of(Done), &["^исполнени"], 68),
    Rule(Of(Done), &["^реализаци"], 56),
    Rule(Of(Done), &["^статус"], 70),
    Rule(Of(Done), &["^реализован"], 68),
    Rule(Of(Done), &["степень", "выполнени"], 84),
    Rule(Of(Done), &["степень", "исполнени"], 84),
    Rule(Of(Done), &["отчет", "выполнени"], 84),
    Rule(Of(Done), &["выполнен"], 46),
    // Of no use.
    Rule(Ignored, &["^примечани"], 84),
    Rule(Ignored, &["единиц", "измерени"], 84),
    Rule(Ignored, &["^ед", "изм"], 84),
    Rule(Ignored, &["подпис"], 70),
];

/// A heading for matching: lower case, hyphenation joined, only letters, digits and «№», single spaces.
pub(super) fn plain(heading: &str) -> String {
    // Asked for every cell of a paper: one pass, and the general tables of Unicode only for rare letters.
    let fixed;
    let heading = if heading.bytes().any(|b| b.is_ascii_alphabetic()) {
        fixed = cyrillic(heading);
        fixed.as_str()
    } else {
        heading
    };
    let mut out = String::with_capacity(heading.len());
    let mut is_after_letter = false;
    let mut letters = heading.chars();
    while let Some(c) = letters.next() {
        if c == '\u{ad}' {
            continue;
        }
        // «исполне-⏎ния», «возмож- ное»: a heading has no need of its hyphens.
        if c == '-' && is_after_letter {
            let rest = letters.as_str().trim_start();
            if rest.chars().next().is_some_and(char::is_alphabetic) {
                letters = rest.chars();
                is_after_letter = false;
                continue;
            }
        }
        is_after_letter = match folded(c) {
            Some(letter) => {
                out.push(letter);
                !letter.is_ascii_digit() && letter != '№'
            }
            None => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                false
            }
        };
    }
    out.truncate(out.trim_end().len());
    out
}

/// A letter or digit in lower case, «ё» as «е»; nothing for anything else.
fn folded(c: char) -> Option<char> {
    match c {
        'а'..='я' | 'a'..='z' | '0'..='9' | '№' => Some(c),
        'А'..='Я' => char::from_u32(u32::from(c) + 32),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'ё' | 'Ё' => Some('е'),
        c if c.is_alphanumeric() => c.to_lowercase().next(),
        _ => None,
    }
}

/// Latin look-alikes among Cyrillic letters: «Cрок» typed with a Latin C, «ГAУЗ» with a Latin A.
pub(super) fn cyrillic(text: &str) -> String {
    const LATIN: &str = "aceopxykmthbuACEOPXYKMTHB";
    const RUSSIAN: &str = "асеорхукмтнвиАСЕОРХУКМТНВ";
    let is_russian = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    if !text.chars().any(|c| c.is_ascii_alphabetic()) || !text.chars().any(is_russian) {
        return text.to_owned();
    }
    let is_mixed = |word: &str| word.chars().any(is_russian) && word.chars().any(|c| c.is_ascii_alphabetic());
    let swap = |c: char| LATIN.chars().position(|l| l == c).and_then(|i| RUSSIAN.chars().nth(i)).unwrap_or(c);
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|word| if is_mixed(word) { word.chars().map(swap).collect() } else { word.to_owned() })
        .collect()
}

/// What a heading (as [`plain`] gives it) may mean, with weights.
pub(super) fn meanings(heading: &str) -> Vec<(Role, u32)> {
    let n_chars = heading.chars().count();
    let words = Words::of(heading);
    let is_about_measures = n_chars > 90 || ABOUT_MEASURES.iter().any(|stem| heading.contains(stem));
    let mut found: Vec<(Role, u32)> = Vec::new();
    for Rule(role, stems, weight) in RULES {
        if !stems.iter().all(|stem| words.have(stem)) {
            continue;
        }
        let is_number = *role == Of(Number);
        if (is_number && n_chars > 16) || (*role == Of(Organisation) && is_about_measures) {
            continue;
        }
        match found.iter_mut().find(|(known, _)| known == role) {
            Some((_, best)) => *best = (*best).max(*weight),
            None => found.push((*role, *weight)),
        }
    }
    found
}

const ABOUT_MEASURES: [&str; 6] = ["мероприят", "недостат", "показател", "критери", "срок", "ответственн"];

/// The words of a heading: every rule is asked of every heading, and most are answered by first letters.
struct Words<'h> {
    heading: &'h str,
    starts: Vec<usize>,
    /// A bit for the second byte of every word: Russian letters differ in it.
    letters: u64,
}

impl<'h> Words<'h> {
    fn of(heading: &'h str) -> Self {
        let spaces = heading.bytes().enumerate().filter(|(_, b)| *b == b' ').map(|(at, _)| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(spaces).collect();
        let letters = starts.iter().filter_map(|at| heading.get(*at..)).fold(0, |all, word| all | letter(word));
        Words { heading, starts, letters }
    }

    fn have(&self, stem: &str) -> bool {
        match stem.strip_prefix('^') {
            Some(stem) => self.heading.starts_with(stem),
            None => {
                self.letters & letter(stem) != 0
                    && self.starts.iter().any(|at| self.heading.get(*at..).is_some_and(|rest| rest.starts_with(stem)))
            }
        }
    }
}

fn letter(word: &str) -> u64 {
    word.as_bytes().get(1).map_or(0, |byte| 1 << (byte & 0x3f))
}
