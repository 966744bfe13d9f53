//! What people put off and have read.

use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{SetAside, Term, WaitingInspection};
use crate::sql::in_force::in_force_here;
use crate::traits::Affairs;
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{OrganisationId, PersonId, RoundId};
use otklik_domain::inspection::Stage;
use otklik_domain::plan::{self, MeasureState};
use sqlx::AssertSqlSafe;

/// A measure with a last day, as calendars ask for it: of its own day or of the turn that is asked for.
pub(in crate::sql) fn term(mut row: Row) -> Answer<Term> {
    let (id, organisation, text, due_on) = (row.read()?, row.text()?, row.text()?, row.read()?);
    let state = row.named(MeasureState::from_name)?;
    Ok(Term { id, organisation, text, due_on, state, version: row.int()?, executors: row.text()? })
}

fn aside(mut row: Row) -> Answer<SetAside> {
    let (subject, measure, until, at) = (row.text()?, row.maybe_read()?, row.maybe_read()?, row.instant()?);
    let state = row.maybe_text()?.and_then(|name| MeasureState::from_name(&name));
    let due_on = row.maybe_read()?;
    Ok(SetAside { subject, measure, until, at, stands: state.map(|state| (state, due_on)) })
}

impl Database {
    /// Terms within days: those that wait are under `0` in the stored order, those that are over under `2`, each by their
    /// days. So the first of them are found by a walk that stops.
    async fn terms_of(&self, order: char, own: &[Cell], from: Date, to: Date, limit: usize) -> Answer<Vec<Term>> {
        let mut all = Conditions::default();
        let (first, last) = (format!("{order}{from}"), format!("{order}{to}"));
        all.and("t.order_key >= ? and t.order_key <= ?", args![first, last]);
        all.and(&in_force_here("t"), []);
        all.one_of("t.organisation_id", own.to_vec());
        let sql = format!(
            "select t.id, coalesce(o.short_name, o.name), t.text, t.due_on, t.state, t.version, t.executors from measure t \
             join organisation o on o.id = t.organisation_id {} order by t.order_key, t.id limit {limit}",
            all.clause()
        );
        self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(term).collect()
    }
}

#[async_trait]
impl Affairs for Database {
    async fn list_set_aside(&self, person: PersonId) -> Answer<Vec<SetAside>> {
        let sql = "select a.subject, a.measure_id, a.until, a.made_at, m.state, m.due_on from set_aside a \
                   left join measure m on m.id = a.measure_id where a.person_id = $1 order by a.subject";
        self.rows(sql, vec![Cell::printed(person)]).await?.into_iter().map(aside).collect()
    }

    async fn keep_set_aside(&self, person: PersonId, aside: &SetAside) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "insert into set_aside (person_id, subject, measure_id, until, made_at) values ($1, $2, $3, $4, $5) \
                   on conflict (person_id, subject) do update set until = $4, made_at = $5";
        let (measure, until) = (Cell::maybe(aside.measure), Cell::from(aside.until));
        let args = vec![Cell::printed(person), Cell::from(&aside.subject), measure, until, Cell::from(aside.at)];
        tx.run(sql, args).await?;
        tx.commit().await
    }

    async fn remove_set_aside(&self, person: PersonId, subject: &str) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from set_aside where person_id = $1 and subject = $2";
        tx.run(sql, vec![Cell::printed(person), Cell::from(subject)]).await?;
        tx.commit().await
    }

    async fn list_plans_to_decide(&self) -> Answer<Vec<(plan::life::Stage, OrganisationId)>> {
        let sql = "select stage, organisation_id from plan where stage in ('sent', 'returned') and state = 'active' \
                   and is_example = 0 order by stage, id";
        let waiting = |mut row: Row| Ok((row.named(plan::life::Stage::from_name)?, row.read()?));
        self.rows(sql, args![]).await?.into_iter().map(waiting).collect()
    }

    async fn list_waiting_inspections(&self) -> Answer<Vec<WaitingInspection>> {
        let sql = "select i.id, i.organisation_id, i.branch, i.stage, i.answer_until from round r \
                   join inspection i on i.round_id = r.id where r.state = 'open' and r.is_example = 0 \
                   and i.stage in ('shown', 'answered') order by i.answer_until, i.id";
        let waiting = |mut row: Row| {
            let (id, organisation, branch) = (row.read()?, row.read()?, row.text()?);
            let stage = row.named(Stage::from_name)?;
            Ok(WaitingInspection { id, organisation, branch, stage, answer_until: row.maybe_read()? })
        };
        self.rows(sql, args![]).await?.into_iter().map(waiting).collect()
    }

    async fn list_scores_to_approve(&self) -> Answer<Vec<(RoundId, OrganisationId)>> {
        let sql = "select s.round_id, s.organisation_id from round r join score s on s.round_id = r.id \
                   and s.state = 'draft' where r.state = 'open' and r.is_example = 0 \
                   order by s.round_id, s.organisation_id";
        let rows = self.rows(sql, args![]).await?;
        rows.into_iter().map(|mut row| Ok((row.read()?, row.read()?))).collect()
    }

    async fn list_terms(&self, own: &[OrganisationId], from: Date, to: Date, limit: usize) -> Answer<Vec<Term>> {
        let own = self.with_merged(own).await?;
        let mut terms = self.terms_of('0', &own, from, to, limit).await?;
        terms.extend(self.terms_of('2', &own, from, to, limit).await?);
        terms.sort_by_key(|term| (term.due_on, term.id));
        terms.truncate(limit);
        Ok(terms)
    }

    async fn forget_set_aside(&self, day: Date, before: Timestamp) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from set_aside where until <= $1 or (until is null and made_at < $2)";
        tx.run(sql, args![day, before]).await?;
        tx.commit().await
    }
}
