//! One proposal: its stops in time with the ways between them, why it is proposed, and what one can do with it.

use super::{Board, Trip};
use crate::device::page;
use crate::domain::activity::Session;
use crate::domain::availability::Seats;
use crate::domain::itinerary::{Candidate, Itinerary, LUNCH, LUNCH_FROM, LUNCH_TO, Stop};
use crate::domain::{plan, taxonomy, time};
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, View, button, el, once_there, row};
use crate::ui::icon::icon;
use crate::ui::planned::way_to_plan;
use crate::ui::text::para;
use crate::words::card;
use crate::words::{common, route as words};
use std::sync::Arc;

/// Most stops offered in the place of one.
const OTHERS: usize = 4;

/// One card: the itinerary as it is proposed, and as one has changed it.
#[derive(Clone)]
struct Card {
    trip: Trip,
    board: Arc<Board>,
    /// Which proposal it is.
    nth: usize,
    now: RwSignal<Itinerary>,
    /// The stop that one wants another for.
    asked: RwSignal<Option<usize>>,
}

pub fn card(trip: Trip, board: &Arc<Board>, nth: usize) -> El {
    let card = Card {
        trip,
        board: board.clone(),
        nth,
        now: RwSignal::new(board.made[nth].clone()),
        asked: RwSignal::new(None),
    };
    let shown = move || {
        let itinerary = card.now.get();
        row()
            .child(card.head(&itinerary))
            .child(card.stops(&itinerary))
            .child(card.deeds(&itinerary))
    };
    el("article.route-card").child(shown)
}

impl Card {
    fn candidate(&self, stop: &Stop) -> &Candidate {
        &self.board.day.candidates[stop.candidate]
    }

    fn title(&self, stop: &Stop) -> &str {
        let at = self.candidate(stop).activity;
        &self.board.programme.catalogue.activities[at].title
    }

    fn session(&self, stop: &Stop) -> Option<&Session> {
        let programme = &self.board.programme;
        programme.entries[self.candidate(stop).entry].session(&programme.catalogue)
    }

    /// What it is best at, and why.
    fn head(&self, itinerary: &Itinerary) -> View {
        let (day, wish) = (&self.board.day, &self.board.wish);
        let why = day.why(&itinerary.stops);
        let taxonomy = &self.board.programme.catalogue.taxonomy;
        let liked = wish.likes.iter().enumerate();
        let liked = liked.filter(|(bit, _)| why.likes >> bit & 1 == 1);
        let names: Vec<&str> = liked
            .filter_map(|(_, id)| {
                let lists = [&taxonomy.directions, &taxonomy.fields, &taxonomy.formats];
                let mut found = lists
                    .into_iter()
                    .filter_map(|list| taxonomy::find(list, id));
                found.next().map(taxonomy::Term::label)
            })
            .collect();
        let liked = (!names.is_empty()).then(|| para("route-liked", &words::liked(&names)));
        let name = words::aim(itinerary.aim, !wish.likes.is_empty());
        row()
            .child(el("h2").text(name))
            .child(liked)
            .child(para("muted", &words::why(itinerary.stops.len(), &why)))
    }

    fn stops(&self, itinerary: &Itinerary) -> El {
        let (day, stops) = (&self.board.day, &itinerary.stops);
        let catalogue = &self.board.programme.catalogue;
        let place = catalogue.district_name(&self.board.wish.start);
        let mut list = el("ol.route-stops");
        let way_home = day.way_home(stops);
        if let (Some(first), false) = (stops.first(), place.is_empty()) {
            let way = day.way_to(stops, 0);
            list = list
                .child(el("li.route-end").text(words::leave(first.start - way, place)))
                .child(between(words::way(way)));
        }
        for (at, stop) in stops.iter().enumerate() {
            if at > 0 {
                let (way, free) = (day.way_to(stops, at), day.free_before(stops, at));
                let midday = stops[at - 1].end < LUNCH_TO && stop.start > LUNCH_FROM;
                let lunch = midday && free >= LUNCH;
                list = list.child(between(words::between(way, free, lunch)));
            }
            list = list.child(self.stop(itinerary, at));
        }
        if let (Some(last), false) = (stops.last(), place.is_empty()) {
            list = list
                .child(between(words::way(way_home)))
                .child(el("li.route-end").text(words::home(last.end + way_home, place)));
        }
        list
    }

    fn stop(&self, itinerary: &Itinerary, at: usize) -> El {
        let stop = &itinerary.stops[at];
        let title = self.title(stop);
        let activity = &self.board.programme.catalogue.activities[self.candidate(stop).activity];
        let directions = &self.board.programme.catalogue.taxonomy.directions;
        let dir = taxonomy::position(directions, &activity.direction).map(card::dir);
        let id = text!("route-", &self.nth.to_string(), "-", &at.to_string());
        let asked = self.asked;
        let open = move || asked.with(|asked| *asked == Some(at));
        let swap = button("btn btn-quiet route-swap")
            .id(id)
            .attr(
                "aria-expanded",
                move || if open() { "true" } else { "false" },
            )
            .click(move || {
                let now = asked.get_untracked();
                asked.set((now != Some(at)).then_some(at));
            })
            .child(icon("refresh"))
            .text(words::SWAP)
            .child(el("span.vh").text(words::of_stop(title)));
        let others = {
            let (card, itinerary) = (self.clone(), itinerary.clone());
            move || open().then(|| card.others(&itinerary, at))
        };
        let link = el("a").to(Page::Activity(activity.id.clone())).text(title);
        el("li.route-stop")
            .attr("data-dir", dir)
            .child(para("route-time", &words::clocks(stop.start, stop.end)))
            .child(el("h3").child(link))
            .child(para("muted", &self.place(stop)))
            .child(para("route-room", &self.room(stop)))
            .child(swap)
            .child(others)
    }

    /// The place, and the district it is in.
    fn place(&self, stop: &Stop) -> String {
        let programme = &self.board.programme;
        let entry = &programme.entries[self.candidate(stop).entry];
        let venue = entry.venue.map(|at| &programme.catalogue.venues[at]);
        venue.map_or_else(String::new, |venue| {
            let district = programme.catalogue.district_name(&venue.district);
            text!(&venue.name, " ", district)
        })
    }

    /// Whether one must sign up, or when one may come.
    fn room(&self, stop: &Stop) -> String {
        let app = self.trip.app;
        let now = app.now.get_untracked();
        let one = self.candidate(stop);
        match self.session(stop).filter(|session| session.needs_booking()) {
            Some(session) => app.availability.with_untracked(|places| {
                let places = places.sessions.get(&session.id);
                common::seats(&Seats::of(session, places, &now), time::day_of(&now))
            }),
            None => words::open(one.opens, one.closes),
        }
    }

    /// What could stand in the place of a stop.
    fn others(&self, itinerary: &Itinerary, at: usize) -> El {
        let found = self.board.day.instead(itinerary, at, OTHERS);
        let title = self.title(&itinerary.stops[at]).to_owned();
        if found.is_empty() {
            return para("route-none", words::NO_OTHERS);
        }
        let other = |stop: Stop| {
            let card = self.clone();
            let changed = itinerary.with(at, stop);
            let name = self.title(&stop).to_owned();
            let choose = {
                let name = name.clone();
                move || {
                    card.asked.set(None);
                    card.now.set(changed.clone());
                    page::announce(&words::swapped(&name));
                    // What was pressed is gone: the focus stays with the stop.
                    let id = text!("route-", &card.nth.to_string(), "-", &at.to_string());
                    once_there(move || {
                        page::focus_id(&id);
                    });
                }
            };
            let place = self.place(&stop);
            let press = button("route-other")
                .click(choose)
                .child(el("span.line-when").text(words::clocks(stop.start, stop.end)))
                .child(el("b").text(name))
                .child(el("span.muted").text(place));
            el("li").child(press)
        };
        el("ul.route-others")
            .attr("aria-label", words::instead_of(&title))
            .children(found.into_iter().map(other))
    }

    /// All of it into the plan. That is no registration, and it is said.
    fn deeds(&self, itinerary: &Itinerary) -> View {
        let app = self.trip.app;
        let programme = &self.board.programme;
        let stops = itinerary.stops.iter();
        let keys = stops.filter_map(|stop| {
            let entry = &programme.entries[self.candidate(stop).entry];
            plan::key(&programme.catalogue, entry)
        });
        let keys: Vec<String> = keys.collect();
        let booked = |stop: &&Stop| self.session(stop).is_some_and(Session::needs_booking);
        let to_book = itinerary.stops.iter().filter(booked).count();
        let add = {
            let keys = keys.clone();
            move || {
                let added = keys.iter().filter(|key| app.keep_in_plan(key)).count();
                app.say(words::added(added));
            }
        };
        let press = button("btn btn-primary")
            .click(add)
            .child(icon("plus"))
            .text(words::ADD);
        let book = (to_book > 0)
            .then(|| para("small", &text!(words::NOT_BOOKED, &words::to_book(to_book))));
        let all = {
            let keys = keys.clone();
            move || keys.iter().all(|key| app.is_planned(key))
        };
        let done =
            move || all().then(|| el("p.route-done").child(icon("check")).text(words::ADDED));
        row()
            .child(done)
            .child(book)
            .child(el("div.btns").child(press).child(way_to_plan(app, keys)))
    }
}

/// What lies between two stops.
fn between(text: String) -> El {
    el("li.route-between").text(text)
}
