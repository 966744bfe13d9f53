//! A site over a throw-away store with a clock that stands still.

mod rounds;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use otklik_app::record::{PageAsked, PlanQuery};
use otklik_app::workshop::SameProcess;
use otklik_app::{Clock, Ctx, FixedClock, House, drafts, intake, people, plans};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::{DraftId, PersonId, PlanId};
use otklik_testkit::databases::Scratch;
use otklik_web::{Site, router};
use std::sync::Arc;
use tower::ServiceExt as _;

/// A site for one test.
pub(crate) struct TestApp {
    pub(crate) house: House,
    router: Router,
    scratch: Scratch,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) code: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) policy: String,
    /// After how many seconds to try again; empty where that is not said.
    pub(crate) retry_after: String,
    pub(crate) text: String,
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        TestApp::with_clock(Arc::new(FixedClock(now))).await
    }

    /// The same by a clock of the test's own.
    pub(crate) async fn with_clock(clock: Arc<dyn Clock>) -> Self {
        TestApp::over(otklik_testkit::databases::sqlite().await, clock)
    }

    /// The same over a data base of the test's own.
    pub(crate) fn over(scratch: Scratch, clock: Arc<dyn Clock>) -> Self {
        let house = House {
            store: scratch.store.clone(),
            workshop: Arc::new(SameProcess),
            fetcher: Arc::new(otklik_app::fetch::Nothing),
            clock,
            calendar: Arc::new(ProductionCalendar::federal()),
            zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(3)),
            open_surveys: Default::default(),
        };
        TestApp { router: router(Site::default(), house.clone()), house, scratch }
    }

    /// The folder with everything this house keeps.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.scratch.folder.path()
    }

    /// The whole site.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// The cookie of a fresh visit of somebody with a role.
    pub(crate) async fn sign_in(&self, role: Role) -> String {
        let person = people::add(&self.house, "Ильина Анна", role).await.unwrap();
        let link = people::link_for(&self.house, person).await.unwrap();
        format!("visit={}", people::enter(&self.house, &link).await.unwrap())
    }

    /// The same of somebody who answers for one organisation only.
    pub(crate) async fn sign_in_at(&self, role: Role, organisation: &str) -> String {
        use otklik_app::record::{Person, PersonState};
        let person = Person {
            id: PersonId(uuid::Uuid::from_u128(77)),
            name: "Кузнецова Татьяна".to_owned(),
            login: None,
            role: role.name().to_owned(),
            organisation: Some(organisation.parse().unwrap()),
            state: PersonState::Active,
            at: self.house.clock.now(),
            email: None,
        };
        let act = otklik_testkit::builders::act("add_person");
        self.house.store.keep_person(&act, &person, None).await.unwrap();
        let link = people::link_for(&self.house, person.id).await.unwrap();
        format!("visit={}", people::enter(&self.house, &link).await.unwrap())
    }

    /// A context of an administrator, to prepare what a page needs.
    pub(crate) fn admin(&self) -> Ctx {
        let person = Some(PersonId(uuid::Uuid::nil()));
        self.house
            .ctx(Actor { person, role: Some(Role::Administrator), scope: Scope::Everywhere })
            .proved(Some(self.house.clock.now()))
    }

    /// Every plan stands at a stage, as if people had led it there.
    pub(crate) async fn plans_at(&self, stage: otklik_domain::plan::life::Stage) {
        let all = self.house.store.list_plans(&PlanQuery::default(), &PageAsked::first(50)).await.unwrap();
        for kept in all.items {
            let plan = otklik_app::record::Plan { stage, ..kept.value };
            self.house
                .store
                .keep_plan(&otklik_testkit::builders::act("approve_plan"), &plan, kept.version)
                .await
                .unwrap();
        }
    }

    /// The same site later.
    pub(crate) fn turn_to(&mut self, clock: Arc<dyn otklik_app::Clock>) {
        self.house.clock = clock;
        self.router = router(Site::default(), self.house.clone());
    }

    /// The same site under an address.
    pub(crate) fn move_to(&mut self, origin: &str) {
        let site = Site { origin: Some(origin.to_owned()), ..Site::default() };
        self.router = router(site, self.house.clone());
    }

    /// The same site with another way out for letters.
    pub(crate) fn write_by(&mut self, mail: otklik_app::post::Mail) {
        self.router = router(Site { mail, ..Site::default() }, self.house.clone());
    }

    /// Fields as a browser sends them.
    pub(crate) fn form(fields: &[(&str, &str)]) -> String {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        pairs.join("&")
    }

    /// A context of somebody of the council: who counts a score does not approve it.
    pub(crate) fn council(&self) -> Ctx {
        let person = Some(PersonId(uuid::Uuid::from_u128(78)));
        self.house.ctx(Actor { person, role: Some(Role::Council), scope: Scope::Everywhere })
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap();
        self.answer(request).await
    }

    /// Sends a form with the token of the page before.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let token = token_of(&self.get("/", cookie).await.text);
        let mut body = format!("token={token}");
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", escaped(value)));
        }
        self.post_raw(path, cookie, body).await
    }

    /// Sends a form of parts, some of them files, with the token of the page before.
    pub(crate) async fn post_parts<T: AsRef<[u8]>>(
        &self,
        path: &str,
        cookie: &str,
        parts: &[(&str, Option<&str>, T)],
    ) -> Answer {
        let token = token_of(&self.get("/", cookie).await.text);
        let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n").into_bytes();
        for (name, file, content) in parts {
            let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
            let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), content.as_ref(), b"\r\n"].concat());
        }
        body.extend(b"--x--\r\n");
        let request = Request::post(path)
            .header("cookie", cookie)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        self.answer(request).await
    }

    pub(crate) async fn post_raw(&self, path: &str, cookie: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.answer(request).await
    }

    /// How many bytes an address takes for a browser that knows brotli.
    pub(crate) async fn weight(&self, path: &str) -> usize {
        let request = Request::get(path).header("accept-encoding", "gzip, br").body(Body::empty()).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.into_body().collect().await.unwrap().to_bytes().len()
    }

    pub(crate) async fn post_body(&self, path: &str, cookie: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(path).header("cookie", cookie).header("content-type", kind);
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let header =
            |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (code, location, cookie) = (answer.status(), header("location"), header("set-cookie"));
        let (policy, retry_after) = (header("content-security-policy"), header("retry-after"));
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
        Answer { code, location, cookie, policy, retry_after, text }
    }

    /// A waiting draft of a small plan.
    pub(crate) async fn draft(&self) -> DraftId {
        self.draft_of(PAPER.as_bytes().to_vec(), "plan.html").await
    }

    async fn draft_of(&self, bytes: Vec<u8>, file_name: &str) -> DraftId {
        let file_name = file_name.to_owned();
        let incoming = intake::Incoming { file_name, bytes, year: None, organisation: None, is_example: false };
        intake::read_plan_paper(&self.admin(), incoming).await.unwrap()
    }

    /// A paper read in and adopted for a new organisation; gives the plan's id.
    pub(crate) async fn adopted(&self, bytes: Vec<u8>, file_name: &str) -> PlanId {
        let draft = self.draft_of(bytes, file_name).await;
        self.adopt(draft).await.0
    }

    async fn adopt(&self, id: DraftId) -> (PlanId, String) {
        let ctx = self.admin();
        let card = otklik_domain::registry::Card {
            name: "МБУК «Луговская библиотека»".to_owned(),
            sector: "culture".to_owned(),
            ..Default::default()
        };
        let organisation = otklik_app::registry::create_organisation(&ctx, &card).await.unwrap();
        let version = drafts::draft(&ctx, id).await.unwrap().version;
        drafts::match_organisation(&ctx, id, version, organisation.id).await.unwrap();
        let version = drafts::draft(&ctx, id).await.unwrap().version;
        let plan = plans::adopt_plan(&ctx, id, version, None).await.unwrap();
        (plan, organisation.slug.to_string())
    }

    /// The same, adopted for a new organisation and published; gives the plan's id and the organisation's slug.
    pub(crate) async fn published(&self) -> (String, String) {
        let (ctx, id) = (self.admin(), self.draft().await);
        let (plan, slug) = self.adopt(id).await;
        let kept = plans::list_plans(&ctx, &PlanQuery::default(), &PageAsked::first(5)).await.unwrap();
        plans::publish_plan(&ctx, plan, kept.items[0].version, false).await.unwrap();
        (plan.to_string(), slug)
    }
}

/// A small plan as an office would save it.
pub(crate) const PAPER: &str = "<html><head><meta charset='utf-8'></head><body><p>УТВЕРЖДАЮ<br>Директор МБУК «Луговская библиотека»<br>Кузнецова Т.П.<br>«15» января 2026 г.</p><p>План по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг МБУК «Луговская библиотека» на 2026 год</p><table><tr><th>№</th><th>Недостатки</th><th>Наименование мероприятия</th><th>Плановый срок реализации</th><th>Ответственный исполнитель</th></tr><tr><td colspan='5'>I. Открытость и доступность информации об организации</td></tr><tr><td>1</td><td>Нет анкеты на сайте</td><td>Разместить анкету на сайте</td><td>до 10.11.2026</td><td>Линькова И.И., директор</td></tr><tr><td>2</td><td>Старый стенд</td><td>Обновить стенд у входа</td><td>31.12.2026</td><td>Сорока Н.Г., методист</td></tr></table></body></html>";

/// Values of a field in a page, in their order.
pub(crate) fn values(page: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\"");
    let tags = page.split('<').filter(|tag| tag.contains(&mark));
    let value = |tag: &str| Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned());
    tags.filter_map(value).collect()
}

pub(crate) fn token_of(html: &str) -> String {
    html.split("name=\"token\" value=\"").nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

fn escaped(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
