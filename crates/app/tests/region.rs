//! The public report of a region's head over many organisations of several sectors: each figure, what is empty, what is
//! put right, and every format of the paper.

use crate::house::Place;
use crate::scores::{findings, opened, source};
use otklik_app::reports::{self, RegionTyped};
use otklik_app::score;
use otklik_domain::access::Role;
use otklik_domain::registry::Sector;
use otklik_testkit::builders::{act, organisation};
use otklik_testkit::worked;
use std::collections::BTreeMap;

/// How many organisations of a sector there are, and how many of them were scored.
const SECTORS: [(Sector, u64, usize); 3] =
    [(Sector::Culture, 12, 7), (Sector::Education, 9, 9), (Sector::SocialCare, 4, 0)];

/// Keeps the organisations of a sector; answers with names of those that are scored.
async fn keep(place: &Place, sector: Sector, from: u64, n: u64) -> Vec<String> {
    let mut names = Vec::new();
    for number in from..from + n {
        let mut one = organisation(number);
        // Theatres are assessed by two criteria only: here everybody is by all five.
        (one.sector, one.kind, one.name) = (sector, None, format!("Муниципальное учреждение № {number}"));
        place.scratch.store.keep_organisation(&act("create_organisation"), &one, None).await.expect("kept");
        names.push(one.name);
    }
    names
}

async fn score_of(place: &Place, sector: Sector, names: &[String]) {
    let ctx = place.ctx(Role::Administrator);
    let book = score::rulebooks().iter().find(|book| book.name == sector.name()).expect("a rulebook");
    let round = opened(&ctx, sector.name(), 2026).await;
    let tally = worked::tally(&book.question_set());
    let answers: BTreeMap<_, _> = names.iter().map(|name| ((name.clone(), None), tally.clone())).collect();
    let taken = score::import_tallies(&ctx, round, &source(b"a"), &answers).await.expect("taken in");
    assert_eq!(taken.n_places, names.len());
    let seen = names.iter().flat_map(|name| findings(name)).collect();
    score::import_findings(&ctx, round, &source(b"f"), &seen).await.expect("taken in");
    score::count_round(&ctx, round, None).await.expect("counted");
    score::approve_round(&place.ctx(Role::Council), round).await.expect("approved");
    assert_eq!(score::publish_round(&ctx, round).await.expect("published").n_done, names.len());
}

#[tokio::test]
async fn a_region_of_several_sectors_has_each_figure_right() {
    let place = Place::on("2027-01-20").await;
    let ctx = place.ctx(Role::Administrator);
    let mut from = 100;
    for (sector, n, n_scored) in SECTORS {
        let names = keep(&place, sector, from, n).await;
        if n_scored > 0 {
            score_of(&place, sector, &names[..n_scored]).await;
        }
        from += n;
    }
    let typed = RegionTyped {
        year: 2026,
        region: "Луговская область".to_owned(),
        decisions: "Директору учреждения № 101 объявлено замечание\n\n  ".to_owned(),
        position: "Губернатор".to_owned(),
        name: "И.И. Лугов".to_owned(),
    };
    let report = reports::region_report(&ctx, 2026, &typed.region, &typed.decisions).await.expect("known");
    let told: Vec<_> = report.sectors.iter().map(|it| (it.name.as_str(), it.n_subject, it.n_covered)).collect();
    // The house has one more organisation of culture.
    let wanted = SECTORS
        .map(|(sector, n, scored)| (sector.in_words(), n as usize + usize::from(sector == Sector::Culture), scored));
    assert_eq!(told, wanted);
    for sector in &report.sectors {
        let total = sector.total.as_ref().map(|points| points.to_decimals(2));
        assert_eq!(total.as_deref(), (sector.n_covered > 0).then_some("89.08"), "{}", sector.name);
        assert_eq!(sector.criteria.is_empty(), sector.n_covered == 0, "{}", sector.name);
    }
    assert_eq!(report.decisions, ["Директору учреждения № 101 объявлено замечание"]);

    let id = reports::sign_region(&ctx, &typed, None).await.expect("signed");
    for format in ["docx", "odt", "xlsx", "html", "csv"] {
        let paper = reports::region_filed_paper(&ctx, id, format).await.expect("written");
        let again = reports::region_filed_paper(&ctx, id, format).await.expect("written again");
        assert_eq!(paper.bytes, again.bytes, "{format}");
        if format == "csv" {
            let text = String::from_utf8(paper.bytes).expect("text");
            for words in ["Всего;26;16;–", "Сведений нет", "учреждения № 101 объявлено", "не сверена"]
            {
                assert!(text.contains(words), "{words}: {text}");
            }
        }
    }
}
