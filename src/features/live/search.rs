//! The search field, and the kinds and other filters as chips with their counts.

use super::{Search, count, terms};
use crate::domain::discover::Found;
use crate::domain::query::{Facet, Query};
use crate::domain::taxonomy::Term;
use crate::state::App;
use crate::text;
use crate::ui::dom::{El, button, effect, el, row};
use crate::ui::icon::icon;
use crate::words::{discover, lecture as words};
use std::cell::RefCell;
use std::rc::Rc;

pub fn tools(app: App, search: Search) -> El {
    let kinds = el("div.bar.quick")
        .attr("role", "group")
        .attr("aria-label", words::KINDS)
        .children(chips(app, search, Facet::Format));
    let more = [Facet::Audience, Facet::Access].map(|facet| {
        let bar = el("div.bar")
            .attr("role", "group")
            .attr("aria-label", discover::facet(facet))
            .children(chips(app, search, facet));
        row()
            .child(el("p.small.muted").text(discover::facet(facet)))
            .child(bar)
    });
    let open = search.query.with_untracked(|query| {
        [Facet::Audience, Facet::Access]
            .iter()
            .any(|facet| !query.chosen(*facet).is_empty())
    });
    let fold = el("details.fold")
        .attr("open", open.then_some(""))
        .child(el("summary").text(words::MORE_FILTERS))
        .children(more);
    el("div.tools")
        .child(field(search))
        .child(kinds)
        .child(fold)
        .child(state(search))
}

/// How many there are, and the way back to all.
fn state(search: Search) -> El {
    let total = el("b.num").text(move || search.items.with(|items| items.len().to_string()));
    let reset = button("btn btn-quiet")
        .attr("hidden", move || search.query.with(Query::is_empty))
        .click(move || search.query.set(Query::default()))
        .text(discover::RESET);
    el("div.count")
        .child(el("p").child(total).text(words::ITEMS))
        .child(reset)
}

fn field(search: Search) -> El {
    let input = el("input")
        .id("live-q")
        .attr("type", "search")
        .attr("placeholder", words::SEARCH)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "60")
        .value(move || search.query.with(|query| query.text.clone()))
        .typed("input", move |text| {
            search.query.update(|query| query.set_typed(&text))
        });
    let (typed, again) = (input.html(), input.html());
    let clear = button("btn btn-icon clear")
        .attr("aria-label", discover::CLEAR_SEARCH)
        .attr("hidden", move || {
            search.query.with(|query| query.text.is_empty())
        })
        .click(move || {
            search.query.update(|query| query.text.clear());
            let _ = again.focus();
        })
        .child(icon("clear"));
    el("form.search")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            let _ = typed.blur();
        })
        .child(icon("search"))
        .child(el("label.vh").attr("for", "live-q").text(words::SEARCH))
        .child(input)
        .child(clear)
}

/// One value, with how many it gives.
struct Chip {
    facet: Facet,
    value: String,
    node: El,
    count: El,
}

/// The values that there is anything of, what a link has chosen first. All chips of a bar follow together what is found.
fn chips(app: App, search: Search, facet: Facet) -> Vec<El> {
    let mut found = Found::default();
    let mut terms = terms(app, facet);
    terms.retain(|term| is_there(app, search, facet, term, &mut found));
    search.query.with_untracked(|query| {
        terms.sort_by_key(|term| !query.has(facet, &term.id));
    });
    let found = Rc::new(RefCell::new(found));
    let made: Vec<Chip> = terms
        .into_iter()
        .map(|term| chip(search, facet, term))
        .collect();
    let nodes = made.iter().map(|chip| chip.node.clone()).collect();
    effect(move || {
        search.query.track();
        search.items.track();
        let mut found = found.borrow_mut();
        for Chip {
            facet,
            value,
            node,
            count: shown,
        } in &made
        {
            let number = count(app, search, *facet, value, &mut found);
            let on = search
                .query
                .with_untracked(|query| query.has(*facet, value));
            node.put("aria-pressed", if on { "true" } else { "false" });
            shown.say(&text!("\u{a0}", &number.to_string()));
        }
    });
    nodes
}

/// Whether anything online has this value at all, or it is chosen.
fn is_there(app: App, search: Search, facet: Facet, term: &Term, found: &mut Found) -> bool {
    let chosen = search
        .query
        .with_untracked(|query| query.has(facet, &term.id));
    let mut query = Query::default();
    query.toggle(facet, &term.id);
    super::find(app, &query, found);
    let count = search
        .cloud
        .with_untracked(|cloud| cloud.count(found.all().iter()));
    chosen || count > 0
}

fn chip(search: Search, facet: Facet, term: Term) -> Chip {
    let value = term.id.clone();
    let count = el("span.n");
    let node = button("chip")
        .click(move || search.query.update(|query| query.toggle(facet, &value)))
        .text(term.label())
        .child(count.clone());
    Chip {
        facet,
        value: term.id,
        node,
        count,
    }
}
