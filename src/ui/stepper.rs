//! A small number: less, the number itself, more.

use super::dom::{El, button, el};
use super::field::{Fault, Frame, described, frame, invalid};
use super::icon::icon;
use super::styles;
use crate::device::page;
use crate::state::signal::Memo;
use crate::text;
use crate::words::common;
use leptos::prelude::*;

/// What belongs to a count.
pub struct Stepper {
    pub id: &'static str,
    pub label: Memo<&'static str>,
    pub optional: bool,
    /// Most that the buttons give.
    pub max: Memo<u32>,
    pub value: Memo<String>,
    pub set: Callback<String>,
    pub fault: Fault,
}

/// A count of people. What is typed is kept as it is, number or not.
pub fn stepper(stepper: Stepper) -> El {
    let Stepper {
        id,
        label,
        optional,
        max,
        value,
        set,
        fault,
    } = stepper;
    let step = move |up: bool| {
        let count: u32 = value.with_untracked(|text| text.trim().parse().unwrap_or(0));
        let next = if up {
            (count + 1).min(max.get_untracked().max(count))
        } else {
            count.saturating_sub(1)
        };
        let text = next.to_string();
        page::announce(&text!(label.get_untracked(), " ", &text));
        set.run(text);
    };
    let press = move |up: bool| {
        let (name, symbol) = if up {
            (common::MORE_BY_ONE, "plus")
        } else {
            (common::LESS_BY_ONE, "minus")
        };
        button("btn stepper-btn")
            .attr("aria-label", move || text!(label.get(), " ", name))
            .click(move || step(up))
            .child(icon(symbol))
    };
    let input = el("input.input")
        .id(id)
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .value(move || value.get())
        .typed("input", move |text| set.run(text))
        .attr("aria-invalid", move || invalid(fault))
        .attr("aria-describedby", move || described(id, false, fault));
    let row = el("div")
        .class(text!("stepper ", styles::stepper()))
        .attr("role", "group")
        .attr("aria-labelledby", text!(id, "-label"))
        .child(press(false))
        .child(input)
        .child(press(true))
        .child(el("span.stepper-unit").text(common::PEOPLE));
    let around = Frame {
        id,
        label,
        hint: "",
        optional,
        fault,
    };
    frame(around, row)
}
