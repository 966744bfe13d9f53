//! Every address of the site, in one list.

use crate::cabinet::calls;
use crate::cabinet::matrix::{self, act as matrix_act, row as matrix_row, step as matrix_step};
use crate::cabinet::network::{self, change as network_change, new as network_new, one as network_one};
use crate::cabinet::passkeys;
use crate::cabinet::reports::{consolidated, filed, fill, list as reports, region, today};
use crate::cabinet::sheets::{control, keying, ledger, papers as sheet_papers, settle};
use crate::cabinet::shortcomings::{
    catalogue, measure as mended, one as shortcoming, register as shortcomings, round as shortcomings_of,
};
use crate::cabinet::{
    answers, approvals, closing, codes, draft, enter, home, import, inspection, inspection_sheet, inspections, journal,
    keys, links, me, measure, measure_proof, organisations, outer, outer_door, outside, people, people_places, places,
    placing, plan, plan_handing, plan_rows, plan_way, progress, proof, register, rights, round, round_cost,
    round_import, round_organisations, round_plan, round_score, rounds, surveys, templates,
};
use crate::cabinet::{letter_settings, letters, me_letters};
use crate::headers::{self, Https};
use crate::metrics::Counts;
use crate::portal::{self, survey, text};
use crate::proxies::Proxies;
use crate::refusal::Refused;
use crate::unsent::Unsent;
use crate::visit;
use crate::{api, assets, feeds, guard, metrics, mine, refusal, unsubscribe, vid};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use otklik_app::House;
use otklik_app::door::{Door, Outside};
use otklik_app::post::Mail;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// What is set for a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// People reach it by https: cookies are marked so and browsers may insist.
    pub is_https: bool,
    /// The largest document that is taken.
    pub upload_megabytes_max: usize,
    /// `/metrics` answers others than this machine.
    pub shows_metrics: bool,
    /// The address of the site as people type it, `https://otklik.example.org`. Links to be sent begin with it, and
    /// passkeys are bound to it; without it links begin as the page was asked for, and there are no passkeys.
    pub origin: Option<String>,
    /// Proxies whose word about the address of a guest is taken; none by default.
    pub proxies: Proxies,
    /// What the owner of the program says about the outer door.
    pub outside: Outside,
    /// The way out for letters, as the program was started.
    pub mail: Mail,
}

impl Default for Site {
    fn default() -> Self {
        Site {
            is_https: false,
            upload_megabytes_max: 32,
            shows_metrics: false,
            origin: None,
            proxies: Proxies::default(),
            outside: Outside::default(),
            mail: Mail::default(),
        }
    }
}

/// What every page is given.
#[derive(Clone)]
pub(crate) struct Web {
    pub(crate) house: House,
    pub(crate) site: Site,
    pub(crate) counts: Arc<Counts>,
    pub(crate) door: Arc<Door>,
    pub(crate) unsent: Arc<Unsent>,
}

/// The whole site of a house.
pub fn router(site: Site, house: House) -> Router {
    let door = Arc::new(Door::of_site(site.origin.as_deref()).with_outside(site.outside.clone()));
    let web = Web { house, site, counts: Arc::default(), door, unsent: Arc::default() };
    let https = Https(web.site.is_https);
    let site = Router::new()
        .merge(portal_routes())
        .merge(survey_routes())
        .merge(answer_routes())
        .merge(cabinet_routes())
        .merge(people_routes())
        .merge(letter_routes())
        .merge(feed_routes())
        .merge(plan_routes(web.site.upload_megabytes_max))
        .merge(need_routes())
        .merge(report_routes(web.site.upload_megabytes_max))
        .merge(link_routes(web.site.upload_megabytes_max))
        .merge(sheet_routes())
        .merge(round_routes(web.site.upload_megabytes_max))
        .merge(inspection_routes(web.site.upload_megabytes_max))
        .merge(registry_routes(web.site.upload_megabytes_max))
        .merge(paper_routes(web.site.upload_megabytes_max))
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
        // Within the meeting, which gives a refusal its page.
        .layer(from_fn(guard::own_forms))
        .layer(from_fn_with_state(web.clone(), visit::meet))
        .merge(machine_routes())
        .nest("/api", api::routes(&web))
        .layer(CompressionLayer::new())
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
        .layer(from_fn_with_state(https, headers::add))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(web.clone(), metrics::count))
        .with_state(web.clone());
    // Questionnaires do not pass through what pages need: it would cost more than they do.
    api::intake(https).with_state(web).fallback_service(site)
}

/// What machines ask: nobody is met there.
fn machine_routes() -> Router<Web> {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics::show))
        .route("/assets/{name}", get(assets::asset))
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /cabinet\nDisallow: /vid\nDisallow: /enter\nDisallow: /a/\nDisallow: /s/\nDisallow: /m/\nDisallow: /letters/\nDisallow: /calendar/\n"))
}

fn portal_routes() -> Router<Web> {
    Router::new()
        .route("/", get(portal::home::show))
        .route("/o/{slug}", get(portal::organisation::show))
        .route("/o/{slug}/plan", get(portal::plan::show))
        .route("/o/{slug}/plan/paper", get(portal::plan::paper))
        .route("/o/{slug}/plan/data", get(portal::embed::open_file))
        .route("/o/{slug}/embed", get(portal::embed::show))
        .route("/o/{slug}/plan/photos/{id}", get(portal::plan_proof::photo))
        .route("/o/{slug}/inspection", get(portal::inspection::show))
        .route("/o/{slug}/inspection/paper", get(portal::inspection::paper))
        .route("/o/{slug}/score", get(portal::published::show))
        .route("/o/{slug}/score/paper", get(portal::published::paper))
        .route("/scores", get(portal::rating::show))
        .route("/scores/paper", get(portal::rating::paper))
        .route("/scores/heat", get(portal::heat::show))
        .route("/scores/heat/paper", get(portal::heat::paper))
        .route("/rounds/{id}", get(portal::results::show))
        .route("/rounds/{id}/files", get(portal::results::file_of))
        .route("/compare", get(portal::compare::show))
        .route("/vid", get(vid::show).post(vid::keep))
        .route("/method", get(text::method))
        .route("/accessibility", get(text::accessibility))
        .route("/privacy", get(text::privacy))
        .layer(DefaultBodyLimit::max(16 * 1024))
}

fn survey_routes() -> Router<Web> {
    Router::new()
        .route("/s", get(survey::code))
        .route("/s/{code}", get(survey::intro).post(survey::start))
        .route("/s/{code}/kiosk", get(survey::kiosk).post(survey::kiosk_start))
        .route("/s/{code}/embed", get(survey::embed).post(survey::embed_start))
        .route("/s/{code}/embed/{token}", get(survey::go_on_embed))
        .route("/s/{code}/embed/{token}/{screen}", get(survey::show_embed).post(survey::keep_embed))
        .route("/a/{token}", get(survey::go_on))
        .route("/a/{token}/{screen}", get(survey::show).post(survey::keep))
        .route("/o/{slug}/survey", get(survey::places))
        .layer(DefaultBodyLimit::max(64 * 1024))
}

fn cabinet_routes() -> Router<Web> {
    Router::new()
        .route("/enter", get(enter::door).post(enter::by_password))
        .route("/enter/code", post(enter::by_code))
        .route("/enter/passkey", post(passkeys::enter))
        .route("/enter/passkey/begin", post(passkeys::begin_entry))
        .route("/enter/outer", get(outer::enter))
        .route("/enter/outer/back", get(outer::back))
        .route("/enter/{secret}", get(enter::look).post(enter::enter))
        .route("/enter/{secret}/outer", post(outer::accept))
        .route("/sign-out", post(enter::leave))
        .route("/cabinet", get(home::show))
        .route("/cabinet/examples/remove", post(home::remove_examples))
        .route("/cabinet/journal", get(journal::show))
        .route("/cabinet/journal/paper", get(journal::paper))
        .route("/cabinet/rights", get(rights::show))
        .route("/cabinet/rights/paper", get(rights::paper))
        .route("/cabinet/keys", get(keys::show).post(keys::make))
        .route("/cabinet/keys/{id}/revoke", post(keys::revoke))
        .layer(DefaultBodyLimit::max(64 * 1024))
}

fn people_routes() -> Router<Web> {
    Router::new()
        .route("/cabinet/people", get(people::list))
        .route("/cabinet/people/new", get(people::new).post(people::invite))
        .route("/cabinet/people/{id}", get(people::show).post(people::edit))
        .route("/cabinet/people/{id}/places", get(people_places::show).post(people_places::give))
        .route("/cabinet/people/{id}/places/take", post(people_places::take))
        .route("/cabinet/people/{id}/link", post(people::new_link))
        .route("/cabinet/people/{id}/block", post(people::block))
        .route("/cabinet/people/{id}/unblock", post(people::unblock))
        .route("/cabinet/people/{id}/lift", post(people::lift))
        .route("/cabinet/me", get(me::show))
        .route("/cabinet/me/password", get(me::password).post(me::choose))
        .route("/cabinet/me/proof", get(proof::show).post(proof::prove))
        .route("/cabinet/me/codes", get(codes::show).post(codes::confirm))
        .route("/cabinet/me/codes/recovery", post(codes::renew))
        .route("/cabinet/me/codes/off", post(codes::off))
        .route("/cabinet/me/passkeys", post(passkeys::add))
        .route("/cabinet/me/passkeys/begin", post(passkeys::begin))
        .route("/cabinet/me/passkeys/{id}/remove", post(passkeys::remove))
        .route("/cabinet/me/outer", post(outer::tie))
        .route("/cabinet/me/outer/{id}/untie", post(outer::untie))
        .route("/cabinet/me/proof/outer", post(outer::prove))
        .route("/cabinet/door", get(outer_door::show).post(outer_door::keep))
        .route("/cabinet/door/remove", post(outer_door::remove))
        .route("/cabinet/me/visits/end-others", post(me::end_others))
        .route("/cabinet/me/visits/{id}/end", post(me::end))
        .layer(DefaultBodyLimit::max(64 * 1024))
}

/// Letters and what is put off: settings, the outbox, one's own choice, refusing without a password.
fn letter_routes() -> Router<Web> {
    Router::new()
        .route("/cabinet/affairs", get(home::aside).post(home::take_back))
        .route("/cabinet/affairs/later", post(home::put_off))
        .route("/cabinet/affairs/read", post(home::read))
        .route("/cabinet/letters", get(letters::list))
        .route("/cabinet/letters/settings", get(letter_settings::show).post(letter_settings::keep_rules))
        .route("/cabinet/letters/post", post(letter_settings::keep_post))
        .route("/cabinet/letters/trial", post(letter_settings::trial))
        .route("/cabinet/letters/{id}/again", post(letters::again))
        .route("/cabinet/me/letters", get(me_letters::show).post(me_letters::choose))
        .route("/cabinet/me/calendar/renew", post(me_letters::renew))
        .route("/letters/{token}", get(unsubscribe::show).post(unsubscribe::choose))
        .layer(DefaultBodyLimit::max(16 * 1024))
}

/// Calendars and news for other programs.
fn feed_routes() -> Router<Web> {
    Router::new()
        .route("/calendar/{file}", get(feeds::own))
        .route("/cabinet/rounds/{id}/calendar.ics", get(feeds::round))
        .route("/o/{slug}/plan/calendar.ics", get(feeds::plan))
        .route("/feed.atom", get(feeds::house_news))
        .route("/o/{slug}/feed.atom", get(feeds::organisation_news))
        .layer(DefaultBodyLimit::max(1024))
}

fn plan_routes(megabytes_max: usize) -> Router<Web> {
    let scans = Router::new()
        .route("/cabinet/plans/{id}/approve", post(plan_way::approve))
        .route("/cabinet/measures/{id}/proof", post(measure_proof::add))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/register", get(register::show))
        .route("/cabinet/measures/{id}", get(measure::show))
        .route("/cabinet/measures/{id}/step", post(measure::step))
        .route("/cabinet/measures/{id}/expected", post(measure_proof::expect))
        .route("/cabinet/proof/{id}/file", get(measure_proof::file))
        .route("/cabinet/proof/{id}/show", post(measure_proof::show))
        .route("/cabinet/proof/{id}/hide", post(measure_proof::hide))
        .route("/cabinet/proof/{id}/again", post(measure_proof::snap))
        .route("/cabinet/proof/{id}/remove", post(measure_proof::remove))
        .route("/cabinet/measures/{id}/edit", post(measure::edit))
        .route("/cabinet/plans", get(plan::list))
        .route("/cabinet/plans/{id}", get(plan::show))
        .route("/cabinet/plans/{id}/publish", get(plan::before_publishing).post(plan::publish))
        .route("/cabinet/plans/{id}/close", post(plan_way::close))
        .route("/cabinet/plans/{id}/paper", get(plan::paper))
        .route("/cabinet/plans/{id}/way", get(plan_way::show))
        .route("/cabinet/plans/{id}/send", post(plan_way::send))
        .route("/cabinet/plans/{id}/take-back", post(plan_way::take_back))
        .route("/cabinet/plans/{id}/return", post(plan_way::give_back))
        .route("/cabinet/plans/{id}/scan", get(plan_way::scan))
        .route("/cabinet/plans/{id}/rows", get(plan_rows::show).post(plan_rows::change))
        .route("/cabinet/plans/{id}/comments", post(plan_rows::comment))
        .route("/cabinet/plans/{id}/placing", get(placing::show).post(placing::mark))
        .route("/cabinet/plans/{id}/placing/compare", post(placing::compare))
        .route("/cabinet/plans/{id}/placing/package", get(placing::package))
        .route("/cabinet/plans/{id}/placing/section", get(placing::site_section))
        .route("/cabinet/terms", get(placing::show_terms).post(placing::set_terms))
        .route("/cabinet/plans/{id}/answers", post(plan_rows::answer))
        .route("/cabinet/approvals", get(approvals::list).post(approvals::set))
        .layer(DefaultBodyLimit::max(256 * 1024))
        .merge(scans)
}

fn report_routes(megabytes_max: usize) -> Router<Web> {
    let files = Router::new()
        .route("/cabinet/templates", get(templates::list).post(templates::bring))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/templates/change", post(templates::change))
        .route("/cabinet/templates/sample", get(templates::sample))
        .route("/cabinet/reports", get(reports::show).post(reports::change))
        .route("/cabinet/reports/consolidated", get(consolidated::choose).post(consolidated::freeze))
        .route("/cabinet/reports/consolidated/{id}", get(consolidated::show))
        .route("/cabinet/reports/consolidated/{id}/paper", get(consolidated::paper))
        .route("/cabinet/reports/region", get(region::show).post(region::sign))
        .route("/cabinet/reports/region/{id}", get(region::one))
        .route("/cabinet/reports/region/{id}/paper", get(region::one_paper))
        .route("/cabinet/reports/region/paper", get(region::paper))
        .route("/cabinet/reports/{id}", get(filed::show).post(filed::step))
        .route("/cabinet/reports/{id}/paper", get(filed::paper))
        .route("/cabinet/plans/{id}/report", get(today::show).post(today::prepare))
        .route("/cabinet/plans/{id}/report/fill", get(fill::show).post(fill::keep))
        .route("/cabinet/plans/{id}/report/paper", get(today::paper))
        .layer(DefaultBodyLimit::max(512 * 1024))
        .merge(files)
}

/// What is wanting and what mends it.
fn need_routes() -> Router<Web> {
    Router::new()
        .route("/cabinet/organisations/{id}/shortcomings", get(shortcomings::show).post(shortcomings::change))
        .route("/cabinet/rounds/{id}/shortcomings", get(shortcomings_of::show).post(shortcomings_of::make))
        .route("/cabinet/shortcomings/{id}", get(shortcoming::show).post(shortcoming::change))
        .route("/cabinet/measures/{id}/shortcomings", get(mended::show).post(mended::change))
        .route("/cabinet/catalogue", get(catalogue::show).post(catalogue::change))
        .route("/cabinet/matrix", get(matrix::show))
        .route("/cabinet/matrix/row", get(matrix_row::show))
        .route("/cabinet/matrix/step", post(matrix_step::take))
        .route("/cabinet/matrix/acts/{id}", get(matrix_act::show).post(matrix_act::undo))
        .route("/cabinet/network", get(network::list))
        .route("/cabinet/network/new", get(network_new::show).post(network_new::write))
        .route("/cabinet/network/{id}", get(network_one::show).post(network_change::change))
        .layer(DefaultBodyLimit::max(512 * 1024))
}

/// Personal links: given in the cabinet, opened under `/m`.
fn link_routes(megabytes_max: usize) -> Router<Web> {
    let photos = Router::new()
        .route("/m/measures/{id}/done", post(mine::measure::done))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/links", get(links::list).post(links::invite))
        .route("/cabinet/links/{id}", get(links::show))
        .route("/cabinet/links/{id}/new", post(links::renew))
        .route("/cabinet/links/{id}/revoke", post(links::revoke))
        .route("/cabinet/links/{id}/measures", post(links::hand))
        .route("/cabinet/plans/{id}/hand", get(plan_handing::show).post(plan_handing::hand))
        .route("/m", get(mine::list::show))
        .route("/m/leave", post(mine::door::leave))
        .route("/m/{secret}", get(mine::door::look).post(mine::door::open))
        .route("/m/measures/{id}", get(mine::measure::show))
        .route("/m/measures/{id}/back", post(mine::measure::take_back))
        .route("/m/photos/{id}", get(mine::measure::photo))
        .layer(DefaultBodyLimit::max(256 * 1024))
        .merge(photos)
}

fn round_routes(megabytes_max: usize) -> Router<Web> {
    let files = Router::new()
        .route("/cabinet/rounds/{id}/import", get(round_import::show).post(round_import::receive))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/rounds", get(rounds::list))
        .route("/cabinet/rounds/new", get(rounds::new).post(rounds::create))
        .route("/cabinet/rounds/{id}", get(round::show))
        .route("/cabinet/rounds/{id}/edit", get(rounds::card).post(rounds::edit))
        .route("/cabinet/rounds/{id}/count", post(round::count))
        .route("/cabinet/rounds/{id}/approve", post(round::approve))
        .route("/cabinet/rounds/{id}/publish", get(round::before_publishing).post(round::publish))
        .route("/cabinet/rounds/{id}/state", post(round::set_state))
        .route("/cabinet/rounds/{id}/match", post(round::match_name))
        .route("/cabinet/rounds/{id}/o/{organisation}", get(round_score::show))
        .route("/cabinet/rounds/{id}/o/{organisation}/cost", get(round_cost::show))
        .route("/cabinet/rounds/{id}/o/{organisation}/plan", get(round_plan::show))
        .route("/cabinet/rounds/{id}/organisations", get(round_organisations::show).post(round_organisations::change))
        .route("/cabinet/rounds/{id}/surveys", get(surveys::list).post(surveys::open))
        .route("/cabinet/surveys/{id}/qr.svg", get(surveys::qr))
        .route("/cabinet/rounds/{id}/closing", get(closing::show).post(closing::step))
        .route("/cabinet/rounds/{id}/progress", get(progress::list).post(progress::change))
        .route("/cabinet/rounds/{id}/progress/paper", get(progress::paper))
        .route("/cabinet/rounds/{id}/progress/{organisation}", get(progress::place).post(progress::plan))
        .route("/cabinet/surveys/{id}", get(surveys::show).post(surveys::change))
        .route("/cabinet/batches/{id}/withdraw", post(round::withdraw))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .merge(files)
}

fn answer_routes() -> Router<Web> {
    Router::new()
        .route("/cabinet/rounds/{id}/answers", get(answers::round).post(answers::thresholds))
        .route("/cabinet/surveys/{id}/answers", get(answers::survey).post(answers::undo))
        .route("/cabinet/surveys/{id}/answers/{answer}", get(answers::one).post(answers::decide))
        .route("/cabinet/surveys/{id}/exclude", get(answers::before_excluding).post(answers::exclude))
        .route("/cabinet/surveys/{id}/tickets", get(answers::tickets).post(answers::change_tickets))
        .layer(DefaultBodyLimit::max(64 * 1024))
}

fn inspection_routes(megabytes_max: usize) -> Router<Web> {
    let files = Router::new()
        .route("/cabinet/sheets/{id}/{n}", get(inspection_sheet::block).post(inspection_sheet::keep))
        .route("/cabinet/inspections/{id}/answer", post(inspection::answer))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/inspections", get(inspections::list))
        .route("/cabinet/rounds/{id}/inspections", get(inspections::places).post(inspections::begin))
        .route("/cabinet/sheets/{id}", get(inspection_sheet::review))
        .route("/cabinet/sheets/{id}/submit", post(inspection_sheet::submit))
        .route("/cabinet/sheets/{id}/reopen", post(inspection_sheet::reopen))
        .route("/cabinet/inspections/{id}", get(inspection::show))
        .route("/cabinet/inspections/{id}/paper", get(inspection::paper))
        .route("/cabinet/inspections/{id}/settle", post(inspection::settle))
        .route("/cabinet/inspections/{id}/show", post(inspection::show_organisation))
        .route("/cabinet/inspections/{id}/review", post(inspection::review))
        .route("/cabinet/inspections/{id}/finish", post(inspection::finish))
        .route("/cabinet/inspections/{id}/agree", post(inspection::agree))
        .route("/cabinet/photos/{id}", get(inspection::photo))
        .route("/cabinet/photos/{id}/remove", post(inspection::remove_photo))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .merge(files)
}

fn sheet_routes() -> Router<Web> {
    Router::new()
        .route("/cabinet/rounds/{id}/sheets", get(ledger::round).post(ledger::choose))
        .route("/cabinet/rounds/{id}/posters", get(sheet_papers::round_posters))
        .route("/cabinet/blanks/{id}", get(ledger::show).post(ledger::print))
        .route("/cabinet/blanks/{id}/blank", get(sheet_papers::blank))
        .route("/cabinet/blanks/{id}/layout", get(sheet_papers::layout))
        .route("/cabinet/blanks/{id}/poster", get(sheet_papers::poster))
        .route("/cabinet/blanks/{id}/lots/{n}", get(ledger::lot).post(ledger::edit))
        .route("/cabinet/blanks/{id}/lots/{n}/paper", get(sheet_papers::lot))
        .route("/cabinet/blanks/{id}/lots/{n}/control", get(control::show).post(control::keep))
        .route("/cabinet/blanks/{id}/lots/{n}/count", post(ledger::count))
        .route("/cabinet/keying/{id}", get(keying::show).post(keying::keep))
        .route("/cabinet/keying/{id}/send", post(keying::send))
        .route("/cabinet/keying/{id}/undo", post(keying::undo))
        .route("/cabinet/keying/{id}/settle", get(settle::show).post(settle::settle))
        .route("/cabinet/calls/{id}", get(calls::show).post(calls::import))
        .route("/cabinet/calls/{id}/ask", get(calls::script).post(calls::keep_script))
        .route("/cabinet/calls/{id}/erase", post(calls::erase_all))
        .route("/cabinet/calls/{id}/{n}", post(calls::record))
        .route("/cabinet/calls/{id}/{n}/erase", post(calls::erase))
        .route("/cabinet/interview/{id}", get(calls::interview).post(calls::keep_interview))
        .route("/cabinet/interview/{id}/refuse", post(calls::refuse))
        .layer(DefaultBodyLimit::max(256 * 1024))
}

fn paper_routes(megabytes_max: usize) -> Router<Web> {
    let files = Router::new()
        .route("/cabinet/import", get(import::show).post(import::receive))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/drafts/{id}", get(draft::show))
        .route("/cabinet/drafts/{id}/original", get(draft::original))
        .route("/cabinet/drafts/{id}/organisation", post(draft::choose))
        .route("/cabinet/drafts/{id}/head", post(draft::correct_head))
        .route("/cabinet/drafts/{id}/measures", post(draft::add_measure))
        .route("/cabinet/drafts/{id}/measures/{n}", post(draft::correct_measure))
        .route("/cabinet/drafts/{id}/read/{n}", post(draft::restore_measure))
        .route("/cabinet/drafts/{id}/adopt", post(draft::adopt))
        .route("/cabinet/drafts/{id}/drop", post(draft::put_aside))
        .layer(DefaultBodyLimit::max(256 * 1024))
        .merge(files)
}

fn registry_routes(megabytes_max: usize) -> Router<Web> {
    let files = Router::new()
        .route("/cabinet/organisations/import", get(organisations::import).post(organisations::receive))
        .layer(DefaultBodyLimit::max(megabytes_max * 1024 * 1024));
    Router::new()
        .route("/cabinet/organisations", get(organisations::list))
        .route("/cabinet/organisations/new", get(organisations::new).post(organisations::create))
        .route("/cabinet/organisations/{id}", get(organisations::show).post(organisations::edit))
        .route("/cabinet/organisations/{id}/outside", get(outside::show).post(outside::change))
        .route("/cabinet/outside", get(outside::list).post(outside::take))
        .route("/cabinet/organisations/{id}/close", post(organisations::close))
        .route("/cabinet/organisations/{id}/reopen", post(organisations::reopen))
        .route("/cabinet/organisations/{id}/merge", post(organisations::merge))
        .route("/cabinet/organisations/{id}/branches", post(organisations::add_branch))
        .route("/cabinet/organisations/{id}/branches/{branch}", post(organisations::edit_branch))
        .route("/cabinet/places", get(places::show))
        .route("/cabinet/places/founders", post(places::keep_founder))
        .route("/cabinet/places/territories", post(places::keep_territory))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .merge(files)
}

/// Whether pages can be made: the store is asked one cheap question.
async fn ready(State(web): State<Web>) -> Response {
    match otklik_app::people::link_is_good(&web.house, "").await {
        Ok(_) => "ok\n".into_response(),
        Err(_) => refusal::not_ready(),
    }
}

async fn nowhere() -> Refused {
    Refused::not_found()
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let words = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    refusal::broken(&words.unwrap_or("panic without words"))
}
