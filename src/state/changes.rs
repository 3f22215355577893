//! What changed since the last visit, and what became of the sessions of one's own.
//!
//! Two digests are kept: of the programme as it is seen in this visit, and as
//! it was at the end of the one before. Only the second is compared, so that
//! what is marked stays marked through a reload.

use super::{App, registrations};
use crate::device::clock;
use crate::device::storage::{self, Key};
use crate::domain::availability::Seats;
use crate::domain::by_id::{ById, Ids};
use crate::domain::changes::{Change, Digest, is_another_visit, minutes};
use crate::domain::plan;
use crate::domain::receipt::Snapshot;
use crate::state::programme::Programme;
use std::cell::RefCell;

/// Ids of the records of [`Key::Seen`]: the time of the last look, what was seen then, and on the visit before.
const AT: &str = "at";
const NOW: &str = "now";
const BEFORE: &str = "before";

thread_local! {
    /// The record of the visit before, once it is read.
    static BASE: RefCell<Option<Digest>> = const { RefCell::new(None) };
    /// What is on the shelf as seen in this visit.
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Followed sessions on the shelf.
pub fn read() -> ById<Change> {
    let mut all = ById::default();
    registrations::records(Key::Followed, &mut |id, stored| {
        let change = Change::restore(stored);
        change
            .map(|change| all.insert(id.to_owned(), change))
            .is_some()
    });
    all
}

/// Looks at the programme as it is: compares it with what was seen before, and takes over what it says of one's own
/// sessions. To be called when programme, places or one's own sessions change, and when somebody comes back.
pub fn look(app: App) {
    let Some(programme) = app.programme_untracked() else {
        return;
    };
    let now = clock::now();
    let catalogue = &programme.catalogue;
    let places = app
        .availability
        .with_untracked(|places| places.by_slot(catalogue));
    let present = Digest::of(catalogue, &programme.entries, &|entry| {
        let slot = entry.slot_place(catalogue)?;
        let terms = &catalogue.activities.slots()[slot].terms;
        Some(Seats::at(terms, places[slot].as_ref(), &now))
    });
    visit(&present);
    let now = minutes(&programme.catalogue, &now);
    let changes = BASE.with_borrow(|base| match base {
        Some(base) => base.changes(&present, now),
        None => ById::default(),
    });
    if app.changes.with_untracked(|shown| *shown != changes) {
        app.changes.set(changes);
    }
    follow(app, &programme, &present);
}

/// Notes that somebody is here and what is seen; at the beginning of another visit what was seen before moves behind.
fn visit(present: &Digest) {
    let now = clock::own_millis();
    let at = storage::get(Key::Seen, AT).and_then(|at| at.parse::<u64>().ok());
    if at.is_none_or(|at| is_another_visit(at as f64, now)) {
        if let Some(seen) = storage::get(Key::Seen, NOW) {
            storage::set(Key::Seen, BEFORE, &seen);
        }
        BASE.take();
    }
    if BASE.with_borrow(Option::is_none) {
        BASE.set(storage::get(Key::Seen, BEFORE).and_then(|stored| Digest::read(&stored)));
    }
    let seen = present.write();
    if SEEN.with_borrow(|before| *before != seen) {
        storage::set(Key::Seen, NOW, &seen);
        SEEN.set(seen);
    }
    storage::set(Key::Seen, AT, &(now as u64).to_string());
}

/// The sessions somebody signed up for or means to go to, as the programme has them now.
fn follow(app: App, programme: &Programme, present: &Digest) {
    let known = |at: &Snapshot| {
        let now = registrations::snapshot(&programme.catalogue, &at.session, true);
        now.filter(|now| now != at)
    };
    let renew = |at: &mut Snapshot| known(at).map(|now| *at = now).is_some();
    let mut own = Ids::default();
    let mut stale = false;
    let mut look = |at: &Snapshot| {
        own.add(&at.session);
        stale |= known(at).is_some();
    };
    app.receipts.with_untracked(|all| {
        for place in all.values().flat_map(|receipt| &receipt.places) {
            look(&place.at);
        }
    });
    app.plan.with_untracked(|all| all.values().for_each(look));
    if stale {
        app.receipts.update(|all| {
            for receipt in all.values_mut() {
                let mut renewed = false;
                for place in &mut receipt.places {
                    renewed |= renew(&mut place.at);
                }
                if renewed {
                    storage::set(Key::Receipt, &receipt.id, &receipt.store());
                }
            }
        });
        app.plan.update(|all| {
            for at in all.values_mut() {
                if renew(at) {
                    storage::set(Key::Plan, &at.session, &plan::store(at));
                }
            }
        });
    }
    let followed = app.followed.with_untracked(|before| {
        let mut followed = ById::default();
        for id in own.keys() {
            let old = before.get(id);
            let change = match (present.items.get(id), old) {
                (Some(item), old) => Change::follow(old, item),
                // No longer in the programme: it stays as it was.
                (None, Some(old)) => old.clone(),
                (None, None) => continue,
            };
            if old != Some(&change) {
                storage::set(Key::Followed, id, &change.store(id));
            }
            followed.insert(id.clone(), change);
        }
        for id in before.keys().filter(|id| !own.contains_key(id)) {
            storage::remove(Key::Followed, id);
        }
        (*before != followed).then_some(followed)
    });
    if let Some(followed) = followed {
        app.followed.set(followed);
    }
}

/// Lets go of what is in memory, when everything kept is cleared.
pub fn forget(app: App) {
    BASE.take();
    SEEN.take();
    app.changes.set(ById::default());
    app.followed.set(ById::default());
}

impl App {
    /// How often a session of one's own changed: the sequence of its entry in a calendar. 0 for any other session.
    pub fn sequence(&self, session: &str) -> u32 {
        self.followed.with_untracked(|all| {
            let count = all.get(session).map_or(0, |change| change.count);
            u32::try_from(count).unwrap_or(u32::MAX)
        })
    }
}
