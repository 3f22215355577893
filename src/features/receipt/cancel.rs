//! Giving the places back, after a question.

use super::Kept;
use crate::device::page;
use crate::domain::by_id::ById;
use crate::domain::outbox::{Action, Operation};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dialog::question;
use crate::ui::dom::{Piece, View, button, el, once_there, row, when};
use crate::ui::notice::{Grade, notice};
use crate::words::mine as words;
use leptos::prelude::*;

/// How far a cancellation is, while it is on its way.
pub fn cancelling(id: String) -> View {
    let app = use_app();
    let op = {
        let id = id.clone();
        Memo::new(move || {
            app.operations.with(|all| {
                let op = all.get(&id)?;
                let is_stuck = !op.is_live() || op.is_manual();
                matches!(op.action, Action::Cancel { .. })
                    .then(|| (words::cancelling(op), is_stuck))
            })
        })
    };
    let shown = move || {
        op.get().map(|(text, is_stuck)| {
            let press = is_stuck.then(|| {
                let id = id.clone();
                button("btn")
                    .click(move || again(app, &id))
                    .text(words::CANCEL_AGAIN)
            });
            notice(Grade::Warn, row().child(el("p").text(text)).child(press))
        })
    };
    shown.view()
}

fn again(app: App, id: &str) {
    let is_live = |all: &ById<Operation>| all.get(id).is_some_and(Operation::is_live);
    if app.operations.with_untracked(is_live) || !app.cancel(id) {
        app.send_again(id);
    }
}

/// The button and its question; nothing once it is cancelled or over.
pub fn cancel_button(kept: Kept) -> View {
    let app = use_app();
    let asking = RwSignal::new(false);
    let can = move || {
        let now = app.now.get();
        let takes = app.can("cancel");
        kept.get().is_some_and(|receipt| {
            let places = &receipt.places;
            let to_come = places.is_empty() || places.iter().any(|place| place.at.end > now);
            receipt.standing().is_live()
                && takes
                && to_come
                && !receipt.manage_token.is_empty()
                && !app.operations.with(|all| all.contains_key(&receipt.id))
        })
    };
    let close = Callback::new(move |()| asking.set(false));
    let cancel = move || {
        asking.set(false);
        // The button that asked goes too.
        once_there(page::start_over);
        if let Some(receipt) = kept.get_untracked() {
            app.cancel(&receipt.id);
        }
    };
    let ask = move || {
        let press = button("btn btn-danger")
            .attr("aria-haspopup", "dialog")
            .click(move || asking.set(true))
            .text(words::CANCEL);
        el("p.no-print").child(press)
    };
    let asked = move || {
        let answers = (words::CANCEL_NO, words::CANCEL_YES);
        let why = el("p").text(words::CANCEL_WHY);
        question(words::CANCEL_SURE, close, why, answers, cancel)
    };
    row()
        .child(when(can, ask))
        .child(when(move || asking.get(), asked))
}
