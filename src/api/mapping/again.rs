//! A list that is asked for again: what is new of it, or that nothing is.

use super::json::{self, Value};

/// How a backend says what changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The parameter that carries the version one has.
    pub param: String,
    /// Where a record says that it was deleted.
    pub deleted: String,
}

/// A list as it was last read.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The `ETag` of the whole list.
    pub version: String,
    pub records: Vec<Value>,
}

impl Kept {
    /// The list with what changed: records of the same id take the place of the old ones, deleted ones go.
    pub fn with(&self, changes: Vec<Value>, id: &str, deleted: &str) -> Vec<Value> {
        let mut records = self.records.clone();
        for change in changes {
            let Some(own) = json::text_at(&change, id) else {
                continue;
            };
            let is_gone =
                json::at(&change, deleted).is_some_and(|gone| gone.as_bool() == Some(true));
            let place = records
                .iter()
                .position(|known| json::text_at(known, id).as_deref() == Some(&own));
            match (place, is_gone) {
                (Some(place), true) => {
                    records.remove(place);
                }
                (Some(place), false) => records[place] = change,
                (None, true) => {}
                (None, false) => records.push(change),
            }
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    #[test]
    fn changes_take_the_place_of_what_they_change() {
        let kept = Kept {
            version: "1".into(),
            records: vec![json!({"id": "a", "n": 1}), json!({"id": "b"})],
        };
        let changes = vec![
            json!({"id": "b", "deleted": true}),
            json!({"id": "a", "n": 2}),
            json!({"id": "c"}),
            json!({"id": "x", "deleted": true}),
            json!(7),
        ];
        assert_eq!(
            kept.with(changes, "/id", "/deleted"),
            [json!({"id": "a", "n": 2}), json!({"id": "c"})]
        );
    }
}
