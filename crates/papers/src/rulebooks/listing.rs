//! What a rulebook holds, for people: codes, titles, how sure we are, where it stands; and what is left out.

use otklik_domain::rulebook::{Act, Certainty, Rulebook, Source};

/// What a listed line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedKind {
    /// A list to inspect.
    List,
    /// An item of the list before it.
    Item,
    /// A question.
    Question,
    /// An indicator.
    Indicator,
    /// A special kind of organisation.
    Kind,
}

impl ListedKind {
    /// The word for people.
    pub fn words(self) -> &'static str {
        match self {
            ListedKind::List => "перечень",
            ListedKind::Item => "пункт",
            ListedKind::Question => "вопрос",
            ListedKind::Indicator => "показатель",
            ListedKind::Kind => "вид организации",
        }
    }
}

/// One thing that answers and findings may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is.
    pub kind: ListedKind,
    /// Its code: `comfort.water`.
    pub code: String,
    /// Its official wording.
    pub title: String,
    /// How sure we are of it.
    pub certainty: Certainty,
    /// The act and the place in it.
    pub source: String,
    /// What a reader should know.
    pub note: Option<String>,
}

/// Everything of a rulebook that has a code, in the order of the law.
pub fn items_listing(rulebook: &Rulebook) -> Vec<Listed> {
    let listed = |kind: ListedKind, code: &str, title: &str, source: &Source| Listed {
        kind,
        code: code.to_owned(),
        title: title.to_owned(),
        certainty: source.certainty,
        source: place_in(rulebook.act(&source.act), source),
        note: source.note.clone(),
    };
    let mut all = Vec::new();
    for rule in &rulebook.indicators {
        all.push(listed(ListedKind::Indicator, &rule.indicator.to_string(), &rule.title, &rule.source));
    }
    for list in &rulebook.inspections {
        all.push(listed(ListedKind::List, &list.code, &list.title, &list.source));
        all.extend(list.items.iter().map(|item| listed(ListedKind::Item, &item.code, &item.title, &item.source)));
    }
    for question in &rulebook.questionnaire.questions {
        all.push(listed(ListedKind::Question, &question.code, &question.wording, &question.source));
    }
    all.extend(rulebook.kinds.iter().map(|kind| listed(ListedKind::Kind, &kind.code, &kind.title, &kind.source)));
    all
}

/// The listing as lines of text: code, title, certainty, source, note.
pub fn listing_lines(rulebook: &Rulebook) -> Vec<String> {
    let line = |it: Listed| {
        let note = it.note.map(|note| format!(" — {note}")).unwrap_or_default();
        format!("{}\t{}\t{}\t{}\t{}{note}", it.code, it.kind.words(), it.title, it.certainty.name(), it.source)
    };
    items_listing(rulebook).into_iter().map(line).collect()
}

/// What the references do not give, a line each.
pub fn gap_lines(rulebook: &Rulebook) -> Vec<String> {
    rulebook.gaps.iter().map(|gap| format!("{}: {gap}", rulebook.name)).collect()
}

fn place_in(act: Option<&Act>, source: &Source) -> String {
    let title = act.map_or(source.act.as_str(), |act| act.title.as_str());
    source.place.as_ref().map_or_else(|| title.to_owned(), |place| format!("{title}, {place}"))
}
