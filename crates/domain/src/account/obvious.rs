//! Passwords that strangers try first: the well-known words, walks along the keys, one piece again and again.
//!
//! In comes a password in small letters; out goes whether little is left of it without such pieces.

/// Words that lists of stolen passwords begin with, ours among them.
const WORDS: &[&str] = &[
    "administrator",
    "администратор",
    "superadmin",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "parol",
    "пароль",
    "gfhjkm",
    "qwerty",
    "йцукен",
    "welcome",
    "letmein",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "batman",
    "trustno1",
    "monkey",
    "dragon",
    "master",
    "shadow",
    "michael",
    "natasha",
    "наташа",
    "любовь",
    "привет",
    "privet",
    "россия",
    "russia",
    "москва",
    "moscow",
    "spartak",
    "спартак",
    "zenit",
    "login",
    "логин",
    "admin",
    "админ",
    "secret",
    "секрет",
    "changeme",
    "default",
    "guest",
    "test",
    "тест",
    "user",
    "otklik",
    "отклик",
    "culture",
    "kultura",
    "культура",
    "library",
    "библиотека",
];

/// Rows of keys and alphabets; a walk goes along one of them, forth or back.
const ROWS: &[&str] = &[
    "01234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю.",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
];

/// How many signs must be left of a password without its obvious pieces.
const ENOUGH: usize = 6;
/// The shortest walk that is taken out.
const WALK: usize = 4;

/// Whether a password in small letters is one of those that are tried first.
pub(super) fn is_obvious(lower: &str) -> bool {
    let signs: Vec<char> = lower.chars().collect();
    if is_one_piece_again(&signs) {
        return true;
    }
    let mut rest = lower.to_owned();
    for word in WORDS {
        rest = rest.replace(word, " ");
    }
    let rest = without_walks(&rest.chars().collect::<Vec<_>>());
    let untouched = rest.len() == signs.len();
    let left = rest.iter().filter(|sign| untouched || sign.is_alphabetic()).count();
    left < ENOUGH
}

/// Whether the whole is a piece of at most four signs again and again.
fn is_one_piece_again(signs: &[char]) -> bool {
    (1..=4).any(|step| signs.len() > step && signs.iter().zip(signs.iter().skip(step)).all(|(a, b)| a == b))
}

/// The signs that belong to no walk.
fn without_walks(signs: &[char]) -> Vec<char> {
    let mut left = Vec::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let walk = walk_from(signs.get(at..).unwrap_or_default());
        if walk >= WALK {
            at += walk;
        } else {
            left.push(*sign);
            at += 1;
        }
    }
    left
}

/// How many signs from here go along one row, forth or back, or stay on one key.
fn walk_from(signs: &[char]) -> usize {
    let longest = |next: &dyn Fn(char, char) -> bool| {
        let n_steps = signs.iter().zip(signs.iter().skip(1)).take_while(|(a, b)| next(**a, **b)).count();
        n_steps + 1
    };
    let stays = longest(&|a, b| a == b);
    let walks = ROWS.iter().flat_map(|row| {
        let forth = longest(&|a, b| follows(row, a, b));
        [forth, longest(&|a, b| follows(row, b, a))]
    });
    walks.chain([stays]).max().unwrap_or_default()
}

fn follows(row: &str, a: char, b: char) -> bool {
    row.chars().zip(row.chars().skip(1)).any(|pair| pair == (a, b))
}
