//! The list, its count, and what to do when it is empty.

use super::Search;
use crate::device::page;
use crate::domain::agenda::EntryKind;
use crate::domain::discover::{Band, Condition, Found, Relax};
use crate::domain::query::Facet;
use crate::domain::time;
use crate::domain::window::{Head, Rows};
use crate::state::programme::Loaded;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::{absent, refresh};
use crate::ui::blank::blank;
use crate::ui::dom::{El, Piece, View, button, el, row, when};
use crate::ui::planned::way_to_route;
use crate::ui::rows::rows_view;
use crate::ui::take_along::calendar_button;
use crate::words::card::Card;
use crate::words::{discover, near, shell, when as words_when};
use chrono::{Datelike, NaiveDate};
use kepu_kernel::Bits;

/// Most entries that are offered as a calendar file: nobody goes to more.
const CALENDAR_MOST: usize = 100;

pub fn list(search: Search) -> View {
    let app = use_app();
    // Which view stands changes seldom, what is in it all the time.
    let here = Memo::new(move || app.loaded.with(|loaded| matches!(loaded, Loaded::Ready(_))));
    let shown = move || match here.get() {
        true => filled(search),
        false => absent(app),
    };
    shown.view()
}

fn filled(search: Search) -> View {
    let app = use_app();
    let rows = Memo::new(move || rows(app, search));
    let card = move |entry: usize| card(app, search, entry);
    let total = el("b.num").text(move || search.total());
    let count = el("div.count")
        .child(el("p").child(total).text(discover::SESSIONS))
        .child(age());
    row()
        .child(count)
        .child(when(move || search.total() == 0, move || nothing(search)))
        .child(rows_view(rows, card, move || app.size.track()))
        .child(past(search))
        .child(when(
            move || (1..=CALENDAR_MOST).contains(&search.total()),
            move || along(search),
        ))
        .child(way_to_route())
        .child(el("p.small.muted").text(move || samples(app)))
}

fn samples(app: App) -> Option<&'static str> {
    let programme = app.programme()?;
    programme
        .catalogue
        .activities
        .rows()
        .iter()
        .any(|activity| activity.sample)
        .then_some(discover::SAMPLES)
}

/// How old the list is, and a way to make it younger.
fn age() -> El {
    let app = use_app();
    let text = move || {
        let today = time::day_of(&app.now.get());
        app.stamp.with(|stamp| {
            stamp
                .as_ref()
                .map(|stamp| shell::data_from(&words_when::near_moment(&stamp.at, today)))
        })
    };
    el("span.small.age").text(text).child(refresh(app))
}

/// The rows of what is found: a head for every day, then its entries.
fn rows(app: App, search: Search) -> Rows {
    let Some(programme) = app.programme() else {
        return Rows::default();
    };
    let today = time::day_of(&app.now.get());
    // Programme and index change one after the other: a row between them is none.
    let count = programme.entries.len() as u32;
    let (mut entries, mut heads) = search.found(|found| (found.entries(), bands(found)));
    entries.retain(|at| *at < count);
    if !heads.is_empty() {
        return Rows { entries, heads };
    }
    app.index.with(|index| {
        let mut first = 0;
        while let Some(at) = entries.get(first) {
            let day = index.day_number(*at);
            let same = |at: &&u32| index.day_number(**at) == day;
            let count = entries[first..].iter().take_while(same).count();
            let head = day_head(programme.entries[*at as usize].day(), today, count);
            heads.push((first as u32, head));
            first += count;
        }
    });
    Rows { entries, heads }
}

/// The heads of the stretches of a list that is ordered by distance, or by where the words stand.
fn bands(found: &Found) -> Vec<(u32, Head)> {
    let mut first = 0;
    let head = |(band, rows): (Band, &Bits)| {
        let count = rows.count();
        let head = Head {
            when: match band {
                Band::Hit(rank) => discover::rank(rank).to_owned(),
                band => near::band(band),
            },
            what: String::new(),
            count: discover::count(count as usize),
        };
        let before = first;
        first += count;
        (before, head)
    };
    found.bands().map(head).collect()
}

fn day_head(day: NaiveDate, today: NaiveDate, count: usize) -> Head {
    let near = words_when::near(day, today).map_or_else(String::new, |near| text!(near, " "));
    let same_month = day.month() == today.month() && day.year() == today.year();
    Head {
        when: if same_month {
            text!(&day.day().to_string(), "日")
        } else {
            words_when::month_day(day)
        },
        what: text!(&near, words_when::weekday(day)),
        count: discover::count(count),
    }
}

pub(super) fn card(app: App, search: Search, at: usize) -> Card {
    let Some(programme) = app.programme() else {
        return Card::default();
    };
    let Some(entry) = programme.entries.get(at) else {
        return Card::default();
    };
    let now = app.now.get();
    let catalogue = &programme.catalogue;
    let slot = entry.slot_place(catalogue);
    let session = slot.map(|slot| catalogue.activities.slot_id(slot));
    let mut card = app.availability.with(|places| {
        let places = session.and_then(|id| places.sessions.get(id));
        Card::of(catalogue, entry, places, &now)
    });
    search.parted.track();
    search.now(|found, _| {
        if found.bands().next().is_none() {
            return;
        }
        // No head says the day here.
        if entry.kind != EntryKind::Undated {
            card.time = words_when::near_moment(&entry.start, time::day_of(&now));
        }
        app.index.with_untracked(|index| {
            card.title_marks = index.marks(found, &card.title);
            card.place_marks = index.marks(found, &card.place);
        });
    });
    search.near.with(|near| {
        let Some(near) = near else { return };
        let metres = entry.venue.and_then(|venue| *near.metres.get(venue)?);
        if let Some(metres) = metres {
            card.district = near::way(metres);
        }
    });
    card
}

/// Nothing found: which condition to let go, and how many that gives.
fn nothing(search: Search) -> El {
    let app = use_app();
    let ways = Memo::new(move || {
        search.finding.track();
        app.index.with_untracked(|index| {
            search.query.with_untracked(|query| {
                search
                    .near
                    .with_untracked(|near| index.relax(query, near.as_ref()))
            })
        })
    });
    let button_of = move |way: &Relax| {
        let (condition, count) = (way.condition, way.count);
        let relax = move || {
            search.query.update(|query| match condition {
                Condition::Facet(facet) => query.clear(facet),
                Condition::Text => query.text.clear(),
                Condition::Time => query.past = true,
                Condition::Group => query.set_group(0),
                Condition::Span => query.span = None,
                Condition::Area => query.area.clear(),
                Condition::Near => query.within = None,
            });
            page::focus_heading();
        };
        button("btn").click(relax).text(match condition {
            Condition::Facet(facet) => discover::relax_facet(discover::facet(facet), count),
            Condition::Text => discover::relax_text(count),
            Condition::Time => discover::relax_past(count),
            Condition::Group => discover::relax_facet(discover::GROUP, count),
            Condition::Span => discover::relax_facet(discover::facet(Facet::Date), count),
            Condition::Near => discover::relax_facet(discover::DISTANCE, count),
            Condition::Area => discover::relax_facet(discover::AREA, count),
        })
    };
    el("div.blank-wrap").child(move || {
        let ways = ways.get();
        let why = if ways.is_empty() {
            ""
        } else {
            discover::NOTHING_WHY
        };
        let reset = button("btn btn-quiet")
            .click(move || search.reset())
            .text(discover::RESET);
        let buttons = el("div.btns")
            .children(ways.iter().take(3).map(button_of))
            .child(reset);
        blank("empty", discover::NOTHING, why).child(buttons)
    })
}

/// What is found as a calendar file.
fn along(search: Search) -> El {
    let app = use_app();
    let entries = move || {
        let found = search
            .finding
            .with_untracked(|finding| finding.found().entries());
        let programme = app.programme_untracked();
        let known = |at: u32| programme.as_ref()?.entries.get(at as usize).copied();
        found.into_iter().filter_map(known).collect()
    };
    el("p.btns").child(calendar_button(discover::CALENDAR_FILE, false, entries))
}

/// What is over waits behind one button.
fn past(search: Search) -> El {
    let (hidden, past) = (search.hidden, search.past);
    let toggle = button("btn btn-quiet")
        .attr("hidden", move || hidden.get() == 0 && !past.get())
        .click(move || search.query.update(|query| query.past = !query.past))
        .text(move || {
            if past.get() {
                discover::HIDE_PAST.to_owned()
            } else {
                discover::hidden(hidden.get())
            }
        });
    el("p.btns").child(toggle)
}
