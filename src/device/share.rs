//! Handing things on: the share sheet, the clipboard, a file.

pub mod words;

use super::js;
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    static INSTEAD: Cell<Option<fn(&str)>> = const { Cell::new(None) };
}

/// From now on nothing is handed on by this device, which is everybody's: `show` is given the address or the text, or
/// nothing where a file was wanted, and shows how a phone takes it.
pub fn show_instead(show: fn(&str)) {
    INSTEAD.set(Some(show));
}

fn is_shown_instead(text: &str) -> bool {
    INSTEAD.get().inspect(|show| show(text)).is_some()
}

/// How sharing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The system's sheet was shown, whatever the person did with it.
    Sheet,
    Copied,
    Failed,
}

/// The system's share sheet where there is one, else the clipboard.
async fn share(title: &str, url: &str) -> Shared {
    let Some(window) = web_sys::window() else {
        return Shared::Failed;
    };
    let navigator = window.navigator();
    if js::function(&navigator, "share").is_some() {
        let data = web_sys::ShareData::new();
        data.set_title(title);
        data.set_url(url);
        match JsFuture::from(navigator.share_with_data(&data)).await {
            Ok(_) => return Shared::Sheet,
            Err(error) if js::text(&error, "name") == "AbortError" => return Shared::Sheet,
            // A sheet that refuses: the clipboard may still work.
            Err(_) => {}
        }
    }
    if copy(url).await {
        Shared::Copied
    } else {
        Shared::Failed
    }
}

/// The same from outside of asynchronous code; `then` is told how it ended.
pub fn hand_on(title: String, url: String, then: impl FnOnce(Shared) + 'static) {
    boxed_hand_on(title, url, Box::new(then));
}

fn boxed_hand_on(title: String, url: String, then: Box<dyn FnOnce(Shared)>) {
    if is_shown_instead(&url) {
        return;
    }
    spawn_local(async move { then(share(&title, &url).await) });
}

/// Puts a text on the clipboard and tells `then` whether it is there.
pub fn hand_copy(text: String, then: impl FnOnce(bool) + 'static) {
    boxed_hand_copy(text, Box::new(then));
}

fn boxed_hand_copy(text: String, then: Box<dyn FnOnce(bool)>) {
    if is_shown_instead(&text) {
        return;
    }
    spawn_local(async move { then(copy(&text).await) });
}

/// Puts a text on the clipboard; falls back to the old command where the
/// clipboard is missing (insecure origins, WeChat's older kernels).
pub async fn copy(text: &str) -> bool {
    let asked = js::of_navigator("clipboard")
        .and_then(|clipboard| js::call(&clipboard, "writeText", &[text.into()]));
    js::kept(asked).await.is_some() || copy_by_command(text).unwrap_or(false)
}

fn copy_by_command(text: &str) -> Option<bool> {
    let document = super::page::document()?;
    let area: web_sys::HtmlTextAreaElement =
        document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("vh");
    document.body()?.append_child(&area).ok()?;
    area.select();
    let done = js::call(&document, "execCommand", &["copy".into()]);
    area.remove();
    Some(done?.is_truthy())
}

/// Saves a text as a file. `false` where the browser refuses.
pub fn download(name: &str, media: &str, content: &str) -> bool {
    is_shown_instead("") || save(name, media, content).is_some()
}

fn save(name: &str, media: &str, content: &str) -> Option<()> {
    let document = super::page::document()?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media);
    let parts = Array::of1(&content.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // Revoking at once cancels the download in some engines.
    let revoke = Closure::once_into_js(move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    let _ = web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 60_000);
    Some(())
}
