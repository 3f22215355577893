//! Building answers.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use crate::encoding::{Coding, Encoded};
use crate::store::Answer;

pub type Reply = Response<Body>;

pub const JSON: &str = "application/json";

/// An answer with a body of the given type.
pub fn body(status: StatusCode, mime: &'static str, body: impl Into<Body>) -> Reply {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    set(&mut reply, header::CONTENT_TYPE, mime);
    reply
}

/// A JSON answer that nobody keeps.
pub fn json(status: StatusCode, value: &Value) -> Reply {
    let mut reply = body(status, JSON, value.to_string());
    set(&mut reply, header::CACHE_CONTROL, "no-store");
    reply
}

/// A registration with its revision as entity tag.
pub fn registration(status: StatusCode, answer: &Answer) -> Reply {
    let mut reply = json(status, &answer.document);
    set(&mut reply, header::ETAG, &format!("\"{}\"", answer.rev));
    reply
}

/// A representation in the coding the client likes best, or 304 when it has it already.
pub fn encoded(content: &Encoded, headers: &HeaderMap, mime: &str, cache: &str) -> Reply {
    let (bytes, coding, tag) = content.pick(Coding::accepted(headers));
    let known = content.is_known(headers);
    let mut reply = if known {
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        let mut reply = Response::new(Body::from(bytes));
        set(&mut reply, header::CONTENT_TYPE, mime);
        if let Some(name) = coding.name() {
            set(&mut reply, header::CONTENT_ENCODING, name);
        }
        reply
    };
    set(&mut reply, header::ETAG, &tag);
    set(&mut reply, header::CACHE_CONTROL, cache);
    set(&mut reply, header::VARY, "Accept-Encoding");
    reply
}

/// A short plain text.
pub fn text(status: StatusCode, words: &'static str) -> Reply {
    body(status, "text/plain; charset=utf-8", words)
}

/// Sets a header; a value no header can hold is left out.
pub fn set(reply: &mut Reply, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}
