//! The list as a map: the districts with what they have, the places, and the districts as buttons once more.
//!
//! Districts and places on the drawing are buttons with names, for fingers, for the keyboard and for screen readers;
//! the list beside it says the same to whom a map says nothing.

mod chart;
mod places;

use super::{Search, terms};
use crate::domain::query::{self, Facet};
use crate::domain::time;
use crate::state::map::{self, Drawing};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::dom::{El, Piece, View, button, effect, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::map as words;
use leptos::prelude::untrack;

/// What the parts of the view share.
#[derive(Clone, Copy)]
struct Atlas {
    app: App,
    search: Search,
    districts: RwSignal<Vec<District>>,
    /// How many found entries each place of the catalogue has.
    counts: Memo<Vec<u32>>,
    /// The places that were tapped, by their numbers.
    open: RwSignal<Vec<u32>>,
}

/// A district as the map and its list show it.
#[derive(Clone)]
struct District {
    id: String,
    name: String,
    count: u32,
    chosen: bool,
}

/// The districts with the counts of the filter: what one would get by choosing each.
fn districts(app: App, search: Search) -> Vec<District> {
    let mut districts = Vec::new();
    let Some(programme) = app.programme() else {
        return districts;
    };
    let today = time::day_of(&app.now.get_untracked());
    search.query.with_untracked(|query| {
        search.found(|found| {
            app.index.with_untracked(|index| {
                for (at, id) in index.values(Facet::District).iter().enumerate() {
                    districts.push(District {
                        id: id.clone(),
                        name: terms::name(&programme.catalogue, Facet::District, id, today),
                        count: found.count(Facet::District, at),
                        chosen: query.has(Facet::District, id),
                    });
                }
            });
        });
    });
    districts
}

pub fn map(search: Search) -> View {
    let app = use_app();
    let atlas = Atlas {
        app,
        search,
        districts: RwSignal::default(),
        counts: Memo::new(move || places::counts(app, search)),
        open: RwSignal::default(),
    };
    effect(move || atlas.districts.set(districts(app, search)));
    effect(move || {
        // Which file it is comes before the programme.
        if app.programme().is_some() {
            map::ask(app);
        }
    });
    let drawing = move || {
        app.map.with(|drawing| match drawing {
            Drawing::Ready(sketch) => chart::chart(atlas, sketch),
            Drawing::Missing => note(words::MISSING),
            _ => note(words::LOADING),
        })
    };
    let about = move || {
        app.map.with(|drawing| match drawing {
            Drawing::Ready(sketch) => text!(words::TAP_PLACES, &sketch.about),
            _ => String::new(),
        })
    };
    let show = button("btn btn-primary")
        .click(move || search.query.update(|query| query.view = query::View::List))
        .text(move || words::show(search.total()));
    let side = el("div.atlas-side")
        .child(places::tapped(atlas))
        .child(list(atlas))
        .child(el("p.btns").child(show))
        .child(places::chosen(atlas));
    el("section")
        .class(text!("atlas ", styles::atlas()))
        .attr("aria-label", words::MAP)
        .child(el("div.atlas-drawing").child(drawing))
        .child(side)
        .child(el("p.small.muted").text(about))
        .view()
}

fn note(text: &'static str) -> View {
    el("p.muted.atlas-note")
        .attr("role", "status")
        .text(text)
        .view()
}

/// The districts as buttons. They are made anew with the programme, not when their counts change.
fn list(atlas: Atlas) -> El {
    let rows = move || {
        atlas.app.programme()?;
        let mut rows = Vec::new();
        for one in untrack(|| districts(atlas.app, atlas.search)) {
            let (id, count) = (one.id, el("span.n"));
            let row = button("chip")
                .click(move || atlas.search.toggle(Facet::District, &id))
                .child(icon("check"))
                .text(one.name)
                .child(count.clone());
            rows.push((row, count));
        }
        let made: Vec<El> = rows.iter().map(|(row, _)| row.clone()).collect();
        effect(move || {
            atlas.districts.with(|all| {
                for (one, (row, count)) in all.iter().zip(&rows) {
                    row.put("aria-pressed", if one.chosen { "true" } else { "false" });
                    row.put("aria-label", &words::district(&one.name, one.count));
                    count.say(&one.count.to_string());
                }
            });
        });
        Some(made)
    };
    el("div.atlas-list")
        .attr("role", "group")
        .attr("aria-label", words::DISTRICTS)
        .child(rows)
}
