//! What `public/boot.js` prepared before the app ran: `window.__kepu`.

use super::{js, page};
use crate::api::answer::{self, Answer, Failure};
use wasm_bindgen::prelude::*;

fn kepu() -> Option<JsValue> {
    js::get(&web_sys::window()?.into(), "__kepu")
}

fn call(name: &str, arguments: &[JsValue]) {
    if let Some(kepu) = kepu() {
        js::call(&kepu, name, arguments);
    }
}

/// Tells the boot script that the first page stands.
pub fn started() {
    call("started", &[]);
}

/// Tells the boot script that the app cannot go on: it shows the recovery card.
pub fn panic(message: &str) {
    call("panic", &[message.into()]);
}

/// Changes to the version that waits; the page is loaded anew.
pub fn update() {
    call("update", &[]);
}

/// Fetches the part of the app with this name, and those before it; `false` when it could not be had. Without a boot
/// script, and in a build of one piece, all of the app is there.
pub async fn part(name: &str) -> bool {
    let promise = kepu().and_then(|kepu| js::call(&kepu, "part", &[name.into()]));
    promise.is_none()
        || js::kept(promise)
            .await
            .is_some_and(|there| there.is_truthy())
}

/// Whether a newer version waits already.
pub fn update_waits() -> bool {
    flag("waiting")
}

/// Whether repeated failures asked for a start without caches.
pub fn is_safe_mode() -> bool {
    flag("safe")
}

/// Whether this tab is a screen in a hall, by the address it was opened at.
pub fn is_kiosk() -> bool {
    flag("kiosk")
}

/// Where a screen in a hall goes when nobody touches it: the address that it was opened at.
pub fn kiosk_home() -> String {
    let home = kepu().map(|kepu| js::text(&kepu, "kiosk"));
    let home = home.filter(|home| !home.is_empty());
    home.unwrap_or_else(|| "/kiosk".into())
}

/// Of a screen in a hall: the app lives.
pub fn beat() {
    call("beat", &[]);
}

/// Of a screen in a hall: begins anew at its loop, once that can be loaded; `why` is counted.
pub fn anew(why: &str) {
    call("anew", &[why.into()]);
}

/// Of a screen in a hall: it is a page like everybody's from here on.
pub fn leave() {
    call("leave", &[]);
}

/// Of a screen in a hall: since when it runs, how often it began anew and why, as JSON.
pub fn record() -> String {
    let said = kepu().and_then(|kepu| js::call(&kepu, "record", &[]));
    said.and_then(|said| said.as_string()).unwrap_or_default()
}

/// What the build calls this version; empty where it was not finished.
pub fn version() -> String {
    let tag = page::document()
        .and_then(|document| document.query_selector("script[data-build]").ok().flatten());
    tag.and_then(|tag| tag.get_attribute("data-build"))
        .unwrap_or_default()
}

fn flag(name: &str) -> bool {
    kepu().is_some_and(|kepu| js::flag(&kepu, name))
}

/// A request the boot script sent beside the wasm: `config` or `catalogue`. `None` where there is no boot script.
pub async fn answer(name: &str) -> Option<Result<Answer, Failure>> {
    let value = js::kept(js::get(&kepu()?, name)).await?;
    let text = |key| js::text(&value, key);
    let status = js::number(&value, "status");
    if status == 0.0 {
        return Some(Err(match text("reason").as_str() {
            "offline" => Failure::Offline,
            "timeout" => Failure::Timeout,
            _ => Failure::Unreachable,
        }));
    }
    Some(Ok(Answer {
        status: status as u16,
        body: answer::text(js::bytes(&value, "bytes")),
        media: answer::media(&text("type")),
        date: answer::http_date(&text("date")),
        etag: Some(text("etag")).filter(|etag| !etag.is_empty()),
        retry_after: None,
    }))
}
