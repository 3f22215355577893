//! The paper ticket: where a registration stands, what for, and the code read at the door.

use super::icon::Icon;
use super::qr::Qr;
use super::styles;
use crate::domain::registration::Status;
use crate::words::signup;
use leptos::prelude::*;

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
        Status::Cancelled => "clear",
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

#[component]
pub fn TicketView(ticket: Ticket) -> impl IntoView {
    let Ticket {
        status,
        says,
        title,
        dir,
        facts,
        lines,
        code,
    } = ticket;
    let (first, second) = halves(&code);
    let qr = (status != Status::Cancelled).then(|| ["KEPU:", &code].concat());
    view! {
        <section class=["ticket ", styles::ticket()].concat() data-status=status.id() data-dir=dir>
            <div class="ticket-body">
                <p class="ticket-status"><Icon name=status_icon(status)/>{says}</p>
                <h2 class="ticket-title">{title}</h2>
                <dl class="facts">
                    {facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
                </dl>
                {(lines.len() > 1).then(|| view! {
                    <ol class="ticket-lines">
                        {lines
                            .into_iter()
                            .map(|(when, heads, stands)| view! {
                                <li><b>{when}</b><span>{heads}</span><span class="stamp">{stands}</span></li>
                            })
                            .collect_view()}
                    </ol>
                })}
            </div>
            {(!code.is_empty()).then(|| view! {
                <div class="ticket-stub">
                    <p class="ticket-label">{signup::CODE}</p>
                    <p class="ticket-code"><span>{first.to_owned()}</span><span>{second.to_owned()}</span></p>
                    {qr.map(|text| view! { <div class="ticket-qr"><Qr text=text label=signup::QR/></div> })}
                    <p class="ticket-note">{signup::AT_THE_DOOR}</p>
                </div>
            })}
        </section>
    }
}
