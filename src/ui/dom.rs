//! Elements, texts, and parts of a page that follow signals.
//!
//! The pages are made with these few functions on Leptos's signals, owners and
//! effects, and not with its `view!` macro: a typed view is compiled anew for
//! every shape of element and every closure in it, which made this app weigh
//! 2.3 times its budget on the wire. Here every element is one type, every
//! closure is boxed where it enters, and what runs behind it is compiled once.
//!
//! ```ignore
//! el("p.count").child(el("b").text(move || total.get())).text(" 场")
//! ```
//!
//! Whatever is made belongs to the current owner: listeners and effects end
//! with the page, or with the part of it that is made anew.

mod piece;
mod value;

pub use piece::{Piece, View, row, when};
pub use value::{Address, Attr, Value, Words, Written};

use crate::device::{page, timer};
use crate::domain::task::{Make, Task};
use leptos::prelude::{Owner, StoredValue, on_cleanup};
use leptos::reactive::effect::RenderEffect;
use piece::append;
use std::any::Any;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlElement};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Runs `task` now, and again whenever a signal that it read changes, until the current owner ends.
/// What `task` makes belongs to that one run.
pub fn effect(mut task: impl FnMut() + 'static) {
    boxed_effect(Box::new(move |()| task()));
}

fn boxed_effect(mut task: Box<dyn Task<()>>) {
    let effect = RenderEffect::new(move |_: Option<()>| task.run(()));
    on_cleanup(move || drop(effect));
}

/// Keeps a thing, a listener or a timer, until the current owner ends.
pub fn keep(thing: impl Any) {
    boxed_keep(Box::new(thing));
}

fn boxed_keep(thing: Box<dyn Any>) {
    StoredValue::new_local(thing);
}

/// Runs `task` once what is being made stands in the page.
pub fn once_there(task: impl FnOnce() + 'static) {
    boxed_once_there(Box::new(task));
}

fn boxed_once_there(task: Box<dyn FnOnce()>) {
    leptos::task::spawn_local(async move { task() });
}

/// An element.
#[derive(Clone)]
pub struct El(Element);

/// An element of HTML, with its classes: `p.small.muted`.
pub fn el(what: &'static str) -> El {
    made(what, |document, tag| document.create_element(tag))
}

/// An element of SVG, with its classes.
pub fn svg(what: &'static str) -> El {
    made(what, |document, tag| {
        document.create_element_ns(Some(SVG), tag)
    })
}

type Creation = fn(&Document, &str) -> Result<Element, JsValue>;

fn made(what: &'static str, make: Creation) -> El {
    let document = page::document().expect_throw("a document");
    let (tag, classes) = what.split_once('.').unwrap_or((what, ""));
    let element = make(&document, tag).expect_throw(tag);
    if !classes.is_empty() {
        let _ = element.set_attribute("class", &classes.replace('.', " "));
    }
    El(element)
}

/// A button that sends no form.
pub fn button(class: impl Value) -> El {
    el("button").class(class).attr("type", "button")
}

impl El {
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The same element once more, with what is in it but without what follows signals or listens.
    pub fn copy(&self) -> Self {
        let copy = self.0.clone_node_with_deep(true).expect_throw("a copy");
        Self(copy.unchecked_into())
    }

    /// The element as one that can take the focus.
    pub fn html(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }

    /// The element as what it was made as.
    pub fn as_a<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        value.set(&self.0, name);
        self
    }

    pub fn class(self, value: impl Value) -> Self {
        self.attr("class", value)
    }

    pub fn id(self, value: impl Value) -> Self {
        self.attr("id", value)
    }

    /// Where a link leads; without an address it is none.
    pub fn to(self, address: impl Address) -> Self {
        self.attr("href", address.address())
    }

    /// Where a link leads, as signals say.
    pub fn leads<A: Address>(self, address: impl Fn() -> A + 'static) -> Self {
        self.attr("href", move || address().address())
    }

    /// A property of the style, as signals say.
    pub fn style(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        follow_style(self.html(), name, Box::new(value));
        self
    }

    /// A text behind what is there.
    pub fn text(self, words: impl Words) -> Self {
        words.write(&self.0);
        self
    }

    /// A piece behind what is there.
    pub fn child(self, piece: impl Piece) -> Self {
        append(&self.0, &piece.view());
        self
    }

    /// Pieces behind what is there.
    pub fn children<P: Piece>(self, pieces: impl IntoIterator<Item = P>) -> Self {
        pieces.into_iter().fold(self, Self::child)
    }

    /// Writes an attribute now.
    pub fn put(&self, name: &'static str, value: &str) {
        let _ = self.0.set_attribute(name, value);
    }

    /// Writes a text now, in place of what is in the element.
    pub fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// Hides or shows the element now.
    pub fn hide(&self, hidden: bool) {
        self.html().set_hidden(hidden);
    }

    /// Calls `task` at every event of this name.
    pub fn on(self, name: &'static str, task: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, name, Box::new(task));
        self
    }

    pub fn click(self, mut task: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| task())
    }

    /// The text of an input, as a signal says; what is typed tells [`El::typed`].
    pub fn value(self, text: impl Fn() -> String + 'static) -> Self {
        follow_property(self.0.clone(), "value", Box::new(move || text().into()));
        self
    }

    /// Whether a box is ticked, as a signal says.
    pub fn checked(self, on: impl Fn() -> bool + 'static) -> Self {
        follow_property(self.0.clone(), "checked", Box::new(move || on().into()));
        self
    }

    /// Whether an option is chosen, as a signal says.
    pub fn selected(self, on: impl Fn() -> bool + 'static) -> Self {
        follow_property(self.0.clone(), "selected", Box::new(move || on().into()));
        self
    }

    /// Calls `task` with the new text of an input or a select, at every event of this name.
    pub fn typed(self, name: &'static str, task: impl Fn(String) + 'static) -> Self {
        let node: web_sys::HtmlInputElement = self.as_a();
        self.on(name, move |_| task(node.value()))
    }

    /// Calls `task` when a box is ticked or cleared.
    pub fn ticked(self, task: impl Fn(bool) + 'static) -> Self {
        let node: web_sys::HtmlInputElement = self.as_a();
        self.on("change", move |_| task(node.checked()))
    }
}

fn follow_style(element: HtmlElement, name: &'static str, value: Box<dyn Make<String>>) {
    boxed_effect(Box::new(move |()| {
        let _ = element.style().set_property(name, &value.make());
    }));
}

fn follow_property(element: Element, name: &'static str, value: Box<dyn Make<JsValue>>) {
    boxed_effect(Box::new(move |()| {
        let _ = js_sys::Reflect::set(&element, &name.into(), &value.make());
    }));
}

/// The listener is taken off its element before it is dropped: one that leaves the page may still send a last
/// `blur`.
fn listen(element: &Element, name: &'static str, mut task: Box<dyn Task<Event>>) {
    // A listener may ask for the app's state, as the code round it does.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let owned = move |event| match owner.as_ref().and_then(|owner| owner.upgrade()) {
        Some(owner) => owner.with(|| task.run(event)),
        None => task.run(event),
    };
    keep(timer::hear(element, name, false, Box::new(owned)));
}
