use super::{kept_organisation, kept_plan};
use otklik_domain::ids::{BranchId, FounderId, TerritoryId};
use otklik_domain::registry::{Branch, Founder, OrganisationState, Slug, Territory};
use otklik_store::record::{OrganisationQuery, PlanQuery, RegistryImport};
use otklik_store::{Fault, PageAsked, Store, Version};
use otklik_testkit::builders::{act, id, instant, organisation};

pub(crate) async fn an_organisation_comes_back_as_it_was_kept(store: &dyn Store) {
    let mut one = organisation(1);
    one.inn = Some("7707083893".parse().expect("an INN"));
    one.short_name = Some("Клуб".to_owned());
    one.site = Some("https://klub.example".to_owned());
    one.bus_gov_id = Some("21313741547".to_owned());
    one.poll_link = Some("https://forms.example/e/2579/".to_owned());
    assert_eq!(store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept"), Version(1));
    let kept = store.find_organisation(one.id).await.expect("read").expect("there");
    assert_eq!((&kept.value, kept.version), (&one, Version(1)));
    one.state = OrganisationState::Closed { on: "2026-01-31".parse().expect("a day") };
    one.phone = Some("8 (800) 000-00-00".to_owned());
    let version = store.keep_organisation(&act("close_organisation"), &one, Some(Version(1))).await.expect("kept");
    let kept = store.find_organisation_by_slug(one.slug.as_str()).await.expect("read").expect("there");
    assert_eq!((kept.value, kept.version), (one, version));
    assert_eq!(store.find_organisation(organisation(9).id).await.expect("read"), None);
}

pub(crate) async fn a_stale_change_is_refused_and_leaves_nothing(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    let mut other = one.clone();
    other.name = "Новое название".to_owned();
    let edition = store.edition().await.expect("read");
    for version in [Version(0), Version(2)] {
        let answer = store.keep_organisation(&act("edit_organisation"), &other, Some(version)).await;
        assert!(matches!(answer, Err(Fault::Stale)), "{answer:?}");
    }
    assert_eq!(store.find_organisation(one.id).await.expect("read").expect("there").value, one);
    assert_eq!(store.edition().await.expect("read"), edition, "a refused change leaves no line");
}

pub(crate) async fn a_slug_is_given_once_and_never_changes(store: &dyn Store) {
    let one = kept_organisation(store, 1).await;
    let mut second = organisation(2);
    second.slug = one.slug.clone();
    let taken = |answer| matches!(answer, Err(Fault::Taken(what)) if what == "organisation.slug");
    assert!(taken(store.keep_organisation(&act("create_organisation"), &second, None).await));
    let mut renamed = one.clone();
    renamed.slug = Slug::new("drugoe-imya").expect("a slug");
    assert!(taken(store.keep_organisation(&act("edit_organisation"), &renamed, Some(Version(1))).await));
    assert_eq!(store.list_slugs("organizaciya").await.expect("read"), vec!["organizaciya-1".to_owned()]);
}

pub(crate) async fn an_inn_belongs_to_one_open_organisation(store: &dyn Store) {
    let inn = Some("7707083893".parse().expect("an INN"));
    let (mut one, mut two) = (organisation(1), organisation(2));
    (one.inn, two.inn) = (inn.clone(), inn);
    store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
    let answer = store.keep_organisation(&act("create_organisation"), &two, None).await;
    assert!(matches!(&answer, Err(Fault::Taken(what)) if what == "organisation.inn"), "{answer:?}");
    one.state = OrganisationState::Closed { on: "2026-01-31".parse().expect("a day") };
    store.keep_organisation(&act("close_organisation"), &one, Some(Version(1))).await.expect("closed");
    store.keep_organisation(&act("create_organisation"), &two, None).await.expect("free again");
    let found = store.find_organisation_by_inn("7707083893").await.expect("read").expect("there");
    assert_eq!(found.value.id, two.id);
}

pub(crate) async fn an_unknown_founder_is_refused(store: &dyn Store) {
    let mut one = organisation(1);
    one.founder = Some(FounderId(id(7, 7)));
    let answer = store.keep_organisation(&act("create_organisation"), &one, None).await;
    assert!(matches!(answer, Err(Fault::Unknown(_))), "{answer:?}");
}

pub(crate) async fn cyrillic_names_are_found_in_any_case(store: &dyn Store) {
    let mut one = organisation(1);
    one.name = "МБУК «Ёлочная  Игрушка»".to_owned();
    store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
    kept_organisation(store, 2).await;
    for (words, n_found) in
        [("ёлочная", 1), ("ЕЛОЧНАЯ игрушка", 1), ("organizaciya", 2), ("100%", 0), ("_", 0), ("игрушка ёл", 1)]
    {
        let asked = OrganisationQuery { search: Some(words.to_owned()), ..OrganisationQuery::default() };
        assert_eq!(store.count_organisations(&asked).await.expect("read"), n_found, "{words}");
        let page = store.list_organisations(&asked, &PageAsked::first(10)).await.expect("read");
        assert_eq!(page.items.len() as i64, n_found, "{words}");
    }
    assert_eq!(store.find_organisations_by_name("мбук Елочная игрушка").await.expect("read").len(), 1);
}

pub(crate) async fn names_stand_in_one_order_and_page_by_page(store: &dyn Store) {
    let names = ["Ящик", "ель", "Ёж", "Apple", "«Берёза»", "берег", "Школа № 10", "Школа № 2", "жук"];
    for (number, name) in names.iter().enumerate() {
        let mut one = organisation(number as u64);
        one.name = (*name).to_owned();
        store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
    }
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let asked = PageAsked { after, limit: 2 };
        let page = store.list_organisations(&OrganisationQuery::default(), &asked).await.expect("read");
        found.extend(page.items.into_iter().map(|kept| kept.value.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let expected = ["Apple", "берег", "«Берёза»", "Ёж", "ель", "жук", "Школа № 10", "Школа № 2", "Ящик"];
    assert_eq!(found, expected);
}

pub(crate) async fn kinds_are_found_in_any_case_and_page_by_page(store: &dyn Store) {
    let kinds = ["Библиотека", "театр", "библиотека", "Театр кукол", "Музей"];
    for (number, kind) in kinds.iter().enumerate() {
        let mut one = organisation(number as u64);
        one.kind = Some((*kind).to_owned());
        if *kind == "Музей" {
            one.state = OrganisationState::Closed { on: "2026-01-31".parse().expect("a day") };
        }
        store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
    }
    assert_eq!(store.list_kinds().await.expect("read"), ["Библиотека", "театр", "Театр кукол"]);
    for (kind, n_found) in [("БИБЛИОТЕКА ", 2), ("театр", 1), ("театр  Кукол", 1), ("музей", 0), ("цирк", 0), ("", 0)]
    {
        let asked = OrganisationQuery { kind: Some(kind.to_owned()), ..OrganisationQuery::default() };
        assert_eq!(store.count_organisations(&asked).await.expect("read"), n_found, "{kind}");
        let (mut found, mut after) = (0, None);
        loop {
            let page = store.list_organisations(&asked, &PageAsked { after, limit: 1 }).await.expect("read");
            found += page.items.len() as i64;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, n_found, "{kind}");
    }
}

pub(crate) async fn a_merged_organisation_leads_to_the_other_and_its_plans_are_found(store: &dyn Store) {
    let (one, two, three) =
        (kept_organisation(store, 1).await, kept_organisation(store, 2).await, kept_organisation(store, 3).await);
    let (plan, _) = kept_plan(store, &one, 3).await;
    store.keep_merging(&act("merge_organisations"), one.id, Version(1), two.id).await.expect("merged");
    let again = store.keep_merging(&act("merge_organisations"), one.id, Version(2), two.id).await;
    assert!(matches!(again, Err(Fault::Unknown(_))), "{again:?}");
    let itself = store.keep_merging(&act("merge_organisations"), two.id, Version(1), two.id).await;
    assert!(matches!(itself, Err(Fault::Unknown(_))), "{itself:?}");
    store.keep_merging(&act("merge_organisations"), two.id, Version(1), three.id).await.expect("merged");
    let old = store.find_organisation_by_slug(one.slug.as_str()).await.expect("read").expect("there");
    assert_eq!(old.value.state, OrganisationState::Merged { into: three.id });
    let asked = PlanQuery { organisations: vec![three.id], ..PlanQuery::default() };
    let plans = store.list_plans(&asked, &PageAsked::first(10)).await.expect("read");
    assert_eq!(plans.items.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), vec![plan.id]);
    assert_eq!(store.count_organisations(&OrganisationQuery::default()).await.expect("read"), 1);
}

pub(crate) async fn branches_founders_and_territories_come_back(store: &dyn Store) {
    let region = Territory {
        id: TerritoryId(id(6, 2)), name: "Область".into(), kind: "регион".into(), parent: None
    };
    let district = Territory {
        id: TerritoryId(id(6, 1)),
        name: "Район".into(),
        kind: "муниципальный район".into(),
        parent: Some(region.id),
    };
    store.keep_territory(&act("keep_territory"), &region, None).await.expect("kept");
    store.keep_territory(&act("keep_territory"), &district, None).await.expect("kept");
    let names: Vec<String> =
        store.list_territories().await.expect("read").into_iter().map(|kept| kept.value.name).collect();
    assert_eq!(names, ["Область", "Район"]);
    let founder = Founder {
        id: FounderId(id(5, 1)),
        name: "Администрация района".into(),
        inn: None,
        territory: Some(district.id),
    };
    store.keep_founder(&act("keep_founder"), &founder, None).await.expect("kept");
    let twin =
        Founder { id: FounderId(id(5, 2)), name: "администрация  РАЙОНА".into(), ..founder.clone() };
    let answer = store.keep_founder(&act("keep_founder"), &twin, None).await;
    assert!(matches!(&answer, Err(Fault::Taken(what)) if what == "founder.name_key"), "{answer:?}");
    let one = kept_organisation(store, 1).await;
    let mut branch =
        Branch {
            id: BranchId(id(8, 1)), organisation: one.id, name: "Филиал".into(), address: None, closed_on: None
        };
    store.keep_branch(&act("keep_branch"), &branch, None).await.expect("kept");
    branch.closed_on = Some("2026-05-01".parse().expect("a day"));
    store.keep_branch(&act("close_branch"), &branch, Some(Version(1))).await.expect("kept");
    let kept = store.list_branches(one.id).await.expect("read");
    assert_eq!((kept.len(), &kept[0].value), (1, &branch));
    assert_eq!(store.list_branches_of(&[one.id]).await.expect("read"), kept);
    assert!(store.list_branches_of(&[]).await.expect("read").is_empty(), "none are of nobody");
    assert_eq!(store.find_branch(one.id, branch.id).await.expect("read"), Some(kept[0].clone()));
    let founders = store.list_founders().await.expect("read");
    assert_eq!(founders.into_iter().map(|kept| kept.value).collect::<Vec<_>>(), std::slice::from_ref(&founder));
    assert_eq!(store.find_territory(district.id).await.expect("read").expect("there").value, district);
    assert_eq!(store.find_founder(founder.id).await.expect("read").expect("there").value, founder);
}

pub(crate) async fn a_remembered_name_follows_a_merging(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let name = "Централизованная «Клубная» система";
    store.keep_alias(&act("match_name"), name, two.id).await.expect("kept");
    store.keep_alias(&act("match_name"), name, one.id).await.expect("the newest decision wins");
    let found = store.find_alias("централизованная клубная  СИСТЕМА").await.expect("read").expect("there");
    assert_eq!((found.organisation, found.at), (one.id, instant(0)));
    store.keep_merging(&act("merge_organisations"), one.id, Version(1), two.id).await.expect("merged");
    let found = store.find_alias(name).await.expect("read").expect("there");
    assert_eq!(found.organisation, two.id);
    assert_eq!(store.list_aliases(two.id).await.expect("read").len(), 1);
}

pub(crate) async fn an_import_is_kept_whole_or_not_at_all(store: &dyn Store) {
    let kept = kept_organisation(store, 1).await;
    let territory =
        Territory { id: TerritoryId(id(6, 1)), name: "Район".into(), kind: "район".into(), parent: None };
    let mut changed = kept.clone();
    (changed.territory, changed.phone) = (Some(territory.id), Some("1".into()));
    let mut import = RegistryImport {
        territories: vec![territory],
        founders: Vec::new(),
        organisations: vec![(changed.clone(), Some(Version(1))), (organisation(2), None), (organisation(2), None)],
    };
    let answer = store.keep_import(&act("import_organisations"), &import).await;
    assert!(matches!(answer, Err(Fault::Taken(_))), "{answer:?}");
    assert_eq!(store.find_organisation(kept.id).await.expect("read").expect("there").value, kept);
    assert!(store.list_territories().await.expect("read").is_empty());
    import.organisations.pop();
    store.keep_import(&act("import_organisations"), &import).await.expect("kept");
    assert_eq!(store.find_organisation(kept.id).await.expect("read").expect("there").value, changed);
    assert_eq!(store.edition().await.expect("read"), 4);
}
