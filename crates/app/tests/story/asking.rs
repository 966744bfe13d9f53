//! A round: opened, asked, inspected, closed, counted, approved by another person, published.

use crate::district;
use crate::year::Year;
use otklik_app::answers::{self, Submission};
use otklik_app::record::OrganisationQuery;
use otklik_app::score::{self, RoundCard, Source};
use otklik_app::survey;
use otklik_domain::access::Role;
use otklik_domain::ids::{AnswerId, RoundId};
use otklik_domain::round::Dates;
use otklik_domain::survey::{Channel, Raw, Term};
use otklik_store::record::Traces;
use otklik_testkit::builders::id;
use std::collections::BTreeMap;

/// Questionnaires of each club.
const N_ANSWERS: u64 = 12;

pub(crate) async fn round(year: &mut Year, of: i16, lacks: fn(usize, &str) -> bool) -> RoundId {
    year.turn_to(&format!("{of}-10-05"));
    let round = opened(year, of).await;
    asked(year, round, of).await;
    year.turn_to(&format!("{of}-11-05"));
    inspected(year, round, lacks).await;
    let operator = year.as_a(Role::Operator);
    let version = score::find_round(&operator, round).await.expect("read").version;
    score::close_round(&operator, round, version).await.expect("closed");
    let counted = score::count_round(&operator, round, None).await.expect("counted");
    assert_eq!(counted.n_organisations, district::N_CLUBS);
    score::approve_round(&year.as_a(Role::Council), round).await.expect("approved by another person");
    let published = score::publish_round(&year.as_a(Role::Founder), round).await.expect("published");
    assert_eq!(published.n_done, district::N_CLUBS);
    year.say("score", format!("{of} год: оценок утверждено и опубликовано {}", published.n_done));
    round
}

async fn opened(year: &Year, of: i16) -> RoundId {
    let operator = year.as_a(Role::Operator);
    let day = |text: String| text.parse().ok();
    let survey = Term { opens_on: day(format!("{of}-10-01")), closes_on: day(format!("{of}-10-31")) };
    let card = RoundCard { dates: Dates { survey, ..Dates::default() }, ..RoundCard::new("culture", of) };
    let round = score::open_round(&operator, &card).await.expect("opened");
    let n = score::take_into_round(&operator, round, &OrganisationQuery::default()).await.expect("taken in");
    survey::open_surveys(&operator, round).await.expect("opened");
    year.say("round", format!("{of} год: открыт тур, организаций {n}"));
    round
}

async fn asked(year: &Year, round: RoundId, of: i16) {
    let lines = survey::round_surveys(&year.as_a(Role::Operator), round).await.expect("listed");
    assert_eq!(lines.len(), district::N_CLUBS);
    let mut n = 0;
    for line in &lines {
        for at in 0..N_ANSWERS {
            n += 1;
            let raw = said(at).into_iter().map(|(code, raw)| (code.to_owned(), raw)).collect();
            let channel = if at.is_multiple_of(2) { Channel::Web } else { Channel::Paper };
            let said = Submission { edition: "2018".to_owned(), raw, channel, traces: Traces::default() };
            let name = AnswerId(id(u16::try_from(of).expect("a year"), n));
            answers::submit(&year.house, line.survey.value.code.as_str(), name, said).await.expect("kept");
        }
    }
    year.say("survey", format!("{of} год: граждане ответили, анкет {n}"));
}

fn said(at: u64) -> Vec<(&'static str, Raw)> {
    let flag = Raw::Flag;
    vec![
        ("stand_used", flag(true)),
        ("stand_ok", flag(!at.is_multiple_of(3))),
        ("comfort_ok", flag(!at.is_multiple_of(4))),
        ("disability", flag(at == 0)),
        ("recommend", flag(!at.is_multiple_of(5))),
    ]
}

async fn inspected(year: &Year, round: RoundId, lacks: fn(usize, &str) -> bool) {
    let place = |(at, (_, name)): (usize, &(_, String))| ((name.clone(), None), district::findings(at, lacks));
    let found: BTreeMap<_, _> = year.clubs.iter().enumerate().map(place).collect();
    let source = Source { title: "осмотр.csv".into(), n_rows: found.len() as u64, ..Source::default() };
    let taken = score::import_findings(&year.as_a(Role::Operator), round, &source, &found).await.expect("taken in");
    assert_eq!((taken.n_places, taken.waiting.len()), (district::N_CLUBS, 0));
    year.say("inspection", format!("осмотрено мест {}", taken.n_places));
}
