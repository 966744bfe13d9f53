//! Answers and findings come in: a file is chosen, what was understood is shown, a person corrects and confirms.

use super::rounds::id_of;
use crate::form::{FieldFault, fault};
use crate::parts::{self, file_or_kept, signed_parts};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use otklik_app::score::{self as scores, ReadTable, SentTable};
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;

/// Remarks and places that are shown at once.
const SHOWN_MAX: usize = 50;

/// A column with the choice of what it is.
struct ColumnRow {
    heading: String,
    ground: String,
    is_doubtful: bool,
    n: usize,
    field: Field,
}

struct PlaceRow {
    name: String,
    branch: String,
    respondents: String,
    marks: String,
}

struct Preview {
    finding: String,
    columns: Vec<ColumnRow>,
    remarks: Vec<String>,
    more: Option<String>,
    places: Vec<PlaceRow>,
}

#[derive(Template)]
#[template(path = "cabinet/round_import.html")]
struct ImportPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    megabytes_max: usize,
    file_fault: Option<String>,
    kind: Field,
    /// Mappings kept before, to choose from.
    mapping: Option<Field>,
    /// Name under which the columns are to be kept.
    keep_as: Option<Field>,
    preview: Option<Preview>,
    kept: Option<(String, String)>,
}

/// What is asked of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Look,
    Keep,
    Remember,
}

/// What the form brought.
struct Sent {
    table: SentTable,
    wish: Wish,
    keep_as: String,
}

/// `GET /cabinet/rounds/{id}/import`
pub(crate) async fn show(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    visit.ctx.demand(Verb::ImportScores, None)?;
    let sent = Sent { table: SentTable::default(), wish: Wish::Look, keep_as: String::new() };
    import_page(&visit, &web, id_of(&id)?, &sent, None, Vec::new()).await
}

/// `POST /cabinet/rounds/{id}/import`: shows what was understood, keeps its columns under a name, or takes it in.
pub(crate) async fn receive(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let mut sent = sent(&visit, &web, form).await?;
    if sent.table.bytes.is_empty() {
        let text = "Выберите файл: он не выбран или пустой".to_owned();
        let faults = vec![FieldFault { field: "file".to_owned(), text }];
        return import_page(&visit, &web, id, &sent, None, faults).await.map(refusal::invalid);
    }
    match act(&visit, id, &mut sent).await {
        Ok(Some(done)) => return Ok(refusal::see_other(&format!("/cabinet/rounds/{id}?done={done}"))),
        Ok(None) => {}
        Err(refused) => {
            let faults = faults_of(refused)?;
            let read = scores::read_table(&visit.ctx, id, &sent.table).await.ok();
            return import_page(&visit, &web, id, &sent, read, faults).await.map(refusal::invalid);
        }
    }
    match scores::read_table(&visit.ctx, id, &sent.table).await {
        Ok(read) => import_page(&visit, &web, id, &sent, Some(read), Vec::new()).await,
        Err(refused) => import_page(&visit, &web, id, &sent, None, faults_of(refused)?).await.map(refusal::invalid),
    }
}

/// Does what is asked beyond looking; gives the word of the notice when the table is taken in.
async fn act(visit: &Visit, id: RoundId, sent: &mut Sent) -> Result<Option<&'static str>, otklik_app::Refusal> {
    if sent.wish == Wish::Remember || (sent.wish == Wish::Keep && !sent.keep_as.is_empty()) {
        scores::keep_columns(&visit.ctx, id, &sent.table, &sent.keep_as).await?;
        sent.table.mapping = Some(std::mem::take(&mut sent.keep_as));
    }
    if sent.wish != Wish::Keep {
        return Ok(None);
    }
    let taken = scores::take_table(&visit.ctx, id, &sent.table).await?;
    Ok(Some(if taken.is_before { "taken-before" } else { "taken" }))
}

async fn import_page(
    visit: &Visit,
    web: &Web,
    id: RoundId,
    sent: &Sent,
    read: Option<ReadTable>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let round = scores::find_round(&visit.ctx, id).await?.value;
    let kinds = vec![Choice::new("answers", "Анкеты"), Choice::new("findings", "Итоги осмотра")];
    let Sent { table: sent, wish, keep_as } = sent;
    let title =
        if faults.is_empty() { "Загрузка данных" } else { "Ошибка: загрузка данных" };
    Ok(page::show(&ImportPage {
        shell: visit.staff_shell(title, "rounds"),
        id: id.to_string(),
        title: round.title,
        megabytes_max: web.site.upload_megabytes_max,
        file_fault: fault(&faults, "file").map(ToOwned::to_owned),
        kind: Field::choice("kind", "Что в файле", if sent.is_findings { "findings" } else { "answers" }, kinds),
        kept: read.as_ref().and_then(|_| parts::kept(&sent.file_name, &sent.bytes)),
        mapping: mapping_field(visit, sent.mapping.as_deref(), &faults).await?,
        keep_as: read.as_ref().filter(|read| !read.columns.is_empty()).map(|_| keep_as_field(keep_as, *wish, &faults)),
        preview: read.map(preview),
        errors: Errors { faults },
    }))
}

/// Mappings that were kept, where there are any.
async fn mapping_field(visit: &Visit, chosen: Option<&str>, faults: &[FieldFault]) -> Result<Option<Field>, Refused> {
    let kept = scores::mappings(&visit.ctx).await?;
    let mut choices = vec![Choice::new("", "Узнать столбцы по смыслу")];
    choices.extend(kept.iter().map(|kept| Choice::new(&kept.value.name, &kept.value.name)));
    let field = Field::choice("mapping", "По какому соответствию читать столбцы", chosen.unwrap_or_default(), choices)
        .hint("Соответствие, которое сохранили для такой же таблицы")
        .faulty(fault(faults, "mapping"));
    Ok((!kept.is_empty() || chosen.is_some()).then_some(field))
}

fn keep_as_field(name: &str, wish: Wish, faults: &[FieldFault]) -> Field {
    let hint = if wish == Wish::Remember && faults.is_empty() {
        "Соответствие сохранено: в следующий раз выберите его в списке"
    } else {
        "Можно не называть. Названное соответствие подойдёт к следующей такой же таблице"
    };
    Field::line("keep_as", "Название соответствия столбцов", name).hint(hint).faulty(fault(faults, "keep_as"))
}

fn preview(read: ReadTable) -> Preview {
    let n_doubtful = read.columns.iter().filter(|column| column.is_doubtful).count();
    let meanings: Vec<Choice> = read.meanings.iter().map(|(name, text)| Choice::new(name, text)).collect();
    let column = |(n, column): (usize, scores::ReadColumn)| ColumnRow {
        field: Field::choice(
            format!("m{n}"),
            format!("Что это: {}", column.heading),
            &column.meaning,
            meanings.clone(),
        ),
        heading: column.heading,
        ground: column.ground,
        is_doubtful: column.is_doubtful,
        n,
    };
    let respondents: u64 = read.places.iter().map(|place| place.2).sum();
    let n_more = read.places.len().saturating_sub(SHOWN_MAX);
    let n_remarks = read.remarks.len().saturating_sub(SHOWN_MAX) as u64 + read.n_more_remarks;
    let mut more = Vec::new();
    if n_more > 0 {
        more.push(format!("мест оценки: {}", words::number(n_more)));
    }
    if n_remarks > 0 {
        more.push(format!("замечаний: {n_remarks}"));
    }
    Preview {
        finding: finding(read.places.len(), respondents, n_doubtful),
        more: (!more.is_empty()).then(|| format!("Не показано ещё {}", more.join(", "))),
        columns: read.columns.into_iter().enumerate().map(column).collect(),
        remarks: read.remarks.into_iter().take(SHOWN_MAX).collect(),
        places: read.places.into_iter().take(SHOWN_MAX).map(place_row).collect(),
    }
}

fn finding(n_places: usize, respondents: u64, n_doubtful: usize) -> String {
    let places = words::count(n_places, ["место оценки", "места оценки", "мест оценки"]);
    let answers = words::count(usize::try_from(respondents).unwrap_or(usize::MAX), ["анкета", "анкеты", "анкет"]);
    let doubt = if n_doubtful == 0 {
        String::new()
    } else {
        format!("; не понятых столбцов: {}", words::number(n_doubtful))
    };
    format!("Прочитано: {places}, {answers}{doubt}")
}

fn place_row((name, branch, respondents, n_found): (String, Option<String>, u64, usize)) -> PlaceRow {
    PlaceRow {
        name,
        branch: branch.unwrap_or_default(),
        respondents: words::number(usize::try_from(respondents).unwrap_or(usize::MAX)),
        marks: words::number(n_found),
    }
}

/// What the form brought and what it asks.
async fn sent(visit: &Visit, web: &Web, form: Multipart) -> Result<Sent, Refused> {
    let (typed, files) = signed_parts(visit, web, form).await?;
    let mut table = SentTable::default();
    (table.file_name, table.bytes) = file_or_kept(files, "file", &typed);
    table.is_findings = typed.get("kind") == "findings";
    table.mapping = typed.filled("mapping").map(ToOwned::to_owned);
    // Another mapping takes the place of what stands on the page.
    if typed.get("mapping") == typed.get("mapping_was") {
        table.said = said(&typed);
    }
    let wish = match typed.get("action") {
        "keep" => Wish::Keep,
        "remember" => Wish::Remember,
        _ => Wish::Look,
    };
    Ok(Sent { table, wish, keep_as: typed.get("keep_as").to_owned() })
}

/// What each column is: `h0` is the heading, `m0` what it means.
fn said(typed: &crate::form::Typed) -> Vec<(String, String)> {
    let headings = typed.0.iter().filter_map(|(name, value)| Some((name.strip_prefix('h')?, value)));
    let column = |(n, heading): (&str, &String)| Some((heading.clone(), typed.filled(&format!("m{n}"))?.to_owned()));
    headings.filter_map(column).collect()
}
