//! Placing: the checklist with its terms, the package, the section for a site, open data, the comparison with a reply.

use crate::house::{NAMES, Place};
use otklik_app::fetch::{FetchFault, Fetched, Fetcher};
use otklik_app::placing::reading_back::{ask, compare, set_service_address};
use otklik_app::placing::{self, MarkTyped, open_plan, section, terms};
use otklik_app::record::Version;
use otklik_app::shortcomings::{self, ShortcomingTyped};
use otklik_app::{Faults, Refusal};
use otklik_domain::access::Role;
use otklik_domain::publication::{Item, Verdict};
use otklik_domain::registry::Organisation;
use otklik_testkit::archive;
use otklik_testkit::builders::act;
use std::sync::Arc;

fn placed(on: &str) -> MarkTyped {
    MarkTyped {
        placed_on: on.into(),
        placed_by: "Ильина А.".into(),
        link: "https://bus.gov.ru/agency/1".into(),
        note: String::new(),
    }
}

#[tokio::test]
async fn an_item_is_marked_with_the_day_counted_by_the_terms_of_then() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.published().await;
    let ctx = place.ctx(Role::Methodologist);
    let line = async |ctx: &otklik_app::Ctx| {
        let list = placing::checklist(ctx, plan).await.expect("read");
        list.lines.into_iter().find(|line| line.item == Item::Plan).expect("there")
    };
    let before = line(&ctx).await;
    assert_eq!((before.due_on.map(|day| day.to_string()).as_deref(), before.terms_version), (Some("2019-01-29"), 1));
    assert!(before.is_late(ctx.today()));
    for (typed, fields) in [
        (placed("завтра"), vec!["placed_on"]),
        (MarkTyped { placed_by: String::new(), ..placed("01.02.2019") }, vec!["placed_by"]),
        (MarkTyped { link: "javascript:alert(1)".into(), ..placed("01.02.2019") }, vec!["link"]),
        (MarkTyped::default(), vec!["note"]),
    ] {
        let refused = placing::mark_item(&ctx, plan, Item::Plan, None, &typed).await;
        let Err(Refusal::Invalid(Faults::Fields(faults))) = refused else { panic!("{refused:?}") };
        assert_eq!(faults.iter().map(|(field, _)| *field).collect::<Vec<_>>(), fields, "{typed:?}");
    }
    placing::mark_item(&ctx, plan, Item::Plan, None, &placed("01.02.2019")).await.expect("kept");
    let admin = place.ctx(Role::Administrator);
    let text = terms::terms(&admin).await.expect("read").to_text().replace(
        "D8 | План утверждён: размещён на bus.gov.ru и сайтах | 10",
        "D8 | План утверждён: размещён на bus.gov.ru и сайтах | 3",
    );
    terms::set_terms(&admin, 1, &text).await.expect("kept");
    let stale = terms::set_terms(&admin, 1, &text).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    let refused = terms::set_terms(&admin, 2, "D1 | что-то").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    place.turn_to("2019-02-02");
    let after = line(&place.ctx(Role::Methodologist)).await;
    assert_eq!((after.due_on, after.terms_version, after.is_late(ctx.today())), (before.due_on, 1, false));
    let worker =
        placing::mark_item(&place.ctx(Role::ClubWorker), plan, Item::Plan, Some(Version(1)), &placed("")).await;
    assert!(matches!(worker, Err(Refusal::NotAllowed)), "{worker:?}");
}

#[tokio::test]
async fn the_package_is_made_of_the_published_version_only() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Methodologist);
    let plan = place.plan().await;
    let nothing = placing::package(&ctx, plan).await;
    assert!(matches!(nothing, Err(Refusal::NotFound)), "{nothing:?}");
    otklik_app::plans::publish_plan(&ctx, plan, Version(1), false).await.expect("published");
    let out = placing::package(&ctx, plan).await.expect("made");
    let names = names_in(&out.bytes);
    for name in ["manifest.json", "01 Уполномоченный орган.txt", "07 план/План.docx", "08 исполнение/Исполнение.xlsx"]
    {
        assert!(names.iter().any(|own| own == name), "{name}: {names:?}");
    }
    let refused = placing::package(&place.ctx(Role::ClubWorker), plan).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
}

#[tokio::test]
async fn the_package_tells_all_that_the_house_knows_of_results_and_proposals() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Administrator);
    let round = crate::scores::published(&place, 2019).await;
    let store = &place.scratch.store;
    let mut kept = store.find_round(round).await.expect("read").expect("there");
    kept.value.dates.decision_on = Some("2019-01-25".parse().expect("a day"));
    store.keep_round(&act("edit_round"), &kept.value, Some(kept.version)).await.expect("kept");
    let proposal = ShortcomingTyped {
        source: "council".into(),
        found: "Открыть вход со двора".into(),
        reference: "протокол № 3".into(),
        criterion: "3".into(),
        ..ShortcomingTyped::default()
    };
    shortcomings::write_shortcoming(&ctx, place.organisation, Some(round), &proposal).await.expect("written");
    let plan = place.published().await;
    let out = placing::package(&ctx, plan).await.expect("made");
    let check = |file: &str, wanted: &[&str]| {
        let text = archive::text_in(&out.bytes, file);
        wanted.iter().for_each(|words| assert!(text.contains(words), "{words}: {text}"));
    };
    check(
        "05 Результаты организации.txt",
        &[
            "Численность опрошенных: 118",
            "Показатель 1.1. Соответствие информации",
            "Показатель 3.3. ",
            "Критерий 1. Открытость и доступность информации об организации: 93,40",
            "Итог: 89,08",
            "Численность получателей услуг: Отклику не известно: впишите",
            "Дата решения совета об итогах: 25.01.2019",
        ],
    );
    check("06 Предложения общественного совета.txt", &["Предложение 1: Открыть вход со двора (протокол № 3)"]);
    check("03 Перечень организаций и период оценки.txt", &["Сфера: Культура", "Период оценки: 2019"]);
}

/// Names in the central directory of a zip.
fn names_in(bytes: &[u8]) -> Vec<String> {
    let mark = b"PK\x01\x02";
    let starts = bytes.windows(4).enumerate().filter(|(_, window)| window == mark).map(|(at, _)| at);
    let name = |at: usize| {
        let length = usize::from(u16::from_le_bytes([bytes[at + 28], bytes[at + 29]]));
        String::from_utf8_lossy(&bytes[at + 46..at + 46 + length]).into_owned()
    };
    starts.map(name).collect()
}

#[tokio::test]
async fn everybody_takes_the_section_and_the_data_without_names() {
    let place = Place::on("2019-02-01").await;
    let (plan, stranger) = (place.published().await, place.stranger());
    let told = section::section(&stranger, plan, "https://otklik.example.org/o/klub").await.expect("public");
    assert_eq!((told.rows.len(), told.score.is_none()), (4, true));
    let zip = section::site_zip(&stranger, plan, "").await.expect("made");
    assert_eq!(names_in(&zip.bytes)[0], "index.html");
    for format in ["csv", "json", "dictionary"] {
        let out = open_plan::plan_data(&stranger, plan, format).await.expect("written");
        let text = String::from_utf8(out.bytes).expect("text");
        assert!(text.contains("Мероприятие") || text.contains("Поставить кулер"), "{text}");
        assert!(NAMES.iter().all(|name| !text.contains(name)), "{text}");
    }
    assert!(open_plan::plan_data(&stranger, plan, "xlsx").await.expect("written").bytes.starts_with(b"PK"));
    let refused = open_plan::plan_data(&stranger, plan, "exe").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn a_saved_reply_tells_what_is_missing_different_and_late() {
    let place = Place::on("2019-02-01").await;
    let (plan, ctx) = (place.published().await, place.ctx(Role::Methodologist));
    let reply = r#"{"agency":{"fullName":"Клубная система № 1"},"plan":{"items":[
        {"measure":"Установить вывески в фойе","term":"2019–2020 гг."},
        {"measure":"Обновлять раздел «Документы»","term":"до 01.03.2019"}]}}"#;
    let found = compare(&ctx, plan, reply, Some("2019-02-04".parse().expect("a day"))).await.expect("compared");
    let verdicts: Vec<Verdict> = found.into_iter().map(|it| it.verdict).collect();
    let missing = [Verdict::Missing, Verdict::Missing];
    assert_eq!(verdicts[1..3], [Verdict::Late(6), Verdict::Different]);
    assert_eq!(verdicts[3..], missing);
    let refused = compare(&ctx, plan, "<html>", None).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    let stranger = compare(&place.stranger(), plan, "{}", None).await;
    assert!(matches!(stranger, Err(Refusal::NotSignedIn)), "{stranger:?}");
}

/// Kept answers of the service, by address.
struct Recorded(&'static [(&'static str, u16, &'static str)]);

#[async_trait::async_trait]
impl Fetcher for Recorded {
    async fn fetch(&self, address: &str) -> Result<Fetched, FetchFault> {
        let found = self.0.iter().find(|(own, _, _)| *own == address).ok_or(FetchFault::Silent)?;
        Ok(Fetched { bytes: found.2.as_bytes().to_vec(), status: found.1, media_type: "application/json".to_owned() })
    }
}

#[tokio::test]
async fn the_service_is_asked_only_where_its_address_is_set() {
    let mut place = Place::on("2019-02-01").await;
    let plan = place.published().await;
    let own = place.scratch.store.find_organisation(place.organisation).await.expect("read").expect("there");
    let named = Organisation { inn: "7707083893".parse().ok(), ..own.value };
    place.scratch.store.keep_organisation(&act("edit_organisation"), &named, Some(own.version)).await.expect("kept");
    place.house.fetcher = Arc::new(Recorded(&[
        ("https://example.org/7707083893", 200, r#"[{"measure":"Поставить кулер"}]"#),
        ("https://example.org/down/7707083893", 503, ""),
    ]));
    let (ctx, admin) = (place.ctx(Role::Methodologist), place.ctx(Role::Administrator));
    let unset = ask(&ctx, plan, None).await;
    assert!(matches!(unset, Err(Refusal::Invalid(_))), "{unset:?}");
    for bad in ["http://example.org/{inn}", "https://example.org/"] {
        let refused = set_service_address(&admin, bad).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    for (address, is_read) in [
        ("https://example.org/{inn}", true),
        ("https://example.org/down/{inn}", false),
        ("https://nowhere.example/{inn}", false),
    ] {
        set_service_address(&admin, address).await.expect("kept");
        let found = ask(&ctx, plan, None).await;
        assert_eq!(found.is_ok(), is_read, "{address} {found:?}");
        if let Ok(found) = found {
            let there: Vec<&str> =
                found.iter().filter(|it| it.verdict == Verdict::Published).map(|it| it.title.as_str()).collect();
            assert_eq!(there, ["Строка 3"]);
        }
    }
}
