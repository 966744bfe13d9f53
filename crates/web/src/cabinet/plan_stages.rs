//! The stages a plan passes, as steps of its way: what is behind, where it stands, what is next and who does it.
//!
//! In come the stage of a plan and what happened to it; out go steps for a page. What lies ahead has no day.

use super::plan::form_date;
use crate::visit::Visit;
use otklik_app::plans::way::PlanWay;
use otklik_domain::plan::life::Stage;

/// A stage as a step of the way.
pub(crate) struct StageStep {
    pub(crate) title: &'static str,
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) is_now: bool,
    /// «Пройдено», «Сейчас», «Впереди».
    pub(crate) place: &'static str,
}

/// What is next and who does it.
pub(crate) fn next_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "Дальше: руководитель или методист проверяет строки и отправляет план учредителю.",
        Stage::Sent => "Дальше: учредитель утверждает план или возвращает его с замечаниями.",
        Stage::Returned => {
            "Дальше: руководитель или методист исправляет по замечаниям, отвечает на них и отправляет план снова."
        }
        Stage::Approved => "Дальше: руководитель или методист публикует план.",
        Stage::Published => "Дальше: исполнители отмечают сделанное. Когда все меры закончены, план закрывают.",
        Stage::Amended => "Дальше: руководитель или методист публикует новую версию, чтобы изменения увидели все.",
        Stage::Closed => "План закрыт. Дальше делать нечего.",
    }
}

/// The five stages a plan passes, each with when it was reached last.
pub(crate) fn stage_steps(visit: &Visit, stage: Stage, way: &PlanWay) -> Vec<StageStep> {
    let shown = [
        (Stage::Draft, "Черновик"),
        (Stage::Sent, "На утверждении"),
        (Stage::Approved, "Утверждён"),
        (Stage::Published, "Опубликован"),
        (Stage::Closed, "Закрыт"),
    ];
    let now = match stage {
        Stage::Returned => Stage::Draft,
        Stage::Amended => Stage::Approved,
        other => other,
    };
    let at = |of: Stage| shown.iter().position(|(it, _)| *it == of);
    let step = |(of, title): (Stage, &'static str)| {
        let taken = match (stage, of) {
            (Stage::Returned, Stage::Draft) => Stage::Returned,
            (Stage::Amended, Stage::Approved) => Stage::Amended,
            _ => of,
        };
        // What lies ahead again has no day yet, though it had one before.
        let last = way.steps.iter().rfind(|step| step.stage == taken).filter(|_| at(of) <= at(now));
        StageStep {
            title: match stage {
                Stage::Returned if of == Stage::Draft => "Возвращён на доработку",
                Stage::Amended if of == Stage::Approved => "Изменён после утверждения",
                _ => title,
            },
            when: last.map(|step| form_date(visit, step.at)).unwrap_or_default(),
            who: last.map(|step| name(way, &step.by)).unwrap_or_default(),
            is_now: of == now,
            place: match last {
                _ if of == now => "Сейчас",
                _ if at(of) > at(now) => "Впереди",
                Some(_) => "Пройдено",
                None => "Без этого шага",
            },
        }
    };
    shown.map(step).into()
}

pub(super) fn name(way: &PlanWay, actor: &str) -> String {
    way.names.get(actor).cloned().unwrap_or_else(|| "Отклик".to_owned())
}
