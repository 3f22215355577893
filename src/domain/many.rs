//! A list that survives bad items: each is decoded alone, a bad one is
//! skipped and counted (faults.md 16: nothing foreign may break a page).

use super::read::{self, Read, Value};

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

impl<T: Read> Many<T> {
    /// The list under a member; a member that is no list has no items.
    pub fn read(value: Value, name: &str) -> Self {
        Self::of(value.get(name))
    }

    /// A list; what is none has no items.
    pub fn of(value: Value) -> Self {
        let total = value.items().len();
        let items = read::list(value, usize::MAX, &mut T::read);
        let skipped = total - items.len();
        Self { items, skipped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Read for u8 {
        fn read(value: Value) -> Option<Self> {
            value.as_u64().and_then(|n| n.try_into().ok())
        }
    }

    #[test]
    fn a_bad_item_is_skipped_and_counted() {
        let document = read::document(r#"{"a":[1, "x", 300, 4, null], "b": 7}"#).unwrap();
        let value = document.root();
        let many = Many::<u8>::read(value, "a");
        assert_eq!((many.items, many.skipped), (vec![1, 4], 3));
        assert_eq!(Many::<u8>::read(value, "b"), Many::default());
    }
}
