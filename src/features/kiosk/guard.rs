//! Nothing leads off this screen, and nothing of a browser shows on it.

use super::{keypad, takeaway};
use crate::device::{kiosk, page, share};
use crate::domain::kiosk::leave::{Leads, leads};
use crate::routes::Page;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, KeyboardEvent, MouseEvent, WheelEvent};

/// Begins to guard; call once.
pub fn begin() {
    share::show_instead(takeaway::show);
    kiosk::hold_still();
    kiosk::take_over(takeaway::show_page);
    let Some(window) = web_sys::window() else {
        return;
    };
    kiosk::hear(&window, "click", true, |event| click(&event));
    kiosk::hear(&window, "focusin", true, |event| focus(&event));
    kiosk::hear(&window, "keydown", true, |event| shortcut(&event));
    kiosk::hear(&window, "keydown", false, |event| {
        if let Some(event) = event.dyn_ref() {
            keypad::key(event);
        }
    });
    for name in [
        "auxclick",
        "contextmenu",
        "dragstart",
        "drop",
        "gesturestart",
    ] {
        kiosk::hear(&window, name, true, |event| event.prevent_default());
    }
    kiosk::hear(&window, "selectstart", true, |event| {
        if !is_typed_into(target(&event).as_ref()) {
            event.prevent_default();
        }
    });
    kiosk::hear(&window, "wheel", true, |event| {
        if event
            .dyn_ref::<WheelEvent>()
            .is_some_and(|event| event.ctrl_key())
        {
            event.prevent_default();
        }
    });
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether text is written into an element.
fn is_typed_into(element: Option<&Element>) -> bool {
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

/// A link is followed to pages of the app alone; what is elsewhere, a number to call, a file, is for a phone.
fn click(event: &Event) {
    let link = target(event).and_then(|at| at.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return;
    };
    let written = link.get_attribute("href").unwrap_or_default();
    let has = |path: &str| Page::parse(path).is_some();
    match leads(&written, &link.href(), &page::origin(), &has) {
        Leads::Inside if !link.has_attribute("download") => {
            let _ = link.remove_attribute("target");
            // Another key with it would open a window.
            if event
                .dyn_ref::<MouseEvent>()
                .is_some_and(|event| event.ctrl_key() || event.meta_key() || event.shift_key())
            {
                event.prevent_default();
            }
        }
        Leads::Here(id) => {
            event.prevent_default();
            page::focus_id(&id);
        }
        Leads::Inside => {
            event.prevent_default();
            event.stop_propagation();
            takeaway::show_page();
        }
        Leads::Away => {
            event.prevent_default();
            event.stop_propagation();
            takeaway::show(&link.href());
        }
    }
}

/// The browser neither remembers what was typed nor offers it to the next one.
fn focus(event: &Event) {
    if let Some(at) = target(event).filter(|at| is_typed_into(Some(at))) {
        let _ = at.set_attribute("autocomplete", "off");
        let _ = at.set_attribute("spellcheck", "false");
    }
}

/// The browser's own keys: to print, to save, to look for text, to load anew, to go back.
fn shortcut(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let key = event.key();
    let digits = key.strip_prefix('F').unwrap_or_default();
    let function = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let browser = key.starts_with("Browser") || key == "ContextMenu";
    if event.ctrl_key() || event.meta_key() || event.alt_key() || function || browser {
        event.prevent_default();
    }
}
