//! A small number: less, the number itself, more.

use super::field::{Fault, FieldFrame, described, invalid};
use super::icon::Icon;
use super::styles;
use crate::device::page;
use crate::words::common;
use leptos::prelude::*;

/// A count of people. What is typed is kept as it is, number or not.
#[component]
pub fn Stepper(
    id: &'static str,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(optional)] optional: bool,
    /// Most that the buttons give.
    max: Signal<u32>,
    value: Signal<String>,
    set: Callback<String>,
    fault: Fault,
) -> impl IntoView {
    let step = move |up: bool| {
        let count: u32 = value.with_untracked(|text| text.trim().parse().unwrap_or(0));
        let next = if up {
            (count + 1).min(max.get_untracked().max(count))
        } else {
            count.saturating_sub(1)
        };
        let text = next.to_string();
        page::announce(&[label.get_untracked(), " ", &text].concat());
        set.run(text);
    };
    let button = move |up: bool| {
        let (name, icon) = if up {
            (common::MORE_BY_ONE, "plus")
        } else {
            (common::LESS_BY_ONE, "minus")
        };
        view! {
            <button
                class="btn stepper-btn"
                type="button"
                aria-label=move || [label.get(), " ", name].concat()
                on:click=move |_| step(up)
            >
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <FieldFrame id=id label=label hint="" optional=optional fault=fault>
            <div class=["stepper ", styles::stepper()].concat() role="group" aria-labelledby=[id, "-label"].concat()>
                {button(false)}
                <input
                    class="input"
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || value.get()
                    on:input=move |event| set.run(event_target_value(&event))
                    aria-invalid=move || invalid(fault)
                    aria-describedby=move || described(id, false, fault)
                />
                {button(true)}
                <span class="stepper-unit">{common::PEOPLE}</span>
            </div>
        </FieldFrame>
    }
}
