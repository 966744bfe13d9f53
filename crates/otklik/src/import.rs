//! `otklik import`: documents become drafts that wait for a person.

use crate::args::{Args, Import};
use crate::read::bytes_of;
use crate::say::{self, DONE, WRONG};
use otklik_app::intake::{Incoming, read_plan_paper};
use otklik_app::{Ctx, words};
use otklik_domain::ids::OrganisationId;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Args, command: &Import) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(documents(args, command))
}

async fn documents(args: &Args, command: &Import) -> anyhow::Result<ExitCode> {
    let house = crate::house::open(args).await?;
    let ctx = crate::house::owner(&house);
    let organisation = match &command.organisation {
        Some(name) => Some(find(&ctx, name).await?),
        None => None,
    };
    let mut worst = DONE;
    for file in &command.files {
        if let Err(why) = one(&ctx, file, command.year, organisation).await {
            worst = WRONG;
            say::note(&format!("{why:#}"));
        }
    }
    Ok(ExitCode::from(worst))
}

async fn one(ctx: &Ctx, file: &Path, year: Option<i16>, organisation: Option<OrganisationId>) -> anyhow::Result<()> {
    let bytes = bytes_of(file)?;
    let file_name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let incoming = Incoming { file_name, bytes, year, organisation, is_example: false };
    let id = read_plan_paper(ctx, incoming)
        .await
        .map_err(|why| anyhow::anyhow!("{}: {}", file.display(), in_words(&why)))?;
    say::print(&format!("{id}\t{}", file.display()))?;
    say::note(&format!("{}: черновик ждёт разбора в кабинете, раздел «Загрузка»", file.display()));
    Ok(())
}

async fn find(ctx: &Ctx, name: &str) -> anyhow::Result<OrganisationId> {
    let store = ctx.store();
    let found = match store.find_organisation_by_slug(name).await? {
        Some(kept) => vec![kept],
        None => match store.find_organisation_by_inn(name).await? {
            Some(kept) => vec![kept],
            None => store.find_organisations_by_name(name).await?,
        },
    };
    match found.as_slice() {
        [one] => Ok(one.value.id),
        [] => anyhow::bail!(
            "организации «{name}» нет в реестре; заведите её в кабинете или назовите короткое имя или ИНН"
        ),
        _ => anyhow::bail!("организаций с названием «{name}» несколько; назовите короткое имя или ИНН"),
    }
}

/// A refusal in one line.
pub(crate) fn in_words(refusal: &otklik_app::Refusal) -> String {
    let words = words::of(refusal);
    words.sentences.join(" ")
}
