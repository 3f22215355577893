//! Text size and colour scheme.

use super::icon::Icon;
use super::styles;
use crate::state::settings::{Scheme, Size};
use crate::state::use_app;
use crate::words::{about, shell};
use leptos::prelude::*;

#[component]
pub fn Settings() -> impl IntoView {
    let app = use_app();
    view! {
        <section class=["settings ", styles::settings()].concat()>
            <fieldset>
                <legend>{about::TEXT_SIZE}</legend>
                <div class="settings-sizes">
                    {Size::ALL
                        .into_iter()
                        .zip(shell::SIZES)
                        .map(|(size, name)| view! {
                            <label class="settings-size">
                                <input
                                    type="radio"
                                    name="size"
                                    prop:checked=move || app.size.get() == size
                                    on:change=move |_| app.set_size(size)
                                />
                                <span data-as=size.id()><b aria-hidden="true">"永"</b>{name}</span>
                            </label>
                        })
                        .collect_view()}
                </div>
            </fieldset>
            <fieldset>
                <legend>{about::SCHEME}</legend>
                <div class="settings-row">
                    {Scheme::ALL
                        .into_iter()
                        .zip(about::SCHEMES)
                        .zip(["text-size", "sun", "moon"])
                        .map(|((scheme, name), icon)| view! {
                            <label class="settings-size">
                                <input
                                    type="radio"
                                    name="scheme"
                                    prop:checked=move || app.scheme.get() == scheme
                                    on:change=move |_| app.set_scheme(scheme)
                                />
                                <span><Icon name=icon/>{name}</span>
                            </label>
                        })
                        .collect_view()}
                </div>
            </fieldset>
        </section>
    }
}
