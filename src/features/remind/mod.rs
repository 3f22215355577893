//! The notice of what is on today and tomorrow, over the first page and 我的.

use crate::domain::plan::Item;
use crate::domain::remind::day;
use crate::domain::time;
use crate::routes::Page;
use crate::state::remind::{self, bring};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dom::{El, Piece, View, button, el};
use crate::ui::notice::{Grade, notice};
use crate::ui::text::para;
use crate::words::{plan, remind as words};

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
