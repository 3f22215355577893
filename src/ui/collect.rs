//! Where a stamp's code is typed.

use super::dom::{El, Piece, el};
use super::field::{Bound, Frame, Typing, text_field};
use super::notice::{Grade, notice};
use crate::device::page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::stamps::{Stamped, collect};
use crate::state::use_app;
use crate::words::stamps as words;
use leptos::prelude::Callback;

const CODE: &str = "stamp-code";

/// What is said about a code.
pub fn said(stamped: &Stamped) -> El {
    let (grade, text) = match stamped {
        Stamped::New(name) => (Grade::Ok, words::collected(name)),
        Stamped::Again(name) => (Grade::Info, words::again(name)),
        Stamped::Bad => (Grade::Warn, words::BAD.into()),
        Stamped::Wrong => (Grade::Warn, words::WRONG.into()),
        Stamped::Wait => (Grade::Warn, words::WAIT.into()),
        Stamped::Unready => (Grade::Warn, words::UNREADY.into()),
    };
    notice(grade, el("p").text(text))
}

/// The field and its button; what came of a code is put into `stamped`, and said below.
pub fn collect_form(stamped: RwSignal<Option<Stamped>>) -> El {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let take = move || {
        let result = collect(app, &typed.get_untracked());
        if matches!(result, Stamped::New(_) | Stamped::Again(_)) {
            typed.set(String::new());
        } else {
            page::focus_field(CODE);
        }
        stamped.set(Some(result));
    };
    let around = Frame {
        hint: words::CODE_HINT,
        ..Frame::plain(CODE, words::CODE)
    };
    let bound = Bound {
        value: Memo::new(move || typed.get()),
        set: Callback::new(move |text| typed.set(text)),
    };
    let send = el("button.btn.btn-primary")
        .attr("type", "submit")
        .text(words::COLLECT);
    let result = move || stamped.get().as_ref().map(said).view();
    el("form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            take();
        })
        .child(
            el("div.adding")
                .child(text_field(around, Typing::default(), bound))
                .child(send),
        )
        .child(el("div").attr("role", "status").child(result))
}
