//! Giving the places back, after a question.

use crate::domain::outbox::{Action, Operation};
use crate::domain::receipt::Receipt;
use crate::state::use_app;
use crate::ui::dialog::Dialog;
use crate::ui::notice::{Grade, Notice};
use crate::words::mine as words;
use leptos::prelude::*;

/// How far a cancellation is, while it is on its way.
#[component]
pub fn Cancelling(id: String) -> impl IntoView {
    let app = use_app();
    let op = {
        let id = id.clone();
        Memo::new(move |_| {
            app.operations.with(|all| {
                all.get(&id)
                    .filter(|op| matches!(op.action, Action::Cancel { .. }))
                    .cloned()
            })
        })
    };
    let id = StoredValue::new(id);
    move || {
        op.get().map(|op| {
            let is_stuck = !op.is_live() || op.is_manual();
            view! {
                <Notice grade=Grade::Warn>
                    <p>{words::cancelling(&op)}</p>
                    {is_stuck.then(|| view! {
                        <button class="btn" type="button" on:click=move |_| again(id.get_value())>{words::CANCEL_AGAIN}</button>
                    })}
                </Notice>
            }
        })
    }
}

fn again(id: String) {
    let app = use_app();
    let receipt = app.receipts.with_untracked(|all| all.get(&id).cloned());
    match (
        app.operations
            .with_untracked(|all| all.get(&id).is_some_and(Operation::is_live)),
        receipt,
    ) {
        (false, Some(receipt)) => {
            app.cancel(&receipt);
        }
        _ => app.send_again(&id),
    }
}

/// The button and its question; nothing once it is cancelled or over.
#[component]
pub fn CancelButton(receipt: Memo<Option<Receipt>>) -> impl IntoView {
    let app = use_app();
    let asking = RwSignal::new(false);
    let can = Memo::new(move |_| {
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
    });
    let close = Callback::new(move |()| asking.set(false));
    let cancel = move |_| {
        asking.set(false);
        if let Some(receipt) = receipt.get_untracked() {
            app.cancel(&receipt);
        }
    };
    view! {
        <Show when=move || can.get()>
            <p class="no-print">
                <button class="btn btn-danger" type="button" aria-haspopup="dialog" on:click=move |_| asking.set(true)>
                    {words::CANCEL}
                </button>
            </p>
        </Show>
        <Show when=move || asking.get()>
            <Dialog
                title=words::CANCEL_SURE
                close=close
                buttons=move || view! {
                    <button class="btn" type="button" on:click=move |_| close.run(())>{words::CANCEL_NO}</button>
                    <button class="btn btn-danger" type="button" on:click=cancel>{words::CANCEL_YES}</button>
                }
            >
                <p>{words::CANCEL_WHY}</p>
            </Dialog>
        </Show>
    }
}
