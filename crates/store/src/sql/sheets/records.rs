//! Cells of lots, keyed sheets, calls and counts of a day.

use crate::cell::{Cell, Row};
use crate::record::{AskedDay, CallOutcome, KeyedSheet, PhoneCall, SheetLot};
use crate::table::{self, Record, Table};
use crate::{Answer, Fault};
use otklik_domain::survey::Channel;

/// A number of a sheet, or a count of sheets.
fn small(row: &mut Row) -> Answer<u32> {
    u32::try_from(row.int()?).map_err(|_| Fault::broken("a number of a sheet has no room"))
}

fn cell(number: u32) -> Cell {
    Cell::from(i64::from(number))
}

impl Record for SheetLot {
    const TABLE: &'static Table = &table::SHEET_LOT;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.survey),
            cell(self.first),
            cell(self.last),
            Cell::from(&self.given_to),
            Cell::from(self.given_on),
            cell(self.n_returned),
            cell(self.n_spoiled),
            Cell::from(&self.control_json),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(SheetLot {
            organisation: row.read()?,
            id: row.read()?,
            survey: row.read()?,
            first: small(row)?,
            last: small(row)?,
            given_to: row.text()?,
            given_on: row.read()?,
            n_returned: small(row)?,
            n_spoiled: small(row)?,
            control_json: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

impl Record for KeyedSheet {
    const TABLE: &'static Table = &table::KEYED_SHEET;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.survey),
            cell(self.number),
            Cell::printed(self.lot),
            Cell::printed(self.answer),
            Cell::from(&self.given),
            Cell::from(&self.by),
            Cell::from(self.on),
            Cell::from(&self.second),
            Cell::from(&self.second_by),
            Cell::from(self.is_settled),
            Cell::from(self.is_counted),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(KeyedSheet {
            organisation: row.read()?,
            survey: row.read()?,
            number: small(row)?,
            lot: row.read()?,
            answer: row.read()?,
            given: row.text()?,
            by: row.text()?,
            on: row.read()?,
            second: row.maybe_text()?,
            second_by: row.maybe_text()?,
            is_settled: row.flag()?,
            is_counted: row.flag()?,
        })
    }
}

impl Record for PhoneCall {
    const TABLE: &'static Table = &table::PHONE_CALL;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.survey),
            Cell::from(self.position),
            Cell::from(&self.phone),
            Cell::from(self.outcome.name()),
            Cell::from(self.call_on),
            Cell::from(&self.call_at),
            Cell::from(self.n_tries),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PhoneCall {
            organisation: row.read()?,
            id: row.read()?,
            survey: row.read()?,
            position: row.int()?,
            phone: row.text()?,
            outcome: row.named(CallOutcome::from_name)?,
            call_on: row.maybe_read()?,
            call_at: row.maybe_text()?,
            n_tries: row.int()?,
        })
    }
}

impl Record for AskedDay {
    const TABLE: &'static Table = &table::ASKED_DAY;

    fn cells(&self) -> Vec<Cell> {
        let count = |n: u64| Cell::from(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.survey),
            Cell::from(self.day),
            Cell::from(self.channel.name()),
            count(self.n_done),
            count(self.n_refused),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(AskedDay {
            organisation: row.read()?,
            survey: row.read()?,
            day: row.read()?,
            channel: row.named(Channel::from_name)?,
            n_done: row.int()?.unsigned_abs(),
            n_refused: row.int()?.unsigned_abs(),
        })
    }
}
