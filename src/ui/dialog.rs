//! A question or a sheet over the page: it takes the focus, keeps it, and gives it back.

use super::icon::Icon;
use super::styles;
use crate::device::page;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Keeps focus and scrolling inside `root` while it stands; call once in a component that is a dialog.
pub fn hold_focus(root: NodeRef<html::Section>) {
    let before = page::active();
    page::lock(true);
    Effect::new(move |done: Option<bool>| {
        if done != Some(true)
            && let Some(section) = root.get()
        {
            let first = section.query_selector("[data-first]").ok().flatten();
            let first = first
                .and_then(|e| e.dyn_into().ok())
                .or_else(|| page::focusable(&section).into_iter().next());
            if let Some(first) = first {
                page::focus(&first);
                first.scroll_into_view_with_bool(true);
            }
            return true;
        }
        done.unwrap_or(false)
    });
    let before = StoredValue::new_local(before);
    on_cleanup(move || {
        page::lock(false);
        if let Some(Some(before)) = before.try_get_value() {
            page::focus(&before);
        }
    });
}

/// Escape closes, Tab goes round inside.
pub fn dialog_keys(
    event: &web_sys::KeyboardEvent,
    root: NodeRef<html::Section>,
    close: Callback<()>,
) {
    match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            close.run(());
        }
        "Tab" => {
            let Some(section) = root.get_untracked() else {
                return;
            };
            let all = page::focusable(&section);
            let (Some(first), Some(last)) = (all.first(), all.last()) else {
                return;
            };
            let active = page::active();
            let at = |element: &web_sys::HtmlElement| active.as_ref() == Some(element);
            if event.shift_key() && at(first) {
                event.prevent_default();
                page::focus(last);
            } else if !event.shift_key() && at(last) {
                event.prevent_default();
                page::focus(first);
            }
        }
        _ => {}
    }
}

/// A dialog with a heading, a text and its buttons.
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    #[prop(into)] close: Callback<()>,
    /// The buttons; none for a dialog that is closed by its cross.
    #[prop(optional, into)]
    buttons: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let root = NodeRef::new();
    hold_focus(root);
    view! {
        <div class="veil" on:click=move |_| close.run(())></div>
        <section
            class=["dialog ", styles::dialog()].concat()
            role="dialog"
            aria-modal="true"
            aria-labelledby="dialog-title"
            node_ref=root
            on:keydown=move |event| dialog_keys(&event, root, close)
        >
            <div class="dialog-head">
                <h2 id="dialog-title" tabindex="-1" data-first="">{title}</h2>
                <button class="btn btn-icon" type="button" aria-label=words::common::CLOSE on:click=move |_| close.run(())>
                    <Icon name="clear"/>
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
            {buttons.map(|buttons| view! { <div class="dialog-foot">{buttons.run()}</div> })}
        </section>
    }
}
