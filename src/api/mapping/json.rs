//! Documents that are taken apart and put together: RFC 6901 pointers that make what is missing, RFC 7396 patches.
//!
//! A tree of the app's own over its own reader: serde_json's brings readers and writers of floats, whose tables lie in
//! what the first page loads, 17 kB of it. Numbers stay as they are written.

use crate::domain::read;
use std::ops::Index;

/// Longest list that a pointer makes.
const INDEX_MAX: usize = 1_000;

/// A value of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    Array(Vec<Value>),
    Object(Map),
}

/// The members of an object, in their order.
#[derive(Debug, Clone, Default)]
pub struct Map(Vec<(String, Value)>);

/// In whatever order they stand.
impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Map {
    pub fn of(members: impl Iterator<Item = (String, Value)>) -> Self {
        Self(members.collect())
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The member of this name, made if it is missing.
    pub fn member(&mut self, name: &str) -> &mut Value {
        let place = self.0.iter().position(|(known, _)| known == name);
        let place = place.unwrap_or_else(|| {
            self.0.push((name.to_owned(), Value::Null));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    pub fn insert(&mut self, name: &str, value: impl Into<Value>) {
        *self.member(name) = value.into();
    }

    /// Adds one that is not there yet.
    pub fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut Value)> {
        self.0.iter_mut().map(|(name, value)| (&*name, value))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::Array(items)
    }
}

static NOTHING: Value = Value::Null;

impl Index<&str> for Value {
    type Output = Value;

    fn index(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(&NOTHING)
    }
}

impl Value {
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// The items of a list that is a member of this object.
    pub fn list_mut(&mut self, name: &str) -> Option<&mut Vec<Value>> {
        let Self::Object(members) = self else {
            return None;
        };
        match members.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, Value::Array(items))) => Some(items),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Map> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    fn of(value: read::Value) -> Self {
        if let Some(text) = value.as_str() {
            Self::String(text.to_owned())
        } else if let Some(digits) = value.as_number() {
            Self::Number(digits.to_owned())
        } else if let Some(truth) = value.as_bool() {
            Self::Bool(truth)
        } else if value.is_array() {
            Self::Array(value.items().map(Self::of).collect())
        } else if value.is_object() {
            let members = value.members();
            Self::Object(Map::of(
                members.map(|(name, value)| (name.to_owned(), Self::of(value))),
            ))
        } else {
            Self::Null
        }
    }

    /// Writes it as a text.
    pub fn write(&self) -> String {
        let mut out = String::new();
        self.write_to(&mut out);
        out
    }

    fn write_to(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(digits) => out.push_str(digits),
            Self::String(text) => write_text(text, out),
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_to(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_text(name, out);
                    out.push(':');
                    value.write_to(out);
                }
                out.push('}');
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' => {
                let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(c as u32 >> 4));
                out.push(digit(c as u32 & 15));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The place in a list that a part of a pointer names.
fn index(name: &str) -> Option<usize> {
    let is_index =
        !name.is_empty() && name.len() <= 6 && name.bytes().all(|byte| byte.is_ascii_digit());
    is_index.then(|| name.parse().ok())?
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

/// What stands at a pointer; the empty one is the document.
pub fn at<'a>(document: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut place = document;
    if !pointer.is_empty() {
        for name in pointer.strip_prefix('/')?.split('/') {
            place = match place {
                Value::Object(members) => members.get(&unescaped(name))?,
                Value::Array(items) => items.get(index(name)?)?,
                _ => return None,
            };
        }
    }
    (!place.is_null()).then_some(place)
}

/// A text there; numbers and truth values as they are written.
pub fn text_at(document: &Value, pointer: &str) -> Option<String> {
    at(document, pointer).and_then(text)
}

/// A value as one text, unless it is a list or an object.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(digits) => Some(digits.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A number, or a text that is one, in thousandths; what is written with an exponent is none of ours. Without a float:
/// its tables would be the largest thing in this part of the app.
pub fn thousandths(value: &Value) -> Option<i64> {
    let text = text(value)?;
    let text = text.trim();
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && all_digits(whole) && all_digits(part)).then_some(())?;
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let whole = whole.parse::<i64>().ok()?.checked_mul(1_000)?;
    Some(sign * whole.checked_add(part.parse().ok()?)?)
}

/// Puts a value there; objects and lists on the way are made. What is of another kind on the way stays as it is.
pub fn put(document: &mut Value, pointer: &str, value: Value) {
    let Some(path) = pointer.strip_prefix('/') else {
        if pointer.is_empty() {
            *document = value;
        }
        return;
    };
    let mut place = document;
    for name in path.split('/') {
        let index = index(name);
        if place.is_null() {
            *place = match index {
                Some(_) => Value::Array(Vec::new()),
                None => Value::Object(Map::default()),
            };
        }
        place = match (place, index) {
            (Value::Object(members), _) => members.member(&unescaped(name)),
            (Value::Array(items), Some(index)) if index < INDEX_MAX => {
                if items.len() <= index {
                    items.resize(index + 1, Value::Null);
                }
                &mut items[index]
            }
            _ => return,
        };
    }
    *place = value;
}

/// Applies a merge patch: members of it replace those of the document, `null` removes.
pub fn merge(document: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *document = patch.clone();
        return;
    };
    if !document.is_object() {
        *document = Value::Object(Map::default());
    }
    let Value::Object(members) = document else {
        return;
    };
    for (name, change) in changes.iter() {
        if change.is_null() {
            members.remove(name);
        } else {
            merge(members.member(name), change);
        }
    }
}

/// What stands in a body, or nothing if it is no JSON.
pub fn read(body: &str) -> Value {
    read::document(body)
        .map(|document| Value::of(document.root()))
        .unwrap_or_default()
}

/// A document written out, in tests.
#[cfg(test)]
macro_rules! json {
    ($($document:tt)*) => {
        $crate::api::mapping::json::read(&serde_json::json!($($document)*).to_string())
    };
}
#[cfg(test)]
pub(crate) use json;

#[cfg(test)]
impl Index<usize> for Value {
    type Output = Value;

    fn index(&self, at: usize) -> &Value {
        self.as_array()
            .and_then(|items| items.get(at))
            .unwrap_or(&NOTHING)
    }
}

#[cfg(test)]
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: serde_json::Value = serde_json::from_str(&self.write()).expect("a document");
        value.serialize(serializer)
    }
}

#[cfg(test)]
impl PartialEq<&str> for Value {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_on_the_way_is_made() {
        let mut document = json!({"a": 1});
        put(&mut document, "/b/0/c", json!(2));
        put(&mut document, "/a/x", json!(3));
        put(&mut document, "/b/999999999/c", json!(4));
        put(&mut document, "/m~1n", json!(5));
        assert_eq!(document, json!({"a": 1, "b": [{"c": 2}], "m/n": 5}));
        assert_eq!(text_at(&document, "/b/0/c").as_deref(), Some("2"));
        assert_eq!(text_at(&document, "/b/1"), None);
    }

    #[test]
    fn a_document_is_written_as_it_was_read() {
        let text = r#"{"a\"\\\n\u0001":[1,-2.50,1e3,true,false,null,"中",{}],"b":{"c":[]},"a":9007199254740993}"#;
        assert_eq!(read(text).write(), text);
        assert_eq!(read("<html>"), Value::Null);
    }

    #[test]
    fn numbers_in_thousandths() {
        let read = |value: Value| thousandths(&value);
        assert_eq!(read(json!(1_694_914_200)), Some(1_694_914_200_000));
        assert_eq!(read(json!("-1.5")), Some(-1_500));
        assert_eq!(read(json!(0.1239)), Some(123));
        for odd in [
            json!("1e5"),
            json!(""),
            json!("."),
            json!("99999999999999999999"),
            json!(null),
            json!("中"),
        ] {
            assert_eq!(read(odd), None);
        }
    }

    #[test]
    fn the_examples_of_rfc_7396() {
        for (mut document, patch, result) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (
                json!({"a":{"b":"c"}}),
                json!({"a":{"b":"d","c":null}}),
                json!({"a":{"b":"d"}}),
            ),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"a":"foo"}), json!("bar"), json!("bar")),
            (json!([1, 2]), json!({"a":"b","c":null}), json!({"a":"b"})),
            (
                json!({}),
                json!({"a":{"bb":{"ccc":null}}}),
                json!({"a":{"bb":{}}}),
            ),
        ] {
            merge(&mut document, &patch);
            assert_eq!(document, result);
        }
    }
}
