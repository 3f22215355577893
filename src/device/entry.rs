//! Writing into a field for somebody whose keys are drawn on the screen.

use super::{js, page};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};

/// Where an event happened.
pub fn target(event: &Event) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// The field of an event, if one writes into it with letters or digits, and may.
pub fn field_at(event: &Event) -> Option<HtmlElement> {
    target(event).filter(is_field)
}

fn is_field(node: &HtmlElement) -> bool {
    const KINDS: [&str; 7] = [
        "text", "search", "tel", "number", "email", "url", "password",
    ];
    let is_field = match node.tag_name().as_str() {
        "INPUT" => KINDS.contains(&js::text(node, "type").as_str()),
        "TEXTAREA" => true,
        _ => false,
    };
    is_field && !js::flag(node, "readOnly") && !js::flag(node, "disabled")
}

/// Whether somebody wrote something into a form of the page. Numbers are there from the start.
pub fn is_written() -> bool {
    let Some(main) = page::by_id("main") else {
        return false;
    };
    let written = |node: &HtmlElement| {
        is_field(node) && js::text(node, "type") != "number" && !js::text(node, "value").is_empty()
    };
    all(&main, "form input,form textarea").iter().any(written)
}

/// The elements inside another that a selector names.
fn all(inside: &HtmlElement, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = inside.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok());
    found.collect()
}

/// Keeps the system's own keyboard away from a field, and answers whether the field takes digits alone.
pub fn take_over(node: &HtmlElement) -> bool {
    const MODE: &str = "data-mode";
    let said = node
        .get_attribute(MODE)
        .or_else(|| node.get_attribute("inputmode"))
        .unwrap_or_default();
    let _ = node.set_attribute(MODE, &said);
    let _ = node.set_attribute("inputmode", "none");
    matches!(said.as_str(), "numeric" | "decimal" | "tel")
        || matches!(js::text(node, "type").as_str(), "tel" | "number")
}

pub fn is_search(node: &HtmlElement) -> bool {
    js::text(node, "type") == "search"
}

/// Has a field with its label stand clear of what lies over the page.
pub fn reveal(node: &HtmlElement) {
    let around = node.closest(".field").ok().flatten();
    let around = around.unwrap_or_else(|| node.clone().into());
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"block".into(), &"start".into());
    let _ = js::call(&around, "scrollIntoView", &[options.into()]);
}

/// Tells whoever listens of an event at the field, as the browser does when somebody types.
pub fn tell(node: &HtmlElement, name: &str) {
    let event =
        page::document().and_then(|document| js::call(&document, "createEvent", &["Event".into()]));
    if let Some(event) = event {
        let how = [name.into(), true.into(), false.into()];
        let _ = js::call(&event, "initEvent", &how);
        let _ = js::call(node, "dispatchEvent", &[event]);
    }
}

/// Puts a text in place of the whole.
pub fn set(node: &HtmlElement, text: &str) {
    let _ = js_sys::Reflect::set(node, &"value".into(), &text.into());
}

/// Puts a text where one writes, if the field has room for it.
pub fn insert(node: &HtmlElement, text: &str) {
    let before = js::text(node, "value");
    let most = js::number(node, "maxLength");
    if most > 0.0 && before.encode_utf16().count() as f64 >= most {
        return;
    }
    match marked(node) {
        Some(place) => replace(node, place, text),
        None => set(node, &(before + text)),
    }
}

/// Takes away what is marked, or the sign before where one writes.
pub fn delete(node: &HtmlElement) {
    match marked(node) {
        Some((from, to)) if from == to => replace(node, ((from - 1.0).max(0.0), to), ""),
        Some(place) => replace(node, place, ""),
        None => {
            let mut text = js::text(node, "value");
            text.pop();
            set(node, &text);
        }
    }
}

/// What is marked in the field, as places of its text; nothing in a field that has no marks, as one for a number.
fn marked(node: &HtmlElement) -> Option<(f64, f64)> {
    let at = |name| js::get(node, name).and_then(|at| at.as_f64());
    Some((at("selectionStart")?, at("selectionEnd")?))
}

/// Puts `text` in place of what lies between two places; the browser counts as JavaScript does.
fn replace(node: &HtmlElement, (from, to): (f64, f64), text: &str) {
    let how = [text.into(), from.into(), to.into(), "end".into()];
    let _ = js::call(node, "setRangeText", &how);
}
