//! One snapshot of the catalogue: its document, its bytes, and an index for booking and lectures.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::encoding::Encoded;
use crate::lectures::Lecture;
use crate::session::{Session, is_id};
use crate::token;

/// What this backend can do, as the catalogue tells clients.
pub const CAPABILITIES: [&str; 12] = [
    "register",
    "atomic_capacity",
    "waitlist",
    "offers",
    "class",
    "grade",
    "alternatives",
    "cancel",
    "change",
    "delta",
    "if_match",
    "questions",
];

/// The two lists a delta covers.
const LISTS: [&str; 2] = ["venues", "activities"];

/// Digests of what a client with a cursor already has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Everything outside the two lists.
    frame: String,
    /// Per list: id to digest.
    items: [BTreeMap<String, String>; 2],
}

pub struct Catalogue {
    pub document: Value,
    pub encoded: Encoded,
    pub cursor: String,
    pub fingerprint: Fingerprint,
    pub sessions: HashMap<String, Session>,
    pub lectures: HashMap<String, Lecture>,
}

impl Catalogue {
    /// A snapshot of a document, with the members only a server has.
    pub fn new(mut document: Value) -> Self {
        if let Value::Object(map) = &mut document {
            map.remove("cursor");
            map.insert("capabilities".into(), json!(CAPABILITIES));
        }
        let cursor = cursor_of(&document);
        if let Value::Object(map) = &mut document {
            map.insert("cursor".into(), json!(cursor));
        }
        let bytes = document.to_string();
        Self::index(document, cursor, bytes.into_bytes())
    }

    /// A snapshot served byte for byte, whatever it is.
    pub fn verbatim(bytes: Vec<u8>) -> Self {
        let document: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let cursor = match document["cursor"].as_str() {
            Some(cursor) => cursor.to_owned(),
            None => cursor_of(&document),
        };
        Self::index(document, cursor, bytes)
    }

    fn index(document: Value, cursor: String, bytes: Vec<u8>) -> Self {
        let mut sessions = HashMap::new();
        let mut lectures = HashMap::new();
        for activity in list(&document, "activities") {
            for session in list(activity, "sessions") {
                if let Some(session) = Session::read(activity, session) {
                    sessions.insert(session.id.clone(), session);
                }
            }
        }
        for activity in list(&document, "activities") {
            if let Some(lecture) = Lecture::read(activity, &sessions) {
                lectures.insert(lecture.id.clone(), lecture);
            }
        }
        Self {
            fingerprint: fingerprint(&document),
            encoded: Encoded::new(bytes, true),
            document,
            cursor,
            sessions,
            lectures,
        }
    }

    /// What changed since a snapshot; `None` when more than the two lists did.
    pub fn since(&self, known: &Fingerprint) -> Option<Value> {
        if known.frame != self.fingerprint.frame {
            return None;
        }
        let mut upserts = Map::new();
        let mut deleted = Map::new();
        for (i, name) in LISTS.into_iter().enumerate() {
            let (old, new) = (&known.items[i], &self.fingerprint.items[i]);
            let changed: Vec<&Value> = list(&self.document, name)
                .iter()
                .filter(|item| {
                    let id = item["id"].as_str().unwrap_or_default();
                    new.get(id) != old.get(id)
                })
                .collect();
            let gone: Vec<&String> = old.keys().filter(|id| !new.contains_key(*id)).collect();
            upserts.insert(name.into(), json!(changed));
            deleted.insert(name.into(), json!(gone));
        }
        Some(json!({
            "contract": self.document["contract"],
            "cursor": self.cursor,
            "upserts": upserts,
            "deleted": deleted,
        }))
    }

    /// Bookable sessions of one activity, earliest first.
    pub fn siblings(&self, activity: &str) -> Vec<&Session> {
        let mut siblings: Vec<&Session> = self
            .sessions
            .values()
            .filter(|session| session.bookable && session.activity == activity)
            .collect();
        siblings.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        siblings
    }
}

/// The items of a list member; nothing when it is no list.
pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn cursor_of(document: &Value) -> String {
    token::digest(document.to_string().as_bytes())[..16].to_owned()
}

fn fingerprint(document: &Value) -> Fingerprint {
    let frame: Map<String, Value> = document
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "cursor" && !LISTS.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let items = LISTS.map(|name| {
        list(document, name)
            .iter()
            .filter_map(|item| {
                let id = item["id"].as_str().filter(|id| is_id(id))?;
                Some((id.to_owned(), token::digest(item.to_string().as_bytes())))
            })
            .collect()
    });
    Fingerprint {
        frame: token::digest(Value::Object(frame).to_string().as_bytes()),
        items,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({"contract": "kp/1", "edition": {"id": "e"}, "venues": [{"id": "v"}],
            "activities": [{"id": "a", "title": "甲"}, {"id": "b", "title": "乙"}], "capabilities": []})
    }

    #[test]
    fn a_cursor_follows_from_the_content() {
        let first = Catalogue::new(document());
        assert_eq!(first.cursor, Catalogue::new(document()).cursor);
        assert_eq!(first.cursor, Catalogue::new(first.document.clone()).cursor);
        assert_eq!(first.document["capabilities"], json!(CAPABILITIES));
    }

    #[test]
    fn a_delta_holds_what_changed_and_what_went() {
        let old = Catalogue::new(document());
        let mut changed = document();
        changed["activities"] = json!([{"id": "b", "title": "丙"}, {"id": "c", "title": "丁"}]);
        let delta = Catalogue::new(changed)
            .since(&old.fingerprint)
            .expect("a delta");
        assert_eq!(
            delta["upserts"],
            json!({"venues": [], "activities": [{"id": "b", "title": "丙"}, {"id": "c", "title": "丁"}]})
        );
        assert_eq!(delta["deleted"], json!({"venues": [], "activities": ["a"]}));
        let mut other = document();
        other["edition"]["id"] = json!("f");
        assert!(Catalogue::new(other).since(&old.fingerprint).is_none());
    }

    #[test]
    fn hostile_bytes_are_kept_as_they_are() {
        for bytes in ["", "[1,", "{\"activities\":7}", "null", "\u{feff}{}"] {
            let catalogue = Catalogue::verbatim(bytes.into());
            assert_eq!(catalogue.encoded.raw, bytes.as_bytes());
            assert!(catalogue.sessions.is_empty());
        }
        let deep = "[".repeat(100_000);
        assert!(Catalogue::verbatim(deep.into()).document.is_null());
    }
}
