//! Asking: what, and as whom.

use super::Board;
use crate::device::page;
use crate::domain::questions::{Fault, Wording, count};
use crate::state::questions as state;
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{View, el, row};
use crate::ui::field::{self, Bound, Frame, Typing, described, frame, invalid, text_field};
use crate::words::questions as words;
use leptos::prelude::Callback;
use std::rc::Rc;

const TEXT: &str = "ask-text";
const NAME: &str = "ask-name";

pub fn form(board: &Rc<Board>) -> View {
    let draft = RwSignal::new(state::draft(&board.id));
    let fault = RwSignal::new(None::<Fault>);
    // Handed in, and nothing written since: one more tap is no question without words.
    let sent = RwSignal::new(false);
    let wrong = move |name: bool| -> field::Fault {
        Memo::new(move || {
            let fault = fault.get()?;
            (name == (fault == Fault::NameTooLong)).then(|| words::fault(fault))
        })
    };
    let write = move |task: &dyn Fn(&mut Wording)| {
        draft.update(|draft| task(&mut draft.wording));
        draft.with_untracked(state::hold_draft);
        fault.set(None);
        sent.set(false);
    };
    let text = Memo::new(move || draft.with(|draft| draft.wording.text.clone()));
    let name = Memo::new(move || draft.with(|draft| draft.wording.name.clone()));
    let text_wrong = wrong(false);
    let input = el("textarea.input")
        .id(TEXT)
        .attr("rows", "3")
        .value(move || text.get())
        .typed("input", move |typed| {
            write(&|wording| wording.text.clone_from(&typed));
        })
        .attr("aria-invalid", move || invalid(text_wrong))
        .attr("aria-describedby", move || {
            described(TEXT, true, text_wrong)
        });
    let left = el("p.field-hint.ask-left")
        .id("ask-text-hint")
        .text(move || {
            let typed = text.with(|text| Wording::typed("", "", text));
            words::left(count(&typed.text))
        });
    let what = Frame {
        fault: text_wrong,
        ..Frame::plain(TEXT, words::TEXT)
    };
    let who = Frame {
        hint: words::NAME_HINT,
        optional: true,
        fault: wrong(true),
        ..Frame::plain(NAME, words::NAME)
    };
    let named = Bound {
        value: name,
        set: Callback::new(move |typed: String| {
            write(&|wording| wording.name.clone_from(&typed));
        }),
    };
    let typing = Typing {
        autocomplete: "nickname",
        ..Typing::default()
    };
    let asking = board.clone();
    let submit = move || {
        let typed = draft.get_untracked();
        let Wording {
            lecture,
            name,
            text,
        } = &typed.wording;
        let wording = Wording::typed(lecture, name, text);
        if let Some(found) = wording.fault() {
            if !(found == Fault::Empty && sent.get_untracked()) {
                fault.set(Some(found));
                let field = if found == Fault::NameTooLong {
                    NAME
                } else {
                    TEXT
                };
                page::focus_field(field);
            }
            return;
        }
        asking.app.ask_question(&typed.id, wording);
        // The next one is another question, by the same person.
        let mut next = typed;
        next.wording.text.clear();
        state::hold_draft(&next);
        draft.set(state::draft(&asking.id));
        sent.set(true);
        if !page::is_online() {
            asking.app.say(words::WAITS);
        }
    };
    let send = el("button.btn.btn-primary")
        .attr("type", "submit")
        .text(words::SEND);
    let form = el("form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            submit();
        })
        .child(frame(what, row().child(input).child(left)))
        .child(text_field(who, typing, named))
        .child(el("p.small.muted").text(words::WHY))
        .child(el("div.btns").child(send));
    row().child(form)
}
