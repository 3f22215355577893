//! What is near: from where, and how far each place is.

use super::catalogue::Catalogue;
use super::discover::Near;
use super::geo::{self, Travel};
use super::query::{HERE, Query};
use super::taxonomy;
use super::venue::Point;

/// By bus up to here, by car beyond, in metres as the crow flies.
const BUS: u32 = 15_000;

/// Why a device does not say where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person or the system said no.
    Denied,
    /// This browser, or an address without encryption, gives none.
    Absent,
    /// It took too long, or cannot be found out here.
    Unknown,
    /// It is known only to some kilometres: no use for what is near.
    Vague,
}

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
    if metres <= geo::WALKABLE {
        Travel::Walk
    } else if metres <= BUS {
        Travel::Bus
    } else {
        Travel::Car
    }
}

/// How far the places are from what a query names; `here` is where the reader is, if they said so.
pub fn near(catalogue: &Catalogue, query: &Query, here: Option<Point>) -> Option<Near> {
    let from = match query.near.as_str() {
        HERE => here?,
        id => point_of(catalogue, id)?.0,
    };
    Some(Near {
        metres: by_venue(catalogue, from),
        within: query.within,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::venue::Datum;

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
    fn a_link_to_here_is_no_place_until_the_reader_says_where() {
        let catalogue = catalogue();
        let here = Point {
            lng: 113.878,
            lat: 35.303,
            datum: Datum::Gcj02,
        };
        let ask = |search: &str, here| near(&catalogue, &Query::parse(search), here);
        let mine = Query::parse("near=*&km=3");
        let link = mine.to_search();
        assert_eq!(link, "near=%2A&km=3", "a link tells nobody's place");
        assert_eq!(ask(&link, None), None);
        let near_me = ask(&link, Some(here)).unwrap();
        assert_eq!(near_me.within, Some(3_000));
        assert_eq!(ask("near=d&km=3", None), Some(near_me));
        for nowhere in ["", "near=w", "near=%00", "km=3"] {
            assert_eq!(ask(nowhere, Some(here)), None, "{nowhere}");
        }
    }

    #[test]
    fn one_walks_where_it_is_near() {
        assert_eq!(
            [way(800), way(1_501), way(15_001)],
            [Travel::Walk, Travel::Bus, Travel::Car]
        );
    }
}
