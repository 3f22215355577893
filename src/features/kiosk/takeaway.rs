//! Handing over to a phone: a QR code of the page, of what one has chosen, or of a link that this screen does not open.
//! What one has chosen stands in the fragment of its link and reaches no server.

use crate::device::page;
use crate::domain::plan::link;
use crate::domain::restore;
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::qr::qr;
use crate::ui::text::para;
use crate::words::{hall as words, kiosk};
use leptos::prelude::*;
use std::cell::Cell;

/// What the dialog offers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Offer {
    /// The page at this path, and what one has chosen.
    Page(String),
    /// An address outside of the app, or a text.
    Link(String),
}

thread_local! {
    /// What is offered at the moment; it lives as long as the page.
    static OFFERED: Cell<Option<RwSignal<Option<Offer>>>> = const { Cell::new(None) };
}

fn offer(offer: Offer) {
    if let Some(offered) = OFFERED.get() {
        offered.set(Some(offer));
    }
}

/// Offers what this screen does not open itself: an address, or a text; this page where there is none.
pub fn show(text: &str) {
    if text.is_empty() {
        show_page();
    } else {
        offer(Offer::Link(text.to_owned()));
    }
}

/// Offers this page and what one has chosen.
pub fn show_page() {
    let place = web_sys::window().and_then(|window| {
        let location = window.location();
        Some((location.pathname().ok()?, location.search().ok()?))
    });
    let (path, search) = place.unwrap_or_default();
    offer(Offer::Page(text!(&path, &search)));
}

/// The dialog, when something is offered.
pub fn takeaway(app: App) -> View {
    let offered = RwSignal::new(None);
    OFFERED.set(Some(offered));
    let shown = move || {
        offered
            .get()
            .map(|offer| untrack(|| sheet(app, offered, offer)))
    };
    shown.view()
}

/// The page at `path` for a phone. A receipt goes with its key, so that the phone can show it.
fn address(app: App, path: &str) -> (String, bool) {
    if let Some(Page::Receipt(id) | Page::Change(id)) = Page::parse(path) {
        let token = app
            .receipts
            .with_untracked(|all| all.get(&id).map(|receipt| receipt.manage_token.clone()));
        if let Some(key) = token.and_then(|token| restore::write(&token)) {
            let path = Page::Restore(id).path();
            return (text!(&page::origin(), &path, "#", &key), true);
        }
    }
    (text!(&page::origin(), path), false)
}

/// What one has chosen, as a link, with how much of the plan and how many stars are in it; nothing where that is
/// nothing.
fn chosen(app: App) -> Option<(String, usize, usize)> {
    let mut marks: Vec<String> = Vec::new();
    for item in untrack(|| app.plan_items()) {
        if !item.is_off() && !item.over {
            marks.push(item.at.session.clone());
        }
    }
    let planned = marks.len().min(link::MOST);
    app.favourites
        .with_untracked(|all| marks.extend(all.keys().map(|id| link::star(id))));
    marks.truncate(link::MOST);
    let starred = marks.len() - planned;
    let fragment = link::write(&mut marks.iter().map(String::as_str));
    let url = text!(&page::origin(), &Page::Plan.path(), "#", &fragment);
    (!marks.is_empty()).then_some((url, planned, starred))
}

/// A code as large as it has to be for a phone held at arm's length.
fn square(url: &str, label: &'static str) -> View {
    match qr(url, label) {
        Some(code) => el("div.hall-qr").child(code).view(),
        None => el("p").text(words::TOO_LONG).view(),
    }
}

fn sheet(app: App, offered: RwSignal<Option<Offer>>, offer: Offer) -> View {
    let close = Callback::new(move |()| offered.set(None));
    let body = match offer {
        Offer::Link(url) => row()
            .child(el("p").text(kiosk::SCAN))
            .child(square(&url, kiosk::QR))
            .child(para("small hall-address", &url)),
        Offer::Page(path) => choice(app, &path),
    };
    let done = button("btn btn-primary")
        .click(move || close.run(()))
        .text(words::CLOSE);
    let body = el("div.hall-take").child(body);
    dialog(words::TAKE_TITLE, close, body, Some(row().child(done)))
}

/// One code at a time: a camera that sees two takes either.
fn choice(app: App, path: &str) -> View {
    let (url, is_receipt) = address(app, path);
    let why = match is_receipt {
        true => words::RECEIPT_WHY,
        false => words::PAGE_WHY,
    };
    let page = move || {
        row()
            .child(el("p").text(why))
            .child(square(&url, words::QR_PAGE))
    };
    let Some((mine, planned, starred)) = chosen(app) else {
        return page().child(el("p").text(words::NOTHING_KEPT));
    };
    let of_chosen = move || {
        row()
            .child(el("p").text(words::chosen(planned, starred)))
            .child(square(&mine, words::QR_CHOSEN))
    };
    // Whoever holds a fresh receipt wants that first.
    let first = RwSignal::new(!is_receipt);
    let chip = |name: &'static str, is: bool| -> El {
        let pressed = move || match first.get() == is {
            true => "true",
            false => "false",
        };
        button("chip")
            .attr("aria-pressed", pressed)
            .click(move || first.set(is))
            .text(name)
    };
    let bar = el("div.bar")
        .attr("role", "group")
        .attr("aria-label", words::WHICH)
        .child(chip(words::CHOSEN, true))
        .child(chip(words::THIS_PAGE, false));
    let code = move || match first.get() {
        true => of_chosen(),
        false => page(),
    };
    row()
        .child(bar)
        .child(code)
        .child(el("p").text(words::NOTHING_KEPT))
}
