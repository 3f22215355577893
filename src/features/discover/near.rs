//! 离我近: from where, asked only when someone wants it, and how far.

use super::Search;
use crate::device::{location, page};
use crate::domain::discover::{Hint, RINGS};
use crate::domain::near::{self, Refusal};
use crate::domain::query::{Facet, HERE};
use crate::state::signal::RwSignal;
use crate::state::{App, use_app};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, Piece, View, button, el, row, when};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::words::near as words;
use leptos::prelude::Callback;

/// Most places offered at once.
const MOST: usize = 24;

/// The button among the quick choices, and its dialog.
pub fn near_me(search: Search) -> View {
    let open = RwSignal::new(false);
    let chip = button("chip")
        .attr("aria-haspopup", "dialog")
        .click(move || open.set(true))
        .child(icon("place"))
        .text(words::NEAR_ME);
    row()
        .child(chip)
        .child(when(move || open.get(), move || choice(search, open)))
}

/// From where: the device's own position, with the reason before it is asked for, or a place by its name.
fn choice(search: Search, open: RwSignal<bool>) -> View {
    let app = use_app();
    // A screen in a hall stands where it stands, and has nobody who could allow it to ask.
    let own = (!app.kiosk).then(|| own(app, search, open));
    let body = row().child(own).child(places(app, search, open));
    let close = Callback::new(move |()| open.set(false));
    dialog(words::NEAR_ME, close, body, None)
}

/// Orders the list by the distance from a place.
fn go(search: Search, near: &str) {
    search
        .query
        .update(|query| near.clone_into(&mut query.near));
}

/// Why the position is wanted, the button that asks for it, which nothing else does, and why there is none.
fn own(app: App, search: Search, open: RwSignal<bool>) -> View {
    let asking = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Refusal>);
    let ask = move || {
        if asking.get_untracked() {
            return;
        }
        asking.set(true);
        location::ask(move |found| {
            // Whoever asked has closed the question meanwhile: then nothing was wanted.
            if !asking.try_set(false) {
                return;
            }
            match found {
                Ok(point) => {
                    app.here.set(Some(point));
                    go(search, HERE);
                    open.set(false);
                }
                Err(why) => {
                    trouble.set(Some(why));
                    if let Some(input) = page::by_id(FIELD) {
                        page::focus(&input);
                    }
                }
            }
        });
    };
    let button = button("btn btn-primary")
        .attr("aria-busy", move || asking.get().then_some("true"))
        .click(ask)
        .child(icon("place"))
        .text(move || match asking.get() {
            true => words::ASKING,
            false => words::USE_MINE,
        });
    let refused = move || {
        let why = trouble.get()?;
        Some(notice(Grade::Warn, el("p").text(words::refusal(why))))
    };
    row()
        .child(el("p").text(words::WHY))
        .child(el("p.near-ask").child(button))
        .child(el("div").attr("role", "status").child(refused))
}

const FIELD: &str = "near-place";

/// Districts and places whose names hold what is typed, in characters or in pinyin; without a word the districts.
fn places(app: App, search: Search, open: RwSignal<bool>) -> View {
    let typed = RwSignal::new(String::new());
    let list = move || {
        let programme = app.programme()?;
        let catalogue = &programme.catalogue;
        let typed = typed.get();
        let hints = app.index.with(|index| match typed.trim() {
            "" => {
                let districts = 0..index.values(Facet::District).len();
                let district = |at| Hint::Value(Facet::District, at);
                districts.map(district).collect()
            }
            typed => index.hints(typed, usize::MAX),
        });
        let mut chips = Vec::new();
        for hint in hints {
            let id = match hint {
                Hint::Value(Facet::District, at) => {
                    catalogue.taxonomy.districts.get(at).map(|one| &one.id)
                }
                Hint::Venue(at) => catalogue.venues.get(at).map(|one| &one.id),
                _ => None,
            };
            let Some(id) = id else { continue };
            // A place without a point is none to start from.
            if let Some((_, name)) = near::point_of(catalogue, id).filter(|_| chips.len() < MOST) {
                let id = id.clone();
                let choose = move || {
                    go(search, &id);
                    open.set(false);
                };
                chips.push(button("chip").click(choose).text(name));
            }
        }
        Some(if chips.is_empty() {
            el("p.muted").text(words::NO_PLACE)
        } else {
            el("div.bar").children(chips)
        })
    };
    let label = el("label.rule").attr("for", FIELD).text(words::OR_PLACE);
    let input = el("input.input")
        .id(FIELD)
        .attr("placeholder", words::PLACE_HINT)
        .attr("autocomplete", "off")
        .attr("maxlength", "30")
        .typed("input", move |text| typed.set(text));
    row().child(label).child(input).child(list)
}

/// While the list is ordered by distance: from where, how far at most, and the way back to the order of time. Behind a
/// link to another's "here" the question for one's own place.
pub fn bar(search: Search) -> View {
    let app = use_app();
    let shown = move || {
        let programme = app.programme()?;
        let near = search.place.get();
        let place = near::point_of(&programme.catalogue, &near).map(|(_, name)| name);
        let bar = el("div.near").child(el("p.near-head").text(words::nearest_to(place)));
        if near == HERE && app.here.with(Option::is_none) {
            let nothing = RwSignal::new(false);
            return Some(bar.child(own(app, search, nothing)).child(stop(search)));
        }
        (near == HERE || place.is_some()).then(|| {
            let rings = el("div.bar")
                .attr("role", "group")
                .attr("aria-label", words::HOW_FAR)
                .children(RINGS.map(|metres| ring(search, Some(metres))))
                .child(ring(search, None))
                .child(stop(search));
            bar.child(rings)
                .child(el("p.small.muted").text(words::ROUGH))
        })
    };
    shown.view()
}

fn ring(search: Search, metres: Option<u32>) -> El {
    let name = metres.map_or_else(|| words::ANY.to_owned(), words::kilometres);
    button("chip")
        .attr("aria-pressed", move || {
            search.near.track();
            let on = search.query.with_untracked(|query| query.within == metres);
            if on { "true" } else { "false" }
        })
        .click(move || search.query.update(|query| query.within = metres))
        .text(name)
}

fn stop(search: Search) -> El {
    let stop = move || {
        search.query.update(|query| {
            query.near.clear();
            query.within = None;
        });
    };
    button("btn btn-quiet").click(stop).text(words::STOP)
}
