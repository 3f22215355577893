//! The places that were tapped on the map, and those of the chosen districts: how much is found at each.

use super::super::Search;
use super::{Atlas, words};
use crate::domain::query::{Facet, Query};
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::Memo;
use crate::ui::dom::{El, Piece, View, el};
use crate::ui::icon::icon;

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

/// The places of a mark that was tapped.
pub fn tapped(atlas: Atlas) -> View {
    places(atlas, Memo::new(move || atlas.open.get()))
}

/// The places of the chosen districts.
pub fn chosen(atlas: Atlas) -> View {
    let of_chosen = move || {
        let mut chosen = Vec::new();
        if let Some(programme) = atlas.app.programme() {
            atlas.search.filters.track();
            atlas.search.query.with_untracked(|query| {
                for (at, venue) in (0..).zip(&programme.catalogue.venues) {
                    if query.has(Facet::District, &venue.district) {
                        chosen.push(at);
                    }
                }
            });
        }
        chosen
    };
    places(atlas, Memo::new(of_chosen))
}

/// Some of the places, those where something is found, with how much, and the way to what is there.
fn places(atlas: Atlas, which: Memo<Vec<u32>>) -> View {
    let list = move || {
        let programme = atlas.app.programme()?;
        let (which, counts) = (which.get(), atlas.counts.get());
        let query = atlas.search.query.get_untracked();
        let mut rows = Vec::new();
        for at in which {
            let count = counts.get(at as usize).copied().unwrap_or(0);
            if count > 0 && rows.len() < MOST {
                let venue = &programme.catalogue.venues[at as usize];
                rows.push(row(&venue.name, count, query.clone()));
            }
        }
        (!rows.is_empty()).then(|| {
            el("div.atlas-places")
                .child(el("h2").text(words::PLACES))
                .child(el("ul").children(rows))
        })
    };
    list.view()
}

fn row(name: &str, count: u32, mut only: Query) -> El {
    only.clear(Facet::District);
    only.view = Default::default();
    only.set_text(name);
    let link = el("a.line")
        .to(Page::Found(Box::new(only)))
        .child(el("b.line-main").text(name))
        .text(words::sessions(count))
        .child(icon("chevron-right"));
    el("li").child(link)
}
