//! What stands on a page while there is no programme: on its way, or why it did not come.

use super::blank::blank;
use super::dom::{El, Piece, View, button, el};
use super::icon::icon;
use crate::api::answer::Failure;
use crate::state::programme::Loaded;
use crate::state::{App, loader};
use crate::text;
use crate::words::{common, discover, shell};

/// The place of the programme until it is there; it follows what becomes of it.
pub fn absent(app: App) -> View {
    let shown = move || {
        app.loaded.with(|loaded| match loaded {
            Loaded::Failed(failure) => failed(app, *failure),
            _ => el("p.wrap.muted")
                .attr("role", "status")
                .text(shell::LOADING),
        })
    };
    shown.view()
}

/// Nothing came: why, and another try; whom to call stands at the foot of every page.
fn failed(app: App, failure: Failure) -> El {
    let why = text!(trouble(failure), "。", shell::NO_CATALOGUE_WHY);
    blank("offline", shell::NO_CATALOGUE, &why)
        .child(again(app, "btn btn-primary").text(common::RETRY))
}

/// Asks for the programme again.
pub fn refresh(app: App) -> El {
    again(app, "btn btn-quiet")
        .child(icon("refresh"))
        .text(discover::REFRESH)
}

/// A button that is busy while the programme is on its way.
fn again(app: App, class: &'static str) -> El {
    button(class)
        .attr("aria-busy", move || app.refreshing.get().then_some("true"))
        .click(move || loader::refresh(app))
}

/// The words for a failure to get the programme.
pub fn trouble(failure: Failure) -> &'static str {
    match failure {
        Failure::Offline => shell::OFFLINE,
        Failure::Unreadable => shell::UNREADABLE,
        _ => shell::UNREACHABLE,
    }
}
