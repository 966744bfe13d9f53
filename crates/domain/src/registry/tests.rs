use super::*;
use crate::Date;
use crate::ids::{OrganisationId, TerritoryId};
use uuid::Uuid;

fn card(change: impl Fn(&mut Card)) -> Card {
    let mut card = Card { name: "МБУК «Клуб»".into(), sector: "культура".into(), ..Card::default() };
    change(&mut card);
    card
}

fn club(number: u128) -> Organisation {
    let slug = Slug::new("klub").unwrap();
    card(|_| {}).check().unwrap().found(OrganisationId(Uuid::from_u128(number)), slug)
}

#[test]
fn every_fault_of_a_card_is_said_at_once() {
    let bad = card(|c| {
        c.name = "  ".into();
        c.inn = "123".into();
        c.sector = "торговля".into();
        c.email = "нет".into();
        c.site = "javascript:alert(1)".into();
        c.bus_gov_id = "https://example.org/232690".into();
        c.poll_link = "data:text/html,1".into();
    });
    let fields: Vec<&str> = bad.check().unwrap_err().iter().map(Fault::field).collect();
    assert_eq!(fields, ["name", "inn", "sector", "email", "site", "bus_gov_id", "poll_link"]);
}

#[test]
fn a_card_is_taken_as_people_type_it() {
    let typed = card(|c| {
        c.name = " МБУК   «Клуб»\n".into();
        c.inn = "77 0708 3893".into();
        c.email = "a@b.ru, c@d.ru".into();
        c.site = "klub.example".into();
        c.phone = "-".into();
        c.bus_gov_id = "https://bus.gov.ru/qrcode/rate/232690/?from=site".into();
        c.poll_link = "forms.mkrf.ru/e/2579/xTPLeBU7/?ap_orgcode=950340007".into();
    });
    let made = typed.check().unwrap().found(OrganisationId(Uuid::from_u128(1)), Slug::new("klub").unwrap());
    assert_eq!(made.name, "МБУК «Клуб»");
    assert_eq!(made.inn.as_ref().unwrap().to_string(), "7707083893");
    assert_eq!((made.site.as_deref(), made.phone.as_deref()), (Some("https://klub.example"), None));
    assert_eq!(made.rating_link().as_deref(), Some("https://bus.gov.ru/qrcode/rate/232690"));
    assert_eq!(made.poll_link.as_deref(), Some("https://forms.mkrf.ru/e/2579/xTPLeBU7/?ap_orgcode=950340007"));
    for (number, is_right) in [("", true), ("21313741547", true), ("12а", false), ("bus.gov.ru/", false), ("-", true)]
    {
        let checked = card(|c| c.bus_gov_id = number.into()).check();
        assert_eq!(checked.is_ok(), is_right, "{number}");
    }
}

#[test]
fn an_inn_gets_its_leading_zero_back() {
    for (typed, is_right) in [("0100000004", true), ("100000004", true), ("7707083893.0", true), ("100000005", false)] {
        assert_eq!(card(|c| c.inn = typed.into()).check().is_ok(), is_right, "{typed}");
    }
}

#[test]
fn an_empty_cell_of_an_import_takes_nothing_away() {
    let kept = Organisation { phone: Some("1".into()), short_name: Some("Клуб".into()), ..club(1) };
    let new = card(|c| c.phone = "2".into()).check().unwrap();
    let completed = new.complete(&kept);
    assert_eq!((completed.phone.as_deref(), completed.short_name.as_deref()), (Some("2"), Some("Клуб")));
    assert_eq!(new.rewrite(&kept).short_name, None);
}

#[test]
fn sectors_are_known_in_the_words_of_people() {
    for (words, sector) in [
        ("Культура", Some(Sector::Culture)),
        ("сфера  культуры", Some(Sector::Culture)),
        ("culture", Some(Sector::Culture)),
        ("Образовательная деятельность", Some(Sector::Education)),
        ("здравоохранение", Some(Sector::Health)),
        ("Охрана здоровья", Some(Sector::Health)),
        ("Социальное обслуживание", Some(Sector::SocialCare)),
        ("МСЭ", Some(Sector::MedicalSocialExpertise)),
        ("медико-социальная экспертиза", Some(Sector::MedicalSocialExpertise)),
        ("физическая культура", None),
        ("спорт", None),
        ("", None),
    ] {
        assert_eq!(Sector::from_words(words), sector, "{words}");
    }
}

#[test]
fn closing_and_merging_ask_for_open_ones() {
    let today: Date = "2026-11-22".parse().unwrap();
    let tomorrow = today.tomorrow().unwrap();
    let closed = club(1).close(today, today).unwrap();
    assert_eq!(club(1).close(tomorrow, today), Err(Fault::ClosedAhead));
    assert_eq!(closed.close(today, today), Err(Fault::NotOpen(closed.state)));
    assert_eq!(closed.reopen().unwrap(), club(1));
    assert_eq!(club(1).may_merge_into(&club(2)), Ok(()));
    assert_eq!(club(1).may_merge_into(&club(1)), Err(vec![Fault::MergedWithItself]));
    let school = Organisation { sector: Sector::Education, ..club(2) };
    assert_eq!(closed.may_merge_into(&school), Err(vec![Fault::NotOpen(closed.state), Fault::OtherSector]));
}

#[test]
fn a_territory_is_not_part_of_its_own_parts() {
    let id = |n| TerritoryId(Uuid::from_u128(n));
    let territory = |n, parent: Option<u128>| Territory {
        id: id(n),
        name: n.to_string(),
        kind: "район".into(),
        parent: parent.map(id),
    };
    let all = [territory(1, None), territory(2, Some(1)), territory(3, Some(2))];
    assert_eq!(check_parent(id(3), Some(id(1)), &all), Ok(()));
    assert_eq!(check_parent(id(1), Some(id(3)), &all), Err(Fault::TerritoryInItself));
    assert_eq!(check_parent(id(1), Some(id(1)), &all), Err(Fault::TerritoryInItself));
    let ring = [territory(1, Some(2)), territory(2, Some(1))];
    assert_eq!(check_parent(id(9), Some(id(1)), &ring), Err(Fault::TerritoryInItself));
}
