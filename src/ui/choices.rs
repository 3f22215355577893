//! One of a few, as cards to press.

use super::field::{Fault, FieldFault, described, invalid};
use super::icon::Icon;
use super::styles;
use leptos::prelude::*;

/// One card.
pub struct Choice {
    pub value: &'static str,
    pub icon: &'static str,
    pub title: &'static str,
    pub note: &'static str,
}

/// Radio buttons. The first has `id`, so that an error can lead to it.
#[component]
pub fn Choices(
    id: &'static str,
    legend: &'static str,
    options: Vec<Choice>,
    chosen: Signal<String>,
    choose: Callback<&'static str>,
    fault: Fault,
) -> impl IntoView {
    view! {
        <fieldset
            class=["choices ", styles::choices()].concat()
            role="radiogroup"
            aria-invalid=move || invalid(fault)
            aria-describedby=move || described(id, false, fault)
        >
            <legend>{legend}</legend>
            <div class="choices-row">
                {options
                    .into_iter()
                    .enumerate()
                    .map(|(at, Choice { value, icon, title, note })| view! {
                        <label class="choice">
                            <input
                                type="radio"
                                name=id
                                id=(at == 0).then_some(id)
                                value=value
                                prop:checked=move || chosen.with(|chosen| chosen == value)
                                on:change=move |_| choose.run(value)
                            />
                            <span class="choice-card">
                                <Icon name=icon/><b>{title}</b><span class="choice-note">{note}</span>
                            </span>
                        </label>
                    })
                    .collect_view()}
            </div>
            <FieldFault id=id fault=fault/>
        </fieldset>
    }
}
