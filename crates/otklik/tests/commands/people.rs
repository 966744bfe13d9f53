//! `user add`, `user role`, `user reset`.

use super::run::Desk;

#[test]
fn an_account_is_opened_changed_and_let_in_again() {
    let desk = Desk::new();
    let added = desk.run(&["user", "add", "Орлова Нина", "--role", "head"]).ended(0);
    let link = |out: &str| out.trim_end().strip_prefix("/enter/").map(str::to_owned).expect("a link");
    assert_eq!(link(&added.out).len(), 64, "{added:?}");
    assert!(added.err.contains("одноразовая ссылка"), "{added:?}");
    let changed = desk.run(&["user", "role", "Орлова Нина", "council"]).ended(0);
    assert!(changed.err.contains("теперь член общественного совета"), "{changed:?}");
    let reset = desk.run(&["user", "reset", "Орлова Нина"]).ended(0);
    assert_ne!(link(&reset.out), link(&added.out));
}

#[test]
fn a_wrong_account_or_role_is_refused() {
    let desk = Desk::new();
    desk.run(&["user", "add", "Орлова Нина"]).ended(0);
    desk.run(&["user", "add", "Орлова Нина"]).refused("«Орлова Нина» уже есть");
    desk.run(&["user", "add", "Ким Олег", "--role", "boss"]).refused("нет роли «boss»; есть founder, head");
    desk.run(&["user", "role", "Орлова Нина", "boss"]).refused("нет роли «boss»");
    desk.run(&["user", "role", "Никто", "head"]).refused("«Никто» нет среди учётных записей");
    desk.run(&["user", "reset", "Никто"]).refused("«Никто» нет среди учётных записей");
}
