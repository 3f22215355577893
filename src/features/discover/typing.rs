//! The search field, and what it offers while one types: what was meant, or what was looked for before.

use super::{Search, terms};
use crate::domain::discover::Hint;
use crate::domain::query::Facet;
use crate::domain::time;
use crate::state::signal::RwSignal;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::dom::{El, button, effect, el, when};
use crate::ui::icon::icon;
use crate::words::discover;
use leptos::prelude::untrack;
use std::rc::Rc;

/// Most offers at once: more would push the list off a phone's screen.
const MOST: usize = 5;
const LIST: &str = "q-offers";

/// Something one may take instead of typing on.
#[derive(Clone, PartialEq)]
enum Offer {
    Value(Facet, String),
    Text(String),
}

/// An offer as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    offer: Offer,
    name: String,
    /// What kind of thing it is, or how many it finds.
    note: String,
}

/// What the field offers for what is in it.
fn offers(app: App, search: Search) -> Vec<Shown> {
    let typed = search
        .query
        .with_untracked(|query| query.text.trim().to_owned());
    if typed.is_empty() {
        let recent = app.recent.get().into_iter();
        let shown = recent.take(MOST).map(|text| Shown {
            name: text.clone(),
            offer: Offer::Text(text),
            note: String::new(),
        });
        return shown.collect();
    }
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let today = time::day_of(&app.now.get_untracked());
    let named = |hint: Hint| match hint {
        Hint::Value(facet, at) => app.index.with(|index| {
            let value = index.values(facet).get(at)?.clone();
            Some(Shown {
                name: terms::name(&programme.catalogue, facet, &value, today),
                note: discover::facet(facet).to_owned(),
                offer: Offer::Value(facet, value),
            })
        }),
        Hint::Venue(at) => programme.catalogue.venues.get(at).map(|venue| Shown {
            name: venue.name.clone(),
            note: discover::VENUE.to_owned(),
            offer: Offer::Text(venue.name.clone()),
        }),
        Hint::Host(name) => Some(Shown {
            offer: Offer::Text(name.clone()),
            name,
            note: discover::HOST.to_owned(),
        }),
    };
    let hints = app.index.with(|index| index.hints(&typed, MOST));
    // What stands there already need not be offered.
    let fresh = |shown: &Shown| shown.offer != Offer::Text(typed.clone());
    hints.into_iter().filter_map(named).filter(fresh).collect()
}

impl Offer {
    fn take(&self, app: App, search: Search) {
        search.query.update(|query| match self {
            Self::Value(facet, value) => {
                query.text.clear();
                if !query.has(*facet, value) {
                    query.toggle(*facet, value);
                }
            }
            Self::Text(text) => query.set_text(text),
        });
        if let Self::Text(text) = self {
            app.remember_search(text);
        }
    }
}

pub fn search_field(search: Search) -> El {
    let app = use_app();
    // Whether offers are wanted, those that are shown, and which of them the arrow keys stand on.
    let wanted = RwSignal::new(false);
    let offered = RwSignal::new(Vec::<Shown>::new());
    let at = RwSignal::new(None::<usize>);
    // Only when the page has come to rest: the list is what a key waits for.
    let offer = move || {
        offered.put(match wanted.get_untracked() {
            true => offers(app, search),
            false => Vec::new(),
        });
    };
    effect(move || {
        search.rested.track();
        app.recent.track();
        offer();
    });
    let open = move |wish: bool| {
        wanted.set(wish);
        untrack(offer);
    };
    let shown = move || offered.with(|offers| !offers.is_empty());
    let take = move |nth: usize| {
        let offer =
            offered.with_untracked(|offers| offers.get(nth).map(|shown| shown.offer.clone()));
        if let Some(offer) = offer {
            offer.take(app, search);
        }
        open(false);
    };
    effect(move || {
        offered.track();
        at.set(None);
    });
    let input = el("input")
        .id("q")
        .attr("type", "search")
        .attr("placeholder", discover::SEARCH)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "60")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", LIST)
        .attr(
            "aria-expanded",
            move || if shown() { "true" } else { "false" },
        )
        .attr("aria-activedescendant", move || at.get().map(option_id))
        .value(move || search.text.get())
        .typed("input", move |text| {
            wanted.set(true);
            search.query.update(|query| query.set_typed(&text))
        })
        .typed("change", move |text| app.remember_search(&text))
        .on("click", move |_| open(true))
        .on("blur", move |_| open(false));
    let input = input.on("keydown", move |event| {
        use wasm_bindgen::JsCast;
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let count = offered.with_untracked(Vec::len);
        let now = at.get_untracked();
        match (key.key().as_str(), now) {
            ("ArrowDown", None) if count > 0 => at.set(Some(0)),
            ("ArrowDown", Some(nth)) if nth + 1 < count => at.set(Some(nth + 1)),
            ("ArrowUp", Some(nth)) => at.set(nth.checked_sub(1)),
            ("ArrowDown", _) => {
                open(true);
                return;
            }
            ("Enter", Some(nth)) => take(nth),
            ("Escape", _) if count > 0 => open(false),
            _ => return,
        }
        event.prevent_default();
    });
    let (field, typed) = (input.html(), input.html());
    let clear = button("btn btn-icon clear")
        .attr("aria-label", discover::CLEAR_SEARCH)
        .attr("hidden", move || search.text.with(String::is_empty))
        .click(move || {
            search.query.update(|query| query.text.clear());
            let _ = field.focus();
        })
        .child(icon("clear"));
    let label = el("label.vh").attr("for", "q").text(discover::SEARCH);
    el("form.search")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            // The keyboard of a phone covers the list: it goes away.
            let _ = typed.blur();
        })
        .child(icon("search"))
        .child(label)
        .child(input)
        .child(clear)
        .child(when(shown, move || {
            list(app, search, offered, at, Rc::new(take))
        }))
}

fn option_id(nth: usize) -> String {
    text!("q-offer-", &nth.to_string())
}

fn list(
    app: App,
    search: Search,
    offered: RwSignal<Vec<Shown>>,
    at: RwSignal<Option<usize>>,
    take: Rc<dyn Fn(usize)>,
) -> El {
    let row = move |(nth, shown): (usize, Shown)| {
        let take = take.clone();
        el("li.offer")
            .id(option_id(nth))
            .attr("role", "option")
            .attr("aria-selected", move || {
                if at.get() == Some(nth) {
                    "true"
                } else {
                    "false"
                }
            })
            .on("click", move |_| take(nth))
            .child(el("span").text(shown.name))
            .child(el("span.n").text(shown.note))
    };
    let rows = move || {
        let offers = offered.get().into_iter().enumerate();
        offers.map(&row).collect::<Vec<_>>()
    };
    let empty = move || search.text.with(String::is_empty);
    let heading = move || match empty() {
        true => discover::RECENT,
        false => discover::SUGGESTIONS,
    };
    let forget = button("btn btn-quiet")
        .attr("hidden", move || !empty())
        .click(move || app.forget_searches())
        .text(discover::FORGET_RECENT);
    el("div.offers")
        // The field keeps the focus: what is pressed here is taken before the list goes.
        .on("pointerdown", |event| event.prevent_default())
        .on("mousedown", |event| event.prevent_default())
        .child(el("p.small.muted").text(heading))
        .child(
            el("ul")
                .id(LIST)
                .attr("role", "listbox")
                .attr("aria-label", heading)
                .child(rows),
        )
        .child(forget)
}
