use super::{day, kept_organisation, kept_plan};
use otklik_domain::registry::Organisation;
use otklik_domain::report::{ReportPeriod, ReportStage};
use otklik_store::record::{FiledReport, NewConsolidated, PaperTemplate, Plan, ReportFigure, ReportQuery, Version};
use otklik_store::{Fault, Store};
use otklik_testkit::builders::{act, id, instant};
use sha2::{Digest, Sha256};

fn period(code: &str) -> ReportPeriod {
    code.parse().expect("a period")
}

fn filed(organisation: &Organisation, plan: &Plan, n: u64, body: &str) -> FiledReport {
    FiledReport {
        organisation: organisation.id,
        id: id(60, n),
        plan: plan.id,
        period: period("2026-Q3"),
        number: None,
        replaces: None,
        stage: ReportStage::Prepared,
        as_of: day("2026-10-10"),
        body_json: body.to_owned(),
        sha256: hex::encode(Sha256::digest(body.as_bytes())),
        note: None,
        by: "test".to_owned(),
        at: instant(0),
        signed: None,
        sent: None,
        decided: None,
        is_example: false,
    }
}

async fn sent(store: &dyn Store, mut report: FiledReport) -> i64 {
    let version = store.keep_report(&act("prepare_report"), &report, None).await.expect("prepared");
    report.signed = Some(("head".to_owned(), instant(1)));
    report.stage = ReportStage::Signed;
    let version = store.keep_report(&act("sign_report"), &report, Some(version)).await.expect("signed");
    report.sent = Some(("head".to_owned(), instant(2)));
    store.send_report(&act("send_report"), &report, version).await.expect("sent")
}

pub(crate) async fn a_report_is_frozen_under_its_number_and_a_correction_replaces_it(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, _) = kept_plan(store, &organisation, 2).await;
    let first = filed(&organisation, &plan, 1, "{\"n\":1}");
    assert_eq!(sent(store, first.clone()).await, 1);
    let kept = store.find_report(first.id).await.expect("read").expect("there").value;
    assert_eq!((kept.stage, kept.number, kept.body_json.as_str()), (ReportStage::Sent, Some(1), "{\"n\":1}"));
    assert_eq!(kept.signed, Some(("head".to_owned(), instant(1))));
    let second = FiledReport { replaces: Some(first.id), ..filed(&organisation, &plan, 2, "{\"n\":2}") };
    assert_eq!(sent(store, second.clone()).await, 2);
    let stage = async |id| store.find_report(id).await.expect("read").map(|kept| kept.value.stage);
    assert_eq!((stage(first.id).await, stage(second.id).await), (Some(ReportStage::Replaced), Some(ReportStage::Sent)));
    let again = FiledReport { replaces: Some(first.id), ..filed(&organisation, &plan, 3, "{\"n\":3}") };
    let version = store.keep_report(&act("prepare_report"), &again, None).await.expect("prepared");
    let refused = store.send_report(&act("send_report"), &again, version).await;
    assert!(matches!(refused, Err(Fault::Stale)), "it was corrected already: {refused:?}");
    assert_eq!(stage(again.id).await, Some(ReportStage::Prepared), "all or nothing");
    let twice = store.keep_report(&act("prepare_report"), &filed(&organisation, &plan, 4, "{}"), None).await;
    assert!(matches!(twice, Err(Fault::Taken(_))), "one waits already: {twice:?}");
    assert!(store.drop_report(&act("drop_report"), &again, Version(9)).await.is_err());
    store.drop_report(&act("drop_report"), &again, version).await.expect("dropped");
    assert_eq!(stage(again.id).await, None);
    let asked = ReportQuery { period: Some(period("2026-Q3")), ..ReportQuery::default() };
    let listed = store.list_reports(&asked).await.expect("read");
    assert_eq!(listed.iter().map(|kept| kept.value.id).collect::<Vec<_>>(), [second.id, first.id]);
    assert!(listed.iter().all(|kept| kept.value.body_json.is_empty()));
    let whole = ReportQuery {
        organisations: vec![organisation.id],
        plan: Some(plan.id),
        stages: vec![ReportStage::Sent],
        with_bodies: true,
        ..asked
    };
    let listed = store.list_reports(&whole).await.expect("read");
    assert_eq!(listed.iter().map(|kept| kept.value.body_json.as_str()).collect::<Vec<_>>(), ["{\"n\":2}"]);
    let page = async |after| {
        let asked = ReportQuery { after, limit: Some(1), ..ReportQuery::default() };
        let listed = store.list_reports(&asked).await.expect("read");
        listed.into_iter().map(|kept| kept.value.id).collect::<Vec<_>>()
    };
    assert_eq!((page(None).await, page(Some(second.id)).await), (vec![second.id], vec![first.id]));
    assert!(page(Some(first.id)).await.is_empty());
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn what_reports_are_made_of_comes_for_many_plans_at_once(store: &dyn Store) {
    let organisation = kept_organisation(store, 1).await;
    let (plan, measures) = kept_plan(store, &organisation, 3).await;
    let found = store.list_measures_of(&[plan.id]).await.expect("read");
    assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), measures.iter().map(|m| m.id).collect::<Vec<_>>());
    assert!(store.list_measures_of(&[]).await.expect("read").is_empty(), "none asked, none found");
    assert!(store.list_executions_of(&[plan.id]).await.expect("read").is_empty());
    assert!(store.list_proofs_of(&[plan.id]).await.expect("read").is_empty());
    let figure = |code: &str, value: &str| ReportFigure {
        organisation: organisation.id,
        measure: measures[0].id,
        period: period(code),
        value: value.to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    };
    let all = [figure("2026-Q2", "2 стенда"), figure("2026-Q3", "3 стенда")];
    store.keep_figures(&act("fill_report"), &all).await.expect("kept");
    assert_eq!(store.list_figures_of(&[plan.id]).await.expect("read"), all);
    store.keep_figures(&act("fill_report"), &[figure("2026-Q2", ""), figure("2026-Q3", "4")]).await.expect("kept");
    let values: Vec<String> =
        store.list_figures_of(&[plan.id]).await.expect("read").into_iter().map(|it| it.value).collect();
    assert_eq!(values, ["4"]);
}

pub(crate) async fn reports_put_together_are_numbered_by_kind_and_seen_by_who_sees_all_of_them(store: &dyn Store) {
    let (one, two) = (kept_organisation(store, 1).await, kept_organisation(store, 2).await);
    let new = |n: u64, kind: &str, organisations: &[&Organisation]| NewConsolidated {
        id: id(61, n),
        kind: kind.to_owned(),
        year: 2026,
        period: "2026-Q3".to_owned(),
        scope: "Все".to_owned(),
        organisations: organisations.iter().map(|it| it.id).collect(),
        replaces: None,
        as_of: day("2026-10-20"),
        body_json: format!("{{\"n\":{n}}}"),
        is_example: false,
    };
    let act = act("consolidate_reports");
    assert_eq!(store.keep_consolidated(&act, &new(1, "plans", &[&one, &two])).await.expect("kept"), 1);
    assert_eq!(store.keep_consolidated(&act, &new(2, "plans", &[&one])).await.expect("kept"), 2);
    assert_eq!(store.keep_consolidated(&act, &new(3, "region-457", &[])).await.expect("kept"), 1);
    let kept = store.find_consolidated(id(61, 1)).await.expect("read").expect("there");
    assert_eq!((kept.number, kept.n_organisations, kept.body_json.as_str()), (1, 2, "{\"n\":1}"));
    let ids = async |within: Option<&[_]>| -> Vec<uuid::Uuid> {
        store.list_consolidated(within).await.expect("read").into_iter().map(|it| it.id).collect()
    };
    assert_eq!(ids(None).await, [id(61, 3), id(61, 2), id(61, 1)]);
    assert_eq!(ids(Some(&[one.id])).await, [id(61, 2)]);
    assert_eq!(ids(Some(&[one.id, two.id])).await, [id(61, 2), id(61, 1)]);
    assert!(ids(Some(&[])).await.is_empty());
    let corrects = |n: u64| NewConsolidated { replaces: Some(id(61, 3)), ..new(n, "region-457", &[]) };
    assert_eq!(store.keep_consolidated(&act, &corrects(4)).await.expect("kept"), 2);
    let twice = store.keep_consolidated(&act, &corrects(5)).await;
    assert!(matches!(twice, Err(Fault::Stale)), "it was corrected already: {twice:?}");
    assert_eq!(store.verify().await.expect("checked"), vec![]);
}

pub(crate) async fn one_template_of_a_form_is_the_house_s_own(store: &dyn Store) {
    let paper = store.keep_paper(&act("keep_paper"), "шаблон.docx", "docx", b"bytes").await.expect("kept");
    let template = |n: u64, form: &str, is_default: bool| PaperTemplate {
        id: id(62, n),
        form: form.to_owned(),
        name: format!("Шаблон {n}"),
        paper: paper.hash,
        is_default,
        by: "test".to_owned(),
        at: instant(0),
    };
    let keep = async |template: &PaperTemplate, version| {
        store.keep_template(&act("keep_template"), template, version).await.expect("kept")
    };
    keep(&template(1, "plan-457", true), None).await;
    keep(&template(2, "plan-457", false), None).await;
    keep(&template(3, "report", true), None).await;
    let own = async |form: &str| store.find_default_template(form).await.expect("read").map(|it| it.id);
    assert_eq!((own("plan-457").await, own("report").await, own("x").await), (Some(id(62, 1)), Some(id(62, 3)), None));
    keep(&template(2, "plan-457", true), Some(Version(1))).await;
    assert_eq!(own("plan-457").await, Some(id(62, 2)));
    let former = store.find_template(id(62, 1)).await.expect("read").expect("there");
    assert!(!former.value.is_default && former.version == Version(2));
    let stale = store.remove_template(&act("remove_template"), &former.value, Version(1)).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    store.remove_template(&act("remove_template"), &former.value, former.version).await.expect("removed");
    assert_eq!(store.list_templates().await.expect("read").len(), 2);
}
