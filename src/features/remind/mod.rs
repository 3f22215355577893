//! The notice of what is on today and tomorrow, over the first page and 我的; over the first page also what waits for
//! an answer.

use crate::domain::plan::Item;
use crate::domain::receipt::Receipt;
use crate::domain::registration::Status;
use crate::domain::remind::day;
use crate::domain::time;
use crate::routes::Page;
use crate::state::remind::{self, bring};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dom::{El, Piece, View, button, el};
use crate::ui::notice::{Grade, notice};
use crate::ui::offer::stands;
use crate::ui::text::para;
use crate::words::{plan, remind as words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Most sessions that are named.
const MOST: usize = 3;

/// One session as the notice names it.
#[derive(PartialEq)]
struct Line {
    href: String,
    when: String,
    title: String,
    place: String,
    /// What is to be done yet.
    lacks: bool,
}

fn line(app: App, item: &Item) -> Option<Line> {
    let day = day(item, &app.now.get())?;
    let page = match &item.registered {
        Some(registered) => Page::Receipt(registered.id.clone()),
        None => Page::Activity(item.at.activity.clone()),
    };
    Some(Line {
        href: page.path(),
        when: words::when(day, &time::clock(&item.at.start)),
        title: item.at.title.clone(),
        place: words::place(&item.at.place, &bring(app, item)),
        lacks: item.unbooked,
    })
}

fn line_view(line: &Line) -> El {
    let link = el("a")
        .attr("href", line.href.clone())
        .text(line.title.as_str());
    let lacks = line.lacks.then(|| el("span.stamp").text(words::NOT_BOOKED));
    el("li")
        .child(el("b").text(line.when.as_str()))
        .text(" ")
        .child(link)
        .text(" ")
        .child(lacks)
        .child(para("small muted", &line.place))
}

/// The places that came free and wait for an answer: they go to the next, so nothing puts them away.
pub fn offers() -> View {
    let app = use_app();
    let path = use_location().pathname;
    let lines = Memo::new(move || {
        // 我的 has the answers themselves.
        if path.with(|path| path != Page::Discover.path().as_str()) {
            return Vec::new();
        }
        let answered = |id: &str| app.operations.with(|all| all.contains_key(id));
        app.receipts.with(|all| {
            let open = all.values().filter(|receipt| {
                receipt.standing() == Status::Offered
                    && !receipt.is_offer_over(&app.now.get())
                    && !answered(&receipt.id)
            });
            let line = |receipt: &Receipt| {
                let title = receipt.places.first().map(|place| place.at.title.clone());
                let page = Page::Receipt(receipt.id.clone()).path();
                (page, stands(app, receipt), title.unwrap_or_default())
            };
            open.map(line).collect::<Vec<_>>()
        })
    });
    let line = |(page, says, title): &(String, String, String)| {
        let answer = el("a.btn").attr("href", page.clone());
        el("div")
            .child(para("notice-title", says))
            .child(para("", title))
            .child(el("div.btns").child(answer.text(words::ANSWER)))
    };
    let shown = move || {
        lines.with(|lines| {
            (!lines.is_empty()).then(|| {
                let text = el("div").children(lines.iter().map(line));
                el("div.wrap").child(notice(Grade::Warn, text))
            })
        })
    };
    shown.view()
}

/// What one should not forget; nothing once it is put away for today.
pub fn reminder() -> View {
    let app = use_app();
    let hushed = RwSignal::new(());
    let lines = Memo::new(move || {
        hushed.track();
        app.now.track();
        let items = match remind::is_hushed() {
            true => Vec::new(),
            false => app.plan_items(),
        };
        items
            .iter()
            .filter_map(|item| line(app, item))
            .collect::<Vec<_>>()
    });
    let hush = move || {
        remind::hush();
        hushed.set(());
    };
    let shown = move || {
        lines.with(|lines| {
            (!lines.is_empty()).then(|| {
                let more = lines.len().saturating_sub(MOST);
                let more = (more > 0).then(|| para("small", &words::more(more)));
                let text = el("div")
                    .child(para("notice-title", words::TITLE))
                    .child(el("ul.reminder").children(lines.iter().take(MOST).map(line_view)))
                    .child(more);
                let see = el("a.btn").to(Page::Plan).text(plan::SEE_SHORT);
                let away = button("btn").click(hush).text(words::HUSH);
                let text = text.child(el("div.btns").child(see).child(away));
                el("div.wrap").child(notice(Grade::Info, text))
            })
        })
    };
    shown.view()
}
