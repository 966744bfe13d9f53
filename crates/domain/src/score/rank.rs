//! Places in a rating.

use super::Exact;

/// A place in a rating («место в рейтинге»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rank {
    /// The place, from one; equals share the best one and the next is skipped.
    pub place: usize,
    /// Of how many that have a total.
    pub of: usize,
    /// With how many others it is shared.
    pub shared_with: usize,
}

/// Competition ranking («место делят равные»): 1, 2, 2, 4. Who has no total has no place.
///
/// Totals are compared as they count, so two that only look alike when shown do not share a place.
///
/// # Example
/// ```
/// use otklik_domain::score::{Exact, ranks};
/// let totals: Vec<Exact> = ["90", "100", "90", "80"].iter().map(|text| Exact::parse(text).unwrap()).collect();
/// let places: Vec<usize> = ranks(&totals.iter().map(Some).collect::<Vec<_>>()).iter().map(|rank| rank.unwrap().place).collect();
/// assert_eq!(places, [2, 1, 2, 4]);
/// ```
pub fn ranks(totals: &[Option<&Exact>]) -> Vec<Option<Rank>> {
    let mut sorted: Vec<&Exact> = totals.iter().filter_map(|total| *total).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let of = sorted.len();
    let place = |total: &&Exact| {
        let better = sorted.partition_point(|other| other > total);
        let through = sorted.partition_point(|other| other >= total);
        Rank { place: better + 1, of, shared_with: through.saturating_sub(better + 1) }
    };
    totals.iter().map(|total| total.as_ref().map(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_the_best_place_and_the_next_is_skipped() {
        let totals: Vec<Option<Exact>> = ["90", "100", "90", "", "80"].iter().map(|t| Exact::parse(t)).collect();
        let borrowed: Vec<Option<&Exact>> = totals.iter().map(Option::as_ref).collect();
        let places: Vec<Option<(usize, usize)>> =
            ranks(&borrowed).iter().map(|rank| rank.map(|r| (r.place, r.shared_with))).collect();
        assert_eq!(places, [Some((2, 1)), Some((1, 0)), Some((2, 1)), None, Some((4, 0))]);
    }
}
