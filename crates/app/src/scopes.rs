//! Where people's rights reach: places given, taken back, and found again at each request.
//!
//! In come places of the registry; out go scopes that answer exactly what they cover. What is taken back is over with the
//! next request: nothing of it is kept in a visit. It refuses to know roles: the table of rights does.

use crate::ctx::Ctx;
use crate::people::{self, last};
use crate::portal;
use crate::refusal::Refusal;
use otklik_domain::access::{Grant, Place, Reach, Scope, Verb};
use otklik_domain::ids::{BranchId, FounderId, OrganisationId, PersonId, TerritoryId};
use otklik_store::Store;
use otklik_store::record::{Kept, Person};
use std::collections::{BTreeSet, HashMap};

/// A place given to somebody, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedGrant {
    /// The place.
    pub grant: Grant,
    /// In words: «территория Луговской район со всем, что в неё входит».
    pub words: String,
}

/// Places of a person: those given, else the organisation of their card, as programs wrote it that knew no places.
pub(crate) fn grants_or_card(given: Option<Vec<Grant>>, person: &Person) -> Vec<Grant> {
    given.unwrap_or_else(|| vec![person.organisation.map_or(Grant::House, Grant::Organisation)])
}

/// What places cover together.
pub(crate) async fn scope_of_grants(store: &dyn Store, grants: &[Grant]) -> Result<Scope, Refusal> {
    if grants.contains(&Grant::House) {
        return Ok(Scope::Everywhere);
    }
    let reach: Reach = store.find_reach(grants).await?;
    Ok(if reach.is_empty() { Scope::Nowhere } else { Scope::Within(reach) })
}

/// Where a person's rights reach now.
pub(crate) async fn scope_of(store: &dyn Store, person: &Person) -> Result<Scope, Refusal> {
    let grants = grants_or_card(store.list_grants(person.id).await?, person);
    scope_of_grants(store, &grants).await
}

/// Single branches the actor answers for, by name: surveys and inspections know a branch by its name.
pub(crate) struct OwnBranches(HashMap<(OrganisationId, String), BranchId>);

impl OwnBranches {
    /// Those of the actor; one question, and none for who answers for no single branch.
    pub(crate) async fn of(ctx: &Ctx) -> Result<Self, Refusal> {
        let Scope::Within(reach) = &ctx.actor.scope else { return Ok(OwnBranches(HashMap::new())) };
        let own: BTreeSet<(OrganisationId, BranchId)> = reach.branches().collect();
        let organisations: BTreeSet<OrganisationId> = own.iter().map(|(organisation, _)| *organisation).collect();
        let organisations: Vec<OrganisationId> = organisations.into_iter().collect();
        let mut named = HashMap::new();
        for branch in ctx.store().list_branches_of(&organisations).await?.into_iter().map(|kept| kept.value) {
            if own.contains(&(branch.organisation, branch.id)) {
                named.insert((branch.organisation, branch.name), branch.id);
            }
        }
        Ok(OwnBranches(named))
    }

    /// The place that an organisation and the name of a branch mean to the actor.
    pub(crate) fn place(&self, organisation: OrganisationId, branch: &str) -> Place {
        let own = self.0.get(&(organisation, branch.to_owned()));
        own.map_or(Place::Organisation(organisation), |id| Place::Branch(organisation, *id))
    }
}

async fn kept_person(ctx: &Ctx, id: PersonId) -> Result<Kept<Person>, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    ctx.store().find_person(id).await?.ok_or(Refusal::NotFound)
}

/// Places given to a person, with their names.
///
/// # Errors
/// `NotFound`, `NotAllowed` for who does not manage people.
pub async fn grants(ctx: &Ctx, id: PersonId) -> Result<Vec<NamedGrant>, Refusal> {
    let person = kept_person(ctx, id).await?.value;
    let given = grants_or_card(ctx.store().list_grants(id).await?, &person);
    let mut named = Vec::with_capacity(given.len());
    for grant in given {
        let words = in_words(ctx, grant).await?.unwrap_or_else(|| "место, которого больше нет в реестре".to_owned());
        named.push(NamedGrant { grant, words });
    }
    Ok(named)
}

/// Places of everybody who has any written down, by person: for a list of people.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn all_grants(ctx: &Ctx) -> Result<HashMap<PersonId, Vec<Grant>>, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let mut all: HashMap<PersonId, Vec<Grant>> = HashMap::new();
    for (person, grant) in ctx.store().list_all_grants().await? {
        all.entry(person).or_default().push(grant);
    }
    Ok(all)
}

/// A place in words; `None` when the registry has no such place.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn in_words(ctx: &Ctx, grant: Grant) -> Result<Option<String>, Refusal> {
    let store = ctx.store();
    Ok(match grant {
        Grant::House => Some("все организации".to_owned()),
        Grant::Territory(id) => {
            let found = store.find_territory(id).await?.map(|kept| kept.value);
            found.map(|t| format!("{} {} со всем, что в неё входит", t.kind, t.name))
        }
        Grant::Founder(id) => {
            let found = store.find_founder(id).await?.map(|kept| kept.value.name);
            found.map(|name| format!("все организации учредителя {name}"))
        }
        Grant::Organisation(id) => store.find_organisation(id).await?.map(|kept| kept.value.name),
        Grant::Branch(organisation, id) => {
            let of = store.find_organisation(organisation).await?.map(|kept| kept.value.name);
            let branch = store.find_branch(organisation, id).await?.map(|kept| kept.value.name);
            of.zip(branch).map(|(of, branch)| format!("филиал {branch}, {of}"))
        }
    })
}

/// A place as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceTyped {
    /// Its kind by its public name.
    pub kind: String,
    /// Id of a territory.
    pub territory: String,
    /// Id of a founder.
    pub founder: String,
    /// The name, the ИНН, the slug or the id of an organisation.
    pub organisation: String,
    /// The name of a branch of it; empty for the whole organisation.
    pub branch: String,
}

/// The place that was typed.
///
/// # Errors
/// `Invalid` when it means none or several; `NotAllowed` for who does not manage people.
pub async fn read_place(ctx: &Ctx, typed: &PlaceTyped) -> Result<Grant, Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let chosen = |field, text: &str, words| text.parse::<uuid::Uuid>().map_err(|_| Refusal::field(field, words));
    match typed.kind.as_str() {
        "house" => Ok(Grant::House),
        "territory" => {
            let id = chosen("territory", &typed.territory, "Выберите территорию")?;
            Ok(Grant::Territory(TerritoryId(id)))
        }
        "founder" => Ok(Grant::Founder(FounderId(chosen("founder", &typed.founder, "Выберите учредителя")?))),
        "organisation" => organisation_or_branch(ctx, typed).await,
        _ => Err(Refusal::field("kind", "Выберите, что дать")),
    }
}

async fn organisation_or_branch(ctx: &Ctx, typed: &PlaceTyped) -> Result<Grant, Refusal> {
    let found = people::organisation_of(ctx, typed.organisation.trim()).await?;
    let found = found.map_err(|words| Refusal::field("organisation", words))?;
    let organisation = found.ok_or_else(|| Refusal::field("organisation", "Напишите ИНН или название организации"))?;
    let wanted = typed.branch.trim().to_lowercase();
    if wanted.is_empty() {
        return Ok(Grant::Organisation(organisation));
    }
    let branches = ctx.store().list_branches(organisation).await?;
    let branches: Vec<_> = branches.into_iter().map(|kept| kept.value).filter(|b| b.closed_on.is_none()).collect();
    match branches.iter().find(|branch| branch.name.to_lowercase() == wanted) {
        Some(branch) => Ok(Grant::Branch(organisation, branch.id)),
        None if branches.is_empty() => Err(Refusal::field("branch", "У этой организации нет открытых филиалов")),
        None => {
            let names: Vec<&str> = branches.iter().map(|branch| branch.name.as_str()).collect();
            Err(Refusal::field("branch", format!("Такого филиала нет. Открыты: {}", names.join("; "))))
        }
    }
}

/// What everybody answers for, in short words, by person; who is not named answers for nothing.
///
/// # Errors
/// `NotAllowed` for who does not manage people.
pub async fn all_in_words(ctx: &Ctx) -> Result<HashMap<PersonId, String>, Refusal> {
    let all = all_grants(ctx).await?;
    let organisation = |grant: &Grant| match grant {
        Grant::Organisation(id) | Grant::Branch(id, _) => Some(*id),
        Grant::House | Grant::Territory(_) | Grant::Founder(_) => None,
    };
    let ids: Vec<OrganisationId> = all.values().flatten().filter_map(organisation).collect();
    let (names, choices) = (portal::names(ctx, &ids).await?, portal::choices(ctx).await?);
    let of = |id: &OrganisationId| names.get(id).cloned();
    let words = |grant: &Grant| match grant {
        Grant::House => Some("все организации".to_owned()),
        Grant::Territory(id) => {
            choices.territories.iter().find(|t| t.id == *id).map(|t| format!("{} {}", t.kind, t.name))
        }
        Grant::Founder(id) => choices.founders.iter().find(|f| f.id == *id).map(|f| format!("учредитель {}", f.name)),
        Grant::Organisation(id) => of(id),
        Grant::Branch(id, _) => of(id).map(|name| format!("филиал: {name}")),
    };
    let told = |grants: Vec<Grant>| grants.iter().filter_map(words).collect::<Vec<_>>().join("; ");
    Ok(all.into_iter().map(|(person, grants)| (person, told(grants))).collect())
}

/// Gives a person a place; giving it twice is giving it once.
///
/// # Errors
/// `Invalid` when the registry has no such place; `Stale` when somebody changed the person meanwhile; `NotFound`,
/// `NotAllowed`, `NotProved`.
pub async fn grant(ctx: &Ctx, id: PersonId, place: Grant) -> Result<(), Refusal> {
    let kept = kept_person(ctx, id).await?;
    ctx.demand_proof()?;
    if in_words(ctx, place).await?.is_none() {
        return Err(Refusal::field("place", "Такого места в реестре нет: выберите другое из списка"));
    }
    let mut grants = grants_or_card(ctx.store().list_grants(id).await?, &kept.value);
    if !grants.contains(&place) {
        grants.push(place);
        ctx.store().keep_grants(&ctx.act("grant_place"), id, kept.version, &grants).await?;
    }
    Ok(())
}

/// Takes a place back; the person's next request knows it no more.
///
/// # Errors
/// `Invalid` when one would take the whole house from oneself or from its last administrator: somebody must be able to
/// give it back; `NotFound` when it was not given; `Stale`, `NotAllowed`, `NotProved`.
pub async fn revoke_grant(ctx: &Ctx, id: PersonId, place: Grant) -> Result<(), Refusal> {
    let kept = kept_person(ctx, id).await?;
    ctx.demand_proof()?;
    if place == Grant::House && ctx.actor.person == Some(id) {
        return Err(Refusal::field("place", "У себя все организации не забирают: попросите другого администратора"));
    }
    let mut grants = grants_or_card(ctx.store().list_grants(id).await?, &kept.value);
    let n_before = grants.len();
    grants.retain(|grant| *grant != place);
    if grants.len() == n_before {
        return Err(Refusal::NotFound);
    }
    if place == Grant::House {
        last::refuse_to_lock_out(ctx, &kept.value, Some(&grants), "place").await?;
    }
    ctx.store().keep_grants(&ctx.act("revoke_place"), id, kept.version, &grants).await?;
    Ok(())
}
