//! What changed since the last visit, in one line that opens.

use super::dom::{El, Piece, View, el, row, when};
use crate::domain::catalogue::Catalogue;
use crate::domain::changes::{self, Change, Item, Kind};
use crate::domain::order::order;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::words::{changes as words, when as words_when};

/// Most changes that are listed; a card says so of each.
const MOST: usize = 40;

/// The class that colours a mark.
pub fn tone(kind: Kind) -> &'static str {
    match kind {
        Kind::New | Kind::Back => " ok",
        Kind::Moved | Kind::Place | Kind::Filling => " warn",
        Kind::Cancelled | Kind::Gone | Kind::Postponed => " bad",
    }
}

/// When an item is, in words; empty where no time is given.
pub fn time(catalogue: &Catalogue, item: &Item) -> String {
    if item.start == 0 {
        return String::new();
    }
    let moment = |minutes| changes::moment(catalogue, minutes);
    words_when::span(&moment(item.start), &moment(item.end))
}

/// Where it is, in a name; empty online.
pub fn place<'a>(catalogue: &'a Catalogue, item: &Item) -> &'a str {
    catalogue
        .venue(&item.venue)
        .map_or("", |venue| venue.name.as_str())
}

/// What changed, counted in one line; empty when nothing did.
fn summary(app: App) -> String {
    let mut counts = [0; 8];
    app.changes.with(|all| {
        for kind in all.values().filter_map(Change::kind) {
            counts[kind as usize] += 1;
        }
    });
    words::summary(&counts)
}

/// 自上次来看：新增 3 场，改期 1 场; opened, each of them. Nothing at all on a first visit, or when nothing changed.
pub fn since_last_visit() -> View {
    let app = use_app();
    let open = RwSignal::new(false);
    let summary = Memo::new(move || summary(app));
    let some = move || summary.with(|summary| !summary.is_empty());
    when(some, move || {
        let fold = el("details.fold.since");
        let node = fold.html();
        fold.on("toggle", move |_| open.set(node.has_attribute("open")))
            .child(el("summary").text(move || summary.get()))
            .child(when(move || open.get(), move || list(app)))
    })
}

fn list(app: App) -> View {
    let lines = move || {
        let Some(programme) = app.programme() else {
            return row();
        };
        app.changes.with(|all| {
            let all: Vec<(&String, &Change)> = all.iter().collect();
            let sorted = order(all.len(), &|at| {
                let change = all[at].1;
                let kind = change.kind().map_or(0, |kind| kind as i64);
                (kind, change.is.start as i64)
            });
            let lines = sorted.into_iter().take(MOST);
            let lines = lines
                .filter_map(|at| line(&programme.catalogue, all[at].0, all[at].1))
                .map(|line| el("li").child(line));
            let rest = all.len().saturating_sub(MOST);
            row()
                .child(el("ul").children(lines))
                .child((rest > 0).then(|| el("p.small.muted").text(words::more(rest))))
        })
    };
    lines.view()
}

/// One change: what, when, and how it was before.
fn line(catalogue: &Catalogue, key: &str, change: &Change) -> Option<El> {
    let kind = change.kind()?;
    let activity = changes::activity(catalogue, key)?;
    let now = time(catalogue, &change.is);
    let was = change.was.as_ref();
    let said = match (kind, was) {
        (Kind::Moved, Some(was)) => words::moved(&time(catalogue, was), &now),
        (Kind::Place, Some(was)) => {
            let moved = words::moved(place(catalogue, was), place(catalogue, &change.is));
            text!(&now, "，", &moved)
        }
        _ => now,
    };
    let main = el("span.line-main")
        .child(el("b").text(activity.title.as_str()))
        .child(el("span.small.muted").text(said));
    let mark = el("span")
        .class(text!("stamp", tone(kind)))
        .text(words::mark(kind));
    let link = el("a.line").to(Page::Activity(activity.id.clone()));
    Some(link.child(main).child(mark))
}
