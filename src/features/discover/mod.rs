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
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::ui::changes::since_last_visit;
use crate::ui::dom::{View, effect, el, keep, row, when};
use crate::words::discover;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The URL follows what is chosen after this pause, in milliseconds: browsers
/// refuse a page that rewrites its address at every key.
const URL_AFTER_MS: i32 = 250;
/// A screen reader hears the count after this pause, in milliseconds.
const SAY_AFTER_MS: i32 = 900;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<Query>,
    /// How far things are, once someone said from where.
    near: Memo<Option<Near>>,
    finding: Memo<Finding>,
    /// What parts the list into stretches, if anything does: the words typed. The cards follow this and not what is
    /// found, for most taps change none of them.
    parted: Memo<Option<String>>,
    /// The filter sheet of a phone, open at this facet.
    sheet: RwSignal<Option<Facet>>,
    /// Whether the screen is wide.
    wide: RwSignal<bool>,
}

impl Search {
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

    fn total(&self) -> usize {
        self.found(Found::total)
    }
}

/// What was found, in memory that is used again and again; each finding is another, told by its number.
struct Finding {
    number: u32,
    found: Arc<Mutex<Found>>,
}

impl Finding {
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// Finds what is asked whenever that, the programme or the place changes.
fn finding(query: RwSignal<Query>, near: Memo<Option<Near>>) -> Memo<Finding> {
    let app = use_app();
    let found: Arc<Mutex<Found>> = Arc::default();
    let last = AtomicU32::new(0);
    Memo::new(move || {
        let finding = Finding {
            number: last.fetch_add(1, Ordering::Relaxed),
            found: found.clone(),
        };
        app.index.with(|index| {
            query.with(|query| {
                near.with(|near| index.find(query, near.as_ref(), &mut finding.found()))
            })
        });
        finding
    })
}

pub fn discover_page() -> View {
    let app = use_app();
    app.title.set(String::new());
    let location = use_location();
    let query = RwSignal::new(Query::parse(&location.search.get_untracked()));
    let near = Memo::new(move || {
        let programme = app.programme()?;
        query.with(|query| nearness::near(&programme.catalogue, query, app.here.get()))
    });
    let finding = finding(query, near);
    let parted = Memo::new(move || {
        let parted = finding.with(|finding| finding.found().bands().next().is_some());
        parted.then(|| query.with(|query| query.text.clone()))
    });
    let search = Search {
        query,
        near,
        finding,
        parted,
        sheet: RwSignal::new(None),
        wide: wide(),
    };
    write_url(query, location);
    say_count(search);
    let heading = el("h1.vh").attr("tabindex", "-1").text(discover::LIST);
    let column = when(
        move || search.wide.get(),
        move || filter::filter_column(search),
    );
    let side = el("div.side").child(column);
    // In the other views what they show stands first.
    let listed = move || query.with(|query| query.view == Look::List);
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
fn wide() -> RwSignal<bool> {
    const FROM: f64 = 900.0;
    let wide = RwSignal::new(page::viewport_width() >= FROM);
    let mut listeners = Vec::new();
    if let Some(window) = web_sys::window() {
        listeners.push(timer::listen(&window, "resize", move |_| {
            let now = page::viewport_width() >= FROM;
            if wide.get_untracked() != now {
                wide.set(now);
            }
        }));
    }
    keep(listeners);
    wide
}

/// The URL is the query: it follows what is chosen, and leads when one goes back or opens a link.
fn write_url(query: RwSignal<Query>, location: Location) {
    let (path, search) = (location.pathname, location.search);
    let navigate = use_navigate();
    let mut timer: Option<Timer> = None;
    effect(move || {
        // Another choice before the pause is over starts it anew.
        drop(timer.take());
        let wanted = query.with(Query::to_search);
        if Query::parse(&search.get_untracked()).to_search() == wanted {
            return;
        }
        let navigate = navigate.clone();
        timer = Some(timer::after(URL_AFTER_MS, move || {
            if path.try_get_untracked().as_deref() != Some("/") {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let query = Box::new(Query::parse(&wanted));
            navigate(&Page::Found(query).path(), options);
        }));
    });
    effect(move || {
        let asked = Query::parse(&search.get());
        if path.get_untracked() == "/"
            && asked.to_search() != query.with_untracked(Query::to_search)
        {
            query.set(asked);
        }
    });
}

fn say_count(search: Search) {
    let mut timer: Option<Timer> = None;
    let mut before = None;
    effect(move || {
        let total = search.total();
        let chosen = search.query.with(|query| !query.is_empty());
        if before.is_some_and(|before| before != total) && chosen {
            drop(timer.take());
            timer = Some(timer::after(SAY_AFTER_MS, move || {
                page::announce(&discover::found(total))
            }));
        }
        before = Some(total);
    });
}
