//! «Что сделать сейчас»: affairs of one person by their rights and reach, gathered from every room, each with one action.
//!
//! In comes who asks; out go groups with their numbers, what is most urgent first. What a person put off or has read is
//! left out until its day or until there is a new reason to look. It keeps nothing of its own but that.

mod aside;
mod measures;
mod placing;
mod reminded;
mod reports;
mod sent_back;
mod turns;
mod waiting;

pub use aside::{Aside, put_off, read, set_aside, take_back};

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::plan::MeasureState;
use otklik_store::record::Facets;

/// How many affairs of a group stand on the first page; the rest is a number and a link.
pub const SHOWN: usize = 5;

/// What sort of affairs a group holds («вид дел»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Links of club workers that rest after wrong codes.
    Resting,
    /// Letters that did not go.
    Letters,
    /// Measures that somebody reminds of.
    Reminded,
    /// Measures whose term is over.
    Late,
    /// Measures whose report was sent back.
    SentBack,
    /// Measures that were reported and wait for a verdict.
    Reported,
    /// Plans that wait to be approved or sent back.
    Plans,
    /// Plans that were sent back.
    Returned,
    /// Plans that were approved and that nobody published yet.
    ToPublish,
    /// Published plans of which something is to be placed.
    Placing,
    /// Reports that were sent back.
    ReportsReturned,
    /// Reports that wait for the founder.
    ReportsSent,
    /// Reports of the last period that nobody sent, when their day is near or over.
    ReportsDue,
    /// Inspections that wait for the organisation's answer.
    ToAnswer,
    /// Inspections that were answered.
    Answered,
    /// Scores that wait for approval.
    ToApprove,
    /// Papers that were read and wait for a person.
    Drafts,
    /// Surveys that are behind.
    Behind,
    /// Proof of measures that go on which grows old or is missing.
    Proof,
    /// Turns of recurring measures that are near, or the one before was missed.
    Turns,
    /// Measures whose term is near.
    Soon,
}

impl Kind {
    /// Every kind, what is most urgent first.
    pub const ALL: [Kind; 21] = [
        Kind::Resting,
        Kind::Letters,
        Kind::Reminded,
        Kind::Late,
        Kind::SentBack,
        Kind::Reported,
        Kind::Plans,
        Kind::Returned,
        Kind::ToPublish,
        Kind::Placing,
        Kind::ReportsReturned,
        Kind::ReportsSent,
        Kind::ReportsDue,
        Kind::ToAnswer,
        Kind::Answered,
        Kind::ToApprove,
        Kind::Drafts,
        Kind::Behind,
        Kind::Proof,
        Kind::Turns,
        Kind::Soon,
    ];

    /// The name that stands in the names of affairs.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Resting => "resting",
            Kind::Letters => "letters",
            Kind::Reminded => "reminded",
            Kind::Late => "late",
            Kind::SentBack => "sent_back",
            Kind::Reported => "reported",
            Kind::Plans => "plans",
            Kind::Returned => "returned",
            Kind::ToPublish => "to_publish",
            Kind::Placing => "placing",
            Kind::ReportsReturned => "reports_returned",
            Kind::ReportsSent => "reports_sent",
            Kind::ReportsDue => "reports_due",
            Kind::ToAnswer => "to_answer",
            Kind::Answered => "answered",
            Kind::ToApprove => "to_approve",
            Kind::Drafts => "drafts",
            Kind::Behind => "behind",
            Kind::Proof => "proof",
            Kind::Turns => "turns",
            Kind::Soon => "soon",
        }
    }

    /// The heading of its group.
    pub fn in_words(self) -> &'static str {
        match self {
            Kind::Resting => "Ссылки отдыхают",
            Kind::Letters => "Письма не ушли",
            Kind::Reminded => "Вам напоминают",
            Kind::Late => "Просрочено",
            Kind::SentBack => "Исполнение вернули на доработку",
            Kind::Reported => "Ждёт вашей проверки",
            Kind::Plans => "Планы на утверждении",
            Kind::Returned => "Планы вернули на доработку",
            Kind::ToPublish => "Планы утверждены: пора опубликовать",
            Kind::Placing => "Опубликовано: пора разместить на bus.gov.ru и сайтах",
            Kind::ReportsReturned => "Отчёты вернули на доработку",
            Kind::ReportsSent => "Отчёты ждут приёмки",
            Kind::ReportsDue => "Отчёты за период не отправлены",
            Kind::ToAnswer => "Осмотр ждёт ответа",
            Kind::Answered => "Ответили на осмотр",
            Kind::ToApprove => "Оценки на утверждении",
            Kind::Drafts => "Документы на разборе",
            Kind::Behind => "Опросы отстают",
            Kind::Proof => "Пора обновить подтверждение",
            Kind::Turns => "Регулярные меры: пора отметить",
            Kind::Soon => "Скоро срок",
        }
    }
}

/// One affair («дело»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affair {
    /// What it is called when it is put off: it changes with the reason to look.
    pub subject: String,
    /// What is to be done about.
    pub text: String,
    /// Whose it is, and what to know.
    pub note: String,
    /// Where it is done.
    pub path: String,
    /// What the link there says.
    pub action: &'static str,
    /// How its measure stands, where it is one.
    pub measure: Option<(MeasureState, Lateness, Option<DeadlineKind>)>,
}

/// Affairs of a sort («группа дел»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What sort.
    pub kind: Kind,
    /// How many there are that were not set aside.
    pub n: u64,
    /// There are more than were counted.
    pub is_more: bool,
    /// The first of them.
    pub affairs: Vec<Affair>,
    /// Where all of them stand.
    pub path: String,
}

/// Everything that waits for a person («дела на сегодня»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affairs {
    /// Groups that hold anything, what is most urgent first.
    pub groups: Vec<Group>,
    /// Counts of the working register, for figures beside.
    pub facets: Facets,
    /// How many affairs are set aside now.
    pub n_aside: usize,
}

/// What waits for the actor now.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn affairs(ctx: &Ctx) -> Result<Affairs, Refusal> {
    ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let hidden = aside::hidden(ctx).await?;
    let (mut groups, facets) = measures::groups(ctx, &hidden).await?;
    groups.extend(reminded::group(ctx, &hidden).await?);
    groups.extend(sent_back::group(ctx, &hidden).await?);
    groups.extend(turns::groups(ctx, &hidden).await?);
    groups.extend(reports::groups(ctx, &hidden).await?);
    groups.extend(placing::group(ctx, &hidden).await?);
    groups.extend(waiting::groups(ctx, &hidden).await?);
    groups.retain(|group| group.n > 0);
    groups.sort_by_key(|group| Kind::ALL.iter().position(|kind| *kind == group.kind));
    Ok(Affairs { groups, facets, n_aside: hidden.n() })
}
