//! The registry: the list, a card, closing, merging, branches, whole lists from a spreadsheet.

use super::draft::{stale, version};
use super::import::upload;
use super::organisation_form::{card_from, card_of, fields};
use crate::form::{Asked, FieldFault, Signed, fault, query};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::edition::Edition;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use otklik_app::drafts;
use otklik_app::portal::{self, OrganisationLine};
use otklik_app::record::{Kept, OrganisationQuery, PageAsked, Version};
use otklik_app::registry::{self, ImportPreview, Verdict};
use otklik_domain::access::Verb;
use otklik_domain::ids::{BranchId, DraftId, OrganisationId};
use otklik_domain::registry::{Branch, Card, Organisation, OrganisationState};

struct Row {
    href: String,
    name: String,
    note: String,
    state: &'static str,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "cabinet/organisations.html")]
struct ListPage {
    shell: Shell,
    q: String,
    with_gone: bool,
    caption: String,
    rows: Vec<Row>,
    next: Option<String>,
    can_edit: bool,
}

#[derive(Template)]
#[template(path = "cabinet/organisation.html")]
struct CardPage {
    shell: Shell,
    errors: Errors,
    action: String,
    draft: String,
    heading: String,
    version: i64,
    edition: Edition,
    fields: Vec<Field>,
    kept: Option<KeptCard>,
    branches: Vec<BranchRow>,
}

struct KeptCard {
    id: OrganisationId,
    slug: String,
    state: String,
    is_open: bool,
    is_closed: bool,
    close_field: Field,
    merge_field: Field,
    branch_fields: Vec<Field>,
}

struct BranchRow {
    id: BranchId,
    version: i64,
    said: String,
    fields: Vec<Field>,
}

struct PreviewRow {
    line: usize,
    name: String,
    verdict: String,
}

#[derive(Template)]
#[template(path = "cabinet/organisations_import.html")]
struct ImportPage {
    shell: Shell,
    errors: Errors,
    file_fault: Option<String>,
    megabytes_max: usize,
    is_preview: bool,
    rows: Vec<PreviewRow>,
    notes: Vec<String>,
    /// The file itself in hex and its name, when it is small enough to come back with the form.
    kept: Option<(String, String)>,
}

/// The largest list that comes back with the form; a larger one is chosen again.
const KEPT_BYTES_MAX: usize = 256 * 1024;

/// `GET /cabinet/organisations`
pub(crate) async fn list(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let (q, gone, after) = (asked.get("q"), asked.get("gone"), asked.filled("after"));
    let wanted = OrganisationQuery {
        search: asked.filled("q").map(ToOwned::to_owned),
        with_gone: gone == "yes",
        organisations: visit.ctx.touched_organisations()?,
        ..OrganisationQuery::default()
    };
    let page_asked = PageAsked { after: after.map(ToOwned::to_owned), limit: 50 };
    let found = portal::organisations(&visit.ctx, &wanted, &page_asked).await?;
    let address =
        |after: &String| format!("/cabinet/organisations{}", query(&[("q", q), ("gone", gone), ("after", after)]));
    Ok(page::show(&ListPage {
        shell: visit.staff_shell("Организации", "organisations"),
        q: q.to_owned(),
        with_gone: gone == "yes",
        caption: words::capital(&words::count(usize::try_from(found.n_total).unwrap_or(0), words::ORGANISATIONS)),
        rows: found.lines.iter().map(|line| row(&visit, line)).collect(),
        next: found.next.as_ref().map(address),
        can_edit: visit.ctx.may(Verb::EditRegistry, None),
    }))
}

fn row(visit: &Visit, line: &OrganisationLine) -> Row {
    let organisation = &line.organisation;
    let inn = organisation.inn.as_ref().map(|inn| format!("ИНН {inn}"));
    let note = [organisation.kind.clone(), inn, line.territory.clone()];
    Row {
        // Who answers for a branch reads the organisation's card where everybody does.
        href: if visit.ctx.may(Verb::SeePrivate, Some(organisation.id)) {
            format!("/cabinet/organisations/{}", organisation.id)
        } else {
            format!("/o/{}", organisation.slug)
        },
        name: organisation.name.clone(),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        state: match organisation.state {
            OrganisationState::Open => "работает",
            OrganisationState::Closed { .. } => "закрыта",
            OrganisationState::Merged { .. } => "присоединена",
        },
        is_example: organisation.is_example,
    }
}

/// `GET /cabinet/organisations/new?draft=…`: the card is filled from the recognised name.
pub(crate) async fn new(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::EditRegistry, None)?;
    let draft = asked.get("draft");
    let mut card = Card::default();
    if let Ok(id) = draft.parse::<DraftId>() {
        let read = drafts::draft(&visit.ctx, id).await?.corrected;
        card.name = read.organisation_as_written.or(read.organisation).unwrap_or_default();
    }
    card_page(&visit, &card, None, draft, Vec::new()).await
}

/// `POST /cabinet/organisations/new`: a card made for a draft is matched to it at once.
pub(crate) async fn create(Staff(visit): Staff, Signed(typed): Signed) -> Result<Response, Refused> {
    let card = card_from(&typed);
    match registry::create_organisation(&visit.ctx, &card).await {
        Ok(organisation) => {
            if let Ok(draft) = typed.get("draft").parse::<DraftId>() {
                let view = drafts::draft(&visit.ctx, draft).await?;
                drafts::match_organisation(&visit.ctx, draft, view.version, organisation.id).await?;
                return Ok(refusal::see_other(&format!("/cabinet/drafts/{draft}?done=matched")));
            }
            Ok(refusal::see_other(&format!("/cabinet/organisations/{}?done=kept", organisation.id)))
        }
        Err(refused) => {
            let page = card_page(&visit, &card, None, typed.get("draft"), faults_of(refused)?).await?;
            Ok(refusal::invalid(page))
        }
    }
}

/// `GET /cabinet/organisations/{id}`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let kept = registry::find_organisation(&visit.ctx, id_of(&id)?).await?;
    card_page(&visit, &card_of(&kept.value), Some((&kept, None)), "", Vec::new()).await
}

/// `POST /cabinet/organisations/{id}`
pub(crate) async fn edit(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, card) = (id_of(&id)?, card_from(&typed));
    match registry::edit_organisation(&visit.ctx, id, version(&typed), &card).await {
        Ok(_) => after(&visit, id, "kept", Ok(())).await,
        Err(refused) => {
            let stale = stale(&refused, &typed);
            again(&visit, id, faults_of(refused)?, Some((card, stale))).await
        }
    }
}

/// `POST /cabinet/organisations/{id}/close`
pub(crate) async fn close(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    visit.ctx.demand(Verb::EditRegistry, Some(id))?;
    let Some(on) = day(typed.get("on")) else {
        let text = "День закрытия — например 01.09.2024".to_owned();
        return again(&visit, id, vec![FieldFault { field: "on".to_owned(), text }], None).await;
    };
    let said = registry::close_organisation(&visit.ctx, id, version(&typed), on).await.map(drop);
    after(&visit, id, "organisation-closed", said).await
}

/// `POST /cabinet/organisations/{id}/reopen`
pub(crate) async fn reopen(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said = registry::reopen_organisation(&visit.ctx, id, version(&typed)).await.map(drop);
    after(&visit, id, "kept", said).await
}

/// `POST /cabinet/organisations/{id}/merge`
pub(crate) async fn merge(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    visit.ctx.demand(Verb::EditRegistry, Some(id))?;
    let wanted =
        OrganisationQuery { search: typed.filled("into").map(ToOwned::to_owned), ..OrganisationQuery::default() };
    let found = portal::organisations(&visit.ctx, &wanted, &PageAsked::first(3)).await?;
    let others: Vec<OrganisationId> = found.lines.iter().map(|l| l.organisation.id).filter(|o| *o != id).collect();
    let (true, [into]) = (typed.filled("into").is_some(), others.as_slice()) else {
        let text = "Назовите одну организацию точнее: лучше всего ИНН".to_owned();
        return again(&visit, id, vec![FieldFault { field: "into".to_owned(), text }], None).await;
    };
    let said = registry::merge_organisations(&visit.ctx, id, version(&typed), *into).await;
    after(&visit, *into, "merged", said).await
}

/// `POST /cabinet/organisations/{id}/branches`
pub(crate) async fn add_branch(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let said =
        registry::keep_branch(&visit.ctx, id, None, typed.get("branch"), typed.get("branch_address"), None).await;
    after(&visit, id, "kept", said.map(drop)).await
}

/// `POST /cabinet/organisations/{id}/branches/{branch}`: renames, moves, closes or opens again.
pub(crate) async fn edit_branch(
    Staff(visit): Staff,
    Path((id, branch)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let branch: BranchId = branch.parse().map_err(|_| Refused::not_found())?;
    let closed = typed.filled("branch_closed").map(|text| (text, day(text)));
    let field = format!("branch_closed-{branch}");
    if let Some((text, None)) = closed {
        let text = format!("«{text}» — не день. День закрытия — например 01.09.2024");
        return again(&visit, id, vec![FieldFault { field, text }], None).await;
    }
    let on = closed.and_then(|(_, day)| day);
    let kept = Some((branch, version(&typed)));
    let (name, address) = (typed.get("branch"), typed.get("branch_address"));
    match registry::keep_branch(&visit.ctx, id, kept, name, address, on).await {
        Ok(_) => after(&visit, id, "kept", Ok(())).await,
        Err(refused) => {
            let here = |f: FieldFault| FieldFault { field: format!("branch-{branch}"), ..f };
            again(&visit, id, faults_of(refused)?.into_iter().map(here).collect(), None).await
        }
    }
}

async fn after(
    visit: &Visit,
    id: OrganisationId,
    done: &str,
    said: Result<(), otklik_app::Refusal>,
) -> Result<Response, Refused> {
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/organisations/{id}?done={done}"))),
        Err(refused) => again(visit, id, faults_of(refused)?, None).await,
    }
}

async fn again(
    visit: &Visit,
    id: OrganisationId,
    faults: Vec<FieldFault>,
    tried: Option<(Card, Option<Version>)>,
) -> Result<Response, Refused> {
    let kept = registry::find_organisation(&visit.ctx, id).await?;
    let (card, stale) = tried.unwrap_or_else(|| (card_of(&kept.value), None));
    card_page(visit, &card, Some((&kept, stale)), "", faults).await.map(refusal::invalid)
}

async fn card_page(
    visit: &Visit,
    card: &Card,
    shown: Option<(&Kept<Organisation>, Option<Version>)>,
    draft: &str,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let (kept, stale) = shown.map_or((None, None), |(kept, stale)| (Some(kept), stale));
    let choices = portal::choices(&visit.ctx).await?;
    let founders: Vec<_> = choices.founders.iter().map(|f| Choice::new(f.id.to_string(), f.name.clone())).collect();
    let territories: Vec<_> =
        choices.territories.iter().map(|t| Choice::new(t.id.to_string(), t.name.clone())).collect();
    let typed = fields(card, founders.clone(), territories.clone(), &faults);
    let branches = match kept {
        Some(kept) => registry::list_branches(&visit.ctx, kept.value.id).await?,
        None => Vec::new(),
    };
    let edition = kept.map_or_else(Edition::default, |k| {
        let now = fields(&card_of(&k.value), founders.clone(), territories.clone(), &[]);
        Edition::of("card", k.version, stale).differing(&now, &typed)
    });
    let heading = kept.map_or_else(|| "Новая организация".to_owned(), |k| k.value.name.clone());
    let title = if faults.is_empty() {
        "Карточка организации"
    } else {
        "Ошибка: карточка организации"
    };
    Ok(page::show(&CardPage {
        shell: visit.staff_shell(title, "organisations"),
        action: kept.map_or_else(
            || "/cabinet/organisations/new".to_owned(),
            |k| format!("/cabinet/organisations/{}", k.value.id),
        ),
        draft: draft.to_owned(),
        heading,
        version: kept.map_or(0, |k| k.version.0),
        edition,
        fields: typed,
        kept: kept.map(|k| kept_card(&k.value, &faults)),
        branches: branches.into_iter().map(branch_row).collect(),
        errors: Errors { faults },
    }))
}

fn branch_row(kept: Kept<Branch>) -> BranchRow {
    let branch = kept.value;
    let closed = branch.closed_on.map(|on| format!("закрыт {}", words::date(on)));
    let said = [Some(branch.name.clone()), branch.address.clone(), closed];
    let on = branch.closed_on.map(|on| on.strftime("%d.%m.%Y").to_string()).unwrap_or_default();
    let apart = branch.id.to_string();
    let fields = [
        Field::line("branch", "Название филиала", branch.name),
        Field::line("branch_address", "Адрес филиала", branch.address.unwrap_or_default()),
        Field::line("branch_closed", "День закрытия, если закрыт", on).hint("Например: 01.09.2024"),
    ];
    BranchRow {
        id: branch.id,
        version: kept.version.0,
        said: said.into_iter().flatten().collect::<Vec<_>>().join(", "),
        fields: fields.into_iter().map(|f| f.apart(&apart)).collect(),
    }
}

fn kept_card(organisation: &Organisation, faults: &[FieldFault]) -> KeptCard {
    let state = match organisation.state {
        OrganisationState::Open => "работает".to_owned(),
        OrganisationState::Closed { on } => format!("закрыта {}", words::date(on)),
        OrganisationState::Merged { .. } => "присоединена к другой".to_owned(),
    };
    KeptCard {
        id: organisation.id,
        slug: organisation.slug.to_string(),
        state,
        is_open: organisation.state == OrganisationState::Open,
        is_closed: matches!(organisation.state, OrganisationState::Closed { .. }),
        close_field: Field::line("on", "День закрытия", "").hint("Например: 01.09.2024").faulty(fault(faults, "on")),
        merge_field: Field::line("into", "К какой организации присоединить", "")
            .hint("ИНН или название из реестра")
            .faulty(fault(faults, "into")),
        branch_fields: vec![
            Field::line("branch", "Название филиала", ""),
            Field::line("branch_address", "Адрес филиала", ""),
        ],
    }
}

/// `GET /cabinet/organisations/import`
pub(crate) async fn import(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::EditRegistry, None)?;
    Ok(import_page(&visit, &web, None, Vec::new()))
}

/// `POST /cabinet/organisations/import`: shows what each line would do; kept by a second press with the same file.
pub(crate) async fn receive(Staff(visit): Staff, State(web): State<Web>, form: Multipart) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::EditRegistry, None)?;
    let upload = upload(&visit, &web, form).await?;
    if upload.bytes.is_empty() {
        let text = "Выберите файл: он не выбран или пустой".to_owned();
        let faults = vec![FieldFault { field: "file".to_owned(), text }];
        return Ok(refusal::invalid(import_page(&visit, &web, None, faults)));
    }
    let keeps = upload.action == "keep";
    let name = Some(upload.file_name.as_str());
    let kept = (upload.bytes.len() <= KEPT_BYTES_MAX).then(|| (hex::encode(&upload.bytes), upload.file_name.clone()));
    let said = if keeps {
        registry::keep_import(&visit.ctx, upload.bytes, name, None).await
    } else {
        registry::preview_import(&visit.ctx, upload.bytes, name, None).await
    };
    match said {
        Ok(_) if keeps => Ok(refusal::see_other("/cabinet/organisations?done=imported")),
        Ok(preview) => Ok(import_page(&visit, &web, Some((&preview, kept)), Vec::new())),
        Err(refused) => {
            let faults =
                faults_of(refused)?.into_iter().map(|f| FieldFault { field: "file".to_owned(), ..f }).collect();
            Ok(refusal::invalid(import_page(&visit, &web, None, faults)))
        }
    }
}

type Shown<'a> = (&'a ImportPreview, Option<(String, String)>);

fn import_page(visit: &Visit, web: &Web, shown: Option<Shown<'_>>, faults: Vec<FieldFault>) -> Response {
    let (preview, kept) = shown.map_or((None, None), |(preview, kept)| (Some(preview), kept));
    let rows = preview.map(|p| p.lines.iter().map(preview_row).collect()).unwrap_or_default();
    let mut notes: Vec<String> =
        preview.map(|p| p.remarks.iter().map(|r| r.text.clone()).collect()).unwrap_or_default();
    if let Some(preview) = preview {
        notes.extend(preview.new_founders.iter().map(|f| format!("Появится учредитель: {f}")));
        notes.extend(preview.new_territories.iter().map(|t| format!("Появится территория: {t}")));
    }
    page::show(&ImportPage {
        shell: visit.staff_shell("Список организаций из таблицы", "organisations"),
        file_fault: fault(&faults, "file").map(ToOwned::to_owned),
        errors: Errors { faults },
        megabytes_max: web.site.upload_megabytes_max,
        is_preview: preview.is_some(),
        kept,
        rows,
        notes,
    })
}

fn preview_row(line: &otklik_app::registry::ImportLine) -> PreviewRow {
    let verdict = match &line.verdict {
        Verdict::New => "новая организация".to_owned(),
        Verdict::Changes(_) => "изменится карточка".to_owned(),
        Verdict::Same(_) => "уже есть, без изменений".to_owned(),
        Verdict::Refused(faults) => format!("не будет внесена: {}", faults.join("; ")),
    };
    PreviewRow { line: line.line, name: line.name.clone(), verdict }
}

/// A day as people type it.
pub(super) fn day(text: &str) -> Option<jiff::civil::Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn id_of(text: &str) -> Result<OrganisationId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}
