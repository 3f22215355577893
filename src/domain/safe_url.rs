//! The only way from a foreign string to an `href` or a `src`.

use crate::text;

/// A link that cannot run code: `https:`, or a path inside this deployment.
///
/// Leptos does not sanitise links, so components accept only this type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Accepts `https://host/…` and relative paths below the app's own folder;
    /// refuses every other scheme, `//host`, backslashes, credentials and
    /// anything with white space or control characters in it.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if raw.is_empty() || raw.len() > 2_000 {
            return None;
        }
        if raw
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '<' | '>' | '"' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        {
            return None;
        }
        let lower = raw.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("https://") {
            let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
            let valid = !authority.is_empty()
                && !authority.contains('@')
                && !authority.starts_with([':', '.']);
            return valid.then(|| Self(raw.to_owned()));
        }
        let relative = !raw.starts_with('/')
            && !raw.contains(':')
            && !raw.split(['/', '?', '#']).any(|part| part == "..");
        relative.then(|| Self(raw.to_owned()))
    }

    /// `tel:` for a phone number shown by the app.
    pub fn tel(number: &str) -> Option<Self> {
        let digits: String = number
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        (digits.len() >= 3 && digits.len() <= 20).then(|| Self(text!("tel:", &digits)))
    }

    /// `mailto:` for a contact shown by the app.
    pub fn mail(address: &str) -> Option<Self> {
        let (user, host) = address.split_once('@')?;
        let plain = |s: &str| {
            !s.is_empty()
                && s.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c))
        };
        (plain(user) && plain(host)).then(|| Self(text!("mailto:", address)))
    }

    /// A map app's public link for a point in GCJ-02 (Amap's URI scheme over https).
    pub fn map(lng: f64, lat: f64, name: &str) -> Self {
        let (lng, lat) = (super::venue::degrees(lng), super::venue::degrees(lat));
        let place = ["https://uri.amap.com/marker?position=", &lng, ",", &lat];
        let name = ["&name=", &super::query::encode(name)];
        Self(text!(
            &place.concat(),
            &name.concat(),
            "&coordinate=gaode&callnative=1",
        ))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it leaves this deployment (opened in a new tab then).
    pub fn is_external(&self) -> bool {
        let head = self.0.get(..8);
        head.is_some_and(|head| head.eq_ignore_ascii_case("https://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn files_of_the_deployment_may_have_chinese_names() {
        for own in ["回放/月亮.mp4", "视频/回放.m3u8", "a月亮背面.vtt"] {
            assert!(!SafeUrl::parse(own).unwrap().is_external(), "{own}");
        }
    }

    #[test]
    fn hostile_links_are_refused() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example/x",
            "\\\\evil.example",
            "/\\evil",
            "http://plain.example",
            "https://",
            "https://user@evil.example",
            "https://a b",
            "../../etc/passwd",
            "",
            "blob:https://x",
            "\u{202e}https://x",
        ] {
            assert_eq!(SafeUrl::parse(bad), None, "{bad:?}");
        }
        assert!(
            SafeUrl::parse("https://www.kepuri.cn/a?b=c#d")
                .unwrap()
                .is_external()
        );
        assert!(!SafeUrl::parse("data/recap/a.svg").unwrap().is_external());
        assert_eq!(
            SafeUrl::tel("0373-3661812").unwrap().as_str(),
            "tel:03733661812"
        );
        assert_eq!(SafeUrl::mail("a@b.cn?subject=x"), None);
    }

    proptest! {
        #[test]
        fn whatever_passes_has_no_other_scheme(raw in ".{0,40}") {
            if let Some(url) = SafeUrl::parse(&raw) {
                let s = url.as_str().to_ascii_lowercase();
                prop_assert!(s.starts_with("https://") || !s.contains(':'));
                prop_assert!(!s.starts_with('/') && !s.starts_with('\\'));
            }
        }
    }
}
