//! A house of a test's own: one organisation, one paper, a clock that stands still, papers read in this process.

use jiff::tz::TimeZone;
use otklik_app::intake::{Incoming, read_plan_paper};
use otklik_app::record::{DraftState, PageAsked, RegisterQuery, RegisterRow, Version, View};
use otklik_app::workshop::SameProcess;
use otklik_app::{Ctx, FixedClock, House, drafts, plans, register};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::{DraftId, OrganisationId, PersonId, PlanId};
use otklik_testkit::builders::{self, act, id};
use otklik_testkit::databases::{self, Scratch};
use std::sync::Arc;

/// A plan as an office writes it: a term of two years, terms that go on, and a measure without term and executor.
pub(crate) const PAPER: &str = r#"<html><head><meta charset="utf-8"></head><body>
<p>УТВЕРЖДАЮ<br>Директор МБУК «Луговской дом культуры»<br>Кузнецова Т.П.<br>«15» января 2019 г.</p>
<h1>ПЛАН по устранению недостатков, выявленных в ходе независимой оценки качества,
МБУК «Луговской дом культуры» на 2019–2020 годы</h1>
<table><tr><th>№</th><th>Недостатки</th><th>Наименование мероприятия</th><th>Плановый срок реализации</th>
<th>Ответственный исполнитель</th></tr>
<tr><td colspan="5">I. Открытость и доступность информации об организации</td></tr>
<tr><td>1.1</td><td>Нет навигации</td><td>Установить вывески в фойе</td><td>2019–2020 гг.</td>
<td>Линькова И.И., заместитель директора</td></tr>
<tr><td>1.2</td><td>Сайт устарел</td><td>Обновлять раздел «Документы»</td><td>постоянно</td><td>Суркова Е.В., методист</td></tr>
<tr><td colspan="5">II. Комфортность условий предоставления услуг</td></tr>
<tr><td>2.1</td><td>Нет воды</td><td>Поставить кулер</td><td></td><td></td></tr>
<tr><td>2.2</td><td>Нет отзывов</td><td>Проводить опросы посетителей</td><td>ежеквартально</td><td>Суркова Е.В., методист</td></tr>
</table></body></html>"#;

/// Names that stand in [`PAPER`] and are nobody's business without consent.
pub(crate) const NAMES: [&str; 2] = ["Линькова", "Суркова"];

/// A house with one open organisation.
pub(crate) struct Place {
    pub(crate) scratch: Scratch,
    pub(crate) house: House,
    pub(crate) organisation: OrganisationId,
}

impl Place {
    /// A new house in which it is this day.
    pub(crate) async fn on(day: &str) -> Self {
        let scratch = databases::sqlite().await;
        let organisation = builders::organisation(1);
        scratch.store.keep_organisation(&act("create_organisation"), &organisation, None).await.expect("kept");
        let house = house(&scratch, day);
        Place { scratch, house, organisation: organisation.id }
    }

    /// The same house on another day.
    pub(crate) fn turn_to(&mut self, day: &str) {
        self.house = house(&self.scratch, day);
    }

    /// Somebody of the whole house.
    pub(crate) fn ctx(&self, role: Role) -> Ctx {
        self.house.ctx(actor(role, Scope::Everywhere))
    }

    /// Somebody who answers for these organisations only.
    pub(crate) fn ctx_of(&self, role: Role, own: &[OrganisationId]) -> Ctx {
        self.house.ctx(actor(role, Scope::of(own.iter().copied())))
    }

    /// What the organisation is called in lists.
    pub(crate) async fn name(&self) -> String {
        let kept = self.scratch.store.find_organisation(self.organisation).await.expect("read").expect("there").value;
        kept.short_name.unwrap_or(kept.name)
    }

    /// Somebody from the street.
    pub(crate) fn stranger(&self) -> Ctx {
        self.house.ctx(Actor::stranger())
    }

    /// One more organisation.
    pub(crate) async fn neighbour(&self) -> OrganisationId {
        let other = builders::organisation(2);
        self.scratch.store.keep_organisation(&act("create_organisation"), &other, None).await.expect("kept");
        other.id
    }

    /// [`PAPER`] read as a draft of the organisation.
    pub(crate) async fn draft(&self) -> DraftId {
        let ctx = self.ctx(Role::Methodologist);
        read_plan_paper(&ctx, incoming("план.html", PAPER, Some(self.organisation))).await.expect("read")
    }

    /// The same, adopted.
    pub(crate) async fn plan(&self) -> PlanId {
        let ctx = self.ctx(Role::Methodologist);
        plans::adopt_plan(&ctx, self.draft().await, Version(1), None).await.expect("adopted")
    }

    /// The same, published without names.
    pub(crate) async fn published(&self) -> PlanId {
        let plan = self.plan().await;
        plans::publish_plan(&self.ctx(Role::Methodologist), plan, Version(1), false).await.expect("published");
        plan
    }

    /// Number of the last line of the journal: unchanged when nothing was kept.
    pub(crate) async fn edition(&self) -> i64 {
        self.scratch.store.edition().await.expect("read")
    }

    /// Every row of a register, as that actor sees it.
    pub(crate) async fn rows(&self, ctx: &Ctx, view: View) -> Vec<RegisterRow> {
        let asked = RegisterQuery { view, ..RegisterQuery::on(ctx.today()) };
        let page = register::register(ctx, asked, &PageAsked::first(100)).await.expect("read");
        assert_eq!(page.facets.total(), page.rows.len() as i64, "counts agree with rows");
        page.rows.into_iter().map(|(row, _)| row).collect()
    }

    /// How many drafts wait.
    pub(crate) async fn waiting(&self) -> usize {
        let ctx = self.ctx(Role::Administrator);
        let page = drafts::list_drafts(&ctx, Some(DraftState::Waiting), &PageAsked::first(100)).await;
        page.expect("read").items.len()
    }
}

/// A paper as it comes.
pub(crate) fn incoming(name: &str, text: &str, organisation: Option<OrganisationId>) -> Incoming {
    Incoming {
        file_name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
        year: None,
        organisation,
        is_example: false,
    }
}

pub(crate) fn actor(role: Role, scope: Scope) -> Actor {
    // The council and the workers are other people: who counts a score does not approve it, who did the work does not
    // confirm it.
    let number = match role {
        Role::Council => 2,
        Role::ClubWorker => 3,
        _ => 1,
    };
    Actor { person: Some(PersonId(id(12, number))), role: Some(role), scope }
}

/// A house over a data base, at noon of a day.
pub(crate) fn house(scratch: &Scratch, day: &str) -> House {
    let noon = format!("{day}T12:00:00Z").parse().expect("a day");
    House {
        store: scratch.store.clone(),
        workshop: Arc::new(SameProcess),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(FixedClock(noon)),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: TimeZone::UTC,
        open_surveys: Default::default(),
    }
}
