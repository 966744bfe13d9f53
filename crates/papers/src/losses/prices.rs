//! What mending costs: `organisation,branch,item,cost` in roubles, and the candidates that follow from it.

use super::code_of;
use crate::answers::mapping::organisation_by_name;
use crate::answers::table::{Refused, Row};
use crate::round::collapsed;
use otklik_domain::remark::{Remark, Severity};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Candidate, Ledger, LedgerKey, LossCause};

/// The price of mending one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Whose; of every organisation when nothing stands there.
    pub organisation: Option<String>,
    /// At which place; at every one when nothing stands there.
    pub branch: Option<String>,
    /// Code of the line: `comfort.water`, `comfort`, `comfort_ok`, `waiting_score`.
    pub item: String,
    /// Kopecks.
    pub cost_kopecks: i64,
}

/// A table of prices with what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prices {
    /// The prices.
    pub all: Vec<Price>,
    /// What could not be taken, with the line.
    pub remarks: Vec<Remark>,
}

impl Prices {
    /// Reads rows of `organisation,branch,item,cost`, in any order of columns; the first two may lack.
    ///
    /// # Errors
    /// [`Refused::NoHeadings`] when `item` or `cost` lacks, and whatever reading the rows says.
    pub fn read(mut rows: impl Iterator<Item = Result<Row, Refused>>) -> Result<Self, Refused> {
        const WANTED: &str = "графами item и cost";
        let headings = loop {
            let row = rows.next().ok_or(Refused::NoHeadings(WANTED))??;
            if !row.is_blank() {
                break row;
            }
        };
        let at = |is: &dyn Fn(&str) -> bool| headings.cells.iter().position(|cell| is(&cell.trim().to_lowercase()));
        let item = at(&|it| ["item", "код", "пункт"].contains(&it)).ok_or(Refused::NoHeadings(WANTED))?;
        let cost = at(&|it| ["cost", "стоимость", "цена"].contains(&it)).ok_or(Refused::NoHeadings(WANTED))?;
        let (organisation, branch) = (at(&organisation_by_name), at(&|it| ["branch", "филиал"].contains(&it)));
        let mut prices = Prices::default();
        for row in rows {
            let row = row?;
            let text = |at: Option<usize>| at.map(|at| collapsed(row.cell(at))).filter(|text| !text.is_empty());
            let Some(cost_kopecks) = kopecks(row.cell(cost)) else {
                if !row.is_blank() {
                    prices.remarks.push(not_taken(&row, row.cell(cost)));
                }
                continue;
            };
            let (organisation, branch) = (text(organisation), text(branch));
            prices.all.push(Price { organisation, branch, item: row.cell(item).to_owned(), cost_kopecks });
        }
        Ok(prices)
    }

    /// What could be done for an organisation: one candidate a line of its ledger; of items without names one each.
    pub fn candidates(&self, organisation: &str, rulebook: &Rulebook, ledger: &Ledger) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for line in ledger.lines.iter().filter(|line| line.key.is_closable()) {
            let code = code_of(rulebook, &line.key);
            let is_meant = |price: &&Price| {
                let is_its = price.organisation.as_deref().is_none_or(|name| name == organisation);
                let is_there = price.branch.is_none() || price.branch == line.branch;
                price.item == code && is_its && is_there
            };
            // The more is said, the more it counts: a price of the place before one of the house before one of all.
            let exactness = |price: &&Price| (price.branch.is_some(), price.organisation.is_some());
            let Some(price) = self.all.iter().filter(is_meant).max_by_key(exactness) else { continue };
            let at = line.branch.as_ref().map(|branch| format!(" ({branch})")).unwrap_or_default();
            let id = format!("{code}{at}");
            match line.key.cause {
                LossCause::Unnamed(n) => candidates.extend((1..=n.min(100)).map(|number| {
                    let one = LedgerKey { cause: LossCause::Unnamed(1), ..line.key.clone() };
                    Candidate { id: format!("{id} №{number}"), cost_kopecks: price.cost_kopecks, closes: vec![one] }
                })),
                _ => {
                    candidates.push(Candidate { id, cost_kopecks: price.cost_kopecks, closes: vec![line.key.clone()] });
                }
            }
        }
        candidates
    }
}

/// Roubles as people write them, in kopecks: «12 500», «12500,50», «12 500 руб.».
fn kopecks(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('.');
    let text = ["рублей", "руб", "р", "₽"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let roubles = Exact::parse(&digits).filter(|roubles| !digits.contains('/') && !roubles.is_negative())?;
    (&roubles * &Exact::whole(100)).round_half_up(0).floor()
}

fn not_taken(row: &Row, cost: &str) -> Remark {
    let text = format!("строка {}: стоимость «{cost}» не читается; нужна сумма в рублях: 12500,50", row.line);
    Remark::new("unknown-value", Severity::Problem, text)
}
