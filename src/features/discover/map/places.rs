//! The places that were tapped on the map, or those of the chosen districts: how much is found at each.

use super::super::Search;
use crate::domain::query::{Facet, Query};
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dom::{El, Piece, View, el};
use crate::ui::icon::icon;
use crate::words::map as words;

/// Most places listed at once.
const MOST: usize = 40;

/// How many found entries each place of the catalogue has.
pub fn counts(app: App, search: Search) -> Vec<u32> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let mut counts = vec![0; programme.catalogue.venues.len()];
    search.found(|found| {
        for at in found.all().iter() {
            let entry = programme.entries.get(at as usize);
            let venue = entry.and_then(|entry| entry.venue);
            if let Some(count) = venue.and_then(|venue| counts.get_mut(venue)) {
                *count += 1;
            }
        }
    });
    counts
}

/// A line of the list: name, count, and the query that shows only what is there.
#[derive(PartialEq)]
struct Line {
    name: String,
    count: u32,
    only: Query,
}

fn lines(app: App, search: Search, open: RwSignal<Vec<usize>>) -> Vec<Line> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let counts = counts(app, search);
    let venues = &programme.catalogue.venues;
    search.query.with(|query| {
        let asked = |at: &usize| {
            open.with(|open| {
                if open.is_empty() {
                    query.has(Facet::District, &venues[*at].district)
                } else {
                    open.contains(at)
                }
            })
        };
        let line = |at: usize| {
            let name = venues[at].name.clone();
            let mut only = query.clone();
            only.clear(Facet::District);
            only.set_text(&name);
            Line {
                name,
                count: counts[at],
                only,
            }
        };
        let found = |at: &usize| counts[*at] > 0;
        (0..venues.len())
            .filter(asked)
            .filter(found)
            .take(MOST)
            .map(line)
            .collect()
    })
}

pub fn places(search: Search, open: RwSignal<Vec<usize>>) -> View {
    let app = use_app();
    let lines = Memo::new(move || lines(app, search, open));
    let list = move || {
        lines.with(|lines| {
            (!lines.is_empty()).then(|| {
                el("div.atlas-places")
                    .child(el("h2").text(words::PLACES))
                    .child(el("ul").children(lines.iter().map(row)))
            })
        })
    };
    list.view()
}

fn row(line: &Line) -> El {
    let link = el("a.line")
        .to(Page::Found(Box::new(line.only.clone())))
        .child(el("b.line-main").text(line.name.as_str()))
        .text(words::sessions(line.count))
        .child(icon("chevron-right"));
    el("li").child(link)
}
