//! Wrong use: one Russian line that says what, where and what to do; exit 2; nothing made.

use super::run::Desk;

#[test]
fn wrong_use_is_one_line_that_says_what_to_do() {
    let desk = Desk::new();
    for (args, words) in [
        (&["прочти"][..], "нет команды «прочти»"),
        (&["--кодировка"], "непонятный ключ"),
        (&["read"], "не хватает"),
        (&["read", "нет.docx"], "нет.docx: файла нет"),
        (&["read", "."], "это не файл"),
        (&["read", "план.html", "--year", "24"], "«24» не подходит"),
        (&["read", "план.html", "--year", "давно"], "«давно» не подходит"),
        (&["read", "план.html", "--term", "май"], "нельзя вместе"),
        (&["read", "--term"], "нет значения"),
        (&["check"], "не хватает"),
        (&["import"], "не хватает"),
        (&["write"], "не хватает"),
        (&["write", "a.json", "--form", "plan-457"], "не хватает"),
        (&["move", "--from", "sqlite://a.db"], "не хватает"),
        (&["backup"], "не хватает"),
        (&["user"], "не названа команда"),
        (&["serve", "--listen", "где-то"], "«где-то» не подходит"),
    ] {
        desk.run(args).refused(words);
    }
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("a folder").count(), 1, "nothing was made");
}

#[test]
fn help_is_in_russian_and_names_every_command() {
    let help = Desk::new().run(&["--help"]).ended(0);
    let commands =
        ["serve", "read", "check", "import", "write", "score", "move", "backup", "restore", "verify", "user"];
    for command in commands {
        assert!(help.out.contains(command), "{command}: {}", help.out);
        let own = Desk::new().run(&[command, "--help"]).ended(0);
        assert!(own.out.contains("Как набирать"), "{command}: {own:?}");
        for english in ["Print", "Options", "Arguments"] {
            assert!(!own.out.contains(english), "{command}: {}", own.out);
        }
    }
    let version = Desk::new().run(&["--version"]).ended(0);
    assert!(version.out.starts_with("otklik "), "{version:?}");
}
