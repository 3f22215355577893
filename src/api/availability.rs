//! Places left, session by session.

use crate::domain::availability::{Availability, Places};
use crate::domain::read::{self, Value, count};

/// Reads `GET availability`; a session whose numbers make no sense is left out.
/// `None` if it is no such answer.
pub fn decode(raw: &str) -> Option<Availability> {
    let document = read::document(raw)?;
    let sessions = document.root().get("sessions");
    sessions.is_object().then_some(())?;
    let sessions = sessions
        .members()
        .filter_map(|(id, counts)| Some((id.to_owned(), places(counts)?)))
        .collect();
    Some(Availability { sessions })
}

fn places(value: Value) -> Option<Places> {
    value.is_object().then_some(())?;
    Some(Places {
        capacity: count(value, "capacity")?,
        booked: count(value, "booked")?,
        held: count(value, "held")?,
        waitlisted: count(value, "waitlisted")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_session_hides_no_other() {
        let places = decode(r#"{"sessions":{"a":{"capacity":10,"booked":3,"held":1,"status":"open"},"b":{"capacity":-1},"c":7}}"#).unwrap();
        assert_eq!(places.sessions.len(), 1);
        assert_eq!(places.sessions.get("a").unwrap().left(), 6);
        assert_eq!(decode("<html>"), None);
    }
}
