//! Other sessions of the activity that would do as well, in order of wish: one of them is had when this one is full.

use super::adding::{Adding, adding};
use super::form::{Form, focus_id};
use super::scene::Alternative;
use crate::device::page;
use crate::domain::form::{Field, WISHES_MAX};
use crate::domain::time;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, View, button, el, when};
use crate::ui::field::field_fault;
use crate::ui::icon::icon;
use crate::ui::text::para;
use crate::words::{common, signup as words, when as times};
use leptos::prelude::*;

const ADD: &str = "signup-wish-add";

/// A fold that is there when the backend takes alternatives and the activity has any.
pub fn wishes(form: Form) -> View {
    let app = form.app;
    let can = move || {
        app.programme()
            .is_some_and(|programme| programme.catalogue.can("alternatives"))
    };
    let open = Memo::new(move || super::alternatives(app, form.scene, form.who()));
    let chosen = Memo::new(move || form.draft.with(|draft| draft.wishes()));
    let any =
        move || can() && (open.with(|open| !open.is_empty()) || chosen.with(|all| !all.is_empty()));
    when(any, move || fold(form, open, chosen))
}

fn fold(form: Form, open: Memo<Vec<Alternative>>, chosen: Memo<Vec<String>>) -> El {
    let was = chosen.with_untracked(|chosen| !chosen.is_empty());
    let list = move || {
        let ids = chosen.get();
        let count = ids.len();
        let wish = |(at, id): (usize, String)| wish(form, at, count, &id);
        el("ol.wishes").children(ids.into_iter().enumerate().map(wish))
    };
    el("details.fold")
        .attr("open", was)
        .child(el("summary").text(words::WISHES))
        .child(
            el("div")
                .id(Field::Alternatives.id())
                .attr("tabindex", "-1")
                .child(para("small", words::WISHES_WHY))
                .child(list)
                .child(add(form, open, chosen))
                .child(field_fault(
                    Field::Alternatives.id(),
                    form.fault(Field::Alternatives),
                )),
        )
}

/// When a session of the activity is, and what is left of it.
fn named(form: Form, id: &str) -> Option<(String, String)> {
    form.scene.with(|scene| {
        let scene = scene.as_ref()?;
        let session = scene.activity().session(id)?;
        let seats = form.app.seats(scene.activity(), session);
        let today = time::day_of(&form.app.now.get());
        Some((
            times::span(&session.start, &session.end),
            common::seats(&seats, today),
        ))
    })
}

/// One that was chosen: earlier, later, away.
fn wish(form: Form, at: usize, count: usize, id: &str) -> El {
    let (when, seats) = untrack(|| named(form, id)).unwrap_or_default();
    let name = words::wish(at + 1, &when);
    let press = |symbol: &'static str, label: &'static str, to: Option<usize>| {
        let name = text!(label, "：", &when);
        button("btn btn-icon")
            .id(text!("wish-", symbol, "-", &at.to_string()))
            .attr("aria-label", name)
            .click(move || shift(form, at, to, symbol))
            .child(icon(symbol))
    };
    let deeds = el("span.wish-deeds")
        .child((at > 0).then(|| press("arrow-up", words::EARLIER, Some(at.wrapping_sub(1)))))
        .child((at + 1 < count).then(|| press("arrow-down", words::LATER, Some(at + 1))))
        .child(press("clear", words::LEAVE_OUT, None));
    let main = el("span.line-main")
        .child(el("b").text(name))
        .child(el("span.small").text(seats));
    el("li").child(el("div.line").child(main).child(deeds))
}

/// Moves the wish at a place to another, or away; the focus goes along.
fn shift(form: Form, at: usize, to: Option<usize>, symbol: &'static str) {
    let mut wishes = form.draft.with_untracked(|draft| draft.wishes());
    if at >= wishes.len() {
        return;
    }
    let wish = wishes.remove(at);
    let focus = match to {
        Some(to) => {
            wishes.insert(to.min(wishes.len()), wish);
            page::announce(words::MOVED);
            // At an end there is no further that way.
            let last = to + 1 == wishes.len();
            let symbol = match symbol {
                "arrow-up" if to == 0 => "arrow-down",
                "arrow-down" if last => "arrow-up",
                symbol => symbol,
            };
            text!("wish-", symbol, "-", &to.to_string())
        }
        None if wishes.is_empty() => ADD.to_owned(),
        None => text!("wish-clear-", &at.min(wishes.len() - 1).to_string()),
    };
    form.draft.update(|draft| draft.set_wishes(&wishes));
    focus_id(focus);
}

/// One more of those with room.
fn add(form: Form, open: Memo<Vec<Alternative>>, chosen: Memo<Vec<String>>) -> El {
    let more = Memo::new(move || {
        let chosen = chosen.get();
        let mut options: Vec<(String, String)> = Vec::new();
        if chosen.len() < WISHES_MAX {
            let today = time::day_of(&form.app.now.get());
            for other in open.get() {
                if !chosen.contains(&other.id) {
                    let name = text!(&other.when, " · ", &common::seats(&other.seats, today));
                    options.push((other.id, name));
                }
            }
        }
        options
    });
    let set = Callback::new(move |id: String| {
        form.draft.update(|draft| {
            let mut wishes = draft.wishes();
            wishes.push(id.clone());
            draft.set_wishes(&wishes);
        });
        let at = form.draft.with_untracked(|draft| draft.wishes().len());
        let when = untrack(|| named(form, &id)).unwrap_or_default().0;
        page::announce(&words::wish(at, &when));
        focus_id(text!("wish-clear-", &at.saturating_sub(1).to_string()));
    });
    let shown = move || {
        let options = more.get();
        (!options.is_empty()).then(|| {
            let around = Adding {
                id: ADD,
                label: words::ADD_WISH,
                empty: words::CHOOSE_WISH,
            };
            adding(around, options, set)
        })
    };
    el("div").child(shown)
}
