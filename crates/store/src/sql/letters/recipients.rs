//! Who can be written to, and where their rights reach: found for everybody at once.

use crate::Answer;
use crate::cell::{Row, args};
use crate::database::Database;
use crate::record::{LetterChoice, Person, Recipient};
use crate::table::{PERSON, Record as _};
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use otklik_domain::reminder::Pace;
use sqlx::AssertSqlSafe;

/// Who may come in and has an address; `p` is the person.
const IS_REACHED: &str = "p.state = 'active' and p.email is not null and p.email <> ''";

pub(super) async fn list(database: &Database) -> Answer<Vec<Recipient>> {
    let columns: Vec<String> = PERSON.columns.iter().map(|column| format!("p.{column}")).collect();
    let sql = format!(
        "select {}, c.pace, c.told_on, c.n_renewed, case when exists (select 1 from person_scope s \
         where s.person_id = p.id and s.kind = 'house') or (p.organisation_id is null and not exists \
         (select 1 from person_scope s where s.person_id = p.id)) then cast(1 as bigint) else 0 end \
         from person p left join letter_choice c on c.person_id = p.id where {IS_REACHED} order by p.id",
        columns.join(", ")
    );
    database.rows(AssertSqlSafe(sql), args![]).await?.into_iter().map(recipient).collect()
}

fn recipient(mut row: Row) -> Answer<Recipient> {
    let person = Person::take(&mut row)?;
    let pace = row.maybe_text()?.and_then(|name| Pace::from_name(&name)).unwrap_or_default();
    let (told_on, n_renewed) = (row.maybe_read()?, row.maybe_int()?.unwrap_or_default());
    let choice = LetterChoice { person: person.id, pace, told_on, n_renewed };
    Ok(Recipient { person, choice, is_everywhere: row.flag()? })
}

pub(super) async fn places(database: &Database) -> Answer<Vec<(PersonId, OrganisationId)>> {
    let sql = format!(
        "with recursive reached (id, organisation_id) as (select p.id, p.organisation_id from person p \
         where {IS_REACHED}), given (person_id, kind, territory_id, founder_id, organisation_id) as (select s.person_id, \
         s.kind, s.territory_id, s.founder_id, s.organisation_id from person_scope s join reached r on r.id = s.person_id \
         union select r.id, 'organisation', null, null, r.organisation_id from reached r where r.organisation_id is not \
         null and not exists (select 1 from person_scope s where s.person_id = r.id)), below (top, id) as (select \
         territory_id, territory_id from given where kind = 'territory' union select b.top, t.id from territory t \
         join below b on t.parent_id = b.id), base (person_id, id) as (select g.person_id, o.id from given g join below b \
         on b.top = g.territory_id join organisation o on o.territory_id = b.id union select g.person_id, o.id from given \
         g join below b on b.top = g.territory_id join founder f on f.territory_id = b.id join organisation o on \
         o.founder_id = f.id where o.territory_id is null union select g.person_id, o.id from given g join organisation \
         o on o.founder_id = g.founder_id where g.kind = 'founder' union select g.person_id, g.organisation_id from given \
         g where g.kind = 'organisation'), covered (person_id, id) as (select person_id, id from base union select \
         c.person_id, o.id from organisation o join covered c on o.merged_into_id = c.id) select person_id, id from \
         covered order by person_id, id"
    );
    let rows = database.rows(AssertSqlSafe(sql), args![]).await?;
    rows.into_iter().map(|mut row| Ok((row.read()?, row.read()?))).collect()
}

pub(super) async fn measures(database: &Database) -> Answer<Vec<(PersonId, MeasureId)>> {
    let sql = format!(
        "select m.person_id, m.measure_id from measure_person m join person p on p.id = m.person_id where {IS_REACHED} \
         order by m.person_id, m.measure_id"
    );
    let rows = database.rows(AssertSqlSafe(sql), args![]).await?;
    rows.into_iter().map(|mut row| Ok((row.read()?, row.read()?))).collect()
}
