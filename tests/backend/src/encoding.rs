//! Bytes with their entity tag and their compressed forms, each made once.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};

use crate::token;

/// Brotli for what is compressed once and served often. Beyond it each step costs ten times the time for a percent.
const KEPT_QUALITY: i32 = 9;
/// Brotli for what changes from answer to answer.
const QUICK_QUALITY: i32 = 4;
/// Below this many bytes compressing gains nothing.
const SMALL: usize = 256;

/// A content coding this server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Coding {
    pub fn name(self) -> Option<&'static str> {
        match self {
            Coding::Brotli => Some("br"),
            Coding::Gzip => Some("gzip"),
            Coding::Identity => None,
        }
    }

    /// The best coding the client accepts.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let accepted = headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut best = Coding::Identity;
        for part in accepted.flat_map(|value| value.split(',')) {
            let mut words = part.split(';').map(str::trim);
            let name = words.next().unwrap_or_default();
            let refused = words
                .filter_map(|word| word.strip_prefix("q="))
                .any(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
            match name {
                _ if refused => {}
                "br" => return Coding::Brotli,
                "gzip" => best = Coding::Gzip,
                _ => {}
            }
        }
        best
    }
}

/// A representation and its lazily made codings.
pub struct Encoded {
    pub raw: Bytes,
    tag: String,
    weak: bool,
    compressible: bool,
    quality: i32,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Encoded {
    pub fn new(raw: impl Into<Bytes>, compressible: bool) -> Self {
        let raw = raw.into();
        Self {
            tag: token::digest(&raw)[..16].to_owned(),
            weak: false,
            compressible: compressible && raw.len() >= SMALL,
            quality: KEPT_QUALITY,
            raw,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// Text that is made for one answer.
    pub fn quick(raw: impl Into<Bytes>) -> Self {
        Self {
            quality: QUICK_QUALITY,
            ..Self::new(raw, true)
        }
    }

    /// Text that may differ in what does not matter; `tag` identifies what does.
    pub fn weak(raw: impl Into<Bytes>, tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            weak: true,
            ..Self::quick(raw)
        }
    }

    /// With codings that a build made beforehand.
    pub fn with_siblings(self, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        Self {
            brotli: brotli.map(OnceLock::from).unwrap_or_default(),
            gzip: gzip.map(OnceLock::from).unwrap_or_default(),
            ..self
        }
    }

    /// What identifies the content, without quotes and whatever the coding.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The body in a coding, that coding, and its entity tag.
    pub fn pick(&self, coding: Coding) -> (Bytes, Coding, String) {
        let coding = if self.compressible {
            coding
        } else {
            Coding::Identity
        };
        let (bytes, suffix) = match coding {
            Coding::Brotli => (
                self.brotli.get_or_init(|| brotli(&self.raw, self.quality)),
                "-br",
            ),
            Coding::Gzip => (self.gzip.get_or_init(|| gzip(&self.raw)), "-gz"),
            Coding::Identity => (&self.raw, ""),
        };
        let weak = if self.weak { "W/" } else { "" };
        let tag = format!("{weak}\"{}{suffix}\"", self.tag);
        (bytes.clone(), coding, tag)
    }

    /// Whether `If-None-Match` names this content in any coding.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        none_match(headers, |tag| {
            let plain = tag.strip_suffix("-br").or_else(|| tag.strip_suffix("-gz"));
            plain.unwrap_or(tag) == self.tag
        })
    }

    /// The same, named by its own tag and not by `*`.
    pub fn is_the_same(&self, headers: &HeaderMap) -> bool {
        self.is_known(headers) && !none_match(headers, |_| false)
    }
}

/// Whether `If-None-Match` holds `*` or a tag (given without quotes) that `matches`.
pub fn none_match(headers: &HeaderMap, matches: impl Fn(&str) -> bool) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == "*" || matches(tag.trim_matches('"')))
}

fn brotli(raw: &[u8], quality: i32) -> Bytes {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut out, &params).expect("writing to memory");
    out.into()
}

fn gzip(raw: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(raw).expect("writing to memory");
    encoder.finish().expect("writing to memory").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(value: &str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().expect("a header"));
        Coding::accepted(&headers)
    }

    #[test]
    fn negotiation() {
        assert_eq!(accepted("gzip, deflate, br;q=0.5"), Coding::Brotli);
        assert_eq!(accepted("gzip, br;q=0"), Coding::Gzip);
        assert_eq!(accepted("gzip;q=0.0"), Coding::Identity);
        assert_eq!(Coding::accepted(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn tags_differ_by_coding_and_are_all_known() {
        let encoded = Encoded::new("x".repeat(1000), true);
        let mut headers = HeaderMap::new();
        for coding in [Coding::Brotli, Coding::Gzip, Coding::Identity] {
            let (body, picked, tag) = encoded.pick(coding);
            assert_eq!(picked, coding);
            assert_eq!(body.len() < 1000, coding != Coding::Identity);
            headers.insert(header::IF_NONE_MATCH, tag.parse().expect("a header"));
            assert!(encoded.is_known(&headers), "{tag}");
        }
        headers.insert(
            header::IF_NONE_MATCH,
            "\"other\"".parse().expect("a header"),
        );
        assert!(!encoded.is_known(&headers));
    }
}
