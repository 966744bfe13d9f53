//! Scores: a round from its opening to what everybody sees; who may not; what is pressed twice; what is over.

use crate::house::Place;
use otklik_app::record::{EarlierScore, Found, RoundState, ScoreState, Version};
use otklik_app::score::{self, FindingEdit, RatingQuery, RoundCard, ScoreFile, Source};
use otklik_app::{Ctx, Refusal, examples};
use otklik_domain::access::Role;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::score::ledger::Candidate;
use otklik_domain::score::{Basis, Exact, Findings, Method, PriorScore, Tally};
use otklik_testkit::builders::{id, instant};
use otklik_testkit::worked;
use std::collections::BTreeMap;

type Answers = BTreeMap<(String, Option<String>), Tally>;

fn answers(names: &[&str]) -> Answers {
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let tally = worked::tally(&book.question_set());
    names.iter().map(|name| (((*name).to_owned(), None), tally.clone())).collect()
}

pub(crate) fn findings(name: &str) -> BTreeMap<(String, Option<String>), Findings> {
    BTreeMap::from([((name.to_owned(), None), worked::findings())])
}

pub(crate) fn source(bytes: &[u8]) -> Source {
    Source {
        title: "анкеты.csv".into(), bytes: Some((bytes.to_vec(), "csv".into())), mapping_json: None, n_rows: 118
    }
}

pub(crate) async fn opened(ctx: &Ctx, rulebook: &str, year: i16) -> RoundId {
    score::open_round(ctx, &RoundCard { small_count: 10, ..RoundCard::new(rulebook, year) }).await.expect("opened")
}

/// A round of one organisation, counted by case A.
async fn filled(place: &Place, year: i16) -> RoundId {
    let ctx = place.ctx(Role::Administrator);
    let round = opened(&ctx, "culture", year).await;
    let name = "БИБЛИОТЕКА № 1";
    let taken = score::import_tallies(&ctx, round, &source(b"a"), &answers(&[name])).await.expect("taken in");
    assert_eq!((taken.n_places, taken.waiting.len(), taken.is_before), (1, 0, false));
    score::import_findings(&ctx, round, &source(b"f"), &findings(name)).await.expect("taken in");
    round
}

pub(crate) async fn published(place: &Place, year: i16) -> RoundId {
    let (ctx, round) = (place.ctx(Role::Administrator), filled(place, year).await);
    score::count_round(&ctx, round, None).await.expect("counted");
    score::approve_round(&place.ctx(Role::Council), round).await.expect("approved");
    assert_eq!(score::publish_round(&ctx, round).await.expect("published").n_done, 1);
    round
}

#[tokio::test]
async fn a_round_becomes_a_published_score() {
    let place = Place::on("2026-11-22").await;
    let (round, ctx) = (filled(&place, 2026).await, place.ctx(Role::Administrator));
    let counted = score::sheet(&ctx, round, place.organisation).await.expect("counted");
    assert_eq!(counted.sheet.total.expect("a total").to_decimals(2), "89.08");
    assert!(counted.kept.is_none() && !counted.is_up_to_date);
    assert_eq!(score::count_round(&ctx, round, None).await.expect("counted").n_changed, 1);
    assert_eq!(score::count_round(&ctx, round, None).await.expect("counted").n_changed, 0, "as it was");
    let nothing = score::published_sheet(&place.stranger(), "organizaciya-1", None).await;
    assert!(matches!(nothing, Err(Refusal::NotFound)), "not before it is published");
    let early = score::publish_round(&ctx, round).await.expect("nothing to publish");
    assert_eq!((early.n_done, early.n_unapproved), (0, 1));
    assert_eq!(score::approve_round(&place.ctx(Role::Council), round).await.expect("approved").n_done, 1);
    assert_eq!(score::publish_round(&ctx, round).await.expect("published").n_done, 1);
    assert_eq!(score::publish_round(&ctx, round).await.expect("a second press does no harm").n_done, 0);
    let shown = score::published_sheet(&place.stranger(), "organizaciya-1", Some(2026)).await.expect("shown");
    assert_eq!(shown.score.figures.total.expect("a total").to_decimals(2), "89.08");
    assert_eq!(shown.years, [2026]);
    assert!(score::sheet(&ctx, round, place.organisation).await.expect("counted").is_up_to_date);
    assert_eq!(score::verify(&*place.scratch.store).await.expect("checked"), vec![]);
    assert_eq!(place.scratch.store.verify().await.expect("checked"), vec![]);
}

#[tokio::test]
async fn counts_of_few_people_stay_inside() {
    let place = Place::on("2026-11-22").await;
    published(&place, 2026).await;
    // Nine people with a disability, and the round's threshold is ten.
    let shown = score::published_sheet(&place.stranger(), "organizaciya-1", None).await.expect("shown");
    let bases = |sheet: &otklik_domain::score::ScoreSheet| -> Vec<Basis> {
        let parts = sheet.branches[0].indicators.iter().flat_map(|indicator| &indicator.parts);
        parts.map(|part| part.basis.clone()).collect()
    };
    let small = Basis::Of { part: 7, whole: 9 };
    assert!(!bases(&shown.sheet).contains(&small));
    assert!(bases(&shown.sheet).contains(&Basis::Of { part: 112, whole: 118 }));
    let for_all = score::explain(&place.stranger(), shown.score.id).await.expect("opened");
    let inside = score::explain(&place.ctx(Role::Council), shown.score.id).await.expect("opened");
    assert!(for_all.is_public && !inside.is_public);
    assert!(bases(&inside.sheet).contains(&small) && !bases(&for_all.sheet).contains(&small));
    let (for_all, inside) = (for_all.explanation.lines().join("\n"), inside.explanation.lines().join("\n"));
    assert!(inside.contains("7/9") && !for_all.contains("7/9"), "{for_all}");
    assert!(for_all.contains("112/118") && for_all.contains("89,08"), "{for_all}");
}

#[tokio::test]
async fn who_may_not_is_told_so_and_keeps_nothing() {
    let place = Place::on("2026-11-22").await;
    let round = filled(&place, 2026).await;
    score::count_round(&place.ctx(Role::Administrator), round, None).await.expect("counted");
    let edition = place.edition().await;
    let is_no = |refused: Result<(), Refusal>| matches!(refused, Err(Refusal::NotAllowed | Refusal::NotSignedIn));
    let (card, none) = (RoundCard::new("culture", 2026), Answers::new());
    for ctx in [place.stranger(), place.ctx(Role::ClubWorker), place.ctx(Role::Auditor), place.ctx(Role::Head)] {
        let who = format!("{:?}", ctx.actor.role);
        assert!(is_no(score::open_round(&ctx, &card).await.map(|_| ())), "{who}");
        assert!(is_no(score::edit_round(&ctx, round, Version(1), &card).await.map(|_| ())), "{who}");
        assert!(is_no(score::close_round(&ctx, round, Version(1)).await.map(|_| ())), "{who}");
        assert!(is_no(score::import_tallies(&ctx, round, &source(b"x"), &none).await.map(|_| ())), "{who}");
        assert!(is_no(score::match_name(&ctx, round, "Клуб", place.organisation).await.map(|_| ())), "{who}");
        assert!(is_no(score::edit_finding(&ctx, round, place.organisation, &[]).await), "{who}");
        assert!(is_no(score::count_round(&ctx, round, None).await.map(|_| ())), "{who}");
        assert!(is_no(score::approve_round(&ctx, round).await.map(|_| ())), "{who}");
        assert!(is_no(score::publish_round(&ctx, round).await.map(|_| ())), "{who}");
        assert!(is_no(score::keep_mapping(&ctx, "форма", "{}", None).await.map(|_| ())), "{who}");
    }
    let operator = place.ctx(Role::Operator);
    assert!(is_no(score::approve_round(&operator, round).await.map(|_| ())), "who counts does not approve");
    let council = place.ctx(Role::Council);
    assert!(is_no(score::publish_round(&council, round).await.map(|_| ())), "who approves does not publish");
    assert_eq!(place.edition().await, edition);
}

#[tokio::test]
async fn the_same_file_counts_once_and_can_be_taken_back() {
    let place = Place::on("2026-11-22").await;
    let (round, ctx) = (filled(&place, 2026).await, place.ctx(Role::Operator));
    let again = score::import_tallies(&ctx, round, &source(b"a"), &answers(&["Библиотека № 1"])).await.expect("known");
    assert!(again.is_before);
    let respondents = async || {
        let counted = score::sheet(&ctx, round, place.organisation).await.expect("counted");
        counted.sheet.respondents
    };
    assert_eq!(respondents().await, 118);
    let more = score::import_tallies(&ctx, round, &source(b"b"), &answers(&["organizaciya-1"])).await.expect("taken");
    assert_eq!(respondents().await, 236);
    score::withdraw_batch(&ctx, more.batch, Version(1)).await.expect("taken back");
    let twice = score::withdraw_batch(&ctx, more.batch, Version(2)).await;
    assert!(matches!(twice, Err(Refusal::Stale)), "{twice:?}");
    assert_eq!(respondents().await, 118);
    let anew = score::import_tallies(&ctx, round, &source(b"b"), &answers(&["organizaciya-1"])).await.expect("taken");
    assert!(!anew.is_before, "what was taken back may come again");
    score::close_round(&place.ctx(Role::Founder), round, Version(1)).await.expect("closed");
    let late = score::import_tallies(&ctx, round, &source(b"c"), &answers(&["organizaciya-1"])).await;
    assert!(matches!(late, Err(Refusal::Invalid(_))), "{late:?}");
    assert_eq!(respondents().await, 236);
}

#[tokio::test]
async fn an_unknown_name_waits_and_is_remembered() {
    let place = Place::on("2026-11-22").await;
    let ctx = place.ctx(Role::Methodologist);
    let round = opened(&place.ctx(Role::Founder), "culture", 2026).await;
    let names = ["Бибилиотека на горке", "Библиотека № 1"];
    let taken = score::import_tallies(&ctx, round, &source(b"a"), &answers(&names)).await.expect("taken in");
    assert_eq!((taken.n_places, taken.waiting), (1, vec![names[0].to_owned()]));
    let waiting = score::waiting_names(&ctx, round).await.expect("read");
    assert_eq!((waiting.len(), waiting[0].respondents), (1, 118));
    score::match_name(&ctx, round, names[0], place.organisation).await.expect("matched");
    assert!(score::waiting_names(&ctx, round).await.expect("read").is_empty());
    assert_eq!(score::sheet(&ctx, round, place.organisation).await.expect("counted").sheet.respondents, 236);
    let next = score::import_tallies(&ctx, round, &source(b"b"), &answers(&names[..1])).await.expect("taken in");
    assert_eq!((next.n_places, next.waiting.len()), (1, 0), "remembered");
    let nobody = score::match_name(&ctx, round, "Клуб", OrganisationId(id(1, 99))).await;
    assert!(matches!(nobody, Err(Refusal::NotFound)), "{nobody:?}");
}

#[tokio::test]
async fn a_correction_is_the_next_version_and_the_stale_are_refused() {
    let place = Place::on("2026-11-22").await;
    let (round, ctx) = (published(&place, 2026).await, place.ctx(Role::Founder));
    let edit = |n, expected| FindingEdit {
        branch: String::new(),
        item: "stand".into(),
        found: Found::Present(n),
        note: Some("пересчитано".into()),
        expected,
        is_removed: false,
    };
    score::edit_finding(&ctx, round, place.organisation, &[edit(17, Some(Version(1)))]).await.expect("changed");
    let stale = score::edit_finding(&ctx, round, place.organisation, &[edit(16, Some(Version(1)))]).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    score::count_round(&ctx, round, Some("Стенд пересчитан")).await.expect("counted");
    let shown = async || score::published_sheet(&place.stranger(), "organizaciya-1", None).await.expect("shown").score;
    assert_eq!(shown().await.number, 1, "until it is published");
    let row = score::round_scores(&ctx, round).await.expect("read").remove(0);
    let early = score::publish_score(&ctx, round, place.organisation, row.version).await;
    assert!(matches!(early, Err(Refusal::Invalid(_))), "{early:?}");
    score::approve_round(&place.ctx(Role::Council), round).await.expect("approved");
    let stale = score::publish_score(&ctx, round, place.organisation, row.version).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    let row = score::round_scores(&ctx, round).await.expect("read").remove(0);
    assert_eq!(row.state, ScoreState::Approved);
    score::publish_score(&ctx, round, place.organisation, row.version).await.expect("published");
    let score = shown().await;
    assert_eq!((score.number, score.reason.as_deref()), (2, Some("Стенд пересчитан")));
    assert!(score.supersedes.is_some());
    let kept = score::find_round(&ctx, round).await.expect("read");
    let stale = score::close_round(&ctx, round, Version(kept.version.0 + 1)).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    assert_eq!(kept.value.state, RoundState::Open);
    let other = RoundCard { year: 2026, ..RoundCard::new("education", 2026) };
    let refused = score::edit_round(&ctx, round, kept.version, &other).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    assert_eq!(score::verify(&*place.scratch.store).await.expect("checked"), vec![]);
}

#[tokio::test]
async fn years_tell_what_can_be_compared() {
    let place = Place::on("2026-11-22").await;
    published(&place, 2026).await;
    let earlier = |number, year, value: &str, method| EarlierScore {
        organisation: place.organisation,
        id: id(24, number),
        score: PriorScore::new(year, value.parse().expect("points"), None, method).expect("a result"),
        criteria: vec![],
        source: "bus.gov.ru".to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    };
    let both = [earlier(1, 2016, "146.7", Method::Before2018), earlier(2, 2022, "85.5", Method::SingleOrder)];
    score::keep_earlier_scores(&place.ctx(Role::Operator), &both).await.expect("kept");
    let years = score::years(&place.stranger(), "organizaciya-1").await.expect("read");
    let told: Vec<(i16, bool, Option<String>)> = years
        .iter()
        .map(|line| (line.year, line.is_comparable, line.change.as_ref().map(ToString::to_string)))
        .collect();
    assert_eq!(told, [(2026, true, Some("3.58".to_owned())), (2022, true, None), (2016, false, None)]);
}

#[tokio::test]
async fn the_examples_have_a_rating_and_leave_with_it() {
    let place = Place::on("2026-11-22").await;
    examples::load(&place.house, &crate::examples::SHELF).await.expect("loaded");
    let stranger = place.stranger();
    let culture = RatingQuery { sector: Some(otklik_domain::registry::Sector::Culture), ..RatingQuery::default() };
    let rating = score::rating(&stranger, &culture).await.expect("a rating");
    assert!(rating.round.is_example && rating.lines.len() == 5, "{}", rating.lines.len());
    let places: Vec<usize> = rating.lines.iter().map(|line| line.rank.expect("a total").place).collect();
    assert_eq!(places, [1, 2, 3, 4, 5]);
    assert_eq!(rating.means.len(), 2, "a district and a town: {:?}", rating.means);
    let slugs: Vec<String> = rating.lines.iter().take(4).map(|line| line.row.slug.clone()).collect();
    let side_by_side = score::compare(&stranger, &slugs, None).await.expect("compared");
    assert!(side_by_side.sheets.len() == 4 && side_by_side.is_alike);
    let five: Vec<String> = rating.lines.iter().map(|line| line.row.slug.clone()).collect();
    assert!(matches!(score::compare(&stranger, &five, None).await, Err(Refusal::Invalid(_))));
    let district = rating.lines.iter().find_map(|line| line.row.territory);
    let heat = score::heat(&stranger, district, Some(rating.round.id)).await.expect("a matrix");
    assert!(!heat.rows.is_empty() && heat.rows.len() < 5);
    assert!(heat.rows.iter().all(|row| row.indicators.len() == heat.indicators.len()));
    for sector in ["education", "health", "social-care"] {
        let sector = otklik_domain::registry::Sector::from_name(sector);
        let one = score::rating(&stranger, &RatingQuery { sector, ..RatingQuery::default() }).await.expect("a rating");
        assert!(one.lines[0].row.figures.total.is_some());
    }
    assert_eq!(score::verify(&*place.scratch.store).await.expect("checked"), vec![]);
    published(&place, 2026).await;
    let real = score::rating(&stranger, &RatingQuery::default()).await.expect("a rating");
    assert!(!real.round.is_example && real.lines.len() == 1, "never mixed");
    examples::remove(&place.ctx(Role::Administrator)).await.expect("removed");
    assert_eq!(score::list_rounds(&place.ctx(Role::Auditor)).await.expect("read").len(), 1);
    assert!(!place.scratch.store.has_examples().await.expect("read"));
    assert_eq!(place.scratch.store.verify().await.expect("checked"), vec![]);
}

fn file(name: &str, text: &str) -> ScoreFile {
    ScoreFile { name: name.to_owned(), bytes: text.as_bytes().to_vec(), mapping: None }
}

#[tokio::test]
async fn a_file_is_shown_before_it_is_taken_in() {
    let place = Place::on("2026-11-22").await;
    let ctx = place.ctx(Role::Operator);
    let round = opened(&ctx, "culture", 2026).await;
    let edition = place.edition().await;
    let text = "organisation;stand_used;stand_ok;recommend\nБиблиотека № 1;да;да;да\nБиблиотека № 1;нет;;нет\n";
    let read = score::read_answers(&ctx, round, &file("анкеты.csv", text)).await.expect("read");
    assert_eq!((read.n_rows(), read.mapping.as_ref().map(|mapping| mapping.n_questions())), (2, Some(3)));
    assert_eq!(place.edition().await, edition, "nothing was kept");
    let refused = score::read_answers(&ctx, round, &file("письмо.txt", "Просто письмо")).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    let confirmed = ScoreFile { mapping: read.mapping_text, ..file("анкеты.csv", text) };
    let (_, taken) = score::import_answers_file(&ctx, round, &confirmed).await.expect("taken in");
    assert_eq!((taken.n_places, taken.is_before), (1, false));
    let (_, again) = score::import_answers_file(&ctx, round, &confirmed).await.expect("known");
    assert!(again.is_before);
    let found = "organisation,branch,item,value\nБиблиотека № 1,,stand_present,14\nБиблиотека № 1,,comfort.water,0\n";
    score::import_findings_file(&ctx, round, &file("осмотр.csv", found)).await.expect("taken in");
    let kept = score::findings(&ctx, round, place.organisation).await.expect("read");
    assert_eq!(kept.iter().map(|k| k.value.item.as_str()).collect::<Vec<_>>(), ["comfort.water", "stand"]);
    let text = confirmed.mapping.expect("a mapping");
    score::keep_mapping(&ctx, " Форма  клуба ", &text, None).await.expect("kept");
    assert_eq!(score::mapping_text(&ctx, "Форма клуба").await.expect("read"), text);
    assert_eq!(score::batches(&ctx, round).await.expect("read").len(), 2);
    let one = Candidate { id: "1".to_owned(), cost_kopecks: 1, closes: Vec::new() };
    for (n, is_taken) in [(0, false), (1, true), (score::CANDIDATES_MAX + 1, false)] {
        let candidates = vec![one.clone(); n];
        let found = score::cheapest_closing(&ctx, round, place.organisation, Exact::whole(90), candidates).await;
        assert_eq!(found.is_ok(), is_taken, "{n} candidates: {found:?}");
    }
    assert_eq!(place.scratch.store.verify().await.expect("checked"), vec![]);
}
