//! Playing: hls.js where it runs, the engine's own playlists else, plain files always.
//!
//! hls.js is asked first, never `canPlayType`: newer Chromes say "maybe" to
//! playlists and then stall on some of them.

mod playback;
pub mod session;
pub mod track;
pub mod view;

pub use playback::{Playback, Report};

use super::js::{self, call, function, get};
use super::script;
use crate::domain::stage::ladder::Fault;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlMediaElement;

/// The light build of hls.js; its licence lies beside it.
const SCRIPT: &str = "/vendor/hls.light.min.js";

thread_local! {
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

fn library() -> Option<Function> {
    function(&web_sys::window()?.into(), "Hls")
}

/// Loads hls.js once; answers whether it runs on this engine. After a failed load it may be asked again.
pub async fn prepare() -> bool {
    if library().is_none() {
        let loading = LOADING
            .with_borrow_mut(|loading| loading.get_or_insert_with(|| script::load(SCRIPT)).clone());
        if JsFuture::from(loading).await.is_err() {
            LOADING.take();
        }
    }
    library().is_some_and(|hls| call(&hls, "isSupported", &[]).is_some_and(|yes| yes.is_truthy()))
}

/// Whether hls.js has come at all.
pub fn is_loaded() -> bool {
    web_sys::window().is_some_and(|window| get(&window, "Hls").is_some())
}

/// Whether hls.js would run once it comes: then the engine's own playing of playlists is not to be trusted.
pub fn has_media_source() -> bool {
    web_sys::window().is_some_and(|window| function(&window, "MediaSource").is_some())
}

/// Whether the engine plays playlists by itself.
pub fn plays_playlists(media: &HtmlMediaElement) -> bool {
    !media
        .can_play_type("application/vnd.apple.mpegurl")
        .is_empty()
}

/// How a wish to play ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    Yes,
    /// The browser wants a tap first.
    Denied,
    /// Something else came between; the element's own events say what.
    No,
}

pub async fn play(media: &HtmlMediaElement) -> Started {
    let Ok(promise) = media.play() else {
        return Started::No;
    };
    match JsFuture::from(promise).await {
        Ok(_) => Started::Yes,
        Err(error) if js::text(&error, "name") == "NotAllowedError" => Started::Denied,
        Err(_) => Started::No,
    }
}

/// What went wrong with the element itself.
pub fn fault(media: &HtmlMediaElement) -> Fault {
    match media.error().map(|error| error.code()) {
        Some(2) => Fault::Network(0),
        Some(3) => Fault::Media,
        // 4 is an unknown form as well as a missing file.
        _ => Fault::Unplayable,
    }
}

/// Plays without a sound, or with it again. The attribute is what old engines look at before they let a picture start.
pub fn hush(media: &HtmlMediaElement, hushed: bool) {
    let _ = if hushed {
        media.set_attribute("muted", "")
    } else {
        media.remove_attribute("muted")
    };
    media.set_muted(hushed);
}
