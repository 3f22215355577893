//! A keypad: arrows move the focus, Enter presses, Escape goes back and in the end is done.

use super::visit;
use crate::device::{kiosk, page};
use crate::domain::kiosk::arrows::{Place, Way, next};
use crate::routes::Page;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

/// An arrow that finds nothing moves the page by this part of the screen.
const LEAP: f64 = 0.6;
/// Where the bar and the keyboard are.
const FRAME: &str = ".hall-frame";

/// A key that the page has left alone.
pub fn key(event: &KeyboardEvent) {
    if event.default_prevented() {
        return;
    }
    let key = event.key();
    let active = page::active().filter(|active| active.tag_name() != "BODY");
    if let Some(way) = Way::of(&key) {
        if !is_own(active.as_ref(), way) {
            event.prevent_default();
            step(active, way);
        }
        return;
    }
    match key.as_str() {
        // A box is ticked by the space bar elsewhere; a keypad has none.
        "Enter" if input(active.as_ref()).is_some_and(|input| is_box(&input)) => {
            event.prevent_default();
            if let Some(active) = active {
                active.click();
            }
        }
        "Escape" if !event.repeat() => leave(),
        _ => {}
    }
}

fn input(element: Option<&HtmlElement>) -> Option<HtmlInputElement> {
    element?.clone().dyn_into().ok()
}

fn is_box(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "checkbox" | "radio")
}

/// Whether an arrow does something in what has the focus: it moves in a text, changes a value or what is chosen.
fn is_own(active: Option<&HtmlElement>, way: Way) -> bool {
    let Some(active) = active else {
        return false;
    };
    match active.tag_name().as_str() {
        "SELECT" => !way.is_across(),
        "TEXTAREA" => true,
        "INPUT" => {
            way.is_across() && input(Some(active)).is_some_and(|input| input.type_() != "checkbox")
        }
        _ => active.has_attribute("aria-activedescendant"),
    }
}

/// The topmost thing that holds the focus, or the whole page.
fn field() -> Option<Element> {
    let document = page::document()?;
    let modal = document.query_selector_all("[aria-modal=\"true\"]").ok()?;
    let last = modal.length().checked_sub(1).and_then(|at| modal.get(at));
    last.and_then(|last| last.dyn_into().ok())
        .or_else(|| document.body().map(Into::into))
}

fn step(active: Option<HtmlElement>, way: Way) {
    let Some(field) = field() else {
        return;
    };
    let all = page::focusable(&field);
    let Some(from) = active.filter(|active| field.contains(Some(active))) else {
        let main = page::by_id("main");
        let inside =
            |one: &&HtmlElement| main.as_ref().is_some_and(|main| main.contains(Some(one)));
        if let Some(first) = all.iter().find(inside).or_else(|| all.first()) {
            show(first);
        }
        return;
    };
    // What stands fixed over the page is farther away than all that the page has there.
    let (fixed, flowing): (Vec<_>, Vec<_>) = all.into_iter().partition(is_fixed);
    let near = match is_fixed(&from) {
        true => [&fixed, &flowing],
        false => [&flowing, &fixed],
    };
    let found = near.into_iter().find_map(|all| {
        let places: Vec<Place> = all.iter().map(place).collect();
        Some(&all[next(&place(&from), way, &places)?])
    });
    match found {
        Some(found) => show(found),
        None if !way.is_across() => {
            let leap = page::viewport_height() * LEAP;
            let leap = if way == Way::Up { -leap } else { leap };
            page::scroll_to(page::scroll_y() + leap);
        }
        None => {}
    }
}

/// Whether something stands in the frame round the pages.
fn is_fixed(element: &HtmlElement) -> bool {
    matches!(element.closest(FRAME), Ok(Some(_)))
}

fn place(element: &HtmlElement) -> Place {
    let square = element.get_bounding_client_rect();
    Place {
        left: square.left(),
        top: square.top(),
        right: square.right(),
        bottom: square.bottom(),
    }
}

fn show(element: &HtmlElement) {
    page::focus(element);
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// To where one was before; from the first page out of the visit.
fn leave() {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    match path.as_deref().and_then(Page::parse) {
        Some(Page::Kiosk(_)) => {}
        Some(Page::Discover) => visit::leave(),
        _ => {
            kiosk::back();
        }
    }
}
