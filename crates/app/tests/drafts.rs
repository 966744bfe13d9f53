//! A draft beside its original: corrected in place, matched, put aside; a refused correction changes nothing.

use crate::house::{PAPER, Place, incoming};
use otklik_app::drafts::{self, DraftView, HeadTyped, MeasureTyped};
use otklik_app::intake::read_plan_paper;
use otklik_app::record::Version;
use otklik_app::{Ctx, Faults, Refusal};
use otklik_domain::access::Role;
use otklik_domain::ids::{DraftId, OrganisationId};
use otklik_testkit::builders::id;

fn typed(text: &str, term: &str, executors: &str) -> MeasureTyped {
    MeasureTyped {
        text: text.to_owned(),
        term: term.to_owned(),
        executors: executors.to_owned(),
        ..MeasureTyped::default()
    }
}

async fn seen(ctx: &Ctx, id: DraftId) -> DraftView {
    drafts::draft(ctx, id).await.expect("found")
}

fn codes_of(view: &DraftView, n: usize) -> Vec<String> {
    let mut codes: Vec<String> =
        view.remarks.iter().filter(|r| r.measure == Some(n)).map(|r| r.code.to_string()).collect();
    codes.sort();
    codes
}

#[tokio::test]
async fn a_correction_is_kept_beside_what_was_read_and_its_remarks_leave() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Operator), place.draft().await);
    assert_eq!(codes_of(&seen(&ctx, id).await, 2), ["no-deadline", "no-executor"]);
    let cooler = typed("Поставить кулер", "до 1 марта 2019 года", "Орлов П.П., завхоз");
    drafts::correct_measure(&ctx, id, Version(1), 2, &cooler).await.expect("corrected");
    let view = seen(&ctx, id).await;
    assert_eq!((view.version, codes_of(&view, 2)), (Version(2), vec![]));
    assert_eq!(view.as_read.measures[2].deadline, None);
    let corrected = &view.corrected.measures[2];
    assert_eq!(corrected.deadline.as_ref().and_then(|d| d.to), "2019-03-01".parse().ok());
    assert_eq!(corrected.executors[0].name.as_deref(), Some("Орлов П.П."));
    assert_eq!(corrected.place, view.as_read.measures[2].place, "the cell it stands in is still known");
}

#[tokio::test]
async fn a_measure_is_added_and_taken_out_and_remarks_follow_theirs() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Operator), place.draft().await);
    drafts::remove_measure(&ctx, id, Version(1), 0).await.expect("removed");
    let view = seen(&ctx, id).await;
    assert_eq!(
        (view.corrected.measures.len(), codes_of(&view, 1)),
        (3, vec!["no-deadline".into(), "no-executor".into()])
    );
    drafts::add_measure(&ctx, id, Version(2), &typed("Обучить персонал", "", "")).await.expect("added");
    let view = seen(&ctx, id).await;
    assert_eq!((view.as_read.measures.len(), view.corrected.measures.len()), (4, 4));
    assert_eq!(view.corrected.measures[3].text, "Обучить персонал");
    let none = drafts::remove_measure(&ctx, id, Version(3), 9).await;
    assert!(matches!(none, Err(Refusal::NotFound)), "{none:?}");
    assert_eq!(seen(&ctx, id).await.version, Version(3));
}

#[tokio::test]
async fn every_fault_of_a_measure_is_said_at_once_and_nothing_is_kept() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Operator), place.draft().await);
    let edition = place.edition().await;
    let wrong = MeasureTyped { criterion: "шесть".into(), indicator: "9.9".into(), ..typed("  ", "", "") };
    for refused in [
        drafts::correct_measure(&ctx, id, Version(1), 0, &wrong).await,
        drafts::add_measure(&ctx, id, Version(1), &wrong).await,
    ] {
        let Err(Refusal::Invalid(Faults::Fields(fields))) = refused else { panic!("{refused:?}") };
        assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["text", "criterion", "indicator"]);
    }
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn the_head_is_corrected_or_its_field_is_named() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Operator), place.draft().await);
    let head = |from: &str, to: &str, year: &str| HeadTyped {
        title: "План".into(),
        organisation: "МБУК «Луговской ДК»".into(),
        from: from.into(),
        to: to.into(),
        assessed_year: year.into(),
    };
    for (typed, field) in [
        (head("давно", "2020", "2018"), "from"),
        (head("2019", "31.02.2020", "2018"), "to"),
        (head("2020", "2019", "2018"), "to"),
        (head("2019", "2020", "18"), "assessed_year"),
    ] {
        let refused = drafts::correct_head(&ctx, id, Version(1), &typed).await;
        let Err(Refusal::Invalid(Faults::Fields(fields))) = refused else { panic!("{typed:?}: {refused:?}") };
        assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [field], "{typed:?}");
    }
    drafts::correct_head(&ctx, id, Version(1), &head("2019", "30.06.2020", "2018")).await.expect("corrected");
    let corrected = seen(&ctx, id).await.corrected;
    let period = corrected.period.map(|p| (p.from.to_string(), p.to.to_string()));
    assert_eq!(period, Some(("2019-01-01".into(), "2020-06-30".into())));
    assert_eq!(
        (corrected.assessed_year, corrected.organisation_as_written.as_deref()),
        (Some(2018), Some("МБУК «Луговской ДК»"))
    );
}

#[tokio::test]
async fn who_corrects_an_older_version_or_a_dropped_draft_is_told_so() {
    let place = Place::on("2019-02-01").await;
    let (ctx, id) = (place.ctx(Role::Operator), place.draft().await);
    let measure = typed("Поставить два кулера", "", "");
    drafts::correct_measure(&ctx, id, Version(1), 2, &measure).await.expect("corrected");
    let edition = place.edition().await;
    let organisation = place.organisation;
    for refused in [
        drafts::correct_measure(&ctx, id, Version(1), 2, &measure).await,
        drafts::add_measure(&ctx, id, Version(1), &measure).await,
        drafts::remove_measure(&ctx, id, Version(1), 2).await,
        drafts::correct_head(&ctx, id, Version(1), &HeadTyped::default()).await,
        drafts::match_organisation(&ctx, id, Version(1), organisation).await,
        drafts::drop_draft(&ctx, id, Version(1)).await,
    ] {
        assert!(matches!(refused, Err(Refusal::Stale)), "{refused:?}");
    }
    assert_eq!(place.edition().await, edition);
    drafts::drop_draft(&ctx, id, Version(2)).await.expect("dropped");
    let refused = drafts::correct_measure(&ctx, id, Version(3), 2, &measure).await;
    assert!(matches!(refused, Err(Refusal::Stale)), "{refused:?}");
    assert!(drafts::original(&ctx, id).await.is_ok(), "the original stays");
}

#[tokio::test]
async fn a_matched_name_is_remembered_for_the_next_paper() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Operator);
    let id = read_plan_paper(&ctx, incoming("план.html", PAPER, None)).await.expect("read");
    assert!(seen(&ctx, id).await.organisation.is_none(), "likeness alone matches nothing");
    drafts::match_organisation(&ctx, id, Version(1), place.organisation).await.expect("matched");
    let next = PAPER.replace("кулер", "фонтанчик");
    let next = read_plan_paper(&ctx, incoming("план-2.html", &next, None)).await.expect("read");
    assert_eq!(seen(&ctx, next).await.organisation.map(|o| o.id), Some(place.organisation));
    let nobody = drafts::match_organisation(&ctx, next, Version(1), OrganisationId(self::id(1, 77))).await;
    assert!(matches!(nobody, Err(Refusal::NotFound)), "{nobody:?}");
}

#[tokio::test]
async fn a_draft_of_others_is_not_there_and_one_of_nobody_is_for_the_whole_house() {
    let place = Place::on("2019-02-01").await;
    let (other, id) = (place.neighbour().await, place.draft().await);
    let anywhere = place.ctx(Role::Operator);
    let loose = PAPER.replace("кулер", "фонтанчик");
    let loose = read_plan_paper(&anywhere, incoming("план.html", &loose, None)).await.expect("read");
    let (owner, stranger) = (place.ctx_of(Role::Head, &[place.organisation]), place.ctx_of(Role::Head, &[other]));
    for (ctx, id, is_seen) in [
        (&owner, id, true),
        (&stranger, id, false),
        (&owner, loose, false),
        (&stranger, loose, false),
        (&anywhere, loose, true),
    ] {
        let found = drafts::draft(ctx, id).await;
        assert!(if is_seen { found.is_ok() } else { matches!(found, Err(Refusal::NotFound)) }, "{id} {found:?}");
        assert_eq!(drafts::original(ctx, id).await.is_ok(), is_seen);
    }
    let council = drafts::draft(&place.ctx(Role::Council), id).await;
    assert!(matches!(council, Err(Refusal::NotAllowed)), "{council:?}");
}
