//! Inspections: from two sheets to what counts; who may not; what comes too late.

use crate::house::{Place, house};
use otklik_app::inspections::{self as rooms, Entry};
use otklik_app::record::Version;
use otklik_app::score::{self, RoundCard, ScoreFile, Source};
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::{InspectionId, PersonId, RoundId, SheetId};
use otklik_domain::inspection::{Ask, Checklist, ReplyKind, Seen, Stage};
use otklik_domain::score::{Mark, Tally};
use otklik_testkit::builders::id;
use std::collections::BTreeMap;

const PRESENT: Seen = Seen::Mark(Mark::Present);

/// Somebody else with a role: two inspectors are two people.
fn person(place: &Place, role: Role, number: u64) -> Ctx {
    place.house.ctx(Actor { person: Some(PersonId(id(12, number))), role: Some(role), scope: Scope::Everywhere })
}

fn list() -> Checklist {
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    Checklist::of(book)
}

/// Every point is there but these.
pub(crate) fn entries(other: &[(&str, &str)]) -> Vec<Entry> {
    let value = |code: &str| other.iter().find(|(known, _)| *known == code).map_or("present", |(_, value)| value);
    list().points().map(|p| Entry { code: p.code.clone(), value: value(&p.code).into(), ..Entry::default() }).collect()
}

async fn opened(place: &Place) -> RoundId {
    let ctx = place.ctx(Role::Administrator);
    let round = score::open_round(&ctx, &RoundCard::new("culture", 2026)).await.expect("opened");
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let yes = [("stand_used", 97), ("stand_ok", 91), ("comfort_ok", 112), ("overall_ok", 114), ("recommend", 113)];
    let tally = Tally::from_counted(&book.question_set(), 118, &yes).expect("counts");
    let tallies = BTreeMap::from([(("Библиотека № 1".to_owned(), None), tally)]);
    let source = Source { title: "анкеты".into(), bytes: None, mapping_json: None, n_rows: 118 };
    score::import_tallies(&ctx, round, &source, &tallies).await.expect("taken in");
    round
}

async fn filled(ctx: &Ctx, place: &Place, round: RoundId, other: &[(&str, &str)]) -> SheetId {
    let sheet = rooms::begin_sheet(ctx, round, place.organisation, "", ctx.today()).await.expect("begun");
    rooms::mark_items(ctx, sheet, &entries(other)).await.expect("marked");
    rooms::submit_sheet(ctx, sheet).await.expect("handed in");
    sheet
}

async fn inspection_of(ctx: &Ctx, sheet: SheetId) -> InspectionId {
    rooms::sheet(ctx, sheet).await.expect("there").inspection.id
}

fn is_invalid<T: std::fmt::Debug>(answer: Result<T, Refusal>, words: &str) {
    assert!(matches!(&answer, Err(Refusal::Invalid(faults)) if faults.to_string().contains(words)), "{answer:?}");
}

/// The two sheets differ in two points; one is then objected to.
const FIRST: &[(&str, &str)] = &[
    ("comfort.water", "absent"),
    ("stand.plan", "absent"),
    ("stand.licences", "not-applicable"),
    ("site.plan", "absent"),
];
const SECOND: &[(&str, &str)] = &[("stand.plan", "absent"), ("site.plan", "absent")];

/// Both handed in, differences settled, shown until 30 November.
async fn shown(place: &Place, round: RoundId) -> InspectionId {
    let (one, two) = (person(place, Role::Operator, 1), person(place, Role::Operator, 2));
    let sheet = filled(&one, place, round, FIRST).await;
    filled(&two, place, round, SECOND).await;
    let id = inspection_of(&one, sheet).await;
    let view = rooms::inspection(&one, id).await.expect("seen");
    let compared = view.comparison();
    let codes: Vec<_> = compared.differences.iter().map(|difference| difference.code.as_str()).collect();
    assert_eq!(codes, ["stand.licences", "comfort.water"]);
    is_invalid(rooms::show_inspection(&one, id, Version(1), 5).await, "не решено пунктов: 2");
    is_invalid(rooms::settle_item(&one, id, "comfort.water", PRESENT, " ").await, "почему");
    rooms::settle_item(&one, id, "comfort.water", PRESENT, "Кулер на втором этаже").await.expect("settled");
    let none = Seen::Mark(Mark::NotApplicable);
    rooms::settle_item(&two, id, "stand.licences", none, "Лицензия не нужна").await.expect("settled");
    is_invalid(rooms::show_inspection(&one, id, Version(1), 0).await, "от 1 до 30");
    rooms::show_inspection(&one, id, Version(1), 5).await.expect("shown");
    assert_eq!(rooms::answer_days(&one).await.expect("read"), 5);
    id
}

#[tokio::test]
async fn two_sheets_become_findings_that_count_like_those_of_a_file() {
    let place = Place::on("2026-11-22").await;
    let round = opened(&place).await;
    let id = shown(&place, round).await;
    let (operator, head) = (person(&place, Role::Operator, 1), place.ctx_of(Role::Head, &[place.organisation]));
    let view = rooms::inspection(&head, id).await.expect("seen by the organisation");
    assert!(!view.is_inspector);
    assert_eq!(view.kept.value.answer_until, Some("2026-11-27".parse().expect("a day")));
    assert_eq!(view.absent().iter().map(|n| n.point.code.as_str()).collect::<Vec<_>>(), ["stand.plan", "site.plan"]);
    is_invalid(rooms::finish_inspection(&operator, id, Version(2)).await, "может ответить до 27.11.2026");
    is_invalid(rooms::answer_item(&head, id, "stand.plan", ReplyKind::Objection, " ").await, "Напишите");
    rooms::answer_item(&head, id, "site.plan", ReplyKind::Explanation, "Разместим в декабре").await.expect("answered");
    rooms::answer_item(&head, id, "stand.plan", ReplyKind::Objection, "План висит у кассы").await.expect("answered");
    rooms::finish_answers(&head, id, Version(2)).await.expect("all said");
    is_invalid(rooms::finish_inspection(&operator, id, Version(3)).await, "Не рассмотрено возражений: 1");
    rooms::review_answer(&operator, id, "stand.plan", PRESENT, "Проверили по снимку").await.expect("reviewed");
    rooms::finish_inspection(&operator, id, Version(3)).await.expect("final");
    let view = rooms::inspection(&head, id).await.expect("seen");
    assert_eq!((view.kept.value.stage, view.kept.value.is_agreed), (Stage::Final, false));

    let mut csv = "organisation,branch,item,value\n".to_owned();
    for point in list().points() {
        let value = match point.code.as_str() {
            "site.plan" => "0",
            "stand.licences" => "",
            _ => "1",
        };
        csv.push_str(&format!("Библиотека № 1,,{},{value}\n", point.code));
    }
    let ctx = place.ctx(Role::Administrator);
    let by_file = opened(&place).await;
    let file = ScoreFile { name: "осмотр.csv".into(), bytes: csv.into_bytes(), mapping: None };
    score::import_findings_file(&ctx, by_file, &file).await.expect("taken in");
    let inputs = async |round| place.scratch.store.find_inputs(round, place.organisation).await.expect("read");
    assert_eq!(inputs(round).await, inputs(by_file).await);
    let total = async |round| score::sheet(&ctx, round, place.organisation).await.expect("counted").sheet.total;
    assert_eq!(total(round).await, total(by_file).await);
    assert!(total(round).await.is_some());
    assert_eq!(place.scratch.store.verify().await.expect("checked"), vec![]);
}

#[tokio::test]
async fn a_sheet_is_the_inspectors_own_and_whole_before_it_is_handed_in() {
    let place = Place::on("2026-11-22").await;
    let round = opened(&place).await;
    let (one, two) = (person(&place, Role::Operator, 1), person(&place, Role::Operator, 2));
    let sheet = rooms::begin_sheet(&one, round, place.organisation, "", one.today()).await.expect("begun");
    let again = rooms::begin_sheet(&one, round, place.organisation, "", one.today()).await.expect("found");
    assert_eq!(sheet, again, "pressed twice, begun once");
    is_invalid(rooms::submit_sheet(&one, sheet).await, "Не отмечено пунктов");
    let entry = |code: &str, value: &str, note: &str| Entry {
        code: code.into(),
        value: value.into(),
        note: note.into(),
        ..Entry::default()
    };
    is_invalid(rooms::mark_items(&one, sheet, &[entry("comfort.water", "", "кулер")]).await, "выберите");
    is_invalid(rooms::mark_items(&one, sheet, &[entry("comfort.water", "maybe", "")]).await, "выберите");
    is_invalid(rooms::mark_items(&one, sheet, &[entry("comfort.sauna", "present", "")]).await, "нет");
    let foreign = rooms::mark_items(&two, sheet, &[entry("comfort.water", "present", "")]).await;
    assert!(matches!(foreign, Err(Refusal::NotAllowed)), "{foreign:?}");
    rooms::mark_items(&one, sheet, &entries(&[])).await.expect("marked");
    rooms::submit_sheet(&one, sheet).await.expect("handed in");
    rooms::submit_sheet(&one, sheet).await.expect("twice does no harm");
    let late = rooms::mark_items(&one, sheet, &[entry("comfort.water", "absent", "")]).await;
    assert!(matches!(late, Err(Refusal::Stale)), "{late:?}");
    rooms::reopen_sheet(&one, sheet).await.expect("taken back");
    let places = rooms::places(&one, round).await.expect("listed");
    assert_eq!((places.places.len(), places.n_points), (1, list().points().count()));
    assert_eq!(places.places[0].sheets[0].n_marked as usize, places.n_points);
    assert!(list().points().all(|point| point.ask == Ask::Mark));
}

#[tokio::test]
async fn who_may_not_is_told_so_and_keeps_nothing() {
    let place = Place::on("2026-11-22").await;
    let round = opened(&place).await;
    let operator = person(&place, Role::Operator, 1);
    let sheet = filled(&operator, &place, round, FIRST).await;
    let id = inspection_of(&operator, sheet).await;
    let edition = place.edition().await;
    let neighbour = place.neighbour().await;
    let own = place.ctx_of(Role::Head, &[place.organisation]);
    assert!(matches!(rooms::inspection(&own, id).await, Err(Refusal::NotFound)), "not before it is shown");
    let is_no = |refused: Result<(), Refusal>| {
        matches!(refused, Err(Refusal::NotAllowed | Refusal::NotSignedIn | Refusal::NotFound))
    };
    for ctx in [place.stranger(), place.ctx(Role::Council), place.ctx_of(Role::Head, &[neighbour]), own.clone()] {
        let who = format!("{:?}", ctx.actor);
        let began = rooms::begin_sheet(&ctx, round, place.organisation, "", operator.today()).await;
        assert!(is_no(began.map(|_| ())), "{who}");
        assert!(is_no(rooms::sheet(&ctx, sheet).await.map(|_| ())), "{who}");
        assert!(is_no(rooms::mark_items(&ctx, sheet, &[]).await), "{who}");
        assert!(is_no(rooms::show_inspection(&ctx, id, Version(1), 5).await), "{who}");
        assert!(is_no(rooms::settle_item(&ctx, id, "site.plan", PRESENT, "так").await), "{who}");
        assert!(is_no(rooms::places(&ctx, round).await.map(|_| ())), "{who}");
    }
    rooms::show_inspection(&operator, id, Version(1), 5).await.expect("shown");
    let others = [place.stranger(), place.ctx_of(Role::Head, &[neighbour]), place.ctx(Role::Operator)];
    for ctx in others {
        let answered = rooms::answer_item(&ctx, id, "site.plan", ReplyKind::Objection, "нет").await;
        assert!(is_no(answered), "{:?}", ctx.actor);
    }
    assert!(is_no(rooms::finish_inspection(&own, id, Version(2)).await), "the inspected does not make it final");
    assert!(place.edition().await > edition);
}

#[tokio::test]
async fn after_the_term_it_is_final_without_an_answer() {
    let mut place = Place::on("2026-11-22").await;
    let round = opened(&place).await;
    let id = shown(&place, round).await;
    place.house = house(&place.scratch, "2026-11-28");
    let head = place.ctx_of(Role::Head, &[place.organisation]);
    is_invalid(rooms::answer_item(&head, id, "site.plan", ReplyKind::Objection, "нет").await, "Срок ответа прошёл");
    let operator = person(&place, Role::Operator, 2);
    rooms::finish_inspection(&operator, id, Version(2)).await.expect("final");
    let stale = rooms::finish_inspection(&operator, id, Version(2)).await;
    is_invalid(stale, "итог утверждён");
}

#[tokio::test]
async fn a_photo_is_seen_by_the_organisation_once_it_is_shown() {
    let place = Place::on("2026-11-22").await;
    let round = opened(&place).await;
    let operator = person(&place, Role::Operator, 1);
    let sheet = rooms::begin_sheet(&operator, round, place.organisation, "", operator.today()).await.expect("begun");
    let unreadable = rooms::add_photo(&operator, sheet, "site.plan", "", b"GIF89a".to_vec()).await;
    assert!(matches!(unreadable, Err(Refusal::Invalid(_))), "{unreadable:?}");
    let photo = rooms::add_photo(&operator, sheet, "site.plan", "", PNG.to_vec()).await.expect("kept");
    let head = place.ctx_of(Role::Head, &[place.organisation]);
    assert!(matches!(otklik_app::photos::photo_bytes(&head, photo).await, Err(Refusal::NotFound)));
    rooms::mark_items(&operator, sheet, &entries(FIRST)).await.expect("marked");
    rooms::submit_sheet(&operator, sheet).await.expect("handed in");
    assert!(matches!(rooms::remove_photo(&operator, photo).await, Err(Refusal::Stale)), "handed in");
    let id = inspection_of(&operator, sheet).await;
    rooms::show_inspection(&operator, id, Version(1), 5).await.expect("shown");
    let bytes = otklik_app::photos::photo_bytes(&head, photo).await.expect("seen");
    assert!(bytes.starts_with(&[0xFF, 0xD8, 0xFF]), "a JPEG whatever came");
    let own = rooms::add_answer_photo(&head, id, "site.plan", "Раздел сайта", PNG.to_vec()).await.expect("kept");
    let noticed = rooms::inspection(&operator, id).await.expect("seen").absent();
    let noticed = noticed.iter().find(|n| n.point.code == "site.plan").expect("absent");
    assert_eq!((noticed.photos.len(), noticed.reply_photos[0].alt.as_str()), (1, "Раздел сайта"));
    rooms::remove_photo(&head, own).await.expect("removed");
    assert!(matches!(otklik_app::photos::photo_bytes(&place.stranger(), photo).await, Err(Refusal::NotSignedIn)));
}

/// One white point.
pub(crate) const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83,
    222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 255, 255, 63, 0, 5, 254, 2, 254, 13, 239, 70, 184, 0, 0, 0, 0,
    73, 69, 78, 68, 174, 66, 96, 130,
];
