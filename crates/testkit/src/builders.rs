//! Records for tests: organisations, plans and measures, as few or as many as a test asks for.
//!
//! In come small numbers; out go records that differ from each other and are the same each time. It refuses to know
//! the clock and chance.

mod answers;
mod inspections;
mod scores;

pub use answers::{answer, asked, count_again};
pub use inspections::{inspection, inspection_mark, inspection_sheet, photo_use};
pub use scores::{batch, counts, finding, place, round, score, survey};

use jiff::{Timestamp, ToSpan};
use otklik_domain::Date;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_domain::registry::{Organisation, OrganisationState, Sector, Slug};
use otklik_domain::score::Criterion;
use otklik_store::record::{Act, Measure, Plan, PlanState};
use otklik_store::{Fault, Store};
use uuid::Uuid;

/// An id of a kind by its number: ordered as the numbers are.
pub fn id(kind: u16, number: u64) -> Uuid {
    Uuid::from_fields(0x0190_0000, kind, 0x7000, &(0x8000_0000_0000_0000 | number).to_be_bytes())
}

/// An instant so many seconds after the beginning of the tests' time.
pub fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).expect("within time")
}

/// What somebody does in a test.
pub fn act(verb: &'static str) -> Act {
    Act::new("test", verb, instant(0))
}

/// An open organisation of culture.
pub fn organisation(number: u64) -> Organisation {
    const KINDS: [&str; 4] = ["Клубная система", "Библиотека", "Музей", "Театр"];
    let kind = KINDS[number as usize % KINDS.len()];
    Organisation {
        id: OrganisationId(id(1, number)),
        slug: Slug::new(&format!("organizaciya-{number}")).expect("a slug"),
        name: format!("{kind} № {number}"),
        short_name: None,
        inn: None,
        sector: Sector::Culture,
        kind: Some(kind.to_owned()),
        founder: None,
        territory: None,
        address: None,
        phone: None,
        email: None,
        site: None,
        bus_gov_id: None,
        poll_link: None,
        state: OrganisationState::Open,
        is_example: false,
    }
}

/// A plan that is followed.
pub fn plan(organisation: &Organisation, number: u64) -> Plan {
    Plan {
        organisation: organisation.id,
        id: PlanId(id(2, number)),
        draft: None,
        paper: None,
        supersedes: None,
        title: Some(format!("План по устранению недостатков № {number}")),
        from: None,
        to: None,
        assessed_year: Some(2026),
        body_json: "{}".to_owned(),
        n_measures: 0,
        state: PlanState::Active,
        stage: Stage::Approved,
        by: "test".to_owned(),
        at: instant(0),
        is_example: organisation.is_example,
    }
}

/// A measure of a plan; numbers spread states, criteria and days.
pub fn measure(plan: &Plan, number: u64, day: Date) -> Measure {
    let at = number as usize;
    let is_ongoing = number % 11 == 3;
    let due_on = (!is_ongoing).then(|| day.saturating_add((((number * 37) % 720) as i64 - 360).days()));
    Measure {
        organisation: plan.organisation,
        id: MeasureId(id(3, number)),
        plan: plan.id,
        position: number as i64,
        number: Some(format!("{}.", number + 1)),
        criterion: Some(Criterion::ALL[at % 5]),
        text: format!("Установить навигационную вывеску № {number} у входа в здание и обновить сведения на стенде"),
        deadline_as_written: due_on.map_or(Some("постоянно".to_owned()), |due| Some(format!("до {due}"))),
        deadline_kind: Some(if is_ongoing { DeadlineKind::Ongoing } else { DeadlineKind::ByDate }),
        starts_on: None,
        due_on,
        state: MeasureState::ALL[(at / 3) % MeasureState::ALL.len()],
        reason: None,
        executors: format!("Линькова И.И., заведующая отделом {}", number % 20),
        more_words: "Нет навигации внутри учреждения".to_owned(),
        body_json: "{}".to_owned(),
        is_example: plan.is_example,
    }
}

/// Keeps a register: so many organisations, each with one plan of so many measures.
pub async fn keep_register(store: &dyn Store, n_organisations: u64, n_measures: u64, day: Date) -> Result<(), Fault> {
    for number in 0..n_organisations {
        let organisation = organisation(number);
        store.keep_organisation(&act("create_organisation"), &organisation, None).await?;
        let plan = plan(&organisation, number);
        let measures: Vec<Measure> =
            (number * n_measures..(number + 1) * n_measures).map(|n| measure(&plan, n, day)).collect();
        store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await?;
    }
    Ok(())
}
