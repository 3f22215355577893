//! What stays on this device: one key a record, each record versioned.
//!
//! Storage throws, is null or is full on real phones (faults.md 21–23): then
//! the same calls work on memory until the page closes, and [`Shelf::is_lasting`]
//! says so.

use crate::domain::by_id::ById;
use crate::text;
use std::cell::{Cell, RefCell};

/// A record's kind; its name has its only home here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The last catalogue, as the server sent it.
    Catalogue,
    /// The text size; read by the boot script too.
    Size,
    /// The colour scheme; read by the boot script too.
    Theme,
    Favourite,
    /// Something one means to go to: a session, or a day on which something is open.
    Plan,
    Receipt,
    /// A registration on its way: never evicted.
    Operation,
    Draft,
    /// How far a replay was watched.
    Position,
    /// What was searched for, a line each.
    Recent,
    /// The programme as it was seen: when, then, and on the visit before.
    Seen,
    /// A session of one's own, as it was when it became that and as it is.
    Followed,
    /// The token of a registration that came with a link, until it is here; held by the tab alone.
    Restore,
    /// What one was reminded of, and whether one wants to be.
    Remind,
}

impl Key {
    const ALL: [Self; 14] = [
        Self::Catalogue,
        Self::Size,
        Self::Theme,
        Self::Favourite,
        Self::Plan,
        Self::Receipt,
        Self::Operation,
        Self::Draft,
        Self::Position,
        Self::Recent,
        Self::Seen,
        Self::Followed,
        Self::Restore,
        Self::Remind,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "kepu.catalogue",
            Self::Size => "kepu.size",
            Self::Theme => "kepu.theme",
            Self::Favourite => "kepu.favourite",
            Self::Plan => "kepu.plan",
            Self::Receipt => "kepu.receipt",
            Self::Operation => "kepu.operation",
            Self::Draft => "kepu.draft",
            Self::Position => "kepu.position",
            Self::Recent => "kepu.recent",
            Self::Seen => "kepu.seen",
            Self::Followed => "kepu.followed",
            Self::Restore => "kepu.restore",
            Self::Remind => "kepu.remind",
        }
    }

    /// The storage key of the record `id`; a kind with one record has an empty id.
    fn of(self, id: &str) -> String {
        if id.is_empty() {
            self.name().into()
        } else {
            text!(self.name(), ".", id)
        }
    }
}

/// What may go when the quota is hit, in this order; never the outbox or a receipt.
const EVICTABLE: [Key; 4] = [Key::Seen, Key::Catalogue, Key::Position, Key::Draft];

/// The device's shelf.
pub struct Shelf {
    memory: RefCell<ById<String>>,
    lasting: Cell<bool>,
}

thread_local! {
    static SHELF: Shelf = Shelf { memory: RefCell::default(), lasting: Cell::new(probe()) };
}

fn area() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Whether storage keeps what it is given.
fn probe() -> bool {
    const PROBE: &str = "kepu.probe";
    area().is_some_and(|area| {
        let kept = area.set_item(PROBE, "1").is_ok()
            && area.get_item(PROBE).ok().flatten().as_deref() == Some("1");
        let _ = area.remove_item(PROBE);
        kept
    })
}

/// Whether what is put on the shelf outlasts the page.
pub fn is_lasting() -> bool {
    SHELF.with(|shelf| shelf.lasting.get())
}

/// The record, from storage or from memory.
pub fn get(key: Key, id: &str) -> Option<String> {
    let key = key.of(id);
    SHELF.with(|shelf| {
        let held = shelf.memory.borrow().get(&key).cloned();
        held.or_else(|| area()?.get_item(&key).ok().flatten())
    })
}

/// Keeps the record: in storage, after eviction if need be, else in memory.
/// Answers whether it outlasts the page.
pub fn set(key: Key, id: &str, value: &str) -> bool {
    let name = key.of(id);
    let stored = area().is_some_and(|area| {
        store(&area, &name, value)
            || EVICTABLE
                .iter()
                // What may go itself makes room only at the cost of what goes before it.
                .take_while(|other| **other != key)
                .any(|other| {
                    evict(&area, *other);
                    store(&area, &name, value)
                })
    });
    SHELF.with(|shelf| {
        if stored {
            shelf.memory.borrow_mut().remove(&name);
        } else if matches!(key, Key::Catalogue | Key::Seen) {
            // What does not fit is no loss: the list itself is in memory already.
            shelf.memory.borrow_mut().remove(&name);
        } else {
            shelf.memory.borrow_mut().insert(name, value.to_owned());
            shelf.lasting.set(false);
        }
    });
    stored
}

fn store(area: &web_sys::Storage, name: &str, value: &str) -> bool {
    area.set_item(name, value).is_ok()
        && area.get_item(name).ok().flatten().as_deref() == Some(value)
}

fn evict(area: &web_sys::Storage, key: Key) {
    for name in names(area).into_iter().filter(|name| belongs(name, key)) {
        let _ = area.remove_item(&name);
    }
}

fn belongs(name: &str, key: Key) -> bool {
    name == key.name()
        || name
            .strip_prefix(key.name())
            .is_some_and(|rest| rest.starts_with('.'))
}

fn names(area: &web_sys::Storage) -> Vec<String> {
    let count = area.length().unwrap_or(0);
    (0..count)
        .filter_map(|i| area.key(i).ok().flatten())
        .collect()
}

pub fn remove(key: Key, id: &str) {
    let name = key.of(id);
    SHELF.with(|shelf| {
        shelf.memory.borrow_mut().remove(&name);
    });
    if let Some(area) = area() {
        let _ = area.remove_item(&name);
    }
}

/// Whether there is anything of this kind.
pub fn has(key: Key) -> bool {
    !all(key).is_empty()
}

/// Ids and contents of all records of a kind, in the order of their ids.
pub fn all(key: Key) -> Vec<(String, String)> {
    let mut found: ById<String> = ById::default();
    let mut take = |name: &str, value: String| {
        if let Some(id) = name
            .strip_prefix(key.name())
            .and_then(|rest| rest.strip_prefix('.'))
        {
            found.insert(id.to_owned(), value);
        }
    };
    if let Some(area) = area() {
        for name in names(&area) {
            if let Ok(Some(value)) = area.get_item(&name) {
                take(&name, value);
            }
        }
    }
    SHELF.with(|shelf| {
        for (name, value) in shelf.memory.borrow().iter() {
            take(name, value.clone());
        }
    });
    found.into_iter().collect()
}

/// Puts a record that cannot be read aside, so that it neither breaks a page nor is lost.
pub fn quarantine(key: Key, id: &str) {
    if let (Some(area), Some(value)) = (area(), get(key, id)) {
        let _ = area.set_item(&text!("kepu.bad.", &key.of(id)), &value);
    }
    remove(key, id);
}

/// 清除本机数据: everything this app ever kept, nothing of anyone else's.
pub fn clear() {
    SHELF.with(|shelf| shelf.memory.replace(ById::default()));
    for area in [area(), session()].into_iter().flatten() {
        for name in names(&area)
            .into_iter()
            .filter(|name| name.starts_with("kepu."))
        {
            let _ = area.remove_item(&name);
        }
    }
    debug_assert!(Key::ALL.iter().all(|key| key.name().starts_with("kepu.")));
}

/// Keeps a record while this tab lives, and through its reloads: for what may
/// hold a name and a number. Without such storage it is kept in memory.
pub fn hold(key: Key, id: &str, value: &str) {
    let name = key.of(id);
    let stored = session().is_some_and(|area| store(&area, &name, value));
    if !stored {
        SHELF.with(|shelf| shelf.memory.borrow_mut().insert(name, value.to_owned()));
    }
}

/// What this tab holds.
pub fn held(key: Key, id: &str) -> Option<String> {
    let name = key.of(id);
    let stored = session().and_then(|area| area.get_item(&name).ok().flatten());
    stored.or_else(|| SHELF.with(|shelf| shelf.memory.borrow().get(&name).cloned()))
}

/// Lets go of what this tab holds.
pub fn release(key: Key, id: &str) {
    let name = key.of(id);
    if let Some(area) = session() {
        let _ = area.remove_item(&name);
    }
    SHELF.with(|shelf| shelf.memory.borrow_mut().remove(&name));
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Called when another tab changed a record of this kind. Keep the answer as long as it matters.
pub fn watch(task: impl Fn(Key) + 'static) -> Option<super::timer::Listener> {
    use wasm_bindgen::JsCast;
    let window = web_sys::window()?;
    Some(super::timer::listen(&window, "storage", move |event| {
        let name = event
            .dyn_into::<web_sys::StorageEvent>()
            .ok()
            .and_then(|event| event.key());
        for key in Key::ALL {
            if name.as_deref().is_none_or(|name| belongs(name, key)) {
                task(key);
            }
        }
    }))
}
