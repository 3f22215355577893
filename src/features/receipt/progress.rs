//! A registration on its way: never said to have failed while nobody knows.

use crate::device::page;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::receipt::Snapshot;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::{art, icon};
use crate::words::{shell, signup as words, when};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

pub fn progress(id: String) -> El {
    let app = use_app();
    let op = Memo::new(move || app.operations.with(|all| all.get(&id).cloned()));
    el("section.progress").child(move || op.get().map(|op| standing(app, &op)))
}

/// How far it is, what can be done, and what it is for.
fn standing(app: App, op: &Operation) -> View {
    let scene = match op.state {
        State::Refused(_) | State::NeedsPerson(_) => "closed",
        _ => "wait",
    };
    let says = el("div")
        .attr("role", "status")
        .child(el("h2").text(words::state(op)))
        .child(el("p").text(why(op)));
    let blank = el("div.blank")
        .child(art(scene))
        .child(says)
        .child(op.is_live().then(|| para("small", words::GO_ON)))
        .child(el("div.btns").child(buttons(app, op)));
    let seen = match &op.state {
        // The session changed while it waited: as it was, as it is.
        State::NeedsPerson(Need::Changed { before, after }) => {
            let after = after.as_ref().map(|after| brief(after, words::AFTER));
            row().child(brief(before, words::BEFORE)).child(after)
        }
        // As far as is known, the sessions are as they were when it was handed in.
        _ => op
            .seen
            .iter()
            .fold(row(), |row, at| row.child(brief(at, ""))),
    };
    row().child(blank).child(seen)
}

/// What happens next. Online, what waits does not wait for the network.
fn why(op: &Operation) -> &'static str {
    match op.state {
        State::Queued if !op.is_manual() && page::is_online() => words::BUSY,
        _ => words::state_why(op),
    }
}

fn para(class: &'static str, text: &str) -> El {
    el("p").class(class).text(text)
}

/// What it is for; what is said before it, if anything.
fn brief(at: &Snapshot, label: &str) -> El {
    el("div.brief")
        .child((!label.is_empty()).then(|| para("small muted", label)))
        .child(para("brief-when", &when::span(&at.start, &at.end)))
        .child(para("brief-what", &at.title))
        .child(para("brief-where", &at.place))
}

/// Where its form is.
fn form(op: &Operation) -> Option<Page> {
    let Action::Create(request) = &op.action else {
        return None;
    };
    let session = request.lines.first()?.session.clone();
    let activity = op
        .seen
        .iter()
        .find(|at| at.session == session)?
        .activity
        .clone();
    Some(Page::SignUp { activity, session })
}

/// What a person can do about it.
fn buttons(app: App, op: &Operation) -> View {
    let id = StoredValue::new(op.id.clone());
    let form = StoredValue::new(form(op));
    let sessions = StoredValue::new(
        op.seen
            .iter()
            .map(|at| at.session.clone())
            .collect::<Vec<_>>(),
    );
    let navigate = use_navigate();
    let leave = move |to: Option<Page>| {
        navigate(
            &to.unwrap_or(Page::Mine).path(),
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    };
    let untouched = matches!(op.state, State::Queued) && !op.maybe_sent;
    let confirms = matches!(
        op.state,
        State::NeedsPerson(Need::Changed { after: Some(_), .. })
    );
    let refused = matches!(op.state, State::Refused(_));
    let over = matches!(
        op.state,
        State::NeedsPerson(Need::Reused | Need::Conflict | Need::Expired)
    );
    // A form that opens takes a refusal in by itself; what only waits must be taken back first.
    let edit = {
        let leave = leave.clone();
        move || {
            if refused || app.withdraw(&id.get_value()) {
                leave(form.get_value());
            }
        }
    };
    let discard = {
        let leave = leave.clone();
        move || {
            if app.withdraw(&id.get_value()) {
                leave(None);
            }
        }
    };
    let start_over = move || {
        if app.withdraw(&id.get_value()) {
            for session in sessions.get_value() {
                app.renew_draft(&session, &id.get_value());
            }
            leave(form.get_value());
        }
    };
    let settled = matches!(op.state, State::NeedsPerson(_) | State::Refused(_));
    let retry = move || app.send_again(&id.get_value());
    let confirm = move || app.confirm(&id.get_value());
    let retry = op.is_manual().then(|| {
        button("btn btn-primary")
            .click(retry)
            .child(icon("refresh"))
            .text(words::RETRY)
    });
    row()
        .child(retry)
        .child(confirms.then(|| press("btn btn-primary", words::CONFIRM, confirm)))
        .child(over.then(|| press("btn", words::START_OVER, start_over)))
        .child((untouched || refused).then(|| press("btn", words::EDIT, edit)))
        .child((untouched || settled).then(|| press("btn btn-quiet", words::DISCARD, discard)))
        .child(el("a.btn.btn-quiet").to(Page::Mine).text(shell::MINE))
}

fn press(class: &'static str, name: &'static str, task: impl FnMut() + 'static) -> El {
    button(class).click(task).text(name)
}
