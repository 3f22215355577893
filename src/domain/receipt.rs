//! What stays on the device of a registration: opaque keys, when and where,
//! a masked contact. The server keeps the rest.

use super::activity::RegistrationKind;
use super::phone;
use super::read::{self, Value, id_at, line_at, list, moment_at, raw, token_at, u32_at};
use super::registration::{Document, MAX_LINES, Status};
use super::time::{self, Moment};
use serde::{Serialize, Serializer};

/// Version of a receipt in storage.
const VERSION: u64 = 1;

/// How long after the last session a receipt leaves the device: thirty days, in milliseconds.
const KEEP_MILLIS: i64 = 30 * 86_400_000;

/// What came out of storage.
#[derive(Debug, Clone, PartialEq)]
pub enum Restored<T> {
    Whole(T),
    /// Written by a later version of the app: leave it where it is.
    Newer,
    /// Not a record: put it aside, keep the rest.
    Broken,
}

impl<T> Restored<T> {
    /// Reads a record of at most `version` with `normalise`, which is total.
    pub fn open(stored: &str, version: u64, normalise: fn(Value) -> Option<T>) -> Self {
        let Some(document) = read::document(stored) else {
            return Self::Broken;
        };
        let value = document.root();
        if value.get("v").as_u64().is_some_and(|v| v > version) {
            return Self::Newer;
        }
        normalise(value).map_or(Self::Broken, Self::Whole)
    }

    pub fn whole(self) -> Option<T> {
        match self {
            Self::Whole(record) => Some(record),
            _ => None,
        }
    }
}

/// A session as a person saw it when signing up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    pub session: String,
    pub activity: String,
    pub title: String,
    /// Name and address of the venue; empty when online.
    pub place: String,
    #[serde(serialize_with = "write_moment")]
    pub start: Moment,
    #[serde(serialize_with = "write_moment")]
    pub end: Moment,
}

impl Snapshot {
    pub fn from_value(value: Value) -> Option<Self> {
        Self::named(id_at(value, "session")?, value)
    }

    /// The same under an id that was checked elsewhere.
    pub fn named(session: String, value: Value) -> Option<Self> {
        let start = moment_at(value, "start")?;
        Some(Self {
            session,
            activity: line_at(value, "activity", 64),
            title: line_at(value, "title", 200),
            place: line_at(value, "place", 200),
            start,
            end: moment_at(value, "end").unwrap_or(start),
        })
    }

    /// For storage.
    pub fn store(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether it has been over for so long that it leaves the device.
    pub fn is_expired(&self, now: &Moment) -> bool {
        is_over_for_long(&self.end, now)
    }

    /// Whether somebody who planned for `self` would come to the wrong place or time.
    pub fn differs(&self, other: &Self) -> bool {
        self.start != other.start || self.end != other.end || self.place != other.place
    }
}

/// One session of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    pub at: Snapshot,
    pub seats: u32,
    #[serde(serialize_with = "write_status")]
    pub status: Status,
    /// Of a grade: which class.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// The session that was wished for first, when this is an alternative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wished: Option<String>,
}

/// The proof of a registration that this device keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    v: u64,
    pub id: String,
    pub code: String,
    pub manage_token: String,
    pub rev: String,
    #[serde(serialize_with = "write_status")]
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Until when an offered place is kept.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_known"
    )]
    pub offer_until: Option<Moment>,
    pub kind: RegistrationKind,
    pub places: Vec<Place>,
    /// Masked.
    pub name: String,
    /// Masked.
    pub phone: String,
    #[serde(serialize_with = "write_moment")]
    pub updated: Moment,
}

impl Receipt {
    /// The receipt of `document`. `known` gives the session as the catalogue
    /// has it; `old` is the receipt kept so far, whose snapshots and token stay
    /// where nothing newer is known.
    pub fn of(
        document: &Document,
        old: Option<&Self>,
        known: &dyn Fn(&str) -> Option<Snapshot>,
        now: &Moment,
    ) -> Self {
        let places = document.lines.iter().filter_map(|line| {
            let before = || {
                let places = &old?.places;
                let place = places
                    .iter()
                    .find(|place| place.at.session == line.session)?;
                Some(place.at.clone())
            };
            Some(Place {
                at: known(&line.session).or_else(before)?,
                seats: line.party.seats(),
                status: line.status,
                class: line.class.clone(),
                wished: line.wished.clone(),
            })
        });
        let token = match (document.manage_token.is_empty(), old) {
            (true, Some(old)) => old.manage_token.clone(),
            _ => document.manage_token.clone(),
        };
        Self {
            v: VERSION,
            id: document.id.clone(),
            code: document.code.clone(),
            manage_token: token,
            rev: document.rev.clone(),
            status: document.status,
            position: document.position,
            offer_until: document.offer_until,
            kind: document.kind,
            places: places.collect(),
            name: mask_name(&document.contact.name),
            phone: mask_phone(&document.contact.phone),
            updated: document.updated.unwrap_or(*now),
        }
    }

    pub fn seats(&self) -> u32 {
        self.places
            .iter()
            .fold(0, |sum, place| sum.saturating_add(place.seats))
    }

    /// Where it stands for who wants to go: cancelled too when its host took every session of it back.
    pub fn standing(&self) -> Status {
        let off = |place: &Place| place.status == Status::Cancelled;
        match self.is_live() && !self.places.is_empty() && self.places.iter().all(off) {
            true => Status::Cancelled,
            false => self.status,
        }
    }

    /// Whether it still holds, or may come to hold, a seat.
    pub fn is_live(&self) -> bool {
        self.status.is_live()
    }

    /// Whether an answer to its offer would come too late.
    pub fn is_offer_over(&self, now: &Moment) -> bool {
        self.status == Status::Offered && self.offer_until.is_some_and(|until| until <= *now)
    }

    /// Whether it waits for a place, or for an answer of this person's; not when its sessions are over.
    pub fn is_waiting(&self, now: &Moment) -> bool {
        let to_come = self.places.iter().any(|place| place.at.end > *now);
        matches!(self.status, Status::Waitlisted | Status::Offered) && to_come
    }

    /// Whether its last session has been over for so long that it leaves the device.
    pub fn is_expired(&self, now: &Moment) -> bool {
        let last = self.places.iter().map(|place| place.at.end).max();
        is_over_for_long(&last.unwrap_or(self.updated), now)
    }

    /// The newer of two copies, when two tabs wrote: revisions that count
    /// upwards decide, else the time of the change.
    pub fn newer(self, other: Self) -> Self {
        let rev = |receipt: &Self| receipt.rev.parse::<u64>().ok();
        let later = match (rev(&self), rev(&other)) {
            (Some(mine), Some(theirs)) if mine != theirs => theirs > mine,
            _ => other.updated > self.updated,
        };
        if later { other } else { self }
    }

    /// For storage.
    pub fn store(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a stored receipt, whatever happened to it.
    pub fn restore(stored: &str) -> Restored<Self> {
        Restored::open(stored, VERSION, Self::normalise)
    }

    /// The one way from foreign data to a receipt: total and bounded. Without an
    /// id and something to find it again by, it is no receipt.
    pub fn normalise(value: Value) -> Option<Self> {
        let places = list(value.get("places"), MAX_LINES, &mut |place| {
            Some(Place {
                at: Snapshot::from_value(place.get("at"))?,
                seats: u32_at(place, "seats").unwrap_or(0),
                status: Status::from_id(raw(place, "status")),
                class: line_at(place, "class", 20),
                wished: id_at(place, "wished"),
            })
        });
        let receipt = Self {
            v: VERSION,
            id: id_at(value, "id")?,
            code: line_at(value, "code", 32),
            manage_token: token_at(value, "manage_token"),
            rev: token_at(value, "rev"),
            status: Status::from_id(raw(value, "status")),
            position: u32_at(value, "position"),
            offer_until: moment_at(value, "offer_until"),
            kind: RegistrationKind::from_id(raw(value, "kind")),
            updated: moment_at(value, "updated")
                .or_else(|| places.first().map(|place: &Place| place.at.start))?,
            places,
            name: mask_name(&line_at(value, "name", 40)),
            phone: mask_phone(&line_at(value, "phone", 40)),
        };
        (!receipt.code.is_empty() || !receipt.manage_token.is_empty()).then_some(receipt)
    }
}

fn is_over_for_long(end: &Moment, now: &Moment) -> bool {
    now.timestamp_millis() - end.timestamp_millis() > KEEP_MILLIS
}

/// A server that forgot to mask must not put a number into storage.
fn mask_phone(phone: &str) -> String {
    match phone.is_empty() || phone.contains('*') {
        true => phone.to_owned(),
        false => phone::mask(phone),
    }
}

/// `王*`: the first character, as a roll is called.
fn mask_name(name: &str) -> String {
    match name.chars().next() {
        Some(first) if !name.contains('*') => [first, '*'].iter().collect(),
        _ => name.to_owned(),
    }
}

fn write_moment<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time::write(moment))
}

fn write_known<S: Serializer>(moment: &Option<Moment>, serializer: S) -> Result<S::Ok, S::Error> {
    match moment {
        Some(moment) => write_moment(moment, serializer),
        None => serializer.serialize_none(),
    }
}

fn write_status<S: Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.id())
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
