//! What a person does with a registration that stands: looks how it is, changes it, gives it back.

use super::App;
use super::outbox::{ask, is_atomic, now};
use super::registrations::{Trouble, snapshot, take_in};
use crate::api::answer::{Answer, Failure};
use crate::api::{problem, registrations as wire};
use crate::device::storage::{self, Key};
use crate::domain::by_id::ById;
use crate::domain::form::Draft;
use crate::domain::outbox::{Action, Admit, Millis, Operation};
use crate::domain::receipt::{Receipt, Snapshot};
use crate::domain::registration::{Change, Document, Offer, Status};
use crate::text;
use crate::words::change as words;
use std::cell::RefCell;

/// Who was asked for so long ago, in milliseconds, is not asked for again in silence.
const JUST: Millis = 5_000;

thread_local! {
    /// When registrations were asked for last.
    static ASKED: RefCell<ById<Millis>> = RefCell::default();
}

impl App {
    /// Gives the places of a registration back; answers whether its receipt is here.
    pub fn cancel(&self, id: &str) -> bool {
        let op = self.receipts.with_untracked(|all| {
            let receipt = all.get(id)?;
            let action = Action::Cancel {
                token: receipt.manage_token.clone(),
            };
            Some(Operation::new(id.to_owned(), action, seen(receipt), now()))
        });
        op.map(|op| self.submit(op)).is_some()
    }

    /// Changes a registration from its revision `rev` on; nothing if its receipt is not here.
    pub fn change(&self, id: &str, change: Change, rev: &str) -> Option<Admit> {
        let seen = match &change.lines {
            Some(lines) => self.sessions(lines.iter().map(|line| line.session.as_str())),
            None => Vec::new(),
        };
        self.alter(id, change, Some(rev), Some(seen))
    }

    /// Answers the offer of a registration; nothing if its receipt is not here.
    pub fn answer_offer(&self, id: &str, offer: Offer) -> Option<Admit> {
        let change = Change {
            offer: Some(offer),
            ..Change::default()
        };
        self.alter(id, change, None, None)
    }

    /// What is not told is as the receipt has it.
    fn alter(
        &self,
        id: &str,
        change: Change,
        rev: Option<&str>,
        known: Option<Vec<Snapshot>>,
    ) -> Option<Admit> {
        let op = self.receipts.with_untracked(|all| {
            let receipt = all.get(id)?;
            let action = Action::Change {
                change,
                rev: rev.unwrap_or(&receipt.rev).to_owned(),
                token: receipt.manage_token.clone(),
            };
            let seen = known.unwrap_or_else(|| seen(receipt));
            Some(Operation::new(id.to_owned(), action, seen, now()))
        })?;
        Some(self.submit(op))
    }

    /// Sessions as the programme has them now.
    fn sessions<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<Snapshot> {
        let Some(programme) = self.programme_untracked() else {
            return Vec::new();
        };
        ids.filter_map(|id| snapshot(&programme.catalogue, id, true))
            .collect()
    }
}

fn seen(receipt: &Receipt) -> Vec<Snapshot> {
    let places = receipt.places.iter();
    places.map(|place| place.at.clone()).collect()
}

/// Whether it was asked a moment ago how a registration stands.
pub fn was_asked(id: &str) -> bool {
    ASKED.with_borrow(|asked| asked.get(id).is_some_and(|at| now() - at < JUST))
}

/// Asks how a registration stands and keeps the answer.
///
/// # Errors
/// [`Trouble`] when nothing is known but what was known before.
pub async fn check(app: App, id: &str) -> Result<Document, Trouble> {
    Ok(look(app, id).await?.0)
}

/// The same, with the answer itself.
async fn look(app: App, id: &str) -> Result<(Document, Answer), Trouble> {
    let token = app.receipts.with_untracked(|all| {
        let token = &all.get(id)?.manage_token;
        (!token.is_empty()).then(|| token.clone())
    });
    let token = token.ok_or(Trouble::Unasked)?;
    let (document, answer) = get(app, id, &token).await?;
    // Cleared while the answer was on its way, or changed by this very device since.
    let known = app.receipts.with_untracked(|all| {
        let receipt = all.get(id)?;
        Some((receipt.rev.parse::<u64>().unwrap_or(0), receipt.status))
    });
    if let Some((known, before)) = known
        && document.rev.parse::<u64>().unwrap_or(known) >= known
    {
        take_in(app, &document);
        match (before, document.status) {
            (Status::Waitlisted, Status::Confirmed) => app.say(words::MOVED_UP),
            (Status::Waitlisted, Status::Offered) => app.say(words::NOW_OFFERED),
            _ => {}
        }
    }
    Ok((document, answer))
}

/// A registration as it stands on the server, with the answer itself.
pub(super) async fn get(app: App, id: &str, token: &str) -> Result<(Document, Answer), Trouble> {
    if !app.config.with_untracked(|config| config.has_backend()) {
        return Err(Trouble::Unasked);
    }
    ASKED.with_borrow_mut(|asked| asked.insert(id.to_owned(), now()));
    let answer = ask(app, wire::get(id, token))
        .await
        .map_err(Trouble::Failed)?;
    if answer.status >= 400 {
        return Err(Trouble::Refused(Box::new(problem::decode(&answer))));
    }
    let document = wire::document(&answer, is_atomic(app))
        .filter(|document| document.id == id)
        .ok_or(Trouble::Failed(Failure::Unreadable))?;
    Ok((document, answer))
}

/// What the form of a change begins with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    /// The registration as it is now.
    pub now: Document,
    /// As it was when this tab began to change it, if that is another revision.
    pub was: Option<Document>,
    /// What was typed since, if anything was; what was left alone is as it is now.
    pub draft: Option<Draft>,
}

/// Asks for a registration that is to be changed, beside what this tab holds of an earlier beginning.
///
/// # Errors
/// [`Trouble`] when it is not known how it stands now.
pub async fn base(app: App, id: &str) -> Result<Base, Trouble> {
    let (now, answer) = look(app, id).await?;
    let held = storage::held(Key::Draft, &typed(id))
        .and_then(|stored| Draft::restore(&stored).whole())
        .filter(|draft| draft.id == id);
    let was = storage::held(Key::Draft, &found(id)).and_then(|stored| reread(&stored));
    let was = was.filter(|was| held.is_some() && was.id == id && was.rev != now.rev);
    let mut draft = held;
    if let (Some(draft), Some(was)) = (&mut draft, &was) {
        draft.rebase(was, &now);
        hold_change(draft);
    }
    let stored = text!(&now.rev, "\n", &answer.body);
    storage::hold(Key::Draft, &found(id), &stored);
    Ok(Base { now, was, draft })
}

/// What this tab was answered before.
fn reread(stored: &str) -> Option<Document> {
    let (rev, body) = stored.split_once('\n')?;
    let mut document = Document::from_value(problem::object(body, body.len())?.root())?;
    rev.clone_into(&mut document.rev);
    Some(document)
}

/// Keeps what is being typed to change a registration, in this tab only.
pub fn hold_change(draft: &Draft) {
    storage::hold(Key::Draft, &typed(&draft.id), &draft.store());
}

/// Lets go of what was typed to change a registration.
pub fn release_change(id: &str) {
    for key in [typed(id), found(id)] {
        storage::release(Key::Draft, &key);
    }
}

// An id of a registration is no id of a session, for it stands behind a word.
fn typed(id: &str) -> String {
    text!("change.", id)
}

fn found(id: &str) -> String {
    text!("changed.", id)
}
