//! The search field, the quick choices, and what is chosen.

use super::{Search, terms};
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
        .child(search_field(search))
        .child(sheets)
        .child(quick_choices(search))
        .child(chosen(search))
}

fn search_field(search: Search) -> El {
    let input = el("input")
        .id("q")
        .attr("type", "search")
        .attr("placeholder", discover::SEARCH)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "60")
        .value(move || search.query.with(|query| query.text.clone()))
        .typed("input", move |text| {
            search.query.update(|query| query.set_typed(&text))
        });
    let (field, typed) = (input.html(), input.html());
    let clear = button("btn btn-icon clear")
        .attr("aria-label", discover::CLEAR_SEARCH)
        .attr("hidden", move || {
            search.query.with(|query| query.text.is_empty())
        })
        .click(move || {
            search.query.update(|query| query.text.clear());
            let _ = field.focus();
        })
        .child(icon("clear"));
    let label = el("label.vh").attr("for", "q").text(discover::SEARCH);
    el("form.search")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            // The keyboard of a phone covers the list: it goes away.
            let _ = typed.blur();
        })
        .child(icon("search"))
        .child(label)
        .child(input)
        .child(clear)
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
    let today = Memo::new(move || time::day_of(&app.now.get()));
    let choices = Memo::new(move || {
        let days = [today.get(), today.get() + chrono::Duration::days(1)];
        let known = app.index.with(|index| index.values(Facet::Date).to_vec());
        let mut choices: Vec<(Facet, String)> = days
            .into_iter()
            .map(time::iso_day)
            .filter(|day| known.contains(day))
            .map(|day| (Facet::Date, day))
            .collect();
        choices.push((Facet::Left, LEFT.into()));
        choices.push((Facet::Place, ONLINE.into()));
        choices
    });
    let choice = move |(facet, value): (Facet, String)| {
        let today = today.get_untracked();
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
    el("div.bar.quick").child(move || choices.get().into_iter().map(choice).collect::<Vec<_>>())
}

fn chosen(search: Search) -> View {
    let app = use_app();
    let pairs = Memo::new(move || {
        search.query.with(|query: &Query| {
            query
                .pairs()
                .map(|(facet, value)| (facet, value.to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let bar = move || {
        let pairs = pairs.get();
        let programme = app.programme()?;
        let today = time::day_of(&app.now.get_untracked());
        let chip = |(facet, value): (Facet, String)| {
            let name = terms::name(&programme.catalogue, facet, &value, today);
            button("chip")
                .attr("aria-label", discover::remove(&name))
                .click(move || search.toggle(facet, &value))
                .text(name)
                .child(icon("clear"))
        };
        let reset = || {
            button("btn btn-quiet")
                .click(move || search.reset())
                .text(discover::RESET)
        };
        (!pairs.is_empty()).then(|| {
            el("div.bar.chosen")
                .attr("role", "group")
                .attr("aria-label", discover::CHOSEN)
                .children(pairs.into_iter().map(chip))
                .child(reset())
        })
    };
    bar.view()
}
