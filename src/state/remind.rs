//! Being told in time: whether one wants to be, what rang already, and what is hushed for today.

use super::App;
use crate::device::notify::{self, Leave};
use crate::device::storage::{self, Key};
use crate::device::{clock, lock};
use crate::domain::plan::Item;
use crate::domain::remind;
use crate::domain::time;
use crate::words::remind as words;
use leptos::prelude::untrack;
use leptos::task::spawn_local;

/// Ids of the records of [`Key::Remind`]: the day for which the notice was put away, whether notifications are wanted,
/// and what rang.
const HUSHED: &str = "hushed";
const WANTED: &str = "wanted";
const TOLD: &str = "told";

/// How it stands with notifications on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bell {
    Unable,
    Off,
    On,
    Denied,
}

pub fn bell() -> Bell {
    match notify::leave() {
        Leave::Unable => Bell::Unable,
        Leave::Denied => Bell::Denied,
        Leave::Granted if storage::get(Key::Remind, WANTED).is_some() => Bell::On,
        Leave::Granted | Leave::Unasked => Bell::Off,
    }
}

/// Wants notifications; only a tap may do this. Answers what the person said to it.
pub async fn want(app: App) -> Bell {
    if notify::ask().await == Leave::Granted {
        storage::set(Key::Remind, WANTED, "1");
        ring(app);
    }
    bell()
}

/// Wants none any more.
pub fn unwant() {
    storage::remove(Key::Remind, WANTED);
}

fn today() -> String {
    time::iso_day(time::day_of(&clock::now()))
}

/// Whether the notice was put away today.
pub fn is_hushed() -> bool {
    storage::get(Key::Remind, HUSHED).as_deref() == Some(&today())
}

pub fn hush() {
    storage::set(Key::Remind, HUSHED, &today());
}

/// What to bring, as the programme has it.
pub fn bring(app: App, item: &Item) -> String {
    let programme = app.programme_untracked();
    let bring = programme
        .zip(item.entry)
        .map(|(programme, entry)| entry.activity(&programme.catalogue).bring.clone());
    bring.unwrap_or_default()
}

/// Rings for what begins within the hour and did not ring yet. It follows the time and what one means to go to.
pub fn ring(app: App) {
    let now = app.now.get();
    if bell() != Bell::On {
        return;
    }
    let mut due = app.plan_items();
    due.retain(|item| remind::rings(item, &now));
    if !due.is_empty() {
        spawn_local(async move {
            // Another tab rings already.
            if let Some(_held) = lock::take("kepu.remind").await {
                for item in due {
                    tell(app, &item).await;
                }
            }
        });
    }
}

async fn tell(app: App, item: &Item) {
    let (told, mark) = (
        storage::get(Key::Remind, TOLD).unwrap_or_default(),
        remind::mark(item),
    );
    if remind::has_rung(&told, &mark) {
        return;
    }
    // Noted first: where tabs know no lock, one too few is better than two.
    storage::set(Key::Remind, TOLD, &remind::remember(&told, &mark));
    let at = &item.at;
    let title = words::rings(&time::clock(&at.start), &at.title);
    let place = words::place(&at.place, &untrack(|| bring(app, item)));
    if !notify::show(&title, &place, &at.session, "/mine").await {
        storage::set(Key::Remind, TOLD, &told);
    }
}
