//! Lots of printed questionnaires, keyed sheets, calls and how many were asked on a day.

mod records;

use crate::cell::{Cell, args};
use crate::database::Database;
use crate::record::{Act, AskedDay, Kept, KeyedSheet, PhoneCall, SheetLot, Version};
use crate::traits::{Calls, Sheets};
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{OrganisationId, PhoneCallId, RoundId, SheetLotId, SurveyId};
use otklik_domain::survey::Channel;

const OF_SURVEY: &str = "where t.organisation_id = $1 and t.survey_id = $2";
const BY_ID: &str = "where t.organisation_id = $1 and t.id = $2";

fn two(organisation: OrganisationId, id: impl ToString) -> Vec<Cell> {
    vec![Cell::printed(organisation), Cell::printed(id)]
}

#[async_trait]
impl Sheets for Database {
    async fn list_lots(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<SheetLot>>> {
        self.list(&format!("{OF_SURVEY} order by t.first_number"), two(organisation, survey)).await
    }

    async fn find_lot(&self, organisation: OrganisationId, id: SheetLotId) -> Answer<Option<Kept<SheetLot>>> {
        self.one(BY_ID, two(organisation, id)).await
    }

    async fn keep_lot(&self, act: &Act, lot: &SheetLot, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, lot, expected).await
    }

    async fn list_keyed(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<KeyedSheet>>> {
        self.list(&format!("{OF_SURVEY} order by t.number"), two(organisation, survey)).await
    }

    async fn find_keyed(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        number: u32,
    ) -> Answer<Option<Kept<KeyedSheet>>> {
        let mut args = two(organisation, survey);
        args.push(Cell::from(i64::from(number)));
        self.one(&format!("{OF_SURVEY} and t.number = $3"), args).await
    }

    async fn keep_keyed(&self, act: &Act, sheet: &KeyedSheet, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, _) = tx.put(sheet, expected).await?;
        // What was answered stays out of the journal; that a sheet was keyed does not.
        let became = serde_json::json!({ "sheet": sheet.number, "n_seen": version.0 }).to_string();
        tx.note(act, "keyed_sheet", &sheet.number.to_string(), None, Some(became)).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn drop_keyed(&self, act: &Act, sheet: &KeyedSheet, expected: Version) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "delete from keyed_sheet where organisation_id = $1 and survey_id = $2 and number = $3 \
                   and version = $4 and is_counted = 0";
        let mut args = two(sheet.organisation, sheet.survey);
        args.extend([Cell::from(i64::from(sheet.number)), Cell::from(expected.0)]);
        if tx.run(sql, args).await? != 1 {
            return Err(Fault::Stale);
        }
        let was = serde_json::json!({ "sheet": sheet.number }).to_string();
        tx.note(act, "keyed_sheet", &sheet.number.to_string(), Some(was), None).await?;
        tx.commit().await
    }
}

#[async_trait]
impl Calls for Database {
    async fn list_calls(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<PhoneCall>>> {
        self.list(&format!("{OF_SURVEY} order by t.position, t.id"), two(organisation, survey)).await
    }

    async fn find_call(&self, organisation: OrganisationId, id: PhoneCallId) -> Answer<Option<Kept<PhoneCall>>> {
        self.one(BY_ID, two(organisation, id)).await
    }

    async fn keep_calls(&self, act: &Act, calls: &[PhoneCall]) -> Answer<usize> {
        let mut tx = self.write().await?;
        let mut n_new = 0;
        for call in calls {
            let mut args = two(call.organisation, call.survey);
            args.push(Cell::from(&call.phone));
            let known = tx.find::<PhoneCall>(&format!("{OF_SURVEY} and t.phone = $3"), args).await?;
            if known.is_empty() {
                tx.insert(call).await?;
                n_new += 1;
            }
        }
        let survey = calls.first().map(|call| call.survey.to_string()).unwrap_or_default();
        let became = serde_json::json!({ "n_new": n_new }).to_string();
        tx.note(act, "phone_call", &survey, None, Some(became)).await?;
        tx.commit().await?;
        Ok(n_new)
    }

    async fn keep_call(&self, act: &Act, call: &PhoneCall, expected: Version) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, _) = tx.put(call, Some(expected)).await?;
        // The line stands beside lines of answers: it names the survey only.
        tx.note(act, "phone_call", &call.survey.to_string(), None, None).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn erase_call(&self, act: &Act, organisation: OrganisationId, id: PhoneCallId) -> Answer<()> {
        let mut tx = self.write().await?;
        let found = tx.find::<PhoneCall>(BY_ID, two(organisation, id)).await?.pop().ok_or(Fault::Stale)?;
        tx.run("delete from phone_call where organisation_id = $1 and id = $2", two(organisation, id)).await?;
        tx.note(act, "phone_call", &found.value.survey.to_string(), None, None).await?;
        tx.commit().await
    }

    async fn erase_calls(&self, act: &Act, organisation: OrganisationId, survey: SurveyId) -> Answer<u64> {
        let mut tx = self.write().await?;
        let sql = "delete from phone_call where organisation_id = $1 and survey_id = $2";
        let n = tx.run(sql, two(organisation, survey)).await?;
        let was = serde_json::json!({ "n_numbers": n }).to_string();
        tx.note(act, "phone_call", &survey.to_string(), Some(was), None).await?;
        tx.commit().await?;
        Ok(n)
    }

    async fn erase_calls_of_round(&self, act: &Act, round: RoundId) -> Answer<u64> {
        let mut tx = self.write().await?;
        let sql = "delete from phone_call where exists (select 1 from survey s \
                   where s.organisation_id = phone_call.organisation_id and s.id = phone_call.survey_id \
                   and s.round_id = $1)";
        let n = tx.run(sql, args![round.to_string()]).await?;
        if n > 0 {
            let was = serde_json::json!({ "n_numbers": n }).to_string();
            tx.note(act, "phone_call", &round.to_string(), Some(was), None).await?;
            tx.commit().await?;
        }
        Ok(n)
    }

    async fn count_asked(&self, act: &Act, day: &AskedDay) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = "update asked_day set n_done = n_done + $5, n_refused = n_refused + $6 \
                   where organisation_id = $1 and survey_id = $2 and day = $3 and channel = $4";
        let cells = crate::table::Record::cells(day);
        if tx.run(sql, cells).await? == 0 {
            tx.insert(day).await?;
        }
        tx.note(act, "asked_day", &day.survey.to_string(), None, None).await?;
        tx.commit().await
    }

    async fn find_asked(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        day: Date,
        channel: Channel,
    ) -> Answer<Option<AskedDay>> {
        let mut args = two(organisation, survey);
        args.extend([Cell::from(day), Cell::from(channel.name())]);
        let found = self.one(&format!("{OF_SURVEY} and t.day = $3 and t.channel = $4"), args).await?;
        Ok(found.map(|kept: Kept<AskedDay>| kept.value))
    }
}
