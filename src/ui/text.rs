//! The two shapes of text that every page has.

use super::dom::{El, el};

/// The heading of a part of a page.
pub fn rule(heading: &str) -> El {
    el("h2.rule").text(heading)
}

/// A paragraph with these classes.
pub fn para(class: &'static str, text: &str) -> El {
    el("p").class(class).text(text)
}
