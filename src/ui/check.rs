//! A box to tick, with a whole sentence beside it.

use super::field::{Fault, FieldFault, described, invalid};
use super::icon::Icon;
use super::styles;
use leptos::prelude::*;

#[component]
pub fn Check(
    #[prop(into)] id: String,
    #[prop(into)] text: String,
    on: Signal<bool>,
    set: Callback<bool>,
    /// The id of the error and what is wrong, where something can be.
    #[prop(optional)]
    fault: Option<(&'static str, Fault)>,
    /// The id of a text that explains it.
    #[prop(optional)]
    about: &'static str,
) -> impl IntoView {
    let scope = styles::check();
    let is_bad = move || fault.is_some_and(|(_, fault)| fault.with(Option::is_some));
    let described = move || {
        let error = fault.and_then(|(id, fault)| described(id, false, fault));
        match (error, about) {
            (Some(error), "") => Some(error),
            (Some(error), about) => Some([&error, " ", about].concat()),
            (None, "") => None,
            (None, about) => Some(about.to_owned()),
        }
    };
    view! {
        <div class=move || ["check ", scope, if is_bad() { " bad" } else { "" }].concat()>
            <label class="check-row">
                <input
                    type="checkbox"
                    id=id
                    prop:checked=move || on.get()
                    on:change=move |event| set.run(event_target_checked(&event))
                    aria-invalid=move || fault.and_then(|(_, fault)| invalid(fault))
                    aria-describedby=described
                />
                <span class="check-box"><Icon name="check"/></span>
                <span class="check-text">{text}</span>
            </label>
            {fault.map(|(id, fault)| view! { <FieldFault id=id fault=fault/> })}
        </div>
    }
}
