//! Parts of a page: what stands in an element, and what is made anew as signals change.

use super::{El, boxed_effect};
use crate::device::page;
use crate::domain::task::Make;
use leptos::prelude::{Get, Memo, untrack};
use wasm_bindgen::prelude::*;
use web_sys::Node;

/// Something that stands in a page: an element, a text, or several in a row.
#[derive(Clone)]
pub struct View(pub(super) Node);

impl View {
    pub fn node(&self) -> &Node {
        &self.0
    }
}

/// Several pieces in a row, without an element round them.
pub fn row() -> View {
    View(
        page::document()
            .expect_throw("a document")
            .create_document_fragment()
            .into(),
    )
}

impl View {
    /// Puts a piece behind the others.
    pub fn child(self, piece: impl Piece) -> Self {
        append(&self.0, &piece.view());
        self
    }
}

pub(super) fn append(parent: &Node, view: &View) {
    let _ = parent.append_child(&view.0);
}

/// What can stand in an element.
pub trait Piece {
    fn view(self) -> View;
}

impl Piece for View {
    fn view(self) -> View {
        self
    }
}

impl Piece for El {
    fn view(self) -> View {
        View(self.0.into())
    }
}

impl Piece for () {
    fn view(self) -> View {
        row()
    }
}

impl Piece for &str {
    fn view(self) -> View {
        View(text_node(self))
    }
}

impl Piece for String {
    fn view(self) -> View {
        View(text_node(&self))
    }
}

impl<P: Piece> Piece for Option<P> {
    fn view(self) -> View {
        self.map_or_else(row, Piece::view)
    }
}

impl<P: Piece> Piece for Vec<P> {
    fn view(self) -> View {
        self.into_iter().fold(row(), View::child)
    }
}

/// A part that is made anew whenever a signal that it reads changes.
impl<F: Fn() -> P + 'static, P: Piece> Piece for F {
    fn view(self) -> View {
        region(Box::new(move || self().view()))
    }
}

pub(super) fn text_node(text: &str) -> Node {
    page::document()
        .expect_throw("a document")
        .create_text_node(text)
        .into()
}

/// What `make` answers stands between two empty texts, so that the part knows its place whatever is in it.
fn region(make: Box<dyn Make<View>>) -> View {
    let (view, first, last) = (row(), text_node(""), text_node(""));
    let _ = view.0.append_child(&first);
    let _ = view.0.append_child(&last);
    boxed_effect(Box::new(move |()| {
        let made = make.make();
        let Some(parent) = first.parent_node() else {
            return;
        };
        while let Some(next) = first.next_sibling().filter(|next| *next != last) {
            let _ = parent.remove_child(&next);
        }
        let _ = parent.insert_before(&made.0, Some(&last));
    }));
    view
}

/// A part that stands while `holds` is true; it is made anew only when that changes.
pub fn when<P: Piece>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> P + 'static,
) -> View {
    boxed_when(Box::new(holds), Box::new(move || then().view()))
}

fn boxed_when(holds: Box<dyn Make<bool> + Send + Sync>, then: Box<dyn Make<View>>) -> View {
    let holds = Memo::new(move |_| holds.make());
    let shown = move || {
        if holds.get() {
            untrack(|| then.make())
        } else {
            row()
        }
    };
    region(Box::new(shown))
}
