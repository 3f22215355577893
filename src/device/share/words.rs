//! Handing on a whole text, not an address alone.

use super::{Shared, copy, is_shown_instead, js};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Hands a text on, by the system's share sheet or the clipboard; `then` is told how it ended.
pub fn hand_text(text: String, then: impl FnOnce(Shared) + 'static) {
    boxed_hand_text(text, Box::new(then));
}

fn boxed_hand_text(text: String, then: Box<dyn FnOnce(Shared)>) {
    if is_shown_instead(&text) {
        return;
    }
    spawn_local(async move {
        let navigator = web_sys::window().map(|window| window.navigator());
        let sheet = navigator.filter(|navigator| js::function(navigator, "share").is_some());
        if let Some(navigator) = sheet {
            let data = web_sys::ShareData::new();
            data.set_text(&text);
            match JsFuture::from(navigator.share_with_data(&data)).await {
                Ok(_) => return then(Shared::Sheet),
                Err(error) if js::text(&error, "name") == "AbortError" => {
                    return then(Shared::Sheet);
                }
                Err(_) => {}
            }
        }
        then(match copy(&text).await {
            true => Shared::Copied,
            false => Shared::Failed,
        });
    });
}
