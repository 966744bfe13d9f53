//! The cabinet of a whole region: the register, the matrix and what to do now, for fifty people at one page a second
//! each, with two thousand organisations and two hundred thousand measures.

use crate::client::{get, load};
use crate::figure::{ms, percentile};
use crate::program::Server;
use anyhow::{Context, Result, ensure};
use jiff::civil::date;
use otklik_domain::ids::ShortcomingId;
use otklik_domain::score::{Criterion, Exact};
use otklik_domain::shortcoming::{About, Shortcoming, Source, Standing};
use otklik_domain::survey::{SurveyCode, Target, Term};
use otklik_store::record::{
    KeptShortcoming, Measure, MeasureShortcoming, RegisterChange, Round, SamplePlan, ShortcomingRegister,
};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{self, act, id, instant};
use std::path::Path;
use std::time::Duration;

const ORGANISATIONS: u64 = 2_000;
const MEASURES_EACH: u64 = 100;
/// How many things are wanting in every organisation: each is a row of the matrix.
const WANTING_EACH: u64 = 30;
/// What each page must show to count, and its address.
const PAGES: [(&str, &str, &str); 4] = [
    ("register", "/cabinet/register", "/cabinet/measures/"),
    ("matrix", "/cabinet/matrix", "/cabinet/measures/"),
    ("inbox", "/cabinet", "/cabinet/measures/"),
    ("progress", PROGRESS, "/cabinet/rounds/"),
];

/// How two thousand surveys go.
const PROGRESS: &str = "/cabinet/rounds/01900000-0015-7000-8000-000000000001/progress";

/// The ninety-ninth percentile of each page, and of all three mixed.
pub(crate) fn bench() -> Result<String> {
    let folder = tempfile::tempdir()?;
    keep(folder.path())?;
    let server = Server::start(folder.path(), &["--no-examples"])?;
    server.wait()?;
    let person = server.signed_in()?;
    let mut figures = Vec::new();
    for (name, path, shows) in PAGES {
        let first = get(&person, path)?;
        ensure!(
            first.status == 200 && first.text.contains(shows),
            "{path} does not show what it should: {}; the server said: {}",
            first.status,
            server.said()
        );
        let paced = load(&person, path, 50, Some(Duration::from_secs(1)), 20)?;
        let (half, rare) = (ms(percentile(&paced, 50)), ms(percentile(&paced, 99)));
        println!("  {name}: {} KB, {} asked, p50 {half}, p99 {rare}", first.text.len() / 1024, paced.len());
        figures.push(format!("{name} p99 {rare}"));
    }
    Ok(format!(
        "cabinet of {} measures at 50 pages/s: {} (bar 80 ms)",
        ORGANISATIONS * MEASURES_EACH,
        figures.join(", ")
    ))
}

fn keep(folder: &Path) -> Result<()> {
    let url = format!("sqlite://{}", folder.join("otklik.db").display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = otklik_store::open(&url).await.map_err(told)?;
        let mut round = builders::round(1);
        let book = otklik_papers::rulebooks::all().iter().find(|book| book.name == "culture").context("a rulebook")?;
        round.rulebook.sha256 = book.sha256.clone();
        store.keep_round(&act("open_round"), &round, None).await.map_err(told)?;
        for number in 0..ORGANISATIONS {
            keep_organisation(&*store, &round, number).await.map_err(told)?;
        }
        let surveys: Vec<_> = (0..ORGANISATIONS)
            .map(|number| {
                let (mut survey, batch) = builders::survey(builders::organisation(number).id, &round, "", number);
                survey.code = SurveyCode::from_chance((number * 1_000_003).to_le_bytes());
                survey.term = Term { opens_on: Some(date(2020, 1, 1)), closes_on: Some(date(2040, 12, 31)) };
                (survey, batch)
            })
            .collect();
        store.open_surveys(&act("open_surveys"), &surveys).await.map_err(told)?;
        let plans: Vec<_> = (0..ORGANISATIONS).map(|number| (sample(&round, number), None)).collect();
        store.keep_sample_plans(&act("plan_sample"), round.id, &plans).await.map_err(told)?;
        crate::turns::count(store).await
    })
}

/// Every place was told how many to ask, and each is behind: as long as this list ever gets.
fn sample(round: &Round, number: u64) -> SamplePlan {
    let target = Target { n_served: Some(200 + number), n_wanted: None };
    let (organisation, by) = (builders::organisation(number).id, "bench".to_owned());
    SamplePlan { organisation, round: round.id, branch: String::new(), target, by, at: instant(0) }
}

/// An organisation with its register of shortcomings and a plan that mends each of them.
async fn keep_organisation(store: &dyn Store, round: &Round, number: u64) -> Result<(), Fault> {
    let day = instant(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let organisation = builders::organisation(number);
    store.keep_organisation(&act("create_organisation"), &organisation, None).await?;
    let plan = builders::plan(&organisation, number);
    let first = number * MEASURES_EACH;
    let measures: Vec<Measure> =
        (first..first + MEASURES_EACH).map(|n| crate::turns::recurring(builders::measure(&plan, n, day), n)).collect();
    let wanting: Vec<KeptShortcoming> =
        (0..WANTING_EACH).map(|n| wanting(&measures, round, number * WANTING_EACH + n, n)).collect();
    let register = ShortcomingRegister {
        organisation: organisation.id,
        round: round.id,
        n_found: wanting.len() as i64,
        total: Exact::ratio(80_u64, 1_u64),
        by: "bench".to_owned(),
        at: instant(0),
    };
    let changed = wanting.iter().map(|one| (one.clone(), None)).collect();
    let change = RegisterChange { register, expected: None, changed, summary_json: "{}".to_owned() };
    store.keep_shortcoming_registers(&act("make_shortcoming_register"), &[change]).await?;
    let mended: Vec<MeasureShortcoming> =
        wanting.iter().zip(&measures).map(|(one, measure)| tie(one, measure)).collect();
    store.keep_plan_of_register(&act("adopt_plan"), &plan, &measures, &mended).await
}

fn wanting(measures: &[Measure], round: &Round, number: u64, nth: u64) -> KeptShortcoming {
    KeptShortcoming {
        organisation: measures[0].organisation,
        id: ShortcomingId(id(61, number)),
        round: Some(round.id),
        of: Shortcoming {
            about: About::Item(format!("stand.i{nth}")),
            branch: None,
            source: Source::Item,
            criterion: Criterion::new(u8::try_from(nth % 5 + 1).unwrap_or(1)),
            indicator: None,
            norm: "сведения на стенде".to_owned(),
            found: format!("Нет сведений на стенде, пункт {nth}"),
            answers: None,
            loss: Exact::ratio(6_u64, 5_u64),
        },
        earlier_years: Vec::new(),
        reference: String::new(),
        found_on: None,
        standing: Standing::Open,
        reason: None,
        by: "bench".to_owned(),
        at: instant(0),
        is_example: false,
    }
}

fn tie(one: &KeptShortcoming, measure: &Measure) -> MeasureShortcoming {
    MeasureShortcoming {
        organisation: one.organisation,
        measure: measure.id,
        shortcoming: one.id,
        by: "bench".to_owned(),
        at: instant(0),
    }
}

fn told(fault: Fault) -> anyhow::Error {
    anyhow::anyhow!("{fault:?}")
}
