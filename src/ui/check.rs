//! A box to tick, with a whole sentence beside it.

use super::dom::{El, el};
use super::field::{Fault, described, field_fault, invalid};
use super::icon::icon;
use super::styles;
use crate::state::signal::Memo;
use crate::text;
use leptos::prelude::*;

/// What belongs to a box.
pub struct Check {
    pub id: String,
    pub text: String,
    pub on: Memo<bool>,
    pub set: Callback<bool>,
    /// The id of the error and what is wrong, where something can be.
    pub fault: Option<(&'static str, Fault)>,
    /// The id of a text that explains it, or nothing.
    pub about: &'static str,
}

pub fn check(check: Check) -> El {
    let Check {
        id,
        text,
        on,
        set,
        fault,
        about,
    } = check;
    let scope = styles::check();
    let is_bad = move || fault.is_some_and(|(_, fault)| fault.with(Option::is_some));
    let described = move || {
        let error = fault.and_then(|(id, fault)| described(id, false, fault));
        match (error, about) {
            (Some(error), "") => Some(error),
            (Some(error), about) => Some(text!(&error, " ", about)),
            (None, "") => None,
            (None, about) => Some(about.to_owned()),
        }
    };
    el("div")
        .class(move || text!("check ", scope, if is_bad() { " bad" } else { "" }))
        .child(
            el("label.check-row")
                .child(
                    el("input")
                        .attr("type", "checkbox")
                        .id(id)
                        .checked(move || on.get())
                        .ticked(move |on| set.run(on))
                        .attr("aria-invalid", move || {
                            fault.and_then(|(_, fault)| invalid(fault))
                        })
                        .attr("aria-describedby", described),
                )
                .child(el("span.check-box").child(icon("check")))
                .child(el("span.check-text").text(text)),
        )
        .child(fault.map(|(id, fault)| field_fault(id, fault)))
}
