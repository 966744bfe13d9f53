//! One measure for many organisations, and its parts in their plans.

use crate::Answer;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{Act, Kept, Measure, NetworkMeasure, NetworkPart, Version};
use crate::traits::{Networks, NewParts};
use async_trait::async_trait;
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId};

impl Tx {
    /// New plans, new measures in plans, measures that change; the plans of new ones know that they are one more.
    async fn put_parts(&mut self, act: &Act, whole: &NetworkMeasure, parts: &NewParts) -> Answer<()> {
        for plan in &parts.plans {
            let change = self.insert(plan).await?;
            crate::sql::life::adopted(self, act, plan, crate::sql::plans::event_id(act)).await?;
            self.note_change(act, &change).await?;
        }
        for (plan, version, told) in &parts.led {
            self.update(plan, *version).await?;
            for amendment in &told.amendments {
                self.insert(amendment).await?;
            }
            if let Some(step) = &told.step {
                self.insert_step(step).await?;
            }
        }
        for measure in &parts.added {
            self.insert(measure).await?;
            self.note_event(act, measure, None).await?;
            let part = NetworkPart {
                organisation: measure.organisation,
                measure: measure.id,
                network: whole.id,
                by: act.actor.clone(),
                at: act.at,
            };
            self.insert(&part).await?;
        }
        for (measure, version) in &parts.changed {
            let change = self.update(measure, *version).await?;
            self.note_event(act, measure, Some(&change)).await?;
            self.note_change(act, &change).await?;
        }
        for tie in &parts.mended {
            self.insert(tie).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Networks for Database {
    async fn find_network(&self, id: NetworkId) -> Answer<Option<Kept<NetworkMeasure>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_networks(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<NetworkMeasure>>> {
        let mut own = Conditions::default();
        own.one_of("p.organisation_id", self.with_merged(organisations).await?);
        if own.args.is_empty() {
            return self.list("order by t.id desc", args![]).await;
        }
        let parts = format!("select p.network_id from network_part p {}", own.clause());
        self.list(&format!("where t.id in ({parts}) order by t.id desc"), own.args).await
    }

    async fn list_parts(&self, networks: &[NetworkId], organisations: &[OrganisationId]) -> Answer<Vec<NetworkPart>> {
        if networks.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Conditions::default();
        all.one_of("t.network_id", networks.iter().map(Cell::printed).collect());
        all.one_of("t.organisation_id", organisations.iter().map(Cell::printed).collect());
        let rest = format!("{} order by t.network_id, t.organisation_id, t.measure_id", all.clause());
        let kept = self.list(&rest, all.args).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn list_part_measures(&self, network: NetworkId) -> Answer<Vec<Kept<Measure>>> {
        let rest = "join network_part p on p.organisation_id = t.organisation_id and p.measure_id = t.id \
                    where p.network_id = $1 order by t.organisation_id, t.id";
        self.list(rest, vec![Cell::printed(network)]).await
    }

    async fn find_network_of(&self, measure: MeasureId) -> Answer<Option<NetworkId>> {
        let sql = "select p.network_id from network_part p join measure m on m.organisation_id = p.organisation_id \
                   and m.id = p.measure_id where m.id = $1";
        let row = self.rows(sql, vec![Cell::printed(measure)]).await?.pop();
        row.map(|mut row| row.read()).transpose()
    }

    async fn keep_network(&self, act: &Act, whole: (&NetworkMeasure, Option<Version>), parts: &NewParts) -> Answer<()> {
        let (network, expected) = whole;
        let mut tx = self.write().await?;
        let (_, change) = tx.put(network, expected).await?;
        tx.note_change(act, &change).await?;
        tx.put_parts(act, network, parts).await?;
        tx.commit().await
    }
}
