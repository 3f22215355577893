//! A registration on its way: never said to have failed while nobody knows.

use crate::device::page;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::receipt::Snapshot;
use crate::routes::Page;
use crate::state::{App, use_app};
use crate::ui::icon::{Art, Icon};
use crate::words::{shell, signup as words, when};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

#[component]
pub fn Progress(id: String) -> impl IntoView {
    let app = use_app();
    let op = {
        let id = id.clone();
        Memo::new(move |_| app.operations.with(|all| all.get(&id).cloned()))
    };
    view! {
        <section class="progress">
            {move || op.get().map(|op| {
                let art = match op.state {
                    State::Refused(_) | State::NeedsPerson(_) => "closed",
                    _ => "wait",
                };
                view! {
                    <div class="blank">
                        <Art name=art/>
                        <div role="status"><h2>{words::state(&op)}</h2><p>{why(&op)}</p></div>
                        {op.is_live().then(|| view! { <p class="small">{words::GO_ON}</p> })}
                        <div class="btns">{buttons(app, &op)}</div>
                    </div>
                    {is_as_seen(&op).then(|| op.seen.iter().map(|at| brief(at, "")).collect_view())}
                    {changed(&op)}
                }
            })}
        </section>
    }
}

/// What happens next. Online, what waits does not wait for the network.
fn why(op: &Operation) -> &'static str {
    match op.state {
        State::Queued if !op.is_manual() && page::is_online() => words::BUSY,
        _ => words::state_why(op),
    }
}

/// What it is for; what is said before it, if anything.
fn brief(at: &Snapshot, label: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="brief">
            {(!label.is_empty()).then(|| view! { <p class="small muted">{label}</p> })}
            <p class="brief-when">{when::span(&at.start, &at.end)}</p>
            <p class="brief-what">{at.title.clone()}</p>
            <p class="brief-where">{at.place.clone()}</p>
        </div>
    }
}

/// Whether the sessions are as they were when it was handed in, as far as is known.
fn is_as_seen(op: &Operation) -> bool {
    !matches!(op.state, State::NeedsPerson(Need::Changed { .. }))
}

/// The session changed while it waited: as it was, as it is.
fn changed(op: &Operation) -> Option<impl IntoView + use<>> {
    let State::NeedsPerson(Need::Changed { before, after }) = &op.state else {
        return None;
    };
    Some(view! {
        {brief(before, words::BEFORE)}
        {after.as_ref().map(|after| brief(after, words::AFTER))}
    })
}

/// Where its form is.
fn form(op: &Operation) -> Option<String> {
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
    Some(Page::SignUp { activity, session }.path())
}

/// What a person can do about it.
fn buttons(app: App, op: &Operation) -> impl IntoView + use<> {
    let id = StoredValue::new(op.id.clone());
    let form = StoredValue::new(form(op));
    let sessions = StoredValue::new(
        op.seen
            .iter()
            .map(|at| at.session.clone())
            .collect::<Vec<_>>(),
    );
    let navigate = use_navigate();
    let leave = move |to: Option<String>| {
        let to = to.unwrap_or_else(|| Page::Mine.path());
        navigate(
            &to,
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
        move |_| {
            if refused || app.withdraw(&id.get_value()) {
                leave(form.get_value());
            }
        }
    };
    let discard = {
        let leave = leave.clone();
        move |_| {
            if app.withdraw(&id.get_value()) {
                leave(None);
            }
        }
    };
    let start_over = move |_| {
        if app.withdraw(&id.get_value()) {
            for session in sessions.get_value() {
                app.renew_draft(&session, &id.get_value());
            }
            leave(form.get_value());
        }
    };
    let settled = matches!(op.state, State::NeedsPerson(_) | State::Refused(_));
    view! {
        {op.is_manual().then(|| view! {
            <button class="btn btn-primary" type="button" on:click=move |_| app.send_again(&id.get_value())>
                <Icon name="refresh"/>{words::RETRY}
            </button>
        })}
        {confirms.then(|| view! {
            <button class="btn btn-primary" type="button" on:click=move |_| app.confirm(&id.get_value())>{words::CONFIRM}</button>
        })}
        {over.then(|| view! { <button class="btn" type="button" on:click=start_over>{words::START_OVER}</button> })}
        {(untouched || refused).then(|| view! { <button class="btn" type="button" on:click=edit>{words::EDIT}</button> })}
        {(untouched || settled).then(|| view! { <button class="btn btn-quiet" type="button" on:click=discard>{words::DISCARD}</button> })}
        <a class="btn btn-quiet" href=Page::Mine.path()>{shell::MINE}</a>
    }
}
