//! A store that is away when a test says so: what people are told then, and that nothing is lost, is tried with it.
//!
//! In comes the URL of a data base; out go a store and the switch that breaks and mends it, in the middle of anything.
//! The engine below is the real one, so that what was committed stays. It refuses to be shipped: only tests ask for it.

use crate::cell::{Cell, Row};
use crate::database::{self, Database};
use crate::engine::{Engine, Work};
use crate::{Answer, Fault, Store};
use async_trait::async_trait;
use sqlx::SqlStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// Nothing: the store works.
    None,
    /// Nobody answers, neither readers nor writers.
    Away,
    /// It can be read and takes nothing, as on a full disk.
    ReadOnly,
    /// Everything is said to be taken until the commit, which fails and leaves nothing.
    BeforeCommit,
    /// The commit is kept, and the word of it is lost on the way back.
    AfterCommit,
}

const ALL: [Outage; 5] = [Outage::None, Outage::Away, Outage::ReadOnly, Outage::BeforeCommit, Outage::AfterCommit];

/// Breaks a store and mends it, and counts what is asked of it.
#[derive(Debug, Clone, Default)]
pub struct Switch {
    broken: Arc<AtomicU8>,
    n_asked: Arc<AtomicU64>,
}

impl Switch {
    /// How many statements were run so far.
    pub fn n_asked(&self) -> u64 {
        self.n_asked.load(Ordering::SeqCst)
    }

    fn ask(&self, broken: &[Outage]) -> Answer<()> {
        self.n_asked.fetch_add(1, Ordering::SeqCst);
        self.refuse_in(broken)
    }

    /// From now on this is broken.
    pub fn turn(&self, outage: Outage) {
        let at = ALL.iter().position(|known| *known == outage).unwrap_or_default();
        self.broken.store(u8::try_from(at).unwrap_or_default(), Ordering::SeqCst);
    }

    fn now(&self) -> Outage {
        ALL.get(usize::from(self.broken.load(Ordering::SeqCst))).copied().unwrap_or(Outage::None)
    }

    fn refuse_in(&self, broken: &[Outage]) -> Answer<()> {
        let now = self.now();
        if broken.contains(&now) { Err(Fault::broken(format!("a test broke the store: {now:?}"))) } else { Ok(()) }
    }
}

/// Opens a data base that can be broken.
///
/// # Errors
/// As [`crate::open`].
pub async fn open(url: &str) -> Answer<(Arc<dyn Store>, Switch)> {
    let below = database::engine(url).await?;
    crate::migrate::migrate(below.as_ref()).await?;
    let switch = Switch::default();
    let engine = Breakable { below, switch: switch.clone() };
    Ok((Arc::new(Database::over(Arc::new(engine))), switch))
}

struct Breakable {
    below: Arc<dyn Engine>,
    switch: Switch,
}

struct BreakableWork {
    below: Box<dyn Work>,
    switch: Switch,
    is_write: bool,
}

impl Breakable {
    fn work(&self, below: Box<dyn Work>, is_write: bool) -> Box<dyn Work> {
        Box::new(BreakableWork { below, switch: self.switch.clone(), is_write })
    }
}

#[async_trait]
impl Engine for Breakable {
    fn name(&self) -> &'static str {
        self.below.name()
    }

    fn off_index(&self) -> &'static str {
        self.below.off_index()
    }

    async fn rows(&self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        self.switch.ask(&[Outage::Away])?;
        self.below.rows(sql, args).await
    }

    async fn snapshot(&self) -> Answer<Box<dyn Work>> {
        self.switch.refuse_in(&[Outage::Away])?;
        Ok(self.work(self.below.snapshot().await?, false))
    }

    async fn write(&self) -> Answer<Box<dyn Work>> {
        self.switch.refuse_in(&[Outage::Away])?;
        Ok(self.work(self.below.write().await?, true))
    }

    async fn columns(&self) -> Answer<Vec<(String, String)>> {
        self.below.columns().await
    }

    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>> {
        self.below.foreign_keys_without_index().await
    }

    async fn settings(&self) -> Answer<Vec<(String, String)>> {
        self.below.settings().await
    }

    async fn broken_references(&self) -> Answer<Vec<String>> {
        self.below.broken_references().await
    }

    async fn close(&self) {
        self.below.close().await;
    }
}

#[async_trait]
impl Work for BreakableWork {
    fn has_plain_places(&self) -> bool {
        self.below.has_plain_places()
    }

    async fn rows(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        self.switch.ask(&[Outage::Away])?;
        self.below.rows(sql, args).await
    }

    async fn run(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<u64> {
        self.switch.ask(&[Outage::Away, Outage::ReadOnly])?;
        self.below.run(sql, args).await
    }

    async fn script(&mut self, sql: SqlStr) -> Answer<()> {
        self.switch.refuse_in(&[Outage::Away, Outage::ReadOnly])?;
        self.below.script(sql).await
    }

    async fn commit(self: Box<Self>) -> Answer<()> {
        self.switch.refuse_in(&[Outage::Away])?;
        if self.is_write {
            self.switch.refuse_in(&[Outage::ReadOnly, Outage::BeforeCommit])?;
        }
        let (is_write, switch) = (self.is_write, self.switch);
        self.below.commit().await?;
        if is_write { switch.refuse_in(&[Outage::AfterCommit]) } else { Ok(()) }
    }
}
