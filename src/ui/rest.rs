//! What needs the rest of the app: there, on its way, or not to be had.

use super::blank::blank;
use super::dom::{Piece, View, button, el};
use crate::state::App;
use crate::state::rest::Rest;
use crate::words::{common, shell};
use leptos::prelude::untrack;

/// A part that is made once the rest of the app is there, which is asked for now.
pub fn with_rest(app: App, make: impl Fn() -> View + 'static) -> View {
    app.fetch_rest();
    let shown = move || match app.rest.get() {
        Rest::Here => untrack(&make),
        Rest::Away => el("p.wrap.muted")
            .attr("role", "status")
            .text(shell::LOADING_PAGE)
            .view(),
        Rest::Failed => blank("offline", shell::NO_PAGE, shell::NO_CATALOGUE_WHY)
            .child(
                button("btn btn-primary")
                    .click(move || app.fetch_rest())
                    .text(common::RETRY),
            )
            .view(),
    };
    shown.view()
}
