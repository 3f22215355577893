//! One year's Science Popularisation Day. The year is data: no theme, district,
//! date or body is named in code.

use super::safe_url::{self, SafeUrl};
use super::text;
use chrono::NaiveDate;
use serde::Deserialize;

/// An edition: its name, its days, its themes, who holds it and how to reach them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Edition {
    #[serde(default, deserialize_with = "text::de_line")]
    pub id: String,
    #[serde(deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub city: String,
    #[serde(default)]
    pub year: i32,
    /// Which national day it is (the 20th in 2023); 0 when unknown.
    #[serde(default)]
    pub ordinal: u32,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub themes: Vec<String>,
    /// First and last day, both inclusive.
    pub start: NaiveDate,
    pub end: NaiveDate,
    #[serde(default)]
    pub document: Option<Document>,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub contact: Contact,
    #[serde(default)]
    pub channels: Vec<Channel>,
    #[serde(default)]
    pub platform: Option<Link>,
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub note: String,
}

/// The notice that founds the edition.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Document {
    #[serde(default, deserialize_with = "text::de_line")]
    pub number: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub title: String,
    #[serde(default)]
    pub date: Option<NaiveDate>,
}

/// Whom to call. The phone number stands on every page.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Contact {
    #[serde(default, deserialize_with = "text::de_lines")]
    pub names: Vec<String>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub phone: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub email: String,
}

/// A media channel of the edition.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Channel {
    #[serde(deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub kind: String,
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub url: Option<SafeUrl>,
}

/// A named link.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Link {
    #[serde(default, alias = "title", deserialize_with = "text::de_line")]
    pub name: String,
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub url: Option<SafeUrl>,
}

/// A date of the year that matters to organisers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Milestone {
    pub date: NaiveDate,
    #[serde(deserialize_with = "text::de_line")]
    pub text: String,
}
