//! What came back from the network, before anyone reads it.

use crate::domain::retry;

/// Why there is no answer to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The device says it has no network.
    Offline,
    /// No connection, a refused one, a redirect elsewhere, a failed CORS check.
    Unreachable,
    /// No headers in time, or a body that stalled.
    Timeout,
    /// An answer that is not the contract's: a portal's page, a truncated body.
    Unreadable,
    /// The page that asked is gone.
    Aborted,
}

/// An answer whose headers and body arrived.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    /// `Content-Type`, without its parameters, in lower case.
    pub media: String,
    /// `Date` of the server as milliseconds since 1970, if it could be read.
    pub date: Option<f64>,
    pub etag: Option<String>,
    pub retry_after: Option<String>,
}

impl Answer {
    /// Whether the body says it is JSON. A static host may call it anything textual but HTML.
    pub fn is_json(&self) -> bool {
        !self.media.contains("html")
            && matches!(self.body.trim_start().as_bytes().first(), Some(b'{' | b'['))
    }
}

/// A body as the text it is, without a byte-order mark; what is not UTF-8 in it is replaced.
pub fn text(mut bytes: Vec<u8>) -> String {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// `text/HTML; charset=x` → `text/html`.
pub fn media(content_type: &str) -> String {
    content_type
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase()
}

/// Milliseconds since 1970 of an HTTP date (`Sun, 17 Sep 2023 01:30:00 GMT`).
pub fn http_date(raw: &str) -> Option<f64> {
    retry::http_date(raw).map(|date| date.timestamp_millis() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_the_text_a_browser_makes_of_them() {
        assert_eq!(text("\u{feff}{\"a\":\"一\"}".into()), "{\"a\":\"一\"}");
        assert_eq!(text(b"a\xffb\xe4\xb8".to_vec()), "a\u{fffd}b\u{fffd}");
    }

    #[test]
    fn a_portals_page_is_not_json() {
        let answer = |media: &str, body: &str| Answer {
            status: 200,
            media: super::media(media),
            body: body.into(),
            ..Answer::default()
        };
        assert!(answer("application/json; charset=utf-8", " {}").is_json());
        assert!(answer("text/plain", "[1]").is_json());
        assert!(!answer("Text/HTML", "{}").is_json());
        assert!(!answer("application/json", "<html>").is_json());
        assert_eq!(
            http_date("Sun, 17 Sep 2023 01:30:00 GMT"),
            Some(1_694_914_200_000.0)
        );
        assert_eq!(http_date("soon"), None);
    }
}
