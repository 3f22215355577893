//! Who comes: heads, their ages, and what a session allows.

use super::activity::{PartyLimits, RegistrationKind, Session};
use super::read::Value;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The age bands of the contract, in years. Exact birth dates are never asked.
pub const BANDS: [&str; 5] = ["0-3", "4-6", "7-9", "10-12", "13-17"];

/// Most heads of one sort in one registration.
pub const MAX_HEADS: u32 = 10_000;

/// Children by age band, in the order of [`BANDS`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bands(pub [u32; 5]);

impl Bands {
    pub fn is_empty(&self) -> bool {
        self.sum() == 0
    }

    pub fn sum(&self) -> u32 {
        self.0.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }
}

impl Serialize for Bands {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, count) in BANDS.iter().zip(self.0) {
            if count > 0 {
                map.serialize_entry(name, &count)?;
            }
        }
        map.end()
    }
}

/// The heads of one line. With a class, alone or of a grade, children are the pupils and adults
/// those who accompany them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Party {
    pub adults: u32,
    pub children: u32,
    #[serde(skip_serializing_if = "Bands::is_empty")]
    pub bands: Bands,
}

/// Why a session does not take a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyError {
    /// The session is not for this kind of registration.
    Kind,
    /// A person signs up for exactly one seat.
    NotOne,
    NoAdult,
    NoChild,
    /// Fewest seats of one registration.
    UnderMin(u32),
    /// Most seats of one registration.
    OverMax(u32),
    /// Most pupils for one adult.
    Ratio(u32),
    /// More children in the bands than in all.
    Bands,
}

impl Party {
    /// One person.
    pub const ONE: Self = Self {
        adults: 1,
        children: 0,
        bands: Bands([0; 5]),
    };

    pub fn seats(&self) -> u32 {
        self.adults.saturating_add(self.children)
    }

    /// Whether `session` takes this party, in the order in which the reference
    /// backend asks.
    pub fn check(&self, kind: RegistrationKind, session: &Session) -> Result<(), PartyError> {
        if !is_taken(kind, session) {
            return Err(PartyError::Kind);
        }
        if kind == RegistrationKind::Person && self.seats() != 1 {
            return Err(PartyError::NotOne);
        }
        if self.adults == 0 && kind != RegistrationKind::Person {
            return Err(PartyError::NoAdult);
        }
        if self.children == 0 && kind.is_school() {
            return Err(PartyError::NoChild);
        }
        if self.bands.sum() > self.children {
            return Err(PartyError::Bands);
        }
        let limits = limits(session);
        if self.seats() < limits.min {
            return Err(PartyError::UnderMin(limits.min));
        }
        if self.seats() > limits.max {
            return Err(PartyError::OverMax(limits.max));
        }
        match session.ratio {
            Some(ratio)
                if kind.is_school()
                    && ratio > 0
                    && self.adults < adults_needed(self.children, ratio) =>
            {
                Err(PartyError::Ratio(ratio))
            }
            _ => Ok(()),
        }
    }

    /// Reads a party of a document; what is missing or absurd counts as none.
    pub fn from_value(value: Value) -> Self {
        let heads = |value: Value| {
            let count = value.as_u64().unwrap_or(0);
            count.min(u64::from(MAX_HEADS)) as u32
        };
        Self {
            adults: heads(value.get("adults")),
            children: heads(value.get("children")),
            bands: Bands(BANDS.map(|name| heads(value.get("bands").get(name)))),
        }
    }
}

/// Whether `session` is for registrations of `kind`. A grade is several classes.
pub fn is_taken(kind: RegistrationKind, session: &Session) -> bool {
    let takes = |kind| session.kinds.contains(&kind);
    match kind {
        RegistrationKind::Other => false,
        RegistrationKind::Grade => takes(kind) || takes(RegistrationKind::Class),
        _ => takes(kind),
    }
}

/// Fewest and most seats of one registration of `session`; never more than it holds.
pub fn limits(session: &Session) -> PartyLimits {
    let room = match session.capacity {
        0 => MAX_HEADS,
        capacity => capacity.min(MAX_HEADS),
    };
    let (min, max) = session
        .party
        .map_or((1, room), |party| (party.min, party.max.min(room)));
    PartyLimits {
        min: min.max(1),
        max,
    }
}

/// How many adults must come with `children` pupils at `ratio` pupils an adult.
pub fn adults_needed(children: u32, ratio: u32) -> u32 {
    match ratio {
        0 => 1,
        ratio => children.div_ceil(ratio).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RegistrationKind::{Class, Family, Other, Person};

    fn session(json: &str) -> Session {
        let head = r#"{"id":"s","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00","booking":"required","kinds":["person","family","class"]"#;
        let json = format!("{head}{json}}}");
        crate::domain::read::Read::read(crate::domain::read::document(&json).unwrap().root())
            .unwrap()
    }

    fn party(adults: u32, children: u32) -> Party {
        Party {
            adults,
            children,
            ..Party::default()
        }
    }

    #[test]
    fn a_session_takes_only_what_suits_it() {
        let s = session(r#","capacity":50,"party":{"min":2,"max":60},"ratio":15"#);
        assert_eq!(party(1, 2).check(Family, &s), Ok(()));
        assert_eq!(party(0, 2).check(Family, &s), Err(PartyError::NoAdult));
        assert_eq!(party(1, 0).check(Family, &s), Err(PartyError::UnderMin(2)));
        assert_eq!(party(3, 45).check(Class, &s), Ok(()));
        assert_eq!(party(2, 45).check(Class, &s), Err(PartyError::Ratio(15)));
        assert_eq!(party(2, 0).check(Class, &s), Err(PartyError::NoChild));
        assert_eq!(party(4, 47).check(Class, &s), Err(PartyError::OverMax(50)));
        assert_eq!(party(2, 0).check(Person, &s), Err(PartyError::NotOne));
        assert_eq!(party(1, 1).check(Other, &s), Err(PartyError::Kind));
        let mut banded = party(1, 1);
        banded.bands.0[2] = 2;
        assert_eq!(banded.check(Family, &s), Err(PartyError::Bands));
        assert_eq!(Party::ONE.check(Person, &session("")), Ok(()));
    }

    #[test]
    fn the_ratio_says_how_many_adults_are_missing() {
        assert_eq!(adults_needed(45, 15), 3);
        assert_eq!(adults_needed(46, 15), 4);
        assert_eq!(adults_needed(0, 15), 1);
        assert_eq!(adults_needed(10, 0), 1);
    }

    #[test]
    fn only_bands_with_somebody_in_them_travel() {
        let mut p = party(1, 2);
        assert_eq!(
            serde_json::to_string(&p).unwrap(),
            r#"{"adults":1,"children":2}"#
        );
        p.bands.0[1] = 2;
        let json = serde_json::to_string(&p).unwrap();
        assert_eq!(json, r#"{"adults":1,"children":2,"bands":{"4-6":2}}"#);
        assert_eq!(
            Party::from_value(crate::domain::read::document(&json).unwrap().root()),
            p
        );
        let hostile = serde_json::json!({"adults": -1, "children": 1e30, "bands": [1]});
        assert_eq!(
            Party::from_value(crate::domain::read::sent(&hostile)),
            Party::default()
        );
    }
}
