//! Thirty clubs of one district, and what inspectors find there in two rounds.

use crate::year::Year;
use otklik_app::registry;
use otklik_app::score::rulebooks;
use otklik_domain::access::Role;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::Card;
use otklik_domain::score::{Findings, Mark};

pub(crate) const N_CLUBS: usize = 30;
/// Clubs without signs in Braille in the first round, and those that still have none in the second.
pub(crate) const N_WITHOUT_BRAILLE: usize = 12;
pub(crate) const N_STILL_WITHOUT: usize = 5;
/// Each fifth club has no drinking water in the first round.
const EACH_WITHOUT_WATER: usize = 5;

pub(crate) const BRAILLE: &str = "services.braille";
const WATER: &str = "comfort.water";

pub(crate) async fn founded(year: &Year) -> Vec<(OrganisationId, String)> {
    let ctx = year.as_a(Role::Administrator);
    let mut clubs = Vec::new();
    for number in 1..=N_CLUBS {
        let name = format!("МБУК «Клуб села Речное-{number}»");
        let card = Card { name: name.clone(), sector: "culture".into(), ..Card::default() };
        clubs.push((registry::create_organisation(&ctx, &card).await.expect("founded").id, name));
    }
    clubs
}

/// What club `at`, from zero, lacks in the first round.
pub(crate) fn lacks_this_year(at: usize, item: &str) -> bool {
    (item == BRAILLE && at < N_WITHOUT_BRAILLE) || (item == WATER && at.is_multiple_of(EACH_WITHOUT_WATER))
}

/// What it lacks a year later: the water was put everywhere, the signs not yet in some.
pub(crate) fn lacks_next_year(at: usize, item: &str) -> bool {
    item == BRAILLE && at < N_STILL_WITHOUT
}

/// What the inspectors found in a club: every item of every list.
pub(crate) fn findings(at: usize, lacks: fn(usize, &str) -> bool) -> Findings {
    let book = rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let mut findings = Findings::default();
    for list in &book.inspections {
        for item in &list.items {
            findings.set_item(&item.code, if lacks(at, &item.code) { Mark::Absent } else { Mark::Present });
        }
        if list.items.is_empty() {
            findings.set_present(&list.code, 10);
            findings.set_required(&list.code, 10);
        }
    }
    findings
}
