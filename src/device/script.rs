//! Scripts and sheets of others, fetched when a page needs them.

use super::{page, timer};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// How long one may take, in milliseconds.
const MS: i32 = 30_000;

/// Fetches a script; the promise fails if it does not come, or not in time.
pub fn load(address: &str) -> Promise {
    let made = page::document().and_then(|document| {
        let script = document.create_element("script").ok()?;
        script.set_attribute("src", address).ok()?;
        Some(script)
    });
    put(made)
}

/// The same for a sheet.
pub fn load_sheet(address: &str) -> Promise {
    let made = page::document().and_then(|document| {
        let link = document.create_element("link").ok()?;
        link.set_attribute("rel", "stylesheet").ok()?;
        link.set_attribute("href", address).ok()?;
        Some(link)
    });
    put(made)
}

fn put(element: Option<Element>) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let there = element.as_ref().and_then(|element| {
            element
                .add_event_listener_with_callback("load", &resolve)
                .ok()?;
            element
                .add_event_listener_with_callback("error", &reject)
                .ok()?;
            page::document()?.body()?.append_child(element).ok()
        });
        if there.is_none() {
            let _ = reject.call0(&JsValue::NULL);
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            timer::sleep(MS).await;
            let _ = reject.call0(&JsValue::NULL);
        });
    })
}
