//! The part of the grammar that says «when it is needed»: «по мере необходимости», «при наличии финансирования».
//! In come tokens, out goes whether a need or money is waited for. It refuses to know dates beyond where they begin.

use super::cursor::Cursor;
use super::lead::when;
use super::nth::nth_day;
use super::often::often;
use super::token::Kind;

/// «по мере необходимости»; a matter of money is a condition beside a date, not a kind of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    Need,
    Money,
}

/// Stems of words about money.
const MONEY: [&str; 8] = ["финанс", "средств", "бюджет", "выделен", "ассигнов", "субсид", "денеж", "лимит"];

/// «в пределах выделенных средств», «в рамках финансирования»
fn within_money(c: &mut Cursor<'_>) -> Option<()> {
    c.words(&[&["в"], &["пределах", "рамках"]]).then_some(())?;
    let is_money = |at: usize| MONEY.iter().any(|stem| c.text(at).starts_with(stem));
    (is_money(0) || is_money(1)).then_some(())
}

/// «по мере необходимости», «при наличии финансирования», «в случае обращения», and the words that belong to it.
pub(super) fn demand(c: &mut Cursor<'_>) -> Option<Demand> {
    let begin = c.at;
    c.attempt(asked)?;
    while !c.ended() && belongs(c) {
        c.at += 1;
    }
    let span = c.at - begin;
    let start = Cursor { at: begin, ..*c };
    let about_money = (0..span).any(|i| MONEY.iter().any(|stem| start.text(i).starts_with(stem)));
    Some(if about_money { Demand::Money } else { Demand::Need })
}

fn asked(c: &mut Cursor<'_>) -> Option<()> {
    const BY: [&str; 22] = [
        "мер",
        "необходим",
        "неоходим",
        "необхдим",
        "запрос",
        "требован",
        "надобност",
        "заявк",
        "заявлен",
        "обращени",
        "желани",
        "возможност",
        "поступлени",
        "факт",
        "вызов",
        "случа",
        "обстоятельств",
        "потребност",
        "заказ",
        "предложени",
        "просьб",
        "нужд",
    ];
    const EVENT: [&str; 13] = [
        "измен",
        "внесен",
        "обновлен",
        "обращ",
        "поступ",
        "получ",
        "подач",
        "запрос",
        "возник",
        "заявл",
        "выявл",
        "проведен",
        "выделен",
    ];
    let asked = c.attempt(|c| {
        c.word(&["по"]).then_some(())?;
        c.stem(&["письменн", "устн", "предварительн", "перв", "индивидуальн"]);
        c.stem(&BY).then_some(())
    });
    let found = asked.is_some()
        || c.stem(&["помере", "принеобходимост", "понеобходимост", "позапрос", "приналичи", "ситуативн"])
        || c.attempt(|c| (c.word(&["при"]) && c.kind(0) == Some(Kind::Word) && !c.word(&["этом"])).then_some(()))
            .is_some()
        || c.words(&[&["в"], &["случае", "случаях", "зависимости"]])
        || c.attempt(within_money).is_some()
        || c.word(&["если", "когда"])
        || c.attempt(|c| {
            (c.words(&[&["в", "со", "на", "во"], &["день", "дни", "дня", "время", "период"]]) && c.stem(&EVENT))
                .then_some(())
        })
        .is_some()
        || c.attempt(|c| {
            (c.word(&["с", "в", "от"]) && c.word(&["момента", "момент", "даты"]) && c.stem(&EVENT)).then_some(())
        })
        .is_some()
        || c.attempt(|c| (c.word(&["после", "до"]) && c.stem(&EVENT)).then_some(())).is_some();
    found.then_some(())
}

/// Whether the next token still belongs to the need: words do, until something about time begins.
fn belongs(c: &Cursor<'_>) -> bool {
    let time_begins = || {
        let mut look = *c;
        nth_day(&mut look).is_some() || often(&mut look).is_some() || look.attempt(when).is_some()
    };
    match c.kind(0) {
        Some(Kind::Word) => !matches!(c.text(0), "но" | "не" | "далее" | "затем" | "постоянно") && !time_begins(),
        Some(Kind::Measure(_) | Kind::Slash) => !time_begins(),
        _ => false,
    }
}
