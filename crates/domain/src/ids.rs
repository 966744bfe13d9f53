//! Names of kept things. Made by the program (UUIDv7), never by a database, so that a record
//! has its name before it is kept and the same name on every engine.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    };
}

id! {
    /// Name of an organisation in the registry.
    OrganisationId
}
id! {
    /// Name of a branch of an organisation.
    BranchId
}
id! {
    /// Name of a founder.
    FounderId
}
id! {
    /// Name of a territory.
    TerritoryId
}
id! {
    /// Name of a draft that waits for a person.
    DraftId
}
id! {
    /// Name of an adopted plan.
    PlanId
}
id! {
    /// Name of a measure of an adopted plan.
    MeasureId
}
id! {
    /// Name of a person who acts.
    PersonId
}
id! {
    /// Name of a round of assessment.
    RoundId
}
id! {
    /// Name of a batch of answers or findings that came together.
    BatchId
}
id! {
    /// Name of a score of one organisation in one round.
    ScoreId
}
id! {
    /// Name of a survey of one place in one round.
    SurveyId
}
id! {
    /// Name of a filled questionnaire; made by whoever filled it, so that sending it twice is sending it once.
    AnswerId
}
id! {
    /// Name of an inspection of one place in a round.
    InspectionId
}
id! {
    /// Name of the sheet of one inspector.
    SheetId
}
id! {
    /// Name of a photo where it is shown.
    PhotoUseId
}
id! {
    /// Name of a lot of printed questionnaires that was given out.
    SheetLotId
}
id! {
    /// Name of a call to somebody who is to be asked; no answer knows it.
    PhoneCallId
}
id! {
    /// Name of a shortcoming of an organisation.
    ShortcomingId
}
id! {
    /// Name of an entry that the house added to the catalogue of typical measures.
    TypicalId
}
id! {
    /// Name of one measure that many organisations carry out, each its own part.
    NetworkId
}
id! {
    /// Name of a proof that a measure was done.
    ProofId
}
