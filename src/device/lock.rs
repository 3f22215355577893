//! One tab at a time.

use js_sys::{Array, Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long to wait for a tab that may be frozen with the lock in its hands, in milliseconds.
const PATIENCE_MS: i32 = 2_000;

/// Runs a short task while no other tab runs one under this name. Where the
/// browser has no locks, or none is given in time, it runs all the same:
/// whatever is guarded must survive that.
pub async fn alone(name: &str, task: impl FnOnce() + 'static) {
    let task: Rc<Cell<Option<Box<dyn FnOnce()>>>> = Rc::new(Cell::new(Some(Box::new(task))));
    let inside = task.clone();
    let run = Closure::once_into_js(move || {
        if let Some(task) = inside.take() {
            task();
        }
    });
    if let Some(granted) = request(name, &run) {
        let late = Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE_MS);
            }
        });
        let _ = JsFuture::from(Promise::race(&Array::of2(&granted, &late))).await;
    }
    if let Some(task) = task.take() {
        task();
    }
}

fn request(name: &str, run: &JsValue) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call2(&locks, &name.into(), run).ok()?.dyn_into().ok()
}
