//! One question of a form: label, hint, what is written into, and what is wrong with it.

use super::icon::Icon;
use super::styles;
use crate::words::common;
use leptos::prelude::*;

/// What is wrong with an input, in words; nothing if all is well.
pub type Fault = Signal<Option<String>>;

/// The ids of the texts that belong to an input, for `aria-describedby`.
pub fn described(id: &'static str, has_hint: bool, fault: Fault) -> Option<String> {
    match (fault.with(Option::is_some), has_hint) {
        (true, true) => Some([id, "-error ", id, "-hint"].concat()),
        (true, false) => Some([id, "-error"].concat()),
        (false, true) => Some([id, "-hint"].concat()),
        (false, false) => None,
    }
}

/// `aria-invalid`, which is there only when it is true.
pub fn invalid(fault: Fault) -> Option<&'static str> {
    fault.with(Option::is_some).then_some("true")
}

/// The words beside an input that is wrong.
#[component]
pub fn FieldFault(id: &'static str, fault: Fault) -> impl IntoView {
    move || {
        fault.get().map(|text| {
            view! { <p class="field-error" id=[id, "-error"].concat()><Icon name="error"/>{text}</p> }
        })
    }
}

/// The frame round any input with this id.
#[component]
pub fn FieldFrame(
    id: &'static str,
    #[prop(into)] label: Signal<&'static str>,
    hint: &'static str,
    optional: bool,
    fault: Fault,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=["field ", styles::field()].concat()>
            <label class="field-label" for=id id=[id, "-label"].concat()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-opt">{common::OPTIONAL}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=[id, "-hint"].concat()>{hint}</p> })}
            {children()}
            <FieldFault id=id fault=fault/>
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    id: &'static str,
    #[prop(into)] label: Signal<&'static str>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
    /// `type` of the input: what keyboard a phone shows.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in by itself.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Capitals for codes, else nothing.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    value: Signal<String>,
    set: Callback<String>,
    fault: Fault,
) -> impl IntoView {
    view! {
        <FieldFrame id=id label=label hint=hint optional=optional fault=fault>
            <input
                class="input"
                id=id
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || value.get()
                on:input=move |event| set.run(event_target_value(&event))
                aria-invalid=move || invalid(fault)
                aria-describedby=move || described(id, !hint.is_empty(), fault)
            />
        </FieldFrame>
    }
}

/// One of many, in the phone's own wheel. Each option is a value and its name.
#[component]
pub fn SelectField(
    id: &'static str,
    #[prop(into)] label: Signal<&'static str>,
    /// What stands there before anything is chosen.
    empty: &'static str,
    options: Vec<(String, &'static str)>,
    value: Signal<String>,
    set: Callback<String>,
    fault: Fault,
) -> impl IntoView {
    view! {
        <FieldFrame id=id label=label hint="" optional=false fault=fault>
            <span class="select">
                <select
                    class="input"
                    id=id
                    on:change=move |event| set.run(event_target_value(&event))
                    aria-invalid=move || invalid(fault)
                    aria-describedby=move || described(id, false, fault)
                >
                    <option value="" selected=move || value.with(String::is_empty)>{empty}</option>
                    {options
                        .into_iter()
                        .map(|(option, name)| {
                            let mine = option.clone();
                            view! { <option value=option prop:selected=move || value.with(|value| *value == mine)>{name}</option> }
                        })
                        .collect_view()}
                </select>
                <Icon name="chevron-down"/>
            </span>
        </FieldFrame>
    }
}
