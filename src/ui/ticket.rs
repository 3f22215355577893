//! The paper ticket: where a registration stands, what for, and the code read at the door.

use super::dom::{El, el, row};
use super::icon::icon;
use super::qr::qr;
use super::styles;
use crate::domain::registration::Status;
use crate::text;
use crate::words::signup;

/// What a ticket shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    pub status: Status,
    /// Where it stands, in words.
    pub says: String,
    pub title: String,
    /// `data-dir` of the activity's direction.
    pub dir: Option<&'static str>,
    /// Names and values.
    pub facts: Vec<(&'static str, String)>,
    /// Several sessions: each in words, with its heads and where it stands.
    pub lines: Vec<(String, String, String)>,
    pub code: String,
}

/// The icon beside a status.
pub fn status_icon(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "check",
        Status::Waitlisted | Status::Pending | Status::Offered => "clock",
        Status::Cancelled | Status::Expired => "clear",
        Status::Other => "info",
    }
}

/// A code in halves, as people read it out.
pub fn halves(code: &str) -> (&str, &str) {
    let middle = code
        .char_indices()
        .nth(code.chars().count().div_ceil(2))
        .map_or(code.len(), |(at, _)| at);
    code.split_at(middle)
}

pub fn ticket_view(ticket: Ticket) -> El {
    let Ticket {
        status,
        says,
        title,
        dir,
        facts,
        lines,
        code,
    } = ticket;
    let body = el("div.ticket-body")
        .child(
            el("p.ticket-status")
                .child(icon(status_icon(status)))
                .text(says),
        )
        .child(el("h2.ticket-title").text(title))
        .child(fact_list(facts));
    let lines = (lines.len() > 1).then(|| {
        let line = |(when, heads, stands): (String, String, String)| {
            el("li")
                .child(el("b").text(when))
                .child(el("span").text(heads))
                .child(el("span.stamp").text(stands))
        };
        el("ol.ticket-lines").children(lines.into_iter().map(line))
    });
    let stub = (!code.is_empty()).then(|| {
        let (first, second) = halves(&code);
        let code_text = el("p.ticket-code")
            .child(el("span").text(first))
            .child(el("span").text(second));
        // What is cancelled is no reason to come.
        let show = status.is_live().then(|| {
            let square = qr(&text!("KEPU:", &code), signup::QR);
            row()
                .child(el("div.ticket-qr").child(square))
                .child(el("p.ticket-note").text(signup::AT_THE_DOOR))
        });
        el("div.ticket-stub")
            .child(el("p.ticket-label").text(signup::CODE))
            .child(code_text)
            .child(show)
    });
    el("section")
        .class(text!("ticket ", styles::ticket()))
        .attr("data-status", status.id())
        .attr("data-dir", dir)
        .child(body.child(lines))
        .child(stub)
}

/// Names and values, one under the other.
pub fn fact_list(facts: Vec<(&'static str, String)>) -> El {
    facts
        .into_iter()
        .fold(el("dl.facts"), |list, (name, value)| {
            list.child(el("dt").text(name)).child(el("dd").text(value))
        })
}
