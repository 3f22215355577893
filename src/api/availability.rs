//! Places left, session by session.

use crate::domain::availability::Availability;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Wire {
    sessions: BTreeMap<String, Box<RawValue>>,
}

/// Reads `GET availability`; a session whose numbers make no sense is left out.
/// `None` if it is no such answer.
pub fn decode(raw: &str) -> Option<Availability> {
    let wire: Wire = serde_json::from_str(raw).ok()?;
    let sessions = wire
        .sessions
        .into_iter()
        .filter_map(|(id, places)| Some((id, serde_json::from_str(places.get()).ok()?)))
        .collect();
    Some(Availability { sessions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_session_hides_no_other() {
        let places = decode(r#"{"sessions":{"a":{"capacity":10,"booked":3,"held":1,"status":"open"},"b":{"capacity":-1},"c":7}}"#).unwrap();
        assert_eq!(places.sessions.len(), 1);
        assert_eq!(places.sessions["a"].left(), 6);
        assert_eq!(decode("<html>"), None);
    }
}
