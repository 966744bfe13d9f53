//! How rounds were published, for programs: the method, the numbers, files of answers.

use super::answer::{self, Shown};
use super::asked::{Asked, Path};
use super::caller::Caller;
use super::id_of;
use crate::api::problem::Problem;
use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::record::Version;
use otklik_app::score as scores;
use serde_json::{Value, json};

/// `GET /rounds/{id}/publication?version=`
pub(super) async fn show(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let number: Option<i64> = asked.parsed("version", "Номер публикации, с 1");
    asked.check()?;
    let shown = scores::round_results(&ctx, id_of(&id)?, number).await?;
    let file = |file: &otklik_app::record::RoundFile| {
        json!({
            "name": file.name, "sha256": file.sha256, "size_bytes": file.size_bytes,
            "href": format!("/api/v1/rounds/{id}/files?name={}&version={}", file.name, file.number),
        })
    };
    let mut value = shown.told.clone();
    value["number"] = json!(shown.publication.number);
    value["sha256"] = json!(shown.publication.sha256);
    value["published_at"] = json!(answer::time(&ctx, shown.publication.at));
    value["files"] = Value::Array(shown.files.iter().map(file).collect());
    Ok(Shown::new(&ctx, value, Version(shown.publication.number)).answer(&headers))
}

/// `GET /rounds/{id}/files?name=&version=`
pub(super) async fn file(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let number: Option<i64> = asked.parsed("version", "Номер публикации, с 1");
    asked.check()?;
    let name = asked.text("name").unwrap_or_else(|| "answers.csv".to_owned());
    let bytes = scores::round_file(&ctx, id_of(&id)?, number, &name).await?;
    Ok(answer::file(&headers, &name, "text/csv; charset=utf-8", bytes))
}
