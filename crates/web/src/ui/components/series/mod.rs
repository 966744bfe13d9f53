//! What others measured: one line of time, a series a source, each on its own scale, and the same in words.

use super::curve::per_cent;
use crate::ui::{figures, words};
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use otklik_domain::outside::{Moment, Series};

#[derive(Debug, Clone)]
struct Dot {
    x: String,
    y: String,
}

#[derive(Debug, Clone)]
struct Row {
    day: String,
    value: String,
    respondents: String,
}

#[derive(Debug, Clone)]
struct One {
    name: &'static str,
    unit: &'static str,
    scale: String,
    newest: String,
    dots: Vec<Dot>,
    /// From a dot to the next.
    links: Vec<(Dot, Dot)>,
    rows: Vec<Row>,
}

/// The line of time.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/series/series.html")]
pub(crate) struct Timeline {
    series: Vec<One>,
    first: String,
    last: String,
}

impl HtmlSafe for Timeline {}

fn days(from: Date, to: Date) -> u64 {
    from.until(to).ok().and_then(|span| u64::try_from(span.get_days()).ok()).unwrap_or(0)
}

impl Timeline {
    /// The line of time, unless nobody measured anything.
    pub(crate) fn of(all: &[Series]) -> Option<Self> {
        let marks = || all.iter().flat_map(|series| series.moments.iter().map(|moment| moment.on));
        let (first, last) = (marks().min()?, marks().max()?);
        let whole = days(first, last).max(1);
        let dot = |moment: &Moment| Dot {
            x: per_cent(days(first, moment.on), whole),
            y: per_cent(u64::from(1000_u32.saturating_sub(moment.height_thousandths)), 1000),
        };
        let one = |series: &Series| {
            let (least, most) = series.source.scale();
            let dots: Vec<Dot> = series.moments.iter().map(dot).collect();
            let value = |moment: &Moment| format!("{} {}", figures::brief(&moment.value), series.source.unit());
            let row = |moment: &Moment| Row {
                day: words::date(moment.on),
                value: value(moment),
                respondents: moment.respondents.map_or_else(
                    || figures::NONE.to_owned(),
                    |n| words::number(usize::try_from(n).unwrap_or(usize::MAX)),
                ),
            };
            One {
                name: series.source.in_words(),
                unit: series.source.unit(),
                scale: format!("шкала от {least} до {most}"),
                newest: series.moments.last().map(value).unwrap_or_default(),
                links: dots.iter().cloned().zip(dots.iter().skip(1).cloned()).collect(),
                rows: series.moments.iter().rev().map(row).collect(),
                dots,
            }
        };
        Some(Timeline {
            series: all.iter().map(one).collect(),
            first: words::date_brief(first),
            last: words::date_brief(last),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::outside::{SecondSource, figure, timeline};

    #[test]
    fn each_source_stands_on_its_own_scale_under_one_line_of_time() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let read = |source, typed, on| figure(source, typed, day(on), Some(42), day("2026-11-22")).unwrap();
        let figures = [
            read(SecondSource::BusGov, "4,2", "2026-01-01"),
            read(SecondSource::BusGov, "5", "2026-01-11"),
            read(SecondSource::MonthlyPoll, "86", "2026-01-06"),
        ];
        assert!(Timeline::of(&[]).is_none());
        let html = Timeline::of(&timeline(&figures)).unwrap().render().unwrap();
        for piece in ["cx=\"100.00%\" cy=\"0.00%\"", "cx=\"50.00%\" cy=\"14.00%\"", "шкала от 1 до 5", "% довольных"]
        {
            assert!(html.contains(piece), "{piece}: {html}");
        }
        assert!(!html.contains(" style="), "no inline style");
    }
}
