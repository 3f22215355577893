//! Mounting a component for one test.

use kepu_day::ui::dom::Piece;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, NodeList};

/// A mounted view; it is taken down at the end of the test.
pub struct Mounted {
    pub root: HtmlElement,
    _handle: Box<dyn std::any::Any>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Mounted {
    /// The elements in sight that match a selector.
    pub fn shown(&self, selector: &str) -> Vec<HtmlElement> {
        let list: NodeList = self.root.query_selector_all(selector).expect("a selector");
        (0..list.length())
            .filter_map(|i| list.get(i)?.dyn_into::<HtmlElement>().ok())
            .filter(|element| element.offset_height() > 0)
            .collect()
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.shown(selector)
            .iter()
            .map(|element| element.inner_text())
            .collect()
    }
}

/// Mounts a view in an element of its own.
pub fn mount<P: Piece>(view: impl FnOnce() -> P + 'static) -> Mounted {
    let document = web_sys::window()
        .expect("a browser")
        .document()
        .expect("a page");
    let root: HtmlElement = document
        .create_element("div")
        .expect("a div")
        .unchecked_into();
    document
        .body()
        .expect("a body")
        .append_child(&root)
        .expect("attached");
    let inside = root.clone();
    let handle = leptos::mount::mount_to(root.clone(), move || {
        let _ = inside.append_child(view().view().node());
    });
    Mounted {
        root,
        _handle: Box::new(handle),
    }
}

/// Waits until something holds; gives up with its name after three seconds.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..300 {
        if holds() {
            return;
        }
        kepu_day::device::timer::sleep(10).await;
    }
    panic!("never seen: {what}");
}
