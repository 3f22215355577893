//! One sentence about the state of things.

use super::dom::{El, Piece, el};
use super::icon::icon_of;
use super::styles;
use crate::text;

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    Info,
    Ok,
    Warn,
    Error,
}

/// A notice in the text.
pub fn notice(grade: Grade, text: impl Piece) -> El {
    formed(grade, "", text)
}

/// A notice right under the header.
pub fn slim(grade: Grade, text: impl Piece) -> El {
    formed(grade, "slim", text)
}

fn formed(grade: Grade, form: &'static str, text: impl Piece) -> El {
    let (class, icon) = match grade {
        Grade::Info => ("notice ", "info"),
        Grade::Ok => ("notice ok ", "check"),
        Grade::Warn => ("notice warn ", "warn"),
        Grade::Error => ("notice error ", "error"),
    };
    let role = if grade == Grade::Error {
        "alert"
    } else {
        "note"
    };
    el("div")
        .class(text!(class, form, " ", styles::notice()))
        .attr("role", role)
        .child(icon_of(icon, "icon notice-icon"))
        .child(el("div.notice-text").child(text))
}
