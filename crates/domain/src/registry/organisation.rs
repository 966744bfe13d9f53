//! Organisations, their branches, founders and territories as the registry keeps them.

use super::{Inn, Slug};
use crate::Date;
use crate::ids::{BranchId, FounderId, OrganisationId, TerritoryId};

/// The sphere an organisation works in («сфера»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// культура
    Culture,
    /// образование
    Education,
    /// охрана здоровья
    Health,
    /// социальное обслуживание
    SocialCare,
    /// медико-социальная экспертиза
    MedicalSocialExpertise,
}

impl Sector {
    /// Every sector.
    pub const ALL: [Sector; 5] =
        [Sector::Culture, Sector::Education, Sector::Health, Sector::SocialCare, Sector::MedicalSocialExpertise];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Sector::Culture => "culture",
            Sector::Education => "education",
            Sector::Health => "health",
            Sector::SocialCare => "social-care",
            Sector::MedicalSocialExpertise => "medical-social-expertise",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Reads what people write: «Сфера культуры», «здравоохранение», «МСЭ», or the public name.
    ///
    /// # Example: «физическая культура»
    /// is sport, which is not assessed, and is not read as culture.
    pub fn from_words(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase();
        if let Some(sector) = Self::from_name(&words) {
            return Some(sector);
        }
        let has = |stem: &str| words.contains(stem);
        if has("физическ") || has("спорт") {
            return None;
        }
        if words == "мсэ" || (has("медико") && has("социальн")) {
            return Some(Sector::MedicalSocialExpertise);
        }
        if has("социальн") || words == "соцобслуживание" {
            return Some(Sector::SocialCare);
        }
        if has("здоров") || has("здрав") || has("медицин") {
            return Some(Sector::Health);
        }
        if has("образоват") || has("образован") {
            return Some(Sector::Education);
        }
        has("культур").then_some(Sector::Culture)
    }

    /// The sphere as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Sector::Culture => "культура",
            Sector::Education => "образование",
            Sector::Health => "охрана здоровья",
            Sector::SocialCare => "социальное обслуживание",
            Sector::MedicalSocialExpertise => "медико-социальная экспертиза",
        }
    }
}

/// Whether an organisation is still there («состояние организации»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationState {
    /// It works.
    Open,
    /// It was closed on a day; its history stays.
    Closed {
        /// The day.
        on: Date,
    },
    /// It was joined to another one; its addresses lead there.
    Merged {
        /// The one that goes on.
        into: OrganisationId,
    },
}

/// Who is assessed («организация»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its address name; never changes.
    pub slug: Slug,
    /// Full official name.
    pub name: String,
    /// Short name for lists.
    pub short_name: Option<String>,
    /// Taxpayer's number.
    pub inn: Option<Inn>,
    /// Sphere.
    pub sector: Sector,
    /// Kind in words: «клубная система», «библиотека», «театр».
    pub kind: Option<String>,
    /// Founder.
    pub founder: Option<FounderId>,
    /// Territory.
    pub territory: Option<TerritoryId>,
    /// Postal address.
    pub address: Option<String>,
    /// Phone shown to citizens.
    pub phone: Option<String>,
    /// E-mail shown to citizens.
    pub email: Option<String>,
    /// Official site.
    pub site: Option<String>,
    /// Its number on bus.gov.ru, which is not its ИНН.
    pub bus_gov_id: Option<String>,
    /// Address of the ministry's monthly poll about it.
    pub poll_link: Option<String>,
    /// Whether it is still there.
    pub state: OrganisationState,
    /// An example that ships with the program: marked, never in totals, removed by one button.
    pub is_example: bool,
}

impl Organisation {
    /// Where citizens rate it on bus.gov.ru, by its number there.
    ///
    /// # Example
    /// `232690`: `https://bus.gov.ru/qrcode/rate/232690`.
    pub fn rating_link(&self) -> Option<String> {
        self.bus_gov_id.as_ref().map(|number| format!("https://bus.gov.ru/qrcode/rate/{number}"))
    }
}

/// A place of an organisation that is asked about apart («филиал»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its id.
    pub id: BranchId,
    /// The organisation it belongs to.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Address.
    pub address: Option<String>,
    /// Day it was closed.
    pub closed_on: Option<Date>,
}

/// The body that founded organisations and approves their plans («учредитель»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founder {
    /// Its id.
    pub id: FounderId,
    /// Name.
    pub name: String,
    /// Taxpayer's number.
    pub inn: Option<Inn>,
    /// Where it acts.
    pub territory: Option<TerritoryId>,
}

/// A place on the map of administration («территория»): a region, a district, a settlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    /// Its id.
    pub id: TerritoryId,
    /// Name.
    pub name: String,
    /// «регион», «муниципальный район», «городской округ», «поселение».
    pub kind: String,
    /// The territory it is part of.
    pub parent: Option<TerritoryId>,
}
