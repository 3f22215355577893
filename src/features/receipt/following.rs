//! What of the page follows a registration on its way.

use crate::device::page;
use crate::domain::outbox::Operation;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::dom::{Piece, View};

/// What is on its way under this id: made anew only when it changes, not when any does.
pub fn following(id: String, make: impl Fn(App, &Operation) -> View + 'static) -> View {
    let app = use_app();
    let stored = {
        let id = id.clone();
        Memo::new(move || {
            app.operations
                .with(|all| all.get(&id).map_or_else(String::new, Operation::store))
        })
    };
    let shown = move || {
        stored.track();
        // What was pressed may go with it.
        page::keep_focus();
        app.operations
            .with_untracked(|all| all.get(&id).map(|op| make(app, op)))
    };
    shown.view()
}
