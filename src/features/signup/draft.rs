//! The draft behind the form, and how it meets what is on its way already.

use crate::device::random::BrowserRandom;
use crate::domain::form::{Draft, Field};
use crate::domain::outbox::{Action, Operation, State};
use crate::domain::registration::{Problem, Request, Status};
use crate::state::{App, registrations};

/// The draft of a session, with the refusal it met since, if any.
pub struct Opened {
    pub draft: Draft,
    pub refusal: Option<Problem>,
}

/// What this tab holds, what a lost tab handed in, or a fresh form.
pub fn open(app: App, session: &str) -> Opened {
    let version = app
        .config
        .with_untracked(|config| config.consent_version.clone());
    let held = registrations::held_draft(session);
    let op = app.operations.with_untracked(|all| {
        let held = held.as_ref().and_then(|draft| all.get(&draft.id));
        held.or_else(|| all.values().find(|op| creates(op, session)))
            .cloned()
    });
    let mut opened = match (held, &op) {
        (Some(draft), Some(op)) if draft.id == op.id => Opened {
            draft,
            refusal: None,
        },
        (
            _,
            Some(Operation {
                id,
                action: Action::Create(request),
                ..
            }),
        ) => Opened {
            draft: from_request(id, session, request),
            refusal: None,
        },
        (Some(draft), _) => Opened {
            draft,
            refusal: None,
        },
        (None, _) => Opened {
            draft: registrations::draft_for(session, &version),
            refusal: None,
        },
    };
    // A cancelled registration is over: the same draft starts another one.
    let status = app
        .receipts
        .with_untracked(|all| all.get(&opened.draft.id).map(|receipt| receipt.status));
    if op.is_none() && status == Some(Status::Cancelled) {
        opened.draft.renew(&mut BrowserRandom);
        opened.draft.set_flag(Field::Consent, false);
    }
    opened.draft.consent_version = version;
    opened
}

fn creates(op: &Operation, session: &str) -> bool {
    match &op.action {
        Action::Create(request) => {
            op.state != State::Done && request.lines.iter().any(|line| line.session == session)
        }
        _ => false,
    }
}

/// The form as it was when it was handed in.
fn from_request(id: &str, session: &str, request: &Request) -> Draft {
    let mut draft = registrations::draft_for(session, &request.consent_version);
    id.clone_into(&mut draft.id);
    draft.set(Field::Kind, request.kind.id());
    draft.set(Field::Name, &request.contact.name);
    draft.set(Field::Phone, &request.contact.phone);
    if let Some(line) = request.lines.first() {
        draft.set_count(Field::Adults, line.party.adults);
        draft.set_count(Field::Children, line.party.children);
        for (field, count) in Field::BANDS.into_iter().zip(line.party.bands.0) {
            draft.set_count(field, count);
        }
    }
    if let Some(school) = &request.school {
        draft.set(Field::School, &school.name);
        draft.set_count(Field::Grade, school.grade);
        draft.set(Field::Class, &school.class);
    }
    draft.set(Field::Needs, &request.needs.join(" "));
    draft.set_flag(Field::Waitlist, request.accept_waitlist);
    draft.set_flag(Field::Consent, true);
    draft
}
