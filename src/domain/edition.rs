//! One year's Science Popularisation Day. The year is data: no theme, district,
//! date or body is named in code.

use super::read::{self, Read, Value, day_at, line, lines, needed, url};
use super::safe_url::SafeUrl;
use chrono::NaiveDate;

/// An edition: its name, its days, its themes, who holds it and how to reach them.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    pub id: String,
    pub name: String,
    pub city: String,
    pub year: i32,
    /// Which national day it is (the 20th in 2023); 0 when unknown.
    pub ordinal: u32,
    pub themes: Vec<String>,
    /// First and last day, both inclusive.
    pub start: NaiveDate,
    pub end: NaiveDate,
    pub document: Option<Document>,
    pub hosts: Vec<String>,
    pub contact: Contact,
    pub channels: Vec<Channel>,
    pub platform: Option<Link>,
    pub milestones: Vec<Milestone>,
    pub note: String,
}

/// The notice that founds the edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub number: String,
    pub title: String,
    pub date: Option<NaiveDate>,
}

/// Whom to call. The phone number stands on every page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contact {
    pub names: Vec<String>,
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// A media channel of the edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    pub name: String,
    pub kind: String,
    pub url: Option<SafeUrl>,
}

/// A named link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub name: String,
    pub url: Option<SafeUrl>,
}

/// A date of the year that matters to organisers.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    pub date: NaiveDate,
    pub text: String,
}

impl Read for Edition {
    /// Without a name and its days it is none.
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: line(value, "id"),
            name: needed(value, "name")?,
            city: line(value, "city"),
            year: value
                .get("year")
                .as_i64()
                .and_then(|year| i32::try_from(year).ok())
                .unwrap_or(0),
            ordinal: read::u32_at(value, "ordinal").unwrap_or(0),
            themes: lines(value, "themes"),
            start: day_at(value, "start")?,
            end: day_at(value, "end")?,
            document: Document::read(value.get("document")),
            hosts: lines(value, "hosts"),
            contact: Contact::read(value.get("contact")).unwrap_or_default(),
            channels: read::all(value, "channels"),
            platform: Link::read(value.get("platform")),
            milestones: read::all(value, "milestones"),
            note: line(value, "note"),
        })
    }
}

impl Read for Document {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            number: line(value, "number"),
            title: line(value, "title"),
            date: day_at(value, "date"),
        })
    }
}

impl Read for Contact {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            names: lines(value, "names"),
            name: line(value, "name"),
            phone: line(value, "phone"),
            email: line(value, "email"),
        })
    }
}

impl Read for Channel {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            name: needed(value, "name")?,
            kind: line(value, "kind"),
            url: url(value, "url"),
        })
    }
}

impl Read for Link {
    /// Its name may also stand under `title`.
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            name: needed(value, "name").unwrap_or_else(|| line(value, "title")),
            url: url(value, "url"),
        })
    }
}

impl Read for Milestone {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            date: day_at(value, "date")?,
            text: needed(value, "text")?,
        })
    }
}
