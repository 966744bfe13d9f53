//! Records of people, cell for column.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::record::{ApiToken, Keyring, LoginLink, Passkey, Person, PersonState, Session};
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
            Cell::from(&self.email),
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
            email: row.maybe_text()?,
        })
    }
}

impl Record for LoginLink {
    const TABLE: &'static Table = &table::LOGIN_LINK;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(&self.hash),
            Cell::printed(self.person),
            Cell::from(self.expires_at),
            Cell::from(self.asks_code),
            Cell::Int(None),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(LoginLink { hash: row.text()?, person: row.read()?, expires_at: row.instant()?, asks_code: row.flag()? })
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
            Cell::from(&self.way),
            Cell::from(&self.browser),
            Cell::from(self.proved_at),
            Cell::from(self.before_at),
            Cell::from(&self.before_browser),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Session {
            hash: row.text()?,
            person: row.read()?,
            at: row.instant()?,
            seen_at: row.instant()?,
            expires_at: row.instant()?,
            way: row.text()?,
            browser: row.maybe_text()?,
            proved_at: row.maybe_instant()?,
            before_at: row.maybe_instant()?,
            before_browser: row.maybe_text()?,
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

impl Record for Keyring {
    const TABLE: &'static Table = &table::KEYRING;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.person),
            Cell::from(&self.password_hash),
            Cell::from(self.password_at),
            Cell::from(&self.totp_secret),
            Cell::from(self.totp_at),
            Cell::Int(self.totp_step),
            Cell::from(self.entered_at),
            Cell::from(&self.entered_browser),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Keyring {
            person: row.read()?,
            password_hash: row.maybe_text()?,
            password_at: row.maybe_instant()?,
            totp_secret: row.maybe_text()?,
            totp_at: row.maybe_instant()?,
            totp_step: row.maybe_int()?,
            entered_at: row.maybe_instant()?,
            entered_browser: row.maybe_text()?,
        })
    }
}

impl Record for Passkey {
    const TABLE: &'static Table = &table::PASSKEY;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(&self.id),
            Cell::printed(self.person),
            Cell::from(&self.name),
            Cell::from(&self.body_json),
            Cell::from(self.at),
            Cell::from(self.used_at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Passkey {
            id: row.text()?,
            person: row.read()?,
            name: row.text()?,
            body_json: row.text()?,
            at: row.instant()?,
            used_at: row.maybe_instant()?,
        })
    }
}
