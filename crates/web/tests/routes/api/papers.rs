use super::{Api, Ask, Got};
use axum::http::StatusCode;
use otklik_domain::access::Role;

const PAPER: &str = "<html><head><meta charset='utf-8'></head><body><p>План на 2026 год</p><table><tr><th>№</th><th>Наименование мероприятия</th><th>Плановый срок</th></tr><tr><td>1</td><td>Разместить анкету на сайте</td><td>до 10.11.2026</td></tr></table></body></html>";

fn form(parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, bytes) in parts {
        let file = if file_name.is_empty() { String::new() } else { format!("; filename=\"{file_name}\"") };
        body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    body
}

async fn upload(api: &Api, key: &str, media_type: &str, body: Vec<u8>) -> Got {
    let headers = vec![("content-type", media_type)];
    api.send(Ask { method: "POST", path: "/papers", key, headers, body }).await
}

const MULTIPART: &str = "multipart/form-data; boundary=x";

#[tokio::test]
async fn a_paper_becomes_a_draft_and_comes_back_byte_for_byte() {
    let api = Api::new().await;
    let key = api.key(Role::Operator).await;
    let body = form(&[("file", "план.html", PAPER.as_bytes())]);
    let got = upload(&api, &key, MULTIPART, body.clone()).await;
    assert_eq!(got.code, StatusCode::CREATED, "{}", got.value);
    assert_eq!(got.text("/measures/0/deadline/to"), "2026-11-10");
    let at = got.header("location").trim_start_matches("/api/v1").to_owned();
    let draft = api.get(&at, &key).await;
    assert_eq!((draft.value, draft.headers["etag"].clone()), (got.value, got.headers["etag"].clone()));
    let original = api.get(&format!("{at}/original"), &key).await;
    assert_eq!(original.bytes, PAPER.as_bytes());
    let said = original.header("content-disposition");
    assert!(said.contains("filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD.html"), "{said}");
    let again = upload(&api, &key, MULTIPART, body).await;
    assert_eq!(again.header("location"), format!("/api/v1{at}"), "the same paper waits once");
}

#[tokio::test]
async fn uploads_that_cannot_be_taken_are_refused_and_leave_nothing() {
    let api = Api::new().await;
    let key = api.key(Role::Operator).await;
    let large = vec![b'a'; 33 * 1024 * 1024];
    let paper = ("file", "план.html", PAPER.as_bytes());
    for (name, media_type, body, code) in [
        ("nothing", MULTIPART, Vec::new(), StatusCode::BAD_REQUEST),
        ("no parts", MULTIPART, form(&[]), StatusCode::UNPROCESSABLE_ENTITY),
        ("an empty file", MULTIPART, form(&[("file", "план.docx", b"")]), StatusCode::UNPROCESSABLE_ENTITY),
        (
            "another field",
            MULTIPART,
            form(&[("paper", "план.html", PAPER.as_bytes())]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "a broken archive",
            MULTIPART,
            form(&[("file", "план.docx", b"PK\x03\x04oops")]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("a strange year", MULTIPART, form(&[paper, ("year", "", b"20x6")]), StatusCode::UNPROCESSABLE_ENTITY),
        (
            "nobody's organisation",
            MULTIPART,
            form(&[paper, ("organisation", "", b"nobody")]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("too large", MULTIPART, form(&[("file", "план.txt", &large)]), StatusCode::PAYLOAD_TOO_LARGE),
        ("JSON", "application/json", b"{}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("no boundary", "multipart/form-data", form(&[paper]), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("cut off", MULTIPART, form(&[paper])[..40].to_vec(), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(upload(&api, &key, media_type, body).await.code, code, "{name}");
    }
    assert!(api.get("/drafts", &key).await.items().is_empty());
    assert_eq!(upload(&api, "", MULTIPART, form(&[paper])).await.code, StatusCode::UNAUTHORIZED);
    let council = api.key(Role::Council).await;
    assert_eq!(upload(&api, &council, MULTIPART, form(&[paper])).await.code, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn official_papers_come_under_their_russian_names() {
    let api = Api::new().await;
    let (plan, _) = api.app.published().await;
    for (query, ending) in
        [("?form=plan-457&format=docx", "docx"), ("?form=quarterly&format=xlsx", "xlsx"), ("", "docx")]
    {
        let got = api.get(&format!("/plans/{plan}/paper{query}"), "").await;
        assert_eq!(got.code, StatusCode::OK, "{query}");
        assert!(got.bytes.starts_with(b"PK"), "{query}");
        let said = got.header("content-disposition");
        assert!(said.starts_with(&format!("attachment; filename=\"otklik.{ending}\"; filename*=UTF-8''%D0")), "{said}");
    }
    for (query, field) in [("?form=no", "form"), ("?format=exe", "format")] {
        let got = api.get(&format!("/plans/{plan}/paper{query}"), "").await;
        assert_eq!((got.code, got.text("/faults/0/field")), (StatusCode::UNPROCESSABLE_ENTITY, field));
    }
}
