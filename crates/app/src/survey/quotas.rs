//! Quotas of a round: groups of which a part of the sample must come.
//!
//! In comes a card as a person types it; out goes the quota, or every fault of the card. It refuses groups that the
//! questionnaire cannot tell.

use super::sample::number;
use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use crate::score::rounds::rulebook_of;
use otklik_domain::access::{RunRounds, Verb};
use otklik_domain::ids::RoundId;
use otklik_domain::rulebook::{Answers, Question, Questionnaire};
use otklik_domain::survey::Quota;
use otklik_store::record::RoundQuota;

/// A quota as a person types it («карточка квоты»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotaCard {
    /// Its name.
    pub title: String,
    /// `question=choice`, or empty.
    pub choice: String,
    /// Code of a question that is answered by a number, or empty.
    pub number: String,
    /// From.
    pub least: String,
    /// To.
    pub most: String,
    /// Per cent of the target.
    pub percent: String,
}

impl QuotaCard {
    fn read(&self, questionnaire: &Questionnaire) -> Result<Quota, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let asked = |code: &str| questionnaire.questions.iter().find(|question| question.code == code);
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            faults.push(("title", "Назовите группу, например «Женщины 60 лет и старше»".to_owned()));
        }
        let choice = self.choice.split_once('=').map(|(question, choice)| (question.to_owned(), choice.to_owned()));
        let is_choice = |(question, choice): &(String, String)| match asked(question).map(|it| &it.answers) {
            Some(Answers::Choice(list)) => list.iter().any(|(code, _)| code == choice),
            _ => false,
        };
        if !self.choice.is_empty() && !choice.as_ref().is_some_and(is_choice) {
            faults.push(("choice", "Такого ответа нет в анкете".to_owned()));
        }
        let bounds = (number(&self.least), number(&self.most));
        let between = match (asked(&self.number).map(|it| &it.answers), bounds) {
            (Some(Answers::Number(lowest, highest)), (Ok(least), Ok(most))) => {
                let bound = |typed: Option<u64>, other: u32| typed.map_or(Some(other), |n| u32::try_from(n).ok());
                bound(least, *lowest).zip(bound(most, *highest)).filter(|(least, most)| least <= most)
            }
            _ => None,
        };
        if !self.number.is_empty() && between.is_none() {
            faults.push(("least", "Напишите, от скольких до скольких".to_owned()));
        }
        if self.choice.is_empty() && self.number.is_empty() {
            faults.push(("choice", "Выберите, по какому ответу узнать группу".to_owned()));
        }
        let percent = number(&self.percent).ok().flatten().filter(|n| (1..=100).contains(n));
        if percent.is_none() {
            faults.push(("percent", "Напишите, какая это часть выборки: от 1 до 100 %".to_owned()));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let between = between.map(|(least, most)| (self.number.clone(), least, most));
        Ok(Quota { title, choice, between, needed: percent.unwrap_or_default() })
    }
}

/// Quotas of a round.
///
/// # Errors
/// `NotAllowed`.
pub async fn round_quotas(ctx: &Ctx, id: RoundId) -> Result<Vec<RoundQuota>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    Ok(ctx.store().list_quotas(id).await?)
}

/// Questions of a round by which groups can be told: of a list, and of numbers.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn quota_questions(ctx: &Ctx, id: RoundId) -> Result<Vec<Question>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let (_, book) = rulebook_of(ctx, id).await?;
    let can = |answers: &Answers| matches!(answers, Answers::Choice(_) | Answers::Number(_, _));
    Ok(book.questionnaire.questions.iter().filter(|question| can(&question.answers)).cloned().collect())
}

/// Adds a quota to a round.
///
/// # Errors
/// `Invalid` with every fault, `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn add_quota(ctx: &Ctx, id: RoundId, card: &QuotaCard) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let (_, book) = rulebook_of(ctx, id).await?;
    let quota = card.read(&book.questionnaire).map_err(|faults| Refusal::Invalid(Faults::Fields(faults)))?;
    let number = ctx.store().list_quotas(id).await?.last().map_or(1, |last| last.number + 1);
    let kept = RoundQuota {
        round: id,
        number,
        title: quota.title,
        choice: quota.choice,
        between: quota.between,
        percent: u32::try_from(quota.needed).unwrap_or(100),
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    Ok(ctx.store().keep_quota(&ctx.act("add_quota"), &kept).await?)
}

/// Removes a quota of a round.
///
/// # Errors
/// `NotFound`, `Stale` when the round is closed, `NotAllowed`.
pub async fn remove_quota(ctx: &Ctx, id: RoundId, number: i64) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let found = ctx.store().list_quotas(id).await?.into_iter().find(|quota| quota.number == number);
    Ok(ctx.store().remove_quota(&ctx.act("remove_quota"), &found.ok_or(Refusal::NotFound)?).await?)
}
