//! One day of what is found: by the hour on a phone, venue beside venue on a wide screen.

use super::Search;
use super::list;
use crate::domain::query::Facet;
use crate::domain::time;
use crate::domain::timetable::{Block, Row, Timetable};
use crate::domain::window::{Head, Rows};
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::rows::rows_view;
use crate::ui::styles;
use crate::words::{card, common, discover, when};
use chrono::{Datelike, NaiveDate};

/// Most entries drawn in the table; a day of 500 fills ten screens, and nobody reads more of a table.
const MOST: usize = 300;

/// The days of the programme, and the one that is looked at: the chosen one, else today, else the next one.
pub(super) fn days(app: App, search: Search) -> (Vec<String>, usize) {
    let days = app.index.with(|index| index.values(Facet::Date).to_vec());
    let today = time::iso_day(time::day_of(&app.now.get()));
    let wanted = search.query.with(|query| {
        let from = query.span.map(|(from, _)| time::iso_day(from));
        query.chosen(Facet::Date).first().cloned().or(from)
    });
    let wanted = wanted.unwrap_or(today);
    let at = days.iter().position(|day| *day >= wanted);
    let at = at.unwrap_or(days.len().saturating_sub(1));
    (days, at)
}

/// Chooses one day and no other.
pub(super) fn choose(search: Search, day: &str) {
    search.query.update(|query| {
        query.span = None;
        query.clear(Facet::Date);
        query.toggle(Facet::Date, day);
    });
}

/// What is found of the day.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    day: Option<NaiveDate>,
    entries: Vec<u32>,
}

fn shown(app: App, search: Search) -> Shown {
    let (days, at) = days(app, search);
    let day = days.get(at).and_then(|day| time::parse_day(day));
    let (Some(day), Some(programme)) = (day, app.programme()) else {
        return Shown::default();
    };
    let count = programme.entries.len() as u32;
    let number = day.num_days_from_ce();
    let entries = app.index.with(|index| {
        let of_day = |at: &u32| *at < count && index.day_number(*at) == number;
        search.found(|found| found.all().iter().filter(of_day).collect())
    });
    Shown {
        day: Some(day),
        entries,
    }
}

pub fn day(search: Search) -> View {
    let app = use_app();
    let shown = Memo::new(move || shown(app, search));
    let there = Memo::new(move || app.programme().is_some());
    let body = move || match (there.get(), search.wide.get()) {
        (false, _) => absent(app),
        (true, true) => table(app, search, shown),
        (true, false) => by_hour(app, search, shown),
    };
    row().child(head(app, search, shown)).child(body)
}

/// The day's name between the day before and the day after.
fn head(app: App, search: Search, shown: Memo<Shown>) -> El {
    let step = move |by: i64, name: &'static str, symbol: &'static str| {
        let next = move || {
            let (days, at) = days(app, search);
            let at = usize::try_from(at as i64 + by).ok()?;
            days.get(at).cloned()
        };
        button("btn btn-icon")
            .attr("aria-label", name)
            .attr("disabled", move || next().is_none())
            .click(move || {
                if let Some(day) = next() {
                    choose(search, &day);
                }
            })
            .child(icon(symbol))
    };
    let name = move || {
        let today = time::day_of(&app.now.get());
        shown.with(|shown| shown.day.map(|day| when::near_day(day, today)))
    };
    let count = move || shown.with(|shown| discover::count(shown.entries.len()));
    el("div.day-head")
        .child(step(-1, discover::EARLIER, "back"))
        .child(
            el("h2")
                .attr("aria-live", "polite")
                .text(name)
                .child(el("span.n").text(count)),
        )
        .child(step(1, discover::LATER, "chevron-right"))
}

fn nothing(shown: Memo<Shown>) -> impl Piece {
    move || {
        let none = shown.with(|shown| shown.entries.is_empty());
        none.then(|| el("p.muted.day-none").text(discover::NO_DAY))
    }
}

/// A head for every time at which something begins, then what begins.
fn by_hour(app: App, search: Search, shown: Memo<Shown>) -> View {
    let rows = Memo::new(move || {
        let Some(programme) = app.programme() else {
            return Rows::default();
        };
        shown.with(|shown| {
            let mut heads: Vec<(u32, Head)> = Vec::new();
            let mut before = None;
            for (at, entry) in (0..).zip(&shown.entries) {
                let start = programme.entries[*entry as usize].start;
                if before != Some(start) {
                    let head = Head {
                        when: time::clock(&start),
                        ..Head::default()
                    };
                    heads.push((at, head));
                    before = Some(start);
                }
            }
            Rows {
                entries: shown.entries.clone(),
                heads,
            }
        })
    });
    let card = move |entry: usize| list::card(app, search, entry);
    row()
        .child(nothing(shown))
        .child(rows_view(rows, card, move || app.size.track()))
}

/// The venues as rows, the hours as columns.
fn table(app: App, search: Search, shown: Memo<Shown>) -> View {
    let body = move || {
        let programme = app.programme()?;
        let table = shown.with(|shown| {
            let day = shown.day?;
            Some(Timetable::new(
                &programme.entries,
                day,
                &shown.entries,
                MOST,
            ))
        })?;
        let hours = el("div.day-hours").children((table.from..table.to).map(|hour| {
            let name = text!(&hour.to_string(), ":00");
            placed(el("span").text(name), &table, hour * 60, hour * 60 + 60)
        }));
        let rows = table
            .rows
            .iter()
            .map(|row| venue(app, search, &programme, &table, row));
        let more = (table.left_out > 0)
            .then(|| el("p.muted.day-none").text(discover::left_out(table.left_out)));
        let grid = el("div.day-grid").child(hours).children(rows);
        (!table.rows.is_empty()).then(|| row().child(grid).child(more))
    };
    el("section")
        .class(text!("day-table ", styles::day()))
        .child(nothing(shown))
        .child(body)
        .view()
}

/// Puts an element where its minutes are on the axis, in hundredths of its length.
fn placed(element: El, table: &Timetable, from: u32, to: u32) -> El {
    let whole = (table.to - table.from).max(1) * 60;
    // In hundredths of a hundredth, so that no fraction need be printed.
    let share = |minutes: u32| minutes * 10_000 / whole;
    let percent = |share: u32| {
        let rest = (share % 100 + 100).to_string();
        text!(&(share / 100).to_string(), ".", &rest[1..], "%")
    };
    let start = table.from * 60;
    let style = element.html().style();
    let _ = style.set_property("left", &percent(share(from - start)));
    let _ = style.set_property("width", &percent(share(to - from)));
    element
}

fn venue(
    app: App,
    search: Search,
    programme: &Programme,
    table: &Timetable,
    venue_row: &Row,
) -> El {
    let name = venue_row
        .venue
        .and_then(|at| programme.catalogue.venues.get(at))
        .map_or(common::ONLINE, |venue| &venue.name);
    let track = el("ul.day-track");
    let lanes = venue_row.lanes.to_string();
    let _ = track.html().style().set_property("--lanes", &lanes);
    let blocks = venue_row.blocks.iter();
    let track = track.children(blocks.map(|block| entry(app, search, table, block)));
    el("section.day-row")
        .child(el("h3.day-venue").text(name))
        .child(track)
}

fn entry(app: App, search: Search, table: &Timetable, block: &Block) -> El {
    let shown = list::card(app, search, block.entry as usize);
    let (order, off) = (shown.direction, shown.off);
    let link = el("a")
        .to(Page::Activity(shown.id))
        .child(el("b").text(shown.time))
        .child(el("span.day-title").text(shown.title))
        .child(
            el("span")
                .class(text!("day-places", shown.tone.class()))
                .text(shown.places),
        );
    let item = el("li.day-block")
        .attr("data-dir", order.map(card::dir))
        .class(if off { "day-block is-off" } else { "day-block" })
        .child(link);
    let _ = item
        .html()
        .style()
        .set_property("--lane", &block.lane.to_string());
    placed(item, table, block.from, block.to)
}
