//! Activities someone put a star on.

use super::App;
use crate::device::storage::{self, Key};
use crate::domain::by_id::Ids;

/// What is on the shelf.
pub fn read() -> Ids {
    let mut ids = Ids::default();
    for (id, _) in storage::all(Key::Favourite) {
        if !id.is_empty() {
            ids.add(&id);
        }
    }
    ids
}

impl App {
    pub fn is_favourite(&self, activity: &str) -> bool {
        self.favourites
            .with(|favourites| favourites.contains_key(activity))
    }

    pub fn toggle_favourite(&self, activity: &str) {
        let mut added = false;
        self.favourites.update(|favourites| {
            added = favourites.remove(activity).is_none() && favourites.add(activity);
        });
        if added {
            storage::set(Key::Favourite, activity, "1");
        } else {
            storage::remove(Key::Favourite, activity);
        }
    }
}
