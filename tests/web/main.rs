//! In a real browser: elements that follow signals, forms, the list in its slots, what the app keeps, and its pages.

#![cfg(target_arch = "wasm32")]

mod answers;
mod dom;
mod forms;
mod kit;
mod navigation;
mod rows;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
