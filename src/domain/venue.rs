//! Places.

use super::text;
use serde::Deserialize;

/// Which datum a coordinate is in: China's maps are shifted from GPS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    Wgs84,
    #[default]
    #[serde(other)]
    Gcj02,
}

/// A point in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Point {
    pub lng: f64,
    pub lat: f64,
    #[serde(default)]
    pub datum: Datum,
}

/// A place where sessions happen. The district is stored, never derived:
/// map services file the development zones under their neighbours.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Venue {
    #[serde(deserialize_with = "text::de_line")]
    pub id: String,
    #[serde(deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub district: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub address: String,
    #[serde(default)]
    pub point: Option<Point>,
    #[serde(default)]
    pub approximate: bool,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub access: Vec<String>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub transport: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub phone: String,
}
