//! What the store does with printed questionnaires and calls; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, AskedDay, Kept, KeyedSheet, PhoneCall, SheetLot, Version};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{OrganisationId, PhoneCallId, RoundId, SheetLotId, SurveyId};
use otklik_domain::survey::Channel;

/// Printed questionnaires: lots given out, sheets keyed.
#[async_trait]
pub trait Sheets: Send + Sync {
    /// Lots of a survey by their numbers.
    async fn list_lots(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<SheetLot>>>;
    /// One lot.
    async fn find_lot(&self, organisation: OrganisationId, id: SheetLotId) -> Answer<Option<Kept<SheetLot>>>;
    /// Keeps a new lot or what became of one. `Taken` when its first number is another lot's.
    async fn keep_lot(&self, act: &Act, lot: &SheetLot, expected: Option<Version>) -> Answer<Version>;
    /// Keyed sheets of a survey by number.
    async fn list_keyed(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<KeyedSheet>>>;
    /// One keyed sheet.
    async fn find_keyed(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        number: u32,
    ) -> Answer<Option<Kept<KeyedSheet>>>;
    /// Keeps what was keyed. `Taken` when a new sheet was keyed before. The journal says which sheet, not what stands on it.
    async fn keep_keyed(&self, act: &Act, sheet: &KeyedSheet, expected: Option<Version>) -> Answer<Version>;
    /// Takes a sheet back that is not counted yet. `Stale` when it is, or has changed.
    async fn drop_keyed(&self, act: &Act, sheet: &KeyedSheet, expected: Version) -> Answer<()>;
}

/// Calls to people who are to be asked. The journal never says which number was called.
#[async_trait]
pub trait Calls: Send + Sync {
    /// Calls of a survey in their order.
    async fn list_calls(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<PhoneCall>>>;
    /// One call.
    async fn find_call(&self, organisation: OrganisationId, id: PhoneCallId) -> Answer<Option<Kept<PhoneCall>>>;
    /// Keeps new calls, all or none; a number that is known already is left as it is. Answers how many were new.
    async fn keep_calls(&self, act: &Act, calls: &[PhoneCall]) -> Answer<usize>;
    /// Keeps what came of a call.
    async fn keep_call(&self, act: &Act, call: &PhoneCall, expected: Version) -> Answer<Version>;
    /// Erases one number for good.
    async fn erase_call(&self, act: &Act, organisation: OrganisationId, id: PhoneCallId) -> Answer<()>;
    /// Erases every number of a survey for good; answers how many there were.
    async fn erase_calls(&self, act: &Act, organisation: OrganisationId, survey: SurveyId) -> Answer<u64>;
    /// Erases every number of the surveys of a round for good; answers how many there were.
    async fn erase_calls_of_round(&self, act: &Act, round: RoundId) -> Answer<u64>;
    /// Adds one to those who answered or refused on a day.
    async fn count_asked(&self, act: &Act, day: &AskedDay) -> Answer<()>;
    /// How many were asked of a survey on a day by a channel.
    async fn find_asked(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        day: Date,
        channel: Channel,
    ) -> Answer<Option<AskedDay>>;
}
