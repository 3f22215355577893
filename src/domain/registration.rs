//! A registration as it travels: what is asked, what is answered, and why not.

use super::activity::RegistrationKind;
use super::phone;
use super::read::{Value, flag, id_at, ids, line_at, list, moment_at, raw, token_at, u32_at};
use super::time::Moment;
use serde::Serialize;

/// A source of random numbers; the browser's is `crypto.getRandomValues`.
pub trait Randomness {
    fn next_u64(&mut self) -> u64;
}

/// A random UUID (RFC 9562, version 4): the id of a registration and the key
/// that makes sending it twice the same as sending it once.
pub fn uuid(random: &mut dyn Randomness) -> String {
    let high = random.next_u64() & !0xf000 | 0x4000;
    let low = random.next_u64() >> 2 | 1 << 63;
    let mut out = String::with_capacity(36);
    let bytes = high.to_be_bytes().into_iter().chain(low.to_be_bytes());
    for (i, byte) in bytes.enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        for half in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    out
}

impl RegistrationKind {
    /// The word of the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Class => "class",
            Self::Grade => "grade",
            Self::Other => "other",
        }
    }

    pub fn from_id(id: &str) -> Self {
        match id {
            "person" => Self::Person,
            "family" => Self::Family,
            "class" => Self::Class,
            "grade" => Self::Grade,
            _ => Self::Other,
        }
    }

    /// Whether a teacher signs up: pupils, and adults who accompany them.
    pub fn is_school(self) -> bool {
        matches!(self, Self::Class | Self::Grade)
    }
}

mod line;
pub use line::{Booked, Line, Offer, WhenFree};
use line::{has_lines, lines};

/// Whom to call. In a [`Document`] it is masked by the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    pub name: String,
    pub phone: String,
}

/// The class or grade that comes. Never the names of pupils.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct School {
    pub name: String,
    /// 1 … 12
    pub grade: u32,
    /// Empty for a grade: there the lines name the classes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
}

/// The body of `PUT registrations/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    pub kind: RegistrationKind,
    pub contact: Contact,
    /// All of them or none.
    pub lines: Vec<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<School>,
    pub accept_waitlist: bool,
    /// What is done with a place that comes free for who waits.
    #[serde(skip_serializing_if = "WhenFree::is_confirm")]
    pub when_free: WhenFree,
    pub needs: Vec<String>,
    pub consent_version: String,
}

/// The body of `PATCH registrations/{id}`: what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<Line>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept_waitlist: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<School>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_free: Option<WhenFree>,
    /// The answer to an offer; nothing else goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

/// Where a registration stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Waitlisted,
    /// Handed in; somebody has to look at it.
    Pending,
    /// A place came free and waits for an answer.
    Offered,
    Cancelled,
    /// An offer that nobody answered in time: the place went to the next.
    Expired,
    #[default]
    Other,
}

impl Status {
    pub fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::Pending => "pending",
            Self::Offered => "offered",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Other => "other",
        }
    }

    pub fn from_id(id: &str) -> Self {
        match id {
            "confirmed" => Self::Confirmed,
            "waitlisted" => Self::Waitlisted,
            "pending" => Self::Pending,
            "offered" => Self::Offered,
            "cancelled" => Self::Cancelled,
            "expired" => Self::Expired,
            _ => Self::Other,
        }
    }

    /// Whether it holds, or may come to hold, a place.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Expired)
    }
}

/// A registration as the server answers it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    pub id: String,
    pub kind: RegistrationKind,
    pub status: Status,
    /// Place in the queue, from 1.
    pub position: Option<u32>,
    /// What a person reads out at the door.
    pub code: String,
    pub manage_token: String,
    /// Opaque; sent back as `If-Match`.
    pub rev: String,
    pub lines: Vec<Booked>,
    pub contact: Contact,
    pub school: Option<School>,
    pub needs: Vec<String>,
    pub accept_waitlist: bool,
    pub when_free: WhenFree,
    /// Until when an offered place is kept.
    pub offer_until: Option<Moment>,
    pub updated: Option<Moment>,
}

/// Most lines of a registration, as the contract has it for a grade.
pub const MAX_LINES: usize = 60;

impl Document {
    /// Reads an answer member by member; only an id and a status must be there.
    pub fn from_value(value: Value) -> Option<Self> {
        let id = id_at(value, "id")?;
        let status = Status::from_id(value.get("status").as_str()?);
        let lines = list(value.get("lines"), MAX_LINES, &mut |line| {
            Booked::from_value(line, status)
        });
        Some(Self {
            id,
            status,
            kind: RegistrationKind::from_id(raw(value, "kind")),
            position: u32_at(value, "position"),
            code: line_at(value, "code", 32),
            manage_token: token_at(value, "manage_token"),
            rev: match value.get("rev").as_u64() {
                Some(rev) => rev.to_string(),
                None => token_at(value, "rev"),
            },
            lines,
            contact: Contact::from_value(value.get("contact")),
            school: School::from_value(value.get("school")),
            needs: ids(value.get("needs")),
            accept_waitlist: flag(value, "accept_waitlist"),
            when_free: WhenFree::from_id(raw(value, "when_free")),
            offer_until: moment_at(value, "offer_until"),
            updated: moment_at(value, "updated"),
        })
    }

    /// Whether it is one party in one session, so that a form can show all of it.
    pub fn is_one_party(&self) -> bool {
        self.lines.len() == 1 && self.kind != RegistrationKind::Grade
    }

    pub fn seats(&self) -> u32 {
        self.lines
            .iter()
            .fold(0, |sum, line| sum.saturating_add(line.party.seats()))
    }

    fn has_lines(&self, lines: &[Line]) -> bool {
        has_lines(&self.lines, lines)
    }

    /// Whether the masked contact can be this one: the last four digits agree.
    fn may_be(&self, contact: &Contact) -> bool {
        self.contact.phone.is_empty()
            || phone::last_four(&self.contact.phone) == phone::last_four(&contact.phone)
    }
}

impl Request {
    pub fn seats(&self) -> u32 {
        let seats = self.lines.iter().map(|line| line.party.seats());
        seats.fold(0, u32::saturating_add)
    }

    /// The body of `PUT`.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether `document` is this very registration, as far as masks let one see.
    pub fn matches(&self, document: &Document) -> bool {
        self.kind == document.kind
            && document.has_lines(&self.lines)
            && self.school == document.school
            && document.may_be(&self.contact)
    }

    /// Reads back what [`Self::json`] wrote.
    pub fn from_value(value: Value) -> Option<Self> {
        let lines = lines(value.get("lines"));
        (!lines.is_empty()).then(|| Self {
            kind: RegistrationKind::from_id(raw(value, "kind")),
            contact: Contact::from_value(value.get("contact")),
            lines,
            school: School::from_value(value.get("school")),
            accept_waitlist: flag(value, "accept_waitlist"),
            when_free: WhenFree::from_id(raw(value, "when_free")),
            needs: ids(value.get("needs")),
            consent_version: line_at(value, "consent_version", 32),
        })
    }
}

impl Change {
    /// What must be sent so that `before` becomes `wanted`; nothing if it
    /// already is. `contact` only when a new one was typed, for the old one is masked.
    pub fn between(before: &Document, wanted: &Request, contact: Option<Contact>) -> Option<Self> {
        let change = Self {
            lines: (!before.has_lines(&wanted.lines)).then(|| wanted.lines.clone()),
            contact,
            needs: (before.needs != wanted.needs).then(|| wanted.needs.clone()),
            accept_waitlist: (before.accept_waitlist != wanted.accept_waitlist)
                .then_some(wanted.accept_waitlist),
            school: wanted
                .school
                .clone()
                .filter(|school| before.school.as_ref() != Some(school)),
            when_free: (before.when_free != wanted.when_free).then_some(wanted.when_free),
            offer: None,
        };
        (change != Self::default()).then_some(change)
    }

    /// Whether `document` shows this change already, as far as masks let one see.
    pub fn is_in(&self, document: &Document) -> bool {
        self.lines
            .as_ref()
            .is_none_or(|lines| document.has_lines(lines))
            && self
                .contact
                .as_ref()
                .is_none_or(|contact| document.may_be(contact))
            && self
                .needs
                .as_ref()
                .is_none_or(|needs| *needs == document.needs)
            && self
                .accept_waitlist
                .is_none_or(|yes| yes == document.accept_waitlist)
            && (self.school.is_none() || self.school == document.school)
            && self.when_free.is_none_or(|when| when == document.when_free)
            && self
                .offer
                .is_none_or(|offer| offer.outcome() == document.status)
    }

    /// What `document` says once this is done, as far as one can tell before it is.
    pub fn on(&self, document: &Document) -> Document {
        let mut after = document.clone();
        if let Some(lines) = &self.lines {
            after.lines = lines
                .iter()
                .map(|line| line.booked(document.status))
                .collect();
        }
        if let Some(contact) = &self.contact {
            after.contact = contact.clone();
        }
        if let Some(needs) = &self.needs {
            after.needs = needs.clone();
        }
        if let Some(yes) = self.accept_waitlist {
            after.accept_waitlist = yes;
        }
        if let Some(when) = self.when_free {
            after.when_free = when;
        }
        if self.school.is_some() {
            after.school = self.school.clone();
        }
        after
    }

    /// The body of `PATCH`.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads back what [`Self::json`] wrote.
    pub fn from_value(value: Value) -> Self {
        let there = |name: &'static str| Some(value.get(name)).filter(|member| !member.is_null());
        Self {
            lines: there("lines").map(lines),
            contact: there("contact").map(Contact::from_value),
            needs: there("needs").map(ids),
            accept_waitlist: value.get("accept_waitlist").as_bool(),
            school: School::from_value(value.get("school")),
            when_free: there("when_free").map(|_| WhenFree::from_id(raw(value, "when_free"))),
            offer: Offer::from_id(raw(value, "offer")),
        }
    }
}

impl Contact {
    pub fn from_value(value: Value) -> Self {
        Self {
            name: line_at(value, "name", 40),
            phone: line_at(value, "phone", 40),
        }
    }
}

impl School {
    pub fn from_value(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            name: line_at(value, "name", 60),
            grade: u32_at(value, "grade").unwrap_or(0),
            class: line_at(value, "class", 20),
        })
    }
}

mod refusal;
pub use refusal::{Code, Fault, FullLine, Problem};

#[cfg(test)]
#[path = "registration_tests.rs"]
mod tests;
