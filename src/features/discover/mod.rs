//! 发现: what is on now and next, and the list with its filters.

mod day;
mod filter;
mod list;
mod map;
mod month;
mod near;
mod now;
mod range;
mod rest;
mod search;
mod terms;
mod typing;
mod views;

use crate::device::page;
use crate::device::timer::{self, Timer};
use crate::domain::discover::{Found, Near};
use crate::domain::near as nearness;
use crate::domain::query::{Facet, Query, View as Look};
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::state::{App, use_app};
use crate::ui::asked::{keep_in_url, say_count};
use crate::ui::changes::since_last_visit;
use crate::ui::dom::{View, effect, el, keep, row, when};
use crate::words::discover;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// After a tap or a key the page is at rest by then, in milliseconds: what nobody looks at first, the counts beside the
/// values and what may have been meant, is written when the list stands in its new form.
const REST_MS: i32 = 50;

/// What the parts of the page share. What is asked is one signal; the others are what follows from it, each for those
/// who need no more ([`follow`]).
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<Query>,
    /// The words typed.
    text: RwSignal<String>,
    /// The part of the filters in the URL.
    filters: RwSignal<String>,
    view: RwSignal<Look>,
    past: RwSignal<bool>,
    /// From where things are near.
    place: RwSignal<String>,
    /// How far things are, once someone said from where.
    near: RwSignal<Option<Near>>,
    finding: RwSignal<Finding>,
    total: RwSignal<usize>,
    /// The filters of what is found.
    chosen: RwSignal<String>,
    /// How many more are over.
    hidden: RwSignal<u32>,
    /// What parts the list into stretches, if anything does: the words typed. The cards follow this and not what is
    /// found, for most taps change none of them.
    parted: RwSignal<Option<String>>,
    /// Set when the page has come to rest after what is found changed.
    rested: RwSignal<()>,
    /// The filter sheet of a phone, open at this facet.
    sheet: RwSignal<Option<Facet>>,
    /// Whether the screen is wide.
    wide: RwSignal<bool>,
}

impl Search {
    fn new(app: App, query: Query) -> Self {
        Self {
            query: RwSignal::new(query),
            text: RwSignal::default(),
            filters: RwSignal::default(),
            view: RwSignal::default(),
            past: RwSignal::default(),
            place: RwSignal::default(),
            near: RwSignal::default(),
            finding: RwSignal::default(),
            total: RwSignal::default(),
            chosen: RwSignal::default(),
            hidden: RwSignal::default(),
            parted: RwSignal::default(),
            rested: RwSignal::default(),
            sheet: RwSignal::default(),
            wide: wide(app),
        }
    }

    fn toggle(&self, facet: Facet, value: &str) {
        self.query.update(|query| query.toggle(facet, value));
    }

    fn reset(&self) {
        self.query.set(Query::default());
    }

    /// What is found, and follows it.
    fn found<T>(&self, task: impl FnOnce(&Found) -> T) -> T {
        self.finding.with(|finding| task(&finding.found()))
    }

    /// What is asked and found at this moment, without following it.
    fn now(&self, task: impl FnOnce(&Found, &Query)) {
        self.finding.with_untracked(|finding| {
            self.query
                .with_untracked(|query| task(&finding.found(), query))
        });
    }

    /// How many are found.
    fn total(&self) -> usize {
        self.total.get()
    }
}

/// What was found, in memory that is used again and again.
#[derive(Clone, Default)]
struct Finding(Arc<Mutex<Found>>);

impl Finding {
    fn found(&self) -> MutexGuard<'_, Found> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds what is asked whenever that, the programme or the place changes, and tells each part of the page what changed
/// for it and no more. (Memos say the same, but a tap then wakes whoever follows one, two hundred on this page, and
/// each asks its memos whether anything is new.)
///
/// What was tapped or typed is seen first, and the list in the next frame: on an old phone a finger that waits for a
/// list to be drawn doubts that it was felt, and letters typed while it is drawn are answered together.
fn follow(search: Search) {
    let app = use_app();
    let waits = Rc::new(Cell::new(false));
    let mut first = true;
    effect(move || {
        search.query.with(|query| {
            search.text.put(query.text.clone());
            search.filters.put(query.filters_to_search());
            search.view.put(query.view);
            search.past.put(query.past);
            search.place.put(query.near.clone());
        });
        if std::mem::take(&mut first) || waits.replace(true) {
            return;
        }
        let waited = waits.clone();
        spawn_local(async move {
            timer::painted().await;
            waited.set(false);
            // Nobody asks any more when the page was left.
            if search.query.try_get_untracked().is_some() {
                find(app, search);
            }
        });
    });
    effect(move || {
        app.loaded.track();
        app.index.track();
        app.here.track();
        find(app, search);
    });
    let mut rest: Option<Timer> = None;
    effect(move || {
        search.finding.track();
        let rested = move || {
            search.rested.try_set(());
        };
        drop(rest.replace(timer::after(REST_MS, rested)));
    });
}

fn find(app: App, search: Search) {
    let programme = app.programme_untracked();
    let here = app.here.get_untracked();
    let finding = search.finding.get_untracked();
    let (total, hidden, parted) = search.query.with_untracked(|query| {
        let near = programme
            .as_ref()
            .and_then(|programme| nearness::near(&programme.catalogue, query, here));
        let mut found = finding.found();
        app.index
            .with_untracked(|index| index.find(query, near.as_ref(), &mut found));
        search.near.put(near);
        let parted = found.bands().next().map(|_| query.text.clone());
        (found.total(), found.hidden, parted)
    });
    search.chosen.put(search.filters.get_untracked());
    search.finding.set(finding);
    search.total.put(total);
    search.hidden.put(hidden);
    search.parted.put(parted);
}

pub fn discover_page() -> View {
    let app = use_app();
    app.title.set(String::new());
    let location = use_location();
    let search = Search::new(app, Query::parse(&location.search.get_untracked()));
    follow(search);
    let chosen = move || search.finding.track();
    let query = search.query;
    keep_in_url(query, location, "/", Page::Found, Box::new(chosen));
    say_count(query, Box::new(move || search.total()), discover::found);
    let heading = el("h1.vh").attr("tabindex", "-1").text(discover::LIST);
    let column = when(
        move || search.wide.get(),
        move || filter::filter_column(search),
    );
    let side = el("div.side").child(column);
    // In the other views what they show stands first.
    let listed = move || search.view.get() == Look::List;
    let list = el("div.list")
        .child(when(listed, now::now_and_next))
        .child(search::tools(search))
        .child(since_last_visit())
        .child(views::views(search));
    let sheet = when(
        move || search.sheet.with(Option::is_some),
        move || filter::filter_sheet(search),
    );
    row()
        .child(heading)
        .child(el("div.wrap.discover").child(side).child(list))
        .child(sheet)
}

/// Whether the filters have a column of their own, as in `style/layout.css`; on a phone their nodes are not made.
fn wide(app: App) -> RwSignal<bool> {
    // A screen in a hall is large because it is read from afar.
    let from = if app.kiosk { f64::MAX } else { 900.0 };
    let wide = RwSignal::new(page::viewport_width() >= from);
    let mut listeners = Vec::new();
    if let Some(window) = web_sys::window() {
        listeners.push(timer::listen(&window, "resize", move |_| {
            let now = page::viewport_width() >= from;
            if wide.get_untracked() != now {
                wide.set(now);
            }
        }));
    }
    keep(listeners);
    wide
}
