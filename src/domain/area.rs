//! A part of the map between four edges, and its text in the URL: `113.780,35.250,113.990,35.370,gcj02`.

use super::geo;
use super::venue::{Datum, Point};
use crate::text;

/// A part of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its edges in degrees.
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
    /// In which the edges are.
    pub datum: Datum,
}

/// A point in both datums.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    gcj02: Point,
    wgs84: Point,
}

impl Spot {
    pub fn of(point: Point) -> Self {
        Self {
            gcj02: geo::gcj02(point),
            wgs84: geo::wgs84(point),
        }
    }
}

/// Degrees as they are written, to a millionth; nothing for what is no such number. Rust's own reader of fractions
/// weighs ten kilobytes.
fn read(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    if !plain(whole, 3) || !plain(fraction, 16) {
        return None;
    }
    let millionths = fraction.bytes().chain([b'0'; 6]).take(6);
    let digits = whole.bytes().chain(millionths);
    let micro = digits.fold(0_u32, |all, digit| all * 10 + u32::from(digit - b'0'));
    Some(sign * f64::from(micro) / 1e6)
}

/// Degrees from thousandths.
fn write(thousandths: f64) -> String {
    let all = thousandths as i32;
    let fraction = (all.unsigned_abs() % 1000 + 1000).to_string();
    let sign = if all < 0 { "-" } else { "" };
    let whole = (all.unsigned_abs() / 1000).to_string();
    text!(sign, &whole, ".", &fraction[1..])
}

impl Area {
    /// Reads west, south, east, north, and the datum; China's own if none is named. Nothing for what is no area of the
    /// earth.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let mut edge = || read(parts.next()?);
        let (west, south, east, north) = (edge()?, edge()?, edge()?, edge()?);
        let datum = match (parts.next(), parts.next()) {
            (None | Some("gcj02"), None) => Datum::Gcj02,
            (Some("wgs84"), None) => Datum::Wgs84,
            _ => return None,
        };
        let on_earth = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
        (on_earth && west < east && south < north).then_some(Self {
            west,
            south,
            east,
            north,
            datum,
        })
    }

    /// As the URL has it: to a thousandth of a degree, a hundred metres, and rather more than less.
    pub fn to_text(self) -> String {
        let datum = match self.datum {
            Datum::Gcj02 => ",gcj02",
            Datum::Wgs84 => ",wgs84",
        };
        // A thousandth is one whatever the fraction makes of it.
        let least = |edge: f64| write((edge * 1e3 + 1e-6).floor());
        let most = |edge: f64| write((edge * 1e3 - 1e-6).ceil());
        text!(
            &least(self.west),
            ",",
            &least(self.south),
            ",",
            &most(self.east),
            ",",
            &most(self.north),
            datum
        )
    }

    pub fn holds(&self, spot: &Spot) -> bool {
        let point = match self.datum {
            Datum::Gcj02 => spot.gcj02,
            Datum::Wgs84 => spot.wgs84,
        };
        (self.west..=self.east).contains(&point.lng)
            && (self.south..=self.north).contains(&point.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_area_is_none() {
        for text in [
            "",
            ",,,",
            "1,2,3",
            "1,2,3,4,bd09",
            "1,2,3,4,gcj02,x",
            "3,2,1,4",
            "1,4,3,2",
            "1,2,1,4",
            "1e2,2,3e2,4",
            "NaN,2,3,4",
            "inf,2,3,4",
            "-181,2,3,4",
            "1,2,3,91",
            " 1,2,3,4",
            "1.,2,3,4",
            ".5,2,3,4",
            "--1,2,3,4",
            "1,2,3,４",
        ] {
            assert_eq!(Area::parse(text), None, "{text}");
        }
        let area = Area::parse("113.7804999,-35.25,113.99,35").unwrap();
        assert_eq!((area.west, area.south), (113.780_499, -35.25));
        assert_eq!(area.datum, Datum::Gcj02);
        assert_eq!(area.to_text(), "113.780,-35.250,113.990,35.000,gcj02");
    }

    #[test]
    fn a_place_is_in_an_area_of_either_datum() {
        let library = Point {
            lng: 113.9205,
            lat: 35.2941,
            datum: Datum::Gcj02,
        };
        let spots = [Spot::of(library), Spot::of(geo::wgs84(library))];
        // GPS has it half a kilometre south-west: a small box round it holds it in its own datum alone.
        let gps = geo::wgs84(library);
        let round = |point: Point| Area {
            west: point.lng - 0.001,
            south: point.lat - 0.001,
            east: point.lng + 0.001,
            north: point.lat + 0.001,
            datum: point.datum,
        };
        for spot in &spots {
            assert!(round(library).holds(spot) && round(gps).holds(spot));
            let mistaken = Area {
                datum: Datum::Wgs84,
                ..round(library)
            };
            assert!(!mistaken.holds(spot));
        }
    }

    proptest! {
        #[test]
        fn its_text_holds_what_it_holds(west in -180.0f64..179.0, south in -90.0f64..89.0, wide in 0.01f64..1.0, high in 0.01f64..1.0, gps: bool) {
            let datum = if gps { Datum::Wgs84 } else { Datum::Gcj02 };
            let area = Area { west, south, east: west + wide, north: south + high, datum };
            let read = Area::parse(&area.to_text()).expect("its own text");
            prop_assert!(read.west <= area.west + 2e-9 && read.south <= area.south + 2e-9);
            prop_assert!(read.east >= area.east - 2e-9 && read.north >= area.north - 2e-9);
            prop_assert!(area.west - read.west < 0.0011 && read.north - area.north < 0.0011);
            prop_assert_eq!(Area::parse(&read.to_text()), Some(read), "stable");
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,60}") {
            let _ = Area::parse(&text);
        }
    }
}
