//! The list as a map: the districts with what they have, the places, and the same as buttons.
//!
//! The drawing is for eyes and fingers and hidden from screen readers; all it can do is done by the buttons beside it
//! too, which the keyboard reaches.

mod chart;
mod places;

use super::{Search, terms};
use crate::domain::query::Facet;
use crate::domain::time;
use crate::state::map::{self, Drawing};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::dom::{El, Piece, View, button, effect, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::map as words;

/// A district as the map and its list show it.
#[derive(Clone, PartialEq)]
struct District {
    id: String,
    name: String,
    count: u32,
    chosen: bool,
}

/// The districts with the counts of the filter: what one would get by choosing each.
fn districts(app: App, search: Search) -> Vec<District> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let today = time::day_of(&app.now.get_untracked());
    let values = app
        .index
        .with(|index| index.values(Facet::District).to_vec());
    let counts: Vec<u32> = search.found(|found| {
        let count = |at| found.count(Facet::District, at);
        (0..values.len()).map(count).collect()
    });
    let district = |(at, id): (usize, String)| District {
        name: terms::name(&programme.catalogue, Facet::District, &id, today),
        count: counts[at],
        chosen: search.query.with(|query| query.has(Facet::District, &id)),
        id,
    };
    values.into_iter().enumerate().map(district).collect()
}

pub fn map(search: Search) -> View {
    let app = use_app();
    effect(move || {
        // Which file it is comes before the programme.
        if app.programme().is_some() {
            map::ask(app);
        }
    });
    let districts = Memo::new(move || districts(app, search));
    // The places that were tapped, by their numbers.
    let open = RwSignal::new(Vec::<usize>::new());
    let drawing = move || {
        app.map.with(|drawing| match drawing {
            Drawing::Ready(sketch) => chart::chart(search, sketch.clone(), districts, open).view(),
            Drawing::Missing => note(words::MISSING).view(),
            _ => note(words::LOADING).attr("role", "status").view(),
        })
    };
    el("section")
        .class(text!("atlas ", styles::atlas()))
        .attr("aria-label", words::MAP)
        .child(el("div.atlas-drawing").child(drawing))
        .child(
            el("div.atlas-side")
                .child(list(search, districts))
                .child(places::places(search, open)),
        )
        .view()
}

fn note(text: &'static str) -> El {
    el("p.muted.atlas-note").text(text)
}

/// The districts as buttons. They are made anew when there are others, not when their counts change.
fn list(search: Search, districts: Memo<Vec<District>>) -> El {
    let ids = Memo::new(move || {
        districts.with(|all| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    let row = move |(at, id): (usize, String)| {
        let part = move |part: fn(&District) -> String| {
            move || districts.with(|all| all.get(at).map(part))
        };
        button("chip")
            .attr("aria-pressed", part(|one| one.chosen.to_string()))
            .attr(
                "aria-label",
                part(|one| words::district(&one.name, one.count)),
            )
            .click(move || search.toggle(Facet::District, &id))
            .child(icon("check"))
            .text(part(|one| one.name.clone()))
            .child(el("span.n").text(part(|one| one.count.to_string())))
    };
    let rows = move || {
        ids.get()
            .into_iter()
            .enumerate()
            .map(row)
            .collect::<Vec<_>>()
    };
    el("div.atlas-list")
        .attr("role", "group")
        .attr("aria-label", words::DISTRICTS)
        .child(rows)
}
