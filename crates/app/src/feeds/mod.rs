//! What other programs read from the house: calendars of terms, news of what was published.
//!
//! In come a link's secret or an address; out goes text for a calendar or a reader of feeds. A personal link shows what
//! its person may see and nothing is changed by it; news and calendars of plans show frozen versions only.

mod calendars;
mod news;

pub use calendars::{own_calendar, plan_calendar, round_calendar};
pub use news::{house_news, organisation_news};

/// The name of the site in names that never change: without scheme and port.
fn host(site: &str) -> &str {
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    rest.split([':', '/']).next().filter(|host| !host.is_empty()).unwrap_or("otklik")
}
