//! The sheet of an inspector: one block a page, a review of what is left, handing in.

use super::inspections::place_name;
use crate::form::{FieldFault, Signed, Typed};
use crate::parts::signed_parts;
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use otklik_app::inspections::{self as rooms, Entry, SheetPage};
use otklik_domain::ids::SheetId;
use otklik_domain::inspection::{Ask, Block, Point, Seen};
use otklik_domain::score::Mark;

/// A photo with its address.
pub(super) struct PhotoRow {
    pub(super) id: String,
    pub(super) alt: String,
}

/// A choice of a mark.
struct MarkChoice {
    value: String,
    text: String,
    is_chosen: bool,
}

/// A point as it stands on a page.
struct ItemRow {
    code: String,
    title: String,
    marks: Vec<MarkChoice>,
    value: String,
    /// What stands there in words, for who only reads.
    seen: String,
    note: String,
    address: String,
    address_label: &'static str,
    has_words: bool,
    photos: Vec<PhotoRow>,
}

#[derive(Template)]
#[template(path = "cabinet/inspection_block.html")]
struct BlockPage {
    shell: Shell,
    errors: Errors,
    id: String,
    place: String,
    step: String,
    n: usize,
    title: String,
    progress: String,
    previous: Option<usize>,
    is_last: bool,
    is_open: bool,
    items: Vec<ItemRow>,
}

struct BlockRow {
    href: String,
    title: String,
    progress: String,
    unmarked: Vec<String>,
}

#[derive(Template)]
#[template(path = "cabinet/inspection_review.html")]
struct ReviewPage {
    shell: Shell,
    errors: Errors,
    id: String,
    place: String,
    back: String,
    inspection: String,
    about: String,
    progress: String,
    blocks: Vec<BlockRow>,
    is_open: bool,
    is_whole: bool,
    may_reopen: bool,
}

fn id_of(text: &str) -> Result<SheetId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// The three marks, the chosen one told.
fn marks(chosen: &str) -> Vec<MarkChoice> {
    let all = [Mark::Present, Mark::Absent, Mark::NotApplicable].map(Seen::Mark);
    let choice = |seen: Seen| MarkChoice {
        is_chosen: seen.name() == chosen,
        value: seen.name(),
        text: words::capital(&seen.in_words()),
    };
    all.map(choice).into()
}

fn item(page: &SheetPage, block: &Block, point: &Point, typed: Option<&Typed>) -> ItemRow {
    let noted = page.view.sheet.marks.get(&point.code);
    let kept = |name: &str, kept: String| match typed {
        Some(typed) => typed.get(&format!("{name}-{}", point.code)).to_owned(),
        None => kept,
    };
    let value = noted.map(|noted| match noted.seen {
        Seen::Mark(_) => noted.seen.name(),
        Seen::Count(_) | Seen::Days(_) => noted.seen.in_words(),
    });
    let value = kept("value", value.unwrap_or_default());
    let note = kept("note", noted.and_then(|noted| noted.note.clone()).unwrap_or_default());
    let address = kept("address", noted.and_then(|noted| noted.address.clone()).unwrap_or_default());
    let photos = page.photos.iter().filter(|shown| shown.part == point.code);
    let photos: Vec<PhotoRow> =
        photos.map(|shown| PhotoRow { id: shown.id.to_string(), alt: shown.alt.clone() }).collect();
    ItemRow {
        code: point.code.clone(),
        title: words::capital(&point.title),
        seen: noted.map(|noted| words::capital(&noted.seen.in_words())).unwrap_or_default(),
        marks: if point.ask == Ask::Mark { marks(&value) } else { Vec::new() },
        has_words: !note.is_empty() || !address.is_empty() || !photos.is_empty(),
        address_label: if block.is_online { "Адрес страницы" } else { "Место в здании" },
        value,
        note,
        address,
        photos,
    }
}

fn block_page(
    visit: &Visit,
    page: &SheetPage,
    n: usize,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let block = page.list.blocks.get(n).ok_or_else(Refused::not_found)?;
    let n_blocks = page.list.blocks.len();
    let title = if faults.is_empty() { block.title.clone() } else { format!("Ошибка: {}", block.title) };
    Ok(page::show(&BlockPage {
        shell: visit.staff_shell(title, "inspections"),
        errors: Errors { faults },
        id: page.view.kept.value.id.to_string(),
        place: place_name(&page.organisation.name, &page.inspection.branch),
        step: format!("Блок {} из {n_blocks}", n + 1),
        n,
        title: block.title.clone(),
        progress: progress(page),
        previous: n.checked_sub(1),
        is_last: n + 1 == n_blocks,
        is_open: page.is_open,
        items: block.points.iter().map(|point| item(page, block, point, typed)).collect(),
    }))
}

/// «12 из 48 отмечено».
fn progress(page: &SheetPage) -> String {
    let (n_marked, n_all) = page.view.sheet.progress(&page.list);
    format!("{n_marked} из {n_all} отмечено")
}

/// `GET /cabinet/sheets/{id}/{block}`
pub(crate) async fn block(Staff(visit): Staff, Path((id, n)): Path<(String, String)>) -> Result<Response, Refused> {
    let n = n.parse().map_err(|_| Refused::not_found())?;
    let page = rooms::sheet(&visit.ctx, id_of(&id)?).await?;
    block_page(&visit, &page, n, None, Vec::new())
}

/// Fields and files of a form of parts.
pub(super) async fn parts(
    visit: &Visit,
    web: &Web,
    form: Multipart,
) -> Result<(Typed, Vec<(String, Vec<u8>)>), Refused> {
    let (typed, files) = signed_parts(visit, web, form).await?;
    Ok((typed, files.into_iter().map(|part| (part.name, part.bytes)).collect()))
}

/// `POST /cabinet/sheets/{id}/{block}`: keeps marks, words and photos, and goes on.
pub(crate) async fn keep(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path((id, n)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, Refused> {
    let (typed, files) = parts(&visit, &web, form).await?;
    let n: usize = n.parse().map_err(|_| Refused::not_found())?;
    let id = id_of(&id)?;
    let page = rooms::sheet(&visit.ctx, id).await?;
    let block = page.list.blocks.get(n).ok_or_else(Refused::not_found)?;
    let entry = |point: &Point| {
        let get = |name: &str| typed.get(&format!("{name}-{}", point.code)).to_owned();
        Entry { code: point.code.clone(), value: get("value"), note: get("note"), address: get("address") }
    };
    let entries: Vec<Entry> = block.points.iter().map(entry).collect();
    let mut said = rooms::mark_items(&visit.ctx, id, &entries).await;
    for (name, bytes) in files {
        let Some(code) = name.strip_prefix("photo-").filter(|_| said.is_ok()) else { continue };
        let alt = typed.get(&format!("alt-{code}"));
        said = rooms::add_photo(&visit.ctx, id, code, alt, bytes).await.map(|_| ());
    }
    match said {
        Ok(()) if typed.get("action") == "stay" => {
            Ok(refusal::see_other(&format!("/cabinet/sheets/{id}/{n}?done=kept")))
        }
        Ok(()) if n + 1 < page.list.blocks.len() => Ok(refusal::see_other(&format!("/cabinet/sheets/{id}/{}", n + 1))),
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/sheets/{id}"))),
        Err(refused) => {
            let faults = plain(faults_of(refused)?);
            block_page(&visit, &page, n, Some(&typed), faults).map(refusal::invalid)
        }
    }
}

/// Faults that name no field of the page are shown as words alone.
pub(super) fn plain(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    faults.into_iter().map(|fault| FieldFault { field: String::new(), ..fault }).collect()
}

/// `GET /cabinet/sheets/{id}`
pub(crate) async fn review(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    review_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn review_page(visit: &Visit, id: SheetId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let page = rooms::sheet(&visit.ctx, id).await?;
    let row = |(n, block): (usize, &Block)| {
        let is_left = |point: &&Point| !page.view.sheet.marks.contains_key(&point.code);
        let unmarked: Vec<String> =
            block.points.iter().filter(is_left).map(|point| words::capital(&point.title)).collect();
        BlockRow {
            href: format!("/cabinet/sheets/{id}/{n}"),
            title: block.title.clone(),
            progress: format!("{} из {}", block.points.len() - unmarked.len(), block.points.len()),
            unmarked,
        }
    };
    let kept = &page.view.kept.value;
    let is_own = kept.by == visit.ctx.actor.person.map(|person| person.to_string()).unwrap_or_default();
    let is_filling = page.inspection.stage == otklik_domain::inspection::Stage::Filling;
    let title = if faults.is_empty() { "Лист осмотра" } else { "Ошибка: лист осмотра" };
    Ok(page::show(&ReviewPage {
        shell: visit.staff_shell(title, "inspections"),
        errors: Errors { faults: plain(faults) },
        id: id.to_string(),
        place: place_name(&page.organisation.name, &page.inspection.branch),
        back: format!("/cabinet/rounds/{}/inspections", page.round.id),
        inspection: format!("/cabinet/inspections/{}", page.inspection.id),
        about: format!("{}, {}", page.view.inspector, words::date(kept.inspected_on)),
        progress: progress(&page),
        blocks: page.list.blocks.iter().enumerate().map(row).collect(),
        is_open: page.is_open,
        is_whole: page.view.sheet.unmarked(&page.list).is_empty(),
        may_reopen: is_own && kept.is_submitted && is_filling,
    }))
}

/// `POST /cabinet/sheets/{id}/submit`: hands it in.
pub(crate) async fn submit(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match rooms::submit_sheet(&visit.ctx, id).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/sheets/{id}?done=sheet-submitted"))),
        Err(refused) => review_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// `POST /cabinet/sheets/{id}/reopen`: takes it back.
pub(crate) async fn reopen(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    match rooms::reopen_sheet(&visit.ctx, id).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/sheets/{id}"))),
        Err(refused) => review_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
