//! Notifications of the system, where the browser has them and the person allows it.

use super::js;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Whether notifications may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// The browser has none: WeChat, iOS outside of the home screen, insecure origins.
    Unable,
    /// Nobody was asked yet.
    Unasked,
    Granted,
    Denied,
}

fn constructor() -> Option<Function> {
    js::function(&web_sys::window()?.into(), "Notification")
}

/// What the person said so far.
pub fn leave() -> Leave {
    let Some(notification) = constructor() else {
        return Leave::Unable;
    };
    match js::text(&notification, "permission").as_str() {
        "granted" => Leave::Granted,
        "denied" => Leave::Denied,
        _ => Leave::Unasked,
    }
}

/// Asks the person, if nobody did; only a tap may do this.
pub async fn ask() -> Leave {
    if leave() == Leave::Unasked {
        let notification = constructor().map(JsValue::from);
        js::kept(notification.and_then(|it| js::call(&it, "requestPermission", &[]))).await;
    }
    leave()
}

/// Shows a notification, which leads to `path`; one with the same `tag` takes its place. Through the service worker
/// where there is one, for phones know no other way. Answers whether it was shown.
pub async fn show(title: &str, text: &str, tag: &str, path: &str) -> bool {
    let options = Object::new();
    for (name, value) in [
        ("body", text),
        ("tag", tag),
        ("data", path),
        ("lang", "zh-CN"),
        ("icon", "/icons/icon-192.png"),
    ] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let options = JsValue::from(options);
    let workers = js::of_navigator("serviceWorker");
    let worker = js::kept(workers.and_then(|it| js::call(&it, "getRegistration", &[]))).await;
    let shown = worker.and_then(|worker| {
        js::call(
            &worker,
            "showNotification",
            &[title.into(), options.clone()],
        )
    });
    if js::kept(shown).await.is_some() {
        return true;
    }
    let arguments: Array = [title.into(), options].iter().collect();
    constructor().is_some_and(|notification| Reflect::construct(&notification, &arguments).is_ok())
}
