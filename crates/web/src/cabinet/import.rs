//! A paper comes in: a file is chosen, read, and its draft waits for a person.

use crate::form::{Asked, FieldFault, fault};
use crate::parts::{base_name, file_of, signed_parts};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Response;
use otklik_app::drafts;
use otklik_app::intake::{self, Incoming};
use otklik_app::record::{DraftState, PageAsked};

struct Waiting {
    href: String,
    title: String,
    file_name: String,
    note: String,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "cabinet/import.html")]
struct ImportPage {
    shell: Shell,
    errors: Errors,
    file_fault: Option<String>,
    year: Field,
    megabytes_max: usize,
    waiting: Vec<Waiting>,
    next: Option<String>,
}

/// What came in a form with a file.
pub(super) struct Upload {
    pub(super) action: String,
    pub(super) year: String,
    pub(super) file_name: String,
    pub(super) bytes: Vec<u8>,
}

/// `GET /cabinet/import`
pub(crate) async fn show(
    Staff(visit): Staff,
    State(web): State<Web>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    import_page(&visit, &web, asked.filled("after"), "", Vec::new()).await
}

async fn import_page(
    visit: &Visit,
    web: &Web,
    after: Option<&str>,
    year: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let asked = PageAsked { after: after.map(ToOwned::to_owned), limit: 20 };
    let found = drafts::list_drafts(&visit.ctx, Some(DraftState::Waiting), &asked).await?;
    let count = |n: i64, forms| words::count(usize::try_from(n).unwrap_or(0), forms);
    let waiting = found.items.into_iter().map(|draft| Waiting {
        href: format!("/cabinet/drafts/{}", draft.id),
        title: draft.recognised_name.or(draft.title).unwrap_or_else(|| draft.file_name.clone()),
        note: format!("{}, {}", count(draft.n_measures, words::MEASURES), count(draft.n_remarks, words::REMARKS)),
        file_name: draft.file_name,
        is_example: draft.is_example,
    });
    let title = if faults.is_empty() {
        "Загрузка документа"
    } else {
        "Ошибка: загрузка документа"
    };
    Ok(page::show(&ImportPage {
        shell: visit.staff_shell(title, "import"),
        file_fault: fault(&faults, "file").map(ToOwned::to_owned),
        year: Field::line("year", "Год документа, если его нет внутри", year)
            .hint("Четыре цифры. Нужен, когда сроки написаны без года: «до 1 марта»")
            .faulty(fault(&faults, "year")),
        errors: Errors { faults },
        megabytes_max: web.site.upload_megabytes_max,
        waiting: waiting.collect(),
        next: found.next.map(|n| format!("/cabinet/import{}", crate::form::query(&[("after", &n)]))),
    }))
}

/// `POST /cabinet/import`
pub(crate) async fn receive(Staff(visit): Staff, State(web): State<Web>, form: Multipart) -> Result<Response, Refused> {
    let upload = upload(&visit, &web, form).await?;
    let again = async |faults: Vec<FieldFault>, year: &str| {
        import_page(&visit, &web, None, year, faults).await.map(refusal::invalid)
    };
    let one = |field: &str, text: &str| vec![FieldFault { field: field.to_owned(), text: text.to_owned() }];
    if upload.bytes.is_empty() {
        return again(one("file", "Выберите файл: он не выбран или пустой"), &upload.year).await;
    }
    let year = upload.year.trim();
    let known_year = otklik_domain::typed::year(year);
    if !year.is_empty() && known_year.is_none() {
        return again(one("year", "Год — четыре цифры, например 2024"), year).await;
    }
    let incoming = Incoming {
        file_name: upload.file_name,
        bytes: upload.bytes,
        year: known_year,
        organisation: None,
        is_example: false,
    };
    match intake::read_plan_paper(&visit.ctx, incoming).await {
        Ok(draft) => Ok(refusal::see_other(&format!("/cabinet/drafts/{draft}"))),
        Err(refused) => {
            let faults =
                faults_of(refused)?.into_iter().map(|f| FieldFault { field: "file".to_owned(), ..f }).collect();
            again(faults, year).await
        }
    }
}

/// Takes a form with a file; a small one that was shown before comes back with the form.
pub(super) async fn upload(visit: &Visit, web: &Web, form: Multipart) -> Result<Upload, Refused> {
    let (typed, files) = signed_parts(visit, web, form).await?;
    let action = typed.get("action").to_owned();
    let (file_name, bytes) = match file_of(files, "file") {
        Some(file) => (file.file_name, file.bytes),
        None if action == "keep" => {
            (base_name(typed.get("kept_name")), hex::decode(typed.get("kept")).unwrap_or_default())
        }
        None => Default::default(),
    };
    Ok(Upload { action, year: typed.get("year").to_owned(), file_name, bytes })
}
