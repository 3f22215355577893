//! Ways to the main pages, as they stand in a row.

use super::dom::{El, el};
use super::icon::icon;
use crate::routes::Page;
use leptos::prelude::{Get, Memo};

/// A way to a page, with its drawing and its name; `what` is its element. It says when one is at `path` below it.
pub fn way(
    what: &'static str,
    page: Page,
    symbol: &'static str,
    name: &'static str,
    path: Memo<String>,
) -> El {
    let root = page.path();
    let current = move || {
        let path = path.get();
        let inside = if root == "/" {
            path == "/" || path.starts_with("/a/") || path.starts_with("/route")
        } else {
            // The plan is one's own, too, where it has no way of its own.
            path.starts_with(&root)
                || root == "/mine" && (path.starts_with("/plan") || path.starts_with("/r/"))
        };
        inside.then_some("page")
    };
    el(what)
        .to(page)
        .attr("aria-current", current)
        .child(icon(symbol))
        .child(el("span").text(name))
}
