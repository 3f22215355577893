//! One of a few, as cards to press.

use super::dom::{El, el};
use super::field::{Fault, described, field_fault, invalid};
use super::icon::icon;
use super::styles;
use crate::state::signal::Memo;
use crate::text;
use leptos::prelude::*;

/// One card.
pub struct Choice {
    pub value: &'static str,
    pub icon: &'static str,
    pub title: &'static str,
    pub note: &'static str,
}

/// Radio buttons. The first has `id`, so that an error can lead to it.
pub fn choices(
    id: &'static str,
    legend: &'static str,
    options: Vec<Choice>,
    chosen: Memo<String>,
    choose: Callback<&'static str>,
    fault: Fault,
) -> El {
    let card = |(at, choice): (usize, Choice)| {
        let value = choice.value;
        el("label.choice")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", id)
                    .id((at == 0).then_some(id))
                    .attr("value", value)
                    .checked(move || chosen.with(|chosen| chosen == value))
                    .on("change", move |_| choose.run(value)),
            )
            .child(
                el("span.choice-card")
                    .child(icon(choice.icon))
                    .child(el("b").text(choice.title))
                    .child(el("span.choice-note").text(choice.note)),
            )
    };
    el("fieldset")
        .class(text!("choices ", styles::choices()))
        .attr("role", "radiogroup")
        .attr("aria-invalid", move || invalid(fault))
        .attr("aria-describedby", move || described(id, false, fault))
        .child(el("legend").text(legend))
        .child(el("div.choices-row").children(options.into_iter().enumerate().map(card)))
        .child(field_fault(id, fault))
}
