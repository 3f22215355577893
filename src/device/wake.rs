//! Keeps the screen on while something is watched, where the browser can.

use super::js;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

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
                .is_some_and(|held| !js::flag(held, "released"))
        {
            return;
        }
        lock.asking.set(true);
        spawn_local(async move {
            let held = js::kept(request()).await;
            lock.asking.set(false);
            match held {
                Some(held) if !lock.wanted.get() => let_go(&held),
                held => {
                    lock.sentinel.replace(held);
                }
            }
        });
    }

    pub fn release(&self) {
        self.0.wanted.set(false);
        if let Some(held) = self.0.sentinel.take() {
            let_go(&held);
        }
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        self.release();
    }
}

fn let_go(held: &JsValue) {
    // A promise that may fail: nobody needs to know.
    let released = js::call(held, "release", &[]);
    spawn_local(async move {
        js::kept(released).await;
    });
}

fn request() -> Option<JsValue> {
    js::call(
        &js::of_navigator("wakeLock")?,
        "request",
        &["screen".into()],
    )
}
