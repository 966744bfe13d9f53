//! Holidays of schools: each school sets their days, so «осенние каникулы 2024» names none, and not the whole autumn.
//! In come tokens; out goes that holidays were named, with the year beside them. It refuses to guess their days.

use super::cursor::Cursor;
use super::token::{Kind, Measure};
use super::year::{school_year, year_after};

/// «в период школьных каникул 2024 года», «летнее каникулярное время»: everything that belongs to the name is taken.
pub(super) fn holidays(c: &mut Cursor<'_>) -> Option<()> {
    while before(c) {}
    c.stem(&["каникул"]).then_some(())?;
    c.word(&["время", "времени"]);
    c.the_measure(Measure::Period);
    if c.attempt(school_year).is_none() {
        c.attempt(year_after);
    }
    Some(())
}

/// A word that may stand before «каникулы».
fn before(c: &mut Cursor<'_>) -> bool {
    let is_season = |kind: Option<Kind>| matches!(kind, Some(Kind::Season(_)));
    let season = is_season(c.kind(0));
    // «осенние, весенние каникулы»
    let between = c.kind(0) == Some(Kind::Stop) && is_season(c.kind(1));
    c.at += usize::from(season || between);
    season
        || between
        || c.sign(Kind::Dash)
        || c.the_measure(Measure::Period)
        || c.word(&["в", "во", "на", "за", "и", "время", "дни"])
        || c.stem(&["школьн", "учебн", "рождественск", "новогодн", "предстоящ"])
}
