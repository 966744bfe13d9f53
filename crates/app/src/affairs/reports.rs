//! Affairs about reports of a period: not sent by those who answer for them, sent to the founder, sent back.

use super::aside::Hidden;
use super::waiting::affair;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use crate::reports::rule;
use otklik_domain::Date;
use otklik_domain::access::{Role, Verb};
use otklik_domain::ids::OrganisationId;
use otklik_domain::report::{ReportPeriod, ReportStage};
use otklik_store::record::{HandedQuery, HandedReport, UnsentQuery, UnsentReport};

/// So many days before its day a report begins to stand on desks.
pub(crate) const NEAR_DAYS: i32 = 14;

fn may(ctx: &Ctx, verb: Verb) -> bool {
    ctx.demand_somewhere(verb).is_ok()
}

pub(super) async fn groups(ctx: &Ctx, hidden: &Hidden) -> Result<Vec<Group>, Refusal> {
    let (writes, accepts) = (may(ctx, Verb::AdoptPlan) || may(ctx, Verb::SignReports), may(ctx, Verb::AcceptReports));
    let mut groups = Vec::new();
    if writes {
        groups.extend(unsent(ctx, hidden).await?);
        groups.push(handed(ctx, hidden, ReportStage::Returned, Kind::ReportsReturned).await?);
    }
    if accepts {
        groups.push(handed(ctx, hidden, ReportStage::Sent, Kind::ReportsSent).await?);
    }
    Ok(groups)
}

/// The period whose reports are awaited now, with their last day; nothing while that day is far.
pub(crate) async fn awaited(ctx: &Ctx) -> Result<Option<(ReportPeriod, Date)>, Refusal> {
    let (rule, today) = (rule(ctx).await?, ctx.today());
    let period = ReportPeriod::last_over(today, rule.rhythm);
    let due_on = rule.due_on(period, &ctx.house.calendar);
    Ok(Some((period, due_on)).filter(|_| (due_on - today).get_days() <= NEAR_DAYS))
}

/// Reports that nobody sent. The founder is told when their day is over: until then they are not the founder's affair.
async fn unsent(ctx: &Ctx, hidden: &Hidden) -> Result<Option<Group>, Refusal> {
    let Some((period, due_on)) = awaited(ctx).await? else { return Ok(None) };
    let left = (due_on - ctx.today()).get_days();
    if left >= 0 && ctx.actor.role == Some(Role::Founder) {
        return Ok(None);
    }
    let code = period.to_string();
    let plan = |parts: Vec<&str>| match parts.as_slice() {
        [plan, of] if *of == code => plan.parse().ok(),
        _ => None,
    };
    let without = hidden.of(Kind::ReportsDue).filter_map(plan).collect();
    let asked = UnsentQuery { organisations: ctx.own_organisations(Vec::new())?, period, without };
    let (n, found) = ctx.store().list_unsent_reports(&asked, SHOWN).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|it| it.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let term = term_in_words(due_on, left);
    let line = |it: UnsentReport| {
        let name = names.get(&it.organisation).cloned().unwrap_or_default();
        let (stands, action) = match it.begun {
            Some((_, ReportStage::Signed)) => (". Подписан, осталось отправить", "Отправить"),
            Some(_) => (". Ждёт подписи руководителя", "Открыть"),
            None => ("", "Заполнить"),
        };
        let words = (format!("Отчёт за {}: {name}", period.in_words()), format!("{term}{stands}"));
        let path = match it.begun {
            Some((id, _)) => format!("/cabinet/reports/{id}"),
            None => format!("/cabinet/plans/{}/report?period={period}", it.plan),
        };
        affair(Kind::ReportsDue, &format!("{}:{period}", it.plan), words, path, action)
    };
    let affairs: Vec<Affair> = found.into_iter().map(line).collect();
    let path = format!("/cabinet/reports?period={period}");
    Ok(Some(Group { kind: Kind::ReportsDue, n, is_more: false, affairs, path }))
}

pub(super) fn term_in_words(due_on: Date, left: i32) -> String {
    let day = format!("{:02}.{:02}.{}", due_on.day(), due_on.month(), due_on.year());
    match left {
        ..0 => format!("Срок был {day}, прошло дней: {}", -left),
        0 => format!("Последний день — сегодня, {day}"),
        _ => format!("Срок {day}, осталось дней: {left}"),
    }
}

/// Reports the founder has, or sent back.
async fn handed(ctx: &Ctx, hidden: &Hidden, stage: ReportStage, kind: Kind) -> Result<Group, Refusal> {
    let without = hidden.of(kind).filter_map(|parts| parts.first()?.parse().ok()).collect();
    let asked = HandedQuery { organisations: ctx.own_organisations(Vec::new())?, stage, without };
    let (n, found) = ctx.store().list_handed_reports(&asked, SHOWN).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|it| it.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let line = |it: HandedReport| {
        let name = names.get(&it.organisation).cloned().unwrap_or_default();
        let number = it.number.map(|n| format!("№ {n} ")).unwrap_or_default();
        let note = match it.note {
            Some(note) if stage == ReportStage::Returned => format!("Учредитель пишет: {note}"),
            _ if stage == ReportStage::Returned => "Исправьте и отправьте снова".to_owned(),
            _ => "Примите или верните с замечанием".to_owned(),
        };
        let words = (format!("Отчёт {number}за {}: {name}", it.period.in_words()), note);
        let action = if stage == ReportStage::Returned { "Исправить" } else { "Рассмотреть" };
        affair(kind, &it.id.to_string(), words, format!("/cabinet/reports/{}", it.id), action)
    };
    let affairs = found.into_iter().map(line).collect();
    Ok(Group { kind, n, is_more: false, affairs, path: "/cabinet/reports".to_owned() })
}
