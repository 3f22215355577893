//! What is sent for an operation, and what an answer means to it; a question is sent as a registration is.

use super::answer::{self, Answer};
use super::{problem, questions};
use crate::domain::outbox::{self, Action, Call, Millis, Operation};
use crate::domain::read::{self, list};
use crate::domain::registration::{Document, Problem, Status};
use crate::domain::retry;
use crate::domain::text;
use crate::text;

/// Longest answer looked at, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// A request, without the address of the backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    pub method: &'static str,
    /// Below the backend's base, `registrations/…`.
    pub path: String,
    /// Headers by name, besides `Content-Type: application/json` of a body.
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<String>,
}

/// The request that makes `call` for `op`.
pub fn wire(op: &Operation, call: Call) -> Wire {
    let mut headers = Vec::new();
    let mut body = None;
    let mut place = path(&op.id);
    let token = match &op.action {
        Action::Create(request) => {
            if call == Call::Put {
                headers.push(("If-None-Match", "*".to_owned()));
                body = Some(request.json());
            }
            ""
        }
        Action::Change { change, rev, token } => {
            if call == Call::Patch {
                headers.push(("If-Match", text!("\"", rev, "\"")));
                body = Some(change.json());
            }
            token
        }
        Action::Cancel { token } => token,
        Action::Ask(wording) => {
            headers.push(("If-None-Match", "*".to_owned()));
            body = Some(wording.json());
            place = questions::one(&wording.lecture, &op.id);
            ""
        }
    };
    if !token.is_empty() {
        headers.push(bearer(token));
    }
    let method = match call {
        Call::Put => "PUT",
        Call::Patch => "PATCH",
        Call::Delete => "DELETE",
        Call::Get => "GET",
    };
    Wire {
        method,
        path: place,
        headers,
        body,
    }
}

/// The request for one registration as it stands.
pub fn get(id: &str, token: &str) -> Wire {
    Wire {
        method: "GET",
        path: path(id),
        headers: vec![bearer(token)],
        body: None,
    }
}

/// The request for registrations by what a person wrote down: the code and the
/// last four digits of the telephone number. Nothing if either cannot be one.
pub fn find(code: &str, last_four: &str) -> Option<Wire> {
    let code = tidy_code(code)?;
    let last_four = text::fold(last_four).trim().to_owned();
    let digits = last_four.len() == 4 && last_four.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Wire {
        method: "POST",
        path: "registrations/find".to_owned(),
        headers: Vec::new(),
        // Letters and digits only: nothing in them needs escaping.
        body: Some(text!(
            "{\"code\":\"",
            &code,
            "\",\"last4\":\"",
            &last_four,
            "\"}"
        )),
    })
}

/// A booking code as it was typed: eight letters and digits, in any case and grouping.
pub fn tidy_code(typed: &str) -> Option<String> {
    let code: String = text::fold(typed)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .take(9)
        .collect();
    (code.len() == 8 && code.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(code)
}

fn path(id: &str) -> String {
    text!("registrations/", id)
}

fn bearer(token: &str) -> (&'static str, String) {
    ("Authorization", text!("Bearer ", token))
}

/// What an answer means to an operation. `now` is the server's time; without
/// `is_atomic` nobody counts the places, and nothing is confirmed.
pub fn read(answer: &Answer, now: Millis, is_atomic: bool) -> outbox::Answer {
    if !(200..300).contains(&answer.status) {
        return refusal(answer, now);
    }
    match document(answer, is_atomic) {
        Some(document) => outbox::Answer::Document(Box::new(document)),
        None => outbox::Answer::Failed(outbox::Failure::NotJson),
    }
}

/// The same of a question that was asked.
pub fn asked(answer: &Answer, now: Millis) -> outbox::Answer {
    if !(200..300).contains(&answer.status) {
        return refusal(answer, now);
    }
    match object(answer).and_then(|object| read::id_at(object.root(), "id")) {
        Some(id) => outbox::Answer::Asked(id),
        None => outbox::Answer::Failed(outbox::Failure::NotJson),
    }
}

fn refusal(answer: &Answer, now: Millis) -> outbox::Answer {
    let asked = answer.retry_after.as_deref();
    outbox::Answer::Problem {
        problem: Box::new(problem::decode(answer)),
        retry_after: asked.and_then(|header| retry::retry_after(header, now)),
    }
}

/// No answer, as the outbox calls it.
pub fn failed(failure: answer::Failure) -> outbox::Answer {
    use outbox::Failure::*;
    outbox::Answer::Failed(match failure {
        answer::Failure::Offline => Offline,
        answer::Failure::Unreachable => Unreachable,
        answer::Failure::Timeout => Timeout,
        answer::Failure::Unreadable => NotJson,
        answer::Failure::Aborted => Aborted,
    })
}

/// The registration in an answer. Its revision may stand in the `ETag` alone.
pub fn document(answer: &Answer, is_atomic: bool) -> Option<Document> {
    let mut document = Document::from_value(object(answer)?.root())?;
    if document.rev.is_empty() {
        let tag = answer.etag.as_deref().unwrap_or("");
        let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
        tag.clone_into(&mut document.rev);
    }
    doubt(&mut document, is_atomic);
    Some(document)
}

/// The registrations found by code, or why there are none.
pub fn found(answer: &Answer, is_atomic: bool) -> Result<Vec<Document>, Box<Problem>> {
    let value = match answer.status {
        200 => object(answer),
        _ => return Err(Box::new(problem::decode(answer))),
    };
    let value = value.unwrap_or_default();
    let documents = list(value.root().get("registrations"), 100, &mut |item| {
        let mut document = Document::from_value(item)?;
        doubt(&mut document, is_atomic);
        Some(document)
    });
    match documents.is_empty() {
        true => Err(Box::new(Problem::of_status(404))),
        false => Ok(documents),
    }
}

fn object(answer: &Answer) -> Option<read::Document<'_>> {
    problem::object(&answer.body, BODY_MAX).filter(|_| !answer.media.contains("html"))
}

fn doubt(document: &mut Document, is_atomic: bool) {
    let lines = document.lines.iter_mut().map(|line| &mut line.status);
    for status in lines.chain([&mut document.status]) {
        if !is_atomic && *status == Status::Confirmed {
            *status = Status::Pending;
        }
    }
}

#[cfg(test)]
#[path = "registrations_tests.rs"]
mod tests;
