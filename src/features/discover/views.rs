//! The ways to look at what is found: one query, four views.

use super::{Search, list, rest};
use crate::domain::query::View as Look;
use crate::state::part::Part;
use crate::state::use_app;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::part::with_part;
use crate::words::discover;

/// The switch, and what is found as the query wants to see it.
pub fn views(search: Search) -> View {
    let shown = move || match search.view.get() {
        Look::List => list::list(search),
        look => with_part(use_app(), Part::Rest, move || rest::view(search, look)),
    };
    row().child(switch(search)).child(shown)
}

fn switch(search: Search) -> El {
    let choice = move |look: Look| {
        button("chip")
            .attr("aria-pressed", move || {
                let on = search.view.get() == look;
                if on { "true" } else { "false" }
            })
            .click(move || search.query.update(|query| query.view = look))
            .text(discover::view(look))
    };
    el("div.views")
        .attr("role", "group")
        .attr("aria-label", discover::VIEWS)
        .children(Look::ALL.map(choice))
}
