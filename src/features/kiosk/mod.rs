//! A screen in a science hall: it attracts, answers a touch, hands over to a phone and forgets.

mod enrol;
mod frame;
mod keys;
pub mod takeaway;

use crate::domain::kiosk::settings::Settings;
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::ui::dom::{View, el, row};
use crate::words::kiosk as words;
pub use enrol::{by_phone, grade_by_phone};
use leptos::prelude::Owner;
use std::cell::OnceCell;

/// What the screen shows while nobody touches it.
pub fn kiosk_page(_screen: Option<String>) -> View {
    row().child(
        el("div.kiosk")
            .child(el("h1").attr("tabindex", "-1").text(words::TITLE))
            .child(el("a.btn").to(Page::Discover).text(words::TOUCH)),
    )
}

/// Begins what goes on whatever page the screen shows.
pub fn begin(app: App) {
    frame::begin(app, end);
}

/// Ends the visit: the page is loaded anew, so that nothing of it stays.
fn end(_app: App) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(&Page::Kiosk(None).path());
    }
}

/// The settings of this screen.
fn settings() -> RwSignal<Settings> {
    thread_local! {
        static SETTINGS: OnceCell<(Owner, RwSignal<Settings>)> = const { OnceCell::new() };
    }
    SETTINGS.with(|kept| {
        let settings = kept.get_or_init(|| {
            let owner = Owner::new();
            let settings = owner.with(|| RwSignal::new(Settings::default()));
            (owner, settings)
        });
        settings.1
    })
}
