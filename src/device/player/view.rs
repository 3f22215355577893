//! Full screen, and a small picture over other windows: where the engine has them.

use super::js::{self, call, flag, function, get};
use crate::device::page;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlMediaElement};

/// How a frame goes full screen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// The frame, with captions and controls.
    Frame(&'static str),
    /// The picture alone, with the engine's own controls: an older iPhone.
    Picture,
}

/// `None` where there is no full screen.
pub fn full(frame: &Element, media: &HtmlMediaElement) -> Option<Full> {
    let names = ["requestFullscreen", "webkitRequestFullscreen"];
    let name = names
        .into_iter()
        .find(|name| function(frame, name).is_some());
    match name {
        Some(name) => Some(Full::Frame(name)),
        None => function(media, "webkitEnterFullscreen").map(|_| Full::Picture),
    }
}

/// The element that fills the screen.
pub fn filling() -> Option<JsValue> {
    let document = page::document()?;
    ["fullscreenElement", "webkitFullscreenElement"]
        .into_iter()
        .find_map(|name| get(&document, name))
}

/// Fills the screen, or gives it back.
pub fn toggle_full(frame: &Element, media: &HtmlMediaElement) {
    if filling().is_some() {
        if let Some(document) = page::document() {
            let _ = call(&document, "exitFullscreen", &[])
                .or_else(|| call(&document, "webkitExitFullscreen", &[]));
        }
        return;
    }
    match full(frame, media) {
        // A refusal is a promise that fails; nothing has changed then, and everyone sees it.
        Some(Full::Frame(name)) => calm(call(frame, name, &[])),
        Some(Full::Picture) => calm(call(media, "webkitEnterFullscreen", &[])),
        None => {}
    }
}

/// Whether a small picture can stand over other windows.
pub fn can_float(media: &HtmlMediaElement) -> bool {
    let usual = page::document().is_some_and(|document| flag(&document, "pictureInPictureEnabled"));
    usual && function(media, "requestPictureInPicture").is_some()
        || is_apples(media) && function(media, "webkitSetPresentationMode").is_some()
}

fn is_apples(media: &HtmlMediaElement) -> bool {
    call(
        media,
        "webkitSupportsPresentationMode",
        &["picture-in-picture".into()],
    )
    .is_some_and(|yes| yes.is_truthy())
}

/// Sets the picture free, or takes it back.
pub fn toggle_float(media: &HtmlMediaElement) {
    let Some(document) = page::document() else {
        return;
    };
    if get(&document, "pictureInPictureElement").is_some() {
        calm(call(&document, "exitPictureInPicture", &[]));
    } else if function(media, "requestPictureInPicture").is_some() {
        calm(call(media, "requestPictureInPicture", &[]));
    } else {
        let floats = js::text(media, "webkitPresentationMode") == "picture-in-picture";
        let mode = if floats {
            "inline"
        } else {
            "picture-in-picture"
        };
        call(media, "webkitSetPresentationMode", &[mode.into()]);
    }
}

/// A promise whose failure is no news.
fn calm(promise: Option<JsValue>) {
    wasm_bindgen_futures::spawn_local(async move {
        js::kept(promise).await;
    });
}
