//! The draft behind the form, and how it meets what is on its way already.

use crate::device::random::BrowserRandom;
use crate::domain::by_id::ById;
use crate::domain::form::{Draft, Field};
use crate::domain::outbox::{Action, Operation, State};
use crate::domain::receipt::Receipt;
use crate::domain::registration::Request;
use crate::state::{App, registrations};

/// What this tab holds, what a lost tab handed in, or a fresh form.
pub fn open(app: App, session: &str) -> Draft {
    let version = app
        .config
        .with_untracked(|config| config.consent_version.clone());
    let mut held = registrations::held_draft(session);
    let mut waits = false;
    app.operations.with_untracked(|all| {
        let mine = held.as_ref().and_then(|draft| all.get(&draft.id));
        waits = mine.is_some();
        if !waits && let Some((op, request)) = all.values().find_map(|op| creates(op, session)) {
            waits = true;
            held = Some(Draft::again(&op.id, session, request));
        }
    });
    let mut draft = held.unwrap_or_else(|| registrations::draft_for(session, &version));
    // One that was cancelled or not answered in time is over: the same draft starts another one.
    let is_over = |all: &ById<Receipt>| all.get(&draft.id).is_some_and(|one| !one.is_live());
    if !waits && app.receipts.with_untracked(is_over) {
        draft.renew(&mut BrowserRandom);
        draft.set_flag(Field::Consent, false);
    }
    draft.consent_version = version;
    draft
}

/// What an operation asks for, if it is this session.
fn creates<'a>(op: &'a Operation, session: &str) -> Option<(&'a Operation, &'a Request)> {
    match &op.action {
        Action::Create(request) if !matches!(op.state, State::Done) => {
            let lines = &request.lines;
            let is_it = lines.iter().any(|line| line.session == session);
            is_it.then_some((op, request))
        }
        _ => None,
    }
}
