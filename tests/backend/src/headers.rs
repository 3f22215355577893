//! `_headers`: what a static host is told to send, in the format that Netlify and Cloudflare Pages read.
//!
//! A line without indent is a path, in which `*` stands for anything and `:name` for one part. The indented lines
//! under it are headers; `! Name` takes away what earlier rules gave. What several rules give is joined by commas.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

struct Rule {
    path: String,
    removes: Vec<HeaderName>,
    adds: Vec<(HeaderName, String)>,
}

/// The rules of one file, in order.
#[derive(Default)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// Reads a file; lines that say nothing are passed over.
    pub fn read(text: &str) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines() {
            let words = line.trim();
            if words.is_empty() || words.starts_with('#') {
                continue;
            }
            if !line.starts_with(char::is_whitespace) {
                rules.push(Rule {
                    path: words.to_owned(),
                    removes: Vec::new(),
                    adds: Vec::new(),
                });
                continue;
            }
            let Some(rule) = rules.last_mut() else {
                continue;
            };
            if let Some(name) = words.strip_prefix('!') {
                rule.removes.extend(name.trim().parse::<HeaderName>());
            } else if let Some((name, value)) = words.split_once(':')
                && let Ok(name) = name.trim().parse()
            {
                rule.adds.push((name, value.trim().to_owned()));
            }
        }
        Self(rules)
    }

    /// The headers for a path.
    pub fn of(&self, path: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for rule in self.0.iter().filter(|rule| fits(&rule.path, path)) {
            for name in &rule.removes {
                headers.remove(name);
            }
            for (name, value) in &rule.adds {
                let joined = match headers.get(name).and_then(|old| old.to_str().ok()) {
                    Some(old) => format!("{old}, {value}"),
                    None => value.clone(),
                };
                if let Ok(value) = HeaderValue::from_str(&joined) {
                    headers.insert(name.clone(), value);
                }
            }
        }
        headers
    }
}

/// Whether a path fits a rule's; a scheme and host in the rule are passed over.
fn fits(rule: &str, path: &str) -> bool {
    let rule = match rule.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => rule,
    };
    if !rule.contains(':') {
        return crate::faults::glob(rule, path);
    }
    let (mut wanted, mut parts) = (rule.split('/'), path.split('/'));
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return true,
            (Some("*"), Some(_)) => return true,
            (Some(name), Some(part)) if name.starts_with(':') && !part.is_empty() => {}
            (Some(name), Some(part)) if name == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# all
/*
  X-Frame-Options: DENY
  Cache-Control: no-cache
  Content-Security-Policy: default-src 'none'; img-src https://a
/assets/*
  ! Cache-Control
  Cache-Control: public, immutable
  X-Frame-Options: ALSO
/icons/:name
  X-Icon: yes
";

    fn header(path: &str, name: &str) -> String {
        let headers = Rules::read(FILE).of(path);
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("-")
            .to_owned()
    }

    #[test]
    fn rules_are_joined_and_taken_away() {
        assert_eq!(header("/", "cache-control"), "no-cache");
        assert_eq!(header("/assets/a.js", "cache-control"), "public, immutable");
        assert_eq!(header("/assets/a.js", "x-frame-options"), "DENY, ALSO");
        assert_eq!(
            header("/x", "content-security-policy"),
            "default-src 'none'; img-src https://a"
        );
        assert_eq!(header("/icons/a", "x-icon"), "yes");
        assert_eq!(header("/icons/a/b", "x-icon"), "-");
    }
}
