//! Places in a document: pointers, patches, and what stands there as a text or a number.

use super::{Map, Value};

/// Longest list that a pointer makes.
const INDEX_MAX: usize = 1_000;

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

/// The document with other values where it has texts.
pub fn with_texts(document: &Value, change: &dyn Fn(&str) -> Value) -> Value {
    match document {
        Value::String(text) => change(text),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| with_texts(item, change)).collect())
        }
        Value::Object(members) => {
            let members = members.iter();
            let changed = members.map(|(name, value)| (name.clone(), with_texts(value, change)));
            Value::Object(Map::of(changed))
        }
        other => other.clone(),
    }
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
