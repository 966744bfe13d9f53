//! Telephones and addresses of letters that stand beside executors: they are no part of a name or an office.
//!
//! In comes a cell; out goes the cell without them. It refuses to keep anyone's number.

/// The cell without «тел. 8 (495) 123-45-67», «т. 2-15-44» and bare numbers.
pub(super) fn without_phones(cell: &str) -> String {
    let cell = without_addresses(cell);
    if !cell.bytes().any(|b| b.is_ascii_digit()) {
        return cell;
    }
    let chars: Vec<char> = cell.chars().collect();
    let mut out = String::with_capacity(cell.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let starts_word = at == 0 || chars.get(at - 1).is_none_or(|c| !c.is_alphanumeric() && *c != '№');
        match starts_word.then(|| phone_end(&chars, at)).flatten() {
            Some(end) => {
                let bare = out.trim_end_matches([' ', '(', ',', '-', '–', '—', '\u{a0}']).len();
                out.truncate(bare);
                at = end + chars.get(end..).unwrap_or_default().iter().take_while(|c| **c == ')').count();
            }
            None => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

/// The cell without «ivanova@example.ru» and the «e-mail:» before it.
fn without_addresses(cell: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let mut out = cell.to_owned();
    // Each turn takes one sign away, so there is an end.
    while let Some(sign) = out.find('@') {
        let (before, after) = (out.get(..sign).unwrap_or_default(), out.get(sign + 1..).unwrap_or_default());
        let bare = before.trim_end_matches(is_part);
        let rest = after.trim_start_matches(is_part);
        let is_label = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '(' | '-' | '–' | '—');
        let mut kept = bare.trim_end_matches(is_label);
        for label in ["e-mail", "E-mail", "email", "эл. почта", "электронная почта", "почта"]
        {
            kept = kept.strip_suffix(label).map_or(kept, |kept| kept.trim_end_matches(is_label));
        }
        let rest = rest.strip_prefix(')').unwrap_or(rest);
        out = format!("{kept}{rest}");
    }
    out
}

/// The place after a telephone that begins here.
fn phone_end(chars: &[char], at: usize) -> Option<usize> {
    let number = at + label(chars.get(at..)?);
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '+' | '-' | '–' | '(' | ')' | ' ' | '\u{a0}');
    let rest = chars.get(number..)?;
    // A number may go on in the next line after its dash: «55-44-⏎33».
    let is_broken = |at: usize| rest.get(at) == Some(&'\n') && at > 0 && rest.get(at - 1) == Some(&'-');
    let mut n = rest.iter().enumerate().take_while(|(at, c)| is_part(c) || is_broken(*at)).count();
    while n > 0 && !rest.get(n - 1).is_some_and(char::is_ascii_digit) {
        n -= 1;
    }
    let n_digits = rest.get(..n)?.iter().filter(|c| c.is_ascii_digit()).count();
    let opens = rest.first().is_some_and(|c| c.is_ascii_digit() || matches!(c, '+' | '('));
    let ends = rest.get(n).is_none_or(|c| !c.is_alphanumeric());
    let least = if number > at { 4 } else { 6 };
    (opens && ends && (least..=15).contains(&n_digits)).then_some(number + n)
}

/// The length of «тел.», «т.», «телефон:», «сот.» with what follows it.
fn label(chars: &[char]) -> usize {
    let low: String = chars.iter().take(10).flat_map(|c| c.to_lowercase()).collect();
    let word =
        ["телефон", "тел", "конт. тел", "моб", "сот", "раб", "т."].into_iter().find(|word| low.starts_with(word));
    let Some(word) = word else { return 0 };
    let n = word.chars().count();
    n + chars.get(n..).unwrap_or_default().iter().take_while(|c| matches!(c, '.' | ':' | ' ' | '\u{a0}')).count()
}
