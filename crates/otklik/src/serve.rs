//! `otklik serve`: the portal, the cabinet and the API, until somebody stops it.

use crate::args::{Args, Serve};
use crate::import::in_words;
use crate::say::{self, DONE};
use crate::worker;
use otklik_app::door::Outside;
use otklik_app::fetch::Net;
use otklik_app::jobs::Worker;
use otklik_app::{House, examples, people};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Documents that ship with the program, in layouts that offices use.
const EXAMPLES: examples::Shelf = examples::Shelf {
    registry: include_bytes!("../../../examples/registry.csv"),
    papers: &[
        ("answers.csv", include_bytes!("../../../examples/answers.csv")),
        ("biblioteki-plan.html", include_bytes!("../../../examples/biblioteki-plan.html")),
        ("dom-kultury-otchet.docx", include_bytes!("../../../examples/dom-kultury-otchet.docx")),
        ("findings.csv", include_bytes!("../../../examples/findings.csv")),
        ("klubnaya-sistema-plan.docx", include_bytes!("../../../examples/klubnaya-sistema-plan.docx")),
        ("muzey-plan.docx", include_bytes!("../../../examples/muzey-plan.docx")),
        ("poliklinika-plan.rtf", include_bytes!("../../../examples/poliklinika-plan.rtf")),
        ("shkola-plan.docx", include_bytes!("../../../examples/shkola-plan.docx")),
        ("socialnyy-centr-plan.txt", include_bytes!("../../../examples/socialnyy-centr-plan.txt")),
        ("teatr-kukol-plan.odt", include_bytes!("../../../examples/teatr-kukol-plan.odt")),
    ],
};

pub(crate) fn run(args: &Args, command: &Serve) -> anyhow::Result<ExitCode> {
    log();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(args, command))
}

/// What is noticed goes to standard error.
pub(crate) fn log() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("OTKLIK_LOG").unwrap_or_else(|_| "warn".into()))
        .init();
}

async fn serve(args: &Args, command: &Serve) -> anyhow::Result<ExitCode> {
    let stop = StopSigns::watch()?;
    // The address first: when it is taken, nothing else should have happened.
    let listener = TcpListener::bind(command.listen).await.map_err(|e| {
        anyhow::anyhow!(
            "адрес {} не открывается ({}); назовите другой: otklik serve --listen 127.0.0.1:8090",
            command.listen,
            why_not_bound(&e)
        )
    })?;
    let mut house = crate::house::open(args).await?;
    if !command.no_snapshots {
        house.fetcher = Arc::new(Net::new()?);
    }
    let mail = worker::mail(args, &command.letters)?;
    if !command.no_examples && args.database.is_none() && house.store.is_empty().await? {
        load_examples(&house).await;
    }
    let address = listener.local_addr()?;
    let secret = people::first_link(&house).await.map_err(|why| anyhow::anyhow!("{}", in_words(&why)))?;
    let shown = command.origin.clone().unwrap_or_else(|| format!("http://{address}"));
    say::note(&format!("портал открыт: {shown}"));
    say::note(&format!("вход в кабинет по одноразовой ссылке: {shown}/enter/{secret}"));
    let site = otklik_web::Site {
        is_https: shown.starts_with("https://"),
        shows_metrics: command.metrics,
        origin: command.origin.clone(),
        proxies: command.proxies.clone().unwrap_or_default().writing(command.proxy_header),
        outside: outside()?,
        mail: mail.clone(),
        ..otklik_web::Site::default()
    };
    let (stopping, stopped) = watch::channel(false);
    let jobs = Worker { house: house.clone(), mail, site: shown };
    let turns = (!command.no_worker).then(|| tokio::spawn(worker::turns(jobs, stopped)));
    let router = otklik_web::router(site, house);
    otklik_web::serve(listener, router, otklik_web::Patience::default(), stop.seen()).await?;
    if let Some(turns) = turns {
        worker::finish(stopping, turns).await;
    }
    say::note("остановлено; всё сохранено");
    Ok(ExitCode::from(DONE))
}

/// The secret of the outer door and certificates it is trusted by: from the environment, where no list of processes shows them.
fn outside() -> anyhow::Result<Outside> {
    let roots = std::env::var_os("OTKLIK_OIDC_ROOTS").filter(|path| !path.is_empty());
    let read = |path: std::ffi::OsString| {
        std::fs::read(&path)
            .map_err(|why| anyhow::anyhow!("OTKLIK_OIDC_ROOTS: файл {} не читается: {why}", Path::new(&path).display()))
    };
    Ok(Outside {
        secret: std::env::var("OTKLIK_OIDC_SECRET").ok().filter(|secret| !secret.is_empty()),
        roots_pem: roots.map(read).transpose()?,
    })
}

fn why_not_bound(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => "он занят другой программой".to_owned(),
        std::io::ErrorKind::AddrNotAvailable => "у этой машины такого адреса нет".to_owned(),
        std::io::ErrorKind::PermissionDenied => "на него нет права".to_owned(),
        _ => error.to_string(),
    }
}

/// Without examples the program is still whole, so a failure here is said and not fatal.
async fn load_examples(house: &House) {
    say::note("папка с данными пуста: загружаю примеры (их убирает одна кнопка в кабинете)");
    match examples::load(house, &EXAMPLES).await {
        Ok(n) => say::note(&format!("загружено примеров: {n}")),
        Err(why) => say::note(&format!("примеры не загружены: {}", in_words(&why))),
    }
}

/// What asks the program to stop. Taken before the link is printed: a program that says it is open must also stop
/// cleanly, however soon it is asked to.
pub(crate) struct StopSigns {
    terminated: Signal,
    interrupted: Signal,
}

impl StopSigns {
    pub(crate) fn watch() -> std::io::Result<Self> {
        Ok(StopSigns { terminated: signal(SignalKind::terminate())?, interrupted: signal(SignalKind::interrupt())? })
    }

    pub(crate) async fn seen(mut self) {
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.interrupted.recv() => {}
        }
    }
}
