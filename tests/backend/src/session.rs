//! What booking needs to know of a session, read leniently out of a catalogue document.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A session with times in UTC and counts in seats.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: String,
    pub activity: String,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// False for a session nobody has to book.
    pub bookable: bool,
    pub capacity: i64,
    pub kinds: Vec<String>,
    pub min: i64,
    pub max: i64,
    /// Most pupils for one accompanying adult.
    pub ratio: Option<i64>,
    pub opens: Option<DateTime<Utc>>,
    pub closes: DateTime<Utc>,
    pub waitlist: bool,
    /// The session or its activity is cancelled.
    pub cancelled: bool,
    /// The session itself is put off to another time.
    pub put_off: bool,
    /// The activity is postponed: nothing is called off, but nothing can be booked.
    pub postponed: bool,
}

/// Where a session stands at a moment, places apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    NotOpen,
    Open,
    Closed,
    Cancelled,
}

/// An RFC 3339 time of a document, or nothing.
pub fn time(value: &Value) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(value.as_str()?).ok()?.to_utc())
}

/// A usable id: the contract's characters and length.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
}

impl Session {
    /// Reads one session; `None` when it has no usable id or times.
    pub fn read(activity: &Value, session: &Value) -> Option<Self> {
        let id = session["id"].as_str().filter(|id| is_id(id))?;
        let start = time(&session["start"])?;
        let end = time(&session["end"]).unwrap_or(start);
        let capacity = session["capacity"].as_i64().unwrap_or(0).max(0);
        let kinds = match session["kinds"].as_array() {
            Some(kinds) => kinds
                .iter()
                .filter_map(|kind| Some(kind.as_str()?.to_owned()))
                .collect(),
            None => ["person", "family", "class"].map(str::to_owned).into(),
        };
        Some(Self {
            id: id.to_owned(),
            activity: activity["id"].as_str().unwrap_or_default().to_owned(),
            start,
            end,
            bookable: session["booking"] == "required",
            capacity,
            kinds,
            min: session["party"]["min"].as_i64().unwrap_or(1).max(1),
            max: session["party"]["max"].as_i64().unwrap_or(capacity),
            ratio: session["ratio"].as_i64().filter(|ratio| *ratio > 0),
            opens: time(&session["opens"]),
            closes: time(&session["closes"]).unwrap_or(start).min(start),
            waitlist: session["waitlist"] == true,
            cancelled: session["status"] == "cancelled" || activity["status"] == "cancelled",
            put_off: session["status"] == "postponed",
            postponed: activity["status"] == "postponed",
        })
    }

    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        if self.cancelled {
            Phase::Cancelled
        } else if self.postponed || now >= self.closes {
            Phase::Closed
        } else if self.opens.is_some_and(|opens| now < opens) {
            Phase::NotOpen
        } else {
            Phase::Open
        }
    }

    /// Two sessions that one party cannot both attend.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.id == other.id || (self.start < other.end && other.start < self.end)
    }
}
