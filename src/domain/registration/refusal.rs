//! Why the server said no: RFC 9457 problems in the words of the contract.

use super::MAX_LINES;
use crate::domain::form::{FieldError, Reason, in_page_order};
use crate::domain::read::{Value, id_at, ids, line_at, list, raw};
use crate::text;
use serde::Serialize;

/// The stable codes of contract kp/1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    Full,
    WaitlistFull,
    Overlap,
    Duplicate,
    NotOpen,
    Closed,
    Cancelled,
    Stale,
    Invalid,
    UnderMin,
    OverMax,
    RateLimited,
    Unauthorised,
    Gone,
    Maintenance,
    Other,
}

const CODES: [(Code, &str); 16] = [
    (Code::Full, "full"),
    (Code::WaitlistFull, "waitlist_full"),
    (Code::Overlap, "overlap"),
    (Code::Duplicate, "duplicate"),
    (Code::NotOpen, "not_open"),
    (Code::Closed, "closed"),
    (Code::Cancelled, "cancelled"),
    (Code::Stale, "stale"),
    (Code::Invalid, "invalid"),
    (Code::UnderMin, "under_min"),
    (Code::OverMax, "over_max"),
    (Code::RateLimited, "rate_limited"),
    (Code::Unauthorised, "unauthorised"),
    (Code::Gone, "gone"),
    (Code::Maintenance, "maintenance"),
    (Code::Other, "other"),
];

impl Code {
    pub fn id(self) -> &'static str {
        CODES[self as usize].1
    }

    pub fn from_id(id: &str) -> Self {
        CODES
            .iter()
            .find(|(_, name)| *name == id)
            .map_or(Self::Other, |(code, _)| *code)
    }

    /// What a status says where the body says nothing.
    pub fn of_status(status: u16) -> Self {
        match status {
            400 | 413 | 415 | 422 => Self::Invalid,
            401 | 403 => Self::Unauthorised,
            404 | 410 => Self::Gone,
            412 | 428 => Self::Stale,
            429 => Self::RateLimited,
            503 => Self::Maintenance,
            _ => Self::Other,
        }
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// One field the server did not take, as it named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// RFC 6901 pointer into the request body.
    pub pointer: String,
    pub code: String,
}

/// A refusal and all that its answer carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub status: u16,
    pub code: Code,
    /// In the server's words; for the person, after our own.
    pub detail: String,
    pub errors: Vec<Fault>,
    /// The session the refusal is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Other sessions of the same activity with room.
    pub alternatives: Vec<String>,
    /// The lines that found no room, when some did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<FullLine>,
}

/// A line that found no room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FullLine {
    /// Its number in the request, from 0.
    #[serde(rename = "pointer", serialize_with = "write_pointer")]
    pub line: u32,
    pub session: String,
    /// Other sessions of the same activity with room for its party.
    pub alternatives: Vec<String>,
}

fn write_pointer<S: serde::Serializer>(line: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text!("/lines/", &line.to_string()))
}

impl FullLine {
    fn from_value(value: Value) -> Option<Self> {
        let pointer = raw(value, "pointer").strip_prefix("/lines/")?;
        Some(Self {
            line: pointer.parse().ok()?,
            session: id_at(value, "session")?,
            alternatives: ids(value.get("alternatives")),
        })
    }
}

impl Problem {
    /// All a bare status tells.
    pub fn of_status(status: u16) -> Self {
        Self {
            status,
            code: Code::of_status(status),
            detail: String::new(),
            errors: Vec::new(),
            session: None,
            alternatives: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Reads a problem member by member; `status` is the answer's own.
    pub fn from_value(value: Value, status: u16) -> Self {
        Self {
            status,
            code: value
                .get("code")
                .as_str()
                .map_or_else(|| Code::of_status(status), Code::from_id),
            detail: line_at(value, "detail", 200),
            errors: list(value.get("errors"), 64, &mut |fault| {
                let code = line_at(fault, "code", 64);
                (!code.is_empty()).then(|| Fault {
                    pointer: line_at(fault, "pointer", 200),
                    code,
                })
            }),
            session: id_at(value, "session"),
            alternatives: ids(value.get("alternatives")),
            lines: list(value.get("lines"), MAX_LINES, &mut FullLine::from_value),
        }
    }

    /// The id was used before, with another body.
    pub fn is_reused(&self) -> bool {
        self.errors.iter().any(|fault| fault.code == "reused")
    }

    /// The faults at the fields of the form, in page order, one a field.
    pub fn field_errors(&self) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = Vec::new();
        for fault in &self.errors {
            let mut error = FieldError::from_pointer(&fault.pointer, &fault.code);
            match self.code {
                Code::UnderMin => error.reason = Reason::UnderMin(0),
                Code::OverMax => error.reason = Reason::OverMax(0),
                _ => {}
            }
            if errors.iter().all(|known| known.field != error.field) {
                errors.push(error);
            }
        }
        in_page_order(&errors)
    }
}
