//! What has to wait until the backend and the programme are known.

use super::dom::effect;
use crate::domain::task::Task;
use crate::state::{App, outbox};
use leptos::prelude::untrack;

/// Runs `task` once they are; never where there is no backend.
pub fn once_ready(app: App, mut task: impl FnMut() + 'static) {
    boxed(app, Box::new(move |()| task()));
}

fn boxed(app: App, mut task: Box<dyn Task<()>>) {
    let mut done = false;
    effect(move || {
        if !done && outbox::is_ready(app) {
            done = true;
            untrack(|| task.run(()));
        }
    });
}
