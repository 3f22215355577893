//! The receipt for another device: a link and its QR code, made only when somebody wants them.

use super::Kept;
use crate::device::{page, share};
use crate::domain::restore;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::text;
use crate::ui::dom::{El, View, button, el, row, when};
use crate::ui::icon::icon;
use crate::ui::qr::qr;
use crate::ui::text::para;
use crate::words::{common, restore as words};

/// Nothing where the device holds no token.
pub fn another(kept: Kept) -> View {
    let open = RwSignal::new(false);
    let url = Memo::new(move || {
        let receipt = kept.get().filter(|receipt| receipt.standing().is_live())?;
        let key = restore::write(&receipt.manage_token)?;
        let path = Page::Restore(receipt.id).path();
        Some(text!(&page::origin(), &path, "#", &key))
    });
    let fold = move || {
        let fold = el("details.fold.no-print");
        let node = fold.html();
        let body = move || url.get().map(|url| link(&url));
        fold.on("toggle", move |_| open.set(node.has_attribute("open")))
            .child(el("summary").text(words::SHARE))
            .child(when(
                move || open.get(),
                move || el("div.stack").child(body),
            ))
    };
    when(move || url.with(Option::is_some), fold)
}

fn link(url: &str) -> View {
    let app = use_app();
    let copied = url.to_owned();
    let copy = move || {
        share::hand_copy(copied.clone(), move |done| app.say(common::copied(done)));
    };
    let copy: El = button("btn").click(copy).child(icon("copy"));
    let square = qr(url, words::SHARE_QR).map(|square| el("div.qr").child(square));
    row()
        .child(el("p").text(words::SHARE_WHY))
        .child(square)
        .child(para("small plan-address", url))
        .child(copy.text(words::COPY_LINK))
}
