//! How a round was published: the method, how many answered and how, the days, who did it, files of answers.
//!
//! In comes a round; out goes what was frozen with its publication, and the files as they were. It counts nothing.

use crate::cabinet::rounds::book_words;
use crate::download::attachment;
use crate::form::Asked;
use crate::refusal::Refused;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::score::{self as scores, RoundResults};
use otklik_domain::ids::RoundId;
use otklik_domain::score::{BranchRule, EmptyRule, Rounding};
use otklik_domain::survey::Channel;
use serde_json::Value;

struct File {
    href: String,
    text: &'static str,
    about: String,
    sha256: String,
}

#[derive(Template)]
#[template(path = "portal/results.html")]
struct ResultsPage {
    shell: Shell,
    title: String,
    finding: String,
    lines: Vec<(&'static str, String)>,
    channels: Vec<(String, String)>,
    files: Vec<File>,
    small: u64,
    json: String,
    version: String,
}

fn id_of(id: &str) -> Result<RoundId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

fn number(n: u64) -> String {
    words::number(usize::try_from(n).unwrap_or(usize::MAX))
}

/// `GET /rounds/{id}?version=`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let shown = scores::round_results(&visit.ctx, id, asked.get("version").parse().ok()).await?;
    let (told, publication) = (&shown.told, &shown.publication);
    let count = |name: &str| told[name].as_u64().unwrap_or_default();
    let on = publication.at.to_zoned(visit.ctx.house.zone.clone()).date();
    let organisations = words::count(usize::try_from(count("organisations")).unwrap_or(0), words::ORGANISATIONS);
    Ok(page::show(&ResultsPage {
        shell: visit
            .shell(format!("Как получены итоги: {}", shown.round.title), crate::ui::shell::portal_nav("/scores")),
        title: shown.round.title.clone(),
        finding: format!("{organisations}, анкет: {}", number(count("respondents"))),
        lines: lines(&shown),
        channels: channels(told),
        files: shown.files.iter().map(|file| self::file(id, publication.number, file)).collect(),
        small: count("small_count"),
        json: format!("/api/v1/rounds/{id}/publication"),
        version: format!("Версия {}, опубликована {}", publication.number, words::date(on)),
    }))
}

fn day(value: &Value) -> Option<String> {
    value.as_str().and_then(|day| day.parse().ok()).map(words::date)
}

fn term(value: &Value) -> Option<String> {
    let from = day(&value["from"]).map(|day| format!("с {day}"));
    let to = day(&value["to"]).map(|day| format!("по {day}"));
    let all: Vec<String> = [from, to].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn party(value: &Value, paper: &str, name: &str) -> Option<String> {
    let text = |name: &str| value[name].as_str().filter(|text| !text.is_empty());
    let number = text(paper).map(|number| format!("№ {number}"));
    let on = day(&value["on"]).map(|day| format!("от {day}"));
    let paper: Vec<String> = [number, on].into_iter().flatten().collect();
    let paper = (!paper.is_empty()).then(|| format!("{name} {}", paper.join(" ")));
    let all: Vec<String> = [text("name").map(ToOwned::to_owned), paper].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn lines(shown: &RoundResults) -> Vec<(&'static str, String)> {
    let told = &shown.told;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let book = book_words(&text(&told["rulebook"]["name"]), &text(&told["rulebook"]["edition"]));
    let excluded = told["exclusions"].as_u64().filter(|n| *n > 0);
    let excluded = excluded.map(|n| format!("{} — с указанием причины, решил человек", number(n)));
    let all = [
        ("Свод правил", Some(book)),
        ("Отпечаток свода правил", Some(text(&told["rulebook"]["sha256"]))),
        ("Правила, которые порядок оставляет открытыми", Some(policy_words(&text(&told["policy"])))),
        ("Опрос", term(&told["survey"])),
        ("Осмотр", term(&told["inspection"])),
        ("Исключено анкет", excluded),
        ("Оператор", party(&told["operator"], "contract", "контракт")),
        ("Общественный совет", party(&told["council"], "decision", "решение")),
    ];
    all.into_iter().filter_map(|(name, text)| Some((name, text?))).filter(|(_, text)| !text.is_empty()).collect()
}

/// Rules kept as `rounding=… empty=… branches=…` in the words of the page where they are chosen.
fn policy_words(kept: &str) -> String {
    let said = |word: &str| match word.split_once('=')? {
        ("rounding", name) => Rounding::from_name(name).map(|rule| format!("округление: {}", rule.words())),
        ("empty", name) => EmptyRule::from_name(name).map(|rule| format!("спросить было некого: {}", rule.words())),
        ("branches", name) => {
            BranchRule::from_name(name).map(|rule| format!("несколько мест оценки: {}", rule.words()))
        }
        _ => None,
    };
    words::capital(&kept.split(' ').filter_map(said).collect::<Vec<_>>().join("; "))
}

fn channels(told: &Value) -> Vec<(String, String)> {
    let n = |channel: &Channel| told["channels"][channel.name()].as_u64().filter(|n| *n > 0);
    let known = Channel::ALL.iter().filter_map(|it| Some((words::capital(it.in_words()), number(n(it)?))));
    let files = told["from_files"].as_u64().filter(|n| *n > 0);
    known.chain(files.map(|n| ("Из загруженных файлов".to_owned(), number(n)))).collect()
}

fn file(id: RoundId, number: i64, file: &otklik_app::record::RoundFile) -> File {
    let text = match file.name.as_str() {
        "answers.csv" => "Анкеты без имён",
        "sums.csv" => "Подсчёт по вопросам",
        _ => "Словарь столбцов и ответов",
    };
    File {
        href: format!("/rounds/{id}/files?name={}&version={number}", file.name),
        text,
        about: format!("CSV, {} КБ", self::number(file.size_bytes.div_ceil(1024))),
        sha256: file.sha256.clone(),
    }
}

/// `GET /rounds/{id}/files?name=&version=`
pub(crate) async fn file_of(visit: Visit, Path(id): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let name = asked.filled("name").unwrap_or("answers.csv");
    let bytes = scores::round_file(&visit.ctx, id_of(&id)?, asked.get("version").parse().ok(), name).await?;
    Ok(attachment(name, "text/csv; charset=utf-8", bytes))
}
