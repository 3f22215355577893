//! The plan as a link: a QR code to hold out, a message to send. It goes from device to device, and to no server.

use crate::device::{page, share};
use crate::domain::plan::Item;
use crate::domain::plan::link;
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::state::use_app;
use crate::text;
use crate::ui::dialog::dialog;
use crate::ui::dom::{View, button, el, row, when};
use crate::ui::icon::icon;
use crate::ui::qr::qr;
use crate::words::{activity, common, plan as words};
use leptos::prelude::*;

/// The button, and what it opens.
pub fn share_button(items: &[Item]) -> View {
    let mut keys = items
        .iter()
        .filter(|item| !item.is_off())
        .map(|item| item.at.session.as_str());
    let plan = link::write(&mut keys);
    let url = text!(&page::origin(), &Page::Plan.path(), "#", &plan);
    let open = RwSignal::new(false);
    let press = button("btn")
        .attr("aria-haspopup", "dialog")
        .click(move || open.set(true))
        .child(icon("share"))
        .text(words::SHARE);
    row()
        .child(press)
        .child(when(move || open.get(), move || sheet(open, &url)))
}

fn sheet(open: RwSignal<bool>, url: &str) -> View {
    let app = use_app();
    let close = Callback::new(move |()| open.set(false));
    let (sent, copied) = (url.to_owned(), url.to_owned());
    let send = move || {
        share::hand_on(
            words::TITLE.to_owned(),
            sent.clone(),
            move |how| match how {
                share::Shared::Sheet => {}
                share::Shared::Copied => app.say(activity::SHARED),
                share::Shared::Failed => app.say(common::NOT_COPIED),
            },
        );
    };
    let copy = move || {
        share::hand_copy(copied.clone(), move |done| app.say(common::copied(done)));
    };
    let square = qr(url, words::SHARE_QR).map(|square| el("div.qr").child(square));
    let address = el("p.small").child(el("a.plan-address").attr("href", url.to_owned()).text(url));
    let body = row()
        .child(el("p").text(words::SHARE_WHY))
        .child(square)
        .child(address);
    let send = button("btn btn-primary")
        .click(send)
        .child(icon("share"))
        .text(words::SEND);
    let copy = button("btn")
        .click(copy)
        .child(icon("copy"))
        .text(words::COPY_LINK);
    dialog(
        words::SHARE,
        close,
        body,
        Some(row().child(copy).child(send)),
    )
}
