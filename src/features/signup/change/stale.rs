//! It was changed elsewhere: as it was, as it is, as it was wanted; and which of them it is to be.

use super::Change;
use crate::domain::outbox::Action;
use crate::state::manage;
use crate::ui::dom::{View, button, el, row};
use crate::ui::notice::{Grade, notice};
use crate::ui::versions;
use crate::words::change as words;

pub fn stale(change: Change) -> View {
    let app = change.app;
    let base = change.base();
    let asked = change.op(|op| match op.map(|op| &op.action) {
        Some(Action::Change { change, .. }) => Some(change.clone()),
        _ => None,
    });
    let wanted = asked.unwrap_or_default().on(&base.now);
    let rows = versions::compare(app, base.was.as_ref(), &base.now, &wanted);
    let is_same = rows.is_none();
    let why = row()
        .child(el("h2.notice-title").text(words::STALE))
        .child(el("p").text(if is_same {
            words::SAME_NOW
        } else {
            words::STALE_WHY
        }));
    let rev = base.now.rev.clone();
    let mine = button("btn btn-primary").click(move || {
        change.sent.set(true);
        app.confirm_from(&change.id(), Some(rev.clone()));
    });
    let leave = super::way_back(change);
    let theirs = button("btn").click(move || {
        let id = change.id();
        // Nothing is on its way that could be waited for.
        change.sent.set(false);
        if app.withdraw(&id) {
            manage::release_change(&id);
            leave(words::KEPT_THEIRS);
        }
    });
    let buttons = el("div.btns.even")
        .child((!is_same).then(|| mine.text(words::SEND_MINE)))
        .child(theirs.text(words::KEEP_THEIRS));
    row()
        .child(notice(Grade::Warn, why))
        .child(rows)
        .child(buttons)
}
