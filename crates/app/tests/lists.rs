//! Lists of a territory of more organisations than one question asks for, and what one branch shows who answers for it.

use crate::house::Place;
use crate::inspections::entries;
use otklik_app::record::{OrganisationQuery, RegistryImport, Version};
use otklik_app::score::{self, RoundCard};
use otklik_app::{Ctx, Refusal, inspections, network, portal, registry, survey};
use otklik_domain::access::{Actor, Grant, Role, Scope};
use otklik_domain::ids::{InspectionId, PersonId};
use otklik_domain::registry::Organisation;
use otklik_testkit::builders::{self, act, id};

/// More than are asked for with one question, twice over.
const N: u64 = 1100;

async fn scoped(place: &Place, role: Role, grant: Grant) -> Ctx {
    let reach = place.house.store.find_reach(&[grant]).await.expect("read");
    place.house.ctx(Actor { person: Some(PersonId(id(12, 7))), role: Some(role), scope: Scope::Within(reach) })
}

#[tokio::test]
async fn lists_of_a_great_territory_are_whole() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let territory = registry::keep_territory(&admin, None, "Луговской", "район", None).await.expect("kept");
    let in_it = |number| Organisation { territory: Some(territory), ..builders::organisation(number) };
    let organisations = (10..10 + N).map(|number| (in_it(number), None)).collect();
    let import = RegistryImport { organisations, ..RegistryImport::default() };
    place.house.store.keep_import(&act("import_organisations"), &import).await.expect("kept");
    let round = score::open_round(&admin, &RoundCard::new("culture", 2026)).await.expect("opened");
    let asked = OrganisationQuery { territory: Some(territory), ..OrganisationQuery::default() };
    assert_eq!(score::take_into_round(&admin, round, &asked).await.expect("taken in") as u64, N);
    assert_eq!(survey::open_surveys(&admin, round).await.expect("opened") as u64, N);
    let ctx = scoped(&place, Role::Operator, Grant::Territory(territory)).await;
    let surveys = survey::round_surveys(&ctx, round).await.expect("read");
    let listed = score::round_organisations(&ctx, round).await.expect("read");
    let places = inspections::places(&ctx, round).await.expect("read").places;
    let ids: Vec<_> = listed.iter().map(|organisation| organisation.id).collect();
    let names = portal::names(&ctx, &ids).await.expect("read");
    let lengths = [surveys.len(), listed.len(), places.len(), names.len()];
    assert_eq!(lengths.map(|n| n as u64), [N; 4]);
    assert!(surveys.windows(2).all(|two| two[0].name <= two[1].name), "by name");
    let leads = scoped(&place, Role::Methodologist, Grant::Territory(territory)).await;
    assert_eq!(network::givable(&leads, &asked).await.expect("read").len() as u64, N);
    let other = scoped(&place, Role::Operator, Grant::Organisation(place.organisation)).await;
    assert!(survey::round_surveys(&other, round).await.expect("read").is_empty());
    assert_eq!(inspections::places(&other, round).await.expect("read").places.len(), 1, "one's own, though not listed");
}

/// An inspection of a place of the organisation, shown to it.
async fn shown(place: &Place, round: otklik_domain::ids::RoundId, branch: &str) -> InspectionId {
    let ctx = place.ctx(Role::Operator);
    let sheet = inspections::begin_sheet(&ctx, round, place.organisation, branch, ctx.today()).await.expect("begun");
    inspections::mark_items(&ctx, sheet, &entries(&[])).await.expect("marked");
    inspections::submit_sheet(&ctx, sheet).await.expect("handed in");
    let id = inspections::sheet(&ctx, sheet).await.expect("read").inspection.id;
    inspections::show_inspection(&ctx, id, Version(1), 5).await.expect("shown");
    id
}

#[tokio::test]
async fn who_answers_for_a_branch_sees_its_survey_and_its_inspection_only() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let branch = registry::keep_branch(&admin, place.organisation, None, "Сельский клуб", "", None).await;
    let branch = branch.expect("kept");
    registry::keep_branch(&admin, place.organisation, None, "Городской клуб", "", None).await.expect("kept");
    let round = score::open_round(&admin, &RoundCard::new("culture", 2026)).await.expect("opened");
    score::take_into_round(&admin, round, &OrganisationQuery::default()).await.expect("taken in");
    assert_eq!(survey::open_surveys(&admin, round).await.expect("opened"), 3);
    let head = scoped(&place, Role::Head, Grant::Branch(place.organisation, branch)).await;
    let own = survey::round_surveys(&head, round).await.expect("read");
    assert_eq!(own.iter().map(|line| line.survey.value.branch.as_str()).collect::<Vec<_>>(), ["Сельский клуб"]);
    let told = survey::round_progress(&head, round, None).await.expect("read").places;
    assert_eq!(told.iter().map(|one| one.place.branch.as_str()).collect::<Vec<_>>(), ["Сельский клуб"]);
    survey::place_progress(&head, round, place.organisation, "Сельский клуб").await.expect("seen");
    let whole = survey::place_progress(&head, round, place.organisation, "").await;
    assert!(matches!(whole, Err(Refusal::NotFound)), "{whole:?}");
    for line in survey::round_surveys(&admin, round).await.expect("read") {
        let found = survey::find_survey(&head, place.organisation, line.survey.value.id).await;
        match line.survey.value.branch.as_str() {
            "Сельский клуб" => assert_eq!(found.expect("seen"), line.survey),
            other => assert!(matches!(found, Err(Refusal::NotFound)), "{other}: {found:?}"),
        }
    }
    let (of_branch, of_whole) = (shown(&place, round, "Сельский клуб").await, shown(&place, round, "").await);
    let listed = inspections::of_organisation(&head).await.expect("read");
    assert_eq!(listed.iter().map(|(one, _)| one.id).collect::<Vec<_>>(), [of_branch]);
    assert!(!inspections::inspection(&head, of_branch).await.expect("seen").is_inspector);
    assert!(matches!(inspections::inspection(&head, of_whole).await, Err(Refusal::NotFound)));
    let view = inspections::inspection(&head, of_branch).await.expect("seen");
    inspections::finish_answers(&head, of_branch, view.kept.version).await.expect("answered for the branch");
    let whole = scoped(&place, Role::Head, Grant::Organisation(place.organisation)).await;
    assert_eq!(inspections::of_organisation(&whole).await.expect("read").len(), 2);
}
