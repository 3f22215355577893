use super::*;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Storage of so many bytes.
struct Small {
    records: RefCell<BTreeMap<String, String>>,
    room: usize,
}

impl Small {
    fn new(room: usize) -> Self {
        let records = RefCell::default();
        Self { records, room }
    }

    fn keep(&self, key: Key, id: &str, value: &str) -> bool {
        keep(self, key, &key.of(id), value)
    }
}

impl Area for Small {
    fn get(&self, name: &str) -> Option<String> {
        self.records.borrow().get(name).cloned()
    }

    fn put(&self, name: &str, value: &str) -> bool {
        let mut records = self.records.borrow_mut();
        let others = records.iter().filter(|(other, _)| *other != name);
        let used: usize = others.map(|(name, value)| name.len() + value.len()).sum();
        let fits = used + name.len() + value.len() <= self.room;
        if fits {
            records.insert(name.to_owned(), value.to_owned());
        }
        fits
    }

    fn take(&self, name: &str) {
        self.records.borrow_mut().remove(name);
    }

    fn names(&self) -> Vec<String> {
        self.records.borrow().keys().cloned().collect()
    }
}

#[test]
fn where_there_is_no_room_the_catalogue_goes_then_what_was_watched_and_typed() {
    let area = Small::new(1_000);
    let filler = |len: usize| "x".repeat(len);
    assert!(area.keep(Key::Operation, "a", "precious"));
    assert!(area.keep(Key::Draft, "s", &filler(150)));
    assert!(area.keep(Key::Position, "l", &filler(150)));
    assert!(area.keep(Key::Catalogue, "", &filler(500)));
    assert!(area.keep(Key::Receipt, "r", &filler(400)));
    let of = |key: Key, id| area.get(&key.of(id)).is_some();
    assert!(!of(Key::Catalogue, "") && of(Key::Position, "l") && of(Key::Draft, "s"));
    assert!(area.keep(Key::Receipt, "r2", &filler(300)));
    assert!(!of(Key::Position, "l") && of(Key::Operation, "a") && of(Key::Receipt, "r"));
    assert!(
        !area.keep(Key::Receipt, "r3", &filler(900)),
        "no room at all"
    );
    assert!(of(Key::Operation, "a") && of(Key::Receipt, "r") && of(Key::Receipt, "r2"));
    assert!(
        !area.keep(Key::Catalogue, "", &filler(900)),
        "the catalogue drives nothing out"
    );
    assert!(of(Key::Receipt, "r2"));
}

#[test]
fn what_a_newer_version_wrote_is_neither_overwritten_nor_removed_by_an_older_one() {
    let area = Small::new(1_000);
    let name = Key::Operation.of("a");
    let (ours, newer) = (r#"{"v":1,"id":"a"}"#, r#"{"v":2,"id":"a","more":1}"#);
    assert!(area.keep(Key::Operation, "a", ours));
    assert!(area.keep(Key::Operation, "a", newer), "an upgrade writes");
    assert!(!area.keep(Key::Operation, "a", ours));
    drop(&area, &name, Some(ours));
    assert_eq!(area.get(&name).as_deref(), Some(newer));
    drop(&area, &name, Some(newer));
    assert_eq!(area.get(&name), None);
    for (record, of) in [
        (newer, 2),
        (r#"{"v":12,"#, 12),
        (r#"{"v":"#, 0),
        (r#"{"v":-1}"#, 0),
        (r#"{"v":99999999999}"#, 0),
        ("1\tx", 0),
        ("", 0),
    ] {
        assert_eq!(version(record), of, "{record}");
    }
}

proptest! {
    #[test]
    fn full_or_not_no_operation_and_no_receipt_is_driven_out(
        room in 0usize..600,
        writes in proptest::collection::vec((0..Key::ALL.len(), 0..4u8, 0usize..300), 0..60),
    ) {
        let area = Small::new(room);
        let mut kept = BTreeMap::new();
        for (key, id, len) in writes {
            let key = Key::ALL[key];
            let (name, value) = (key.of(&id.to_string()), "x".repeat(len));
            let stands = keep(&area, key, &name, &value);
            if matches!(key, Key::Operation | Key::Receipt) && stands {
                kept.insert(name.clone(), value.clone());
            }
            prop_assert_eq!(stands, area.get(&name) == Some(value.clone()));
            for (name, value) in &kept {
                prop_assert_eq!(area.get(name), Some(value.clone()));
            }
        }
    }
}
