//! Places given to people, and the organisations these cover. «Nowhere» is a line too: who has no line at all was
//! written by an older program. What is covered is remembered until anything changes.

use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{Act, Person, Version};
use crate::remembered::name_of;
use crate::traits::{Audit, Scopes};
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::access::{Grant, Reach};
use otklik_domain::ids::{OrganisationId, PersonId};
use serde_json::json;
use sqlx::AssertSqlSafe;

/// The line of somebody who answers for nothing.
const NOWHERE: &str = "nowhere";

/// Territory, founder, organisation and branch of a line.
fn ids(grant: &Grant) -> [Cell; 4] {
    let none = || Cell::Text(None);
    match grant {
        Grant::House => [none(), none(), none(), none()],
        Grant::Territory(id) => [Cell::printed(id), none(), none(), none()],
        Grant::Founder(id) => [none(), Cell::printed(id), none(), none()],
        Grant::Organisation(id) => [none(), none(), Cell::printed(id), none()],
        Grant::Branch(organisation, id) => [none(), none(), Cell::printed(organisation), Cell::printed(id)],
    }
}

/// A grant out of kind, territory, founder, organisation and branch; `None` is nowhere.
fn grant(row: &mut Row) -> Answer<Option<Grant>> {
    let kind = row.text()?;
    let (territory, founder) = (row.maybe_read()?, row.maybe_read()?);
    let (organisation, branch): (Option<OrganisationId>, _) = (row.maybe_read()?, row.maybe_read()?);
    let found = match (kind.as_str(), territory, founder, organisation, branch) {
        (NOWHERE, ..) => return Ok(None),
        ("house", ..) => Some(Grant::House),
        ("territory", Some(id), ..) => Some(Grant::Territory(id)),
        ("founder", _, Some(id), ..) => Some(Grant::Founder(id)),
        ("organisation", _, _, Some(id), _) => Some(Grant::Organisation(id)),
        ("branch", _, _, Some(organisation), Some(id)) => Some(Grant::Branch(organisation, id)),
        _ => None,
    };
    found.map(Some).ok_or_else(|| Fault::broken(format!("a place of kind «{kind}» lacks its id")))
}

impl Tx {
    async fn places_of(&mut self, person: PersonId) -> Answer<Vec<String>> {
        let sql = "select place from person_scope where person_id = $1 order by place";
        let rows = self.rows(sql, vec![Cell::printed(person)]).await?;
        rows.into_iter().map(|mut row| row.text()).collect()
    }

    /// Lines of these places instead of all others; answers the places as they were and as they are.
    async fn put_grants(&mut self, act: &Act, person: PersonId, grants: &[Grant]) -> Answer<[Option<String>; 2]> {
        let was = self.places_of(person).await?;
        self.run("delete from person_scope where person_id = $1", vec![Cell::printed(person)]).await?;
        let mut lines: Vec<(String, &str, [Cell; 4])> =
            grants.iter().map(|grant| (grant.key(), grant.kind(), ids(grant))).collect();
        if lines.is_empty() {
            lines.push((NOWHERE.to_owned(), NOWHERE, ids(&Grant::House)));
        }
        lines.sort_by(|one, other| one.0.cmp(&other.0));
        lines.dedup_by(|one, other| one.0 == other.0);
        let sql = crate::table::PERSON_SCOPE.insert();
        for (place, kind, ids) in lines {
            let mut cells = vec![Cell::printed(person), Cell::from(place), Cell::from(kind)];
            cells.extend(ids);
            cells.extend(args![&act.actor, act.at]);
            self.run(AssertSqlSafe(sql.clone()), cells).await?;
        }
        let became = self.places_of(person).await?;
        Ok([was, became].map(|places| Some(json!({ "places": places }).to_string())))
    }

    /// The organisation of a card speaks for those whom a program writes that knows no places: for a new person, and
    /// where it changed.
    pub(super) async fn follow_organisation(&mut self, act: &Act, was: Option<&Person>, person: &Person) -> Answer<()> {
        if was.is_some_and(|was| was.organisation == person.organisation) {
            return Ok(());
        }
        let grant = person.organisation.map_or(Grant::House, Grant::Organisation);
        self.put_grants(act, person.id, &[grant]).await.map(|_| ())
    }

    /// Who answered for an organisation that was merged answers for the one that goes on.
    pub(super) async fn carry_grants(&mut self, gone: OrganisationId, into: OrganisationId) -> Answer<()> {
        let (from, to) = (Grant::Organisation(gone).key(), Grant::Organisation(into).key());
        let sql = "insert into person_scope (person_id, place, kind, organisation_id, made_by, made_at) \
                   select s.person_id, $1, s.kind, $2, s.made_by, s.made_at from person_scope s where s.place = $3 \
                   and not exists (select 1 from person_scope o where o.person_id = s.person_id and o.place = $1)";
        self.run(sql, vec![Cell::from(to), Cell::printed(into), Cell::from(&from)]).await?;
        self.run("delete from person_scope where place = $1", args![from]).await.map(|_| ())
    }
}

/// The query of organisations that places cover; `None` when they name none.
fn covered(grants: &[Grant]) -> Option<(String, Vec<Cell>)> {
    let mut all = Conditions::default();
    let ids = |of: fn(&Grant) -> Option<Cell>| grants.iter().filter_map(of).collect::<Vec<Cell>>();
    all.one_of("id", ids(|g| if let Grant::Territory(id) = g { Some(Cell::printed(id)) } else { None }));
    let territories = all.clause();
    let founders = ids(|g| if let Grant::Founder(id) = g { Some(Cell::printed(id)) } else { None });
    let organisations = ids(|g| if let Grant::Organisation(id) = g { Some(Cell::printed(id)) } else { None });
    let mut bases = Vec::new();
    if !territories.is_empty() {
        bases.push("select o.id from organisation o join below b on b.id = o.territory_id".to_owned());
        bases.push(
            "select o.id from organisation o join founder f on f.id = o.founder_id join below b on b.id = f.territory_id \
             where o.territory_id is null"
                .to_owned(),
        );
    }
    let mut args = std::mem::take(&mut all.args);
    for (column, values) in [("founder_id", founders), ("id", organisations)] {
        if values.is_empty() {
            continue;
        }
        let marks: Vec<String> = (1..=values.len()).map(|n| format!("${}", args.len() + n)).collect();
        bases.push(format!("select id from organisation where {column} in ({})", marks.join(", ")));
        args.extend(values);
    }
    if bases.is_empty() {
        return None;
    }
    let none = "where 1 = 0".to_owned();
    let sql = format!(
        "with recursive below (id) as (select id from territory {} union select t.id from territory t \
         join below b on t.parent_id = b.id), base (id) as ({}), covered (id) as (select id from base union \
         select o.id from organisation o join covered c on o.merged_into_id = c.id) select id from covered order by id",
        if territories.is_empty() { none } else { territories },
        bases.join(" union ")
    );
    Some((sql, args))
}

#[async_trait]
impl Scopes for Database {
    async fn list_grants(&self, person: PersonId) -> Answer<Option<Vec<Grant>>> {
        let sql = "select kind, territory_id, founder_id, organisation_id, branch_id from person_scope \
                   where person_id = $1 order by place";
        let rows = self.rows(sql, vec![Cell::printed(person)]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let grants: Answer<Vec<Option<Grant>>> = rows.into_iter().map(|mut row| grant(&mut row)).collect();
        Ok(Some(grants?.into_iter().flatten().collect()))
    }

    async fn list_all_grants(&self) -> Answer<Vec<(PersonId, Grant)>> {
        let sql = "select person_id, kind, territory_id, founder_id, organisation_id, branch_id from person_scope \
                   order by person_id, place";
        let line = |mut row: Row| Ok((row.read()?, grant(&mut row)?));
        let lines: Answer<Vec<(PersonId, Option<Grant>)>> =
            self.rows(sql, args![]).await?.into_iter().map(line).collect();
        Ok(lines?.into_iter().filter_map(|(person, grant)| Some((person, grant?))).collect())
    }

    async fn keep_grants(&self, act: &Act, person: PersonId, expected: Version, grants: &[Grant]) -> Answer<Version> {
        let mut tx = self.write().await?;
        let sql = "update person set version = version + 1 where id = $1 and version = $2";
        if tx.run(sql, vec![Cell::printed(person), Cell::from(expected.0)]).await? != 1 {
            return Err(Fault::Stale);
        }
        let had_one = tx.has_an_administrator().await?;
        let [was, became] = tx.put_grants(act, person, grants).await?;
        tx.refuse_to_leave_nobody(had_one).await?;
        tx.note(act, "person", &person.to_string(), was, became).await?;
        tx.commit().await?;
        Ok(Version(expected.0 + 1))
    }

    async fn find_reach(&self, grants: &[Grant]) -> Answer<Reach> {
        let branches = grants.iter().filter_map(|grant| match grant {
            Grant::Branch(organisation, id) => Some((*organisation, *id)),
            _ => None,
        });
        let Some((sql, args)) = covered(grants) else { return Ok(Reach::new([], branches)) };
        let (edition, name) = (self.edition().await?, name_of(&sql, &grants));
        if let Some(reach) = self.reaches.find(edition, &name) {
            return Ok(reach);
        }
        let rows = self.rows(AssertSqlSafe(sql), args).await?;
        let organisations: Answer<Vec<OrganisationId>> = rows.into_iter().map(|mut row| row.read()).collect();
        let reach = Reach::new(organisations?, branches);
        self.reaches.keep(edition, name, &reach);
        Ok(reach)
    }
}
