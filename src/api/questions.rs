//! Questions under a lecture over the wire.

use super::answer::Answer;
use super::registrations::Wire;
use crate::domain::query::encode;
use crate::domain::questions::{self, Listing};
use crate::domain::read;
use crate::text;

/// Longest answer looked at, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// The questions under a lecture, `lectures/…/questions`.
fn all(lecture: &str) -> String {
    text!("lectures/", &encode(lecture), "/questions")
}

/// One of them.
pub fn one(lecture: &str, id: &str) -> String {
    text!(&all(lecture), "/", id)
}

/// The address of the list, with where one's own stand.
pub fn list(lecture: &str, mine: &[String]) -> String {
    let asked = if mine.is_empty() { "" } else { "?mine=" };
    text!(&all(lecture), asked, &mine.join(","))
}

/// The list in an answer.
pub fn listing(answer: &Answer) -> Option<Listing> {
    (answer.is_json() && answer.body.len() <= BODY_MAX).then(|| questions::decode(&answer.body))?
}

/// The request that gives a vote, or takes it back.
pub fn vote(lecture: &str, id: &str, voter: &str, wants: bool) -> Wire {
    Wire {
        method: if wants { "PUT" } else { "DELETE" },
        path: text!(&one(lecture, id), "/votes/", voter),
        headers: Vec::new(),
        body: None,
    }
}

/// How many votes a question has by now.
pub fn votes(answer: &Answer) -> Option<u32> {
    let known = (200..300).contains(&answer.status) && answer.is_json();
    let document = known.then(|| read::document(&answer.body))??;
    read::u32_at(document.root(), "votes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_answers() {
        assert_eq!(list("a b", &[]), "lectures/a%20b/questions");
        let mine = ["q1".to_owned(), "q2".to_owned()];
        assert_eq!(list("l", &mine), "lectures/l/questions?mine=q1,q2");
        let wire = vote("l", "q1", "v1", false);
        assert_eq!(
            (wire.method, wire.path.as_str()),
            ("DELETE", "lectures/l/questions/q1/votes/v1")
        );
        let answer = |status: u16, media: &str, body: &str| Answer {
            status,
            media: media.into(),
            body: body.into(),
            ..Answer::default()
        };
        assert_eq!(
            votes(&answer(200, "application/json", r#"{"votes":3}"#)),
            Some(3)
        );
        assert_eq!(
            votes(&answer(404, "application/json", r#"{"votes":3}"#)),
            None
        );
        assert_eq!(
            listing(&answer(200, "text/html", r#"{"state":"open"}"#)),
            None
        );
        assert!(listing(&answer(200, "application/json", r#"{"state":"open"}"#)).is_some());
    }
}
