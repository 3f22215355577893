//! Looks how registrations stand that wait for a place, or for an answer: when the app opens, is seen again or online
//! again, and slowly while it is seen. Nobody is asked while nobody looks.

use super::App;
use super::manage;
use super::outbox::now;
use crate::api::config::Config;
use crate::device::timer::{self, Listener, Timer};
use crate::device::{clock, page};
use crate::domain::outbox::Millis;
use crate::domain::retry::slower;
use crate::state::programme::Loaded;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// The pause after something happened; it grows while nothing does. In milliseconds.
const PAUSE: Millis = 60_000;
/// An offer that ends is looked at so much later, in milliseconds.
const AFTER_END: Millis = 2_000;
/// Most registrations asked for in one turn.
const MOST: usize = 8;

thread_local! {
    static WAIT: Cell<Millis> = const { Cell::new(PAUSE) };
    /// Nobody has looked yet.
    static FIRST: Cell<bool> = const { Cell::new(true) };
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    static NEXT: RefCell<Option<Timer>> = const { RefCell::new(None) };
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
}

/// Listens for what makes it look; call once, then [`follow`].
pub fn start(app: App) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let mut listeners = vec![
        timer::listen(&window, "online", move |_| again(app)),
        timer::listen(&window, "pageshow", move |_| again(app)),
    ];
    if let Some(document) = page::document() {
        listeners.push(timer::listen(&document, "visibilitychange", move |_| {
            again(app)
        }));
    }
    LISTENERS.set(listeners);
}

/// Begins once somebody can be asked, and whenever something comes to wait. It follows what it needs: run it again when
/// that changes.
pub fn follow(app: App) {
    let can_ask = app.config.with(Config::has_backend)
        && app.loaded.with(|loaded| matches!(loaded, Loaded::Ready(_)));
    app.receipts.track();
    if !can_ask || LOOKING.get() {
        return;
    }
    untrack(|| match FIRST.replace(false) {
        true => look(app, true),
        false => schedule(app),
    });
}

/// Somebody is here again.
fn again(app: App) {
    WAIT.set(PAUSE);
    if page::is_visible() {
        look(app, false);
    } else {
        NEXT.take();
    }
}

fn waiting(app: App) -> Vec<String> {
    let now = clock::now();
    app.receipts.with_untracked(|all| {
        let waiting = all.values().filter(|receipt| receipt.is_waiting(&now));
        waiting
            .map(|receipt| receipt.id.clone())
            .take(MOST)
            .collect()
    })
}

/// `is_first`: the page in front of somebody may have asked by itself a moment ago.
fn look(app: App, is_first: bool) {
    let ids = waiting(app);
    if ids.is_empty() || LOOKING.replace(true) {
        return;
    }
    spawn_local(async move {
        let mut is_news = false;
        for id in ids {
            if is_first && manage::was_asked(&id) {
                continue;
            }
            let before = app.receipts.with_untracked(|all| all.get(&id).cloned());
            let is_known = manage::check(app, &id).await.is_ok();
            is_news |= is_known
                && app
                    .receipts
                    .with_untracked(|all| all.get(&id) != before.as_ref());
        }
        WAIT.set(if is_news { PAUSE } else { slower(WAIT.get()) });
        LOOKING.set(false);
        schedule(app);
    });
}

/// The next look: after the pause, or when an offer ends if that is sooner.
fn schedule(app: App) {
    if !page::is_visible() || waiting(app).is_empty() {
        NEXT.take();
        return;
    }
    let now_is = clock::now();
    let ends = app.receipts.with_untracked(|all| {
        let open = all
            .values()
            .filter(|receipt| receipt.is_waiting(&now_is) && !receipt.is_offer_over(&now_is));
        open.filter_map(|receipt| receipt.offer_until)
            .map(|until| until.timestamp_millis() - now() + AFTER_END)
            .min()
    });
    let wait = ends.map_or(WAIT.get(), |ends| ends.min(WAIT.get()));
    NEXT.set(Some(timer::after(wait as i32, move || {
        if page::is_visible() {
            look(app, false);
        }
    })));
}
