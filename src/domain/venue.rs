//! Places.

use super::read::{Read, Value, flag, line, lines, needed, raw};
use super::stamp::Stamp;
use crate::text;

/// Which datum a coordinate is in: China's maps are shifted from GPS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Datum {
    Wgs84,
    #[default]
    Gcj02,
}

/// A point in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub lng: f64,
    pub lat: f64,
    pub datum: Datum,
}

/// A place where sessions happen. The district is stored, never derived:
/// map services file the development zones under their neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    pub id: String,
    pub name: String,
    pub district: String,
    pub address: String,
    pub point: Option<Point>,
    pub approximate: bool,
    pub access: Vec<String>,
    pub transport: String,
    pub phone: String,
    /// The code that hangs there.
    pub stamp: Option<Stamp>,
}

/// Degrees with six digits, a tenth of a metre; without the weight of Rust's own printing of fractions.
pub fn degrees(value: f64) -> String {
    let micro = (value * 1e6).round() as i64;
    let fraction = (micro.unsigned_abs() % 1_000_000 + 1_000_000).to_string();
    let whole = (micro.unsigned_abs() / 1_000_000).to_string();
    let sign = if micro < 0 { "-" } else { "" };
    text!(sign, &whole, ".", &fraction[1..])
}

impl Point {
    /// The datum a document names; China's own if it names none.
    pub fn datum(value: Value) -> Datum {
        match raw(value, "datum") {
            "wgs84" => Datum::Wgs84,
            _ => Datum::Gcj02,
        }
    }
}

impl Read for Point {
    fn read(value: Value) -> Option<Self> {
        let degrees = |name: &str| value.get(name).as_f64();
        Some(Self {
            lng: degrees("lng")?,
            lat: degrees("lat")?,
            datum: Self::datum(value),
        })
    }
}

impl Read for Venue {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: needed(value, "id")?,
            name: needed(value, "name")?,
            district: line(value, "district"),
            address: line(value, "address"),
            point: Point::read(value.get("point")),
            approximate: flag(value, "approximate"),
            access: lines(value, "access"),
            transport: line(value, "transport"),
            phone: line(value, "phone"),
            stamp: Stamp::read(value.get("stamp")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_written_as_rust_writes_them() {
        for value in [
            113.878158,
            35.0,
            -0.5,
            0.0000004,
            179.999_999_9,
            0.000_001,
            -113.866_065,
        ] {
            assert_eq!(degrees(value), format!("{value:.6}"), "{value}");
        }
    }
}
