//! From answers to a score: the whole way of a round, on both engines; what cannot be skipped; files that add up.

use crate::house::{actor, house};
use otklik_app::answers::{self, Submission};
use otklik_app::record::OrganisationQuery;
use otklik_app::score::{self, RoundCard, Source, closing, round_file, round_results};
use otklik_app::{Ctx, House, Refusal, registry, survey};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::closing::{Missing, Step};
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId};
use otklik_domain::round::Dates;
use otklik_domain::survey::{Channel, Raw, Term};
use otklik_store::record::{Counts, Traces};
use otklik_testkit::builders::{act, id, organisation};
use otklik_testkit::databases::{self, Scratch};
use std::collections::BTreeMap;

/// The clubs of the organisation and how many answer at each; the organisation's own place comes first.
const PLACES: [(&str, u64); 3] = [("", 12), ("Дальний клуб", 2), ("Сельский клуб", 7)];

struct Way {
    house: House,
    organisation: OrganisationId,
    name: String,
    round: RoundId,
    _scratch: Scratch,
}

impl Way {
    fn ctx(&self, role: Role) -> Ctx {
        self.house.ctx(actor(role, Scope::Everywhere))
    }

    /// A round with three places, asked and answered; nothing is closed.
    async fn begun(scratch: Scratch, small_count: u64) -> Self {
        let house = house(&scratch, "2026-11-22");
        let ctx = house.ctx(actor(Role::Administrator, Scope::Everywhere));
        let one = organisation(1);
        scratch.store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
        for (branch, _) in &PLACES[1..] {
            registry::keep_branch(&ctx, one.id, None, branch, "", None).await.expect("kept");
        }
        let term = Term { opens_on: "2026-11-01".parse().ok(), closes_on: "2026-11-30".parse().ok() };
        let dates = Dates { survey: term, ..Dates::default() };
        let card = RoundCard { dates, small_count, ..RoundCard::new("culture", 2026) };
        let round = score::open_round(&ctx, &card).await.expect("opened");
        score::take_into_round(&ctx, round, &OrganisationQuery::default()).await.expect("taken in");
        survey::open_surveys(&ctx, round).await.expect("opened");
        let way = Way { house, organisation: one.id, name: one.name, round, _scratch: scratch };
        let mut n = 0;
        for (branch, n_answers) in PLACES {
            for at in 0..n_answers {
                n += 1;
                way.fill(branch, n, at).await.expect("kept");
            }
        }
        way
    }

    async fn fill(&self, branch: &str, n: u64, at: u64) -> Result<(), Refusal> {
        let lines = survey::round_surveys(&self.ctx(Role::Administrator), self.round).await.expect("listed");
        let line = lines.into_iter().find(|line| line.survey.value.branch == branch).expect("a survey");
        let flag = |yes: bool| Raw::Flag(yes);
        let mut raw = vec![
            ("stand_used", flag(true)),
            ("stand_ok", flag(!at.is_multiple_of(3))),
            ("comfort_ok", flag(!at.is_multiple_of(4))),
            ("disability", flag(at == 0)),
            ("recommend", flag(!at.is_multiple_of(5))),
            ("suggestion", Raw::Text("Спасибо Ивановой из Дальнего".to_owned())),
            ("sex", Raw::Text(if at == 1 { "male" } else { "female" }.to_owned())),
            ("age", Raw::Text((60 + at % 9).to_string())),
        ];
        if at == 0 {
            raw.push(("access_ok", flag(true)));
        }
        let raw = raw.into_iter().map(|(code, raw)| (code.to_owned(), raw)).collect();
        let channel = if at.is_multiple_of(2) { Channel::Web } else { Channel::Paper };
        let said = Submission { edition: "2018".to_owned(), raw, channel, traces: Traces::default() };
        answers::submit(&self.house, line.survey.value.code.as_str(), AnswerId(id(25, n)), said).await.map(drop)
    }

    async fn inspected(&self) {
        let found = BTreeMap::from([((self.name.clone(), None), otklik_testkit::worked::findings())]);
        let source = Source { title: "осмотр.csv".into(), n_rows: 1, ..Source::default() };
        score::import_findings(&self.ctx(Role::Administrator), self.round, &source, &found).await.expect("taken in");
    }

    async fn close(&self) {
        let admin = self.ctx(Role::Administrator);
        let version = score::find_round(&admin, self.round).await.expect("read").version;
        score::close_round(&admin, self.round, version).await.expect("closed");
    }

    async fn published(&self) {
        self.inspected().await;
        self.close().await;
        let admin = self.ctx(Role::Administrator);
        score::count_round(&admin, self.round, None).await.expect("counted");
        score::approve_round(&self.ctx(Role::Council), self.round).await.expect("approved");
        assert_eq!(score::publish_round(&admin, self.round).await.expect("published").n_done, 1);
    }

    /// The lines of a published file, cell by cell, the head first.
    async fn file(&self, name: &str) -> Vec<Vec<String>> {
        let bytes = round_file(&self.house.ctx(Actor::stranger()), self.round, None, name).await.expect("a file");
        let text = String::from_utf8(bytes).expect("text");
        let cells = |line: &str| line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect();
        text.trim_start_matches('\u{feff}').lines().map(cells).collect()
    }

    /// What was published of each place.
    async fn tally(&self) -> BTreeMap<String, Counts> {
        let kept = self.house.store.find_newest_score(self.round, self.organisation, true).await.expect("read");
        let places = kept.expect("published").value.inputs.places;
        places.into_iter().map(|(branch, place)| (branch, place.counts)).collect()
    }

    async fn lacks(&self, step: Step) -> Vec<Missing> {
        let shown = closing(&self.ctx(Role::Administrator), self.round).await.expect("told");
        shown.steps.into_iter().find(|line| line.step == step).expect("a step").missing
    }
}

fn told(refused: &Result<score::Steps, Refusal>) -> String {
    match refused {
        Err(Refusal::Invalid(faults)) => faults.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn journey(scratch: Scratch) {
    let way = Way::begun(scratch, 0).await;
    let (admin, council) = (way.ctx(Role::Administrator), way.ctx(Role::Council));
    assert_eq!(way.lacks(Step::Surveys).await, [Missing::RoundOpen, Missing::SurveysRunning(3)]);
    assert_eq!(way.lacks(Step::Count).await, [Missing::Uncounted(1)]);
    way.inspected().await;
    score::count_round(&admin, way.round, None).await.expect("counted");
    let early = score::approve_round(&council, way.round).await;
    assert!(told(&early).contains("Тур ещё открыт"), "{early:?}");
    way.fill("", 100, 3).await.expect("one more comes after the count");
    way.close().await;
    let late = way.fill("", 101, 4).await;
    assert!(matches!(late, Err(Refusal::Gone)), "the round closes its surveys: {late:?}");
    let old = score::approve_round(&council, way.round).await;
    assert!(told(&old).contains("Посчитайте заново"), "{old:?}");
    score::count_round(&admin, way.round, None).await.expect("counted");
    let own = score::approve_round(&admin, way.round).await;
    assert!(told(&own).contains("другой человек"), "{own:?}");
    assert_eq!(score::approve_round(&council, way.round).await.expect("approved").n_done, 1);
    let nothing = round_results(&way.house.ctx(Actor::stranger()), way.round, None).await;
    assert!(matches!(nothing, Err(Refusal::NotFound)));
    assert_eq!(score::publish_round(&admin, way.round).await.expect("published").n_done, 1);
    assert_eq!(score::publish_round(&admin, way.round).await.expect("again").n_done, 0);
    let shown = closing(&admin, way.round).await.expect("told");
    assert!(shown.steps.iter().all(|line| line.is_done) && shown.published == Some(1), "{:?}", shown.steps);

    let results = round_results(&way.house.ctx(Actor::stranger()), way.round, None).await.expect("published");
    assert_eq!((results.told["respondents"].as_u64(), results.told["from_files"].as_u64()), (Some(22), Some(0)));
    let channels = &results.told["channels"];
    assert_eq!(channels["web"].as_u64().unwrap_or(0) + channels["paper"].as_u64().unwrap_or(0), 22, "{channels}");
    assert_eq!(results.files.len(), score::FILES.len());
    adds_up(&way).await;
    assert_eq!(score::verify(&*way.house.store).await.expect("checked"), vec![]);
    assert_eq!(way.house.store.verify().await.expect("checked"), vec![]);
}

/// Rows and sums give the published tally of every place, question by question.
async fn adds_up(way: &Way) {
    let (rows, sums, tally) = (way.file("answers.csv").await, way.file("sums.csv").await, way.tally().await);
    let head = &rows[0];
    assert!(!head.contains(&"suggestion".to_owned()) && !rows.concat().concat().contains("Ивановой"));
    let mut n_questions = 0;
    for (branch, counts) in &tally {
        let own: Vec<&Vec<String>> = rows[1..].iter().filter(|row| row[2] == *branch).collect();
        assert_eq!(own.len() as u64, counts.respondents, "{branch}");
        for (at, code) in head.iter().enumerate().skip(5).filter(|(_, code)| !["sex", "age"].contains(&code.as_str())) {
            let n = |value: &str| own.iter().filter(|row| row[at] == value).count() as u64;
            let count = counts.count(code);
            assert_eq!((n("yes"), n("yes") + n("no")), (count.yes, count.answered), "{branch} {code}");
            let line = sums.iter().find(|line| line[2] == *branch && line[3] == *code).expect("a line of sums");
            let told: Vec<u64> = line[4..9].iter().map(|cell| cell.parse().expect("a number")).collect();
            assert_eq!(told, [counts.respondents, count.yes, count.answered, count.used_yes, count.used_no], "{code}");
            n_questions += 1;
        }
    }
    assert_eq!(n_questions, 3 * 14);
}

#[tokio::test]
async fn answers_become_a_published_score_and_files_add_up() {
    journey(databases::sqlite().await).await;
    if let Some(scratch) = databases::postgres("answers_become_a_published_score_and_files_add_up").await {
        journey(scratch).await;
    }
}

#[tokio::test]
async fn places_and_answers_of_few_are_left_out_and_cannot_be_subtracted() {
    let way = Way::begun(databases::sqlite().await, 5).await;
    way.published().await;
    let (rows, sums) = (way.file("answers.csv").await, way.file("sums.csv").await);
    assert_eq!(rows.len(), 1 + 12, "two answered at one club, so another place is left out with it");
    let column = |code: &str| rows[0].iter().position(|head| head == code).expect("a column");
    let all = |code: &str| rows[1..].iter().map(|row| row[column(code)].clone()).collect::<Vec<_>>();
    assert!(all("disability").iter().chain(&all("access_ok")).all(String::is_empty), "one of them has a disability");
    assert_eq!(all("sex").iter().filter(|sex| sex.as_str() == "male").count(), 0, "one man is told from nobody");
    assert!(all("recommend").iter().all(|answer| !answer.is_empty()));
    let hidden: Vec<&str> =
        sums.iter().filter(|line| line[9].starts_with("скрыто")).map(|line| line[2].as_str()).collect();
    assert_eq!(hidden, ["Дальний клуб", "Сельский клуб"]);
    let words = way.file("dictionary.csv").await.concat().concat();
    assert!(words.contains("меньше 5 человек") && words.contains("на бумаге"));
}

#[tokio::test]
async fn a_correction_is_published_beside_what_was_published_before() {
    let way = Way::begun(databases::sqlite().await, 0).await;
    way.published().await;
    let (admin, stranger) = (way.ctx(Role::Administrator), way.house.ctx(Actor::stranger()));
    let before = round_file(&stranger, way.round, Some(1), "answers.csv").await.expect("a file");
    let version = score::find_round(&admin, way.round).await.expect("read").version;
    score::reopen_round(&admin, way.round, version).await.expect("open again");
    way.fill("", 200, 2).await.expect("kept");
    way.close().await;
    score::count_round(&admin, way.round, Some("Нашлась анкета")).await.expect("counted");
    score::approve_round(&way.ctx(Role::Council), way.round).await.expect("approved");
    score::publish_round(&admin, way.round).await.expect("published");
    assert_eq!(round_file(&stranger, way.round, Some(1), "answers.csv").await.expect("a file"), before, "frozen");
    assert_eq!(round_results(&stranger, way.round, None).await.expect("read").publication.number, 2);
    adds_up(&way).await;
    let nothing = round_file(&stranger, way.round, Some(3), "answers.csv").await;
    assert!(matches!(nothing, Err(Refusal::NotFound)));
    assert!(matches!(round_file(&stranger, way.round, None, "secret.csv").await, Err(Refusal::NotFound)));
}
