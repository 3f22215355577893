//! Nothing here, offline, full: a drawing, one sentence, one thing to do.

use super::icon::Art;
use leptos::prelude::*;

#[component]
pub fn Blank(
    /// A symbol of `scenes.svg`.
    art: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// What to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="blank">
            <Art name=art/>
            <h2>{title}</h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
