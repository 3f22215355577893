//! A list that somebody asks something of: the URL holds what is asked, and a screen reader hears how much is found.

use crate::device::page;
use crate::device::timer::{self, Timer};
use crate::domain::query::Query;
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::ui::dom::effect;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::Location;

/// The URL follows what is chosen after this pause, in milliseconds: browsers
/// refuse a page that rewrites its address at every key.
const URL_AFTER_MS: i32 = 250;
/// A screen reader hears the count after this pause, in milliseconds.
const SAY_AFTER_MS: i32 = 900;

/// The URL is the query: it follows what is chosen, and leads when one goes back or opens a link. `path` is where the
/// list stands, `page` is the list of a query; `settled` tracks that a choice was made.
pub fn keep_in_url(
    query: RwSignal<Query>,
    location: Location,
    path: &'static str,
    page: fn(Box<Query>) -> Page,
    settled: Box<dyn Fn()>,
) {
    let (at, search) = (location.pathname, location.search);
    let navigate = use_navigate();
    let mut timer: Option<Timer> = None;
    effect(move || {
        // Another choice before the pause is over starts it anew.
        drop(timer.take());
        settled();
        let wanted = query.with_untracked(Query::to_search);
        if Query::parse(&search.get_untracked()).to_search() == wanted {
            return;
        }
        let navigate = navigate.clone();
        timer = Some(timer::after(URL_AFTER_MS, move || {
            if at.try_get_untracked().as_deref() != Some(path) {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&page(Box::new(Query::parse(&wanted))).path(), options);
        }));
    });
    effect(move || {
        let asked = Query::parse(&search.get());
        if at.get_untracked() == path && asked.to_search() != query.with_untracked(Query::to_search)
        {
            query.set(asked);
        }
    });
}

/// Tells a screen reader how much is found, when that changes by what somebody chose.
pub fn say_count(query: RwSignal<Query>, total: Box<dyn Fn() -> usize>, say: fn(usize) -> String) {
    let mut timer: Option<Timer> = None;
    let mut before = None;
    effect(move || {
        let total = total();
        let chosen = query.with_untracked(|query| !query.is_empty());
        if before.is_some_and(|before| before != total) && chosen {
            drop(timer.take());
            timer = Some(timer::after(SAY_AFTER_MS, move || {
                page::announce(&say(total))
            }));
        }
        before = Some(total);
    });
}
