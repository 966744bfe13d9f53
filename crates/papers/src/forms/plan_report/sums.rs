//! How many measures stand how, as a table.

use super::super::figures::NONE;
use super::super::nothing::or_say;
use super::super::score_sheet::{line, single_header};
use super::rows::name;
use crate::write::{Column, Table};
use otklik_domain::report::{Part, Summary};
use otklik_domain::score::Criterion;

const FIGURES: [&str; 7] =
    ["Всего", "Устранено", "В работе", "Срок не наступил", "Просрочено", "Не выполнено", "Устранено, %"];

/// Each as wide as the longest word of its head.
/// Nobody follows a plan in the period.
const NO_PLANS: &str = "Организаций с планом на этот период нет";

const WIDTHS: [u32; 7] = [18, 26, 24, 25, 27, 26, 26];

fn figures(sum: Summary) -> [String; 7] {
    let percent = sum.percent().map_or_else(|| NONE.to_owned(), |n| n.to_string());
    let counts = [sum.total, sum.eliminated, sum.in_progress, sum.not_due, sum.late, sum.not_done];
    let [total, eliminated, in_progress, not_due, late, not_done] = counts.map(|n| n.to_string());
    [total, eliminated, in_progress, not_due, late, not_done, percent]
}

fn row<const N: usize, const M: usize>(words: [String; N], sum: Summary) -> [String; M] {
    let mut cells = words.into_iter().chain(figures(sum));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// Sums by criterion with the sum of all.
pub(in crate::forms) fn by_criterion(parts: &[(Option<Criterion>, Summary)], all: Summary) -> Table {
    let named = parts.iter().map(|(criterion, sum)| line(row::<1, 8>([name(*criterion)], *sum)));
    let total = line(row::<1, 8>(["Всего".to_owned()], all));
    let mut columns = vec![Column::words(95)];
    columns.extend(WIDTHS.map(Column::figures));
    let heads: Vec<&str> = std::iter::once("Критерий").chain(FIGURES).collect();
    Table {
        summary: "Итоги по критериям".to_owned(),
        columns,
        header: single_header(&heads),
        rows: named.chain([total]).collect(),
    }
}

/// Sums by part, with how many organisations each has.
pub(in crate::forms) fn by_part(summary: &str, head: &str, parts: &[Part]) -> Table {
    let part = |part: &Part| line(row::<2, 9>([part.name.clone(), part.n_organisations.to_string()], part.summary));
    let mut columns = vec![Column::words(66), Column::figures(29)];
    columns.extend(WIDTHS.map(Column::figures));
    let heads: Vec<&str> = [head, "Организаций"].into_iter().chain(FIGURES).collect();
    Table {
        summary: summary.to_owned(),
        columns,
        header: single_header(&heads),
        rows: or_say(parts.iter().map(part).collect(), NO_PLANS),
    }
}

/// Sums by organisation, with where its rows come from.
pub(in crate::forms) fn by_organisation(lines: &[(Part, String)]) -> Table {
    let one = |(part, origin): &(Part, String)| line(row::<2, 9>([part.name.clone(), origin.clone()], part.summary));
    let mut columns = vec![Column::words(55), Column::words(40)];
    columns.extend(WIDTHS.map(Column::figures));
    let heads: Vec<&str> = ["Организация", "Отчёт"].into_iter().chain(FIGURES).collect();
    Table {
        summary: "Итоги по организациям".to_owned(),
        columns,
        header: single_header(&heads),
        rows: or_say(lines.iter().map(one).collect(), NO_PLANS),
    }
}
