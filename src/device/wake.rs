//! Keeps the screen on while something is watched, where the browser can.

use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A wish for a lit screen; it ends when dropped.
#[derive(Default)]
pub struct Wake(Rc<Lock>);

#[derive(Default)]
struct Lock {
    wanted: Cell<bool>,
    asking: Cell<bool>,
    sentinel: RefCell<Option<JsValue>>,
}

impl Wake {
    /// Asks again each time it is called: the browser lets go whenever the page is out of sight.
    pub fn hold(&self) {
        let lock = self.0.clone();
        lock.wanted.set(true);
        if lock.asking.get()
            || lock
                .sentinel
                .borrow()
                .as_ref()
                .is_some_and(|held| !is_released(held))
        {
            return;
        }
        lock.asking.set(true);
        spawn_local(async move {
            let held = request().await;
            lock.asking.set(false);
            match held {
                Some(held) if !lock.wanted.get() => call(&held, "release"),
                held => {
                    lock.sentinel.replace(held);
                }
            }
        });
    }

    pub fn release(&self) {
        self.0.wanted.set(false);
        if let Some(held) = self.0.sentinel.take() {
            call(&held, "release");
        }
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        self.release();
    }
}

fn is_released(held: &JsValue) -> bool {
    Reflect::get(held, &"released".into()).is_ok_and(|released| released.is_truthy())
}

fn call(target: &JsValue, name: &str) {
    let function = Reflect::get(target, &name.into())
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok());
    // A promise that may fail: nobody needs to know.
    if let Some(promise) = function
        .and_then(|f| f.call0(target).ok())
        .and_then(|p| p.dyn_into::<Promise>().ok())
    {
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

async fn request() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let wake = Reflect::get(&navigator, &"wakeLock".into())
        .ok()
        .filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&wake, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = request
        .call1(&wake, &"screen".into())
        .ok()?
        .dyn_into()
        .ok()?;
    JsFuture::from(promise).await.ok()
}
