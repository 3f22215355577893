//! 我的: what changed, registrations, plan, favourites, finding again, clearing.

mod changed;
mod find;
mod forget;
mod regs;
mod saved;

use crate::state::{manage, use_app};
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{View, el, row, when};
use crate::ui::page_head::plain_head;
use crate::ui::planned::way_to_route;
use crate::ui::ready::once_ready;
use crate::ui::text::{para, rule};
use crate::words::mine as words;
use leptos::task::spawn_local;

/// Most registrations asked for in silence when the page opens.
const CHECKED: usize = 8;

pub fn mine_page() -> View {
    let app = use_app();
    // One after the other: how they stand today, if anyone can be asked.
    once_ready(app, move || {
        let ids: Vec<String> = app.receipts.with_untracked(|all| {
            let live = all.values().filter(|receipt| receipt.is_live());
            live.map(|receipt| receipt.id.clone())
                .take(CHECKED)
                .collect()
        });
        spawn_local(async move {
            for id in ids {
                let _ = manage::check(app, &id).await;
            }
        });
    });
    let nothing = move || {
        app.receipts.with(|all| all.is_empty())
            && app.operations.with(|all| all.is_empty())
            && app.plan.with(|plan| plan.is_empty())
            && app.favourites.with(|all| all.is_empty())
    };
    let none = || blank("empty", words::NONE, words::NONE_WHY).child(way_to_list());
    let parts = el("div.wrap.narrow")
        .child(when(nothing, none))
        .child(regs::registrations())
        .child(saved::plan())
        .child(way_to_route())
        .child(saved::stamps())
        .child(saved::favourites())
        .child(find::find())
        .child(forget::forget());
    row().child(plain_head(words::TITLE)).child(parts)
}
