//! Activities and their sessions.

use super::age::Ages;
use super::edition::{Contact, Link};
use super::lecture::Lecture;
use super::many::Many;
use super::read::{self, Read, Value, count, flag, line, lines, moment_at, name_at, needed, raw};
use super::safe_url::SafeUrl;
use super::taxonomy::Grades;
use super::time::Moment;
use chrono::{Datelike, NaiveDate};

/// How an activity is visited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ActivityKind {
    DropIn,
    Bookable,
    Exhibition,
    School,
    Lecture,
    Mobile,
    Umbrella,
    #[default]
    Other,
}

/// Whether it takes place as printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Scheduled,
    Cancelled,
    Postponed,
    Other,
}

/// Who may sign up for a session, and as what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    Person,
    Family,
    Class,
    /// Several classes of a school at once, each with lines of its own.
    Grade,
    #[default]
    Other,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Booking {
    Required,
    #[default]
    None,
}

/// Fewest and most seats of one registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyLimits {
    pub min: u32,
    pub max: u32,
}

/// One occurrence of an activity that begins and ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub id: String,
    pub start: Moment,
    pub end: Moment,
    pub venue: Option<String>,
    pub label: String,
    pub booking: Booking,
    /// Seats; meaningful where booking is required.
    pub capacity: u32,
    pub kinds: Vec<RegistrationKind>,
    pub party: Option<PartyLimits>,
    /// Most pupils for one accompanying adult.
    pub ratio: Option<u32>,
    pub opens: Option<Moment>,
    pub closes: Option<Moment>,
    pub waitlist: bool,
    pub status: Status,
    pub note: String,
}

impl Session {
    /// When sign-up ends: as printed, or at the start.
    pub fn closes_at(&self) -> Moment {
        self.terms().closes_at()
    }

    pub fn needs_booking(&self) -> bool {
        self.booking == Booking::Required && !self.kinds.is_empty()
    }

    pub fn terms(&self) -> Terms {
        Terms {
            status: self.status,
            start: self.start,
            end: self.end,
            is_booked: self.needs_booking(),
            opens: self.opens,
            closes: self.closes,
            waitlist: self.waitlist,
        }
    }
}

/// What of a session decides whether one can still go there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    pub status: Status,
    pub start: Moment,
    pub end: Moment,
    /// Whether one must sign up, and can.
    pub is_booked: bool,
    pub opens: Option<Moment>,
    pub closes: Option<Moment>,
    pub waitlist: bool,
}

impl Terms {
    /// When sign-up ends: as printed, or at the start.
    pub fn closes_at(&self) -> Moment {
        self.closes
            .map_or(self.start, |closes| closes.min(self.start))
    }
}

/// Daily opening hours over a span of days, for exhibitions.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// ISO weekdays, 1 Monday … 7 Sunday; empty means every day.
    pub weekdays: Vec<u8>,
    pub open: String,
    pub close: String,
    pub venue: Option<String>,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    pub src: Option<SafeUrl>,
    pub alt: String,
}

/// The record after the event (回顾): photos, links, summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Recap {
    pub summary: String,
    pub visitors: Option<u32>,
    pub photos: Many<Photo>,
    pub links: Many<Link>,
}

/// Something the public can go to or join.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub description: String,
    pub kind: ActivityKind,
    pub direction: String,
    pub track: String,
    pub fields: Vec<String>,
    pub formats: Vec<String>,
    pub audiences: Vec<String>,
    pub access: Vec<String>,
    pub grades: Option<Grades>,
    /// In years; without them its grades say it, or its audiences.
    pub ages: Option<Ages>,
    pub venue: Option<String>,
    pub online: bool,
    pub hosts: Vec<String>,
    pub organisers: Vec<String>,
    pub contact: Option<Contact>,
    /// The umbrella activity it is a stall of.
    pub parent: Option<String>,
    pub status: Status,
    /// Invented to show the app (示例), and said so.
    pub sample: bool,
    pub source: Option<Link>,
    pub bring: String,
    pub fee: String,
    pub opening: Many<Opening>,
    pub sessions: Many<Session>,
    pub lecture: Option<Lecture>,
    pub recap: Option<Recap>,
    /// Whether it has a quiz, and pictures to look round in; what they are, the record says ([`super::catalogue::Activities::record`]).
    pub has_quiz: bool,
    pub has_panorama: bool,
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

impl ActivityKind {
    pub fn from_id(id: &str) -> Self {
        match id {
            "drop_in" => Self::DropIn,
            "bookable" => Self::Bookable,
            "exhibition" => Self::Exhibition,
            "school" => Self::School,
            "lecture" => Self::Lecture,
            "mobile" => Self::Mobile,
            "umbrella" => Self::Umbrella,
            _ => Self::Other,
        }
    }
}

impl Status {
    /// Without a word it takes place; an unknown word is another's.
    pub fn from_id(id: &str) -> Self {
        match id {
            "" | "scheduled" => Self::Scheduled,
            "cancelled" => Self::Cancelled,
            "postponed" => Self::Postponed,
            _ => Self::Other,
        }
    }
}

impl Read for PartyLimits {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            min: read::u32_at(value, "min")?,
            max: read::u32_at(value, "max")?,
        })
    }
}

impl Read for Session {
    /// Without an id, a start and an end it is none; nor with places that are no number.
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: needed(value, "id")?,
            start: moment_at(value, "start")?,
            end: moment_at(value, "end")?,
            venue: name_at(value, "venue"),
            label: line(value, "label"),
            booking: match raw(value, "booking") {
                "required" => Booking::Required,
                _ => Booking::None,
            },
            capacity: count(value, "capacity")?,
            kinds: read::list(value.get("kinds"), 8, &mut |kind| {
                Some(RegistrationKind::from_id(kind.as_str()?))
            }),
            party: PartyLimits::read(value.get("party")),
            ratio: read::u32_at(value, "ratio"),
            opens: moment_at(value, "opens"),
            closes: moment_at(value, "closes"),
            waitlist: flag(value, "waitlist"),
            status: Status::from_id(raw(value, "status")),
            note: line(value, "note"),
        })
    }
}

impl Read for Opening {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            from: read::day_at(value, "from")?,
            to: read::day_at(value, "to")?,
            weekdays: read::list(value.get("weekdays"), 7, &mut |day| {
                day.as_u64().and_then(|day| u8::try_from(day).ok())
            }),
            open: line(value, "open"),
            close: line(value, "close"),
            venue: name_at(value, "venue"),
            note: line(value, "note"),
        })
    }
}

impl Read for Photo {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            src: read::url(value, "src"),
            alt: line(value, "alt"),
        })
    }
}

impl Read for Recap {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            summary: read::paragraphs(value, "summary"),
            visitors: read::u32_at(value, "visitors"),
            photos: Many::read(value, "photos"),
            links: Many::read(value, "links"),
        })
    }
}

impl Read for Activity {
    /// Without an id and a title it is none.
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: needed(value, "id")?,
            title: needed(value, "title")?,
            summary: line(value, "summary"),
            description: read::paragraphs(value, "description"),
            kind: ActivityKind::from_id(raw(value, "kind")),
            direction: line(value, "direction"),
            track: line(value, "track"),
            fields: lines(value, "fields"),
            formats: lines(value, "formats"),
            audiences: lines(value, "audiences"),
            access: lines(value, "access"),
            grades: Grades::read(value.get("grades")),
            ages: Ages::read(value.get("ages")),
            venue: name_at(value, "venue"),
            online: flag(value, "online"),
            hosts: lines(value, "hosts"),
            organisers: lines(value, "organisers"),
            contact: Contact::read(value.get("contact")),
            parent: name_at(value, "parent"),
            status: Status::from_id(raw(value, "status")),
            sample: flag(value, "sample"),
            source: Link::read(value.get("source")),
            bring: line(value, "bring"),
            fee: line(value, "fee"),
            opening: Many::read(value, "opening"),
            sessions: Many::read(value, "sessions"),
            lecture: Lecture::read(value.get("lecture")),
            recap: Recap::read(value.get("recap")),
            has_quiz: !value.get("quiz").is_null(),
            has_panorama: !value.get("panoramas").is_null(),
        })
    }
}
