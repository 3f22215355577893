//! Activities and their sessions.

use super::edition::{Contact, Link};
use super::lecture::Lecture;
use super::many::Many;
use super::safe_url::{self, SafeUrl};
use super::taxonomy::Grades;
use super::text;
use super::time::Moment;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// How an activity is visited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    DropIn,
    Bookable,
    Exhibition,
    School,
    Lecture,
    Mobile,
    Umbrella,
    #[default]
    #[serde(other)]
    Other,
}

/// Whether it takes place as printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Scheduled,
    Cancelled,
    Postponed,
    #[serde(other)]
    Other,
}

/// Who may sign up for a session, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    Person,
    Family,
    Class,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Booking {
    Required,
    #[default]
    #[serde(other)]
    None,
}

/// Fewest and most seats of one registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PartyLimits {
    pub min: u32,
    pub max: u32,
}

/// One occurrence of an activity that begins and ends.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Session {
    #[serde(deserialize_with = "text::de_line")]
    pub id: String,
    pub start: Moment,
    pub end: Moment,
    #[serde(default)]
    pub venue: Option<String>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub label: String,
    #[serde(default)]
    pub booking: Booking,
    /// Seats; meaningful where booking is required.
    #[serde(default)]
    pub capacity: u32,
    #[serde(default)]
    pub kinds: Vec<RegistrationKind>,
    #[serde(default)]
    pub party: Option<PartyLimits>,
    /// Most pupils for one accompanying adult.
    #[serde(default)]
    pub ratio: Option<u32>,
    #[serde(default)]
    pub opens: Option<Moment>,
    #[serde(default)]
    pub closes: Option<Moment>,
    #[serde(default)]
    pub waitlist: bool,
    #[serde(default)]
    pub status: Status,
    #[serde(default, deserialize_with = "text::de_line")]
    pub note: String,
}

impl Session {
    /// When sign-up ends: as printed, or at the start.
    pub fn closes_at(&self) -> Moment {
        self.closes
            .map_or(self.start, |closes| closes.min(self.start))
    }

    pub fn needs_booking(&self) -> bool {
        self.booking == Booking::Required && !self.kinds.is_empty()
    }
}

/// Daily opening hours over a span of days, for exhibitions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Opening {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// ISO weekdays, 1 Monday … 7 Sunday; empty means every day.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub open: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub close: String,
    #[serde(default)]
    pub venue: Option<String>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub note: String,
}

impl Opening {
    /// The open days, at most 400 of them whatever the data says.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.from
            .iter_days()
            .take_while(|day| *day <= self.to)
            .take(400)
            .filter(|day| {
                self.weekdays.is_empty()
                    || self
                        .weekdays
                        .contains(&(day.weekday().number_from_monday() as u8))
            })
    }
}

/// A picture with its description.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Photo {
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub src: Option<SafeUrl>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub alt: String,
}

/// The record after the event (回顾): photos, links, summary.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Recap {
    #[serde(default, deserialize_with = "text::de_paragraphs")]
    pub summary: String,
    #[serde(default)]
    pub visitors: Option<u32>,
    #[serde(default)]
    pub photos: Many<Photo>,
    #[serde(default)]
    pub links: Many<Link>,
}

/// Something the public can go to or join.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Activity {
    #[serde(deserialize_with = "text::de_line")]
    pub id: String,
    #[serde(deserialize_with = "text::de_line")]
    pub title: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub summary: String,
    #[serde(default, deserialize_with = "text::de_paragraphs")]
    pub description: String,
    #[serde(default)]
    pub kind: ActivityKind,
    #[serde(default, deserialize_with = "text::de_line")]
    pub direction: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub track: String,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub fields: Vec<String>,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub formats: Vec<String>,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub audiences: Vec<String>,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub access: Vec<String>,
    #[serde(default)]
    pub grades: Option<Grades>,
    #[serde(default)]
    pub venue: Option<String>,
    #[serde(default)]
    pub online: bool,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub hosts: Vec<String>,
    #[serde(default, deserialize_with = "text::de_lines")]
    pub organisers: Vec<String>,
    #[serde(default)]
    pub contact: Option<Contact>,
    /// The umbrella activity it is a stall of.
    #[serde(default)]
    pub parent: Option<String>,
    #[serde(default)]
    pub status: Status,
    /// Invented to show the app (示例), and said so.
    #[serde(default)]
    pub sample: bool,
    #[serde(default)]
    pub source: Option<Link>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub bring: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub fee: String,
    #[serde(default)]
    pub opening: Many<Opening>,
    #[serde(default)]
    pub sessions: Many<Session>,
    #[serde(default)]
    pub lecture: Option<Lecture>,
    #[serde(default)]
    pub recap: Option<Recap>,
}

impl Activity {
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The session its lecture is given in; the first one if none is named.
    pub fn lecture_session(&self) -> Option<&Session> {
        let lecture = self.lecture.as_ref()?;
        self.session(&lecture.session)
            .or_else(|| self.sessions.first())
    }
}
