//! What happens when the page changes: title, focus, announcement, scrolling.
//! The router does none of it.

use crate::device::page;
use crate::device::timer::{self, Listener};
use crate::domain::by_id::ById;
use crate::state::App;
use crate::ui::dom::{effect, keep};
use crate::words::shell;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::{Cell, RefCell};

thread_local! {
    /// Set by the browser's Back and Forward, taken by the next change of page.
    static POPPED: Cell<bool> = const { Cell::new(false) };
    /// Where each page was left, in pixels from its top.
    static PLACES: RefCell<ById<f64>> = RefCell::default();
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
}

/// Listens before the router does: it must know first that one went back.
pub fn watch() {
    let Some(window) = web_sys::window() else {
        return;
    };
    if let Ok(history) = window.history() {
        let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
    }
    LISTENERS.set(vec![timer::listen(&window, "popstate", |_| {
        POPPED.set(true)
    })]);
}

/// Follows the location; call inside the router.
pub fn follow(app: App) {
    let path = use_location().pathname;
    // Where the page was is known only until the next one stands.
    let watch_scroll = web_sys::window().map(|window| {
        timer::listen(&window, "scroll", move |_| {
            if let Some(path) = path.try_get_untracked() {
                PLACES.with_borrow_mut(|places| places.insert(path, page::scroll_y()));
            }
        })
    });
    keep(watch_scroll);

    let mut before = None;
    effect(move || {
        let path = path.get();
        let popped = POPPED.replace(false);
        if before
            .replace(path.clone())
            .is_some_and(|before| before != path)
        {
            page::moved(!popped);
            let back_to = if popped {
                PLACES.with_borrow(|places| places.get(&path).copied())
            } else {
                None
            };
            arrive(app, back_to.unwrap_or(0.0));
        }
    });
    effect(move || page::set_title(&shell::page_title(&app.title.get(), &app.name())));
}

/// Once the new page stands: its place, its heading, its name.
fn arrive(app: App, place: f64) {
    app.toast.set(None);
    leptos::task::spawn_local(async move {
        timer::sleep(0).await;
        page::focus_heading();
        page::scroll_to(place);
        page::announce_page(&shell::page_title(&app.title.get_untracked(), &app.name()));
        // A long list takes its full height a moment later.
        if place > 0.0 {
            timer::sleep(60).await;
            page::scroll_to(place);
        }
    });
}
