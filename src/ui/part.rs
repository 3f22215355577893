//! What needs a later part of the app: there, on its way, or not to be had.

use super::blank::blank;
use super::dom::{Piece, View, button, el};
use crate::state::App;
use crate::state::part::{Part, There};
use crate::words::{common, shell};
use leptos::prelude::untrack;

/// Something that is made once this part of the app is there, which is asked for now.
pub fn with_part(app: App, part: Part, make: impl Fn() -> View + 'static) -> View {
    app.fetch(part);
    let there = app.part(part);
    let shown = move || match there.get() {
        There::Here => untrack(&make),
        There::Away => el("p.wrap.muted")
            .attr("role", "status")
            .text(shell::LOADING_PAGE)
            .view(),
        There::Failed => blank("offline", shell::NO_PAGE, shell::NO_CATALOGUE_WHY)
            .child(
                button("btn btn-primary")
                    .click(move || app.fetch(part))
                    .text(common::RETRY),
            )
            .view(),
    };
    shown.view()
}
