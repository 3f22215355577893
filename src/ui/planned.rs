//! Into the plan, or out of it: one button a session or a day.

use super::dom::{El, View, button, el, row, when as when_holds};
use super::icon::icon;
use crate::device::page;
use crate::routes::Page;
use crate::state::App;
use crate::words::{plan as words, route};

/// Into the plan, or out of it again.
fn toggle(app: App, key: &str) {
    if app.plan.with_untracked(|plan| plan.contains_key(key)) {
        app.leave_out_of_plan(key);
    } else if app.keep_in_plan(key) {
        page::announce(words::ADDED_NOW);
    }
}

/// The button of one session; `at` tells it from its neighbours to who cannot see where it stands.
pub fn plan_button(app: App, key: String, at: &str) -> El {
    let (asked, pressed) = (key.clone(), key);
    let face = move || {
        let (symbol, name) = match app.is_planned(&asked) {
            true => ("check", words::ADDED),
            false => ("plus", words::ADD),
        };
        row().child(icon(symbol)).child(name)
    };
    button("btn plan-add")
        .click(move || toggle(app, &pressed))
        .child(face)
        .child(el("span.vh").text(words::for_session(at)))
}

/// One of several days, as a chip.
pub fn plan_chip(app: App, key: String, day: String) -> El {
    let (asked, pressed) = (key.clone(), key);
    button("chip")
        .attr("aria-pressed", move || match app.is_planned(&asked) {
            true => "true",
            false => "false",
        })
        .click(move || toggle(app, &pressed))
        .text(day)
}

/// The way to the plan, while it holds one of these.
pub fn way_to_plan(app: App, keys: Vec<String>) -> View {
    let any = move || keys.iter().any(|key| app.is_planned(key));
    when_holds(any, || {
        el("a.btn.plan-add").to(Page::Plan).text(words::SEE_SHORT)
    })
}

/// The way to the proposals for a day out, as a line of its own.
pub fn way_to_route() -> El {
    let main = el("span.line-main")
        .child(el("b").text(route::LINK))
        .child(el("span.small.muted").text(route::LINK_WHY));
    el("a.line")
        .to(Page::Route)
        .child(icon("route"))
        .child(main)
        .child(icon("chevron-right"))
}
