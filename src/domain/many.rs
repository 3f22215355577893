//! A list that survives bad items: each is decoded alone, a bad one is
//! skipped and counted (faults.md 16: nothing foreign may break a page).

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

/// Items of a foreign list, and how many could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Many<T> {
    pub items: Vec<T>,
    pub skipped: usize,
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            skipped: 0,
        }
    }
}

impl<T> std::ops::Deref for Many<T> {
    type Target = Vec<T>;
    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T> From<Vec<T>> for Many<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, skipped: 0 }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Vec::<Box<RawValue>>::deserialize(deserializer)?;
        let total = raw.len();
        let items: Vec<T> = raw
            .iter()
            .filter_map(|item| serde_json::from_str(item.get()).ok())
            .collect();
        let skipped = total - items.len();
        Ok(Self { items, skipped })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_item_is_skipped_and_counted() {
        let many: Many<u8> = serde_json::from_str(r#"[1, "x", 300, 4, "\ud800"]"#).unwrap();
        assert_eq!((many.items, many.skipped), (vec![1, 4], 3));
    }
}
