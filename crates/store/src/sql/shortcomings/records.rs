//! Records of shortcomings, typical measures and network measures, cell for column.

use crate::cell::{Cell, Row};
use crate::record::{
    KeptShortcoming, MeasureShortcoming, NetworkMeasure, NetworkPart, OwnTypical, ShortcomingRegister,
};
use crate::sql::plans::records::criterion;
use crate::table::{self, Record, Table};
use crate::{Answer, Fault};
use otklik_domain::rulebook::Certainty;
use otklik_domain::score::Exact;
use otklik_domain::shortcoming::{CostRange, Proof, Shortcoming, Source, Standing, Typical};
use std::str::FromStr;

/// A value that is read by a parser whose fault says nothing.
fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn maybe_parsed<T: FromStr>(row: &mut Row) -> Answer<Option<T>> {
    let Some(text) = row.maybe_text()? else { return Ok(None) };
    parsed(&text).map(Some).ok_or_else(|| Fault::broken(format!("cannot be read: {text}")))
}

fn maybe_exact(row: &mut Row) -> Answer<Option<Exact>> {
    let Some(text) = row.maybe_text()? else { return Ok(None) };
    Exact::parse(&text).map(Some).ok_or_else(|| Fault::broken(format!("no ratio: {text}")))
}

fn number(value: Option<u64>) -> Cell {
    Cell::Int(value.and_then(|n| i64::try_from(n).ok()))
}

fn maybe_number(row: &mut Row) -> Answer<Option<u64>> {
    Ok(row.maybe_int()?.and_then(|n| u64::try_from(n).ok()))
}

fn years(text: &str) -> Vec<i16> {
    text.split_whitespace().filter_map(|year| year.parse().ok()).collect()
}

impl Record for KeptShortcoming {
    const TABLE: &'static Table = &table::SHORTCOMING;

    fn cells(&self) -> Vec<Cell> {
        let of = &self.of;
        let years: Vec<String> = self.earlier_years.iter().map(ToString::to_string).collect();
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::maybe(self.round),
            Cell::from(of.branch.clone().unwrap_or_default()),
            Cell::printed(&of.about),
            Cell::from(of.source.name()),
            Cell::int(of.criterion.map(|c| i64::from(c.number()))),
            Cell::maybe(of.indicator),
            Cell::from(&of.norm),
            Cell::from(&of.found),
            number(of.answers.map(|(no, _)| no)),
            number(of.answers.map(|(_, asked)| asked)),
            Cell::Text(of.loss.as_ref().map(Exact::to_ratio)),
            Cell::from(years.join(" ")),
            Cell::from(&self.reference),
            Cell::from(self.found_on),
            Cell::from(self.standing.name()),
            Cell::from(&self.reason),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, id, round) = (row.read()?, row.read()?, row.maybe_read()?);
        let branch = Some(row.text()?).filter(|name| !name.is_empty());
        let (about, source) = (row.named(parsed)?, row.named(Source::from_name)?);
        let (criterion, indicator) = (criterion(row)?, maybe_parsed(row)?);
        let (norm, found) = (row.text()?, row.text()?);
        let answers = maybe_number(row)?.zip(maybe_number(row)?);
        let loss = maybe_exact(row)?;
        Ok(KeptShortcoming {
            organisation,
            id,
            round,
            of: Shortcoming { about, branch, source, criterion, indicator, norm, found, answers, loss },
            earlier_years: years(&row.text()?),
            reference: row.text()?,
            found_on: row.maybe_read()?,
            standing: row.named(Standing::from_name)?,
            reason: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

impl Record for ShortcomingRegister {
    const TABLE: &'static Table = &table::SHORTCOMING_REGISTER;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.round),
            Cell::from(self.n_found),
            Cell::Text(self.total.as_ref().map(Exact::to_ratio)),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, round, n_found) = (row.read()?, row.read()?, row.int()?);
        let total = maybe_exact(row)?;
        Ok(ShortcomingRegister { organisation, round, n_found, total, by: row.text()?, at: row.instant()? })
    }
}

impl Record for MeasureShortcoming {
    const TABLE: &'static Table = &table::MEASURE_SHORTCOMING;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::printed(self.shortcoming),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, measure, shortcoming) = (row.read()?, row.read()?, row.read()?);
        Ok(MeasureShortcoming { organisation, measure, shortcoming, by: row.text()?, at: row.instant()? })
    }
}

impl Record for OwnTypical {
    const TABLE: &'static Table = &table::TYPICAL_MEASURE;

    fn cells(&self) -> Vec<Cell> {
        let typical = &self.typical;
        vec![
            Cell::printed(self.id),
            Cell::from(&self.sector),
            Cell::from(typical.covers.join(" ")),
            Cell::from(&typical.text),
            Cell::from(&typical.result),
            Cell::from(typical.proof.name()),
            Cell::from(&typical.proof_words),
            Cell::from(&typical.term),
            number(typical.cost.map(|cost| cost.from)),
            number(typical.cost.map(|cost| cost.to)),
            Cell::from(self.is_retired),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (id, sector): (otklik_domain::ids::TypicalId, _) = (row.read()?, row.text()?);
        let typical = Typical {
            code: id.to_string(),
            covers: row.text()?.split_whitespace().map(ToOwned::to_owned).collect(),
            text: row.text()?,
            result: row.maybe_text()?,
            proof: row.named(Proof::from_name)?,
            proof_words: row.text()?,
            term: row.text()?,
            cost: maybe_number(row)?.zip(maybe_number(row)?).map(|(from, to)| CostRange { from, to }),
            certainty: Certainty::Practice,
            is_own: true,
        };
        Ok(OwnTypical { id, sector, typical, is_retired: row.flag()?, by: row.text()?, at: row.instant()? })
    }
}

impl Record for NetworkMeasure {
    const TABLE: &'static Table = &table::NETWORK_MEASURE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.text),
            Cell::from(&self.term),
            Cell::from(i64::from(self.year)),
            Cell::int(self.criterion.map(|c| i64::from(c.number()))),
            Cell::maybe(self.indicator),
            Cell::maybe(self.about.as_ref()),
            Cell::from(&self.proof_words),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(NetworkMeasure {
            id: row.read()?,
            text: row.text()?,
            term: row.text()?,
            year: i16::try_from(row.int()?).unwrap_or_default(),
            criterion: criterion(row)?,
            indicator: maybe_parsed(row)?,
            about: maybe_parsed(row)?,
            proof_words: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

impl Record for NetworkPart {
    const TABLE: &'static Table = &table::NETWORK_PART;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::printed(self.network),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, measure, network) = (row.read()?, row.read()?, row.read()?);
        Ok(NetworkPart { organisation, measure, network, by: row.text()?, at: row.instant()? })
    }
}
