//! What the app holds of the machine's memory.

use super::js;
use wasm_bindgen::JsValue;

/// Bytes of the wasm's memory; it never shrinks.
pub fn wasm_bytes() -> f64 {
    js::get(&wasm_bindgen::memory(), "buffer")
        .map_or(0.0, |buffer| js::number(&buffer, "byteLength"))
}

/// Bytes that the page's script holds, where the browser says so.
pub fn heap_bytes() -> Option<f64> {
    let performance: JsValue = web_sys::window()?.performance()?.into();
    let memory = js::get(&performance, "memory")?;
    Some(js::number(&memory, "usedJSHeapSize")).filter(|bytes| *bytes > 0.0)
}
