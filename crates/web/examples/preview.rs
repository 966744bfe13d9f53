//! The site on loopback with the example papers, to look at pages while working on them:
//! `cargo run -p otklik-web --example preview`, with another port as its argument.

use otklik_app::examples::{self, Shelf};
use otklik_app::workshop::SameProcess;
use otklik_app::{House, MachineClock, people};
use otklik_domain::calendar::ProductionCalendar;
use otklik_web::{Patience, Site, router, serve};
use std::error::Error;
use std::sync::Arc;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a developer's tool tells where to look")]
async fn main() -> Result<(), Box<dyn Error>> {
    let scratch = otklik_testkit::databases::sqlite().await;
    let house = House {
        store: scratch.store.clone(),
        workshop: Arc::new(SameProcess),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(MachineClock),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(3)),
        open_surveys: Default::default(),
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut papers: Vec<(&'static str, &'static [u8])> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name: &'static str = entry.file_name().to_string_lossy().into_owned().leak();
        papers.push((name, std::fs::read(entry.path())?.leak()));
    }
    let registry = papers.iter().find(|(name, _)| *name == "registry.csv").map_or(&b""[..], |(_, bytes)| bytes);
    let n = examples::load(&house, &Shelf { registry, papers: papers.clone().leak() }).await?;
    let address = format!("127.0.0.1:{}", std::env::args().nth(1).unwrap_or_else(|| "8099".to_owned()));
    println!("{n} example plans\nhttp://{address}/enter/{}", people::first_link(&house).await?);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    serve(listener, router(Site::default(), house), Patience::default(), std::future::pending()).await?;
    Ok(())
}
