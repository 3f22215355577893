//! 清除本机数据, after a question.

use super::{para, rule};
use crate::domain::outbox::Operation;
use crate::state::signal::RwSignal;
use crate::state::use_app;
use crate::ui::dialog::question;
use crate::ui::dom::{View, button, el, row, when};
use crate::ui::icon::icon;
use crate::words::{common, mine as words};
use leptos::prelude::*;

pub fn forget() -> View {
    let app = use_app();
    let asking = RwSignal::new(false);
    let close = Callback::new(move |()| asking.set(false));
    let forget = move || {
        asking.set(false);
        app.forget();
        app.say(words::FORGOTTEN);
    };
    let unsent = move || {
        app.operations
            .with(|all| all.values().any(Operation::is_live))
    };
    let ask = button("btn btn-danger")
        .attr("aria-haspopup", "dialog")
        .click(move || asking.set(true))
        .child(icon("trash"))
        .text(words::FORGET);
    let asked = move || {
        let lost = when(unsent, || el("p").child(el("b").text(words::UNSENT)));
        let why = row().child(el("p").text(words::FORGET_WHY)).child(lost);
        let answers = (common::CANCEL, words::FORGET_YES);
        question(words::FORGET_SURE, close, why, answers, forget)
    };
    let stack = el("div.stack")
        .child(para("muted", words::STORED))
        .child(ask);
    row()
        .child(rule(words::DEVICE))
        .child(stack)
        .child(when(move || asking.get(), asked))
}
