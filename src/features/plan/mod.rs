//! 我的行程: one's days on the axis of time, and the plan that came with a link.

mod day;
mod share;
mod theirs;

use crate::device::page;
use crate::domain::agenda::Entry;
use crate::domain::plan::Item;
use crate::domain::plan::link::{self, Link};
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::bell::bell;
use crate::ui::blank::{blank, way, way_to_list};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::page_head::page_head;
use crate::ui::planned::way_to_route;
use crate::ui::take_along::calendar_button;
use crate::ui::text::para;
use crate::words::{plan as words, route};
use leptos::prelude::Get;
use leptos_router::hooks::use_location;

pub fn plan_page() -> View {
    let app = use_app();
    let hash = use_location().hash;
    let shown = move || {
        let (title, body) = match link::read(&hash.get()) {
            Link::None => (words::TITLE, own(app)),
            Link::Broken => {
                let why = notice(Grade::Error, el("p").text(words::BROKEN));
                (
                    words::TITLE,
                    row().child(el("div.wrap").child(why)).child(own(app)),
                )
            }
            Link::Plan { keys, lost } => (words::THEIRS, theirs::theirs(app, keys, lost)),
        };
        row().child(page_head(title, Page::Mine)).child(body)
    };
    el("div.plan-page").child(shown).view()
}

/// One's own plan; it follows whatever changes in it.
fn own(app: App) -> View {
    let items = Memo::new(move || app.plan_items());
    let shown = move || {
        items.with(|items| {
            if items.is_empty() {
                return blank("empty", words::NONE, words::NONE_WHY)
                    .child(way_to_list())
                    .child(way(Page::Route, route::LINK))
                    .view();
            }
            let over = items.iter().take_while(|item| item.over).count();
            let (past, ahead) = items.split_at(over);
            let past = (over > 0).then(|| {
                el("details.fold.no-print")
                    .attr("open", ahead.is_empty())
                    .child(el("summary").text(words::PAST))
                    .child(day::days(app, past, day::Whose::Mine))
            });
            let print = button("btn")
                .click(page::print)
                .child(icon("print"))
                .text(words::PRINT);
            let wrap = el("div.wrap.plan")
                .child(sheet(app))
                .child(actions(items))
                .child(day::days(app, ahead, day::Whose::Mine))
                .child(past)
                .child(bell())
                .child(para("small muted", words::LOCAL))
                .child(el("div.no-print").child(way_to_route()))
                .child(print);
            wrap.view()
        })
    };
    shown.view()
}

/// What stands over the printed days: the edition, and whom to call.
fn sheet(app: App) -> El {
    el("div.print-only")
        .child(el("h2").text(words::sheet(&app.name())))
        .child(el("p").text(words::call(&app.phone())))
}

/// Share it, take it into the phone's calendar.
fn actions(items: &[Item]) -> El {
    let entries: Vec<Entry> = items.iter().filter_map(|item| item.entry).collect();
    el("div.btns.even")
        .child(share::share_button(items))
        .child(calendar_button("kepu", true, move || entries.clone()))
}
