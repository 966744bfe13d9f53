//! The registry's verbs: done, not allowed, repeated, stale, over an empty registry.

use crate::house::house;
use otklik_app::registry::{self, Verdict};
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::ids::PersonId;
use otklik_domain::registry::{Card, OrganisationState, Sector};
use otklik_store::Version;
use otklik_testkit::builders::id;
use otklik_testkit::databases::{self, Scratch};

fn ctx(scratch: &Scratch, role: Role) -> Ctx {
    let actor = Actor { person: Some(PersonId(id(12, 1))), role: Some(role), scope: Scope::Everywhere };
    house(scratch, "2026-11-22").ctx(actor)
}

fn card(name: &str) -> Card {
    Card { name: name.to_owned(), sector: "культура".to_owned(), ..Card::default() }
}

#[tokio::test]
async fn an_organisation_is_created_edited_closed_and_merged() {
    let scratch = databases::sqlite().await;
    let ctx = ctx(&scratch, Role::Methodologist);
    let one = registry::create_organisation(&ctx, &card("Луговская библиотека")).await.expect("created");
    let two = registry::create_organisation(&ctx, &card("Луговская библиотека")).await.expect("created");
    assert_eq!((one.slug.as_str(), two.slug.as_str()), ("lugovskaya-biblioteka", "lugovskaya-biblioteka-2"));
    let edited = registry::edit_organisation(&ctx, one.id, Version(1), &card("Луговская сельская библиотека")).await;
    assert_eq!(edited.expect("edited"), Version(2));
    let stale = registry::edit_organisation(&ctx, one.id, Version(1), &card("Иное")).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    let bad = registry::edit_organisation(&ctx, one.id, Version(2), &card("  ")).await;
    assert!(matches!(bad, Err(Refusal::Invalid(_))), "{bad:?}");
    registry::merge_organisations(&ctx, two.id, Version(1), one.id).await.expect("merged");
    let closed = registry::close_organisation(&ctx, one.id, Version(2), ctx.today()).await.expect("closed");
    registry::reopen_organisation(&ctx, one.id, closed).await.expect("opened again");
    let gone = registry::find_organisation(&ctx, two.id).await.expect("found");
    assert_eq!(gone.value.state, OrganisationState::Merged { into: one.id });
}

#[tokio::test]
async fn founders_and_territories_are_changed_only_from_the_edition_that_was_seen() {
    let scratch = databases::sqlite().await;
    let ctx = ctx(&scratch, Role::Administrator);
    let founder = registry::keep_founder(&ctx, None, "Управление культуры", "", None).await.expect("kept");
    let place = registry::keep_territory(&ctx, None, "Озёрный район", "район", None).await.expect("kept");
    for (version, is_kept) in [(1, true), (1, false), (2, true)] {
        let seen = Version(version);
        let name = format!("Новое название {version}");
        let one = registry::keep_founder(&ctx, Some((founder, seen)), &name, "", None).await.map(drop);
        let two = registry::keep_territory(&ctx, Some((place, seen)), &name, "район", None).await.map(drop);
        for said in [one, two] {
            assert!(if is_kept { said.is_ok() } else { matches!(said, Err(Refusal::Stale)) }, "{version}: {said:?}");
        }
    }
}

#[tokio::test]
async fn who_may_not_edit_the_registry_changes_nothing() {
    let scratch = databases::sqlite().await;
    let ctx = ctx(&scratch, Role::Council);
    let refused = registry::create_organisation(&ctx, &card("Клуб")).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    let list = "Наименование;Сфера\nКлуб;культура\n".as_bytes().to_vec();
    let refused = registry::keep_import(&ctx, list, None, None).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed)), "{refused:?}");
    assert!(scratch.store.is_empty().await.expect("read"));
}

#[tokio::test]
async fn a_list_is_shown_kept_and_says_nothing_new_the_second_time() {
    let scratch = databases::sqlite().await;
    let ctx = ctx(&scratch, Role::Administrator);
    let list = "Наименование;ИНН;Сфера;Учредитель;Район\n\
                МБУК «Клуб»;7707083893;культура;Администрация района;Тарский\n\
                МБУК «Музей»;;;Администрация  РАЙОНА;Тарский\n\
                Лавка;123;культура;;\n"
        .as_bytes();
    let sector = Some(Sector::Culture);
    let preview = registry::preview_import(&ctx, list.to_vec(), Some("список.csv"), sector).await.expect("read");
    assert!(matches!(
        preview.lines.iter().map(|line| &line.verdict).collect::<Vec<_>>()[..],
        [Verdict::New, Verdict::New, Verdict::Refused(_)]
    ));
    assert_eq!((preview.new_founders.len(), preview.new_territories.len()), (1, 1));
    assert!(scratch.store.is_empty().await.expect("read"));
    registry::keep_import(&ctx, list.to_vec(), Some("список.csv"), sector).await.expect("kept");
    let edition = scratch.store.edition().await.expect("read");
    let again = registry::keep_import(&ctx, list.to_vec(), Some("список.csv"), sector).await.expect("read");
    assert!(again.lines.iter().take(2).all(|line| matches!(line.verdict, Verdict::Same(_))), "{:?}", again.lines);
    assert_eq!(scratch.store.edition().await.expect("read"), edition);
}
