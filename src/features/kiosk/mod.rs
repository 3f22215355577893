//! A screen in a science hall: it attracts, answers a touch, hands over to a phone and forgets.

mod keeper;
mod maintenance;
mod night;

use crate::routes::Page;
use crate::state::App;
use crate::ui::dom::{View, el, row};
use crate::words::kiosk as words;

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
    keeper::begin(app);
}
