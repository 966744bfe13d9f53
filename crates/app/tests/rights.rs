//! Why somebody may not: «нужен вход» to a stranger, «нет права» where one may look, «не найдено» where one may not.

use crate::house::Place;
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{self, Actor, Role, Scope, Verb};
use otklik_domain::ids::{OrganisationId, PersonId};
use otklik_testkit::builders::id;

fn answer(ctx: &Ctx, verb: Verb, at: Option<OrganisationId>) -> &'static str {
    match ctx.demand(verb, at) {
        Ok(()) => "may",
        Err(Refusal::NotSignedIn) => "not signed in",
        Err(Refusal::NotAllowed) => "not allowed",
        Err(Refusal::NotFound) => "not found",
        Err(other) => panic!("{other:?}"),
    }
}

fn expected(actor: &Actor, verb: Verb, own: OrganisationId, at: Option<OrganisationId>) -> &'static str {
    let (Some(_), Some(role)) = (actor.person, actor.role) else { return "not signed in" };
    let has_verb = access::may(&Actor { scope: Scope::Everywhere, ..actor.clone() }, verb, None);
    match (&actor.scope, at) {
        (Scope::Everywhere, _) if has_verb => "may",
        (Scope::Within(_), Some(at)) if at == own && has_verb => "may",
        // Every role of the table may look, so within the scope it is the verb that is missing.
        (Scope::Everywhere, _) | (_, None) => "not allowed",
        (Scope::Within(_), Some(at)) if at == own => "not allowed",
        _ => {
            assert!(Role::ALL.contains(&role));
            "not found"
        }
    }
}

#[tokio::test]
async fn every_role_is_told_the_right_thing_everywhere() {
    let place = Place::on("2026-11-22").await;
    let (own, other) = (place.organisation, OrganisationId(id(1, 2)));
    let somebody = Some(PersonId(id(12, 1)));
    let scopes = [Scope::Nowhere, Scope::of([own]), Scope::Everywhere];
    let mut actors = vec![Actor::stranger()];
    for role in Role::ALL {
        actors.extend(scopes.iter().map(|scope| Actor { person: somebody, role: Some(role), scope: scope.clone() }));
    }
    for actor in actors {
        for verb in Verb::ALL {
            for at in [None, Some(own), Some(other)] {
                let told = answer(&place.house.ctx(actor.clone()), verb, at);
                assert_eq!(told, expected(&actor, verb, own, at), "{actor:?} {verb:?} {at:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_list_covers_what_one_answers_for() {
    let place = Place::on("2026-11-22").await;
    let (own, other) = (place.organisation, OrganisationId(id(1, 2)));
    let (everywhere, head) = (place.ctx(Role::Head), place.ctx_of(Role::Head, &[own]));
    for (ctx, asked, expected) in [
        (&everywhere, vec![], Ok(vec![])),
        (&everywhere, vec![other], Ok(vec![other])),
        (&head, vec![], Ok(vec![own])),
        (&head, vec![own], Ok(vec![own])),
        (&head, vec![own, other], Err("NotFound")),
        (&place.stranger(), vec![], Err("NotSignedIn")),
        (&place.ctx_of(Role::Head, &[]), vec![], Ok(vec![OrganisationId(uuid::Uuid::nil())])),
    ] {
        let covered = ctx.own_organisations(asked.clone()).map_err(|refusal| format!("{refusal:?}"));
        assert_eq!(covered, expected.map_err(str::to_owned), "{:?} {asked:?}", ctx.actor.scope);
    }
}
