//! The journal: what was and what became in words, within reach only, and as a file that keeps the chain.

use crate::house::Place;
use otklik_app::drafts::MeasureTyped;
use otklik_app::journal::{JournalAsked, export, journal};
use otklik_app::record::Version;
use otklik_app::{Refusal, measures, plans};
use otklik_domain::access::Role;

#[tokio::test]
async fn a_change_is_told_as_was_and_became() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Head), place.plan().await);
    let row = plans::plan(&ctx, plan).await.expect("found").measures[0].id;
    let typed = MeasureTyped {
        text: "Установить вывески у входа".into(),
        term: "до 01.05.2019".into(),
        executors: "Линькова И.И., заместитель директора".into(),
        reason: "Нет денег".into(),
        agreed: "Кузнецова Т.П.".into(),
        ..MeasureTyped::default()
    };
    measures::edit_measure(&ctx, row, Version(1), &typed).await.expect("changed");
    let asked = JournalAsked { verb: Some("edit_measure".into()), ..JournalAsked::default() };
    let page = journal(&place.ctx(Role::Auditor), &asked, 10).await.expect("read");
    let [entry] = page.entries.as_slice() else { panic!("{page:?}") };
    let told = format!("{:?}", entry.changes);
    assert!(told.contains("утверждён") && told.contains("изменён после утверждения"), "{told}");
    assert!(told.contains("Установить вывески у входа") && told.contains("2019–2020 гг."), "{told}");
    assert_eq!(entry.note.as_deref(), Some("Нет денег"));
    let whole = journal(&place.ctx(Role::Auditor), &JournalAsked::default(), 100).await.expect("read").entries;
    let about = |verb: &str| -> Vec<&str> {
        whole.iter().filter(|entry| entry.verb == verb).map(|entry| entry.about.as_str()).collect()
    };
    let name = place.name().await;
    for (verb, expected) in [
        ("create_organisation", name.clone()),
        ("edit_measure", format!("{name}: ПЛАН по устранению недостатков")),
        ("adopt_plan", format!("{name}: ПЛАН по устранению недостатков, выявленных в ходе независимой оценки")),
    ] {
        assert!(about(verb).iter().any(|words| words.starts_with(&expected)), "{verb}: {:?}", about(verb));
    }
}

#[tokio::test]
async fn a_founder_of_some_organisations_reads_what_is_about_them() {
    let place = Place::on("2019-02-01").await;
    let other = place.neighbour().await;
    place.plan().await;
    let all = JournalAsked::default();
    let whole = journal(&place.ctx(Role::Founder), &all, 100).await.expect("read").entries.len();
    let own = journal(&place.ctx_of(Role::Founder, &[place.organisation]), &all, 100).await.expect("read").entries;
    let theirs = journal(&place.ctx_of(Role::Founder, &[other]), &all, 100).await.expect("read").entries;
    assert!(own.iter().any(|entry| entry.verb == "adopt_plan") && own.len() < whole, "{own:?}");
    assert_eq!(theirs.iter().map(|entry| entry.verb.as_str()).collect::<Vec<_>>(), ["create_organisation"]);
    for role in [Role::Head, Role::ClubWorker, Role::Operator] {
        let refused = journal(&place.ctx(role), &all, 100).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?} {refused:?}");
    }
}

#[tokio::test]
async fn the_file_has_every_line_with_its_hash() {
    let place = Place::on("2019-02-01").await;
    place.plan().await;
    let ctx = place.ctx(Role::Auditor);
    let lines = journal(&ctx, &JournalAsked::default(), 100).await.expect("read").entries;
    for format in ["csv", "json"] {
        let out = export::paper(&ctx, &JournalAsked::default(), format).await.expect("written");
        let text = String::from_utf8(out.bytes).expect("text");
        assert!(lines.iter().all(|line| text.contains(&line.hash)), "{text}");
        assert!(text.contains("Было") || text.contains("became"), "{text}");
    }
    let refused = export::paper(&ctx, &JournalAsked::default(), "exe").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
}
