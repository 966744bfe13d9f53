//! What shows that a measure was done: kinds of proof, and which of them a measure expects.
//!
//! In come the words of a measure and kinds that were brought; out go the kinds that are still missing. It refuses to
//! know files and addresses: the rooms above keep them.

/// What shows that work was done («вид подтверждения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProofKind {
    /// «снимок»
    Photo,
    /// «файл»
    File,
    /// «ссылка»
    Link,
    /// «акт», or another paper named by number and day
    Act,
}

impl ProofKind {
    /// Every kind, the easiest to bring first.
    pub const ALL: [ProofKind; 4] = [ProofKind::Photo, ProofKind::File, ProofKind::Link, ProofKind::Act];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            ProofKind::Photo => "photo",
            ProofKind::File => "file",
            ProofKind::Link => "link",
            ProofKind::Act => "act",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            ProofKind::Photo => "снимок",
            ProofKind::File => "файл",
            ProofKind::Link => "ссылка",
            ProofKind::Act => "номер акта",
        }
    }

    /// Kinds that usually show work of this sort, told by the words of a measure; nothing where words tell nothing.
    ///
    /// # Example
    /// «Установить пандус» asks for a photo; «Разместить на сайте» for a link; «Провести обучение» for an act.
    pub fn usual_for(text: &str) -> Vec<Self> {
        let text = text.to_lowercase();
        let has = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
        let tells = [(ProofKind::Photo, has(SEEN)), (ProofKind::Link, has(ONLINE)), (ProofKind::Act, has(ON_PAPER))];
        tells.into_iter().filter(|(_, is_told)| *is_told).map(|(kind, _)| kind).collect()
    }
}

/// What can be photographed.
const SEEN: &[&str] = &[
    "пандус",
    "вывеск",
    "стенд",
    "кулер",
    "ремонт",
    "установ",
    "поручн",
    "кресл",
    "мебел",
    "табличк",
    "навигац",
    "туалет",
    "санузел",
    "парков",
    "монтаж",
    "оборудова",
    "покрас",
    "фото",
    "снимок",
    "двер",
    "лестниц",
    "информационн",
];
/// What stands on a site.
const ONLINE: &[&str] =
    &["сайт", "онлайн", "интернет", "соцсет", "социальных сет", "электронн", "анкет", "портал", "ссылк"];
/// What ends in a paper.
const ON_PAPER: &[&str] =
    &["обуч", "инструктаж", "приказ", "положени", "договор", "совещани", "аттестац", "квалификац", "акт,", "акт "];

/// Which side of the work a photo shows («до и после»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// «до»
    Before,
    /// «после»
    After,
}

impl Moment {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Moment::Before => "before",
            Moment::After => "after",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Moment::Before, Moment::After].into_iter().find(|moment| moment.name() == name)
    }

    /// The side as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Moment::Before => "до",
            Moment::After => "после",
        }
    }
}

/// Kinds a measure expects that nobody brought yet, in the order they are expected.
///
/// # Example
/// A photo and an act are expected, a photo and a link came: the act is missing.
pub fn missing_proof(expected: &[ProofKind], brought: &[ProofKind]) -> Vec<ProofKind> {
    expected.iter().copied().filter(|kind| !brought.contains(kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProofKind::{Act, File, Link, Photo};

    #[test]
    fn words_of_a_measure_tell_its_usual_proof() {
        for (text, expected) in [
            ("Установить пандус у входа", vec![Photo]),
            ("Разместить анкету на сайте", vec![Link]),
            ("Провести обучение сотрудников", vec![Act]),
            ("Обновить информационный стенд и раздел сайта", vec![Photo, Link]),
            ("Повысить вежливость", vec![]),
        ] {
            assert_eq!(ProofKind::usual_for(text), expected, "{text}");
        }
    }

    #[test]
    fn what_was_brought_is_missed_no_more() {
        for (expected, brought, missing) in [
            (vec![Photo, Act], vec![Photo, Link], vec![Act]),
            (vec![], vec![File], vec![]),
            (vec![Link], vec![], vec![Link]),
        ] {
            assert_eq!(missing_proof(&expected, &brought), missing, "{expected:?} {brought:?}");
        }
    }
}
