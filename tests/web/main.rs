//! In a real browser: elements that follow signals, what the app keeps, and the list in its slots.

#![cfg(target_arch = "wasm32")]

mod dom;
mod kit;
mod rows;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
