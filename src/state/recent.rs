//! What was searched for on this device, the last one first.

use super::App;
use crate::device::storage::{self, Key};
use crate::domain::text;

/// Searches kept, and the longest one, in characters.
const MOST: usize = 6;
const LENGTH: usize = 60;
/// Shorter ones are on their way to something else.
const SHORTEST: usize = 2;

/// What is on the shelf: a line a search.
pub fn read() -> Vec<String> {
    let kept = storage::get(Key::Recent, "").unwrap_or_default();
    let lines = kept.lines().map(|line| text::line(line, LENGTH));
    lines.filter(|line| !line.is_empty()).take(MOST).collect()
}

impl App {
    /// Remembers a search, once.
    pub fn remember_search(&self, typed: &str) {
        let typed = text::line(typed, LENGTH);
        // The next one at a screen in a hall need not know.
        if self.kiosk || typed.chars().count() < SHORTEST {
            return;
        }
        self.recent.update(|recent| {
            recent.retain(|other| *other != typed);
            recent.insert(0, typed);
            recent.truncate(MOST);
            storage::set(Key::Recent, "", &recent.join("\n"));
        });
    }

    pub fn forget_searches(&self) {
        self.recent.set(Vec::new());
        storage::remove(Key::Recent, "");
    }
}
