//! What stays on this device of its own questions, and of what it voted for.

use super::*;
use crate::domain::outbox::Millis;
use crate::domain::registration::uuid;

pub(super) const VERSION: u64 = 1;

/// How long one's own question stays on the device, in milliseconds: thirty days.
const KEEP: Millis = 30 * 86_400_000;
/// Most votes of a lecture that are kept.
pub(super) const VOTES_MAX: usize = 500;

/// Whether what is of this time has been here for so long that it leaves the device.
pub fn is_over(at: Millis, now: Millis) -> bool {
    now.saturating_sub(at) > KEEP
}

/// Where one's own question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has looked at it yet.
    Pending,
    Published,
    /// Why, in the host's words; may be empty.
    Hidden(String),
}

impl Standing {
    /// Of a word that is not known nothing is said.
    pub fn read(value: Value) -> Option<Self> {
        Some(match raw(value, "state") {
            "pending" => Self::Pending,
            "published" => Self::Published,
            "hidden" => Self::Hidden(reason(value)),
            _ => return None,
        })
    }

    fn words(&self) -> (&'static str, &str) {
        match self {
            Self::Pending => ("pending", ""),
            Self::Published => ("published", ""),
            Self::Hidden(reason) => ("hidden", reason),
        }
    }
}

/// A question of one's own that the server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub id: String,
    pub wording: Wording,
    pub at: Millis,
    pub standing: Standing,
}

impl Own {
    pub fn new(id: &str, wording: &Wording, at: Millis) -> Self {
        Self {
            id: id.to_owned(),
            wording: wording.clone(),
            at,
            standing: Standing::Pending,
        }
    }

    /// For local storage.
    pub fn store(&self) -> String {
        #[derive(Serialize)]
        struct Record<'a> {
            v: u64,
            id: &'a str,
            #[serde(flatten)]
            wording: &'a Wording,
            at: Millis,
            state: &'a str,
            reason: &'a str,
        }
        let (state, reason) = self.standing.words();
        let record = Record {
            v: VERSION,
            id: &self.id,
            wording: &self.wording,
            at: self.at,
            state,
            reason,
        };
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Reads a stored one, whatever happened to it.
    pub fn restore(record: &str) -> Restored<Self> {
        stored(record, |value| {
            Some(Self {
                id: id_at(value, "id")?,
                wording: Wording::from_value(value)?,
                at: value.get("at").as_i64().unwrap_or(0).max(0),
                standing: Standing::read(value).unwrap_or(Standing::Pending),
            })
        })
    }

    pub fn is_expired(&self, now: Millis) -> bool {
        is_over(self.at, now)
    }
}

/// What this device voted for under one lecture, and the number it votes under there: no other lecture sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Votes {
    pub voter: String,
    pub ids: Ids,
    /// When it was voted last.
    pub at: Millis,
}

impl Votes {
    /// None yet, under a new number.
    pub fn new(random: &mut dyn Randomness) -> Self {
        Self {
            voter: uuid(random),
            ids: Ids::default(),
            at: 0,
        }
    }

    /// For local storage.
    pub fn store(&self) -> String {
        #[derive(Serialize)]
        struct Record<'a> {
            v: u64,
            voter: &'a str,
            at: Millis,
            ids: Vec<&'a String>,
        }
        let record = Record {
            v: VERSION,
            voter: &self.voter,
            at: self.at,
            ids: self.ids.keys().take(VOTES_MAX).collect(),
        };
        serde_json::to_string(&record).unwrap_or_default()
    }

    pub fn is_expired(&self, now: Millis) -> bool {
        is_over(self.at, now)
    }

    /// Reads stored ones, whatever happened to them.
    pub fn restore(record: &str) -> Restored<Self> {
        stored(record, |value| {
            Some(Self {
                voter: id_at(value, "voter").filter(|id| id.len() == 36)?,
                ids: ids_of(value.get("ids")),
                at: value.get("at").as_i64().unwrap_or(0).max(0),
            })
        })
    }
}
