//! Drawn symbols, from the sprites in `public/icons`.

use super::dom::{El, Value, svg};
use crate::text;

/// A line icon, a symbol of `sprite.svg`; it says nothing by itself, so text stands beside it or a label on its
/// button.
pub fn icon(name: &'static str) -> El {
    icon_of(name, "icon")
}

/// An icon with classes of its own.
pub fn icon_of(name: &'static str, class: &'static str) -> El {
    drawing(class, text!("/icons/sprite.svg#", name))
}

/// The mark of a direction, as signals say.
pub fn mark(name: impl Fn() -> &'static str + 'static) -> El {
    drawing("mark", move || text!("/icons/sprite.svg#", name()))
}

/// A small scene for an empty page.
pub fn art(name: &'static str) -> El {
    drawing("art", text!("/icons/scenes.svg#", name))
}

fn drawing(class: &'static str, symbol: impl Value) -> El {
    svg("svg")
        .class(class)
        .attr("aria-hidden", "true")
        .child(svg("use").attr("href", symbol))
}
