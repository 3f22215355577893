//! What `public/boot.js` prepared before the app ran: `window.__kepu`.

use crate::api::answer::{self, Answer, Failure};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

fn kepu() -> Option<JsValue> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"__kepu".into())
        .ok()
        .filter(JsValue::is_object)
}

fn call(name: &str, argument: Option<&str>) {
    let Some(kepu) = kepu() else { return };
    let Ok(function) = Reflect::get(&kepu, &name.into()) else {
        return;
    };
    if let Ok(function) = function.dyn_into::<Function>() {
        let _ = match argument {
            Some(text) => function.call1(&kepu, &text.into()),
            None => function.call0(&kepu),
        };
    }
}

/// Tells the boot script that the first page stands.
pub fn started() {
    call("started", None);
}

/// Tells the boot script that the app cannot go on: it shows the recovery card.
pub fn panic(message: &str) {
    call("panic", Some(message));
}

/// Changes to the version that waits; the page is loaded anew.
pub fn update() {
    call("update", None);
}

/// Whether a newer version waits already.
pub fn update_waits() -> bool {
    flag("waiting")
}

/// Whether repeated failures asked for a start without caches.
pub fn is_safe_mode() -> bool {
    flag("safe")
}

fn flag(name: &str) -> bool {
    kepu()
        .and_then(|kepu| Reflect::get(&kepu, &name.into()).ok())
        .is_some_and(|v| v.is_truthy())
}

/// A request the boot script sent beside the wasm: `config` or `catalogue`. `None` where there is no boot script.
pub async fn answer(name: &str) -> Option<Result<Answer, Failure>> {
    let promise = Reflect::get(&kepu()?, &name.into())
        .ok()?
        .dyn_into::<Promise>()
        .ok()?;
    let value: Object = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let text = |key: &str| {
        Reflect::get(&value, &key.into())
            .ok()
            .and_then(|v| v.as_string())
            .unwrap_or_default()
    };
    let status = Reflect::get(&value, &"status".into())
        .ok()
        .and_then(|v| v.as_f64())
        .unwrap_or(0.0);
    if status == 0.0 {
        return Some(Err(match text("reason").as_str() {
            "offline" => Failure::Offline,
            "timeout" => Failure::Timeout,
            _ => Failure::Unreachable,
        }));
    }
    Some(Ok(Answer {
        status: status as u16,
        body: text("text"),
        media: answer::media(&text("type")),
        date: answer::http_date(&text("date")),
        etag: Some(text("etag")).filter(|etag| !etag.is_empty()),
        retry_after: None,
    }))
}
