//! Reports of a half-year and of a year go the whole way: prepared, filled, signed, sent, accepted, written as papers.

use crate::filling::answer_to;
use crate::house::{Place, actor};
use otklik_app::record::Version;
use otklik_app::reports::{self, ConsolidatedAsked, Filled};
use otklik_app::{Ctx, Refusal};
use otklik_domain::access::{Role, Scope};
use otklik_domain::ids::PlanId;
use otklik_domain::report::{ReportPeriod, ReportStage, Sending};
use uuid::Uuid;

/// What one rhythm asks for.
struct Asked {
    rhythm: &'static str,
    period: &'static str,
    /// The day on which the report is made.
    today: &'static str,
    due_on: &'static str,
    in_words: &'static str,
    /// The period before it, of which nothing was handed in.
    before: &'static str,
}

const ALL: [Asked; 3] = [
    Asked {
        rhythm: "half",
        period: "2019-H1",
        today: "2019-07-04",
        due_on: "2019-07-05",
        in_words: "за I полугодие 2019 года",
        before: "2018-H2",
    },
    Asked {
        rhythm: "half",
        period: "2019-H2",
        today: "2020-01-06",
        due_on: "2020-01-09",
        in_words: "за II полугодие 2019 года",
        before: "2019-H1",
    },
    Asked {
        rhythm: "year",
        period: "2019-Y",
        today: "2020-01-06",
        due_on: "2020-01-09",
        in_words: "за 2019 год",
        before: "2018-Y",
    },
];

fn period(name: &str) -> ReportPeriod {
    name.parse().expect("a period")
}

fn founder(place: &Place) -> Ctx {
    let mut founder = actor(Role::Founder, Scope::Everywhere);
    founder.person = Some(otklik_domain::ids::PersonId(otklik_testkit::builders::id(12, 9)));
    place.house.ctx(founder)
}

async fn version(ctx: &Ctx, id: Uuid) -> Version {
    reports::filed(ctx, id).await.expect("read").kept.version
}

async fn filled(ctx: &Ctx, plan: PlanId, period: ReportPeriod) -> usize {
    let day = period.span().to.strftime("20.%m.%Y").to_string();
    let report = reports::report_to_fill(ctx, plan, Some(period)).await.expect("read").sheet.report;
    let rows: Vec<Filled> =
        report.rows.iter().filter(|row| row.is_incomplete()).map(|row| answer_to(row, &day)).collect();
    reports::fill(ctx, plan, period, &rows).await.expect("filled")
}

#[tokio::test]
async fn a_half_year_and_a_year_go_the_whole_way() {
    for asked in &ALL {
        let mut place = Place::on("2019-01-10").await;
        let plan = place.published().await;
        place.turn_to(asked.today);
        check(&place, plan, asked).await;
    }
}

async fn check(place: &Place, plan: PlanId, asked: &Asked) {
    let (methodologist, head, founder) = (place.ctx(Role::Methodologist), place.ctx(Role::Head), founder(place));
    let (period, what) = (period(asked.period), asked.period);
    reports::set_rule(&place.ctx(Role::Administrator), asked.rhythm, "5", "Приказ № 5").await.expect("the rule");
    let due = reports::due_list(&founder, None).await.expect("listed");
    assert_eq!((due.period, due.due_on.to_string().as_str()), (period, asked.due_on), "{what}: the last one over");
    assert_eq!(due.lines.len(), 1, "{what}");

    // Nobody signs what has no fact yet.
    let early = reports::prepare_report(&methodologist, plan, period, None).await.expect("prepared");
    let refused = reports::sign_report(&head, early, version(&head, early).await).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{what}: {refused:?}");
    assert!(filled(&methodologist, plan, period).await > 0, "{what}: something was missing");

    let id = reports::prepare_report(&methodologist, plan, period, None).await.expect("made anew");
    assert_eq!(id, early, "{what}: one that waits is made anew");
    let report = reports::filed(&head, id).await.expect("read").sheet.report;
    assert_eq!(report.n_incomplete(), 0, "{what}: {:?}", report.rows);
    reports::sign_report(&head, id, version(&head, id).await).await.expect("signed");
    let number = reports::send_report(&head, id, version(&head, id).await).await.expect("sent");
    let back = reports::return_report(&founder, id, version(&founder, id).await, "").await;
    assert!(matches!(back, Err(Refusal::Invalid(_))), "{what}: sent back with a reason only");
    reports::accept_report(&founder, id, version(&founder, id).await).await.expect("taken");
    let line = reports::due_list(&founder, None).await.expect("listed").lines.remove(0);
    assert_eq!(
        (line.report.expect("filed").value.stage, line.sending),
        (ReportStage::Accepted, Sending::Accepted),
        "{what}"
    );

    papers(&founder, id, number, asked).await;
    together(&founder, period, asked).await;
    // A longer period is one of its own: what was sent for it is not what was sent for a quarter.
    let other = reports::report_today(&methodologist, plan, Some(self::period(asked.before))).await.expect("read");
    assert!(other.current().is_none(), "{what}: nothing was sent of {}", asked.before);
}

/// Each format says what period it is, under which number, and what was done; the same bytes each time.
async fn papers(ctx: &Ctx, id: Uuid, number: i64, asked: &Asked) {
    for format in ["docx", "odt", "xlsx", "html", "csv"] {
        let paper = reports::filed_paper(ctx, id, format).await.expect("written");
        let name = format!("Отчёт № {number} {} ", asked.in_words);
        assert!(paper.file_name.starts_with(&name), "{}", paper.file_name);
        assert_eq!(paper.bytes, reports::filed_paper(ctx, id, format).await.expect("again").bytes, "{format}");
        if format == "html" {
            let text = String::from_utf8(paper.bytes).expect("text");
            for words in [asked.in_words, &format!("ОТЧЁТ № {number}"), "Опрошено 40 посетителей", "40 посетителей"]
            {
                assert!(text.contains(words), "{}: {words}", asked.period);
            }
            assert!(!text.contains("УТВЕРЖДАЮ"), "a report is signed");
        }
    }
}

async fn together(ctx: &Ctx, period: ReportPeriod, asked: &Asked) {
    let id = reports::freeze(ctx, &ConsolidatedAsked::default(), period, None).await.expect("frozen");
    let paper = reports::consolidated_paper(ctx, id, "html").await.expect("written");
    let text = String::from_utf8(paper.bytes).expect("text");
    assert!(text.contains(asked.in_words) && text.contains("Опрошено 40 посетителей"), "{}: {text}", asked.period);
}
