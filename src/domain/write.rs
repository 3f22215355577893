//! Writing our own documents, member by member: the other way of [`super::read`].
//!
//! A derived writer is compiled anew for every struct and for every kind of
//! member in it; what is written here are a few small records.

use crate::text;

/// A JSON object, as far as it is written.
#[derive(Default)]
pub struct Object(String);

impl Object {
    /// A member that is JSON already.
    pub fn json(&mut self, name: &str, value: &str) {
        let before = if self.0.is_empty() { "{\"" } else { ",\"" };
        for part in [before, name, "\":", value] {
            self.0.push_str(part);
        }
    }

    pub fn text(&mut self, name: &str, value: &str) {
        self.json(name, &text(value));
    }

    pub fn number(&mut self, name: &str, value: i64) {
        self.json(name, &value.to_string());
    }

    pub fn flag(&mut self, name: &str, on: bool) {
        self.json(name, if on { "true" } else { "false" });
    }

    /// A member that may be missing; then it is written as nothing.
    pub fn maybe(&mut self, name: &str, value: Option<String>) {
        self.json(name, value.as_deref().unwrap_or("null"));
    }

    pub fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// A text as JSON.
pub fn text(raw: &str) -> String {
    serde_json::to_string(raw).unwrap_or_default()
}

/// Values that are JSON, as a list.
pub fn list(values: &[String]) -> String {
    text!("[", &values.join(","), "]")
}

/// Texts as a list.
pub fn texts(raw: &[String]) -> String {
    let values: Vec<String> = raw.iter().map(|raw| text(raw)).collect();
    list(&values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut object = Object::default();
        assert_eq!(Object::default().end(), "{}");
        object.text("a", "\"\\\n\u{1}一</");
        object.number("n", -9_007_199_254_740_991);
        object.flag("f", true);
        object.maybe("m", None);
        object.json("l", &texts(&["x".to_owned(), "\"".to_owned()]));
        object.json("e", &list(&[]));
        let written = object.end();
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        let wanted = serde_json::json!({"a": "\"\\\n\u{1}一</", "n": -9_007_199_254_740_991_i64, "f": true, "m": null, "l": ["x", "\""], "e": []});
        assert_eq!(value, wanted);
    }
}
