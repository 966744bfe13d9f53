//! Wires the house: the store of the chosen data base, the workshop of children, the machine's clock.

use crate::args::Args;
use crate::workshop::Children;
use anyhow::Context as _;
use jiff::tz::TimeZone;
use otklik_app::{Ctx, House, MachineClock};
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::PersonId;
use otklik_store::{Fault, Store};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;

/// URL of the data base: as told, or SQLite in the data folder.
pub(crate) fn database_url(args: &Args) -> String {
    args.database.clone().unwrap_or_else(|| format!("sqlite://{}", args.data.join("otklik.db").display()))
}

/// Opens the store; makes the data folder when it is ours to make, for its owner's eyes only.
pub(crate) async fn open_store(url: &str, data: &Path) -> anyhow::Result<Arc<dyn Store>> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data).with_context(|| {
        format!("{}: папка с данными не создаётся; проверьте права или назовите другую ключом --data", data.display())
    })?;
    open_at(url).await
}

/// Opens a store that must be there already: a mistyped folder is no empty data base.
pub(crate) async fn open_kept(url: &str) -> anyhow::Result<Arc<dyn Store>> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let file = Path::new(path.strip_prefix("//").unwrap_or(path));
        anyhow::ensure!(file.is_file(), "{}: базы нет; проверьте ключи --data и --database", file.display());
    }
    open_at(url).await
}

async fn open_at(url: &str) -> anyhow::Result<Arc<dyn Store>> {
    // The address itself is not repeated: it may hold a password.
    let is_known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme));
    anyhow::ensure!(is_known, "адрес базы начинается с sqlite: или postgres:; проверьте ключ --database");
    otklik_store::open(url).await.map_err(|why| match why {
        Fault::Newer => anyhow::anyhow!(NEWER),
        why => anyhow::anyhow!(
            "база данных не открывается ({}); проверьте ключ --database и что сервер базы запущен",
            causes(&why)
        ),
    })
}

/// The wired house.
pub(crate) async fn open(args: &Args) -> anyhow::Result<House> {
    Ok(House {
        store: open_store(&database_url(args), &args.data).await?,
        workshop: Arc::new(Children::new()?),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(MachineClock),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: zone(),
        open_surveys: Default::default(),
    })
}

/// Whoever sits at the machine may everything: the command line asks no name.
pub(crate) fn owner(house: &House) -> Ctx {
    house.ctx(Actor {
        person: Some(PersonId(uuid::Uuid::nil())),
        role: Some(Role::Administrator),
        scope: Scope::Everywhere,
    })
}

/// The zone «today» is told in: the machine's, or Moscow where the machine has none.
fn zone() -> TimeZone {
    let system = TimeZone::system();
    if system == TimeZone::UTC || system == TimeZone::unknown() {
        return TimeZone::get("Europe/Moscow").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(3)));
    }
    system
}

const NEWER: &str = "базу вела более новая версия программы; обновите эту или возьмите копию, сделанную до обновления";

/// An error with its causes in one line.
pub(crate) fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(Fault::Newer) = error.downcast_ref() {
        return NEWER.to_owned();
    }
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}
