//! Reading the members of a registration's body, each fault noted with its pointer.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::phone;
use crate::problem::FieldError;
use crate::request::{Contact, Kind, Line, Party, School};
use crate::session::is_id;

/// Most lines in one registration.
const MAX_LINES: usize = 60;
/// Most alternatives of one line.
const MAX_WISHES: usize = 8;
/// Most heads of one sort in one line.
const MAX_HEADS: i64 = 10_000;
/// Most access needs.
const MAX_NEEDS: usize = 16;
const BANDS: [&str; 5] = ["0-3", "4-6", "7-9", "10-12", "13-17"];

/// Reads fields and collects what is wrong with them.
#[derive(Default)]
pub struct Faults(pub Vec<FieldError>);

impl Faults {
    fn add(&mut self, pointer: impl Into<String>, code: &'static str) {
        self.0.push(FieldError::new(pointer, code));
    }

    pub fn or<T>(&mut self, value: Option<T>, pointer: &str, code: &'static str) -> Option<T> {
        if value.is_none() {
            self.add(pointer, code);
        }
        value
    }

    pub fn object<'a>(
        &mut self,
        value: &'a Value,
        pointer: &str,
    ) -> Option<&'a Map<String, Value>> {
        match value {
            Value::Object(map) => Some(map),
            Value::Null if !pointer.is_empty() => self.or(None, pointer, "required"),
            _ => self.or(None, pointer, "format"),
        }
    }

    /// A required text without control characters, trimmed; at most `max` characters came.
    pub fn text(
        &mut self,
        object: Option<&Map<String, Value>>,
        base: &str,
        name: &str,
        max: usize,
    ) -> Option<String> {
        let pointer = format!("{base}/{name}");
        let text = match object?.get(name) {
            None | Some(Value::Null) => return self.or(None, &pointer, "required"),
            Some(Value::String(text)) if text.chars().nth(max).is_some() => {
                return self.or(None, &pointer, "too_long");
            }
            Some(Value::String(text)) => text.trim(),
            Some(_) => return self.or(None, &pointer, "format"),
        };
        if text.is_empty() {
            self.or(None, &pointer, "required")
        } else if text.chars().any(char::is_control) {
            self.or(None, &pointer, "format")
        } else {
            Some(text.to_owned())
        }
    }

    /// A whole number within limits; absent is an error unless `default` is given.
    fn number(
        &mut self,
        value: Option<&Value>,
        pointer: &str,
        range: std::ops::RangeInclusive<i64>,
        default: Option<i64>,
    ) -> Option<i64> {
        match (value, default) {
            (None, Some(default)) => Some(default),
            (None | Some(Value::Null), _) => self.or(None, pointer, "required"),
            (Some(Value::Number(number)), _) => match number.as_i64() {
                Some(n) if range.contains(&n) => Some(n),
                // A JSON number with a zero fraction is a whole number too.
                None => match number.as_f64() {
                    Some(f) if f.fract() == 0.0 && f.abs() < 1e9 && range.contains(&(f as i64)) => {
                        Some(f as i64)
                    }
                    Some(f) if f.fract() != 0.0 => self.or(None, pointer, "format"),
                    _ => self.or(None, pointer, "out_of_range"),
                },
                Some(_) => self.or(None, pointer, "out_of_range"),
            },
            _ => self.or(None, pointer, "format"),
        }
    }

    pub fn flag(&mut self, body: &Value, name: &str) -> Option<bool> {
        match body.get(name) {
            None => None,
            Some(Value::Bool(flag)) => Some(*flag),
            Some(_) => self.or(None, &format!("/{name}"), "format"),
        }
    }

    pub fn contact(&mut self, body: &Value) -> Option<Contact> {
        let contact = self.object(&body["contact"], "/contact");
        let name = self.text(contact, "/contact", "name", 40);
        let phone = match contact?.get("phone") {
            None | Some(Value::Null) => self.or(None, "/contact/phone", "required"),
            Some(Value::String(typed)) => match phone::normalise(typed) {
                Ok(phone) => Some(phone),
                Err(code) => self.or(None, "/contact/phone", code),
            },
            Some(_) => self.or(None, "/contact/phone", "format"),
        };
        Some(Contact {
            name: name?,
            phone: phone?,
        })
    }

    pub fn school(&mut self, body: &Value, kind: Option<Kind>) -> Option<School> {
        match (kind, body.get("school")) {
            (None, _) | (Some(Kind::Person | Kind::Family), None) => return None,
            (Some(Kind::Person | Kind::Family), Some(_)) => {
                return self.or(None, "/school", "kind");
            }
            (Some(Kind::Class | Kind::Grade), _) => {}
        }
        let school = self.object(&body["school"], "/school");
        let name = self.text(school, "/school", "name", 60);
        let class = match kind {
            Some(Kind::Grade) => Some(String::new()),
            _ => self.text(school, "/school", "class", 20),
        };
        let grade = self.number(school?.get("grade"), "/school/grade", 1..=12, None);
        Some(School {
            name: name?,
            grade: grade?,
            class: class?,
        })
    }

    pub fn needs(&mut self, body: &Value) -> Option<Vec<String>> {
        let needs = match body.get("needs") {
            None => return None,
            Some(Value::Array(needs)) if needs.len() <= MAX_NEEDS => needs,
            Some(Value::Array(_)) => return self.or(None, "/needs", "too_long"),
            Some(_) => return self.or(None, "/needs", "format"),
        };
        let mut read = Vec::new();
        for (i, need) in needs.iter().enumerate() {
            match need.as_str().filter(|need| is_id(need)) {
                Some(need) => read.push(need.to_owned()),
                None => self.add(format!("/needs/{i}"), "format"),
            }
        }
        Some(read)
    }

    pub fn lines(&mut self, body: &Value, kind: Option<Kind>) -> Option<Vec<Line>> {
        let lines = match body.get("lines") {
            None | Some(Value::Null) => return self.or(None, "/lines", "required"),
            Some(Value::Array(lines)) if lines.is_empty() => {
                return self.or(None, "/lines", "required");
            }
            Some(Value::Array(lines)) if lines.len() > MAX_LINES => {
                return self.or(None, "/lines", "too_long");
            }
            Some(Value::Array(lines)) => lines,
            Some(_) => return self.or(None, "/lines", "format"),
        };
        lines
            .iter()
            .enumerate()
            .map(|(i, line)| self.line(line, &format!("/lines/{i}"), kind))
            .collect()
    }

    fn line(&mut self, line: &Value, base: &str, kind: Option<Kind>) -> Option<Line> {
        let object = self.object(line, base);
        let session = self.text(object, base, "session", 64);
        let session = match session {
            Some(id) if !is_id(&id) => self.or(None, &format!("{base}/session"), "format"),
            other => other,
        };
        let party = self.party(
            &object?.get("party").cloned().unwrap_or_default(),
            base,
            kind,
        );
        let class = match kind {
            Some(Kind::Grade) => Some(self.text(object, base, "class", 20)?),
            _ => None,
        };
        let alternatives = self.alternatives(object?.get("alternatives"), base);
        Some(Line {
            session: session?,
            party: party?,
            class,
            wished: None,
            alternatives: alternatives?,
        })
    }

    fn alternatives(&mut self, value: Option<&Value>, line: &str) -> Option<Vec<String>> {
        let pointer = format!("{line}/alternatives");
        let wishes = match value {
            None => return Some(Vec::new()),
            Some(Value::Array(wishes)) if wishes.len() <= MAX_WISHES => wishes,
            Some(Value::Array(_)) => return self.or(None, &pointer, "too_long"),
            Some(_) => return self.or(None, &pointer, "format"),
        };
        wishes
            .iter()
            .enumerate()
            .map(|(i, wish)| {
                let id = wish.as_str().filter(|id| is_id(id)).map(str::to_owned);
                self.or(id, &format!("{pointer}/{i}"), "format")
            })
            .collect()
    }

    /// One of a few words, if it is there.
    pub fn word<T>(
        &mut self,
        body: &Value,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = body.get(name)?;
        self.or(
            value.as_str().and_then(parse),
            &format!("/{name}"),
            "format",
        )
    }

    fn party(&mut self, party: &Value, line: &str, kind: Option<Kind>) -> Option<Party> {
        let base = format!("{line}/party");
        let object = self.object(party, &base)?;
        let range = 0..=MAX_HEADS;
        let adults = object.get("adults");
        let adults = self.number(adults, &format!("{base}/adults"), range.clone(), None);
        let children = object.get("children");
        let children = self.number(children, &format!("{base}/children"), range, Some(0));
        let bands = self.bands(object.get("bands"), &base, children);
        let party = Party {
            adults: adults?,
            children: children?,
            bands: bands?,
        };
        match kind {
            Some(Kind::Person) if party.seats() != 1 => self.or(None, &base, "out_of_range"),
            Some(Kind::Family | Kind::Class | Kind::Grade) if party.adults < 1 => {
                self.or(None, &format!("{base}/adults"), "out_of_range")
            }
            Some(Kind::Class | Kind::Grade) if party.children < 1 => {
                self.or(None, &format!("{base}/children"), "out_of_range")
            }
            _ => Some(party),
        }
    }

    fn bands(
        &mut self,
        value: Option<&Value>,
        base: &str,
        children: Option<i64>,
    ) -> Option<BTreeMap<String, i64>> {
        let pointer = format!("{base}/bands");
        let Some(value) = value else {
            return Some(BTreeMap::new());
        };
        let mut bands = BTreeMap::new();
        for (band, count) in self.object(value, &pointer)? {
            let at = format!("{pointer}/{}", band.replace('~', "~0").replace('/', "~1"));
            if !BANDS.contains(&band.as_str()) {
                self.add(at, "unknown");
                continue;
            }
            if let Some(count) = self.number(Some(count), &at, 0..=MAX_HEADS, None) {
                bands.insert(band.clone(), count);
            }
        }
        if children.is_some_and(|children| bands.values().sum::<i64>() > children) {
            return self.or(None, &pointer, "out_of_range");
        }
        Some(bands)
    }
}
