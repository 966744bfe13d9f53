//! Records of the registry, cell for column.

use crate::cell::{Cell, Row};
use crate::record::Alias;
use crate::table::{self, Record, Table};
use crate::{Answer, Fault, key};
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::{Branch, Founder, Organisation, OrganisationState, Sector, Slug, Territory};

fn state_cells(state: OrganisationState) -> [Cell; 3] {
    let (name, on, into) = match state {
        OrganisationState::Open => ("open", None, None),
        OrganisationState::Closed { on } => ("closed", Some(on), None),
        OrganisationState::Merged { into } => ("merged", None, Some(into)),
    };
    [Cell::from(name), Cell::from(on), Cell::maybe(into)]
}

fn state(row: &mut Row) -> Answer<OrganisationState> {
    let name = row.text()?;
    let (on, into): (_, Option<OrganisationId>) = (row.maybe_read()?, row.maybe_read()?);
    match (name.as_str(), on, into) {
        ("open", _, _) => Ok(OrganisationState::Open),
        ("closed", Some(on), _) => Ok(OrganisationState::Closed { on }),
        ("merged", _, Some(into)) => Ok(OrganisationState::Merged { into }),
        _ => Err(Fault::broken(format!("unknown state of an organisation: {name}"))),
    }
}

/// What an organisation is found by: names, slug, ИНН.
fn search_text(organisation: &Organisation) -> String {
    let inn = organisation.inn.as_ref().map(ToString::to_string);
    let short = organisation.short_name.clone();
    let parts = [Some(organisation.name.clone()), short, Some(organisation.slug.to_string()), inn];
    key::of(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

impl Record for Organisation {
    const TABLE: &'static Table = &table::ORGANISATION;

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![
            Cell::printed(self.id),
            Cell::from(self.slug.as_str()),
            Cell::from(&self.name),
            Cell::from(&self.short_name),
            Cell::maybe(self.inn.as_ref()),
            Cell::from(self.sector.name()),
            Cell::from(&self.kind),
            Cell::maybe(self.founder),
            Cell::maybe(self.territory),
            Cell::from(&self.address),
            Cell::from(&self.phone),
            Cell::from(&self.email),
            Cell::from(&self.site),
            Cell::from(&self.bus_gov_id),
            Cell::from(&self.poll_link),
        ];
        cells.extend(state_cells(self.state));
        cells.push(Cell::from(self.is_example));
        cells.push(Cell::from(key::of(&self.name)));
        cells.push(Cell::from(self.short_name.as_deref().map(key::of)));
        cells.push(Cell::from(search_text(self)));
        cells
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Organisation {
            id: row.read()?,
            slug: row.named(Slug::new)?,
            name: row.text()?,
            short_name: row.maybe_text()?,
            inn: row.maybe_read()?,
            sector: row.named(Sector::from_name)?,
            kind: row.maybe_text()?,
            founder: row.maybe_read()?,
            territory: row.maybe_read()?,
            address: row.maybe_text()?,
            phone: row.maybe_text()?,
            email: row.maybe_text()?,
            site: row.maybe_text()?,
            bus_gov_id: row.maybe_text()?,
            poll_link: row.maybe_text()?,
            state: state(row)?,
            is_example: row.flag()?,
        })
    }
}

impl Record for Branch {
    const TABLE: &'static Table = &table::BRANCH;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::from(&self.name),
            Cell::from(&self.address),
            Cell::from(self.closed_on),
            Cell::from(key::of(&self.name)),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Branch {
            organisation: row.read()?,
            id: row.read()?,
            name: row.text()?,
            address: row.maybe_text()?,
            closed_on: row.maybe_read()?,
        })
    }
}

impl Record for Founder {
    const TABLE: &'static Table = &table::FOUNDER;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.name),
            Cell::maybe(self.inn.as_ref()),
            Cell::maybe(self.territory),
            Cell::from(key::of(&self.name)),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Founder { id: row.read()?, name: row.text()?, inn: row.maybe_read()?, territory: row.maybe_read()? })
    }
}

impl Record for Territory {
    const TABLE: &'static Table = &table::TERRITORY;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.name),
            Cell::from(&self.kind),
            Cell::maybe(self.parent),
            Cell::from(key::of(&self.name)),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Territory { id: row.read()?, name: row.text()?, kind: row.text()?, parent: row.maybe_read()? })
    }
}

impl Record for Alias {
    const TABLE: &'static Table = &table::ALIAS;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::from(key::of(&self.name)),
            Cell::from(&self.name),
            Cell::printed(self.organisation),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        row.text()?;
        Ok(Alias { name: row.text()?, organisation: row.read()?, by: row.text()?, at: row.instant()? })
    }
}
