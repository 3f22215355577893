//! What is near: how far each place is from a point, and the programme in the order of distance.

use super::catalogue::Catalogue;
use super::geo::{self, Travel};
use super::order::order;
use super::taxonomy;
use super::venue::Point;

/// The distances one can ask for, in kilometres.
pub const KILOMETRES: [u8; 4] = [1, 3, 5, 10];
/// The group of what lies beyond all of [`KILOMETRES`], and of what has no point: online, or not known.
pub const BEYOND: usize = KILOMETRES.len();
pub const NOWHERE: usize = BEYOND + 1;
/// On foot up to here, by bus up to here, by car beyond: metres as the crow flies.
const WALK: u32 = 1_500;
const BUS: u32 = 15_000;

/// The point of a district or of a place, and its name.
pub fn point_of<'a>(catalogue: &'a Catalogue, id: &str) -> Option<(Point, &'a str)> {
    if let Some(district) = taxonomy::find(&catalogue.taxonomy.districts, id) {
        return Some((district.center?, &district.name));
    }
    let venue = catalogue.venue(id)?;
    Some((venue.point?, &venue.name))
}

/// Metres from a point to each place of the catalogue, as the crow flies; nothing where a place has no point.
pub fn by_venue(catalogue: &Catalogue, from: Point) -> Vec<Option<u32>> {
    let far = |point| geo::metres(from, point);
    let venues = catalogue.venues.iter();
    venues.map(|venue| venue.point.map(far)).collect()
}

/// How one would go so far.
pub fn way(metres: u32) -> Travel {
    match metres {
        ..=WALK => Travel::Walk,
        ..=BUS => Travel::Bus,
        _ => Travel::Car,
    }
}

/// The group of a distance: 0 within the first of [`KILOMETRES`], and so on.
pub fn group(metres: Option<u32>) -> usize {
    let Some(metres) = metres else {
        return NOWHERE;
    };
    let beyond = |kilometres: &u8| metres > u32::from(*kilometres) * 1000;
    KILOMETRES
        .iter()
        .take_while(|kilometres| beyond(kilometres))
        .count()
}

/// Entries by groups of distance, each group in the order of the programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByDistance {
    pub entries: Vec<u32>,
    /// The groups that have entries: which, and how many entries stand before it.
    pub groups: Vec<(usize, usize)>,
}

/// Puts entries in the order of distance; `within` leaves out what is further, in kilometres, and what has no point.
pub fn by_distance(
    entries: &[u32],
    within: Option<u8>,
    metres: &dyn Fn(u32) -> Option<u32>,
) -> ByDistance {
    let reach = within.map(|kilometres| u32::from(kilometres) * 1000);
    let far: Vec<(u32, Option<u32>)> = entries.iter().map(|at| (*at, metres(*at))).collect();
    let kept: Vec<(u32, usize)> = far
        .into_iter()
        .filter(|(_, metres)| reach.is_none_or(|reach| metres.is_some_and(|far| far <= reach)))
        .map(|(at, metres)| (at, group(metres)))
        .collect();
    let mut found = ByDistance::default();
    for place in order(kept.len(), &|place| (kept[place].1 as i64, 0)) {
        let (entry, group) = kept[place];
        if found.groups.last().is_none_or(|(last, _)| *last != group) {
            found.groups.push((group, found.entries.len()));
        }
        found.entries.push(entry);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::venue::Datum;
    use proptest::prelude::*;

    fn catalogue() -> Catalogue {
        Catalogue::decode(r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
          "taxonomy":{"districts":[{"id":"d","name":"红旗区","center":{"lng":113.878,"lat":35.303}},{"id":"z","name":"某区"}]},
          "venues":[{"id":"v","name":"图书馆","district":"d","point":{"lng":113.9205,"lat":35.2941}},{"id":"w","name":"云上","district":"d"}],
          "activities":[]}"#).unwrap()
    }

    #[test]
    fn a_place_is_known_by_its_id() {
        let catalogue = catalogue();
        let name = |id| point_of(&catalogue, id).map(|(_, name)| name);
        assert_eq!(name("d"), Some("红旗区"));
        assert_eq!(name("v"), Some("图书馆"));
        assert_eq!(
            (name("z"), name("w"), name("?")),
            (None, None, None),
            "no point, no place"
        );
    }

    #[test]
    fn places_are_so_far_and_one_without_a_point_is_nowhere() {
        let catalogue = catalogue();
        let (centre, _) = point_of(&catalogue, "d").unwrap();
        let far = by_venue(&catalogue, centre);
        assert!(matches!(far[0], Some(3_900..=4_100)), "{far:?}");
        assert_eq!(far[1], None);
        // A phone says the same place in GPS's datum: half a kilometre away by its numbers, the same in truth.
        let gps = geo::wgs84(centre);
        assert_eq!(gps.datum, Datum::Wgs84);
        let from_phone = by_venue(&catalogue, gps)[0].unwrap();
        assert!(from_phone.abs_diff(far[0].unwrap()) <= 2);
    }

    #[test]
    fn groups_end_where_they_say() {
        let groups: Vec<usize> = [0, 1_000, 1_001, 3_000, 5_000, 5_001, 10_000, 10_001]
            .map(|metres| group(Some(metres)))
            .into();
        assert_eq!(groups, [0, 0, 1, 1, 2, 3, 3, BEYOND]);
        assert_eq!(group(None), NOWHERE);
        assert_eq!(
            [way(800), way(1_501), way(15_001)],
            [Travel::Walk, Travel::Bus, Travel::Car]
        );
    }

    proptest! {
        #[test]
        fn all_are_there_once_nearer_groups_first_each_in_its_order(
            metres in prop::collection::vec(prop::option::of(0u32..15_000), 0..40),
            within in prop::option::of(prop::sample::select(KILOMETRES.to_vec())),
        ) {
            let entries: Vec<u32> = (0..metres.len() as u32).collect();
            let found = by_distance(&entries, within, &|at| metres[at as usize]);
            let mut expected: Vec<u32> = entries.iter().copied()
                .filter(|at| within.is_none_or(|km| metres[*at as usize].is_some_and(|far| far <= u32::from(km) * 1000)))
                .collect();
            expected.sort_by_key(|at| group(metres[*at as usize]));
            prop_assert_eq!(&found.entries, &expected);
            for (at, (which, first)) in found.groups.iter().enumerate() {
                let end = found.groups.get(at + 1).map_or(found.entries.len(), |next| next.1);
                prop_assert!(first < &end);
                for entry in &found.entries[*first..end] {
                    prop_assert_eq!(group(metres[*entry as usize]), *which);
                }
            }
        }
    }
}
