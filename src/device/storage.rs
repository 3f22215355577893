//! What stays on this device: one key a record, each record versioned.
//!
//! Storage throws, is null or is full on real phones (faults.md 21–23): then
//! the same calls work on memory until the page closes, and [`Shelf::is_lasting`]
//! says so. On a screen in a hall they do so by intent: nothing of a visitor is
//! written down there.

use crate::domain::by_id::ById;
pub use crate::domain::shelf::Key;
use crate::domain::shelf::{self, Area};
use crate::text;
use std::cell::{Cell, RefCell};

/// The device's shelf.
pub struct Shelf {
    memory: RefCell<ById<String>>,
    lasting: Cell<bool>,
    /// Whether this is a screen in a hall, where memory is all that is meant to last.
    kiosk: bool,
}

thread_local! {
    static SHELF: Shelf = {
        let kiosk = super::boot::is_kiosk();
        Shelf { memory: RefCell::default(), lasting: Cell::new(kiosk || probe()), kiosk }
    };
}

fn area() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn is_kiosk() -> bool {
    SHELF.with(|shelf| shelf.kiosk)
}

/// Where records of this kind are put, if they are not for memory alone.
fn area_of(key: Key) -> Option<web_sys::Storage> {
    area().filter(|_| key.is_nobodys() || !is_kiosk())
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
    let name = key.of(id);
    let held = SHELF.with(|shelf| shelf.memory.borrow().get(&name).cloned());
    held.or_else(|| area_of(key)?.get_item(&name).ok().flatten())
}

/// Keeps the record: in storage, after eviction if need be, else in memory.
/// Answers whether it outlasts the page.
pub fn set(key: Key, id: &str, value: &str) -> bool {
    let name = key.of(id);
    let stored = area_of(key).is_some_and(|area| shelf::keep(&area, key, &name, value));
    SHELF.with(|shelf| {
        if stored {
            shelf.memory.borrow_mut().remove(&name);
        } else if matches!(key, Key::Catalogue | Key::Seen) {
            // What does not fit is no loss: the list itself is in memory already.
            shelf.memory.borrow_mut().remove(&name);
        } else {
            shelf.memory.borrow_mut().insert(name, value.to_owned());
            shelf.lasting.set(shelf.kiosk);
        }
    });
    stored
}

impl Area for web_sys::Storage {
    fn get(&self, name: &str) -> Option<String> {
        self.get_item(name).ok().flatten()
    }

    fn put(&self, name: &str, value: &str) -> bool {
        self.set_item(name, value).is_ok() && Area::get(self, name).as_deref() == Some(value)
    }

    fn take(&self, name: &str) {
        let _ = self.remove_item(name);
    }

    fn names(&self) -> Vec<String> {
        let count = self.length().unwrap_or(0);
        (0..count)
            .filter_map(|i| self.key(i).ok().flatten())
            .collect()
    }
}

/// Takes a record away; one that a newer version of the app has put in the place of ours stays.
pub fn remove(key: Key, id: &str) {
    let name = key.of(id);
    let ours = SHELF.with(|shelf| shelf.memory.borrow_mut().remove(&name));
    if let Some(area) = area_of(key) {
        shelf::drop(&area, &name, ours.as_deref());
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
    if let Some(area) = area_of(key) {
        for name in area.names() {
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
    if let (Some(area), Some(value)) = (area_of(key), get(key, id)) {
        let _ = area.set_item(&text!("kepu.bad.", &key.of(id)), &value);
    }
    remove(key, id);
}

/// 清除本机数据: everything this app ever kept, nothing of anyone else's. A screen in a hall has kept nothing of its
/// visitors but in memory, and whoever owns the device loses nothing.
pub fn clear() {
    SHELF.with(|shelf| shelf.memory.replace(ById::default()));
    if is_kiosk() {
        return;
    }
    for area in [area(), session()].into_iter().flatten() {
        for name in area
            .names()
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
    let stored = session().is_some_and(|area| area.put(&name, value));
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
    let area = web_sys::window()?.session_storage().ok()?;
    area.filter(|_| !is_kiosk())
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
            if name.as_deref().is_none_or(|name| shelf::belongs(name, key)) {
                task(key);
            }
        }
    }))
}
