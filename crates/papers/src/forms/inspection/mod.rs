//! The protocol of an inspection on paper («протокол осмотра»).
//!
//! What was looked at and seen, where inspectors differed and how it was settled, what the organisation answered, photos by
//! number, signatures. In come words in the order in which they are to stand; out goes a paper, A4 portrait. It refuses to
//! decide anything and to leave a point out.

mod tables;
#[cfg(test)]
mod tests;

pub(crate) use tables::numbers as photo_numbers;

use crate::write::{Ending, Line, LineStyle, Paper, Sheet};
use jiff::civil::Date;

/// One point of the list («строка протокола осмотра»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtocolLine {
    /// What is looked at.
    pub title: String,
    /// What counts: «есть», «нет», «не применимо», a number; empty where nothing is settled yet.
    pub seen: String,
    /// Words of inspectors and addresses of pages.
    pub notes: Vec<String>,
    /// Numbers of photos.
    pub photos: Vec<usize>,
}

/// A point of which inspectors saw different things («строка расхождений»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DifferenceLine {
    /// What is looked at.
    pub title: String,
    /// Who saw what, one line each.
    pub seen: Vec<String>,
    /// What was decided; empty while it is open.
    pub decided: String,
    /// Why.
    pub reason: String,
}

/// What the organisation says of a point («строка ответов организации»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyLine {
    /// What it is about.
    pub title: String,
    /// «возражение» or «пояснение»
    pub kind: String,
    /// Its words.
    pub words: String,
    /// What was decided about it.
    pub review: String,
    /// Numbers of photos.
    pub photos: Vec<usize>,
}

/// An inspection for paper («протокол осмотра для печати»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protocol {
    /// Full name of the organisation.
    pub organisation: String,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Where it is.
    pub address: Option<String>,
    /// Which round: «Независимая оценка 2026 года. Культура».
    pub round: String,
    /// Inspectors with the day of each: «Ильина А. П., 22 ноября 2026».
    pub inspectors: Vec<String>,
    /// Where the inspection is: «итог утверждён 30 ноября 2026».
    pub stage: String,
    /// Points under the names of their lists.
    pub blocks: Vec<(String, Vec<ProtocolLine>)>,
    /// How far sheets agree, where there are several.
    pub agreement: Option<String>,
    /// Where they differ.
    pub differences: Vec<DifferenceLine>,
    /// What the organisation answered.
    pub replies: Vec<ReplyLine>,
    /// Photos by number, with what is on them.
    pub photos: Vec<String>,
    /// Who signs: the inspectors by name; where names stay private, nobody.
    pub signers: Vec<String>,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// The day the paper is made.
    pub made_on: Option<Date>,
}

impl Protocol {
    /// The name of the place.
    fn place(&self) -> String {
        if self.branch.is_empty() {
            self.organisation.clone()
        } else {
            format!("{}, {}", self.organisation, self.branch)
        }
    }
}

/// Lays the protocol out.
pub fn compose(protocol: &Protocol) -> Paper {
    let more = [tables::differences(protocol), tables::replies(protocol), tables::photos(protocol)];
    Paper {
        title: format!("Протокол осмотра: {}", protocol.place()),
        made_on: protocol.made_on.map(|day| day.to_string()),
        sheet: Sheet::Portrait,
        approval: Vec::new(),
        heading: heading(protocol),
        table: tables::points(protocol),
        more: more.into_iter().flatten().collect(),
        notes: protocol.agreement.iter().chain(&protocol.notes).cloned().collect(),
        endings: endings(protocol),
    }
}

fn heading(protocol: &Protocol) -> Vec<Line> {
    let plain = |text: String| Line::new(LineStyle::Plain, text);
    let mut lines = vec![
        Line::new(LineStyle::Title, "ПРОТОКОЛ ОСМОТРА"),
        plain(protocol.round.clone()),
        Line::new(LineStyle::Strong, protocol.place()),
    ];
    lines.extend(protocol.address.iter().map(|address| plain(format!("Место: {address}"))));
    lines.extend(protocol.inspectors.iter().map(|who| plain(format!("Осмотр: {who}"))));
    lines.push(plain(protocol.stage.clone()));
    lines
}

fn endings(protocol: &Protocol) -> Vec<Ending> {
    let inspector = |name: &String| Ending::Signature {
        position: "Осмотр провёл(а)".to_owned(),
        name: Some(name.clone()),
    };
    let head = Ending::Signature {
        position: "С протоколом ознакомлен(а), от организации".to_owned(), name: None
    };
    let signed = protocol.signers.iter().map(inspector);
    if protocol.signers.is_empty() { Vec::new() } else { signed.chain([head]).collect() }
}
