//! What attributes and texts can be set to; closures are followed.

use super::boxed_effect;
use super::piece::text_node;
use crate::domain::safe_url::SafeUrl;
use crate::domain::task::Make;
use crate::routes::Page;
use std::borrow::Cow;
use web_sys::Element;

/// The value of an attribute: absent, there, or there with a text.
#[derive(PartialEq)]
pub enum Attr {
    Off,
    On,
    Text(Cow<'static, str>),
}

/// What an attribute can be set to; a closure is followed.
pub trait Value: Sized {
    fn set(self, element: &Element, name: &'static str);
}

macro_rules! values {
    ($($kind:ty: $value:ident => $attr:expr;)*) => {
        $(
            impl From<$kind> for Attr {
                fn from($value: $kind) -> Self {
                    $attr
                }
            }
            impl Value for $kind {
                fn set(self, element: &Element, name: &'static str) {
                    set(element, name, &self.into());
                }
            }
        )*
    };
}

values! {
    &'static str: text => Attr::Text(Cow::Borrowed(text));
    String: text => Attr::Text(Cow::Owned(text));
    bool: on => if on { Attr::On } else { Attr::Off };
    Option<&'static str>: text => text.map_or(Attr::Off, |text| Attr::Text(Cow::Borrowed(text)));
    Option<String>: text => text.map_or(Attr::Off, |text| Attr::Text(Cow::Owned(text)));
}

impl<F: Fn() -> V + 'static, V: Into<Attr>> Value for F {
    fn set(self, element: &Element, name: &'static str) {
        follow(element.clone(), name, Box::new(move || self().into()));
    }
}

fn set(element: &Element, name: &str, value: &Attr) {
    let _ = match value {
        Attr::Off => element.remove_attribute(name),
        Attr::On => element.set_attribute(name, ""),
        Attr::Text(text) => element.set_attribute(name, text),
    };
}

fn follow(element: Element, name: &'static str, value: Box<dyn Make<Attr>>) {
    // The browser draws anew what is written, even if it is the same as before.
    let mut before = None;
    boxed_effect(Box::new(move |()| {
        let now = value.make();
        if before.as_ref() != Some(&now) {
            set(&element, name, &now);
            before = Some(now);
        }
    }));
}

/// Where a link may lead: a page of the app, or a checked address. Foreign strings are none.
pub trait Address {
    fn address(self) -> Option<String>;
}

impl Address for Page {
    fn address(self) -> Option<String> {
        Some(self.path())
    }
}

impl Address for SafeUrl {
    fn address(self) -> Option<String> {
        Some(self.as_str().to_owned())
    }
}

impl<A: Address> Address for Option<A> {
    fn address(self) -> Option<String> {
        self.and_then(Address::address)
    }
}

/// A text that is written into an element; a closure is followed.
pub trait Words {
    fn write(self, element: &Element);
}

macro_rules! words {
    ($($kind:ty: $text:ident => $written:expr;)*) => {
        $(
            impl Words for $kind {
                fn write(self, element: &Element) {
                    let $text = self;
                    let _ = element.append_child(&text_node(&$written));
                }
            }
            impl Written for $kind {
                fn written(self) -> String {
                    let $text = self;
                    $written.into()
                }
            }
        )*
    };
}

/// What a followed text can be.
pub trait Written {
    fn written(self) -> String;
}

words! {
    &str: text => text;
    String: text => text;
    usize: number => number.to_string();
    u32: number => number.to_string();
    Option<&str>: text => text.unwrap_or_default();
    Option<String>: text => text.unwrap_or_default();
}

impl<F: Fn() -> W + 'static, W: Written> Words for F {
    fn write(self, element: &Element) {
        follow_text(element, Box::new(move || self().written()));
    }
}

fn follow_text(element: &Element, text: Box<dyn Make<String>>) {
    let node = text_node("");
    let _ = element.append_child(&node);
    let mut before = String::new();
    boxed_effect(Box::new(move |()| {
        let now = text.make();
        if now != before {
            node.set_node_value(Some(&now));
            before = now;
        }
    }));
}
