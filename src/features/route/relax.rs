//! Nothing fits: what to give up, and what one would get for it.

use super::{Board, Trip};
use crate::domain::activity::RegistrationKind;
use crate::domain::itinerary::{CLOCKS, Offer, Wish};
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{El, button, el};
use crate::words::route as words;

pub fn nothing(trip: Trip, board: &Board) -> El {
    if board.days.is_empty() {
        return blank("empty", words::NO_DAYS, words::NO_DAYS_WHY).child(way_to_list());
    }
    let ways = ways(trip, board);
    if ways.is_empty() {
        return blank("empty", words::NOTHING, words::NOTHING_LEFT).child(way_to_list());
    }
    let press = move |(name, wish): (String, Wish)| {
        button("btn")
            .click(move || trip.wish.set(wish.clone()))
            .text(name)
    };
    blank("empty", words::NOTHING, words::NOTHING_WHY)
        .child(el("div.btns.route-relax").children(ways.into_iter().map(press)))
}

/// What gives something to go to if it alone is given up; each with the wish that it leads to.
fn ways(trip: Trip, board: &Board) -> Vec<(String, Wish)> {
    let now = trip.app.now.get_untracked();
    trip.app.availability.with_untracked(|places| {
        let offer = Offer {
            catalogue: &board.programme.catalogue,
            entries: &board.programme.entries,
            places,
            now: &now,
        };
        let count = |wish: &Wish, day| offer.on(wish, day).candidates.len();
        let mut ways = Vec::new();
        for (name, change) in CHANGES {
            let mut wish = board.wish.clone();
            change(&mut wish);
            let count = board.date.map_or(0, |day| count(&wish, day));
            if wish != board.wish && count > 0 {
                ways.push((words::relax(name, count), wish));
            }
        }
        // The day on which most fits.
        let (mut best, mut most) = (None, 0);
        for day in &board.days {
            let count = count(&board.wish, *day);
            if count > most {
                (best, most) = (Some(*day), count);
            }
        }
        if let Some(day) = best {
            let mut wish = board.wish.clone();
            wish.day = best;
            ways.push((words::relax_day(day, most), wish));
        }
        ways
    })
}

/// What is given up, in words, and how.
type Change = (&'static str, fn(&mut Wish));

const CHANGES: [Change; 4] = [
    (words::ALL_HOURS, |wish| {
        (wish.from, wish.to) = (*CLOCKS.start(), *CLOCKS.end());
    }),
    (words::ANY_START, |wish| wish.start.clear()),
    (words::ANYONE, |wish| wish.fits.clear()),
    (words::ALONE, |wish| {
        wish.set_kind(RegistrationKind::Person);
    }),
];
