//! What a teacher prints: the sheet for the way, with a roster to be filled in by hand, and the letter to the parents.
//! No pupil's name passes through here.

mod facts;
mod letter;
mod sheet;

use crate::device::page;
use crate::domain::receipt::Receipt;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, manage, registrations, use_app};
use crate::text;
use crate::ui::blank::{blank, way};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::page_head::page_head;
use crate::ui::ready::once_ready;
use crate::ui::styles;
use crate::ui::text::para;
use crate::words::{mine, papers as words, signup};
use facts::Papers;
use leptos::prelude::untrack;
use leptos::task::spawn_local;

/// The sheet of the registration named in the URL.
pub fn sheet_page(id: String) -> View {
    paper_page(words::SHEET, id, sheet::sheet)
}

/// The letter of the registration named in the URL.
pub fn letter_page(id: String) -> View {
    paper_page(words::LETTER, id, letter::letters)
}

/// A page of paper for a registration on this device; offline too.
fn paper_page(title: &'static str, id: String, make: fn(App, Papers) -> View) -> View {
    let app = use_app();
    let head = page_head(title, Page::Receipt(id.clone()));
    let stored = {
        let id = id.clone();
        Memo::new(move || {
            app.receipts
                .with(|all| all.get(&id).map_or_else(String::new, Receipt::store))
        })
    };
    // Heads and school are not on the device: the server says them, if it can be asked.
    let told = RwSignal::new(());
    if registrations::seen(&id).is_none() {
        let id = id.clone();
        once_ready(app, move || {
            let id = id.clone();
            spawn_local(async move {
                if manage::check(app, &id).await.is_ok() {
                    told.try_set(());
                }
            });
        });
    }
    let body = move || {
        told.track();
        let receipt = stored.with(|stored| Receipt::restore(stored).whole());
        let Some(receipt) = receipt.filter(|receipt| receipt.kind.is_school()) else {
            return blank("empty", signup::NO_RECEIPT, signup::NO_RECEIPT_WHY)
                .child(way(Page::Mine, mine::FIND))
                .view();
        };
        let document = registrations::seen(&id);
        let papers = Papers::of(app, &receipt, document.as_ref());
        untrack(|| make(app, papers))
    };
    let wrap = el("div").class(text!("wrap papers ", styles::roster()));
    row().child(head).child(wrap.child(body))
}

/// What can be done with the page, and what is said before it.
fn tools(buttons: View) -> El {
    let print = button("btn btn-primary").click(page::print);
    let print = print.child(icon("print")).text(words::PRINT);
    let all = el("div.btns").child(print).child(buttons);
    el("div.no-print")
        .child(para("muted", words::WHY))
        .child(all)
}
