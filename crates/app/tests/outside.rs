//! What others measured: typed, pasted, corrected, shown; and nothing of it in a score.

use crate::house::Place;
use otklik_app::Refusal;
use otklik_app::outside::{self, FigureCard};
use otklik_app::score::{self, RoundCard, Source};
use otklik_domain::access::Role;
use otklik_domain::outside::SecondSource;
use otklik_domain::score::Tally;
use std::collections::BTreeMap;

fn card(source: &str, on: &str, value: &str) -> FigureCard {
    let text = str::to_owned;
    FigureCard { source: text(source), on: text(on), value: text(value), ..FigureCard::default() }
}

#[tokio::test]
async fn figures_are_typed_corrected_and_taken_out() {
    let place = Place::on("2026-11-22").await;
    let (admin, owner) = (place.ctx(Role::Administrator), place.organisation);
    for role in [Role::Head, Role::Council, Role::Auditor] {
        let refused = outside::record_figure(&place.ctx(role), owner, &card("bus-gov", "31.10.2026", "4,7")).await;
        assert!(matches!(refused, Err(Refusal::NotAllowed)), "{role:?}");
    }
    for (source, on, value, field) in [
        ("stars", "31.10.2026", "4", "source"),
        ("bus-gov", "31.13.2026", "4", "on"),
        ("bus-gov", "23.11.2026", "4", "on"),
        ("bus-gov", "31.10.2026", "86", "value"),
        ("monthly-poll", "31.10.2026", "много", "value"),
    ] {
        match outside::record_figure(&admin, owner, &card(source, on, value)).await {
            Err(Refusal::Invalid(otklik_app::Faults::Fields(faults))) => assert_eq!(faults[0].0, field, "{faults:?}"),
            other => panic!("{source} {on} {value}: {other:?}"),
        }
    }
    let unsafe_link = FigureCard { link: "javascript:alert(1)".into(), ..card("bus-gov", "31.10.2026", "4") };
    assert!(matches!(outside::record_figure(&admin, owner, &unsafe_link).await, Err(Refusal::Invalid(_))));
    outside::record_figure(&admin, owner, &card("bus-gov", "31.10.2026", "4,7")).await.expect("kept");
    outside::record_figure(&admin, owner, &card("bus-gov", "2026-10-31", "4,8")).await.expect("corrected");
    outside::record_figure(&admin, owner, &card("monthly-poll", "30.09.2026", "86 %")).await.expect("kept");
    let shown = outside::beside(&place.stranger(), owner).await.expect("public");
    assert_eq!(
        shown.iter().map(|it| (it.source, it.moments.len())).collect::<Vec<_>>(),
        [(SecondSource::BusGov, 1), (SecondSource::MonthlyPoll, 1)]
    );
    let kept = outside::figures(&admin, owner).await.expect("listed");
    let stale = outside::remove_figure(&admin, owner, kept[0].value.id, otklik_app::record::Version(9)).await;
    assert!(matches!(stale, Err(Refusal::Stale)), "{stale:?}");
    outside::remove_figure(&admin, owner, kept[0].value.id, kept[0].version).await.expect("removed");
    assert_eq!(outside::figures(&admin, owner).await.expect("listed").len(), 1);
}

#[tokio::test]
async fn a_pasted_list_tells_by_line_what_it_did_not_take() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let list = "Организация;Источник;День;Показание;Ответили;Ссылка\n\
                БИБЛИОТЕКА № 1;bus.gov.ru;31.10.2026;4,7;42;https://bus.gov.ru/x\n\
                Никто;bus.gov.ru;31.10.2026;4,7;;\n\
                БИБЛИОТЕКА № 1;Госуслуги;31.10.2026;7;;\n\
                БИБЛИОТЕКА № 1;опрос Минкультуры;31.10.2026;86;1 200;";
    let done = outside::take_figures(&admin, list).await.expect("taken");
    assert_eq!((done.n_kept, done.remarks.iter().map(|it| it.0).collect::<Vec<_>>()), (2, vec![3, 4]), "{done:?}");
    assert_eq!(outside::take_figures(&admin, list).await.expect("again").n_kept, 0, "the same does nothing");
    let none = outside::take_figures(&admin, "Никто;bus.gov.ru;31.10.2026;4,7").await;
    assert!(matches!(none, Err(Refusal::Invalid(_))), "{none:?}");
}

#[tokio::test]
async fn a_score_is_the_same_to_the_byte_with_and_without_them() {
    let place = Place::on("2026-11-22").await;
    let admin = place.ctx(Role::Administrator);
    let round = score::open_round(&admin, &RoundCard::new("culture", 2026)).await.expect("opened");
    let book = score::rulebooks().iter().find(|book| book.name == "culture").expect("culture");
    let tally = Tally::from_counted(&book.question_set(), 10, &[("recommend", 9)]).expect("counts");
    let tallies = BTreeMap::from([(("БИБЛИОТЕКА № 1".to_owned(), None), tally)]);
    let source = Source { title: "a.csv".into(), n_rows: 10, ..Source::default() };
    score::import_tallies(&admin, round, &source, &tallies).await.expect("taken in");
    score::count_round(&admin, round, None).await.expect("counted");
    let bytes = async || {
        let kept = place.house.store.find_newest_score(round, place.organisation, false).await.expect("read");
        let score = kept.expect("counted").value;
        (score.sha256, score.inputs.to_string(), score.figures.to_string())
    };
    let before = bytes().await;
    outside::record_figure(&admin, place.organisation, &card("bus-gov", "31.10.2026", "1")).await.expect("kept");
    outside::record_figure(&admin, place.organisation, &card("monthly-poll", "31.10.2026", "0")).await.expect("kept");
    assert_eq!(score::count_round(&admin, round, None).await.expect("counted").n_changed, 0);
    assert_eq!(bytes().await, before);
}
