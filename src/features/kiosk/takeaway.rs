//! What a phone takes along: an address or a text as a QR code.

use crate::state::signal::RwSignal;
use crate::ui::dialog::dialog;
use crate::ui::dom::{Piece, View, el, row};
use crate::ui::qr::qr;
use crate::ui::text::para;
use crate::words::kiosk as words;
use leptos::prelude::Callback;
use std::cell::Cell;

thread_local! {
    static SHOWN: Cell<Option<RwSignal<Option<String>>>> = const { Cell::new(None) };
}

/// Where it is shown; made once.
pub fn takeaway() -> View {
    let shown = RwSignal::new(None::<String>);
    SHOWN.set(Some(shown));
    let sheet = move || {
        shown.get().map(|text| {
            let square = qr(&text, words::QR).map(|square| el("div.qr").child(square));
            let body = row()
                .child(para("", words::SCAN))
                .child(square)
                .child(para("small plan-address", &text));
            let close = Callback::new(move |()| shown.set(None));
            dialog(words::TAKE, close, body, None)
        })
    };
    sheet.view()
}

/// Shows how a phone takes this along.
pub fn show(text: &str) {
    if let Some(shown) = SHOWN.get() {
        shown.set(Some(text.to_owned()));
    }
}
