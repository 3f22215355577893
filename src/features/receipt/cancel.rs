//! Giving the places back, after a question.

use crate::domain::outbox::{Action, Operation};
use crate::domain::receipt::Receipt;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dialog::dialog;
use crate::ui::dom::{Piece, View, button, el, row, when};
use crate::ui::notice::{Grade, notice};
use crate::words::mine as words;
use leptos::prelude::*;

/// How far a cancellation is, while it is on its way.
pub fn cancelling(id: String) -> View {
    let app = use_app();
    let op = Memo::new(move || {
        app.operations.with(|all| {
            all.get(&id)
                .filter(|op| matches!(op.action, Action::Cancel { .. }))
                .cloned()
        })
    });
    let shown = move || {
        op.get().map(|op| {
            let is_stuck = !op.is_live() || op.is_manual();
            let says = el("p").text(words::cancelling(&op));
            let press = is_stuck.then(|| {
                button("btn")
                    .click(move || again(app, &op.id))
                    .text(words::CANCEL_AGAIN)
            });
            notice(Grade::Warn, row().child(says).child(press))
        })
    };
    shown.view()
}

fn again(app: App, id: &str) {
    let receipt = app.receipts.with_untracked(|all| all.get(id).cloned());
    match (
        app.operations
            .with_untracked(|all| all.get(id).is_some_and(Operation::is_live)),
        receipt,
    ) {
        (false, Some(receipt)) => {
            app.cancel(&receipt);
        }
        _ => app.send_again(id),
    }
}

/// The button and its question; nothing once it is cancelled or over.
pub fn cancel_button(receipt: Memo<Option<Receipt>>) -> View {
    let app = use_app();
    let asking = RwSignal::new(false);
    let can = move || {
        let under_way = |id: &str| app.operations.with(|all| all.contains_key(id));
        receipt.with(|receipt| {
            receipt.as_ref().is_some_and(|receipt| {
                let now = app.now.get();
                let to_come = receipt.places.is_empty()
                    || receipt.places.iter().any(|place| place.at.end > now);
                receipt.is_live()
                    && to_come
                    && !receipt.manage_token.is_empty()
                    && !under_way(&receipt.id)
            })
        })
    };
    let close = Callback::new(move |()| asking.set(false));
    let cancel = move || {
        asking.set(false);
        if let Some(receipt) = receipt.get_untracked() {
            app.cancel(&receipt);
        }
    };
    let ask = move || {
        let press = button("btn btn-danger")
            .attr("aria-haspopup", "dialog")
            .click(move || asking.set(true))
            .text(words::CANCEL);
        el("p.no-print").child(press)
    };
    let question = move || {
        let no = button("btn")
            .click(move || close.run(()))
            .text(words::CANCEL_NO);
        let yes = button("btn btn-danger")
            .click(cancel)
            .text(words::CANCEL_YES);
        dialog(
            words::CANCEL_SURE,
            close,
            el("p").text(words::CANCEL_WHY),
            Some(row().child(no).child(yes)),
        )
    };
    row()
        .child(when(can, ask))
        .child(when(move || asking.get(), question))
}
