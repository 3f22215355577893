//! One more of many: a choice, and a button that takes it. A choice alone would act at every key of the arrows.

use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, button, el};
use crate::ui::field::{Bound, choice_field};
use crate::ui::icon::icon;
use crate::words::signup as words;
use leptos::prelude::*;

/// What stands round the choice.
pub struct Adding {
    /// The id of the select.
    pub id: &'static str,
    pub label: &'static str,
    /// What stands there before anything is chosen.
    pub empty: &'static str,
}

/// The values and names to choose from, and what is done with the value that is taken.
pub fn adding(adding: Adding, options: Vec<(String, String)>, take: Callback<String>) -> El {
    let Adding { id, label, empty } = adding;
    let chosen = RwSignal::new(String::new());
    let bound = Bound {
        value: Memo::new(move || chosen.get()),
        set: Callback::new(move |value| chosen.set(value)),
    };
    let press = move || {
        let value = chosen.get_untracked();
        if !value.is_empty() {
            take.run(value);
        }
    };
    let add = button("btn")
        .attr("aria-disabled", move || {
            chosen.with(String::is_empty).then_some("true")
        })
        .click(press)
        .child(icon("plus"))
        .text(words::ADD);
    el("div.adding")
        .child(choice_field((id, label, empty), options, bound))
        .child(add)
}
