//! Problems as they arrive, whatever they arrive as.

use super::answer::Answer;
use crate::domain::read::{self, Document};
pub use crate::domain::registration::{Code, Fault, Problem};

/// Longest body looked at, in bytes; a problem is a few hundred.
const BODY_MAX: usize = 64 * 1024;

/// Why the server said no. Members that cannot be read are left out; of a body
/// that is no problem document the status remains.
pub fn decode(answer: &Answer) -> Problem {
    match object(&answer.body, BODY_MAX).filter(|_| answer.is_json()) {
        Some(object) => Problem::from_value(object.root(), answer.status),
        None => Problem::of_status(answer.status),
    }
}

/// The JSON object in a body of at most `max` bytes.
pub fn object(body: &str, max: usize) -> Option<Document<'_>> {
    let document = (body.len() <= max).then(|| read::document(body))??;
    document.root().is_object().then_some(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::answer::media;
    use crate::domain::form::{Field, Reason};
    use proptest::prelude::*;

    fn answer(status: u16, content_type: &str, body: &str) -> Answer {
        Answer {
            status,
            media: media(content_type),
            body: body.into(),
            ..Answer::default()
        }
    }

    #[test]
    fn a_problem_is_read_member_by_member() {
        let body = r#"{"type":"about:blank","title":1,"status":"422","detail":"有内容填写不正确","code":"invalid","errors":[{"pointer":"/consent_version","code":"required"},{"pointer":"/lines/0/party","code":"ratio"},7,{"pointer":"/contact/phone","code":"format"},{"pointer":"/contact/phone","code":"new"}],"session":"s1","alternatives":["s2",3,"a b"]}"#;
        let problem = decode(&answer(422, "application/problem+json", body));
        assert_eq!((problem.status, problem.code), (422, Code::Invalid));
        assert_eq!(problem.session.as_deref(), Some("s1"));
        assert_eq!(problem.alternatives, ["s2"]);
        let fields: Vec<_> = problem
            .field_errors()
            .iter()
            .map(|error| (error.field, error.reason))
            .collect();
        let phone = (Field::Phone, Reason::Format);
        let adults = (Field::Adults, Reason::Ratio(0));
        let consent = (Field::Consent, Reason::Required);
        assert_eq!(fields[..3], [phone, adults, consent], "in page order");
    }

    #[test]
    fn a_page_instead_of_a_problem_leaves_its_status() {
        for (status, code) in [
            (404, Code::Gone),
            (503, Code::Maintenance),
            (429, Code::RateLimited),
            (418, Code::Other),
        ] {
            let page = answer(status, "text/html", "<html>");
            assert_eq!(decode(&page), Problem::of_status(status));
            assert_eq!(decode(&page).code, code);
        }
        let long = format!(r#"{{"code":"full","detail":"{}"}}"#, "长".repeat(BODY_MAX));
        assert_eq!(
            decode(&answer(409, "application/json", &long)).code,
            Code::Other
        );
        let marked = answer(
            409,
            "application/problem+json",
            "\u{feff}{\"code\":\"full\"}",
        );
        assert_eq!(
            Problem::from_value(object(&marked.body, BODY_MAX).unwrap().root(), 409).code,
            Code::Full
        );
    }

    #[test]
    fn codes_have_one_word_each() {
        for word in [
            "full",
            "waitlist_full",
            "overlap",
            "duplicate",
            "not_open",
            "closed",
            "cancelled",
            "stale",
            "invalid",
            "under_min",
            "over_max",
            "rate_limited",
            "unauthorised",
            "gone",
            "maintenance",
            "other",
        ] {
            assert_eq!(Code::from_id(word).id(), word);
        }
        assert_eq!(Code::from_id("in_flight"), Code::Other);
    }

    proptest! {
        #[test]
        fn any_body_is_survived(status in any::<u16>(), body in any::<String>()) {
            decode(&answer(status, "application/json", &body)).field_errors();
        }
    }
}
