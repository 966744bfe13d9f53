//! `import`, `backup`, `restore`, `move`, `verify`.

use super::run::Desk;
use otklik_testkit::databases;

/// A desk whose data folder holds one draft.
fn filled() -> Desk {
    let desk = Desk::new();
    let said = desk.run(&["import", "план.html"]).ended(0);
    let (id, file) = said.out.trim_end().split_once('\t').expect("an id and a file");
    assert!(id.len() == 36 && file == "план.html", "{said:?}");
    desk
}

#[test]
fn an_imported_paper_waits_as_one_draft_however_often_it_comes() {
    let desk = filled();
    let first = desk.run(&["import", "план.html"]).ended(0);
    let again = desk.run(&["import", "план.html"]).ended(0);
    assert_eq!(first.out, again.out);
    assert!(again.err.contains("черновик ждёт разбора"), "{again:?}");
    desk.put("слова.docx", b"PK\x03\x04 half an archive");
    let mixed = desk.run(&["import", "слова.docx", "план.html"]).ended(2);
    assert_eq!(mixed.out, first.out, "the one that can be read is taken");
    desk.run(&["import", "план.html", "--organisation", "Нигде"]).refused("организации «Нигде» нет в реестре");
}

#[test]
fn a_new_folder_of_data_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let desk = filled();
    assert_eq!(mode(desk.path("otklik-data")), 0o700);
    desk.run(&["backup", "копия"]).ended(0);
    assert_eq!(mode(desk.path("копия")), 0o600, "a copy holds what the folder holds");
    // A folder that somebody made before stays as it was made.
    let desk = Desk::new();
    std::fs::create_dir(desk.path("otklik-data")).expect("made");
    let before = mode(desk.path("otklik-data"));
    desk.run(&["import", "план.html"]).ended(0);
    assert_eq!(mode(desk.path("otklik-data")), before);
    assert_eq!(mode(desk.path("otklik-data/otklik.db")), 0o600, "whoever may open the folder may not open the base");
}

#[test]
fn a_copy_comes_back_whole_into_an_empty_folder() {
    let desk = filled();
    desk.run(&["user", "add", "Орлова Нина"]).ended(0);
    desk.run(&["backup", "копия"]).ended(0);
    desk.run(&["backup", "копия"]).refused("копия: такой файл уже есть");
    desk.run(&["restore", "копия", "--data", "другая"]).ended(0);
    let whole = desk.run(&["verify", "--data", "другая"]).ended(0);
    assert!(whole.err.contains("всё сохранённое цело"), "{whole:?}");
    let (one, two) = (desk.run(&["import", "план.html"]), desk.run(&["import", "план.html", "--data", "другая"]));
    assert_eq!(one.out, two.out, "the same draft waits on both sides");
    desk.run(&["restore", "копия", "--data", "другая"]).refused("уже есть записи");
    desk.run(&["restore", "нет", "--data", "третья"]).refused("нет: файла копии нет");
    desk.put("слова", b"no copy at all");
    desk.run(&["restore", "слова", "--data", "третья"]).refused("копия не возвращена, база осталась пустой");
}

#[test]
fn a_living_data_base_moves_and_is_whole_on_the_other_side() {
    let desk = filled();
    let mut targets = vec!["sqlite://другая.db".to_owned()];
    targets.extend(databases::postgres_url("a_living_data_base_moves_and_is_whole_on_the_other_side"));
    for to in &targets {
        let said = desk.run(&["move", "--from", "sqlite://otklik-data/otklik.db", "--to", to]).ended(0);
        assert!(said.err.contains("перенесено и сравнено строк: "), "{said:?}");
        desk.run(&["verify", "--database", to]).ended(0);
        let (one, two) = (desk.run(&["import", "план.html"]), desk.run(&["import", "план.html", "--database", to]));
        assert_eq!(one.out, two.out, "{to}");
        desk.run(&["move", "--from", "sqlite://otklik-data/otklik.db", "--to", to]).refused("перенос не удался");
    }
}

#[test]
fn a_data_base_that_is_not_there_is_not_taken_for_a_whole_one() {
    let desk = Desk::new();
    let nowhere = "базы нет";
    desk.run(&["verify", "--data", "опечатка"]).refused(nowhere);
    desk.run(&["backup", "копия", "--data", "опечатка"]).refused(nowhere);
    desk.run(&["move", "--from", "sqlite://нет.db", "--to", "sqlite://да.db"]).refused(nowhere);
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("a folder").count(), 1, "nothing was made");
    let secret = desk.run(&["verify", "--database", "mysql://user:secret@host/base"]);
    secret.refused("sqlite:");
    assert!(!secret.err.contains("secret"), "{secret:?}");
}

#[test]
fn verify_names_what_was_changed_by_hand() {
    let desk = filled();
    let file = desk.path("otklik-data/otklik.db");
    // A word of the original: the plan stands in the piece of its paper as it came. It may wait in the log beside the
    // file until somebody who opened the data base is the last to close it.
    let word = "<td>Поставить кулер</td>".as_bytes();
    let (mut bytes, at) = (0..100)
        .find_map(|_| {
            desk.run(&["verify"]).ended(0);
            let position = |bytes: &[u8]| bytes.windows(word.len()).position(|window| window == word);
            let log = std::fs::read(desk.path("otklik-data/otklik.db-wal")).unwrap_or_default();
            let bytes = std::fs::read(&file).expect("read");
            let at = position(&bytes).filter(|_| position(&log).is_none())?;
            Some((bytes, at))
        })
        .expect("the original stands in the file");
    bytes[at + 1] = b'T';
    std::fs::write(&file, bytes).expect("written");
    let found = desk.run(&["verify"]).ended(1);
    assert!(found.out.starts_with("paper ") && found.out.contains("Подлинник документа отличается"), "{found:?}");
    assert!(found.err.contains("найдено повреждений: 1"), "{found:?}");
}
