//! A question or a sheet over the page: it takes the focus, keeps it, and gives it back.

use super::dom::{El, Piece, View, button, el, keep, once_there, row};
use super::icon::icon;
use super::styles;
use crate::device::page;
use crate::text;
use crate::words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Keeps focus and scrolling inside `section` while it stands.
fn hold_focus(section: HtmlElement) {
    let before = page::active();
    page::lock(true);
    once_there(move || {
        let first = section.query_selector("[data-first]").ok().flatten();
        let first = first
            .and_then(|e| e.dyn_into().ok())
            .or_else(|| page::focusable(&section).into_iter().next());
        if let Some(first) = first {
            page::focus(&first);
            first.scroll_into_view_with_bool(true);
        }
    });
    keep(Opener(before));
}

/// What had the focus before; it gets it back when the dialog goes.
struct Opener(Option<HtmlElement>);

impl Drop for Opener {
    fn drop(&mut self) {
        page::lock(false);
        if let Some(before) = &self.0 {
            page::focus(before);
        }
    }
}

/// Escape closes, Tab goes round inside.
fn dialog_keys(event: &KeyboardEvent, section: &HtmlElement, close: Callback<()>) {
    match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            close.run(());
        }
        "Tab" => {
            let all = page::focusable(section);
            let (Some(first), Some(last)) = (all.first(), all.last()) else {
                return;
            };
            let active = page::active();
            let at = |element: &HtmlElement| active.as_ref() == Some(element);
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

/// A dialog with a heading, a text and its buttons; without buttons it is closed by its cross.
pub fn dialog(title: &str, close: Callback<()>, body: impl Piece, buttons: Option<View>) -> View {
    let cross = button("btn btn-icon")
        .attr("aria-label", words::common::CLOSE)
        .click(move || close.run(()))
        .child(icon("clear"));
    let heading = el("h2")
        .id("dialog-title")
        .attr("tabindex", "-1")
        .attr("data-first", true)
        .text(title);
    let root = el("section")
        .class(text!("dialog ", styles::dialog()))
        .attr("role", "dialog")
        .attr("aria-modal", "true")
        .attr("aria-labelledby", "dialog-title")
        .child(el("div.dialog-head").child(heading).child(cross))
        .child(el("div.dialog-body").child(body))
        .child(buttons.map(|buttons| el("div.dialog-foot").child(buttons)));
    over_page(root, close)
}

/// A question before something that cannot be taken back: leave it, or do it.
pub fn question(
    title: &str,
    close: Callback<()>,
    why: impl Piece,
    (no, yes): (&'static str, &'static str),
    task: impl Fn() + 'static,
) -> View {
    let no = button("btn").click(move || close.run(())).text(no);
    let yes = button("btn btn-danger").click(task).text(yes);
    dialog(title, close, why, Some(row().child(no).child(yes)))
}

/// Puts a dialog or a sheet over the page: a veil behind it, its keys, the focus inside.
pub fn over_page(root: El, close: Callback<()>) -> View {
    hold_focus(root.html());
    let section = root.html();
    let root = root.on("keydown", move |event| {
        dialog_keys(event.unchecked_ref(), &section, close)
    });
    let veil = el("div.veil").click(move || close.run(()));
    row().child(veil).child(root)
}
