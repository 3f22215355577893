//! The head of a page: back, heading, actions.

use super::dom::{El, Piece, el};
use super::icon::icon;
use crate::device::page;
use crate::routes::Page;
use crate::{state, words};

/// The head of an inner page. Back goes where one came from; `back` is where it
/// leads someone who came by a link.
pub fn page_head(title: &str, back: Page) -> El {
    head(title, back, el("h1").attr("tabindex", "-1").text(title), ())
}

/// The same where the heading stands in the page's own content; what can be done with the page is put in.
pub fn quiet_head(title: &str, back: Page, actions: impl Piece) -> El {
    head(title, back, el("span.space"), actions)
}

fn head(title: &str, back: Page, heading: El, actions: impl Piece) -> El {
    state::use_app().title.set(title.to_owned());
    let go_back = move |event: web_sys::Event| {
        // Only what the app itself put into the history may be gone back to.
        if page::has_been_elsewhere() {
            event.prevent_default();
            page::go_back();
        }
    };
    let back = el("a.btn.back")
        .to(back)
        .on("click", go_back)
        .child(icon("back"))
        .text(words::common::BACK);
    let wrap = el("div.wrap").child(back).child(heading);
    el("div.page-head").child(wrap.child(actions))
}

/// The head of a page that the navigation leads to.
pub fn plain_head(title: &str) -> El {
    state::use_app().title.set(title.to_owned());
    let heading = el("h1").attr("tabindex", "-1").text(title);
    el("div.page-head.plain").child(el("div.wrap").child(heading))
}
