//! A month of what is found: how much there is on each day.

use super::Search;
use super::day::{choose, days};
use crate::domain::query::{Facet, View as Look};
use crate::domain::time;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::dom::{El, Piece, View, button, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::discover;
use chrono::{Datelike, Days, Months, NaiveDate};

/// What a month shows.
#[derive(Clone, PartialEq)]
struct Shown {
    first: NaiveDate,
    today: NaiveDate,
    /// The days with anything on them: the day, its count under the query, whether it is chosen.
    counts: Vec<(NaiveDate, u32, bool)>,
    /// Whether anything lies before and after.
    before: bool,
    after: bool,
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The month `by` months after the one that would be looked at.
fn shown(app: App, search: Search, by: i32) -> Option<Shown> {
    let (days, at) = days(app, search);
    let start = first_of(time::parse_day(days.get(at)?)?);
    let first = match by {
        0.. => start.checked_add_months(Months::new(by.unsigned_abs())),
        _ => start.checked_sub_months(Months::new(by.unsigned_abs())),
    }?;
    let next = first.checked_add_months(Months::new(1))?;
    let mut month = Shown {
        first,
        today: time::day_of(&app.now.get()),
        counts: Vec::new(),
        before: false,
        after: false,
    };
    search.found(|found| {
        search.query.with_untracked(|query| {
            for (at, id) in days.iter().enumerate() {
                let Some(day) = time::parse_day(id) else {
                    continue;
                };
                month.before |= day < first;
                month.after |= day >= next;
                if first <= day && day < next {
                    let count = found.count(Facet::Date, at);
                    month.counts.push((day, count, query.has(Facet::Date, id)));
                }
            }
        });
    });
    Some(month)
}

pub fn month(search: Search) -> View {
    let app = use_app();
    let by = RwSignal::new(0);
    let shown = Memo::new(move || shown(app, search, by.get()));
    let body = move || match shown.get() {
        None => absent(app),
        Some(month) => calendar(search, by, &month).view(),
    };
    el("section")
        .class(text!("month ", styles::month()))
        .child(body)
        .view()
}

fn calendar(search: Search, by: RwSignal<i32>, month: &Shown) -> El {
    let step = |to: i32, name: &'static str, symbol: &'static str, there: bool| {
        button("btn btn-icon")
            .attr("aria-label", name)
            .attr("disabled", !there)
            .click(move || by.update(|by| *by += to))
            .child(icon(symbol))
    };
    let head = el("div.day-head")
        .child(step(-1, discover::EARLIER_MONTH, "back", month.before))
        .child(
            el("h2")
                .attr("aria-live", "polite")
                .text(discover::month(month.first)),
        )
        .child(step(1, discover::LATER_MONTH, "chevron-right", month.after));
    let names = discover::WEEKDAYS.map(|name| el("th").attr("scope", "col").text(name));
    let most = month.counts.iter().map(|(_, count, _)| *count);
    let most = most.max().unwrap_or(0).max(1);
    let lead = month.first.weekday().num_days_from_monday();
    let mut day = month.first - Days::new(lead.into());
    let mut weeks = Vec::new();
    while day < month.first || day.month() == month.first.month() {
        let week = (0..7).map(|after| cell(search, month, day + Days::new(after), most));
        weeks.push(el("tr").children(week));
        day = day + Days::new(7);
    }
    let table = el("table")
        .child(el("thead").child(el("tr").children(names)))
        .child(el("tbody").children(weeks));
    el("div").child(head).child(table)
}

fn cell(search: Search, month: &Shown, day: NaiveDate, most: u32) -> El {
    let cell = el("td");
    if day.month() != month.first.month() {
        return cell;
    }
    let number = day.day().to_string();
    let class = if day == month.today {
        "date today"
    } else {
        "date"
    };
    let known = month.counts.iter().find(|(known, ..)| *known == day);
    let Some((_, count, chosen)) = known else {
        return cell.child(el("span").class(class).text(number));
    };
    let look = move || {
        choose(search, &time::iso_day(day));
        search.query.update(|query| query.view = Look::Day);
    };
    let pick = button(class)
        .attr("aria-pressed", chosen.then_some("true"))
        .click(look)
        .child(el("span.vh").text(discover::month_of(day)))
        .child(el("b").text(number))
        .child(el("span.vh").text(discover::weekday_of(day)))
        .child(el("span.n").text(discover::count(*count as usize)));
    let bar = el("span.date-bar");
    let share = text!(&(count * 100 / most).to_string(), "%");
    let _ = bar.html().style().set_property("width", &share);
    cell.child(pick.child(bar))
}
