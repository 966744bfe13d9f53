//! A card of the registry as a person typed it, and every fault of it at once.

use super::{Fault, Inn, Organisation, OrganisationState, Sector, Slug};
use crate::ids::{FounderId, OrganisationId, TerritoryId};

/// Characters of a name at most.
const NAME_MAX: usize = 500;
/// Digits of a number on bus.gov.ru at most; known ones have 6 to 11.
const BUS_GOV_DIGITS_MAX: usize = 20;
/// Bytes of an address at most.
const LINK_MAX: usize = 2000;

/// What a person typed or imported about an organisation («карточка организации»), before it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Full official name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Taxpayer's number.
    pub inn: String,
    /// Sphere in any words: its public name, «культура», «Здравоохранение».
    pub sector: String,
    /// Kind in words.
    pub kind: String,
    /// Postal address.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Site; `https://` is added where it lacks.
    pub site: String,
    /// Number on bus.gov.ru, or the address that ends with it.
    pub bus_gov_id: String,
    /// Address of the monthly poll.
    pub poll_link: String,
    /// Founder, chosen.
    pub founder: Option<FounderId>,
    /// Territory, chosen.
    pub territory: Option<TerritoryId>,
}

/// A checked card («проверенная карточка»): nothing of it can be refused any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedCard {
    card: Card,
    inn: Option<Inn>,
    sector: Sector,
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn present(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|t| !t.is_empty() && t != "-" && t != "—" && t != "–")
}

impl Card {
    /// Checks every field and says everything that is wrong at once.
    ///
    /// An ИНН that lost its leading zero in a spreadsheet gets it back when only that makes it right.
    ///
    /// # Errors
    /// Each fault of each field.
    pub fn check(&self) -> Result<CheckedCard, Vec<Fault>> {
        let mut faults = Vec::new();
        let name = one_line(&self.name);
        if name.is_empty() {
            faults.push(Fault::NoName);
        }
        if name.chars().count() > NAME_MAX {
            faults.push(Fault::LongName);
        }
        let inn = present(&self.inn).and_then(|text| match inn_of(&text) {
            Some(inn) => Some(inn),
            None => {
                faults.push(Fault::BadInn(text));
                None
            }
        });
        let sector = Sector::from_words(&self.sector);
        if sector.is_none() {
            faults.push(Fault::UnknownSector(one_line(&self.sector)));
        }
        let email = present(&self.email).unwrap_or_default();
        if !email.is_empty() && !is_email(&email) {
            faults.push(Fault::BadEmail(email));
        }
        let site = with_scheme(&present(&self.site).unwrap_or_default());
        if site.as_ref().is_none_or(|site| site.chars().any(char::is_whitespace)) {
            faults.push(Fault::BadSite(one_line(&self.site)));
        }
        let bus_gov_id = bus_gov_id(&self.bus_gov_id);
        if bus_gov_id.is_none() {
            faults.push(Fault::BadBusGovId(one_line(&self.bus_gov_id)));
        }
        let poll_link = with_scheme(&present(&self.poll_link).unwrap_or_default());
        if poll_link.as_ref().is_none_or(|link| link.chars().any(char::is_whitespace) || link.len() > LINK_MAX) {
            faults.push(Fault::BadPollLink(one_line(&self.poll_link)));
        }
        match (sector, site, bus_gov_id, poll_link) {
            (Some(sector), Some(site), Some(bus_gov_id), Some(poll_link)) if faults.is_empty() => {
                Ok(CheckedCard { card: Card { name, site, bus_gov_id, poll_link, ..self.clone() }, inn, sector })
            }
            _ => Err(faults),
        }
    }
}

/// The number as typed, without blanks, or with one leading zero that a spreadsheet took away.
fn inn_of(text: &str) -> Option<Inn> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    digits.parse().or_else(|()| format!("0{digits}").parse()).ok()
}

/// The number as typed, or as the last part of an address of bus.gov.ru; empty stays empty.
fn bus_gov_id(text: &str) -> Option<String> {
    let text = present(text).unwrap_or_default();
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let number = if path.contains("bus.gov.ru/") { path.rsplit('/').next().unwrap_or_default() } else { path };
    let is_number = number.len() <= BUS_GOV_DIGITS_MAX && number.chars().all(|c| c.is_ascii_digit());
    (is_number && (text.is_empty() || !number.is_empty())).then(|| number.to_owned())
}

fn is_email(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.contains(|c: char| c == '@' || c.is_whitespace());
    // Several addresses in one cell are common; each must hold.
    let is_one = |one: &str| one.split_once('@').is_some_and(|(a, b)| is_part(a) && is_part(b) && b.contains('.'));
    text.split([',', ';']).map(str::trim).all(is_one)
}

/// The address with its scheme; empty stays empty, another scheme than the web's is none.
fn with_scheme(text: &str) -> Option<String> {
    match text.split_once("://") {
        _ if text.is_empty() => Some(String::new()),
        Some((scheme, _)) if !["http", "https"].contains(&scheme.to_lowercase().as_str()) => None,
        Some(_) => Some(text.to_owned()),
        None if text.contains('.') && !text.contains(':') => Some(format!("https://{text}")),
        None => None,
    }
}

impl CheckedCard {
    /// The full name.
    pub fn name(&self) -> &str {
        &self.card.name
    }

    /// The taxpayer's number.
    pub fn inn(&self) -> Option<&Inn> {
        self.inn.as_ref()
    }

    /// A new open organisation.
    pub fn found(&self, id: OrganisationId, slug: Slug) -> Organisation {
        let empty = Organisation {
            id,
            slug,
            name: String::new(),
            short_name: None,
            inn: None,
            sector: self.sector,
            kind: None,
            founder: None,
            territory: None,
            address: None,
            phone: None,
            email: None,
            site: None,
            bus_gov_id: None,
            poll_link: None,
            state: OrganisationState::Open,
            is_example: false,
        };
        self.rewrite(&empty)
    }

    /// A kept organisation with every field of the card; id, slug, state and mark stay.
    pub fn rewrite(&self, kept: &Organisation) -> Organisation {
        let card = &self.card;
        Organisation {
            name: card.name.clone(),
            short_name: present(&card.short_name),
            inn: self.inn.clone(),
            sector: self.sector,
            kind: present(&card.kind),
            founder: card.founder,
            territory: card.territory,
            address: present(&card.address),
            phone: present(&card.phone),
            email: present(&card.email),
            site: present(&card.site),
            bus_gov_id: present(&card.bus_gov_id),
            poll_link: present(&card.poll_link),
            ..kept.clone()
        }
    }

    /// A kept organisation with the fields that the card fills: for imports, where an empty cell says nothing.
    pub fn complete(&self, kept: &Organisation) -> Organisation {
        let new = self.rewrite(kept);
        Organisation {
            short_name: new.short_name.or_else(|| kept.short_name.clone()),
            inn: new.inn.or_else(|| kept.inn.clone()),
            kind: new.kind.or_else(|| kept.kind.clone()),
            founder: new.founder.or(kept.founder),
            territory: new.territory.or(kept.territory),
            address: new.address.or_else(|| kept.address.clone()),
            phone: new.phone.or_else(|| kept.phone.clone()),
            email: new.email.or_else(|| kept.email.clone()),
            site: new.site.or_else(|| kept.site.clone()),
            bus_gov_id: new.bus_gov_id.or_else(|| kept.bus_gov_id.clone()),
            poll_link: new.poll_link.or_else(|| kept.poll_link.clone()),
            ..new
        }
    }
}
