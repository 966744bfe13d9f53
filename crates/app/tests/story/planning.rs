//! From a score to published plans: registers, drafts, approval with a return, a measure of the whole network, repeats.

use crate::district::{BRAILLE, N_CLUBS, N_STILL_WITHOUT, N_WITHOUT_BRAILLE};
use crate::year::Year;
use otklik_app::drafts::MeasureTyped;
use otklik_app::network::{self, NetworkTyped};
use otklik_app::plans::life::{self, ApprovalTyped};
use otklik_app::plans::way::way;
use otklik_app::plans::{self, PlanView, comments};
use otklik_app::record::OrganisationQuery;
use otklik_app::{Refusal, measures, shortcomings};
use otklik_domain::access::Role;
use otklik_domain::ids::{PlanId, RoundId};
use otklik_domain::plan::life::Stage;
use otklik_domain::shortcoming::About;

const EXECUTOR: &str = "Петрова А.А., директор";

/// What is wanting, where, and what is found again.
pub(crate) async fn registers(year: &mut Year, round: RoundId) {
    year.turn_to("2025-12-01");
    let made = shortcomings::make_registers(&year.as_a(Role::Methodologist), round, None).await.expect("made");
    assert_eq!(made.n_organisations, N_CLUBS);
    let braille = extent(year, round).await;
    assert_eq!(braille, (N_WITHOUT_BRAILLE as u64, N_CLUBS as u64, 0));
    year.say("shortcomings", format!("надписей шрифтом Брайля нет в {} из {} клубов", braille.0, braille.1));
}

/// In how many clubs of how many there are no signs in Braille, and in how many again.
async fn extent(year: &Year, round: RoundId) -> (u64, u64, u64) {
    let ctx = year.as_a(Role::Methodologist);
    let register = shortcomings::network_register(&ctx, round, &OrganisationQuery::default()).await.expect("read");
    let about = About::Item(BRAILLE.to_owned());
    let line = register.lines.iter().find(|line| line.of.about == about).expect("found somewhere");
    (line.places.len() as u64, register.n_organisations, line.n_again)
}

/// A plan of each club in one step, executors named, sent; one returned with a comment; all approved by another person.
pub(crate) async fn plans(year: &mut Year, round: RoundId) {
    let methodologist = year.as_a(Role::Methodologist);
    for (club, _) in year.clubs.clone() {
        let plan = shortcomings::draft_plan(&methodologist, club, Some(round), &[], "2026").await.expect("drafted");
        year.plans.push(plan);
    }
    let first = year.plans[0];
    let refused = life::send_plan(&methodologist, first, seen(year, first).await.version, "").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "a plan without executors is not sent: {refused:?}");
    let mut n_measures = 0;
    for plan in year.plans.clone() {
        n_measures += named(year, plan).await;
        let version = seen(year, plan).await.version;
        life::send_plan(&methodologist, plan, version, "На утверждение").await.expect("sent");
    }
    year.say("plans", format!("составлено проектов {}, мероприятий {n_measures}", year.plans.len()));
    returned(year, first).await;
    for plan in year.plans.clone() {
        approved(year, plan).await;
    }
    year.say("approval", format!("утверждено планов {}", year.plans.len()));
}

pub(crate) async fn seen(year: &Year, plan: PlanId) -> PlanView {
    plans::plan(&year.as_a(Role::Methodologist), plan).await.expect("read")
}

/// Names who does each measure; says how many there are.
async fn named(year: &Year, plan: PlanId) -> usize {
    let ctx = year.as_a(Role::Methodologist);
    let view = seen(year, plan).await;
    for (row, measure) in view.measures.iter().zip(&view.draft.measures) {
        let kept = measures::measure(&ctx, row.id).await.expect("read");
        let text = |words: &Option<String>| words.clone().unwrap_or_default();
        let typed = MeasureTyped {
            text: measure.text.clone(),
            criterion: measure.criterion.map(|it| it.number().to_string()).unwrap_or_default(),
            indicator: measure.indicator.map(|it| it.to_string()).unwrap_or_default(),
            shortcoming: text(&measure.shortcoming),
            term: measure.deadline.as_ref().map_or("до 01.06.2026".to_owned(), |term| term.as_written.clone()),
            executors: EXECUTOR.to_owned(),
            expected_result: text(&measure.expected_result),
            ..MeasureTyped::default()
        };
        measures::edit_measure(&ctx, row.id, kept.version, &typed).await.expect("named");
    }
    view.measures.len()
}

/// The founder returns a plan with words beside a row; they are answered, and it is sent again.
async fn returned(year: &Year, plan: PlanId) {
    let (founder, methodologist) = (year.as_a(Role::Founder), year.as_a(Role::Methodologist));
    let view = seen(year, plan).await;
    let row = view.measures.first().expect("a row").id;
    comments::comment(&founder, plan, Some(row), "Уточните, кто отвечает").await.expect("said");
    life::return_plan(&founder, plan, seen(year, plan).await.version, "").await.expect("returned");
    let view = seen(year, plan).await;
    assert_eq!(view.stage, Stage::Returned);
    let early = life::send_plan(&methodologist, plan, view.version, "").await;
    assert!(matches!(early, Err(Refusal::Invalid(_))), "a comment waits for an answer: {early:?}");
    let way = way(&methodologist, &view).await.expect("read");
    let comment = way.comments.first().expect("the comment").clone();
    comments::answer(&methodologist, plan, comment.value.id, comment.version, "Отвечает директор")
        .await
        .expect("answered");
    let version = seen(year, plan).await.version;
    life::send_plan(&methodologist, plan, version, "Исправлено").await.expect("sent again");
    year.say("returned", "один план вернули с замечанием к строке, исправили и отправили снова".to_owned());
}

async fn approved(year: &Year, plan: PlanId) {
    let typed = ApprovalTyped {
        position: "Начальник отдела культуры".into(),
        body: "администрации района".into(),
        name: "Сидоров С.С.".into(),
        approved_on: "01.12.2025".into(),
        act_kind: "приказ".into(),
        act_number: "12".into(),
        act_date: "01.12.2025".into(),
    };
    let version = seen(year, plan).await.version;
    let own = life::approve_plan(&year.as_a(Role::Methodologist), plan, version, &typed, None).await;
    assert!(own.is_err(), "who sends does not approve");
    life::approve_plan(&year.as_a(Role::Founder), plan, version, &typed, None).await.expect("approved");
}

/// One measure of the founder for all clubs: a part in the plan of each.
pub(crate) async fn network(year: &mut Year) {
    let typed = NetworkTyped {
        text: "Провести учебный семинар по общению с посетителями с инвалидностью".into(),
        term: "до 20.03.2026".into(),
        year: "2026".into(),
        indicator: "3.2".into(),
        proof_words: "акт".into(),
        reason: "Поручение учредителя".into(),
        agreed: "Приказ отдела культуры от 02.12.2025 № 13".into(),
        ..NetworkTyped::default()
    };
    let clubs: Vec<_> = year.clubs.iter().map(|(id, _)| *id).collect();
    let id = network::write_network(&year.as_a(Role::Founder), &typed, &clubs).await.expect("written");
    let view = network::network(&year.as_a(Role::Founder), id).await.expect("read");
    assert_eq!(view.parts.len(), N_CLUBS);
    year.say("network", format!("одно мероприятие поручено многим, частей {}", view.parts.len()));
}

/// What is known now goes public; the next version names the one before.
pub(crate) async fn published(year: &mut Year) {
    let founder = year.as_a(Role::Founder);
    let mut number = 0;
    for plan in year.plans.clone() {
        let version = seen(year, plan).await.version;
        number = plans::publish_plan(&founder, plan, version, false).await.expect("published").number;
        let public = plans::public_plan(&year.citizen(), plan).await.expect("everybody reads it");
        assert_eq!(public.publication.number, number);
        assert!(!public.publication.body_json.contains("Петрова"), "names of executors stay inside");
    }
    year.say("publication", format!("опубликовано планов {}, версия {number}", year.plans.len()));
}

/// The next round finds again what was not done.
pub(crate) async fn repeats(year: &mut Year, round: RoundId) {
    year.turn_to("2026-12-01");
    shortcomings::make_registers(&year.as_a(Role::Methodologist), round, None).await.expect("made");
    let (n, of, again) = extent(year, round).await;
    assert_eq!((n, of, again), (N_STILL_WITHOUT as u64, N_CLUBS as u64, N_STILL_WITHOUT as u64));
    year.say("next round", format!("надписей шрифтом Брайля нет в {n} из {of} клубов, из них повторно в {again}"));
}
