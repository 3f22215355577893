//! Activities someone put a star on.

use super::App;
use crate::device::storage::{self, Key};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is on the shelf.
pub fn read() -> BTreeSet<String> {
    storage::all(Key::Favourite)
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| !id.is_empty())
        .collect()
}

impl App {
    pub fn is_favourite(&self, activity: &str) -> bool {
        self.favourites
            .with(|favourites| favourites.contains(activity))
    }

    pub fn toggle_favourite(&self, activity: &str) {
        let added = self
            .favourites
            .try_update(|favourites| {
                favourites.insert(activity.to_owned()) || !favourites.remove(activity)
            })
            .unwrap_or(false);
        if added {
            storage::set(Key::Favourite, activity, "1");
        } else {
            storage::remove(Key::Favourite, activity);
        }
    }
}
