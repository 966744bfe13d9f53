//! A published round as everybody sees it.

use crate::util::TestApp;
use axum::http::StatusCode;
use otklik_app::{registry, score as scores};
use otklik_domain::registry::Card;

/// What every page of scores says where nothing is published, and with nonsense in its address.
#[tokio::test]
async fn without_a_published_round_pages_say_so() {
    let app = TestApp::new().await;
    for (path, words) in [
        ("/scores", "Оценок пока не публиковали"),
        ("/scores?year=1999&q=дом", "Таких оценок нет"),
        ("/scores/heat", "Оценок пока не публиковали"),
        ("/compare", "Отметьте в рейтинге"),
        ("/compare?o=nobody&o=%00", "Ни у одной из выбранных"),
        ("/compare?o=a&o=b&o=c&o=d&o=e", "не больше четырёх"),
    ] {
        let page = app.get(path, "").await;
        assert_eq!(page.code, StatusCode::OK, "{path}");
        assert!(page.text.contains(words), "{path}: {}", page.text);
    }
    for path in ["/scores/paper?format=docx", "/scores/heat/paper?format=docx", "/o/nobody/score/paper?format=docx"] {
        assert_eq!(app.get(path, "").await.code, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_published_score_opens_down_to_its_counts() {
    let app = TestApp::new().await;
    let slugs = app.published_round().await;
    let page = app.get(&format!("/o/{}/score", slugs[0]), "").await;
    for words in [
        "Независимая оценка 2026 года",
        "1 место из 2 организаций",
        "есть 14 из 17",
        "ответили «да» 91 из 97",
        "с вероятностью 95 %",
        "(14/17 + 17/19)",
        "№ 344н",
        "Что съело баллы: 10,92 из 100",
        "Версия 1, опубликована 22 ноября 2026 года",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let own = app.get(&format!("/o/{}", slugs[0]), "").await;
    assert!(own.text.contains("89,08") && own.text.contains("Слабее всего"), "{}", own.text);
    // Seven of nine: fewer than the threshold of the round are not shown.
    assert!(!page.text.contains("7 из 9") && page.text.contains("не показано"), "{}", page.text);
    assert_eq!(app.get(&format!("/o/{}/score?year=1999", slugs[0]), "").await.code, StatusCode::NOT_FOUND);
    let json = page.text.split("href=\"/api/").nth(1).unwrap().split('"').next().unwrap();
    let told = app.get(&format!("/api/{json}"), "").await;
    assert!(told.code == StatusCode::OK && told.text.contains("\"explanation\""), "{}", told.text);
    for (form, format) in [("score-sheet", "docx"), ("score-sheet", "csv"), ("score-explained", "xlsx")] {
        let path = format!("/o/{}/score/paper?form={form}&format={format}", slugs[0]);
        assert_eq!(app.get(&path, "").await.code, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_rating_is_sorted_narrowed_compared_and_downloaded() {
    let app = TestApp::new().await;
    let slugs = app.published_round().await;
    let page = app.get("/scores", "").await;
    assert!(page.text.contains("2 организации, в среднем") && page.text.contains("89,08"), "{}", page.text);
    assert!(app.get("/scores?q=вторая", "").await.text.contains("Показано 1 из 1"));
    assert!(app.get("/scores?sort=3", "").await.text.contains("aria-sort=\"descending\">Доступность"));
    let json = app.get("/scores?q=вторая&year=2026", "").await.text;
    let json = json.split("href=\"/api/").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    assert_eq!(app.get(&format!("/api/{json}"), "").await.code, StatusCode::OK, "{json}");
    let heat = app.get("/scores/heat", "").await;
    assert!(heat.text.contains("aria-sort=\"ascending\">Общий балл") && heat.text.contains("o-h5"), "{}", heat.text);
    let compared = app.get(&format!("/compare?o={}&o={}", slugs[0], slugs[1]), "").await;
    assert!(compared.text.contains("2. Комфортность условий: Первая выше, чем Вторая"), "{}", compared.text);
    for path in ["/scores/paper?format=xlsx", "/scores/heat/paper?format=csv"] {
        assert_eq!(app.get(path, "").await.code, StatusCode::OK, "{path}");
    }
    assert_eq!(app.get("/scores/paper?format=zzz", "").await.code, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What the front page says of an organisation, from its name to the next row.
async fn row_of(app: &TestApp, slug: &str) -> String {
    let home = app.get("/", "").await.text;
    let row = home.split(&format!("href=\"/o/{slug}\"")).nth(1).expect("a row").split("</tr>").next().expect("its end");
    row.replace('\u{a0}', " ")
}

#[tokio::test]
async fn the_front_page_shows_what_was_published_and_an_heir_shows_it_too() {
    let app = TestApp::new().await;
    let (round, slugs) = app.open_round().await;
    let ctx = app.admin();
    scores::count_round(&ctx, round, None).await.expect("counted");
    assert!(row_of(&app, &slugs[0]).await.contains("не оценивали"), "counted is not published");
    scores::approve_round(&app.council(), round).await.expect("approved");
    scores::publish_round(&ctx, round).await.expect("published");
    let shown = async |slug: &str| {
        let row = row_of(&app, slug).await;
        let own = app.get(&format!("/o/{slug}"), "").await.text;
        let total = row.split("data-label=\"Балл:\">").nth(1).and_then(|cell| cell.split('<').next()).expect("a cell");
        assert!(own.contains(total) && row.contains("слабее всего"), "{slug} says the same of itself: {row}");
        total.to_owned()
    };
    assert_eq!((shown(&slugs[0]).await, shown(&slugs[1]).await), ("89,08".to_owned(), "83,08".to_owned()));

    let card = Card { name: "Объединённая".to_owned(), sector: "culture".to_owned(), ..Card::default() };
    let heir = registry::create_organisation(&ctx, &card).await.expect("created");
    assert!(row_of(&app, heir.slug.as_str()).await.contains("не оценивали"));
    let first = ctx.store().find_organisation_by_slug(&slugs[0]).await.expect("read").expect("there");
    registry::merge_organisations(&ctx, first.value.id, first.version, heir.id).await.expect("merged");
    assert_eq!(shown(heir.slug.as_str()).await, "89,08", "what it was joined of is its own");
}
