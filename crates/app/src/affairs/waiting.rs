//! Affairs that are no measures: papers, inspections, scores, surveys, links, letters.

use super::aside::Hidden;
use super::reports::term_in_words;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::survey;
use crate::{drafts, links, placing, portal};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::inspection;
use otklik_domain::plan::life::Stage;
use otklik_store::record::{
    DraftState, LetterState, PageAsked, Round, RoundQuery, RoundState, StagedPlan, StagedQuery, Version,
    WaitingInspection,
};
use std::collections::{BTreeMap, HashMap};

/// Papers that are looked through at most.
const DRAFTS_MAX: usize = 50;

fn group(kind: Kind, all: Vec<Affair>, hidden: &Hidden, path: &str) -> Group {
    let mut affairs: Vec<Affair> = all.into_iter().filter(|affair| !hidden.has(&affair.subject)).collect();
    let n = u64::try_from(affairs.len()).unwrap_or(0);
    affairs.truncate(SHOWN);
    Group { kind, n, is_more: false, affairs, path: path.to_owned() }
}

/// An affair by its sort and name, with what to do there.
pub(super) fn affair(
    kind: Kind,
    id: &str,
    (text, note): (String, String),
    path: String,
    action: &'static str,
) -> Affair {
    Affair { subject: format!("{}:{id}", kind.name()), text, note, path, action, measure: None }
}

fn may(ctx: &Ctx, verb: Verb) -> bool {
    ctx.demand_somewhere(verb).is_ok()
}

pub(super) async fn groups(ctx: &Ctx, hidden: &Hidden) -> Result<Vec<Group>, Refusal> {
    let mut groups = vec![resting(ctx, hidden).await?];
    if may(ctx, Verb::ReadPapers) {
        groups.push(papers(ctx, hidden).await?);
    }
    for (verb, stage, kind) in [
        (Verb::ApprovePlan, Stage::Sent, Kind::Plans),
        (Verb::AdoptPlan, Stage::Returned, Kind::Returned),
        (Verb::PublishPlan, Stage::Approved, Kind::ToPublish),
    ] {
        if may(ctx, verb) {
            groups.push(plans_at(ctx, hidden, stage, kind).await?);
        }
    }
    if may(ctx, Verb::AnswerFindings) || may(ctx, Verb::Inspect) {
        groups.extend(inspections(ctx, hidden).await?);
    }
    if may(ctx, Verb::ApproveScores) {
        groups.push(scores(ctx, hidden).await?);
    }
    if may(ctx, Verb::RunSurveys) {
        groups.push(surveys(ctx, hidden).await?);
    }
    if ctx.may(Verb::ManagePeople, None) {
        groups.push(letters(ctx, hidden).await?);
    }
    Ok(groups)
}

/// Links of club workers that rest: somebody tried codes, or the worker forgot theirs.
async fn resting(ctx: &Ctx, hidden: &Hidden) -> Result<Group, Refusal> {
    let all = links::resting(ctx).await?.into_iter().map(|(worker, until)| {
        let at = ctx.house.zone.to_datetime(until);
        let note = format!(
            "Пять неверных кодов подряд. Откроется сама в {:02}:{:02}; если код забыт, сделайте новую",
            at.hour(),
            at.minute()
        );
        let id = format!("{}:{}", worker.id, until.as_second());
        let words = (format!("Личная ссылка: {}", worker.name), note);
        affair(Kind::Resting, &id, words, format!("/cabinet/links/{}", worker.id), "Посмотреть")
    });
    Ok(group(Kind::Resting, all.collect(), hidden, "/cabinet/links"))
}

async fn papers(ctx: &Ctx, hidden: &Hidden) -> Result<Group, Refusal> {
    let found = drafts::list_drafts(ctx, Some(DraftState::Waiting), &PageAsked::first(DRAFTS_MAX)).await?;
    let all = found.items.into_iter().map(|draft| {
        let text = draft.recognised_name.or(draft.title).unwrap_or_else(|| draft.file_name.clone());
        let words = (text, format!("Документ «{}»", draft.file_name));
        affair(Kind::Drafts, &draft.id.to_string(), words, format!("/cabinet/drafts/{}", draft.id), "Проверить")
    });
    Ok(group(Kind::Drafts, all.collect(), hidden, "/cabinet/import"))
}

/// A plan as it was when its affair was set aside: a plan that moved is another affair.
fn plan_then(parts: &[&str]) -> Option<(PlanId, Version)> {
    let [plan, version] = parts else { return None };
    Some((plan.parse().ok()?, Version(version.parse().ok()?)))
}

/// Plans at a stage, with whose they are; the name changes each time a plan moves.
async fn plans_at(ctx: &Ctx, hidden: &Hidden, stage: Stage, kind: Kind) -> Result<Group, Refusal> {
    let without = hidden.of(kind).filter_map(|parts| plan_then(&parts)).collect();
    let asked = StagedQuery { organisations: ctx.own_organisations(Vec::new())?, stage, without };
    let (n, found) = ctx.store().list_staged_plans(&asked, SHOWN).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|plan| plan.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let due = match kind {
        Kind::ToPublish => placing::plan_due(ctx, &found.iter().map(|plan| plan.id).collect::<Vec<_>>()).await?,
        _ => HashMap::new(),
    };
    let (action, page) = match kind {
        Kind::Plans => ("Рассмотреть", ""),
        Kind::ToPublish => ("Опубликовать", "/publish"),
        _ => ("Исправить", ""),
    };
    let today = ctx.today();
    let shown = |plan: StagedPlan| {
        let text = plan.title.unwrap_or_else(|| "План исправлений".to_owned());
        let whose = names.get(&plan.organisation).cloned().unwrap_or_default();
        let term = due.get(&plan.id).map(|day| term_in_words(*day, (*day - today).get_days()));
        let words = (text, term.map_or_else(|| whose.clone(), |term| format!("{whose}. {term}")));
        let id = format!("{}:{}", plan.id, plan.version.0);
        affair(kind, &id, words, format!("/cabinet/plans/{}{page}", plan.id), action)
    };
    let path = if kind == Kind::Plans { "/cabinet/approvals" } else { "/cabinet/plans" };
    let affairs = found.into_iter().map(shown).collect();
    Ok(Group { kind, n, is_more: false, affairs, path: path.to_owned() })
}

async fn inspections(ctx: &Ctx, hidden: &Hidden) -> Result<Vec<Group>, Refusal> {
    let waiting = ctx.store().list_waiting_inspections().await?;
    let branches = OwnBranches::of(ctx).await?;
    let may = |verb, it: &WaitingInspection| ctx.may(verb, branches.place(it.organisation, &it.branch));
    let pick = |stage: inspection::Stage, verb: Verb| -> Vec<&WaitingInspection> {
        waiting.iter().filter(|it| it.stage == stage && may(verb, it)).collect()
    };
    let (shown, answered) =
        (pick(inspection::Stage::Shown, Verb::AnswerFindings), pick(inspection::Stage::Answered, Verb::Inspect));
    let first = |all: &[&WaitingInspection]| -> Vec<OrganisationId> {
        all.iter().take(SHOWN + hidden.n()).map(|it| it.organisation).collect()
    };
    let named: Vec<OrganisationId> = first(&shown).into_iter().chain(first(&answered)).collect();
    let names = portal::names(ctx, &named).await?;
    let line = |kind: Kind, action: &'static str, it: &WaitingInspection| {
        let name = names.get(&it.organisation).cloned().unwrap_or_default();
        let text = if it.branch.is_empty() { name } else { format!("{name}, {}", it.branch) };
        let note = match it.answer_until.filter(|_| kind == Kind::ToAnswer) {
            Some(day) => format!("Ответить до {:02}.{:02}.{}", day.day(), day.month(), day.year()),
            None => "Рассмотрите возражения и утвердите итог".to_owned(),
        };
        affair(kind, &it.id.to_string(), (text, note), format!("/cabinet/inspections/{}", it.id), action)
    };
    let lines = |kind, action, all: Vec<&WaitingInspection>| {
        group(kind, all.into_iter().map(|it| line(kind, action, it)).collect(), hidden, "/cabinet/inspections")
    };
    Ok(vec![lines(Kind::ToAnswer, "Ответить", shown), lines(Kind::Answered, "Рассмотреть", answered)])
}

/// Scores that wait, a line a round.
async fn scores(ctx: &Ctx, hidden: &Hidden) -> Result<Group, Refusal> {
    let mut by_round: BTreeMap<_, u64> = BTreeMap::new();
    for (round, organisation) in ctx.store().list_scores_to_approve().await? {
        if ctx.may(Verb::ApproveScores, Some(organisation)) {
            *by_round.entry(round).or_default() += 1;
        }
    }
    let mut all = Vec::new();
    for (round, n) in by_round {
        let title = ctx.store().find_round(round).await?.map(|kept| kept.value.title).unwrap_or_default();
        let words = (title, format!("Посчитано и ждёт утверждения: {n}"));
        let path = format!("/cabinet/rounds/{round}");
        all.push(affair(Kind::ToApprove, &format!("{round}:{n}"), words, path, "Утвердить"));
    }
    Ok(group(Kind::ToApprove, all, hidden, "/cabinet/rounds"))
}

/// Surveys that are behind, a line a round.
async fn surveys(ctx: &Ctx, hidden: &Hidden) -> Result<Group, Refusal> {
    let rounds = ctx.store().list_rounds(&RoundQuery { is_example: Some(false), ..RoundQuery::default() }).await?;
    let mut all = Vec::new();
    for round in rounds.into_iter().map(|kept| kept.value).filter(|round| round.state == RoundState::Open) {
        let behind = match survey::behind(ctx, &round).await {
            Ok(behind) => behind,
            // One round whose rules nobody knows hides neither the others nor the rest of the page.
            Err(why @ Refusal::Unavailable(_)) => {
                tracing::warn!(round.id = %round.id, fault = ?why, "the progress of a round cannot be counted");
                all.push(unknown(round));
                continue;
            }
            Err(other) => return Err(other),
        };
        if behind.n_places > 0 {
            let note = format!("Отстают от плана мест: {}, не хватает анкет: {}", behind.n_places, behind.n_answers);
            let path = format!("/cabinet/rounds/{}/progress", round.id);
            let id = format!("{}:{}", round.id, behind.n_places);
            all.push(affair(Kind::Behind, &id, (round.title, note), path, "Посмотреть"));
        }
    }
    Ok(group(Kind::Behind, all, hidden, "/cabinet/rounds"))
}

/// A round whose survey cannot be followed: its rulebook is not known to this program.
fn unknown(round: Round) -> Affair {
    let note = format!(
        "Как идёт опрос, посчитать не удалось: программа не знает свода правил «{}, {}». Сообщите администратору",
        round.rulebook.name, round.rulebook.edition
    );
    let path = format!("/cabinet/rounds/{}", round.id);
    affair(Kind::Behind, &format!("{}:unknown", round.id), (round.title, note), path, "Открыть")
}

/// Letters that did not go, in one line.
async fn letters(ctx: &Ctx, hidden: &Hidden) -> Result<Group, Refusal> {
    let counts = ctx.store().count_letters().await?;
    let n_failed = counts.into_iter().find(|(state, _)| *state == LetterState::Failed).map_or(0, |(_, n)| n);
    let path = "/cabinet/letters?state=failed";
    let line = || {
        let note = "Посмотрите, почему, исправьте настройки и отправьте снова".to_owned();
        let words = (format!("Писем не ушло: {n_failed}"), note);
        affair(Kind::Letters, &n_failed.to_string(), words, path.to_owned(), "Посмотреть")
    };
    let all = if n_failed > 0 { vec![line()] } else { Vec::new() };
    Ok(group(Kind::Letters, all, hidden, path))
}
