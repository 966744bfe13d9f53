use super::official::{self, Signers};
use super::{Form, plan_457, quarterly, report_457};
use crate::write::Paper;
use otklik_domain::plan::Draft;

/// Lays a draft out on an official form.
///
/// Nothing is invented: what the draft lacks is an empty cell or a line to fill in by hand. A criterion without measures
/// says «Недостатки не выявлены» where its printed points are full, «Мероприятия не предусмотрены» otherwise.
/// Measures without a criterion stand last under «Мероприятия без указания критерия».
pub fn compose(form: Form, draft: &Draft, signers: &Signers) -> Paper {
    let layout = match form {
        Form::Plan457 => plan_457::layout(),
        Form::Report457 => report_457::layout(),
        Form::Quarterly => quarterly::layout(draft),
    };
    official::lay_out(&layout, draft, signers)
}
