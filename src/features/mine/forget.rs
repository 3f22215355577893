//! 清除本机数据, after a question.

use crate::domain::outbox::Operation;
use crate::state::use_app;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::words::{common, mine as words};
use leptos::prelude::*;

#[component]
pub fn Forget() -> impl IntoView {
    let app = use_app();
    let asking = RwSignal::new(false);
    let close = Callback::new(move |()| asking.set(false));
    let forget = move |_| {
        asking.set(false);
        app.forget();
        app.say(words::FORGOTTEN);
    };
    let unsent = move || {
        app.operations
            .with(|all| all.values().any(Operation::is_live))
    };
    view! {
        <h2 class="rule">{words::DEVICE}</h2>
        <div class="stack">
            <p class="muted">{words::STORED}</p>
            <button class="btn btn-danger" type="button" aria-haspopup="dialog" on:click=move |_| asking.set(true)>
                <Icon name="trash"/>{words::FORGET}
            </button>
        </div>
        <Show when=move || asking.get()>
            <Dialog
                title=words::FORGET_SURE
                close=close
                buttons=move || view! {
                    <button class="btn" type="button" on:click=move |_| close.run(())>{common::CANCEL}</button>
                    <button class="btn btn-danger" type="button" on:click=forget>{words::FORGET_YES}</button>
                }
            >
                <p>{words::FORGET_WHY}</p>
                {move || unsent().then(|| view! { <p><b>{words::UNSENT}</b></p> })}
            </Dialog>
        </Show>
    }
}
