//! Word templates of the house's own: brought, looked over, made the one by which papers are written, removed.
//!
//! In come bytes of a .docx and a form; out goes what was found in it, or a kept template. It refuses one with fields nobody
//! knows, for the paper would say them aloud.

use crate::ctx::Ctx;
use crate::fresh;
use crate::paper_out::PaperOut;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_papers::template::{self, Checked, TemplateForm, Values};
use otklik_papers::write::Format;
use otklik_store::record::{Kept, PaperHash, PaperTemplate, Version};
use uuid::Uuid;

/// A template as it was brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// Public name of the form.
    pub form: String,
    /// What people call it.
    pub name: String,
    /// Name of the file.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Papers of the form are to be written by it.
    pub is_default: bool,
}

/// Templates of the house, by form and name.
///
/// # Errors
/// `NotAllowed`.
pub async fn templates(ctx: &Ctx) -> Result<Vec<Kept<PaperTemplate>>, Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    Ok(ctx.store().list_templates().await?)
}

fn form_of(name: &str) -> Result<TemplateForm, Refusal> {
    TemplateForm::parse(name).ok_or_else(|| Refusal::field("form", "Выберите, для какой бумаги шаблон"))
}

/// Looks a template over; nothing is kept.
///
/// # Errors
/// `Invalid` when it is no .docx, is too large, carries macros or reaches elsewhere; `NotAllowed`.
pub async fn check_template(ctx: &Ctx, brought: &Brought) -> Result<Checked, Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    let form = form_of(&brought.form)?;
    if brought.bytes.is_empty() {
        return Err(Refusal::field("file", "Выберите файл .docx"));
    }
    let unfit = |why: template::UnfitTemplate| Refusal::field("file", why.to_string());
    template::expect_docx(&brought.bytes).map_err(unfit)?;
    // A stranger's file is opened in the limited child first: what would fell a reader falls there.
    ctx.house.workshop.read(brought.bytes.clone(), Some(&brought.file_name), None).await?;
    template::check(&brought.bytes, form).map_err(unfit)
}

/// Keeps a template that was found good.
///
/// # Errors
/// As [`check_template`]; `Invalid` with each field that nobody knows.
pub async fn keep_template(ctx: &Ctx, brought: &Brought) -> Result<Uuid, Refusal> {
    let checked = check_template(ctx, brought).await?;
    if !checked.is_good() {
        return Err(Refusal::Invalid(Faults::Fields(faults(&checked))));
    }
    let name = brought.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::field("name", "Назовите шаблон так, чтобы его узнали"));
    }
    let paper = ctx.store().keep_paper(&ctx.act("keep_paper"), &brought.file_name, "docx", &brought.bytes).await?;
    let template = PaperTemplate {
        id: fresh::uuid(ctx.now()),
        form: form_of(&brought.form)?.name().to_owned(),
        name,
        paper: paper.hash,
        is_default: brought.is_default,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    ctx.store().keep_template(&ctx.act("keep_template"), &template, None).await?;
    Ok(template.id)
}

fn faults(checked: &Checked) -> Vec<(&'static str, String)> {
    let unknown = checked.unknown.iter().map(|it| {
        let near = it.nearest.as_ref().map(|name| format!(" Может быть, «{name}»?")).unwrap_or_default();
        format!("{}: поля «{}» нет.{near}", it.place, it.name)
    });
    let mut all: Vec<_> = unknown.chain(checked.faults.iter().cloned()).map(|words| ("file", words)).collect();
    if all.is_empty() {
        all.push(("file", "В шаблоне нет ни одного поля: скачайте образец и посмотрите, как их пишут".to_owned()));
    }
    all
}

async fn find(ctx: &Ctx, id: Uuid) -> Result<Kept<PaperTemplate>, Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    ctx.store().find_template(id).await?.ok_or(Refusal::NotFound)
}

/// Makes a template the one by which papers of its form are written, or lets it be that no more.
///
/// # Errors
/// `NotFound`, `Stale`, `NotAllowed`.
pub async fn set_default(ctx: &Ctx, id: Uuid, expected: Version, is_default: bool) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let template = PaperTemplate { is_default, ..kept.value };
    ctx.store().keep_template(&ctx.act("keep_template"), &template, Some(expected)).await?;
    Ok(())
}

/// Removes a template; papers go out as the program writes them, or by another one.
///
/// # Errors
/// `NotFound`, `Stale`, `NotAllowed`.
pub async fn remove_template(ctx: &Ctx, id: Uuid, expected: Version) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    Ok(ctx.store().remove_template(&ctx.act("remove_template"), &kept.value, expected).await?)
}

/// A sample to begin with: every field with what it is.
///
/// # Errors
/// `Invalid` when there is no such form; `NotAllowed`.
pub async fn sample_template(ctx: &Ctx, form: &str) -> Result<PaperOut, Refusal> {
    ctx.demand(Verb::EditRegistry, None)?;
    let form = form_of(form)?;
    let bytes = template::sample(form).map_err(|why| Refusal::unavailable(why.to_string()))?;
    let file_name = format!("Образец шаблона: {}.docx", form.title());
    Ok(PaperOut { file_name, media_type: Format::Docx.media_type(), bytes })
}

/// The house's own template of a form, where it has one.
pub(crate) async fn own_template(ctx: &Ctx, form: TemplateForm) -> Result<Option<PaperHash>, Refusal> {
    Ok(ctx.store().find_default_template(form.name()).await?.map(|own| own.paper))
}

/// A paper by a template; a template that is no longer kept is said to be missing, never passed over.
pub(crate) async fn by_template(ctx: &Ctx, template: PaperHash, values: &Values) -> Result<Vec<u8>, Refusal> {
    let bytes = ctx.store().find_paper_bytes(template).await?;
    let bytes = bytes.ok_or_else(|| Refusal::unavailable(format!("the template {template} is not kept")))?;
    template::fill(&bytes, values).map_err(|why| Refusal::unavailable(why.to_string()))
}

/// Forms that may have a template, by name, with what people call them.
pub fn template_forms() -> Vec<(&'static str, &'static str)> {
    TemplateForm::ALL.iter().map(|form| (form.name(), form.title())).collect()
}
