//! A plan goes out as an official paper.
//!
//! In come a plan and the names of a form and a format; out go bytes with a file name. PDFs are set by the workshop.

use crate::ctx::Ctx;
use crate::plans;
use crate::refusal::Refusal;
use crate::templates::{by_template, own_template};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::plan::Draft;
use otklik_papers::forms::{Form, Signers, compose, rights};
use otklik_papers::template::{TemplateForm, Values, plan_values};
use otklik_papers::write::{Format, Paper, write};
use otklik_store::record::PaperHash;

/// A paper ready to be sent.
#[derive(Debug, Clone)]
pub struct PaperOut {
    /// A name for the file, in Russian, without dangerous letters.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes the plan as a paper: people of the house get it as it is now, strangers as it was published.
///
/// # Errors
/// `NotFound` when there is no such plan for the actor; `Invalid` when the form or format is unknown.
pub async fn plan_paper(ctx: &Ctx, id: PlanId, form: &str, format: &str) -> Result<PaperOut, Refusal> {
    let form = Form::parse(form).ok_or_else(|| Refusal::field("form", "Форма: plan-457, report-457 или quarterly"))?;
    let format = format_of(format)?;
    let (draft, organisation) = draft_for(ctx, id).await?;
    let signers = signers(ctx, &draft, organisation).await?;
    let name = draft.organisation.clone().or_else(|| draft.organisation_as_written.clone());
    let file_name = format!("{} {}", form_in_words(form), safe(name.as_deref().unwrap_or("организация")));
    let by = ByTemplate::own(ctx, template_of(form), || plan_values(&draft)).await?;
    made_by(ctx, by, || compose(form, &draft, &signers), file_name, format).await
}

/// The table of rights as a paper, for everybody of the house.
///
/// # Errors
/// `NotSignedIn` for a stranger; `Invalid` when the format is unknown.
pub async fn rights_paper(ctx: &Ctx, format: &str) -> Result<PaperOut, Refusal> {
    ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    made(ctx, &rights::compose(Some(ctx.today())), "Кто что может".to_owned(), format_of(format)?).await
}

/// The format of a name.
pub(crate) fn format_of(name: &str) -> Result<Format, Refusal> {
    Format::parse(name).ok_or_else(|| Refusal::field("format", "Формат: docx, odt, xlsx, pdf, html или csv"))
}

/// A paper in its format under a name without extension. PDFs are set by the workshop.
pub(crate) async fn made(ctx: &Ctx, paper: &Paper, name: String, format: Format) -> Result<PaperOut, Refusal> {
    let bytes = if format == Format::Pdf {
        ctx.house.workshop.press(paper).await?
    } else {
        write(paper, format).map_err(|e| Refusal::unavailable(e.to_string()))?
    };
    Ok(PaperOut { file_name: format!("{name}.{}", format.name()), media_type: format.media_type(), bytes })
}

/// A Word template that a paper goes out by, where there is one, and the values of its fields.
pub(crate) struct ByTemplate<F> {
    template: Option<PaperHash>,
    values: F,
}

impl<F: FnOnce() -> Values + Send> ByTemplate<F> {
    /// The one that was frozen with the paper, by hash.
    pub(crate) fn frozen(template: Option<&str>, values: F) -> Self {
        ByTemplate { template: template.and_then(|hash| hash.parse().ok()), values }
    }

    /// The house's own of today.
    pub(crate) async fn own(ctx: &Ctx, form: TemplateForm, values: F) -> Result<Self, Refusal> {
        Ok(ByTemplate { template: own_template(ctx, form).await?, values })
    }
}

/// A paper in its format: Word's by the template, where there is one; everything else as the program writes it.
pub(crate) async fn made_by<F: FnOnce() -> Values + Send>(
    ctx: &Ctx,
    by: ByTemplate<F>,
    paper: impl FnOnce() -> Paper + Send,
    name: String,
    format: Format,
) -> Result<PaperOut, Refusal> {
    match by.template.filter(|_| format == Format::Docx) {
        Some(template) => {
            let bytes = by_template(ctx, template, &(by.values)()).await?;
            Ok(PaperOut { file_name: format!("{name}.docx"), media_type: format.media_type(), bytes })
        }
        None => made(ctx, &paper(), name, format).await,
    }
}

fn template_of(form: Form) -> TemplateForm {
    match form {
        Form::Plan457 => TemplateForm::Plan,
        Form::Report457 => TemplateForm::PlanDone,
        Form::Quarterly => TemplateForm::PlanQuarter,
    }
}

/// Who signs: the head, where the plan was approved by the head of the organisation itself; anybody else's signature
/// stays a line to fill in. The day is today.
pub(crate) async fn signers(ctx: &Ctx, draft: &Draft, organisation: OrganisationId) -> Result<Signers, Refusal> {
    let phone = ctx.store().find_organisation(organisation).await?.and_then(|kept| kept.value.phone);
    let head = draft.approval.as_ref().filter(|a| {
        let position = a.position.as_deref().unwrap_or_default();
        is_head(position, draft.organisation.as_deref(), draft.organisation_as_written.as_deref())
    });
    Ok(Signers {
        head_position: head.and_then(|a| a.position.clone()),
        head_name: head.and_then(|a| a.name.clone()),
        maker: None,
        phone,
        made_on: Some(ctx.today()),
    })
}

/// A position names the head of an organisation when it is «Директор», «Заведующая» … alone or with the organisation's own name.
fn is_head(position: &str, name: Option<&str>, as_written: Option<&str>) -> bool {
    const HEADS: [&str; 7] =
        ["директор", "заведующ", "руководитель", "главный врач", "художественный", "ректор", "начальник"];
    let folded = |text: &str| text.to_lowercase().replace(['«', '»', '"', '\u{201c}', '\u{201d}'], " ");
    let squeezed = |text: &str| folded(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let position = squeezed(position);
    let is_alone = position.split(' ').count() <= 2;
    let mut names = [name, as_written].into_iter().flatten().map(squeezed).filter(|n| !n.is_empty());
    HEADS.iter().any(|head| position.starts_with(head)) && (is_alone || names.any(|name| position.contains(&name)))
}

async fn draft_for(ctx: &Ctx, id: PlanId) -> Result<(Draft, OrganisationId), Refusal> {
    let kept = ctx.store().find_plan(id).await?.ok_or(Refusal::NotFound)?;
    if ctx.may(Verb::SeePrivate, Some(kept.value.organisation)) {
        let (view, first) = (plans::plan(ctx, id).await?, plans::way::first_words(ctx, id).await?);
        return Ok((plans::way::printed(&view, &first), kept.value.organisation));
    }
    Ok((plans::public_plan(ctx, id).await?.draft, kept.value.organisation))
}

fn form_in_words(form: Form) -> &'static str {
    match form {
        Form::Plan457 => "План",
        Form::Report457 => "Отчёт о выполнении плана",
        Form::Quarterly => "Отчёт за квартал",
    }
}

/// Letters of a piece of a file name at most.
const SAFE_LETTERS_MAX: usize = 80;

/// A piece of a file name: letters, digits, blanks, hyphens.
pub(crate) fn safe(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(SAFE_LETTERS_MAX).collect();
    // A name that is cut is cut between words.
    match cut.rsplit_once(' ') {
        Some((whole, _)) if cut.len() < words.len() && !words.starts_with(&format!("{cut} ")) => whole.to_owned(),
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn long_names_are_cut_between_words() {
        for (name, file) in [
            ("МБУК «Луговская ЦКС»", "МБУК Луговская ЦКС".to_owned()),
            (&"слово ".repeat(14), "слово ".repeat(13).trim_end().to_owned()),
            (&"слог ".repeat(20), "слог ".repeat(16).trim_end().to_owned()),
            (&"а".repeat(100), "а".repeat(80)),
        ] {
            assert_eq!(safe(name), file);
        }
    }
}
