//! What is asked of each engine apart: settings, tampering, opening twice.

use crate::tampering::by_hand;
use otklik_store::Fault;
use otklik_store::record::Version;
use otklik_testkit::builders::{act, organisation};
use otklik_testkit::databases;

#[tokio::test]
async fn sqlite_keeps_what_it_acknowledged_through_a_power_cut() {
    let scratch = databases::sqlite().await;
    let settings = scratch.store.settings_of_engine().await.expect("read");
    for (name, value) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        assert!(settings.contains(&(name.to_owned(), value.to_owned())), "{name}: {settings:?}");
    }
}

#[tokio::test]
async fn a_kept_data_base_opens_again_and_two_may_open_it_at_once() {
    let scratch = databases::sqlite().await;
    scratch.store.keep_organisation(&act("create_organisation"), &organisation(1), None).await.expect("kept");
    let (one, two) = tokio::join!(otklik_store::open(&scratch.url), otklik_store::open(&scratch.url));
    for store in [one.expect("opens"), two.expect("opens")] {
        let kept = store.find_organisation(organisation(1).id).await.expect("read").expect("there");
        assert_eq!(kept.version, Version(1));
    }
}

#[tokio::test]
async fn new_data_bases_may_be_opened_by_many_at_once() {
    // The race is lost about once in seven on one file; twelve files leave it little room to hide.
    for _ in 0..12 {
        let folder = tempfile::tempdir().expect("a folder");
        let url = databases::sqlite_url(&folder);
        let (a, b, c) = tokio::join!(otklik_store::open(&url), otklik_store::open(&url), otklik_store::open(&url));
        for store in [a, b, c] {
            assert!(store.expect("opens").is_empty().await.expect("read"));
        }
    }
    if let Some(url) = databases::postgres_url("new_data_bases_may_be_opened_by_many_at_once") {
        let (a, b) = tokio::join!(otklik_store::open(&url), otklik_store::open(&url));
        assert!(a.is_ok() && b.is_ok());
    }
}

#[tokio::test]
async fn two_programs_cannot_take_the_last_administrators_away_together() {
    let test = "two_programs_cannot_take_the_last_administrators_away_together";
    for scratch in [Some(databases::sqlite().await), databases::postgres(test).await].into_iter().flatten() {
        let other = otklik_store::open(&scratch.url).await.expect("opens");
        crate::contract::rights::shut_each_other_out(&*scratch.store, &*other).await;
    }
}

#[tokio::test]
async fn two_programs_that_start_together_keep_one_first_setting() {
    let test = "two_programs_that_start_together_keep_one_first_setting";
    for scratch in [Some(databases::sqlite().await), databases::postgres(test).await].into_iter().flatten() {
        let other = otklik_store::open(&scratch.url).await.expect("opens");
        for n in 0..8 {
            let (name, deed) = (format!("any.{n}_key"), act("make_form_key"));
            let (one, two) = tokio::join!(
                scratch.store.keep_first_setting(&deed, &name, "первый"),
                other.keep_first_setting(&deed, &name, "второй"),
            );
            assert_eq!(one.expect("kept"), two.expect("kept"), "{n}");
        }
    }
}

#[tokio::test]
async fn what_a_newer_program_wrote_is_left_alone() {
    let test = "what_a_newer_program_wrote_is_left_alone";
    for scratch in [Some(databases::sqlite().await), databases::postgres(test).await].into_iter().flatten() {
        by_hand(&scratch.url, "insert into schema_step (number, sha256) values (100000, 'of a later program')").await;
        let opened = otklik_store::open(&scratch.url).await.map(drop);
        assert!(matches!(opened, Err(Fault::Newer)), "{opened:?}");
        by_hand(&scratch.url, "delete from schema_step where number = 100000").await;
        assert!(otklik_store::open(&scratch.url).await.is_ok(), "nothing else was touched");
    }
}

#[tokio::test]
async fn an_unknown_url_is_refused() {
    for url in ["mysql://x", "no url", ""] {
        assert!(otklik_store::open(url).await.is_err(), "{url}");
    }
}
