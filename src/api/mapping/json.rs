//! Places in a document: RFC 6901 pointers that make what is missing, and RFC 7396 patches.

pub use serde_json::{Map, Value};

/// Longest list that a pointer makes.
const INDEX_MAX: usize = 1_000;

/// What stands at a pointer; the empty one is the document.
pub fn at<'a>(document: &'a Value, pointer: &str) -> Option<&'a Value> {
    document.pointer(pointer).filter(|value| !value.is_null())
}

/// A text there; numbers and truth values as they are written.
pub fn text_at(document: &Value, pointer: &str) -> Option<String> {
    at(document, pointer).and_then(text)
}

/// A value as one text, unless it is a list or an object.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
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
        let name = name.replace("~1", "/").replace("~0", "~");
        let index = name.parse::<usize>().ok();
        if place.is_null() {
            *place = match index {
                Some(_) => Value::Array(Vec::new()),
                None => Value::Object(Map::new()),
            };
        }
        place = match (place, index) {
            (Value::Object(members), _) => members.entry(name).or_insert(Value::Null),
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
        *document = Value::Object(Map::new());
    }
    let Value::Object(members) = document else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.as_str()).or_insert(Value::Null), change);
        }
    }
}

/// What stands in a body, or nothing if it is no JSON.
pub fn read(body: &str) -> Value {
    serde_json::from_str(body.trim_start_matches('\u{feff}')).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
