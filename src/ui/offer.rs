//! A place that came free and is kept for a time: the two answers, and how long there is.

use super::dialog::question;
use super::dom::{View, button, el, row, when};
use super::icon::icon;
use crate::device::{page, timer};
use crate::domain::receipt::Receipt;
use crate::domain::registration::{Offer, Status};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::words::{change as words, signup};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where a registration stands, in words; of an offer, until when it is kept.
pub fn stands(app: App, receipt: &Receipt) -> String {
    let now = app.now.get();
    match receipt.standing() {
        Status::Offered if receipt.is_offer_over(&now) => words::OFFER_OVER.to_owned(),
        Status::Offered => words::offered(receipt.offer_until.as_ref(), time::day_of(&now)),
        status => signup::status(status, receipt.position),
    }
}

/// How an offer stands on its page.
#[derive(Clone, PartialEq)]
enum Stage {
    None,
    Open,
    /// Its time is over; where one signs up anew, if that is known.
    Over(Option<Page>),
}

impl Stage {
    fn of(app: App, id: &str) -> Self {
        let is_answered = app.operations.with(|all| all.contains_key(id));
        let now = app.now.get();
        app.receipts.with(|all| match all.get(id) {
            Some(receipt) if is_answered || receipt.standing() != Status::Offered => Self::None,
            Some(receipt) if receipt.is_offer_over(&now) => Self::Over(form(receipt)),
            Some(_) => Self::Open,
            None => Self::None,
        })
    }
}

/// Where one signs up for the same once more.
pub fn form(receipt: &Receipt) -> Option<Page> {
    let at = &receipt.places.first()?.at;
    Some(Page::SignUp {
        activity: at.activity.clone(),
        session: at.session.clone(),
    })
}

/// The answers to an offer and how long there is, or what to do when its time is over; nothing where there is none,
/// or it is answered. When it is answered the focus goes to `then`, the id of an element that stays.
pub fn answers(app: App, id: &str, then: String) -> View {
    let stage = {
        let id = id.to_owned();
        Memo::new(move || Stage::of(app, &id))
    };
    let id = id.to_owned();
    let shown = move || match stage.get() {
        Stage::None => row(),
        Stage::Open => open(app, id.clone(), then.clone()),
        Stage::Over(form) => {
            let again = form.map(|page| el("a.btn").to(page).text(words::SIGN_UP_AGAIN));
            row()
                .child(el("p").text(words::OFFER_OVER_WHY))
                .child(el("div.btns").child(again))
        }
    };
    row().child(shown)
}

fn open(app: App, id: String, then: String) -> View {
    let asking = RwSignal::new(false);
    let left = {
        let id = id.clone();
        move || {
            let now = app.now.get();
            let until = app.receipts.with(|all| all.get(&id)?.offer_until);
            until.map(|until| words::left(&until, &now))
        }
    };
    let answer = {
        move |offer: Offer| {
            app.answer_offer(&id, offer);
            let then = then.clone();
            // The buttons go with the answer.
            spawn_local(async move {
                timer::sleep(30).await;
                page::focus_id(&then);
            });
        }
    };
    let accept = {
        let answer = answer.clone();
        button("btn btn-primary")
            .click(move || answer(Offer::Accept))
            .child(icon("check"))
            .text(words::ACCEPT)
    };
    let pass = button("btn")
        .attr("aria-haspopup", "dialog")
        .click(move || asking.set(true))
        .text(words::PASS);
    let asked = move || {
        let close = Callback::new(move |()| asking.set(false));
        let answer = answer.clone();
        let task = move || {
            asking.set(false);
            answer(Offer::Pass);
        };
        let answers = (words::PASS_NO, words::PASS_YES);
        let why = el("p").text(words::PASS_WHY);
        question(words::PASS_SURE, close, why, answers, task)
    };
    row()
        .child(el("p.offer-left").child(icon("clock")).text(left))
        .child(el("div.btns.even").child(accept).child(pass))
        .child(when(move || asking.get(), asked))
}

/// The id of what has the focus once an offer is answered.
pub fn place(id: &str) -> String {
    text!("reg-", id)
}
