//! The head of a page: back, heading, actions.

use super::icon::Icon;
use crate::device::page;
use crate::{state, words};
use leptos::prelude::*;

/// The head of an inner page. Back goes where one came from; `back` is where it
/// leads someone who came by a link.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(into)] back: String,
    /// The heading stands in the page's own content; here it is left out.
    #[prop(optional)]
    quiet: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let app = state::use_app();
    app.title.set(title.clone());
    let go_back = move |event: web_sys::MouseEvent| {
        // Only what the app itself put into the history may be gone back to.
        if page::has_been_elsewhere() {
            event.prevent_default();
            page::go_back();
        }
    };
    view! {
        <div class="page-head">
            <div class="wrap">
                <a class="btn back" href=back on:click=go_back><Icon name="back"/>{words::common::BACK}</a>
                {if quiet {
                    view! { <span class="space"></span> }.into_any()
                } else {
                    view! { <h1 tabindex="-1">{title}</h1> }.into_any()
                }}
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// The head of a page that the navigation leads to.
#[component]
pub fn PlainHead(#[prop(into)] title: String) -> impl IntoView {
    state::use_app().title.set(title.clone());
    view! {
        <div class="page-head plain"><div class="wrap"><h1 tabindex="-1">{title}</h1></div></div>
    }
}
