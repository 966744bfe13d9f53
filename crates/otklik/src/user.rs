//! `otklik user`: accounts, from the machine the program runs on.

use crate::args::{Args, User};
use crate::import::in_words;
use crate::say::{self, DONE};
use otklik_app::{House, people};
use otklik_domain::access::Role;
use otklik_domain::ids::PersonId;
use std::process::ExitCode;

pub(crate) fn run(args: &Args, command: &User) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(act(args, command))
}

async fn act(args: &Args, command: &User) -> anyhow::Result<ExitCode> {
    let house = crate::house::open(args).await?;
    match command {
        User::Add { name, role } => {
            let role = role_of(role)?;
            anyhow::ensure!(find(&house, name).await?.is_none(), "«{name}» уже есть; назовите иначе или смените роль");
            let id = people::add(&house, name, role).await.map_err(said)?;
            link(&house, id).await?;
        }
        User::Role { name, role } => {
            let id = known(&house, name).await?;
            let role = role_of(role)?;
            people::change_role(&house, id, role).await.map_err(said)?;
            say::note(&format!("{name}: теперь {}", role.in_words()));
        }
        User::Reset { name } => link(&house, known(&house, name).await?).await?,
    }
    Ok(ExitCode::from(DONE))
}

async fn link(house: &House, id: PersonId) -> anyhow::Result<()> {
    let secret = people::link_for(house, id).await.map_err(said)?;
    say::print(&format!("/enter/{secret}"))?;
    say::note("это одноразовая ссылка на сутки: допишите её к адресу портала и передайте человеку лично");
    Ok(())
}

async fn known(house: &House, name: &str) -> anyhow::Result<PersonId> {
    find(house, name).await?.ok_or_else(|| anyhow::anyhow!("«{name}» нет среди учётных записей"))
}

async fn find(house: &House, name: &str) -> anyhow::Result<Option<PersonId>> {
    let accounts = people::accounts(house).await.map_err(said)?;
    Ok(accounts.into_iter().find(|a| a.name == name).map(|a| a.id))
}

fn role_of(name: &str) -> anyhow::Result<Role> {
    let known: Vec<_> = Role::ALL.iter().map(|r| r.name()).collect();
    Role::from_name(name).ok_or_else(|| anyhow::anyhow!("нет роли «{name}»; есть {}", known.join(", ")))
}

fn said(refusal: otklik_app::Refusal) -> anyhow::Error {
    anyhow::anyhow!("{}", in_words(&refusal))
}
