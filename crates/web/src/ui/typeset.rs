//! No-break spaces of Russian typography, set once over a whole page.
//!
//! In comes HTML; out goes the same HTML where short words hold to the next one, numbers to their nouns, and a dash
//! to the word before it. Tags, `textarea`, `title`, `pre` and `script` stay as they are.

const KEPT: [&str; 4] = ["textarea", "title", "pre", "script"];
const NBSP: char = '\u{a0}';

/// Sets no-break spaces in the text between tags.
pub(crate) fn typeset(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    let mut rest = html;
    let mut kept: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        push_text(&mut out, text, kept.is_some());
        let end = tail.find('>').map_or(tail.len(), |e| e + 1);
        let (tag, tail) = tail.split_at(end);
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '\n']).next().unwrap_or("");
        if let Some(found) = KEPT.into_iter().find(|k| *k == name) {
            kept = (!tag.starts_with("</")).then_some(found);
        }
        out.push_str(tag);
        rest = tail;
    }
    push_text(&mut out, rest, kept.is_some());
    out
}

fn push_text(out: &mut String, text: &str, is_kept: bool) {
    if is_kept || !text.contains(' ') {
        out.push_str(text);
        return;
    }
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        if let Some(next) = words.peek() {
            out.push(if holds(word, next) { NBSP } else { ' ' });
        }
    }
}

fn holds(word: &str, next: &str) -> bool {
    if word.is_empty() || next.is_empty() || word.ends_with('\n') || next.starts_with('\n') {
        return false;
    }
    let bare = word.trim_start_matches(['«', '(', '"', '\n', '\u{a0}']);
    let n_letters = bare.chars().count();
    let is_word = bare.chars().all(char::is_alphabetic);
    let next_is_letter = next.starts_with(char::is_alphabetic);
    let is_number = bare.ends_with(|c: char| c.is_ascii_digit());
    next == "—"
        || is_particle(next)
        || (is_word && n_letters <= 2 && !is_particle(word))
        || (is_word && n_letters == 3 && SHORT.contains(&bare.to_lowercase().as_str()))
        || (is_number && (next_is_letter || next.starts_with(['₽', '%'])))
        || (matches!(bare, "№" | "п." | "ст." | "ул." | "г." | "д." | "пп.") && !next.starts_with('<'))
        || (is_initial(next) && bare.chars().next().is_some_and(char::is_uppercase))
}

const SHORT: [&str; 15] =
    ["для", "под", "над", "про", "при", "без", "как", "или", "что", "это", "нет", "раз", "все", "обо", "iii"];

/// «ли», «же», «бы» belong to the word before them.
fn is_particle(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
    ["ли", "же", "бы"].contains(&bare)
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_numbers_and_dashes_hold() {
        for (from, to) in [
            ("<p>до 31 декабря</p>", "<p>до~31~декабря</p>"),
            ("<p>Просрочено на 12 дней</p>", "<p>Просрочено на~12~дней</p>"),
            ("<p>обращались ли Вы к нам</p>", "<p>обращались~ли Вы~к~нам</p>"),
            ("<p>до 25 000 ₽</p>", "<p>до~25 000~₽</p>"),
            ("<p>Волга — река</p>", "<p>Волга~— река</p>"),
            ("<p>Иванов И. И.</p>", "<p>Иванов~И.~И.</p>"),
            ("<p>«в плане: 1»</p>", "<p>«в~плане: 1»</p>"),
            ("<a title=\"в дом\">дом</a>", "<a title=\"в дом\">дом</a>"),
            ("<textarea>в дом</textarea> в дом", "<textarea>в дом</textarea> в~дом"),
            ("<p>\n  строка\n  ещё</p>", "<p>\n  строка\n  ещё</p>"),
        ] {
            assert_eq!(typeset(from).replace(NBSP, "~"), to);
        }
    }
}
