//! Reading and calling what an engine may lack, and what `web-sys` does not know.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The member of this name, unless it is missing.
pub fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(target, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// A member that is a text; empty where it is none.
pub fn text(target: &JsValue, name: &str) -> String {
    get(target, name)
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// A member that is bytes; none where it is none.
pub fn bytes(target: &JsValue, name: &str) -> Vec<u8> {
    let bytes = get(target, name).and_then(|value| value.dyn_into::<Uint8Array>().ok());
    bytes.map_or_else(Vec::new, |bytes| bytes.to_vec())
}

/// A member that is a number; 0 where it is none.
pub fn number(target: &JsValue, name: &str) -> f64 {
    get(target, name)
        .and_then(|value| value.as_f64())
        .unwrap_or(0.0)
}

/// Whether there is such a member, and it counts as true.
pub fn flag(target: &JsValue, name: &str) -> bool {
    get(target, name).is_some_and(|value| value.is_truthy())
}

pub fn function(target: &JsValue, name: &str) -> Option<Function> {
    get(target, name)?.dyn_into().ok()
}

/// Calls a method; `None` where there is none, and where it throws.
pub fn call(target: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let list: Array = arguments.iter().collect();
    Reflect::apply(&function(target, name)?, target, &list).ok()
}

/// What a promise gives; `None` where there is no promise, and where it fails.
pub async fn kept(promise: Option<JsValue>) -> Option<JsValue> {
    let promise: Promise = promise?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// A member of the browser's `navigator`.
pub fn of_navigator(name: &str) -> Option<JsValue> {
    get(&web_sys::window()?.navigator(), name)
}
