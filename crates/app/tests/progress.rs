//! Samples of places: targets by the norm or by hand, who is behind, days, ways and quotas of one place.

use crate::house::Place;
use otklik_app::answers::{self, Submission};
use otklik_app::record::OrganisationQuery;
use otklik_app::score::{self, RoundCard};
use otklik_app::survey::{self, Behind, QuotaCard, RoundProgress, round_progress};
use otklik_app::{Ctx, Refusal, integrity, registry};
use otklik_domain::access::Role;
use otklik_domain::ids::{AnswerId, RoundId};
use otklik_domain::round::Dates;
use otklik_domain::survey::{Channel, Raw, Target, Term};
use otklik_store::record::Traces;
use otklik_testkit::builders::id;

/// A round from 1 to 30 November with one organisation, its branch, and their surveys.
async fn opened(place: &Place, ctx: &Ctx) -> RoundId {
    let day = |text: &str| text.parse().ok();
    let survey = Term { opens_on: day("2026-11-01"), closes_on: day("2026-11-30") };
    let card = RoundCard { dates: Dates { survey, ..Dates::default() }, ..RoundCard::new("culture", 2026) };
    let round = score::open_round(ctx, &card).await.expect("opened");
    registry::keep_branch(ctx, place.organisation, None, "Сельский клуб", "", None).await.expect("kept");
    score::take_into_round(ctx, round, &OrganisationQuery::default()).await.expect("taken in");
    survey::open_surveys(ctx, round).await.expect("opened");
    round
}

async fn fill(place: &Place, code: &str, n: u64, sex: &str, age: &str, channel: Channel) {
    let raw = [("stand_used", Raw::Flag(true)), ("sex", Raw::Text(sex.into())), ("age", Raw::Text(age.into()))];
    let raw = raw.into_iter().map(|(code, raw)| (code.to_owned(), raw)).collect();
    let said = Submission { edition: "2018".to_owned(), raw, channel, traces: Traces::default() };
    answers::submit(&place.house, code, AnswerId(id(25, n)), said).await.expect("kept");
}

/// How a round goes; the first page of the cabinet tells the same sums without the list.
async fn told(ctx: &Ctx, round: RoundId) -> RoundProgress {
    let shown = round_progress(ctx, round, None).await.expect("told");
    let n_places = shown.places.iter().filter(|it| it.progress.is_some_and(|progress| progress.behind > 0)).count();
    let sums = Behind { n_places: n_places as u64, n_answers: shown.whole.behind };
    assert_eq!(survey::behind(ctx, &shown.round).await.expect("told"), sums);
    shown
}

#[tokio::test]
async fn who_is_behind_most_stands_first_and_what_nobody_planned_last() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = opened(&place, &admin).await;
    let shown = told(&admin, round).await;
    assert_eq!((shown.places.len(), shown.n_unplanned, shown.whole.target), (2, 2, 0));
    let owner = place.organisation;
    for role in [Role::Council, Role::Auditor, Role::Head] {
        let refused = survey::plan_sample(&place.ctx(role), round, owner, "", Target::default(), None).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?} {refused:?}");
    }
    let served = Target { n_served: Some(235), n_wanted: None };
    survey::plan_sample(&place.ctx(Role::Operator), round, owner, "Сельский клуб", served, None).await.expect("kept");
    let nowhere = survey::plan_sample(&admin, round, owner, "Другой", served, None).await;
    assert!(matches!(nowhere, Err(Refusal::NotFound)), "{nowhere:?}");
    let code = shown.places[0].place.survey.as_ref().expect("a survey").code.clone();
    fill(&place, code.as_str(), 1, "female", "64", Channel::Paper).await;
    let shown = told(&admin, round).await;
    let club = &shown.places[0];
    assert_eq!(club.place.branch, "Сельский клуб");
    let progress = club.progress.expect("planned");
    assert_eq!((progress.target, progress.expected, progress.behind, progress.short), (94, Some(68), 68, 94));
    assert_eq!((shown.n_unplanned, shown.places[1].place.respondents), (1, 1));
    let paper = survey::progress_paper(&admin, &shown, "csv").await.expect("written");
    let text = String::from_utf8(paper.bytes).expect("text").replace('\u{a0}', " ");
    assert!(text.contains("Сельский клуб;") && text.contains(";235;94;0;94;68;идёт"), "{text}");
    let nobody = round_progress(&place.ctx_of(Role::Head, &[]), round, None).await;
    assert!(nobody.map_or(true, |shown| shown.places.is_empty()));
}

#[tokio::test]
async fn a_pasted_list_is_taken_and_told_by_line() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = opened(&place, &admin).await;
    let name = registry::find_organisation(&admin, place.organisation).await.expect("read").value.name;
    let list = format!(
        "Организация;Филиал;Обслужено;Нужно\n{name};;10 000;\nНикто;;5;\n{name};Нет такого;5;\n{name};Сельский клуб;;\n\n\
         {name};Сельский клуб;много;\n{name};;7;\n{name};Сельский клуб;;35"
    );
    let done = survey::plan_list(&admin, round, &list).await.expect("taken");
    assert_eq!(done.n_kept, 2);
    assert_eq!(done.remarks.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 7, 8], "{done:?}");
    let shown = told(&admin, round).await;
    assert_eq!(shown.whole.target, 635, "600 at most by the norm, 35 by hand");
    let again = survey::plan_list(&admin, round, &format!("{name}\t\t235\t")).await.expect("tabs of a table");
    assert_eq!(again.n_kept, 1);
    let none = survey::plan_list(&admin, round, "Никто;;5;").await;
    assert!(matches!(&none, Err(Refusal::Invalid(faults)) if faults.to_string().contains("строка 1")), "{none:?}");
}

#[tokio::test]
async fn a_place_shows_its_days_ways_and_quotas() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = opened(&place, &admin).await;
    let card = QuotaCard {
        title: "Женщины 60 лет и старше".into(),
        choice: "sex=female".into(),
        number: "age".into(),
        least: "60".into(),
        percent: "20".into(),
        ..QuotaCard::default()
    };
    survey::add_quota(&admin, round, &card).await.expect("added");
    let wrong = QuotaCard { choice: "sex=other".into(), percent: "200".into(), ..QuotaCard::default() };
    match survey::add_quota(&admin, round, &wrong).await {
        Err(Refusal::Invalid(faults)) => assert_eq!(faults.sentences().len(), 3, "{faults}"),
        other => panic!("{other:?}"),
    }
    let target = Target { n_served: None, n_wanted: Some(30) };
    survey::plan_sample(&admin, round, place.organisation, "", target, None).await.expect("kept");
    let shown = told(&admin, round).await;
    let code = shown.places[0].place.survey.as_ref().expect("a survey").code.clone();
    for (n, sex, age, channel) in [
        (1, "female", "64", Channel::Paper),
        (2, "female", "30", Channel::Web),
        (3, "male", "70", Channel::Paper),
        (4, "female", "60", Channel::Kiosk),
    ] {
        fill(&place, code.as_str(), n, sex, age, channel).await;
    }
    let one = survey::place_progress(&admin, round, place.organisation, "").await.expect("told");
    assert_eq!(one.curve.channels.first(), Some(&(Channel::Paper, 2)));
    assert_eq!(one.curve.days.iter().map(|(_, n)| n).sum::<u64>(), 4);
    assert_eq!(one.quotas.iter().map(|it| (it.have, it.quota.needed)).collect::<Vec<_>>(), [(2, 6)]);
    assert_eq!((one.n_imported, one.n_excluded), (0, 0));
    // What is left out came and does not count: neither for the sample nor as if it had come in a file.
    let asked = one.place.place.survey.as_ref().expect("a survey").id;
    let out = AnswerId(id(25, 1));
    let said = (true, "Заполнил сотрудник");
    integrity::decide_one(&admin, place.organisation, asked, out, None, said).await.expect("kept");
    let one = survey::place_progress(&admin, round, place.organisation, "").await.expect("told");
    assert_eq!((one.place.place.respondents, one.n_imported, one.n_excluded), (3, 0, 1));
    assert_eq!(one.curve.days.iter().map(|(_, n)| n).sum::<u64>(), 4, "it is still seen when it came");
    assert_eq!(one.quotas.iter().map(|it| it.have).collect::<Vec<_>>(), [1]);
    for (ctx, expected) in [
        (admin.clone(), 4),
        (place.ctx_of(Role::Head, &[place.organisation]), 4),
        (place.ctx_of(Role::Head, &[place.neighbour().await]), 0),
    ] {
        let shown = told(&ctx, round).await;
        assert_eq!(shown.curve.days.iter().map(|(_, n)| n).sum::<u64>(), expected);
    }
    survey::remove_quota(&admin, round, 1).await.expect("removed");
    assert!(survey::round_quotas(&admin, round).await.expect("read").is_empty());
}
