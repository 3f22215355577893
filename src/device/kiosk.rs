//! What a browser does by itself that a screen in a hall must not do, and how it forgets.

use super::{boot, js, page};
use crate::api::client::{Ask, send};
use crate::domain::task::Task;
use js_sys::Reflect;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, History, PopStateEvent, Window};

/// Most addresses remembered of one visit.
const TRAIL: usize = 50;
/// The page is asked for this much less patiently than others, in milliseconds: somebody may wait to begin.
const HURRY_MS: i32 = -6_000;
/// Stands in the page that starts the app, and in no portal's page.
const OURS: &str = "data-glue";

thread_local! {
    /// Where the visitor was before, the last one at the end.
    static WAY: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Milliseconds since the page was opened, by a clock that nobody sets.
pub fn uptime() -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance());
    clock.map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Calls `task` for every event of this name for as long as the page stands, before the page itself hears of it or
/// behind it. It may prevent what the browser does.
pub fn hear(target: &EventTarget, name: &str, first: bool, task: impl FnMut(Event) + 'static) {
    boxed_hear(target, name, first, Box::new(task));
}

fn boxed_hear(target: &EventTarget, name: &str, first: bool, mut task: Box<dyn Task<Event>>) {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| task.run(event));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_capture(first);
    options.set_passive(false);
    let function = closure.into_js_value();
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        function.unchecked_ref(),
        &options,
    );
}

/// Text is not marked, pictures do not follow the finger, two fingers do not enlarge the page.
pub fn hold_still() {
    let root = page::document().and_then(|document| document.document_element());
    let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    for (name, value) in [
        ("user-select", "none"),
        ("-webkit-user-select", "none"),
        ("-webkit-touch-callout", "none"),
        ("touch-action", "pan-x pan-y"),
        ("overscroll-behavior", "none"),
    ] {
        let _ = root.style().set_property(name, value);
    }
}

/// Puts functions of ours where pages call the browser's: `print` shows how a phone takes the page, nothing opens a
/// window, and Back goes where this visitor was, for the browser's own history is not written to.
pub fn take_over(print: fn()) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let none = Closure::<dyn FnMut() -> JsValue>::new(|| JsValue::NULL);
    put(&window, "open", none.into_js_value());
    put(
        &window,
        "print",
        Closure::<dyn FnMut()>::new(print).into_js_value(),
    );
    let Ok(history) = window.history() else {
        return;
    };
    let push = Closure::<dyn FnMut(JsValue, JsValue, JsValue)>::new(
        |state: JsValue, _title: JsValue, address: JsValue| push(&state, address.as_string()),
    );
    put(&history, "pushState", push.into_js_value());
    put(
        &history,
        "back",
        Closure::<dyn FnMut()>::new(|| {
            back();
        })
        .into_js_value(),
    );
}

fn put(target: &JsValue, name: &str, function: JsValue) {
    let _ = Reflect::set(target, &name.into(), &function);
}

fn ends() -> Option<(Window, History)> {
    let window = web_sys::window()?;
    let history = window.history().ok()?;
    Some((window, history))
}

/// Path, query and fragment as they stand in the address.
fn here(window: &Window) -> Option<String> {
    let location = window.location();
    let parts = [location.pathname(), location.search(), location.hash()];
    parts.into_iter().collect::<Result<String, _>>().ok()
}

fn push(state: &JsValue, address: Option<String>) {
    let Some((window, history)) = ends() else {
        return;
    };
    if let Some(here) = here(&window).filter(|here| *here != boot::kiosk_home()) {
        WAY.with_borrow_mut(|way| {
            if way.len() == TRAIL {
                way.remove(0);
            }
            way.push(here);
        });
    }
    let _ = history.replace_state_with_url(state, "", address.as_deref());
}

/// Goes to where this visitor was before; to the first page, and `false`, where there is nothing before.
pub fn back() -> bool {
    let before = WAY.with_borrow_mut(Vec::pop);
    go(before.as_deref().unwrap_or("/"));
    before.is_some()
}

/// Shows the page at an address as the browser's Back would.
pub fn go(address: &str) {
    if let Some((window, history)) = ends() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
        if let Ok(event) = PopStateEvent::new("popstate") {
            let _ = window.dispatch_event(&event);
        }
    }
}

/// Forgets where the visitor was.
pub fn forget_way() {
    WAY.take();
}

/// Whether a page could be opened now: it is kept on the device, or the server answers with it.
pub async fn can_open(address: &str) -> bool {
    let kept = js::of_navigator("serviceWorker").and_then(|it| js::get(&it, "controller"));
    if kept.is_some() {
        return true;
    }
    let mut ask = Ask::get(address);
    ask.patience = HURRY_MS;
    ask.headers = vec![("Accept", "text/html".into())];
    send(ask)
        .await
        .is_ok_and(|answer| answer.status == 200 && answer.body.contains(OURS))
}

/// Opens a page in the place of this one: memory, requests, timers and forms go with it.
pub fn open(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(address);
    }
}

/// Whether a film or a sound plays on the page.
pub fn is_playing() -> bool {
    let found = page::document().map(|document| document.query_selector_all("video,audio"));
    let Some(Ok(found)) = found else {
        return false;
    };
    let mut all = (0..found.length()).filter_map(|at| found.get(at));
    all.any(|media| !js::flag(&media, "paused") && !js::flag(&media, "ended"))
}

/// Breaks off whatever is being fetched.
pub fn stop_requests() {
    if let Some(window) = web_sys::window() {
        let _ = window.stop();
    }
}
