//! What is published is frozen: a correction is a new version, a newer edition is another plan, names need consent.

use crate::house::{NAMES, PAPER, Place, incoming};
use otklik_app::drafts::MeasureTyped;
use otklik_app::intake::read_plan_paper;
use otklik_app::measures::{self, StepTyped};
use otklik_app::plans::{self, adopt_plan, publish_plan};
use otklik_app::portal::{self, Found};
use otklik_app::record::{Version, View};
use otklik_app::{Refusal, directory, paper_out};
use otklik_domain::access::Role;
use otklik_domain::ids::PlanId;
use otklik_domain::plan::MeasureState;

async fn first_measure(place: &Place, plan: PlanId) -> otklik_domain::ids::MeasureId {
    plans::plan(&place.ctx(Role::Methodologist), plan).await.expect("found").measures[0].id
}

#[tokio::test]
async fn later_work_does_not_change_what_was_published() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Methodologist), place.published().await);
    let (before, rows) =
        (plans::public_plan(&ctx, plan).await.expect("public"), place.rows(&place.stranger(), View::Published).await);
    let id = first_measure(&place, plan).await;
    let text = MeasureTyped {
        text: "Иной текст".into(),
        term: "до 1 мая 2019 года".into(),
        reason: "Ошибка".into(),
        agreed: "Кузнецова Т.П.".into(),
        ..MeasureTyped::default()
    };
    measures::edit_measure(&ctx, id, Version(1), &text).await.expect("edited");
    let step = StepTyped { to: "in_work".into(), ..StepTyped::default() };
    measures::record_execution(&ctx, id, Version(2), &step).await.expect("recorded");
    let after = plans::public_plan(&place.stranger(), plan).await.expect("public");
    assert_eq!((after.draft, after.measures), (before.draft, before.measures));
    assert_eq!((after.publication.number, place.rows(&place.stranger(), View::Published).await), (1, rows));
}

#[tokio::test]
async fn a_second_publication_is_version_two_and_names_the_first() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Methodologist), place.published().await);
    let one = plans::public_plan(&ctx, plan).await.expect("public").publication;
    let id = first_measure(&place, plan).await;
    let step = StepTyped { to: "in_work".into(), ..StepTyped::default() };
    measures::record_execution(&ctx, id, Version(1), &step).await.expect("recorded");
    let two = publish_plan(&ctx, plan, Version(1), false).await.expect("published");
    assert_eq!((one.number, two.number, two.supersedes), (1, 2, Some(one.id)));
    let public = plans::public_plan(&place.stranger(), plan).await.expect("public");
    assert_eq!((public.publication.id, public.measures[0].state), (two.id, MeasureState::InWork));
    assert_eq!(place.rows(&place.stranger(), View::Published).await.len(), 4, "one version is counted");
    let kept = place.scratch.store.find_publication_number(plan, 1).await.expect("read").expect("still there");
    assert_eq!(kept, one);
    assert!(place.scratch.store.verify().await.expect("checked").is_empty());
}

#[tokio::test]
async fn a_plan_that_changed_meanwhile_is_not_published() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Methodologist), place.plan().await);
    plans::close_plan(&place.ctx(Role::Founder), plan, Version(1), "Год прошёл").await.expect("closed");
    let stale = publish_plan(&ctx, plan, Version(1), false).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    assert!(matches!(plans::public_plan(&ctx, plan).await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn names_are_hidden_everywhere_until_people_agree() {
    let place = Place::on("2019-02-01").await;
    let (ctx, stranger) = (place.ctx(Role::Methodologist), place.stranger());
    let plan = place.published().await;
    let public = plans::public_plan(&stranger, plan).await.expect("public");
    let mut shown = vec![public.publication.body_json.clone()];
    shown.extend(public.measures.iter().map(|m| format!("{m:?}")));
    shown.extend(place.rows(&stranger, View::Published).await.iter().map(|row| format!("{row:?}")));
    shown.push(format!("{:?}", public.draft));
    for measure in &public.measures {
        shown.push(format!("{:?}", directory::public_measure(&stranger, measure.id).await.expect("public")));
    }
    for format in ["csv", "html"] {
        for form in ["plan-457", "report-457", "quarterly"] {
            let paper = paper_out::plan_paper(&stranger, plan, form, format).await.expect("written");
            shown.push(String::from_utf8(paper.bytes).expect("text"));
        }
    }
    for name in NAMES {
        assert!(shown.iter().all(|text| !text.contains(name)), "{name} is shown");
    }
    assert!(public.publication.body_json.contains("заместитель директора"), "the position stays");
    assert!(format!("{:?}", plans::plan(&ctx, plan).await.expect("found").draft).contains("Линькова"));
    publish_plan(&ctx, plan, Version(1), true).await.expect("published");
    let public = plans::public_plan(&stranger, plan).await.expect("public");
    assert!(NAMES.iter().all(|name| public.publication.body_json.contains(name)));
}

#[tokio::test]
async fn a_name_repeated_in_other_words_of_the_plan_is_hidden_too() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Methodologist);
    let paper = PAPER.replace("Обновлять раздел «Документы»", "Обновлять раздел «Документы» (Суркова Е.В. отвечает)");
    let id = read_plan_paper(&ctx, incoming("план.html", &paper, Some(place.organisation))).await.expect("read");
    let plan = adopt_plan(&ctx, id, Version(1), None).await.expect("adopted");
    publish_plan(&ctx, plan, Version(1), false).await.expect("published");
    let public = plans::public_plan(&place.stranger(), plan).await.expect("public");
    let rows = format!("{:?} {:?}", public.measures, place.rows(&place.stranger(), View::Published).await);
    assert!(!public.publication.body_json.contains("Суркова"), "{}", public.publication.body_json);
    assert!(!rows.contains("Суркова"), "{rows}");
}

#[tokio::test]
async fn a_newer_edition_never_overwrites_what_was_published() {
    let place = Place::on("2019-02-01").await;
    let (ctx, stranger, former) = (place.ctx(Role::Methodologist), place.stranger(), place.published().await);
    let before = plans::public_plan(&stranger, former).await.expect("public");
    let newer = PAPER.replace("Поставить кулер", "Поставить два кулера");
    let newer = read_plan_paper(&ctx, incoming("новый.html", &newer, Some(place.organisation))).await.expect("read");
    let newer = adopt_plan(&ctx, newer, Version(1), Some(former)).await.expect("adopted");
    assert_eq!(place.rows(&stranger, View::Published).await.len(), 4, "the former stays public until the newer is");
    let refused = publish_plan(&ctx, former, Version(2), true).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    publish_plan(&ctx, newer, Version(1), false).await.expect("published");
    let after = plans::public_plan(&stranger, former).await.expect("still public");
    assert_eq!((&after.publication, &after.draft), (&before.publication, &before.draft));
    let texts = |plan: &plans::PublicPlan| plan.measures.iter().map(|m| (m.id, m.text.clone())).collect::<Vec<_>>();
    assert_eq!(texts(&after), texts(&before), "its measures are still read, from the frozen version");
    let rows = place.rows(&stranger, View::Published).await;
    assert!(rows.len() == 4 && rows.iter().all(|row| row.plan == newer), "the register counts one edition");
    let Found::Here(page) = portal::organisation(&stranger, "organizaciya-1").await.expect("found") else { panic!() };
    assert_eq!(page.plans.len(), 2);
    assert!(place.scratch.store.verify().await.expect("checked").is_empty());
}
