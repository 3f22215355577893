//! One question of a form: label, hint, what is written into, and what is wrong with it.

use super::dom::{El, Piece, View, el};
use super::icon::icon;
use super::styles;
use crate::state::signal::Memo;
use crate::text;
use crate::words::common;
use leptos::prelude::*;

/// What is wrong with an input, in words; nothing if all is well.
pub type Fault = Memo<Option<String>>;

/// The ids of the texts that belong to an input, for `aria-describedby`.
pub fn described(id: &'static str, has_hint: bool, fault: Fault) -> Option<String> {
    match (fault.with(Option::is_some), has_hint) {
        (true, true) => Some(text!(id, "-error ", id, "-hint")),
        (true, false) => Some(text!(id, "-error")),
        (false, true) => Some(text!(id, "-hint")),
        (false, false) => None,
    }
}

/// `aria-invalid`, which is there only when it is true.
pub fn invalid(fault: Fault) -> Option<&'static str> {
    fault.with(Option::is_some).then_some("true")
}

/// The words beside an input that is wrong.
pub fn field_fault(id: &'static str, fault: Fault) -> View {
    let words = move || {
        fault.get().map(|text| {
            el("p.field-error")
                .id(text!(id, "-error"))
                .child(icon("error"))
                .text(text)
        })
    };
    words.view()
}

/// What stands round any input.
pub struct Frame {
    /// The id of the input.
    pub id: &'static str,
    pub label: Memo<&'static str>,
    /// A text under the label, or nothing.
    pub hint: &'static str,
    /// Whether it may be left empty, said beside the label.
    pub optional: bool,
    pub fault: Fault,
}

impl Frame {
    /// A label alone: no hint, and nothing that could be wrong.
    pub fn plain(id: &'static str, label: &'static str) -> Self {
        Self {
            id,
            label: Memo::new(move || label),
            hint: "",
            optional: false,
            fault: Memo::new(|| None),
        }
    }
}

/// Label, hint and error round `input`.
pub fn frame(frame: Frame, input: impl Piece) -> El {
    let Frame {
        id,
        label,
        hint,
        optional,
        fault,
    } = frame;
    let name = el("label.field-label")
        .attr("for", id)
        .id(text!(id, "-label"))
        .text(move || label.get())
        .child(optional.then(|| el("span.field-opt").text(common::OPTIONAL)));
    let hint = (!hint.is_empty()).then(|| el("p.field-hint").id(text!(id, "-hint")).text(hint));
    el("div")
        .class(text!("field ", styles::field()))
        .child(name)
        .child(hint)
        .child(input)
        .child(field_fault(id, fault))
}

/// What an input shows, and what is done with what is typed.
#[derive(Clone, Copy)]
pub struct Bound {
    pub value: Memo<String>,
    pub set: Callback<String>,
}

/// What is special about a line of text.
#[derive(Clone, Copy)]
pub struct Typing {
    /// `type` of the input: what keyboard a phone shows.
    pub kind: &'static str,
    /// What the browser may fill in by itself.
    pub autocomplete: &'static str,
    /// The keyboard, where `kind` does not say it.
    pub inputmode: Option<&'static str>,
}

impl Default for Typing {
    fn default() -> Self {
        Self {
            kind: "text",
            autocomplete: "off",
            inputmode: None,
        }
    }
}

/// A line of text.
pub fn text_field(around: Frame, typing: Typing, bound: Bound) -> El {
    let Frame {
        id, hint, fault, ..
    } = around;
    let Bound { value, set } = bound;
    let input = el("input.input")
        .id(id)
        .attr("type", typing.kind)
        .attr("inputmode", typing.inputmode)
        .attr("autocomplete", typing.autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .value(move || value.get())
        .typed("input", move |text| set.run(text))
        .attr("aria-invalid", move || invalid(fault))
        .attr("aria-describedby", move || {
            described(id, !hint.is_empty(), fault)
        });
    frame(around, input)
}

/// A question with a label alone and its answers to choose from; `empty` is the answer that leaves it open.
pub fn choice_field(
    (id, label, empty): (&'static str, &'static str, &'static str),
    options: Vec<(String, String)>,
    bound: Bound,
) -> El {
    select_field(Frame::plain(id, label), empty, options, bound)
}

/// One of many, in the phone's own wheel. Each option is a value and its name; `empty`, if it is any, stands there
/// before anything is chosen.
pub fn select_field(
    around: Frame,
    empty: &'static str,
    options: Vec<(String, String)>,
    bound: Bound,
) -> El {
    let Frame { id, fault, .. } = around;
    let Bound { value, set } = bound;
    let option = move |(option, name): (String, String)| {
        let mine = option.clone();
        el("option")
            .attr("value", option)
            .selected(move || value.with(|value| *value == mine))
            .text(name)
    };
    let nothing = (!empty.is_empty()).then(|| {
        el("option")
            .attr("value", "")
            .selected(move || value.with(String::is_empty))
            .text(empty)
    });
    let select = el("select.input")
        .id(id)
        .on("change", move |event| set.run(event_target_value(&event)))
        .attr("aria-invalid", move || invalid(fault))
        .attr("aria-describedby", move || described(id, false, fault))
        .child(nothing)
        .children(options.into_iter().map(option));
    let select = el("span.select").child(select).child(icon("chevron-down"));
    frame(around, select)
}
