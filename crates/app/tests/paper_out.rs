//! A plan goes out as a paper: signed where the paper tells by whom, private to the house until published.

use crate::house::{PAPER, Place, incoming};
use otklik_app::intake::read_plan_paper;
use otklik_app::paper_out::plan_paper;
use otklik_app::plans::adopt_plan;
use otklik_app::record::Version;
use otklik_app::{Refusal, plans};
use otklik_domain::access::Role;

#[tokio::test]
async fn every_form_comes_in_every_format_but_the_one_the_press_sets() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Head), place.plan().await);
    for form in ["plan-457", "report-457", "quarterly"] {
        for format in ["docx", "odt", "xlsx", "html", "csv"] {
            let paper = plan_paper(&ctx, plan, form, format).await.expect("written");
            assert!(!paper.bytes.is_empty() && paper.file_name.ends_with(&format!(".{format}")), "{}", paper.file_name);
        }
        let pdf = plan_paper(&ctx, plan, form, "pdf").await;
        assert!(matches!(pdf, Err(Refusal::Unavailable(_))), "the tests' workshop has no press");
    }
}

#[tokio::test]
async fn an_unknown_form_format_or_plan_is_refused() {
    let place = Place::on("2019-02-01").await;
    let (ctx, plan) = (place.ctx(Role::Head), place.plan().await);
    for (form, format) in [("plan-458", "docx"), ("plan-457", "doc"), ("", "")] {
        let refused = plan_paper(&ctx, plan, form, format).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{form} {format}");
    }
    let unknown = otklik_domain::ids::PlanId(otklik_testkit::builders::id(2, 77));
    assert!(matches!(plan_paper(&ctx, unknown, "plan-457", "csv").await, Err(Refusal::NotFound)));
}

#[tokio::test]
async fn the_head_signs_only_where_the_paper_says_who_the_head_is() {
    let place = Place::on("2019-02-01").await;
    let ctx = place.ctx(Role::Methodologist);
    for (position, is_signed) in [
        ("Директор МБУК «Луговской дом культуры»", true),
        ("Директор", true),
        ("Начальник управления культуры администрации", false),
        ("Директор департамента культуры области", false),
    ] {
        let paper = PAPER.replace("Директор МБУК «Луговской дом культуры»", position);
        let id = read_plan_paper(&ctx, incoming("план.html", &paper, Some(place.organisation))).await.expect("read");
        let plan = adopt_plan(&ctx, id, Version(1), None).await.expect("adopted");
        let kept = plans::plan(&ctx, plan).await.expect("found").draft.approval.expect("an approval");
        assert_eq!(kept.position.as_deref(), Some(position));
        let out = plan_paper(&ctx, plan, "report-457", "html").await.expect("written");
        let text = String::from_utf8(out.bytes).expect("text");
        let end = text.rfind("Исполнитель:").expect("the maker's line");
        // A note above may name the same person: as who approved the plan.
        let foot = &text[text[..end].find("class=\"signature\"").expect("a signature")..end];
        assert_eq!(foot.contains("Кузнецова"), is_signed, "{position}: {foot}");
    }
}
