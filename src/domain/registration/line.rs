//! The lines of a registration: asked for, and as the server keeps them.

use super::{MAX_LINES, Status};
use crate::domain::party::Party;
use crate::domain::read::{Value, id_at, ids, line_at, list, u32_at};
use serde::{Serialize, Serializer};

/// A party in a session, as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    pub session: String,
    pub party: Party,
    /// Of a grade: which class. Several classes may share a session.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// Sessions that would do as well, in order of wish: the first with room counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
}

/// A line as the server keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Booked {
    pub session: String,
    pub party: Party,
    /// Of a grade: which class.
    pub class: String,
    /// The session that was wished for first, when this is an alternative.
    pub wished: Option<String>,
    pub status: Status,
    /// Place in the queue of the session, from 1.
    pub position: Option<u32>,
}

impl Line {
    /// A party in a session, with neither class nor alternatives.
    pub fn new(session: &str, party: Party) -> Self {
        Self {
            session: session.to_owned(),
            party,
            ..Self::default()
        }
    }

    fn from_value(value: Value) -> Option<Self> {
        Some(Self {
            session: id_at(value, "session")?,
            party: Party::from_value(value.get("party")),
            class: line_at(value, "class", 20),
            alternatives: ids(value.get("alternatives")),
        })
    }

    /// The line that stands once the server has this one.
    pub(super) fn booked(&self, status: Status) -> Booked {
        Booked {
            session: self.session.clone(),
            party: self.party,
            class: self.class.clone(),
            status,
            ..Booked::default()
        }
    }

    /// Whether `line` is what this asked for, itself or by one of its alternatives.
    fn became(&self, line: &Booked) -> bool {
        let is_wished = line.wished.as_ref() == Some(&self.session);
        let is_here =
            line.session == self.session || is_wished && self.alternatives.contains(&line.session);
        is_here && line.party == self.party && line.class == self.class
    }
}

impl Booked {
    /// Reads a line of a document; `status` is the document's, for a line that says none.
    pub(super) fn from_value(value: Value, status: Status) -> Option<Self> {
        Some(Self {
            session: id_at(value, "session")?,
            party: Party::from_value(value.get("party")),
            class: line_at(value, "class", 20),
            wished: id_at(value, "wished"),
            status: value.get("status").as_str().map_or(status, Status::from_id),
            position: u32_at(value, "position"),
        })
    }

    /// The line that asks for what stands.
    pub fn line(&self) -> Line {
        Line {
            class: self.class.clone(),
            ..Line::new(&self.session, self.party)
        }
    }
}

/// Whether what stands is what was asked for, in whatever order.
pub(super) fn has_lines(booked: &[Booked], lines: &[Line]) -> bool {
    booked.len() == lines.len()
        && lines
            .iter()
            .all(|wanted| booked.iter().any(|line| wanted.became(line)))
}

pub(super) fn lines(value: Value) -> Vec<Line> {
    list(value, MAX_LINES, &mut Line::from_value)
}

/// What is done with a place that comes free for who waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhenFree {
    /// It is theirs at once.
    #[default]
    Confirm,
    /// It is kept for a time, and they are asked.
    Offer,
}

impl WhenFree {
    /// The word of the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Offer => "offer",
        }
    }

    pub fn from_id(id: &str) -> Self {
        match id {
            "offer" => Self::Offer,
            _ => Self::Confirm,
        }
    }

    pub fn is_confirm(&self) -> bool {
        *self == Self::Confirm
    }
}

/// The answer to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    Accept,
    /// The place goes to the next, and the registration ends.
    Pass,
}

impl Offer {
    /// The word of the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Pass => "pass",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Accept, Self::Pass]
            .into_iter()
            .find(|offer| offer.id() == id)
    }

    /// Where the registration stands once the answer was taken.
    pub fn outcome(self) -> Status {
        match self {
            Self::Accept => Status::Confirmed,
            Self::Pass => Status::Cancelled,
        }
    }
}

impl Serialize for WhenFree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Serialize for Offer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
