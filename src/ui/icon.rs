//! Drawn symbols, from the sprites in `public/icons`.

use leptos::prelude::*;

/// A line icon; it says nothing by itself, so text stands beside it or a label on its button.
#[component]
pub fn Icon(
    /// A symbol of `sprite.svg`.
    name: &'static str,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() {
        "icon".to_owned()
    } else {
        ["icon ", class].concat()
    };
    view! { <svg class=class aria-hidden="true"><use href=["/icons/sprite.svg#", name].concat()></use></svg> }
}

/// The mark of a direction.
#[component]
pub fn Mark(#[prop(into)] name: Signal<&'static str>) -> impl IntoView {
    view! {
        <svg class="mark" aria-hidden="true">
            <use href=move || ["/icons/sprite.svg#", name.get()].concat()></use>
        </svg>
    }
}

/// A small scene for an empty page.
#[component]
pub fn Art(name: &'static str) -> impl IntoView {
    view! { <svg class="art" aria-hidden="true"><use href=["/icons/scenes.svg#", name].concat()></use></svg> }
}
