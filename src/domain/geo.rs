//! Where places lie to each other, and how long the way between them is, roughly.
//!
//! China's maps are shifted from GPS (GCJ-02); two points are brought to one
//! datum before they are compared. Minutes are estimates for planning a day,
//! and are shown as such: they know no timetable and no road.

use super::taxonomy::{self, Term};
use super::venue::{Datum, Point, Venue};

/// Metres of one degree of latitude, on a sphere of 6371 km.
const DEGREE: f64 = 111_195.0;
/// The ellipsoid of the shift: half of its long axis in metres, and its squared eccentricity.
const AXIS: f64 = 6_378_245.0;
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

/// The sine of half turns: `sine(0.5)` is 1. Within 6e-8, some digits short of the
/// library's, which would weigh more than all of this file.
fn sine(half_turns: f64) -> f64 {
    let turn = half_turns - 2.0 * (half_turns / 2.0 + 0.5).floor();
    let folded = if turn > 0.5 {
        1.0 - turn
    } else if turn < -0.5 {
        -1.0 - turn
    } else {
        turn
    };
    let x = folded * std::f64::consts::PI;
    let square = x * x;
    let mut sum = 1.0;
    for pair in [110.0, 72.0, 42.0, 20.0, 6.0] {
        sum = 1.0 - square / pair * sum;
    }
    x * sum
}

/// The waves that both shifts have in common, in metres: short ones, then long ones of one axis.
fn waves(x: f64, along: f64, slow: f64, slowest: f64) -> f64 {
    let short = sine(6.0 * x) + sine(2.0 * x) + sine(along) + 2.0 * sine(along / 3.0);
    let long = slow * sine(along / 12.0) + slowest * sine(along / 30.0);
    (20.0 * short + long) * 2.0 / 3.0
}

/// How far the shifted map is from GPS at a place, in degrees east and north; nothing outside China.
fn shift(lng: f64, lat: f64) -> (f64, f64) {
    let inside = (72.004..=137.8347).contains(&lng) && (0.8293..=55.8271).contains(&lat);
    if !inside {
        return (0.0, 0.0);
    }
    let (x, y) = (lng - 105.0, lat - 35.0);
    let root = x.abs().sqrt();
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    let east = east + waves(x, x, 150.0, 300.0);
    let north = north + waves(x, y, 160.0, 320.0);
    let angle = sine(lat / 180.0);
    let squared = 1.0 - ECCENTRICITY * angle * angle;
    let across = AXIS / squared.sqrt();
    let along = across * (1.0 - ECCENTRICITY) / squared;
    let degrees = 180.0 / std::f64::consts::PI;
    let narrowing = sine(lat / 180.0 + 0.5);
    (
        east * degrees / (across * narrowing),
        north * degrees / along,
    )
}

/// The point on China's maps (GCJ-02).
pub fn gcj02(point: Point) -> Point {
    if point.datum == Datum::Gcj02 {
        return point;
    }
    let (east, north) = shift(point.lng, point.lat);
    Point {
        lng: point.lng + east,
        lat: point.lat + north,
        datum: Datum::Gcj02,
    }
}

/// The point as GPS gives it. The shift is only known the other way round: a
/// guess is corrected by what it misses, three times, which is within a centimetre.
pub fn wgs84(point: Point) -> Point {
    if point.datum == Datum::Wgs84 {
        return point;
    }
    let (mut lng, mut lat) = (point.lng, point.lat);
    for _ in 0..3 {
        let (east, north) = shift(lng, lat);
        (lng, lat) = (point.lng - east, point.lat - north);
    }
    Point {
        lng,
        lat,
        datum: Datum::Wgs84,
    }
}

/// Metres as the crow flies: exact to half a percent within a province.
pub fn metres(a: Point, b: Point) -> u32 {
    // Of one datum both are shifted alike: the shift falls out.
    let (a, b) = if a.datum == b.datum {
        (a, b)
    } else {
        (gcj02(a), gcj02(b))
    };
    let north = (b.lat - a.lat) * DEGREE;
    let east = (b.lng - a.lng) * DEGREE * sine((a.lat + b.lat) / 360.0 + 0.5);
    (north * north + east * east).sqrt() as u32
}

/// By what one goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    Walk,
    Bus,
    Car,
}

/// Streets are longer than the crow's way by three tenths.
const DETOUR: (u64, u64) = (13, 10);
/// Where the town ends, in metres of street: faster beyond.
const TOWN: u64 = 8_000;
/// Nobody walks further than this between two sessions, in metres as the crow flies: a quarter of an hour.
pub const WALKABLE: u32 = 800;
/// The way to or from a place of which nothing is known, in minutes.
pub const UNKNOWN_WAY: u32 = 30;
/// The least way where a place is only known by its district, in minutes.
const WITHIN_DISTRICT: u32 = 20;

impl Travel {
    /// Minutes before and after the ride; metres a minute in town; metres a minute beyond it.
    fn pace(self) -> (u64, u64, u64) {
        match self {
            // 4 km/h: with a child at the hand, or at 75.
            Self::Walk => (0, 67, 67),
            // To the stop, the wait, and from the stop; 18 km/h with the stops, 30 km/h between towns.
            Self::Bus => (12, 300, 500),
            // Finding where to leave it; 24 km/h in town, 54 km/h beyond.
            Self::Car => (5, 400, 900),
        }
    }
}

/// Roughly how many minutes a way takes that is so many metres long as the crow flies; no way takes none.
pub fn travel_minutes(metres: u32, by: Travel) -> u32 {
    if metres == 0 {
        return 0;
    }
    let (fixed, town, beyond) = by.pace();
    let street = u64::from(metres) * DETOUR.0 / DETOUR.1;
    let minutes = fixed + street.min(TOWN) / town + street.saturating_sub(TOWN) / beyond;
    minutes.max(1) as u32
}

/// The same in steps of five: an estimate has no single minutes.
pub fn rough_minutes(metres: u32, by: Travel) -> u32 {
    travel_minutes(metres, by).div_ceil(5) * 5
}

/// Roughly the minutes from one place to another, in steps of five: on foot where it is near, else by bus, which
/// everyone can take. A place
/// without a point is taken to be in the middle of its district; of a place that is not known, the default is told.
pub fn minutes_between(districts: &[Term], from: Option<&Venue>, to: Option<&Venue>) -> u32 {
    let (Some(from), Some(to)) = (from, to) else {
        return UNKNOWN_WAY;
    };
    if from.id == to.id {
        return 0;
    }
    let centre = |venue: &Venue| taxonomy::find(districts, &venue.district)?.center;
    let (Some(a), Some(b)) = (
        from.point.or_else(|| centre(from)),
        to.point.or_else(|| centre(to)),
    ) else {
        return UNKNOWN_WAY;
    };
    let way = metres(a, b);
    let by = if way <= WALKABLE {
        Travel::Walk
    } else {
        Travel::Bus
    };
    let minutes = rough_minutes(way, by);
    if from.point.is_some() && to.point.is_some() {
        minutes
    } else {
        minutes.max(WITHIN_DISTRICT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(lng: f64, lat: f64, datum: Datum) -> Point {
        Point { lng, lat, datum }
    }

    /// The known pairs of the public transform, as its ports print them.
    #[test]
    fn known_pairs_are_met() {
        for ((lng, lat), (east, north)) in [
            (
                (116.404, 39.915),
                (116.410_244_499_169_38, 39.916_404_281_501_64),
            ),
            ((121.473_70, 31.230_416), (121.478_217_3, 31.228_478_3)),
        ] {
            let got = gcj02(point(lng, lat, Datum::Wgs84));
            let off = metres(got, point(east, north, Datum::Gcj02));
            assert_eq!(got.datum, Datum::Gcj02);
            assert!(
                off < 1 && (got.lng - east).abs() < 1e-5,
                "{got:?} is {off} m off"
            );
        }
    }

    #[test]
    fn outside_china_nothing_is_shifted() {
        let paris = point(2.35, 48.85, Datum::Wgs84);
        assert_eq!((gcj02(paris).lng, gcj02(paris).lat), (2.35, 48.85));
        let paris = point(2.35, 48.85, Datum::Gcj02);
        assert_eq!((wgs84(paris).lng, wgs84(paris).lat), (2.35, 48.85));
    }

    #[test]
    fn the_same_place_in_two_datums_is_one_place() {
        let gps = point(113.8, 35.3, Datum::Wgs84);
        assert!(metres(gps, gcj02(gps)) < 1);
        let as_if = point(113.8, 35.3, Datum::Gcj02);
        assert!(
            (400..700).contains(&metres(gps, as_if)),
            "the shift is half a kilometre"
        );
    }

    #[test]
    fn ways_are_as_people_know_them() {
        let venue = |id: &str, at: Option<(f64, f64)>| Venue {
            id: id.into(),
            name: String::new(),
            district: "d".into(),
            address: String::new(),
            point: at.map(|(lng, lat)| point(lng, lat, Datum::Gcj02)),
            approximate: false,
            access: Vec::new(),
            transport: String::new(),
            stamp: None,
            phone: String::new(),
        };
        let districts = [Term {
            id: "d".into(),
            name: String::new(),
            short: String::new(),
            group: String::new(),
            keywords: Vec::new(),
            online: false,
            grades: None,
            ages: None,
            center: Some(point(113.878, 35.303, Datum::Gcj02)),
        }];
        let between = |a: &Venue, b: &Venue| minutes_between(&districts, Some(a), Some(b));
        let museum = venue("museum", Some((113.9312, 35.2957)));
        let library = venue("library", Some((113.9205, 35.2941)));
        let near = venue("near", Some((113.9322, 35.2957)));
        let valley = venue("valley", Some((113.5913, 35.5874)));
        let nowhere = venue("nowhere", None);
        assert_eq!(between(&museum, &museum), 0);
        assert_eq!(between(&museum, &near), 5, "91 m on foot");
        assert_eq!(between(&museum, &library), 20, "a kilometre by bus");
        assert!(
            (120..180).contains(&between(&museum, &valley)),
            "into the mountains"
        );
        assert_eq!(
            between(&museum, &nowhere),
            35,
            "to the middle of the district"
        );
        assert_eq!(between(&nowhere, &venue("other", None)), WITHIN_DISTRICT);
        assert_eq!(
            minutes_between(&[], Some(&museum), Some(&nowhere)),
            UNKNOWN_WAY
        );
        assert_eq!(
            minutes_between(&districts, Some(&museum), None),
            UNKNOWN_WAY
        );
    }

    #[test]
    fn longer_ways_take_longer_and_none_takes_none() {
        for by in [Travel::Walk, Travel::Bus, Travel::Car] {
            assert_eq!(travel_minutes(0, by), 0);
            let mut last = 0;
            for metres in [1, 500, 5_000, 6_154, 6_160, 50_000, u32::MAX] {
                let minutes = travel_minutes(metres, by);
                assert!(minutes >= last.max(1), "{by:?} {metres}");
                last = minutes;
            }
        }
    }

    /// The way by the haversine, with the library's sines.
    fn haversine(a: Point, b: Point) -> f64 {
        let half = |x: f64, y: f64| ((y - x).to_radians() / 2.0).sin().powi(2);
        let part = half(a.lat, b.lat)
            + a.lat.to_radians().cos() * b.lat.to_radians().cos() * half(a.lng, b.lng);
        2.0 * 6_371_000.0 * part.sqrt().asin()
    }

    proptest! {
        #[test]
        fn the_sine_is_the_librarys(x in -400.0f64..400.0) {
            prop_assert!((sine(x) - (x * std::f64::consts::PI).sin()).abs() < 1e-7);
        }

        #[test]
        fn there_and_back_is_the_same_place(lng in 73.0f64..136.0, lat in 3.0f64..54.0) {
            let gps = point(lng, lat, Datum::Wgs84);
            prop_assert!(metres(wgs84(gcj02(gps)), gps) < 1);
            let map = point(lng, lat, Datum::Gcj02);
            prop_assert!(metres(gcj02(wgs84(map)), map) < 1);
        }

        #[test]
        fn distances_are_those_of_the_sphere(
            lng in 110.0f64..117.0, lat in 31.0f64..37.0, east in -1.0f64..1.0, north in -1.0f64..1.0,
        ) {
            let (a, b) = (point(lng, lat, Datum::Gcj02), point(lng + east, lat + north, Datum::Gcj02));
            let (mine, exact) = (f64::from(metres(a, b)), haversine(a, b));
            prop_assert!((mine - exact).abs() <= 1.0 + exact * 0.005, "{mine} {exact}");
        }

        #[test]
        fn any_numbers_are_survived(a in any::<(f64, f64)>(), b in any::<(f64, f64)>(), gps in any::<bool>()) {
            let datum = if gps { Datum::Wgs84 } else { Datum::Gcj02 };
            let (a, b) = (point(a.0, a.1, datum), point(b.0, b.1, Datum::Gcj02));
            let _ = (wgs84(b), travel_minutes(metres(a, b), Travel::Bus));
        }
    }
}
