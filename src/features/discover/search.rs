//! The search field, the quick choices, and what is chosen.

use super::{Search, near, terms, typing};
use crate::domain::area::Area;
use crate::domain::query::{Facet, LEFT, ONLINE, Query};
use crate::domain::time;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::ui::dom::{El, Piece, View, button, el};
use crate::ui::icon::icon;
use crate::words::{common, discover, when};

pub fn tools(search: Search) -> El {
    let facets = [Facet::Direction, Facet::District, Facet::Date];
    let sheets = el("div.bar.even.only-phone")
        .children(facets.map(|facet| open_sheet(search, facet, discover::facet(facet))))
        .child(open_sheet(search, Facet::Time, discover::ALL));
    el("div.tools")
        .child(typing::search_field(search))
        .child(sheets)
        .child(quick_choices(search))
        .child(chosen(search))
        .child(near::bar(search))
}

fn open_sheet(search: Search, facet: Facet, name: &'static str) -> El {
    button("chip")
        .attr("aria-haspopup", "dialog")
        .click(move || search.sheet.set(Some(facet)))
        .text(name)
        .child(icon("chevron-down"))
}

fn quick_choices(search: Search) -> El {
    let app = use_app();
    // Today and tomorrow, where there is something on these days.
    let days = Memo::new(move || {
        let today = time::day_of(&app.now.get());
        app.index.with(|index| {
            let known = index.values(Facet::Date);
            [today, today + chrono::Duration::days(1)]
                .map(time::iso_day)
                .into_iter()
                .filter(|day| known.contains(day))
                .collect::<Vec<_>>()
        })
    });
    let choice = move |(facet, value): (Facet, String)| {
        let today = time::day_of(&app.now.get_untracked());
        let name = match facet {
            Facet::Date => time::parse_day(&value)
                .and_then(|day| when::near(day, today))
                .unwrap_or_default()
                .to_owned(),
            Facet::Place => common::ONLINE.to_owned(),
            _ => discover::LEFT.to_owned(),
        };
        let wanted = value.clone();
        button("chip")
            .attr("aria-pressed", move || {
                let on = search.query.with(|query| query.has(facet, &wanted));
                if on { "true" } else { "false" }
            })
            .click(move || search.toggle(facet, &value))
            .text(name)
    };
    let choices = move || {
        let mut choices: Vec<(Facet, String)> = Vec::new();
        for day in days.get() {
            choices.push((Facet::Date, day));
        }
        choices.push((Facet::Left, LEFT.into()));
        choices.push((Facet::Place, ONLINE.into()));
        choices.into_iter().map(choice).collect::<Vec<_>>()
    };
    el("div.bar.quick")
        .child(near::near_me(search))
        .child(choices)
}

fn chosen(search: Search) -> View {
    let app = use_app();
    // What is typed changes nothing here.
    let filters = Memo::new(move || search.query.with(Query::filters_to_search));
    let bar = move || {
        filters.track();
        let programme = app.programme()?;
        let today = time::day_of(&app.now.get_untracked());
        let chip = |facet: Facet, value: &String| {
            let name = terms::name(&programme.catalogue, facet, value, today);
            let value = value.clone();
            button("chip")
                .attr("aria-label", discover::remove(&name))
                .click(move || search.toggle(facet, &value))
                .text(name)
        };
        let other = |name: String, clear: fn(&mut Query)| {
            button("chip")
                .attr("aria-label", discover::remove(&name))
                .click(move || search.query.update(clear))
                .text(name)
        };
        let mut chips = Vec::new();
        search.query.with_untracked(|query| {
            for facet in Facet::ALL {
                for value in query.chosen(facet) {
                    chips.push(chip(facet, value));
                }
            }
            if let Some((from, to)) = query.span {
                chips.push(other(discover::span(from, to), |query| query.span = None));
            }
            if !query.area.is_empty() {
                let name = match Area::parse(&query.area) {
                    Some(_) => discover::THIS_PART.to_owned(),
                    None => discover::unknown(&query.area),
                };
                chips.push(other(name, |query| query.area.clear()));
            }
            if query.group > 1 {
                let name = discover::group(query.group);
                chips.push(other(name, |query| query.set_group(0)));
            }
        });
        let reset = || {
            button("btn btn-quiet")
                .click(move || search.reset())
                .text(discover::RESET)
        };
        (!chips.is_empty()).then(|| {
            el("div.bar.chosen")
                .attr("role", "group")
                .attr("aria-label", discover::CHOSEN)
                .children(chips)
                .child(reset())
        })
    };
    bar.view()
}
