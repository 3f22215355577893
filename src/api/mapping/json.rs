//! Documents that are taken apart and put together: RFC 6901 pointers that make what is missing, RFC 7396 patches.
//!
//! A tree of the app's own over its own reader: serde_json's brings readers and writers of floats, whose tables lie in
//! what the first page loads, 17 kB of it. Numbers stay as they are written.

use crate::domain::read;
pub use places::{at, merge, put, text, text_at, thousandths, with_texts};
use std::ops::Index;

#[path = "json_places.rs"]
mod places;

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
#[path = "json_tests.rs"]
mod tests;
