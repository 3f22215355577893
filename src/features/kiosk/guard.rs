//! Nothing leads off this screen, and nothing of a browser shows on it.

use super::{keypad, takeaway};
use crate::device::{kiosk, page, share};
use crate::domain::kiosk::leave::{Leads, leads};
use crate::domain::restore;
use crate::routes::Page;
use crate::state::App;
use crate::text;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, KeyboardEvent, MouseEvent, WheelEvent};

thread_local! {
    static APP: Cell<Option<App>> = const { Cell::new(None) };
}

/// Begins to guard; call once.
pub fn begin(app: App) {
    APP.set(Some(app));
    share::show_instead(show);
    kiosk::hold_still();
    kiosk::take_over(|| show(""));
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

/// What a phone should get: the text or the address, or this page where there is none.
fn show(text: &str) {
    if text.is_empty() {
        takeaway::show(&here());
    } else {
        takeaway::show(text);
    }
}

/// The address of this page for a phone; for a receipt, the one that brings it there.
fn here() -> String {
    let path = web_sys::window().and_then(|window| {
        let location = window.location();
        Some((location.pathname().ok()?, location.search().ok()?))
    });
    let (path, search) = path.unwrap_or_default();
    let receipt = match Page::parse(&path) {
        Some(Page::Receipt(id)) => APP.get().and_then(|app| carried(app, &id)),
        _ => None,
    };
    text!(
        &page::origin(),
        &receipt.unwrap_or_else(|| text!(&path, &search))
    )
}

fn carried(app: App, id: &str) -> Option<String> {
    let key = app
        .receipts
        .with_untracked(|all| restore::write(&all.get(id)?.manage_token))?;
    Some(text!(&Page::Restore(id.to_owned()).path(), "#", &key))
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
            show("");
        }
        Leads::Away => {
            event.prevent_default();
            event.stop_propagation();
            show(&link.href());
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
