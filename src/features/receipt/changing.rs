//! A change of the registration, or an answer to its offer, on its way: how far it is, and what can be done.

use super::Kept;
use super::following::following;
use super::progress::brief;
use crate::domain::activity::RegistrationKind;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::registration::{Offer, Status};
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, manage, use_app};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::offer;
use crate::ui::text::para;
use crate::ui::versions;
use crate::words::{change as words, signup};

/// Nothing while nothing is on its way.
pub fn changing(id: &str) -> View {
    following(id.to_owned(), |app, op| row().child(standing(app, op)))
}

fn standing(app: App, op: &Operation) -> Option<El> {
    let says = words::on_its_way(op)?;
    let Action::Change { change, .. } = &op.action else {
        return None;
    };
    let kind = app.receipts.with_untracked(|all| {
        all.get(&op.id)
            .map_or(RegistrationKind::Other, |receipt| receipt.kind)
    });
    let why = match &op.state {
        State::Refused(problem) => Some(el("p").text(words::refusal(problem.code))),
        _ => None,
    };
    let asked = change.offer.is_none().then(|| {
        row()
            .child(para("small muted", words::WANT))
            .child(versions::wanted(app, kind, change))
    });
    let seen = match &op.state {
        // The session changed while it waited: as it was, as it is.
        State::NeedsPerson(Need::Changed { before, after }) => {
            let after = after.as_ref().map(|after| brief(after, signup::AFTER));
            Some(row().child(brief(before, signup::BEFORE)).child(after))
        }
        _ => None,
    };
    let grade = match op.state {
        State::Refused(_) => Grade::Error,
        _ if op.is_live() && !op.is_manual() => Grade::Info,
        _ => Grade::Warn,
    };
    let text = row()
        .child(para("notice-title", says))
        .child(why)
        .child(asked)
        .child(seen)
        .child(el("div.btns").child(buttons(app, op, change.offer)));
    Some(notice(grade, text))
}

/// What a person can do about it.
fn buttons(app: App, op: &Operation, offer: Option<Offer>) -> View {
    let press = |class: &'static str, task: fn(App, &str)| {
        let id = op.id.clone();
        button(class).click(move || task(app, &id))
    };
    let leave = |name: &'static str| press("btn btn-quiet", leave).text(name);
    let mut all = Vec::new();
    if op.is_manual() {
        let retry = press("btn btn-primary", |app, id| app.send_again(id));
        all.push(retry.child(icon("refresh")).text(words::RETRY));
    }
    let to_form = |name| {
        el("a.btn.btn-primary")
            .to(Page::Change(op.id.clone()))
            .text(name)
    };
    match (&op.state, offer) {
        (State::NeedsPerson(Need::Stale), Some(_)) => {
            let again = press("btn btn-primary", |app, id| app.confirm(id));
            all.push(again.text(words::STILL));
            all.push(leave(words::LEAVE));
        }
        (State::NeedsPerson(Need::Stale), None) => all.push(to_form(words::LOOK)),
        (State::NeedsPerson(Need::Changed { after: Some(_), .. }), _) => {
            let confirm = press("btn btn-primary", |app, id| app.confirm(id));
            all.push(confirm.text(words::CONFIRM));
            all.push(leave(words::LEAVE));
        }
        (State::Refused(_), None) => {
            all.push(to_form(words::TO_FORM));
            all.push(leave(words::LEAVE));
        }
        (State::NeedsPerson(_) | State::Refused(_), _) => all.push(leave(words::DISMISS)),
        (State::Queued, _) if !op.maybe_sent => all.push(leave(words::LEAVE)),
        _ => {}
    }
    all.view()
}

/// Takes it back, with what was typed; what may be on its way is not.
fn leave(app: App, id: &str) {
    if app.withdraw(id) {
        manage::release_change(id);
    }
}

/// A place that came free, and the two answers.
pub fn offer(kept: Kept, id: &str) -> View {
    let app = use_app();
    let says = Memo::new(move || {
        let receipt = kept.get()?;
        let is_answered = app.operations.with(|all| all.contains_key(&receipt.id));
        let is_offered = receipt.standing() == Status::Offered && !is_answered;
        is_offered.then(|| offer::stands(app, &receipt))
    });
    let id = id.to_owned();
    let shown = move || {
        says.get().map(|says| {
            let text = row()
                .child(el("h2.notice-title").text(says))
                .child(offer::answers(app, &id, offer::place(&id)));
            notice(Grade::Warn, text)
        })
    };
    row().child(shown)
}

/// The way to its form, while it can be changed.
pub fn change_button(kept: Kept) -> View {
    let app = use_app();
    let can = Memo::new(move || {
        let receipt = kept.get()?;
        let now = app.now.get();
        let to_come = receipt.places.iter().any(|place| place.at.end > now);
        let is_free = !app.operations.with(|all| all.contains_key(&receipt.id));
        let has_token = !receipt.manage_token.is_empty();
        let takes = app.takes_registrations() && app.can("change");
        (receipt.is_live() && to_come && is_free && has_token && takes).then_some(receipt.id)
    });
    let shown = move || {
        can.get().map(|id| {
            let link = el("a.btn").to(Page::Change(id)).text(words::CHANGE);
            el("p.no-print").child(link)
        })
    };
    row().child(shown)
}

/// The way to another try, once it is over.
pub fn again(kept: Kept) -> View {
    let shown = move || {
        let receipt = kept.get()?;
        let page = offer::form(&receipt).filter(|_| receipt.status == Status::Expired)?;
        let link = el("a.btn.btn-primary").to(page).text(words::SIGN_UP_AGAIN);
        Some(el("p.no-print").child(link))
    };
    row().child(shown)
}
