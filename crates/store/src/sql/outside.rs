//! Figures of second sources.

use crate::cell::{Cell, Row};
use crate::database::{Conditions, Database};
use crate::record::{Act, Kept, SecondFigure, Version};
use crate::table::{self, Record, Table};
use crate::traits::SecondSources;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::OrganisationId;
use otklik_domain::outside::{Figure, SecondSource};
use otklik_domain::score::Exact;

impl Record for SecondFigure {
    const TABLE: &'static Table = &table::SECOND_SOURCE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::from(self.figure.source.name()),
            Cell::from(self.figure.on),
            Cell::from(self.figure.value.to_ratio()),
            Cell::Int(self.figure.respondents.and_then(|n| i64::try_from(n).ok())),
            Cell::from(&self.link),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, id) = (row.read()?, row.read()?);
        let (source, on, value) = (row.named(SecondSource::from_name)?, row.read()?, row.named(Exact::parse)?);
        let respondents = row.maybe_int()?.and_then(|n| u64::try_from(n).ok());
        let figure = Figure { source, on, value, respondents };
        Ok(SecondFigure { organisation, id, figure, link: row.text()?, by: row.text()?, at: row.instant()? })
    }
}

#[async_trait]
impl SecondSources for Database {
    async fn list_second_figures(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<SecondFigure>>> {
        if organisations.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(organisations).await?);
        self.list(&format!("{} order by t.on_day, t.made_at, t.id", all.clause()), all.args).await
    }

    async fn keep_second_figures(&self, act: &Act, figures: &[(SecondFigure, Option<Version>)]) -> Answer<()> {
        let mut tx = self.write().await?;
        for (figure, expected) in figures {
            let (_, change) = tx.put(figure, *expected).await?;
            tx.note_change(act, &change).await?;
        }
        tx.commit().await
    }

    async fn remove_second_figure(&self, act: &Act, figure: &SecondFigure, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let key = vec![Cell::printed(figure.organisation), Cell::printed(figure.id), Cell::from(expected.0)];
        let sql = "delete from second_source where organisation_id = $1 and id = $2 and version = $3";
        if tx.run(sql, key).await? != 1 {
            return Err(Fault::Stale);
        }
        let value = figure.figure.value.to_ratio().to_string();
        let was = serde_json::json!({ "source": figure.figure.source.name(), "on_day": figure.figure.on.to_string(),
            "value": value });
        let organisation = Some(figure.organisation.to_string());
        let subject = figure.id.to_string();
        tx.note_about(act, ("second_source", &subject), organisation, (Some(was.to_string()), None)).await?;
        tx.commit().await
    }
}
