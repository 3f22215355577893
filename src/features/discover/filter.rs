//! The filters: a sheet from below on a phone, a column on a wide screen.

use super::{Search, range, terms};
use crate::domain::discover::Found;
use crate::domain::query::{Facet, Query};
use crate::domain::taxonomy;
use crate::domain::time;
use crate::state::signal::RwSignal;
use crate::state::use_app;
use crate::text;
use crate::ui::dialog::over_page;
use crate::ui::dom::{El, Piece, View, button, effect, el, row};
use crate::ui::icon::{icon, icon_of};
use crate::ui::styles;
use crate::words::card;
use crate::words::{common, discover};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlInputElement;

/// Values of a facet shown before one asks for the rest.
const FEW: usize = 6;

pub fn filter_column(search: Search) -> El {
    let heading = el("h2").text(discover::FILTER);
    el("section")
        .class(text!("filter column ", styles::filter()))
        .attr("aria-label", discover::FILTERS)
        .child(el("div.filter-head").child(heading))
        .child(el("div.filter-body").child(facets(search, "c")))
}

pub fn filter_sheet(search: Search) -> View {
    let close = move || search.sheet.set(None);
    let head = el("div.filter-head")
        .child(el("h2").id("filter-title").text(discover::FILTER))
        .child(
            button("btn btn-icon")
                .attr("aria-label", common::CLOSE)
                .click(close)
                .child(icon("clear")),
        );
    let foot = el("div.filter-foot")
        .child(
            button("btn")
                .click(move || search.reset())
                .text(discover::RESET),
        )
        .child(
            button("btn btn-primary")
                .click(close)
                .text(move || discover::show(search.total())),
        );
    let sheet = el("section")
        .class(text!("filter sheet ", styles::filter()))
        .attr("role", "dialog")
        .attr("aria-modal", "true")
        .attr("aria-labelledby", "filter-title")
        .child(head)
        .child(el("div.filter-body").child(facets(search, "s")))
        .child(foot);
    over_page(sheet, Callback::new(move |()| close()))
}

/// All facets that have anything to choose. Built anew when the programme changes, not when counts do. All their rows
/// follow what is found together, once the page has come to rest: a signal for each of a hundred is most of the work of
/// a tap, and the browser itself ticks the box that was tapped.
fn facets(search: Search, prefix: &'static str) -> View {
    let app = use_app();
    let groups = move || {
        app.programme()?;
        let first = search.sheet.get_untracked();
        let people = range::group(search, prefix);
        let rows: Choices = Rc::default();
        let group = |facet| facet_group(search, facet, first == Some(facet), prefix, rows.clone());
        let groups = Facet::ALL.into_iter().filter_map(group);
        let groups = row().child(groups.collect::<Vec<_>>()).child(people);
        effect(move || {
            search.rested.track();
            search.now(|found, query| rows.borrow().iter().for_each(|row| row.show(found, query)));
        });
        Some(groups)
    };
    groups.view()
}

fn facet_group(
    search: Search,
    facet: Facet,
    first: bool,
    prefix: &'static str,
    shown: Choices,
) -> Option<El> {
    let app = use_app();
    let today = time::day_of(&app.now.get_untracked());
    let programme = app.programme_untracked()?;
    // What is over long since is no choice any more, unless it is chosen.
    let over =
        |value: &str| facet == Facet::Date && time::parse_day(value).is_some_and(|day| day < today);
    let chosen = |value: &str| search.query.with_untracked(|query| query.has(facet, value));
    let all_over = app.index.with_untracked(|index| index.all_over());
    let value_at = move |at: usize| {
        app.index
            .with_untracked(|index| index.values(facet).get(at).cloned())
            .unwrap_or_default()
    };
    // What is chosen is never hidden; the nodes of the rest are made when someone asks for them.
    let (mut few, mut rest) = (Vec::new(), Vec::new());
    app.index.with_untracked(|index| {
        let offered = index.offered(facet);
        for (at, value) in index.values(facet).iter().enumerate() {
            if at < offered && (all_over || !over(value)) || chosen(value) {
                let place = few.len() + rest.len();
                if place < FEW || chosen(value) {
                    few.push(at);
                } else {
                    rest.push(at);
                }
            }
        }
    });
    let offered = few.len() + rest.len();
    if offered == 0 {
        return None;
    }
    let all = RwSignal::new(first || offered <= FEW + 1);
    let focused = few[0];
    let choice = move |at: &usize| {
        let value = value_at(*at);
        let catalogue = &programme.catalogue;
        let order = match facet {
            Facet::Direction => taxonomy::position(&catalogue.taxonomy.directions, &value),
            _ => None,
        };
        let name = terms::name(catalogue, facet, &value, today);
        let symbol = (facet == Facet::Direction).then(|| card::mark(order));
        let dir = order.map(card::dir);
        let row = ChoiceRow::new(facet, *at, value);
        let toggled = row.value.clone();
        let tick = row
            .tick
            .clone()
            .attr("data-first", first && *at == focused)
            .on("change", move |_| search.toggle(facet, &toggled));
        let label = row
            .label
            .clone()
            .attr("data-dir", dir)
            .child(tick)
            .child(el("span.facet-box").child(icon("check")))
            .child(symbol.map(|name| icon_of(name, "mark")))
            .child(el("span.facet-name").text(name))
            .child(row.count.clone());
        search.now(|found, query| row.show(found, query));
        shown.borrow_mut().push(row);
        label
    };
    let few: Vec<El> = few.iter().map(&choice).collect();
    let rest = move || {
        all.get()
            .then(|| rest.iter().map(&choice).collect::<Vec<_>>())
    };
    let more = button("btn btn-quiet facet-more")
        .attr("hidden", move || all.get())
        .click(move || all.set(true))
        .text(discover::all_values(offered));
    let group = el("fieldset.facet")
        .id(text!(prefix, "-", facet.key()))
        .child(el("legend").text(discover::facet(facet)))
        .children(few)
        .child(rest)
        .child(more)
        .child((facet == Facet::Date).then(|| range::days(search, prefix)));
    Some(group)
}

/// The rows of all facets.
type Choices = Rc<RefCell<Vec<ChoiceRow>>>;

/// One value of a facet.
struct ChoiceRow {
    facet: Facet,
    /// Its place among the counts.
    at: usize,
    value: String,
    label: El,
    tick: El,
    count: El,
    /// The count and whether it is chosen, as they are shown.
    shown: Cell<Option<(u32, bool)>>,
}

impl ChoiceRow {
    fn new(facet: Facet, at: usize, value: String) -> Self {
        Self {
            facet,
            at,
            value,
            label: el("label"),
            tick: el("input").attr("type", "checkbox"),
            count: el("span.facet-n"),
            shown: Cell::new(None),
        }
    }

    /// Writes the count and the tick, where they have changed.
    fn show(&self, found: &Found, query: &Query) {
        let chosen = query.has(self.facet, &self.value);
        let now = (found.count(self.facet, self.at), chosen);
        if self.shown.replace(Some(now)) == Some(now) {
            return;
        }
        let none = now.0 == 0 && !chosen;
        self.label
            .put("class", if none { "facet-row none" } else { "facet-row" });
        self.count.say(&now.0.to_string());
        self.tick.as_a::<HtmlInputElement>().set_checked(chosen);
    }
}
