//! Records of people, cell for column.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::record::{ApiToken, LoginLink, Person, PersonState, Session};
use crate::table::{self, Record, Table};

impl Record for Person {
    const TABLE: &'static Table = &table::PERSON;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.name),
            Cell::from(&self.login),
            Cell::from(&self.role),
            Cell::maybe(self.organisation),
            Cell::from(self.state.name()),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Person {
            id: row.read()?,
            name: row.text()?,
            login: row.maybe_text()?,
            role: row.text()?,
            organisation: row.maybe_read()?,
            state: row.named(PersonState::from_name)?,
            at: row.instant()?,
        })
    }
}

impl Record for LoginLink {
    const TABLE: &'static Table = &table::LOGIN_LINK;

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::from(&self.hash), Cell::printed(self.person), Cell::from(self.expires_at), Cell::Int(None)]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(LoginLink { hash: row.text()?, person: row.read()?, expires_at: row.instant()? })
    }
}

impl Record for Session {
    const TABLE: &'static Table = &table::SESSION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(&self.hash),
            Cell::printed(self.person),
            Cell::from(self.at),
            Cell::from(self.seen_at),
            Cell::from(self.expires_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Session {
            hash: row.text()?,
            person: row.read()?,
            at: row.instant()?,
            seen_at: row.instant()?,
            expires_at: row.instant()?,
        })
    }
}

impl Record for ApiToken {
    const TABLE: &'static Table = &table::API_TOKEN;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.hash),
            Cell::from(&self.name),
            Cell::printed(self.person),
            Cell::from(self.at),
            Cell::from(self.revoked_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(ApiToken {
            id: row.read()?,
            hash: row.text()?,
            name: row.text()?,
            person: row.read()?,
            at: row.instant()?,
            revoked_at: row.maybe_instant()?,
        })
    }
}
