//! The button that asks to be told in time, and what can be promised.

use super::dom::{View, button, el, row};
use super::icon::icon;
use super::text::para;
use crate::state::remind::{self, Bell};
use crate::state::signal::RwSignal;
use crate::state::use_app;
use crate::ui::dom::Piece;
use crate::words::remind as words;
use leptos::task::spawn_local;

/// Nothing where the browser has no notifications, and on a screen that is everybody's.
pub fn bell() -> View {
    let app = use_app();
    if app.kiosk {
        return row();
    }
    let state = RwSignal::new(remind::bell());
    let want = move || {
        spawn_local(async move {
            let now = remind::want(app).await;
            state.try_set(now);
        });
    };
    let stop = move || {
        remind::unwant();
        state.set(remind::bell());
    };
    let shown = move || match state.get() {
        Bell::Unable => row(),
        Bell::Denied => para("small muted", words::DENIED).view(),
        Bell::Off => row()
            .child(
                button("btn")
                    .click(want)
                    .child(icon("clock"))
                    .text(words::ASK),
            )
            .child(para("small muted", words::HOW)),
        Bell::On => row()
            .child(para("small", words::IS_ON))
            .child(button("btn").click(stop).text(words::STOP)),
    };
    el("div.stack.no-print")
        .attr("role", "status")
        .child(shown)
        .view()
}
