//! Word templates of the house's own: the list, bringing one, a sample to begin with.

use crate::download::attachment;
use crate::form::{Asked, FieldFault, Signed, fault};
use crate::parts::{self, file_or_kept, signed_parts};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::record::Version;
use otklik_app::templates::{self, Brought};

/// The form that is asked for where nobody says.
const FIRST: &str = "plan-457";

struct Line {
    id: String,
    version: i64,
    name: String,
    form: &'static str,
    is_default: bool,
}

#[derive(Template)]
#[template(path = "cabinet/templates.html")]
struct TemplatesPage {
    shell: Shell,
    errors: Errors,
    lines: Vec<Line>,
    fields: Vec<Field>,
    file_fault: Option<String>,
    /// What was found in the file that was looked over.
    found: Option<String>,
    /// The file that was chosen, in hex, and its name.
    kept: Option<(String, String)>,
    is_default: bool,
    megabytes_max: usize,
    forms: Vec<(&'static str, &'static str)>,
}

/// `GET /cabinet/templates`
pub(crate) async fn list(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    templates_page(&visit, &web, &Brought::default(), None, Vec::new()).await
}

async fn templates_page(
    visit: &Visit,
    web: &Web,
    brought: &Brought,
    found: Option<String>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let (kept, all) = (templates::templates(&visit.ctx).await?, templates::template_forms());
    let line = |kept: otklik_app::record::Kept<otklik_app::record::PaperTemplate>| Line {
        id: kept.value.id.to_string(),
        version: kept.version.0,
        form: all.iter().find(|(name, _)| *name == kept.value.form).map_or("", |(_, words)| words),
        name: kept.value.name,
        is_default: kept.value.is_default,
    };
    let forms = all.iter().map(|(name, words)| Choice::new(*name, *words)).collect();
    let said = if brought.form.is_empty() { FIRST } else { brought.form.as_str() };
    Ok(page::show(&TemplatesPage {
        shell: visit.staff_shell("Шаблоны документов", "reports"),
        lines: kept.into_iter().map(line).collect(),
        fields: vec![
            Field::choice("form", "Для какой бумаги", said, forms).faulty(fault(&faults, "form")),
            Field::line("name", "Название шаблона", &brought.name).faulty(fault(&faults, "name")),
        ],
        file_fault: fault(&faults, "file").map(ToOwned::to_owned),
        kept: parts::kept(&brought.file_name, &brought.bytes),
        is_default: brought.is_default,
        errors: Errors { faults },
        found,
        megabytes_max: web.site.upload_megabytes_max,
        forms: all,
    }))
}

/// `POST /cabinet/templates`: looks a template over, or keeps it.
pub(crate) async fn bring(Staff(visit): Staff, State(web): State<Web>, form: Multipart) -> Result<Response, Refused> {
    let (brought, is_look) = sent(&visit, &web, form).await?;
    if is_look {
        return match templates::check_template(&visit.ctx, &brought).await {
            Ok(checked) => {
                let unknown = checked.unknown.iter().map(|it| {
                    let near = it.nearest.as_ref().map(|name| format!(", может быть, «{name}»")).unwrap_or_default();
                    format!("неизвестно «{}» ({}{near})", it.name, it.place)
                });
                let wrong: Vec<String> = unknown.chain(checked.faults.iter().cloned()).collect();
                let wrong = if wrong.is_empty() { "ошибок нет".to_owned() } else { wrong.join("; ") };
                let found = format!("Найдено полей: {}. {}; {wrong}", checked.fields.len(), checked.fields.join(", "));
                templates_page(&visit, &web, &brought, Some(found), Vec::new()).await
            }
            Err(refused) => refused_page(&visit, &web, &brought, refused).await,
        };
    }
    match templates::keep_template(&visit.ctx, &brought).await {
        Ok(_) => Ok(refusal::see_other("/cabinet/templates?done=kept")),
        Err(refused) => refused_page(&visit, &web, &brought, refused).await,
    }
}

async fn refused_page(visit: &Visit, web: &Web, brought: &Brought, refused: Refusal) -> Result<Response, Refused> {
    templates_page(visit, web, brought, None, faults_of(refused)?).await.map(refusal::invalid)
}

/// What the form brought, and whether it is only to be looked over.
async fn sent(visit: &Visit, web: &Web, form: Multipart) -> Result<(Brought, bool), Refused> {
    let (typed, files) = signed_parts(visit, web, form).await?;
    let (file_name, bytes) = file_or_kept(files, "file", &typed);
    let brought = Brought {
        form: typed.get("form").to_owned(),
        name: typed.get("name").to_owned(),
        file_name,
        bytes,
        is_default: typed.get("default") == "yes",
    };
    Ok((brought, typed.get("action") == "look"))
}

/// `POST /cabinet/templates/change`: the house's own, no longer, removed.
pub(crate) async fn change(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (ctx, version) = (&visit.ctx, Version(typed.get("version").parse().unwrap_or(0)));
    // Rights first: who may not see the list learns nothing from an id.
    templates::templates(ctx).await?;
    let said = match (typed.get("id").parse(), typed.get("action")) {
        (Ok(id), "default") => templates::set_default(ctx, id, version, true).await,
        (Ok(id), "plain") => templates::set_default(ctx, id, version, false).await,
        (Ok(id), "remove") => templates::remove_template(ctx, id, version).await,
        _ => Err(Refusal::field("templates", "Выберите шаблон и действие на этой странице")),
    };
    match said {
        Ok(()) => Ok(refusal::see_other("/cabinet/templates?done=kept")),
        Err(refused) => refused_page(&visit, &web, &Brought::default(), refused).await,
    }
}

/// `GET /cabinet/templates/sample?form=plan-457`
pub(crate) async fn sample(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let out = templates::sample_template(&visit.ctx, asked.filled("form").unwrap_or(FIRST)).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
