//! Means over many organisations: municipality, sector, region, country, formulas (7) to (9) of the order № 344н.

use super::{Criterion, Exact, Rounding, ScoreSheet};
use std::collections::BTreeMap;

/// Where an organisation stands in the registry of a round («запись реестра оценки»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registered {
    /// Municipality.
    pub municipality: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Kind of organisation.
    pub kind: Option<String>,
}

/// Over what a mean is taken («уровень обобщения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Organisations of one municipality.
    Municipality,
    /// Organisations of one sector in one region, formula (7).
    SectorInRegion,
    /// Sectors of one region, formula (8).
    Region,
    /// Regions of one sector in the whole country, formula (9).
    Sector,
    /// Regions of the country.
    Country,
}

impl Level {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Level::Municipality => "municipality",
            Level::SectorInRegion => "sector-in-region",
            Level::Region => "region",
            Level::Sector => "sector",
            Level::Country => "country",
        }
    }

    /// The name for people.
    pub fn words(self) -> &'static str {
        match self {
            Level::Municipality => "муниципальное образование",
            Level::SectorInRegion => "сфера в регионе",
            Level::Region => "регион",
            Level::Sector => "сфера",
            Level::Country => "страна",
        }
    }
}

/// A mean over organisations («обобщённая оценка»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Over what.
    pub level: Level,
    /// Its name.
    pub name: String,
    /// The region it lies in, for municipalities and sectors of a region.
    pub region: Option<String>,
    /// How many organisations have a total in it.
    pub n: u64,
    /// Means of the criteria.
    pub criteria: Vec<(Criterion, Exact)>,
    /// Mean of the totals.
    pub total: Option<Exact>,
}

/// Means over organisations: simple arithmetic, never weighted by size.
///
/// A sector of a region is the mean of its organisations, a region the mean of its sectors, a country the mean of its
/// regions. Every step uses the figures of the step before as they count, not as they are shown. Organisations without
/// a total are left out.
///
/// # Example
/// Seven schools of a district: 87,72 87,52 86,46 86,10 84,42 78,44 76,38 → 83,86.
pub fn groups(sheets: &[(&ScoreSheet, Registered)], rounding: Rounding) -> Vec<Group> {
    let single: Vec<(Registered, Group)> =
        sheets.iter().filter_map(|(sheet, at)| Some((at.clone(), alone(sheet)?))).collect();
    let municipalities = join(
        Level::Municipality,
        rounding,
        single.iter().filter_map(|(at, group)| Some(((at.municipality.clone()?, at.region.clone()), group))),
    );
    let sectors_of_regions = join(
        Level::SectorInRegion,
        rounding,
        single
            .iter()
            .filter_map(|(at, group)| Some(((at.sector.clone().unwrap_or_default(), Some(at.region.clone()?)), group))),
    );
    let regions = join(
        Level::Region,
        rounding,
        sectors_of_regions.iter().filter_map(|group| Some(((group.region.clone()?, None), group))),
    );
    let sectors = join(
        Level::Sector,
        rounding,
        sectors_of_regions
            .iter()
            .filter(|group| !group.name.is_empty())
            .map(|group| ((group.name.clone(), None), group)),
    );
    let country = join(Level::Country, rounding, regions.iter().map(|group| ((COUNTRY.to_owned(), None), group)));
    let named = sectors_of_regions.into_iter().filter(|group| !group.name.is_empty());
    municipalities.into_iter().chain(named).chain(regions).chain(sectors).chain(country).collect()
}

const COUNTRY: &str = "Российская Федерация";

fn alone(sheet: &ScoreSheet) -> Option<Group> {
    let used = sheet.criteria.iter().filter(|c| c.is_used);
    let criteria = used.filter_map(|c| Some((c.criterion, c.points.clone()?))).collect();
    let total = Some(sheet.total.clone()?);
    Some(Group { level: Level::Municipality, name: String::new(), region: None, n: 1, criteria, total })
}

/// Joins members by their key into means.
fn join<'a>(
    level: Level,
    rounding: Rounding,
    members: impl Iterator<Item = ((String, Option<String>), &'a Group)>,
) -> Vec<Group> {
    let mut by_key: BTreeMap<(String, Option<String>), Vec<&Group>> = BTreeMap::new();
    for (key, member) in members {
        by_key.entry(key).or_default().push(member);
    }
    by_key.into_iter().map(|((name, region), members)| mean(level, rounding, name, region, &members)).collect()
}

fn mean(level: Level, rounding: Rounding, name: String, region: Option<String>, members: &[&Group]) -> Group {
    let of = |criterion: Criterion| {
        let values =
            members.iter().flat_map(|m| &m.criteria).filter(|(c, _)| *c == criterion).map(|(_, points)| points);
        Some((criterion, rounding.criterion(&Exact::mean(values)?)))
    };
    Group {
        level,
        name,
        region,
        n: members.iter().map(|m| m.n).sum(),
        criteria: Criterion::ALL.into_iter().filter_map(of).collect(),
        total: Exact::mean(members.iter().filter_map(|m| m.total.as_ref())).map(|mean| rounding.total(&mean)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Policy;

    fn sheet(total: &str) -> ScoreSheet {
        let total = Exact::parse(total);
        ScoreSheet {
            organisation: String::new(),
            kind: None,
            policy: Policy::default(),
            respondents: 0,
            units: [].into(),
            branches: [].into(),
            indicators: vec![],
            criteria: vec![],
            exact: total.clone(),
            total,
            remarks: vec![],
        }
    }

    fn at(municipality: &str, region: &str, sector: &str) -> Registered {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Registered { municipality: text(municipality), region: text(region), sector: text(sector), kind: None }
    }

    fn check(rows: &[(&str, &str, &str, &str)], printed: &[&str]) {
        let sheets: Vec<(ScoreSheet, Registered)> =
            rows.iter().map(|(total, m, r, s)| (sheet(total), at(m, r, s))).collect();
        let borrowed: Vec<(&ScoreSheet, Registered)> = sheets.iter().map(|(s, at)| (s, at.clone())).collect();
        let got: Vec<String> = groups(&borrowed, Rounding::default())
            .iter()
            .map(|g| format!("{} {} {} {}", g.level.name(), g.name, g.n, g.total.as_ref().unwrap().to_decimals(2)))
            .collect();
        assert_eq!(got, printed);
    }

    #[test]
    fn a_published_district_mean_comes_out() {
        let totals = ["87.72", "87.52", "86.46", "86.10", "84.42", "78.44", "76.38"];
        let rows: Vec<_> = totals.iter().map(|total| (*total, "Эрзинский район", "", "")).collect();
        check(&rows, &["municipality Эрзинский район 7 83.86"]);
    }

    #[test]
    fn a_region_is_the_mean_of_its_sectors_not_of_its_organisations() {
        let rows = [
            ("100", "", "Тува", "культура"),
            ("80", "", "Тува", "культура"),
            ("60", "", "Тува", "образование"),
            ("90", "", "Коми", "культура"),
        ];
        check(
            &rows,
            &[
                "sector-in-region культура 1 90.00",
                "sector-in-region культура 2 90.00",
                "sector-in-region образование 1 60.00",
                "region Коми 1 90.00",
                "region Тува 3 75.00",
                "sector культура 3 90.00",
                "sector образование 1 60.00",
                "country Российская Федерация 4 82.50",
            ],
        );
    }
}
