//! Is somebody still there? Over the whole screen, with the seconds that are left and one large button to go on.

use super::visit;
use crate::device::page;
use crate::domain::kiosk::arrows::Way;
use crate::domain::kiosk::idle::{Step, Touch};
use crate::domain::outbox::State;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, effect, el, row, when};
use crate::ui::styles;
use crate::ui::text::para;
use crate::words::kiosk as words;
use leptos::prelude::untrack;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

/// The element that holds it, for its keys.
const ID: &str = "kiosk-warning";

/// What stands over the page while it is asked, and while everything goes.
pub fn warning(app: App, shown: RwSignal<Step>) -> View {
    let asks = move || matches!(shown.get(), Step::Ask(_) | Step::Wait);
    let goes = move || matches!(shown.get(), Step::Leave | Step::Wipe);
    let before = RefCell::new(None::<HtmlElement>);
    let mut open = false;
    effect(move || {
        let now = shown.get() != Step::Go;
        if now != open {
            open = now;
            untrack(|| cover(now, &before));
        }
    });
    row()
        .child(when(asks, move || question(app, shown)))
        .child(when(goes, going))
}

/// What lies under it is out of reach for as long as it stands, and has the focus again afterwards.
fn cover(covered: bool, before: &RefCell<Option<HtmlElement>>) {
    let Some(app) = page::by_id("app") else {
        return;
    };
    if covered {
        before.replace(page::active());
        let _ = app.set_attribute("inert", "");
    } else {
        let _ = app.remove_attribute("inert");
        if let Some(before) = before.take() {
            page::focus(&before);
        }
    }
}

fn frame(class: &'static str) -> El {
    el("div")
        .id(ID)
        .class(text!("warning ", class, styles::warning()))
}

fn question(app: App, shown: RwSignal<Step>) -> View {
    let left = move || match shown.get() {
        Step::Ask(left) => left,
        _ => 0,
    };
    let stay = button("btn btn-primary warning-stay").text(words::STAY);
    let first = stay.html();
    let done = button("btn warning-done")
        .on("click", move |event| {
            // Not the veil's click.
            event.stop_propagation();
            visit::end();
        })
        .text(words::DONE);
    let count = el("p.warning-count")
        .attr("aria-hidden", "true")
        .child(el("b").text(left))
        .text(words::SECONDS);
    let sheet = el("div.warning-sheet")
        .attr("role", "alertdialog")
        .attr("aria-modal", "true")
        .attr("aria-labelledby", "kiosk-warning-title")
        .attr("aria-describedby", "kiosk-warning-why")
        .child(el("h2").id("kiosk-warning-title").text(words::STILL_THERE))
        .child(count)
        .child(
            el("p")
                .id("kiosk-warning-why")
                .text(move || why(app, shown)),
        )
        .child(stay)
        .child(done);
    crate::ui::dom::once_there(move || page::focus(&first));
    // A touch anywhere says the same as the button.
    frame("")
        .on("click", move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                visit::stay(Touch::At(event.client_x().into(), event.client_y().into()));
            }
        })
        .child(sheet)
        .view()
}

/// What will be lost.
fn why(app: App, shown: RwSignal<Step>) -> &'static str {
    let waits = shown.get() == Step::Wait;
    let unsent = app.operations.with(|all| {
        all.values()
            .any(|op| matches!(op.state, State::Queued | State::Unsure) && op.tries > 0)
    });
    if waits {
        words::SENDING
    } else if unsent {
        words::UNSENT
    } else if visit::is_unsent() {
        words::TYPED
    } else {
        words::WHY
    }
}

fn going() -> El {
    let text = para("", words::WIPING).attr("role", "status");
    frame("warning-going ").child(el("div.warning-sheet").child(text))
}

/// A key while it is asked: it chooses between the two buttons, presses one, or says that somebody is there. The page
/// below hears nothing of it.
pub fn key(event: &KeyboardEvent) {
    event.stop_propagation();
    let key = event.key();
    let buttons = page::by_id(ID).map_or_else(Vec::new, |sheet| page::focusable(&sheet));
    if buttons.is_empty() {
        return event.prevent_default();
    }
    let active = page::active();
    let at = buttons.iter().position(|one| active.as_ref() == Some(one));
    match (key.as_str(), at) {
        ("Enter" | " ", Some(_)) if event.repeat() => event.prevent_default(),
        ("Enter" | " ", Some(_)) => {}
        ("Tab", _) | (_, None) => {
            event.prevent_default();
            let next = at.map_or(0, |at| (at + 1) % buttons.len());
            page::focus(&buttons[next]);
        }
        (key, Some(at)) => {
            event.prevent_default();
            match Way::of(key) {
                Some(Way::Up | Way::Left) => page::focus(&buttons[at.saturating_sub(1)]),
                Some(_) => page::focus(&buttons[(at + 1).min(buttons.len() - 1)]),
                None if event.repeat() => {}
                None => visit::stay(Touch::Key(key.to_owned())),
            }
        }
    }
}
