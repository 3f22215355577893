//! Timers that end with whoever holds them.

use crate::domain::task::Task;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A timer; dropping it stops it.
pub struct Timer(Kind);

enum Kind {
    /// One that runs once, and whether it is still wanted. What the browser calls is no closure of ours that could be
    /// gone by then: a timer is replaced at every tap, and a call that comes too late must find something.
    Once(Rc<Cell<bool>>),
    Every {
        id: i32,
        _closure: Closure<dyn FnMut()>,
    },
}

impl Drop for Timer {
    fn drop(&mut self) {
        match &self.0 {
            Kind::Once(wanted) => wanted.set(false),
            Kind::Every { id, .. } => {
                if let Some(window) = web_sys::window() {
                    window.clear_interval_with_handle(*id);
                }
            }
        }
    }
}

/// Runs `task` once, `millis` from now.
pub fn after(millis: i32, mut task: impl FnMut() + 'static) -> Timer {
    once(millis, Box::new(move |()| task()))
}

fn once(millis: i32, mut task: Box<dyn Task<()>>) -> Timer {
    let wanted = Rc::new(Cell::new(true));
    let known = wanted.clone();
    wasm_bindgen_futures::spawn_local(async move {
        sleep(millis).await;
        if known.get() {
            task.run(());
        }
    });
    Timer(Kind::Once(wanted))
}

/// Runs `task` every `millis`.
pub fn every(millis: i32, task: impl FnMut() + 'static) -> Timer {
    let closure = Closure::<dyn FnMut()>::new(task);
    let function = closure.as_ref().unchecked_ref();
    let id = web_sys::window().and_then(|window| {
        window
            .set_interval_with_callback_and_timeout_and_arguments_0(function, millis)
            .ok()
    });
    Timer(Kind::Every {
        id: id.unwrap_or(0),
        _closure: closure,
    })
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
