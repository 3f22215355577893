//! Finding a registration again: by what one wrote down.

use super::{para, rule};
use crate::api::registrations::tidy_code;
use crate::device::page;
use crate::domain::text;
use crate::routes::Page;
use crate::state::registrations::{self, Trouble};
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::ui::dom::{El, View, el, row};
use crate::ui::field::{Bound, Fault, Frame, Typing, text_field};
use crate::ui::notice::{Grade, notice};
use crate::words::{mine as words, shell, signup};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

const CODE: &str = "find-code";
const LAST_FOUR: &str = "find-last-four";

fn is_last_four(typed: &str) -> bool {
    let digits = text::fold(typed);
    let digits = digits.trim();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

pub fn find() -> View {
    let app = use_app();
    let code = RwSignal::new(String::new());
    let last_four = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let navigate = use_navigate();
    let code_fault = Memo::new(move || {
        (tried.get() && code.with(|code| tidy_code(code).is_none()))
            .then(|| words::CODE_BAD.to_owned())
    });
    let last_four_fault = Memo::new(move || {
        (tried.get() && !last_four.with(|digits| is_last_four(digits)))
            .then(|| words::LAST4_BAD.to_owned())
    });
    let find = move || {
        if busy.get_untracked() {
            return;
        }
        tried.set(true);
        trouble.set(None);
        if code_fault.get_untracked().is_some() {
            page::focus_field(CODE);
            return;
        }
        if last_four_fault.get_untracked().is_some() {
            page::focus_field(LAST_FOUR);
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        let (typed, digits) = (code.get_untracked(), last_four.get_untracked());
        spawn_local(async move {
            let found = registrations::find(app, &typed, &digits).await;
            // The page was left meanwhile; what was found is kept all the same.
            if !busy.try_set(false) {
                return;
            }
            match found {
                Ok(id) => {
                    navigate(&Page::Receipt(id).path(), Default::default());
                    app.say(words::FOUND);
                }
                Err(why) => trouble.set(Some(say(&why))),
            }
        });
    };
    let has_backend =
        Memo::new(move || app.takes_registrations() && app.config.with(|config| config.has_all()));
    let form = move || {
        let find = find.clone();
        let send = el("button.btn.btn-primary")
            .attr("type", "submit")
            .attr("aria-busy", move || busy.get().then_some("true"))
            .text(move || {
                if busy.get() {
                    words::FINDING
                } else {
                    words::FIND_NOW
                }
            });
        let wrong = move || {
            trouble
                .get()
                .map(|text| notice(Grade::Error, el("p").text(text)))
        };
        let pair = el("div.pair")
            .child(line(
                CODE,
                (words::CODE, words::CODE_HINT),
                None,
                code,
                code_fault,
            ))
            .child(line(
                LAST_FOUR,
                (words::LAST4, words::LAST4_HINT),
                Some("numeric"),
                last_four,
                last_four_fault,
            ));
        el("form.stack")
            .attr("novalidate", true)
            .on("submit", move |event| {
                event.prevent_default();
                find();
            })
            .child(para("muted", words::FIND_WHY))
            .child(el("div").child(pair))
            .child(el("div").attr("role", "alert").child(wrong))
            .child(send)
    };
    let body = move || {
        if has_backend.get() {
            form()
        } else {
            para("muted", words::FIND_ELSEWHERE)
        }
    };
    row().child(rule(words::FIND)).child(body)
}

/// One thing one wrote down: its label and hint, the keyboard for it, and what is typed.
fn line(
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    inputmode: Option<&'static str>,
    typed: RwSignal<String>,
    fault: Fault,
) -> El {
    let around = Frame {
        id,
        label: Memo::new(move || label),
        hint,
        optional: false,
        fault,
    };
    let typing = Typing {
        inputmode,
        ..Typing::default()
    };
    let bound = Bound {
        value: Memo::new(move || typed.get()),
        set: Callback::new(move |text| typed.set(text)),
    };
    text_field(around, typing, bound)
}

fn say(trouble: &Trouble) -> &'static str {
    use crate::api::answer::Failure;
    match trouble {
        Trouble::Refused(problem) => match problem.status {
            404 | 410 => words::NOT_FOUND,
            429 => words::FIND_BUSY,
            _ => signup::problem(problem.code),
        },
        Trouble::Failed(Failure::Offline) => shell::OFFLINE,
        Trouble::Failed(Failure::Unreadable) => shell::UNREADABLE,
        Trouble::Failed(_) => shell::UNREACHABLE,
        Trouble::Unasked => words::CODE_BAD,
    }
}
