//! Drawn symbols, from the sprites in `public/icons`.

use super::dom::{El, Value, svg};
use crate::text;
use std::cell::RefCell;

thread_local! {
    static DRAWN: RefCell<Vec<(&'static str, &'static str, El)>> = const { RefCell::new(Vec::new()) };
}

/// A line icon, a symbol of `sprite.svg`; it says nothing by itself, so text stands beside it or a label on its
/// button.
pub fn icon(name: &'static str) -> El {
    icon_of(name, "icon")
}

/// An icon with classes of its own. One that was drawn before is a copy: one call of the browser, not six.
pub fn icon_of(name: &'static str, class: &'static str) -> El {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some(known) = drawn.iter().find(|icon| icon.0 == name && icon.1 == class) {
            return known.2.copy();
        }
        let icon = drawing(class, address(name));
        drawn.push((name, class, icon.copy()));
        icon
    })
}

/// A mark that comes to show one symbol after another: what draws it, for [`show`].
pub fn mark() -> (El, El) {
    let symbol = svg("use");
    (around("mark", symbol.clone()), symbol)
}

/// Has a mark show a symbol now.
pub fn show(symbol: &El, name: &str) {
    symbol.put("href", &address(name));
}

fn address(name: &str) -> String {
    text!("/icons/sprite.svg#", name)
}

/// A small scene for an empty page.
pub fn art(name: &'static str) -> El {
    drawing("art", text!("/icons/scenes.svg#", name))
}

fn drawing(class: &'static str, symbol: impl Value) -> El {
    around(class, svg("use").attr("href", symbol))
}

fn around(class: &'static str, symbol: El) -> El {
    svg("svg")
        .class(class)
        .attr("aria-hidden", "true")
        .child(symbol)
}
