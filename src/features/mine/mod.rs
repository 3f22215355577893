//! 我的: registrations, plan, favourites, finding again, clearing.

mod find;
mod forget;
mod regs;
mod saved;

use crate::state::{registrations, use_app};
use crate::ui::blank::Blank;
use crate::ui::page_head::PlainHead;
use crate::words::{common, mine as words};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Most registrations asked for in silence when the page opens.
const CHECKED: usize = 8;

#[component]
pub fn MinePage() -> impl IntoView {
    let app = use_app();
    let ids: Vec<String> = app.receipts.with_untracked(|all| {
        let live = all.values().filter(|receipt| receipt.is_live());
        live.map(|receipt| receipt.id.clone())
            .take(CHECKED)
            .collect()
    });
    // One after the other: how they stand today, if anyone can be asked.
    spawn_local(async move {
        for id in ids {
            let _ = registrations::check(app, &id).await;
        }
    });
    let nothing = Memo::new(move |_| {
        app.receipts.with(|all| all.is_empty())
            && app.operations.with(|all| all.is_empty())
            && app.plan.with(|plan| plan.is_empty())
            && app.favourites.with(|all| all.is_empty())
    });
    view! {
        <PlainHead title=words::TITLE/>
        <div class="wrap narrow">
            <Show when=move || nothing.get()>
                <Blank art="empty" title=words::NONE text=words::NONE_WHY>
                    <a class="btn btn-primary" href=crate::routes::Page::Discover.path()>{common::TO_LIST}</a>
                </Blank>
            </Show>
            <regs::Registrations/>
            <saved::Plan/>
            <saved::Favourites/>
            <find::Find/>
            <forget::Forget/>
        </div>
    }
}
