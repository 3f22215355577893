//! 离我近: from where, asked only when someone wants it, and how far.

use super::Search;
use crate::device::{location, page};
use crate::domain::discover::RINGS;
use crate::domain::near;
use crate::domain::query::HERE;
use crate::domain::text::fold;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, Piece, View, button, el, row, when};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::words::near as words;
use leptos::prelude::Callback;

/// Most places offered at once.
const MOST: usize = 24;

/// Why there is no position yet, or nothing if nobody asked.
type Trouble = RwSignal<Option<near::Refusal>>;

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
    let trouble = Trouble::default();
    let done = move |near: &str| {
        go(search, near);
        open.set(false);
    };
    let refused = move || {
        trouble
            .get()
            .map(|why| notice(Grade::Warn, el("p").text(words::refusal(why))))
    };
    let body = row()
        .child(el("p").text(words::WHY))
        .child(el("p.btns").child(mine(app, trouble, move || done(HERE))))
        .child(el("div").attr("role", "status").child(refused))
        .child(places(app, done));
    let close = Callback::new(move |()| open.set(false));
    dialog(words::NEAR_ME, close, body, None)
}

/// Orders the list by the distance from a place.
fn go(search: Search, near: &str) {
    search
        .query
        .update(|query| near.clone_into(&mut query.near));
}

/// The button that asks for the position; nothing else ever does.
fn mine(app: App, trouble: Trouble, done: impl Fn() + Copy + 'static) -> El {
    let asking = RwSignal::new(false);
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
                    done();
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
    button("btn btn-primary")
        .attr("aria-busy", move || asking.get().then_some("true"))
        .click(ask)
        .child(icon("place"))
        .text(move || match asking.get() {
            true => words::ASKING,
            false => words::USE_MINE,
        })
}

const FIELD: &str = "near-place";

/// Districts and places whose names hold what is typed; without a word the districts.
fn offered(app: App, typed: &str) -> Vec<(String, String)> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let catalogue = &programme.catalogue;
    let typed = fold(typed.trim());
    let districts = catalogue.taxonomy.districts.iter();
    let districts = districts
        .filter(|district| district.center.is_some())
        .map(|district| (&district.id, &district.name));
    let venues = catalogue.venues.iter();
    let venues = venues
        .filter(|venue| venue.point.is_some() && !typed.is_empty())
        .map(|venue| (&venue.id, &venue.name));
    districts
        .chain(venues)
        .filter(|(_, name)| fold(name).contains(&typed))
        .map(|(id, name)| (id.clone(), name.clone()))
        .take(MOST)
        .collect()
}

fn places(app: App, done: impl Fn(&str) + Copy + 'static) -> View {
    let typed = RwSignal::new(String::new());
    let offered = Memo::new(move || typed.with(|typed| offered(app, typed)));
    let list = move || {
        let choice = |(id, name): &(String, String)| {
            let id = id.clone();
            button("chip").click(move || done(&id)).text(name.as_str())
        };
        offered.with(|offered| match offered.is_empty() {
            true => el("p.muted").text(words::NO_PLACE),
            false => el("div.bar").children(offered.iter().map(choice)),
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

/// While the list is ordered by distance: from where, how far at most, and the way back to the order of time.
pub fn bar(search: Search) -> View {
    let app = use_app();
    let from = Memo::new(move || {
        let near = search.query.with(|query| query.near.clone());
        if near == HERE {
            return Some(None);
        }
        let programme = app.programme()?;
        let (_, name) = near::point_of(&programme.catalogue, &near)?;
        Some(Some(name.to_owned()))
    });
    let shown = move || {
        from.with(|from| {
            from.as_ref().map(|place| {
                el("div.bar.near")
                    .attr("role", "group")
                    .attr("aria-label", words::HOW_FAR)
                    .child(head(app, search, place.as_deref()))
                    .children(
                        RINGS
                            .map(Some)
                            .into_iter()
                            .chain([None])
                            .map(|metres| ring(search, metres)),
                    )
                    .child(stop(search))
            })
        })
    };
    shown.view()
}

/// From where; or, behind a link to another's "here", the question for one's own.
fn head(app: App, search: Search, place: Option<&str>) -> View {
    let unknown = place.is_none();
    let title = el("p.near-head").text(words::nearest_to(place));
    let ask = move || {
        let trouble = Trouble::default();
        let refused = move || trouble.get().map(|why| el("p").text(words::refusal(why)));
        row()
            .child(el("p").text(words::WHY))
            .child(mine(app, trouble, || {}))
            .child(refused)
    };
    let asked = when(move || unknown && app.here.with(Option::is_none), ask);
    let rough = when(
        move || search.near.with(Option::is_some),
        || el("p.small.muted").text(words::ROUGH),
    );
    row().child(title).child(asked).child(rough)
}

fn ring(search: Search, metres: Option<u32>) -> El {
    let name = metres.map_or_else(|| words::ANY.to_owned(), words::kilometres);
    button("chip")
        .attr("aria-pressed", move || {
            let on = search.query.with(|query| query.within == metres);
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
