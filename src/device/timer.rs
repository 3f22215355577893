//! Timers that end with whoever holds them.

use crate::domain::task::Task;
use wasm_bindgen::prelude::*;

/// A timer; dropping it stops it.
pub struct Timer {
    id: i32,
    repeats: bool,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        if self.repeats {
            window.clear_interval_with_handle(self.id);
        } else {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Runs `task` once, `millis` from now.
pub fn after(millis: i32, mut task: impl FnMut() + 'static) -> Timer {
    start(millis, false, Box::new(move |()| task()))
}

/// Runs `task` every `millis`.
pub fn every(millis: i32, mut task: impl FnMut() + 'static) -> Timer {
    start(millis, true, Box::new(move |()| task()))
}

fn start(millis: i32, repeats: bool, mut task: Box<dyn Task<()>>) -> Timer {
    let closure = Closure::<dyn FnMut()>::new(move || task.run(()));
    let function = closure.as_ref().unchecked_ref();
    let id = web_sys::window().and_then(|window| {
        if repeats {
            window.set_interval_with_callback_and_timeout_and_arguments_0(function, millis)
        } else {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, millis)
        }
        .ok()
    });
    Timer {
        id: id.unwrap_or(0),
        repeats,
        _closure: closure,
    }
}

/// Waits, for use in asynchronous code.
pub async fn sleep(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Waits until the page has been drawn once more, as it is now. A page that nobody sees waits until it is seen.
pub async fn painted() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(&resolve);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    // The frame is drawn when what it called is done.
    sleep(0).await;
}

/// A listener that ends with whoever holds it.
pub struct Listener {
    target: web_sys::EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}

/// Calls `task` for every event of this name; never keeps scrolling waiting.
pub fn listen(
    target: &web_sys::EventTarget,
    name: &'static str,
    task: impl FnMut(web_sys::Event) + 'static,
) -> Listener {
    hear(target, name, true, Box::new(task))
}

/// The same; one that is not `passive` may prevent what the browser does at the event.
pub fn hear(
    target: &web_sys::EventTarget,
    name: &'static str,
    passive: bool,
    mut task: Box<dyn Task<web_sys::Event>>,
) -> Listener {
    let closure = Closure::<dyn FnMut(_)>::new(move |event| task.run(event));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(passive);
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    Listener {
        target: target.clone(),
        name,
        closure,
    }
}
