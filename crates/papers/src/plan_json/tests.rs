use super::{from_json, to_json};

fn check(text: &str) {
    let draft = from_json(text).unwrap();
    assert_eq!(from_json(&to_json(&draft)).unwrap(), draft);
}

#[test]
fn what_is_written_is_read_back_the_same() {
    check(r#"{"format":"otklik.plan/1"}"#);
    check(
        r#"{"format":"otklik.plan/1","kind":"report","period":{"from":"2021-01-01","to":"2021-03-31"},"unknown":[1],
        "scores":[{"subject":"1.1","value":22.5,"max":"30","scale":"weighted"},{"subject":"total","value":"88,7"}],
        "measures":[{"text":"а","criterion":1,"indicator":"1.1","executors":null,"recurrence_in_text":"P2M",
        "deadline":{"as_written":"ежегодно, до 1 апреля","kind":"recurring","every":"P1Y","due":"--04-01"},
        "execution":{"done":"б","actual":{"as_written":"x","kind":"recurring","every":"P3M","due":{"month":1,"day":10}}},
        "places":{"text":{"block":1,"row":2,"column":3,"from":0,"to":1}}}],
        "remarks":[{"code":"no-executor","severity":"problem","measure":0,"text":"нет"}]}"#,
    );
}

#[test]
fn expected_readings_of_the_corpus_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/samples");
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files.flatten().filter(|f| f.path().extension().is_some_and(|e| e == "json")) {
        check(&std::fs::read_to_string(file.path()).unwrap());
    }
}

#[test]
fn an_unknown_code_of_a_remark_becomes_other() {
    let draft = from_json(r#"{"format":"otklik.plan/1","remarks":[{"code":"strange","text":"x"}]}"#).unwrap();
    assert_eq!(draft.remarks[0].code, "other");
}

#[test]
fn what_cannot_be_taken_is_said_in_russian() {
    for (text, words) in [
        ("{", "не читается как JSON"),
        ("[]", "не читается как JSON"),
        ("{}", "Нет ключа format"),
        (r#"{"format":"otklik.plan/2"}"#, "не поддерживается"),
        (r#"{"format":"otklik.plan/1","measures":[{}]}"#, "мероприятия 1 нет текста"),
        (r#"{"format":"otklik.plan/1","measures":[{"text":"x","criterion":9}]}"#, "Критерий «9»"),
        (r#"{"format":"otklik.plan/1","measures":[{"text":"x","deadline":{"to":"2024-02-31"}}]}"#, "Дата «2024-02-31»"),
        (r#"{"format":"otklik.plan/1","scores":[{"subject":"9","value":1}]}"#, "о чём балл"),
    ] {
        let fault = from_json(text).unwrap_err().to_string();
        assert!(fault.contains(words), "{text}: {fault}");
    }
}
