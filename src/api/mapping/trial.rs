//! Trying a backend before anybody is sent there: what is wrong in a mapping, what is sent to see who may read it, and
//! the `config.json` that comes of it.

use super::Foreign;
use super::json::{self, Map, Value};
use super::spec::Registrations;

/// What a mapping may have; anything else is a slip of the pen.
const MEMBERS: [&str; 11] = [
    "about",
    "headers",
    "zone",
    "pages",
    "items",
    "resources",
    "delta",
    "realtime",
    "registrations",
    "errors",
    "capabilities",
];
const RESOURCES: [&str; 5] = [
    "catalogue",
    "venues",
    "activities",
    "sessions",
    "availability",
];

/// The places of members that no mapping has.
pub fn unknown(mapping: &Value) -> Vec<String> {
    let strange = |place: &str, value: Option<&Value>, known: &[&str]| {
        let members = value.and_then(Value::as_object);
        let names = members.into_iter().flat_map(Map::iter);
        let names = names.filter(|(name, _)| !known.contains(&name.as_str()));
        names
            .map(|(name, _)| [place, "/", name].concat())
            .collect::<Vec<_>>()
    };
    let mut places = strange("", Some(mapping), &MEMBERS);
    places.extend(strange("/resources", mapping.get("resources"), &RESOURCES));
    places
}

/// The line, from 1, from which a text is no JSON object.
pub fn line(text: &str) -> usize {
    let bytes = text.as_bytes();
    let end = value(bytes, 0, 0).map(|at| skip(bytes, at));
    let at = match end {
        Err(at) => at,
        Ok(at) if at < bytes.len() => at,
        // It is JSON, and no object.
        Ok(_) => 0,
    };
    let before = bytes.iter().take(at).filter(|byte| **byte == b'\n');
    before.count() + 1
}

/// How deep a document is looked into.
const DEEP: usize = 64;

fn skip(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Where the value that begins there ends.
///
/// # Errors
/// Where it stops being one.
fn value(bytes: &[u8], at: usize, depth: usize) -> Result<usize, usize> {
    let at = skip(bytes, at);
    match bytes.get(at) {
        Some(b'{') if depth < DEEP => items(bytes, at, b'}', depth),
        Some(b'[') if depth < DEEP => items(bytes, at, b']', depth),
        Some(b'"') => string(bytes, at),
        Some(b'-' | b'0'..=b'9') => {
            let digits = bytes[at..].iter();
            let in_number =
                |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
            Ok(at + digits.take_while(in_number).count())
        }
        _ => {
            let words: [&[u8]; 3] = [b"true", b"false", b"null"];
            let word = words
                .iter()
                .find(|word| bytes.get(at..).is_some_and(|rest| rest.starts_with(word)));
            word.map(|word| at + word.len()).ok_or(at)
        }
    }
}

fn items(bytes: &[u8], at: usize, close: u8, depth: usize) -> Result<usize, usize> {
    let mut at = skip(bytes, at + 1);
    if bytes.get(at) == Some(&close) {
        return Ok(at + 1);
    }
    loop {
        if close == b'}' {
            at = skip(bytes, string(bytes, skip(bytes, at))?);
            if bytes.get(at) != Some(&b':') {
                return Err(at);
            }
            at += 1;
        }
        at = skip(bytes, value(bytes, at, depth + 1)?);
        match bytes.get(at) {
            Some(b',') => at += 1,
            Some(byte) if *byte == close => return Ok(at + 1),
            _ => return Err(at),
        }
    }
}

fn string(bytes: &[u8], begin: usize) -> Result<usize, usize> {
    if bytes.get(begin) != Some(&b'"') {
        return Err(begin);
    }
    let mut at = begin + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += 2,
            Some(byte) if *byte >= b' ' => at += 1,
            _ => return Err(at.min(bytes.len())),
        }
    }
}

/// A document as people like to read it.
pub fn pretty(value: &Value, indent: usize, out: &mut String) {
    let line = |out: &mut String, indent: usize| {
        out.push('\n');
        (0..indent).for_each(|_| out.push_str("  "));
    };
    match value {
        Value::Object(members) if members.iter().next().is_some() => {
            out.push('{');
            for (nth, (name, member)) in members.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                line(out, indent + 1);
                out.push_str(&Value::from(name.as_str()).write());
                out.push_str(": ");
                pretty(member, indent + 1, out);
            }
            line(out, indent);
            out.push('}');
        }
        other => out.push_str(&other.write()),
    }
}

/// The deployment's `config.json` with another backend in it. A path that names a file beside the app stands for a
/// deployment without a backend.
pub fn config(current: Value, preset: &str, base: &str, mapping: Value) -> Value {
    let mut members = match current {
        Value::Object(members) => members,
        _ => Map::default(),
    };
    for name in ["setup", "base", "catalogue", "mapping"] {
        members.remove(name);
    }
    members.insert("contract", "kp/1");
    members.insert("preset", preset);
    let is_static = preset == "static";
    members.insert(if is_static { "catalogue" } else { "base" }, base);
    if mapping
        .as_object()
        .is_some_and(|own| own.iter().count() > 0)
    {
        members.insert("mapping", mapping);
    }
    Value::Object(members)
}

/// The registration that is made to see who may read it: nobody's, and it says so.
pub fn nobodys() -> Value {
    let mut sent = Value::Null;
    for (place, text) in [
        ("/kind", "person"),
        ("/lines/0/session", "setup-trial"),
        ("/consent_version", "setup-trial"),
    ] {
        json::put(&mut sent, place, text.into());
    }
    json::put(&mut sent, "/lines/0/party/adults", 1.into());
    sent
}

/// The same request from somebody who does not have the secret.
pub fn as_stranger(mut request: Foreign, registrations: &Registrations) -> Foreign {
    let is_secret = |name: &String| registrations.auth.iter().any(|(known, _)| known == name);
    request.headers.retain(|(name, _)| !is_secret(name));
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;
    use crate::api::mapping::registrations::{Own, cancel, create, read};
    use crate::api::mapping::spec::Mapping;

    #[test]
    fn a_slip_of_the_pen_is_told_by_its_place() {
        let mapping =
            json!({"zone": "Z", "registratons": {}, "resources": {"venue": {}, "venues": null}});
        assert_eq!(unknown(&mapping), ["/registratons", "/resources/venue"]);
        assert!(unknown(&Value::Null).is_empty());
    }

    #[test]
    fn the_line_is_told_from_which_it_is_no_json() {
        assert_eq!(line("{\n \"a\": 1,\n}"), 3);
        assert_eq!(line("{\n \"a\" 1\n}"), 2);
        assert_eq!(line("{\"a\": [1, 2.5e3, true, {\"b\": \"\\\"\"}]\n"), 2);
        assert_eq!(line("{}\n\nx"), 3);
        assert_eq!(line("{\"a\": tru}"), 1);
        assert_eq!(line("{\n\"a\": \"b"), 2);
        assert_eq!(line("\n[1]"), 1);
        assert_eq!(line("\\"), 1);
        assert_eq!(line(&"[\n".repeat(100_000)), 65);
    }

    #[test]
    fn a_file_is_written_for_people() {
        let document = json!({"a": {"b": [1, {"c": "\""}]}, "d": {}});
        let mut text = String::new();
        pretty(&document, 0, &mut text);
        assert_eq!(json::read(&text), document);
        assert!(text.contains("  \"a\": {\n    \"b\": [1,{"), "{text}");
    }

    #[test]
    fn the_file_keeps_what_is_not_about_the_backend() {
        let now = json!({"preset": "kp1", "base": "/api", "catalogue": "/api/catalogue", "phone": "1", "setup": true});
        let own = json!({"zone": "+08:00"});
        assert_eq!(
            config(now.clone(), "kinto", "https://k/v1", own.clone()),
            json!({"phone": "1", "contract": "kp/1", "preset": "kinto", "base": "https://k/v1", "mapping": own})
        );
        assert_eq!(
            config(now, "static", "data/2024.json", json!({})),
            json!({"phone": "1", "contract": "kp/1", "preset": "static", "catalogue": "data/2024.json"})
        );
    }

    #[test]
    fn a_stranger_has_no_secret_and_the_record_is_nobodys() {
        let config = json!({"base": "/b", "mapping": {"headers": {"apikey": "1"}, "registrations": {
            "private": "secret", "auth": {"Authorization": "Basic {basic}"},
            "create": {"method": "PUT", "path": "r/{record}"}, "read": {"path": "r/{record}"}, "cancel": {"path": "r/{record}"},
        }}});
        let mapping = Mapping::read(&config, &Value::Null);
        let registrations = mapping.registrations.as_ref().unwrap();
        let own = Own::new("3f0c1c3e-5a52-4c8e-9d51-6a7c3d1b2e4f", "");
        let sent = create(&mapping, registrations, &own, &nobodys());
        let body = sent.body.clone().unwrap();
        assert!(body.contains("setup-trial") && !body.contains("contact"));
        assert_eq!(sent.headers.len(), 2);
        let mine = [
            read(&mapping, registrations, &own).unwrap(),
            cancel(&mapping, registrations, &own, "1").unwrap(),
        ];
        for request in mine {
            assert_eq!(request.headers.len(), 2);
            let theirs = as_stranger(request.clone(), registrations);
            assert_eq!(theirs.headers, [("apikey".to_owned(), "1".to_owned())]);
            assert_eq!(theirs.path, request.path);
        }
    }
}
