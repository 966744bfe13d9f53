//! A small country: two territories, three organisations with everything a route can name, and everybody who may come.

use crate::util::TestApp;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, HeaderValue};
use otklik_app::inspections::{self as rooms, Entry};
use otklik_app::network::{self, NetworkTyped};
use otklik_app::proof::{self, Brought};
use otklik_app::record::{NewPhoto, PageAsked, PhotoHash, PhotoUse, PlanQuery, ScoreQuery, Version};
use otklik_app::score::{self as scores, RoundCard, Source};
use otklik_app::shortcomings::{self, ShortcomingTyped};
use otklik_app::{drafts, intake, links, people, plans, registry, scopes, survey};
use otklik_domain::access::{Actor, Grant, Place, Role, Scope};
use otklik_domain::ids::{OrganisationId, PhotoUseId, RoundId, TerritoryId};
use otklik_domain::inspection::{Checklist, Point};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// Somebody who asks.
pub(super) struct Visitor {
    pub(super) name: String,
    pub(super) role: Option<Role>,
    pub(super) scope: Scope,
    pub(super) cookie: String,
    pub(super) token: String,
    pub(super) key: Option<String>,
}

/// What a route can name in one organisation.
struct Things {
    organisation: OrganisationId,
    slug: String,
    plan: String,
    measure: String,
    report: String,
    consolidated: String,
    draft: String,
    branch: String,
    score: String,
    survey: String,
    worker: String,
    inspection: String,
    sheet: String,
    photo: String,
    shortcoming: String,
    network: String,
    proof: String,
}

/// A thing named in a path.
pub(super) struct Object {
    /// Which one it is, for people.
    pub(super) name: &'static str,
    pub(super) place: Place,
    pub(super) is_known: bool,
    pub(super) is_named: bool,
    id: String,
    at: usize,
}

/// The whole of it.
pub(super) struct Country {
    app: TestApp,
    things: Vec<Things>,
    round: String,
    batch: String,
    region: String,
    pub(super) visitors: Vec<Visitor>,
}

const UNKNOWN: &str = "00000000-0000-0000-0000-00000000dead";
const WHOSE: [&str; 3] = ["of the own organisation", "of the same territory", "of another territory"];

async fn organisation(app: &TestApp, name: &str, territory: TerritoryId) -> (OrganisationId, String) {
    let card = otklik_domain::registry::Card {
        name: name.to_owned(),
        sector: "culture".to_owned(),
        territory: Some(territory),
        ..Default::default()
    };
    let made = registry::create_organisation(&app.admin(), &card).await.unwrap();
    (made.id, made.slug.to_string())
}

async fn matched(app: &TestApp, n: usize, organisation: OrganisationId) -> otklik_domain::ids::DraftId {
    let ctx = app.admin();
    let incoming = intake::Incoming {
        file_name: format!("plan{n}.html"),
        bytes: format!("{}<!-- {n} -->", crate::util::PAPER).into_bytes(),
        year: None,
        organisation: None,
        is_example: false,
    };
    let id = intake::read_plan_paper(&ctx, incoming).await.unwrap();
    let version = drafts::draft(&ctx, id).await.unwrap().version;
    drafts::match_organisation(&ctx, id, version, organisation).await.unwrap();
    id
}

async fn things(app: &TestApp, n: usize, name: &str, territory: TerritoryId) -> Things {
    let ctx = app.admin();
    let (organisation, slug) = organisation(app, name, territory).await;
    let adopted = matched(app, n * 2, organisation).await;
    let version = drafts::draft(&ctx, adopted).await.unwrap().version;
    let plan = plans::adopt_plan(&ctx, adopted, version, None).await.unwrap();
    let asked = PlanQuery { organisations: vec![organisation], ..PlanQuery::default() };
    let kept = plans::list_plans(&ctx, &asked, &PageAsked::first(5)).await.unwrap();
    plans::publish_plan(&ctx, plan, kept.items[0].version, false).await.unwrap();
    let measure = plans::plan(&ctx, plan).await.unwrap().measures[0].id.to_string();
    let file = Brought {
        kind: "file".to_owned(),
        file_name: "akt.pdf".to_owned(),
        bytes: b"x".to_vec(),
        ..Brought::default()
    };
    let proof = proof::add_proof(&ctx, measure.parse().unwrap(), file).await.unwrap().to_string();
    let branch = registry::keep_branch(&ctx, organisation, None, "Филиал", "", None).await.unwrap();
    let typed =
        ShortcomingTyped { source: "appeal".into(), found: "Нет пандуса".into(), ..Default::default() };
    let shortcoming = shortcomings::write_shortcoming(&ctx, organisation, None, &typed).await.unwrap();
    let words = NetworkTyped {
        text: "Закупить таблички".into(),
        term: "постоянно".into(),
        reason: "Одна закупка на всех".into(),
        agreed: "Управление культуры".into(),
        ..Default::default()
    };
    let network = network::write_network(&ctx, &words, &[organisation]).await.unwrap();
    let period = "2026-Q3".parse().unwrap();
    let own = otklik_app::reports::ConsolidatedAsked { organisations: vec![organisation], ..Default::default() };
    Things {
        organisation,
        slug,
        shortcoming: shortcoming.to_string(),
        network: network.to_string(),
        plan: plan.to_string(),
        measure,
        report: otklik_app::reports::prepare_report(&ctx, plan, period, None).await.unwrap().to_string(),
        consolidated: otklik_app::reports::freeze(&ctx, &own, period, None).await.unwrap().to_string(),
        draft: matched(app, n * 2 + 1, organisation).await.to_string(),
        branch: branch.to_string(),
        worker: links::invite(&ctx, "Ильина Анна", organisation).await.unwrap().0.to_string(),
        score: String::new(),
        survey: String::new(),
        inspection: String::new(),
        sheet: String::new(),
        photo: String::new(),
        proof,
    }
}

/// An inspection that was shown to the organisation, with one sheet of the administrator and a photo of it.
async fn inspected(app: &TestApp, round: RoundId, of: &mut Things) {
    let ctx = app.admin();
    let sheet = rooms::begin_sheet(&ctx, round, of.organisation, "", ctx.today()).await.unwrap();
    let book = scores::rulebooks().iter().find(|book| book.name == "culture").unwrap();
    let there = |point: &Point| Entry { code: point.code.clone(), value: "present".to_owned(), ..Entry::default() };
    let entries: Vec<Entry> = Checklist::of(book).points().map(there).collect();
    rooms::mark_items(&ctx, sheet, &entries).await.unwrap();
    let shown = PhotoUse {
        organisation: of.organisation,
        id: PhotoUseId(sheet.0),
        subject_kind: "inspection_sheet".to_owned(),
        subject: sheet.to_string(),
        part: entries[0].code.clone(),
        photo: PhotoHash([0; 32]),
        alt: "Стенд".to_owned(),
        by: ctx.actor.person.map(|person| person.to_string()).unwrap_or_default(),
        at: ctx.now(),
    };
    let photo = NewPhoto { bytes: vec![0xFF, 0xD8, 0xFF], width: 1, height: 1 };
    app.house.store.keep_photo(&otklik_testkit::builders::act("add_photo"), &photo, &shown).await.unwrap();
    rooms::submit_sheet(&ctx, sheet).await.unwrap();
    let inspection = rooms::sheet(&ctx, sheet).await.unwrap().inspection.id;
    rooms::show_inspection(&ctx, inspection, Version(1), 5).await.unwrap();
    (of.inspection, of.sheet, of.photo) = (inspection.to_string(), sheet.to_string(), shown.id.to_string());
}

/// A round in which every organisation has a published score.
async fn round(app: &TestApp, names: &[&str], things: &mut [Things]) -> (String, String) {
    let ctx = app.admin();
    let round = scores::open_round(&ctx, &RoundCard::new("culture", 2026)).await.unwrap();
    let book = scores::rulebooks().iter().find(|book| book.name == "culture").unwrap();
    let tally = otklik_testkit::worked::tally(&book.question_set());
    let tallies: BTreeMap<_, _> = names.iter().map(|name| (((*name).to_owned(), None), tally.clone())).collect();
    let source = Source { title: "анкеты".to_owned(), ..Source::default() };
    let batch = scores::import_tallies(&ctx, round, &source, &tallies).await.unwrap().batch;
    scores::count_round(&ctx, round, None).await.unwrap();
    scores::approve_round(&app.council(), round).await.unwrap();
    scores::publish_round(&ctx, round).await.unwrap();
    for row in app.house.store.list_scores(&ScoreQuery::default()).await.unwrap() {
        if let Some(of) = things.iter_mut().find(|of| of.organisation == row.organisation) {
            of.score = row.id.to_string();
        }
    }
    let listed: Vec<OrganisationId> = things.iter().map(|of| of.organisation).collect();
    let act = otklik_testkit::builders::act("keep_round_organisations");
    app.house.store.keep_round_organisations(&act, round, &listed, &[]).await.unwrap();
    survey::open_surveys(&ctx, round).await.unwrap();
    for line in survey::round_surveys(&ctx, round).await.unwrap() {
        let survey = line.survey.value;
        if let Some(of) = things.iter_mut().find(|of| of.organisation == survey.organisation) {
            of.survey = survey.code.to_string();
        }
    }
    for of in things.iter_mut() {
        inspected(app, round, of).await;
    }
    (round.to_string(), batch.to_string())
}

/// A signed public report of the region's head.
async fn signed_region(app: &TestApp) -> String {
    let typed = otklik_app::reports::RegionTyped {
        year: 2026,
        region: "Луговская область".to_owned(),
        position: "Губернатор".to_owned(),
        name: "И.И. Лугов".to_owned(),
        ..Default::default()
    };
    otklik_app::reports::sign_region(&app.admin(), &typed, None).await.unwrap().to_string()
}

async fn visitor(app: &TestApp, role: Role, place: Grant, scope: Scope) -> Visitor {
    let person = people::add(&app.house, "Ильина Анна", role).await.unwrap();
    if place != Grant::House {
        scopes::grant(&app.admin(), person, place).await.unwrap();
        scopes::revoke_grant(&app.admin(), person, Grant::House).await.unwrap();
    }
    let link = people::link_for(&app.house, person).await.unwrap();
    let cookie = format!("visit={}", people::enter(&app.house, &link).await.unwrap());
    let actor = Actor { person: Some(person), role: Some(role), scope: scope.clone() };
    let key = people::make_key(&app.house.ctx(actor).proved(Some(app.house.clock.now())), "бот").await.unwrap();
    let token = crate::util::token_of(&app.get("/", &cookie).await.text);
    Visitor {
        name: format!("{} of {}", role.name(), place.kind()),
        role: Some(role),
        scope,
        cookie,
        token,
        key: Some(key),
    }
}

impl Country {
    pub(super) async fn new() -> Self {
        let app = TestApp::new().await;
        // Visitors lose the whole house one by one: somebody must keep it.
        people::add(&app.house, "Фомина Ольга", Role::Administrator).await.unwrap();
        let ctx = app.admin();
        // One administrator of the whole house has to stay when places are taken from others.
        people::add(&app.house, "Орлова Нина", Role::Administrator).await.unwrap();
        let territory = async |name: &str| registry::keep_territory(&ctx, None, name, "район", None).await.unwrap();
        let (one, two) = (territory("Луговской").await, territory("Лесной").await);
        let names = ["Первая", "Вторая", "Третья"];
        let mut all = Vec::new();
        for (n, (name, territory)) in names.into_iter().zip([one, one, two]).enumerate() {
            all.push(things(&app, n, name, territory).await);
        }
        let (round, batch) = round(&app, &names, &mut all).await;
        let region = signed_region(&app).await;
        let mut visitors = vec![Visitor {
            name: "stranger".to_owned(),
            role: None,
            scope: Scope::Nowhere,
            cookie: String::new(),
            token: String::new(),
            key: None,
        }];
        let (own, neighbour) = (all[0].organisation, all[1].organisation);
        for role in Role::ALL {
            visitors.push(visitor(&app, role, Grant::Organisation(own), Scope::of([own])).await);
            visitors.push(visitor(&app, role, Grant::House, Scope::Everywhere).await);
        }
        visitors.push(visitor(&app, Role::Founder, Grant::Territory(one), Scope::of([own, neighbour])).await);
        Country { app, things: all, round, batch, region, visitors }
    }

    pub(super) fn router(&self) -> Router {
        self.app.router()
    }

    /// The things that a row asks about, known and unknown.
    pub(super) fn objects(&self, kind: &str) -> Vec<Object> {
        let unknown = Object {
            name: "unknown",
            place: Place::House,
            is_known: false,
            is_named: true,
            id: UNKNOWN.to_owned(),
            at: usize::MAX,
        };
        let whole = |id: &str| Object {
            name: "known",
            place: Place::House,
            is_known: true,
            is_named: true,
            id: id.to_owned(),
            at: 0,
        };
        let of = |thing: fn(&Things) -> String| {
            let object = |(at, things): (usize, &Things)| Object {
                name: WHOSE[at],
                place: Place::Organisation(things.organisation),
                is_known: true,
                is_named: true,
                id: thing(things),
                at,
            };
            self.things.iter().enumerate().map(object).collect::<Vec<_>>()
        };
        let mut all = match kind {
            "-" => return vec![Object { name: "nothing", is_named: false, ..whole("x") }],
            "organisation" => of(|t| t.organisation.to_string()),
            "plan" => of(|t| t.plan.clone()),
            "measure" => of(|t| t.measure.clone()),
            "report" => of(|t| t.report.clone()),
            "consolidated" => of(|t| t.consolidated.clone()),
            "region" => vec![whole(&self.region)],
            "draft" => of(|t| t.draft.clone()),
            "score" => of(|t| t.score.clone()),
            "survey" => of(|t| t.survey.clone()),
            "worker" => of(|t| t.worker.clone()),
            "inspection" => of(|t| t.inspection.clone()),
            "sheet" => of(|t| t.sheet.clone()),
            "photo" => of(|t| t.photo.clone()),
            "shortcoming" => of(|t| t.shortcoming.clone()),
            "network" => of(|t| t.network.clone()),
            "proof" => of(|t| t.proof.clone()),
            "round" => vec![whole(&self.round)],
            "batch" => vec![whole(&self.batch)],
            "round+organisation" => {
                let mut all = of(|_| String::new());
                all.iter_mut().for_each(|object| object.id.clone_from(&self.round));
                all
            }
            other => panic!("no object «{other}»"),
        };
        all.push(unknown);
        all
    }

    /// A text of a row with the names in braces filled.
    pub(super) fn filled(&self, text: &str, object: &Object) -> String {
        let of = self.things.get(object.at);
        let or_unknown = |found: Option<String>| found.unwrap_or_else(|| UNKNOWN.to_owned());
        text.replace("{id}", &object.id)
            .replace("{organisation}", &or_unknown(of.map(|t| t.organisation.to_string())))
            .replace("{slug}", &or_unknown(of.map(|t| t.slug.clone())))
            .replace("{branch}", &or_unknown(of.map(|t| t.branch.clone())))
            .replace("{round}", &self.round)
            .replace("{n}", "0")
            .replace("{secret}", "x")
            .replace("{name}", "x")
    }

    /// The address of a row's path for an object.
    pub(super) fn path(&self, path: &str, object: &Object) -> String {
        let path = self.filled(path, object);
        // Papers are asked for in one format; the others are tried elsewhere.
        let is_plan = path.contains("plans/") || path.ends_with("/plan/paper");
        match path.ends_with("/paper") {
            true if is_plan => format!("{path}?form=plan-457&format=csv"),
            true => format!("{path}?format=csv"),
            false => path,
        }
    }

    /// The same site that takes everybody at one path for an administrator.
    pub(super) fn mistaken(&self, path: &'static str) -> Router {
        let whole = self.app.router();
        let admin = self.visitors.iter().find(|v| v.role == Some(Role::Administrator) && v.scope == Scope::Everywhere);
        let cookie = HeaderValue::from_str(&admin.expect("an administrator").cookie).unwrap();
        let beyond = whole.clone();
        let take = move |mut request: Request<Body>| {
            let (whole, cookie) = (whole.clone(), cookie.clone());
            async move {
                // What the outer router found in the path is not for the inner one.
                request.extensions_mut().clear();
                request.headers_mut().remove(AUTHORIZATION);
                request.headers_mut().insert(COOKIE, cookie);
                whole.oneshot(request).await.unwrap()
            }
        };
        Router::new().route(path, axum::routing::any(take)).fallback_service(beyond)
    }
}
