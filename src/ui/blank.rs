//! Nothing here, offline, full: a drawing, one sentence, one thing to do.

use super::dom::{El, el};
use super::icon::art;
use crate::routes::Page;
use crate::words::common;

/// A drawing (a symbol of `scenes.svg`), a heading, and a text that may be empty. What to do about it is put in
/// as children.
pub fn blank(scene: &'static str, title: &str, text: &str) -> El {
    el("div.blank")
        .child(art(scene))
        .child(el("h2").text(title))
        .child((!text.is_empty()).then(|| el("p").text(text)))
}

/// The way on from a blank: a link that looks like a button.
pub fn way(page: Page, name: &'static str) -> El {
    el("a.btn.btn-primary").to(page).text(name)
}

/// The way back to the list.
pub fn way_to_list() -> El {
    way(Page::Discover, common::TO_LIST)
}
