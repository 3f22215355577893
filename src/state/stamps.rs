//! Stamps on this device.

use super::App;
use crate::device::clock;
use crate::device::storage::{self, Key};
use crate::domain::by_id::ById;
use crate::domain::stamps::{self, Collected, Post, Tries};
use std::cell::RefCell;

thread_local! {
    static TRIES: RefCell<Tries> = RefCell::default();
}

/// What came of a code.
#[derive(Debug, Clone, PartialEq)]
pub enum Stamped {
    /// A stamp more, of this name.
    New(String),
    Again(String),
    /// No code at all.
    Bad,
    /// Nobody's code.
    Wrong,
    /// Too many wrong ones: another try in a minute.
    Wait,
    /// The programme, which knows the codes, is not there.
    Unready,
}

/// All that give a stamp in this edition, and its id.
pub fn posts(app: App) -> Option<(Vec<Post>, String)> {
    let programme = app.programme()?;
    let catalogue = &programme.catalogue;
    Some((stamps::posts(catalogue), catalogue.edition.id.clone()))
}

/// The stamps of an edition that were collected here.
pub fn collected(edition: &str) -> ById<Collected> {
    let mut found = ById::default();
    for (id, kept) in storage::all(Key::Stamp) {
        if let Some(stamp) = Collected::read(&kept).filter(|stamp| stamp.edition == edition) {
            found.insert(id, stamp);
        }
    }
    found
}

/// Takes a code as it was typed or scanned.
pub fn collect(app: App, typed: &str) -> Stamped {
    let Some((posts, edition)) = leptos::prelude::untrack(|| posts(app)) else {
        return Stamped::Unready;
    };
    let now = clock::now_millis();
    if !TRIES.with_borrow_mut(|tries| tries.may(now)) {
        return Stamped::Wait;
    }
    let Some(code) = stamps::tidy(typed) else {
        return Stamped::Bad;
    };
    let Some((at, mark)) = stamps::find(&posts, &edition, &code) else {
        TRIES.with_borrow_mut(|tries| tries.missed(now));
        return Stamped::Wrong;
    };
    let Post { id, name, .. } = &posts[at];
    if collected(&edition).contains_key(id) {
        return Stamped::Again(name.clone());
    }
    let stamp = Collected {
        at: now as i64,
        mark,
        edition,
    };
    storage::set(Key::Stamp, id, &stamp.write());
    Stamped::New(name.clone())
}
