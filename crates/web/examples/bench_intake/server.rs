//! The servers that are measured: the product's own router and door over a store of the asked manner, and a bare one.

use super::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as At, State};
use axum::http::StatusCode;
use axum::routing::put;
use otklik_app::controls::{self, Skeleton, Variant};
use otklik_app::record::PageAsked;
use otklik_app::workshop::SameProcess;
use otklik_app::{House, MachineClock, registry, score};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::PersonId;
use otklik_domain::registry::Card;
use otklik_domain::survey::SurveyCode;
use otklik_testkit::builders;
use otklik_web::{Patience, Site, router, serve};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use uuid::Uuid;

fn variant_of(name: &str) -> Result<Option<Variant>> {
    Ok(match name {
        "real" => Some(Variant::Real),
        "one-commit" => Some(Variant::OneCommit),
        "ack-first" => Some(Variant::AckFirst),
        "sync-off" => Some(Variant::SyncOff),
        "sync-normal" => Some(Variant::SyncNormal),
        "skeleton" => None,
        _ => return Err(format!("no variant {name}").into()),
    })
}

/// `serve --variant … --data DIR --listen ADDRESS`
pub(crate) fn run(args: &[String]) -> Result<()> {
    let after = |name: &str| args.iter().skip_while(|word| *word != name).nth(1).cloned();
    let variant = after("--variant").unwrap_or_else(|| "real".to_owned());
    let data = after("--data").ok_or("--data DIR")?;
    let listen = after("--listen").unwrap_or_else(|| "127.0.0.1:0".to_owned());
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(listen).await?;
        match variant_of(&variant)? {
            None => bare(listener, Path::new(&data)).await,
            Some(variant) => real(listener, Path::new(&data), variant).await,
        }
    })
}

fn say(listener: &TcpListener, code: &SurveyCode) -> Result<()> {
    println!("{} {code}", listener.local_addr()?);
    Ok(())
}

/// The code of the one survey there is.
pub(crate) fn code() -> SurveyCode {
    SurveyCode::from_chance([1; 8])
}

async fn bare(listener: TcpListener, data: &Path) -> Result<()> {
    let skeleton = Arc::new(Skeleton::open(&data.join("bare.sqlite")).await?);
    say(&listener, &code())?;
    let keep = async |State(skeleton): State<Arc<Skeleton>>, At((_, id)): At<(String, Uuid)>, body: Bytes| {
        if skeleton.keep(id, body.to_vec()).await { StatusCode::CREATED } else { StatusCode::SERVICE_UNAVAILABLE }
    };
    let router = Router::new().route("/api/v1/surveys/{code}/answers/{uuid}", put(keep)).with_state(skeleton);
    serve(listener, router, Patience::default(), std::future::pending()).await?;
    Ok(())
}

async fn real(listener: TcpListener, data: &Path, variant: Variant) -> Result<()> {
    let house = House {
        store: controls::open(&data.join("otklik.sqlite"), variant).await?,
        workshop: Arc::new(SameProcess),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(MachineClock),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(3)),
        open_surveys: Default::default(),
    };
    if house.store.find_survey_by_code(&code()).await?.is_none() {
        open_survey(&house).await?;
    }
    say(&listener, &code())?;
    serve(listener, router(Site::default(), house), Patience::default(), std::future::pending()).await?;
    Ok(())
}

async fn open_survey(house: &House) -> Result<()> {
    let person = Some(PersonId(Uuid::nil()));
    let ctx = house.ctx(Actor { person, role: Some(Role::Administrator), scope: Scope::Everywhere });
    let card = Card { name: "Клуб".into(), sector: "culture".into(), ..Card::default() };
    let organisation = registry::create_organisation(&ctx, &card).await?;
    let round = score::open_round(&ctx, &score::RoundCard::new("culture", 2026)).await?;
    let round = house.store.find_round(round).await?.ok_or("no round")?.value;
    let (mut survey, batch) = builders::survey(organisation.id, &round, "", 1);
    survey.code = code();
    house.store.open_surveys(&builders::act("open_surveys"), &[(survey, batch)]).await?;
    Ok(())
}

/// Names of everything kept in a folder, and how many were counted.
pub(crate) fn kept(variant: &str, data: &Path) -> Result<(HashSet<Uuid>, usize)> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let Some(variant) = variant_of(variant)? else {
            let ids = Skeleton::open(&data.join("bare.sqlite")).await?.names().await?;
            let n = ids.len();
            return Ok((ids.into_iter().collect(), n));
        };
        let store = controls::open(&data.join("otklik.sqlite"), variant).await?;
        let survey = store.find_survey_by_code(&code()).await?.ok_or("no survey")?.value;
        let (mut names, mut asked) = (HashSet::new(), PageAsked::first(500));
        loop {
            let page = store.list_answers(survey.organisation, survey.id, &asked).await?;
            names.extend(page.items.into_iter().map(|answer| answer.id.0));
            let Some(next) = page.next else { break };
            asked.after = Some(next);
        }
        let inputs = store.find_inputs(survey.round, survey.organisation).await?;
        let n: u64 = inputs.places.values().map(|place| place.counts.respondents).sum();
        Ok((names, usize::try_from(n)?))
    })
}
