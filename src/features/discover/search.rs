//! The search field, the quick choices, and what is chosen.

use super::{Search, near, terms, typing};
use crate::device::page;
use crate::domain::area::Area;
use crate::domain::query::{Facet, LEFT, ONLINE, Query};
use crate::domain::time;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::dom::{El, button, effect, el};
use crate::ui::icon::icon;
use crate::words::{common, discover, when};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

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
                search.filters.track();
                let on = search
                    .query
                    .with_untracked(|query| query.has(facet, &wanted));
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

/// One thing that is chosen, and how it is let go.
enum Choice {
    Value(Facet, String),
    Span,
    Area,
    Group,
}

impl Choice {
    fn let_go(&self, query: &mut Query) {
        match self {
            Self::Value(facet, value) => query.toggle(*facet, value),
            Self::Span => query.span = None,
            Self::Area => query.area.clear(),
            Self::Group => query.set_group(0),
        }
    }
}

/// All that is chosen, each with its name.
fn choices(app: App, query: &Query) -> Vec<(Choice, String)> {
    let mut choices = Vec::new();
    let Some(programme) = app.programme() else {
        return choices;
    };
    let today = time::day_of(&app.now.get_untracked());
    for facet in Facet::ALL {
        for value in query.chosen(facet) {
            let name = terms::name(&programme.catalogue, facet, value, today);
            choices.push((Choice::Value(facet, value.clone()), name));
        }
    }
    if let Some((from, to)) = query.span {
        choices.push((Choice::Span, discover::span(from, to)));
    }
    if !query.area.is_empty() {
        let name = match Area::parse(&query.area) {
            Some(_) => discover::THIS_PART.to_owned(),
            None => discover::unknown(&query.area),
        };
        choices.push((Choice::Area, name));
    }
    if query.group > 1 {
        choices.push((Choice::Group, discover::group(query.group)));
    }
    choices
}

/// What is chosen, each with a chip that lets it go. The chips stay and change their words, for a new one is five times
/// the work; and who lets one go with the keyboard stands on the next.
fn chosen(search: Search) -> El {
    let app = use_app();
    let reset = button("btn btn-quiet")
        .click(move || search.reset())
        .text(discover::RESET);
    let bar = el("div.bar.chosen")
        .attr("role", "group")
        .attr("aria-label", discover::CHOSEN)
        .child(reset.clone());
    let chips: Rc<RefCell<Vec<El>>> = Rc::default();
    let shown: Rc<RefCell<Vec<(Choice, String)>>> = Rc::default();
    let (on_page, tapped, chips_tapped) = (bar.clone(), shown.clone(), chips.clone());
    effect(move || {
        search.chosen.track();
        let now = search.query.with_untracked(|query| choices(app, query));
        let mut chips = chips.borrow_mut();
        let mut before = shown.borrow_mut();
        on_page.hide(now.is_empty());
        while chips.len() < now.len() {
            let chip = button("chip");
            let _ = on_page
                .node()
                .insert_before(chip.node(), Some(reset.node()));
            chips.push(chip);
        }
        for (at, chip) in chips.iter().enumerate() {
            let name = now.get(at).map(|(_, name)| name);
            let old = before.get(at).map(|(_, name)| name);
            if name.is_none() && page::active().as_ref() == Some(&chip.html()) {
                match chips[..now.len()].last() {
                    Some(last) => page::focus(&last.html()),
                    None => page::focus_heading(),
                }
            }
            chip.hide(name.is_none());
            if let Some(name) = name.filter(|name| Some(*name) != old) {
                chip.put("aria-label", &discover::remove(name));
                chip.say(name);
            }
        }
        *before = now;
    });
    bar.on("click", move |event| {
        let Some(target) = event.target() else { return };
        let is_it = |chip: &El| *chip.node() == *target.unchecked_ref::<web_sys::Element>();
        let at = chips_tapped.borrow().iter().position(is_it);
        search.query.update(|query| {
            let shown = tapped.borrow();
            if let Some((choice, _)) = at.and_then(|at| shown.get(at)) {
                choice.let_go(query);
            }
        });
    })
}
