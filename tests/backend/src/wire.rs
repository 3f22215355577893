//! Reading what a client sent.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::problem::{Code, FieldError, Problem};

/// Largest body of a request, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;
/// What is read of a body that is too large, so that the client has finished before it is refused.
const DRAIN_LIMIT: usize = 16 << 20;

/// Why a body could not be had.
pub enum BodyFault {
    TooLarge,
    /// The client went away.
    Broken,
}

/// The whole body, if it is of a reasonable size.
pub async fn read_body(mut incoming: Incoming, limit: usize) -> Result<Bytes, BodyFault> {
    let mut body = Vec::new();
    let mut size = 0;
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(|_| BodyFault::Broken)?.into_data() else {
            continue;
        };
        size += data.len();
        if size <= limit {
            body.extend_from_slice(&data);
        } else if size > DRAIN_LIMIT.max(limit) {
            break;
        }
    }
    if size > limit {
        Err(BodyFault::TooLarge)
    } else {
        Ok(body.into())
    }
}

/// 413.
pub fn too_large() -> Problem {
    Problem::new(413, Code::Invalid, "提交的内容太大。")
}

/// The JSON of a body, or 415 or 400. `types` are the media types allowed.
pub fn json(headers: &HeaderMap, body: &[u8], types: &[&str]) -> Result<Value, Problem> {
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim();
    if !types
        .iter()
        .any(|allowed| sent.eq_ignore_ascii_case(allowed))
    {
        let detail = "只接受 JSON 格式的内容。";
        return Err(Problem::new(415, Code::Invalid, detail));
    }
    serde_json::from_slice(body).map_err(|_| Problem {
        errors: vec![FieldError::new("", "format")],
        ..Problem::new(400, Code::Invalid, "提交的内容不是完整的 JSON。")
    })
}

/// The token of `Authorization: Bearer`, or 401.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
        .map(|(_, token)| token.trim())
        .ok_or_else(Problem::unauthorised)
}

/// The first value of a query parameter, decoded.
pub fn query(query: Option<&str>, name: &str) -> Option<String> {
    query?
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| {
            let spaced = value.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        assert_eq!(
            query(Some("a=1&since=x%2Fy+z"), "since").as_deref(),
            Some("x/y z")
        );
        assert_eq!(query(Some("since"), "since").as_deref(), Some(""));
        assert_eq!(query(Some("a=since"), "since"), None);
        assert_eq!(query(None, "since"), None);
    }

    #[test]
    fn bearers() {
        let mut headers = HeaderMap::new();
        assert!(bearer(&headers).is_err());
        for (value, token) in [
            ("Bearer x", Some("x")),
            ("bearer x", Some("x")),
            ("Basic x", None),
        ] {
            headers.insert(header::AUTHORIZATION, value.parse().expect("a header"));
            assert_eq!(bearer(&headers).ok(), token);
        }
    }
}
