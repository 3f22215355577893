//! The part of the app that comes after the first page.

use super::App;
use crate::device::{boot, timer};
use leptos::task::spawn_local;

/// The list is there first; then the rest is fetched, before anyone asks, after this pause in milliseconds.
const AFTER_MS: i32 = 700;

/// Whether the rest of the app is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    #[default]
    Away,
    Here,
    /// It could not be fetched.
    Failed,
}

impl App {
    /// Fetches the rest of the app, unless it is there.
    pub fn fetch_rest(&self) {
        let app = *self;
        match app.rest.get_untracked() {
            Rest::Here => return,
            Rest::Failed => app.rest.set(Rest::Away),
            Rest::Away => {}
        }
        spawn_local(async move {
            let now = if boot::rest().await {
                Rest::Here
            } else {
                Rest::Failed
            };
            if app.rest.get_untracked() != now {
                app.rest.set(now);
            }
        });
    }

    /// The same in a while, when what was asked for is done; what fails now is tried again when it is needed.
    pub fn fetch_rest_soon(&self) {
        let app = *self;
        std::mem::forget(timer::after(AFTER_MS, move || app.fetch_rest()));
    }
}
