//! Word templates: at most one of a form is the house's own.

use crate::cell::{Cell, Row, args};
use crate::database::Database;
use crate::record::{Act, Kept, PaperTemplate, Version};
use crate::table::{self, Record, Table};
use crate::traits::PaperTemplates;
use crate::{Answer, Fault};
use async_trait::async_trait;
use uuid::Uuid;

impl Record for PaperTemplate {
    const TABLE: &'static Table = &table::PAPER_TEMPLATE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::from(&self.form),
            Cell::from(&self.name),
            Cell::printed(self.paper),
            Cell::from(self.is_default),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(PaperTemplate {
            id: row.read()?,
            form: row.text()?,
            name: row.text()?,
            paper: row.read()?,
            is_default: row.flag()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

#[async_trait]
impl PaperTemplates for Database {
    async fn list_templates(&self) -> Answer<Vec<Kept<PaperTemplate>>> {
        self.list("order by t.form, t.name, t.id", args![]).await
    }

    async fn find_template(&self, id: Uuid) -> Answer<Option<Kept<PaperTemplate>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn find_default_template(&self, form: &str) -> Answer<Option<PaperTemplate>> {
        Ok(self.one("where t.form = $1 and t.is_default = 1", args![form]).await?.map(|kept| kept.value))
    }

    async fn keep_template(&self, act: &Act, template: &PaperTemplate, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        if template.is_default {
            let sql = "update paper_template set is_default = 0, version = version + 1 \
                       where form = $1 and is_default = 1 and id <> $2";
            tx.run(sql, vec![Cell::from(&template.form), Cell::printed(template.id)]).await?;
        }
        let (version, change) = tx.put(template, expected).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn remove_template(&self, act: &Act, template: &PaperTemplate, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from paper_template where id = $1 and version = $2";
        if tx.run(sql, vec![Cell::printed(template.id), Cell::from(expected.0)]).await? != 1 {
            return Err(Fault::Stale);
        }
        let was =
            serde_json::json!({ "form": template.form, "name": template.name, "paper": template.paper.to_string() });
        tx.note(act, "paper_template", &template.id.to_string(), Some(was.to_string()), None).await?;
        tx.commit().await
    }
}
