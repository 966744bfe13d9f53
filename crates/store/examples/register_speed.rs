//! Prints how fast the register of 10 000 measures answers: first pages with their counts, by eight readers.

#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use otklik_store::record::{RegisterQuery, View};
use otklik_store::{PageAsked, Store};
use otklik_testkit::{builders, databases};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[tokio::main]
async fn main() {
    let scratch = databases::sqlite().await;
    measure("sqlite", scratch.store.clone()).await;
    if let Some(scratch) = databases::postgres("register_speed").await {
        measure("postgres", scratch.store.clone()).await;
    }
}

async fn measure(engine: &str, store: Arc<dyn Store>) {
    let today = "2026-11-22".parse().expect("a day");
    let began = Instant::now();
    builders::keep_register(&*store, 50, 200, today).await.expect("kept");
    println!("{engine}: 10 000 measures kept in {:?}", began.elapsed());
    let all = RegisterQuery { view: View::Working, ..RegisterQuery::on(today) };
    let queries = [
        ("first page", all.clone()),
        ("late", RegisterQuery { is_late: true, ..all.clone() }),
        ("search", RegisterQuery { search: Some("вывеску 9117".into()), ..all.clone() }),
        ("organisation", RegisterQuery { organisations: vec![builders::organisation(7).id], ..all }),
    ];
    for (name, asked) in queries {
        let pages = speed(&store, &asked, false).await;
        let counts = speed(&store, &asked, true).await;
        println!("{engine}: {name}: {pages} pages/s, {counts} counts/s");
    }
}

/// How many a second, flat out.
async fn speed(store: &Arc<dyn Store>, asked: &RegisterQuery, counts: bool) -> u128 {
    const LASTS: Duration = Duration::from_secs(2);
    let began = Instant::now();
    let readers: Vec<_> = (0..8)
        .map(|_| {
            let (store, asked) = (store.clone(), asked.clone());
            tokio::spawn(async move {
                let mut n = 0_u128;
                while began.elapsed() < LASTS {
                    if counts {
                        store.count_register(&asked).await.expect("read");
                    } else {
                        store.list_register(&asked, &PageAsked::first(50)).await.expect("read");
                    }
                    n += 1;
                }
                n
            })
        })
        .collect();
    let mut n = 0;
    for reader in readers {
        n += reader.await.expect("ran");
    }
    n * 1000 / began.elapsed().as_millis()
}
