//! The document: title, focus, scrolling, announcements, appearance.

use crate::text;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

thread_local! {
    /// When something was said last, by the device's own clock.
    static SAID: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) };
}

/// How long it takes to hear what was said, in milliseconds.
const HEARD: f64 = 1_000.0;

/// Says the name of a page that has just come, after what was said at the same moment: that led here.
pub fn announce_page(name: &str) {
    let now = super::clock::own_millis();
    let said = by_id("announcer").and_then(|region| region.text_content());
    match said.filter(|_| now - SAID.get() < HEARD) {
        Some(said) => announce(&text!(&said, " ", name)),
        None => announce(name),
    }
}

/// Says something to a screen reader, politely, through the one region of the page.
pub fn announce(text: &str) {
    SAID.set(super::clock::own_millis());
    if let Some(region) = by_id("announcer") {
        // The same words twice are only said twice if the text changed in between.
        let again = region.text_content().as_deref() == Some(text);
        region.set_text_content(Some(&if again {
            text!(text, "\u{a0}")
        } else {
            text.to_owned()
        }));
    }
}

/// Moves focus without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves focus to an element by its id and brings it into view.
pub fn focus_id(id: &str) -> bool {
    let Some(element) = by_id(id) else {
        return false;
    };
    let _ = element.focus();
    element.scroll_into_view();
    true
}

/// Moves focus to an input and brings it into view with its label.
pub fn focus_field(id: &str) -> bool {
    let Some(element) = by_id(id) else {
        return false;
    };
    focus(&element);
    let frame = element.closest(".field,.choices,.check").ok().flatten();
    frame.unwrap_or(element.into()).scroll_into_view();
    true
}

/// Moves focus to the page's heading, so that reading goes on from there.
pub fn focus_heading() {
    let heading = document().and_then(|d| d.query_selector("#main h1[tabindex]").ok().flatten());
    if let Some(heading) = heading.and_then(|h| h.dyn_into::<HtmlElement>().ok()) {
        focus(&heading);
    }
}

/// Before a part of the page is made anew: if that takes the focus away with what had it, it goes to the heading.
pub fn keep_focus() {
    let Some(had) = active().filter(|had| had.tag_name() != "BODY") else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        super::timer::sleep(0).await;
        if !had.is_connected() && active().is_none_or(|active| active.tag_name() == "BODY") {
            start_over();
        }
    });
}

/// Puts reader and focus where the page begins: what was pressed has done its work and is gone.
pub fn start_over() {
    focus_heading();
    scroll_to(0.0);
}

/// Whether somebody has gone into an input since `before` had the focus.
pub fn has_moved_on(before: Option<HtmlElement>) -> bool {
    let now = active();
    let is_input = |element: &HtmlElement| {
        matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
    };
    now != before && now.as_ref().is_some_and(is_input)
}

pub fn active() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

pub fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

pub fn scroll_y() -> f64 {
    web_sys::window()
        .and_then(|w| w.scroll_y().ok())
        .unwrap_or(0.0)
}

/// Pixels of one rem, as the text size makes it.
pub fn rem() -> f64 {
    size("font-size").unwrap_or(18.0)
}

/// The least side of what is touched, in pixels.
pub fn target() -> f64 {
    size("--target").unwrap_or(48.0)
}

/// A size of the whole page, in pixels.
fn size(name: &str) -> Option<f64> {
    let root = document().and_then(|d| d.document_element());
    root.and_then(|root| web_sys::window()?.get_computed_style(&root).ok()?)
        .and_then(|style| style.get_property_value(name).ok())
        // The browser's own reader: Rust's brings ten kilobytes of tables.
        .map(|size| js_sys::parse_float(&size))
        .filter(|size| *size > 0.0)
}

pub fn viewport_width() -> f64 {
    web_sys::window()
        .and_then(|w| w.inner_width().ok()?.as_f64())
        .unwrap_or(400.0)
}

pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

pub fn viewport_height() -> f64 {
    web_sys::window()
        .and_then(|w| w.inner_height().ok()?.as_f64())
        .unwrap_or(800.0)
}

/// Sets or removes an attribute of the root element: text size, colour scheme.
pub fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|d| d.document_element()) else {
        return;
    };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Tells whoever measures the page that it has another size.
pub fn resized() {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("resize")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Applies the sheet of the pages that come after the first; it has been fetched for no medium at hand.
pub fn apply_late_sheet() {
    if let Some(sheet) = by_id("late-sheet") {
        let _ = sheet.remove_attribute("media");
    }
}

/// Keeps the page behind a sheet or dialog from scrolling and from being read.
pub fn lock(locked: bool) {
    set_root("data-locked", locked.then_some(""));
}

/// Takes the page that was there before the app away.
pub fn remove_static() {
    if let Some(card) = by_id("static") {
        card.remove();
    }
    if let Some(app) = by_id("app") {
        app.set_hidden(false);
    }
}

pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

pub fn is_visible() -> bool {
    document().is_none_or(|d| d.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Takes the fragment out of the address bar and out of the history, if this page is there already.
pub fn drop_fragment(page: &str) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let location = window.location();
    if location.pathname().is_ok_and(|path| path == page)
        && location.hash().is_ok_and(|hash| !hash.is_empty())
        && let Ok(history) = window.history()
    {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(page));
    }
}

/// Origin and path of this page's deployment, for links that are shared.
pub fn origin() -> String {
    web_sys::window()
        .and_then(|w| w.location().origin().ok())
        .unwrap_or_default()
}

pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// What can take focus inside an element, in order.
pub fn focusable(inside: &Element) -> Vec<HtmlElement> {
    const WHAT: &str =
        "a[href],button:not([disabled]),input:not([disabled]),select,textarea,[tabindex=\"0\"]";
    let Ok(list) = inside.query_selector_all(WHAT) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|i| list.get(i)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| element.offset_width() > 0)
        .collect()
}

thread_local! {
    /// How many pages of the app lie behind the current one in the history.
    static DEPTH: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// The layout counts its navigations here: forward adds one, back takes one.
pub fn moved(forward: bool) {
    DEPTH.set(if forward {
        DEPTH.get() + 1
    } else {
        DEPTH.get().saturating_sub(1)
    });
}

/// Whether going back stays inside the app.
pub fn has_been_elsewhere() -> bool {
    DEPTH.get() > 0
}

pub fn go_back() {
    if let Some(history) = web_sys::window().and_then(|w| w.history().ok()) {
        let _ = history.back();
    }
}
