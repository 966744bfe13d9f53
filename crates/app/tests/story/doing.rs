//! Carrying plans out: work reported with proof, confirmed by another person, moved with its reason, not done with its reason.

use crate::planning::seen;
use crate::year::Year;
use otklik_app::measures::{self, StepTyped, Work};
use otklik_app::plans;
use otklik_app::proof::Brought;
use otklik_domain::access::Role;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::MeasureState;

fn step(to: MeasureState) -> StepTyped {
    StepTyped { to: to.name().to_owned(), ..StepTyped::default() }
}

async fn walk(year: &Year, role: Role, id: MeasureId, typed: StepTyped, brought: Vec<Brought>) {
    let ctx = year.as_a(role);
    let version = measures::measure(&ctx, id).await.expect("read").version;
    let work = Work { typed, brought, ..Work::default() };
    let words = format!("{:?}", work.typed);
    measures::record_work(&ctx, id, version, work).await.unwrap_or_else(|why| panic!("{words}: {why:?}"));
}

/// Work that is done: told by a worker with an act, confirmed by the methodologist.
async fn done(year: &Year, id: MeasureId, on: &str) {
    let act = Brought {
        kind: "act".into(),
        words: "Акт приёмки".into(),
        number: "7".into(),
        signed_on: on.into(),
        ..Brought::default()
    };
    let typed = StepTyped { done: "Сделано".into(), actual: on.into(), ..step(MeasureState::Reported) };
    walk(year, Role::ClubWorker, id, typed, vec![act]).await;
    walk(year, Role::Methodologist, id, step(MeasureState::Confirmed), Vec::new()).await;
}

/// Measures of all plans that are not over yet, plan by plan. What waits to be looked at is confirmed by the founder first.
async fn open(year: &Year) -> Vec<Vec<MeasureId>> {
    let mut all = Vec::new();
    for plan in &year.plans {
        let (waiting, rest): (Vec<_>, Vec<_>) =
            seen(year, *plan).await.measures.into_iter().partition(|row| row.state == MeasureState::Reported);
        for row in waiting {
            walk(year, Role::Founder, row.id, step(MeasureState::Confirmed), Vec::new()).await;
        }
        all.push(rest.into_iter().filter(|row| !row.state.is_final()).map(|row| row.id).collect());
    }
    all
}

/// The first measure of each club is done; the next one of the first ten is moved with its reason.
pub(crate) async fn first_quarter(year: &mut Year) {
    year.turn_to("2026-03-16");
    let (mut n_done, mut n_moved) = (0, 0);
    for (at, rows) in open(year).await.into_iter().enumerate() {
        if let Some(row) = rows.first() {
            done(year, *row, "16.03.2026").await;
            n_done += 1;
        }
        if let Some(row) = rows.get(1).filter(|_| at < 10) {
            let reason = "Поставщик задерживает".to_owned();
            let typed = StepTyped { reason, term: "до 01.12.2026".into(), ..step(MeasureState::Moved) };
            walk(year, Role::Methodologist, *row, typed, Vec::new()).await;
            n_moved += 1;
        }
    }
    year.say("first quarter", format!("мероприятий выполнено {n_done}, сроков перенесено {n_moved}"));
}

/// One more of each club is done, another is begun.
pub(crate) async fn second_quarter(year: &mut Year) {
    year.turn_to("2026-06-15");
    let mut n_done = 0;
    for rows in open(year).await {
        if let Some(row) = rows.last() {
            done(year, *row, "15.06.2026").await;
            n_done += 1;
        }
        if let Some(row) = rows.first().filter(|_| rows.len() > 1) {
            walk(year, Role::ClubWorker, *row, step(MeasureState::InWork), Vec::new()).await;
        }
    }
    year.say("second quarter", format!("мероприятий выполнено ещё {n_done}"));
}

/// The rest is done by December, but for what the last clubs could not do; plans are closed.
pub(crate) async fn rest_of_the_year(year: &mut Year) {
    year.turn_to("2026-09-21");
    let (mut n_done, mut n_not) = (0, 0);
    for (at, rows) in open(year).await.into_iter().enumerate() {
        for row in rows {
            if at >= 25 {
                let typed = StepTyped {
                    reason: "Не выделены средства".into(), ..step(MeasureState::NotDone)
                };
                walk(year, Role::Methodologist, row, typed, Vec::new()).await;
                n_not += 1;
            } else {
                done(year, row, "21.09.2026").await;
                n_done += 1;
            }
        }
    }
    year.say("rest of the year", format!("мероприятий выполнено ещё {n_done}, не выполнено {n_not}"));
    for plan in year.plans.clone() {
        let version = seen(year, plan).await.version;
        plans::close_plan(&year.as_a(Role::Founder), plan, version, "Год окончен").await.expect("closed");
    }
    year.say("closed", format!("закрыто планов {}", year.plans.len()));
}
