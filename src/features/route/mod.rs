//! 排行程: what one wants of a day, and up to three proposals for it, worked out on the device.

mod form;
mod proposal;
mod relax;

use crate::device::page;
use crate::device::share;
use crate::device::timer::{self, Timer};
use crate::domain::itinerary::{Day, Itinerary, Offer, Wish};
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::dom::{El, Piece, View, button, effect, el, row};
use crate::ui::icon::icon;
use crate::ui::page_head::quiet_head;
use crate::ui::styles;
use crate::ui::text::para;
use crate::words::{activity, common, route as words};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use std::sync::Arc;

/// The URL follows what is chosen after this pause, in milliseconds, and a screen reader hears what came of it.
const URL_AFTER_MS: i32 = 400;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Trip {
    app: App,
    wish: RwSignal<Wish>,
    /// None while there is no programme.
    board: Memo<Option<Arc<Board>>>,
}

/// A wish against the programme of its day.
#[derive(PartialEq)]
struct Board {
    programme: Arc<Programme>,
    wish: Wish,
    /// The days one can choose from.
    days: Vec<NaiveDate>,
    /// The day it is about; none when everything is over.
    date: Option<NaiveDate>,
    day: Day,
    made: Vec<Itinerary>,
}

pub fn route_page() -> View {
    let app = use_app();
    let location = use_location();
    let wish = RwSignal::new(Wish::parse(&location.search.get_untracked()));
    let trip = Trip {
        app,
        wish,
        board: Memo::new(move || board(app, &wish.get())),
    };
    write_url(trip, location);
    let there = Memo::new(move || trip.board.with(Option::is_some));
    let body = move || {
        if there.get() {
            let made = el("section.route-made")
                .attr("aria-label", words::MADE)
                .child(proposals(trip));
            let columns = el("div").class(text!("wrap route ", styles::route()));
            columns.child(form::form(trip)).child(made).view()
        } else {
            absent(app)
        }
    };
    let share = button("btn btn-icon")
        .attr("aria-label", words::SHARE)
        .click(move || hand_on(trip))
        .child(icon("share"));
    el("div.route-page")
        .child(quiet_head(words::TITLE, Page::Discover, share))
        .child(body)
        .view()
}

/// The proposals follow the wish; places that go meanwhile change them only when they change what fits.
fn board(app: App, wish: &Wish) -> Option<Arc<Board>> {
    let programme = app.programme()?;
    let now = app.now.get();
    let board = app.availability.with(|places| {
        let offer = Offer {
            catalogue: &programme.catalogue,
            entries: &programme.entries,
            places,
            now: &now,
        };
        let date = offer.day(wish);
        let day = date.map_or_else(Day::default, |date| offer.on(wish, date));
        Board {
            made: day.propose(),
            days: offer.days(),
            wish: wish.clone(),
            programme: programme.clone(),
            date,
            day,
        }
    });
    Some(Arc::new(board))
}

fn proposals(trip: Trip) -> View {
    let shown = move || {
        let Some(board) = trip.board.get() else {
            return row();
        };
        if board.made.is_empty() {
            return relax::nothing(trip, &board).view();
        }
        let cards = (0..board.made.len()).map(|nth| proposal::card(trip, &board, nth));
        row()
            .child(el("div.route-cards").children(cards))
            .child(para("small muted", words::ESTIMATED))
    };
    shown.view()
}

/// The URL is the wish: it follows what is chosen, and leads when one goes back or opens a link.
fn write_url(trip: Trip, location: Location) {
    let (path, search) = (location.pathname, location.search);
    let navigate = use_navigate();
    let mut timer: Option<Timer> = None;
    effect(move || {
        // Another choice before the pause is over starts it anew.
        drop(timer.take());
        let wanted = trip.wish.get();
        if Wish::parse(&search.get_untracked()) == wanted {
            return;
        }
        let navigate = navigate.clone();
        timer = Some(timer::after(URL_AFTER_MS, move || {
            if path.try_get_untracked().as_deref() != Some("/route") {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&Page::RouteFor(Box::new(wanted.clone())).path(), options);
            let made = trip.board.try_get_untracked().flatten();
            page::announce(&words::made(made.map_or(0, |board| board.made.len())));
        }));
    });
    effect(move || {
        let asked = Wish::parse(&search.get());
        if path.get_untracked() == "/route" && trip.wish.with_untracked(|wish| *wish != asked) {
            trip.wish.set(asked);
        }
    });
}

/// Hands the wish on as a link. The day is named in it: tomorrow it would be another.
fn hand_on(trip: Trip) {
    let app = trip.app;
    let mut wish = trip.wish.get_untracked();
    wish.day = trip.board.get_untracked().and_then(|board| board.date);
    let url = text!(&page::origin(), &Page::RouteFor(Box::new(wish)).path());
    share::hand_on(words::TITLE.to_owned(), url, move |how| match how {
        share::Shared::Sheet => {}
        share::Shared::Copied => app.say(activity::SHARED),
        share::Shared::Failed => app.say(common::NOT_COPIED),
    });
}

/// A choice among a few, as a chip; `on` says whether it is chosen.
fn chip(name: &str, on: impl Fn() -> bool + 'static, choose: impl FnMut() + 'static) -> El {
    button("chip")
        .attr("aria-pressed", move || if on() { "true" } else { "false" })
        .click(choose)
        .text(name)
}
