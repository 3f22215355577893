//! What this device still has to tell the server, one record a registration.
//!
//! An operation is written down before it is sent and sent under the id of its
//! registration, so that a lost answer, a killed tab or a second tab can only
//! ever repeat it, and a repetition changes nothing. The rules are pure: the
//! caller claims an operation, stores it, makes the [`Call`] of its [`Claim`], gives the
//! [`Answer`] to [`on_answer`] and stores it again.

use super::questions::Wording;
use super::receipt::{Restored, Snapshot};
use super::registration::{Change, Document, Offer, Problem, Randomness, Request};
use super::retry;

/// Milliseconds since 1970, by the server's clock where it is known.
pub type Millis = i64;

/// How long a tab may hold an operation, in milliseconds. A tab that dies
/// gives it back after that.
pub const LEASE: Millis = 30_000;

/// How long a contact may wait to be sent, in milliseconds.
pub const KEEP: Millis = 72 * 3_600_000;

/// How soon to look again after the device said that it is offline.
const OFFLINE: Millis = 5_000;

/// `next_at` of what waits for a person, the largest whole number of JSON.
pub const NEVER: Millis = 9_007_199_254_740_991;

/// What to do with a registration, or with a question under a lecture.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    Create(Request),
    Change {
        change: Change,
        /// The revision it was made from.
        rev: String,
        token: String,
    },
    Cancel {
        token: String,
    },
    /// The id is the question's.
    Ask(Wording),
}

impl Action {
    /// The answer to an offer, if it is one.
    pub fn offer(&self) -> Option<Offer> {
        match self {
            Self::Change { change, .. } => change.offer,
            _ => None,
        }
    }

    /// Whether it only gives places back, which is meant whatever became of the session.
    pub fn gives_back(&self) -> bool {
        matches!(self, Self::Cancel { .. }) || self.offer() == Some(Offer::Pass)
    }
}

/// Why a person has to decide.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// The id was used with another body.
    Reused,
    /// The server has another registration under this id.
    Conflict,
    /// It was changed elsewhere since; see the difference, send again or leave it.
    Stale,
    /// The session changed while this waited; `after` is nothing when it is
    /// cancelled or gone.
    Changed {
        before: Box<Snapshot>,
        after: Option<Box<Snapshot>>,
    },
    /// It waited too long, and its contact has been deleted.
    Expired,
}

/// Where an operation stands.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Kept, not to be sent yet.
    Draft,
    /// To be sent; with `next_at` at [`NEVER`], once a person asks for it.
    Queued,
    /// In the hands of a tab until then.
    Sending(Millis),
    /// Sent, but nobody knows whether it arrived (确认中, never 失败).
    Unsure,
    Done,
    NeedsPerson(Need),
    Refused(Box<Problem>),
}

/// Why the server is asked what it has before anything is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The same request is still being worked on.
    InFlight,
    /// Something else stands there already, or a newer revision.
    Exists,
}

/// The request to make for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Put,
    Patch,
    Delete,
    Get,
}

/// A call that was taken up, until its lease runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub call: Call,
    /// What [`State::Sending`] says while it is held: an answer to an earlier claim, however late it comes, is none
    /// to this one.
    until: Millis,
}

/// A wish that outlives its tab.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The registration's id; also the record's key.
    pub id: String,
    pub action: Action,
    /// The sessions as the person saw them.
    pub seen: Vec<Snapshot>,
    pub created_at: Millis,
    pub tries: u32,
    pub next_at: Millis,
    /// It may have reached the server: from here on its body must not change.
    pub maybe_sent: bool,
    pub check: Option<Check>,
    pub state: State,
}

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The device is not connected and nothing left it.
    Offline,
    /// Name, connection, TLS or CORS failed, or the connection broke.
    Unreachable,
    Timeout,
    /// Something answered that does not speak the contract: a captive portal.
    NotJson,
    /// The page or the person ended the request.
    Aborted,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Success and the registration as it stands now.
    Document(Box<Document>),
    /// Success and the id of the question.
    Asked(String),
    /// A refusal, with the wait the server asked for in milliseconds.
    Problem {
        problem: Box<Problem>,
        retry_after: Option<Millis>,
    },
    Failed(Failure),
}

/// What to do after an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// It stands on the server: keep the receipt, then delete the operation.
    Finished(Box<Document>),
    /// The question stands on the server: keep it as one's own, then delete the operation.
    Asked,
    /// Nothing to show but the state; look again at this time.
    Wait(Millis),
    /// Six tries are used up: show a button.
    Manual,
    /// A person decides; with what the server has, where it is known.
    Ask(Option<Box<Document>>),
    /// There is nothing left to do it to, and nothing to decide: the registration has become this. Keep its
    /// receipt, then delete the operation.
    Missed(Box<Document>),
    /// Final; the draft is kept.
    Refused,
    /// Too late: another tab has dealt with it.
    Ignored,
}

impl Operation {
    pub fn new(id: String, action: Action, seen: Vec<Snapshot>, now: Millis) -> Self {
        Self {
            id,
            action,
            seen,
            created_at: now,
            tries: 0,
            next_at: now,
            maybe_sent: false,
            check: None,
            state: State::Queued,
        }
    }

    /// Whether it is still on its way.
    pub fn is_live(&self) -> bool {
        matches!(
            self.state,
            State::Queued | State::Sending(_) | State::Unsure
        )
    }

    /// Whether it waits for somebody to press 重试.
    pub fn is_manual(&self) -> bool {
        matches!(self.state, State::Queued | State::Unsure) && self.next_at == NEVER
    }

    /// When it is to be taken up; nothing if it is not.
    pub fn due_at(&self) -> Option<Millis> {
        match self.state {
            State::Queued | State::Unsure if self.next_at < NEVER => Some(self.next_at),
            State::Sending(until) => Some(until),
            _ => None,
        }
    }

    fn call(&self) -> Call {
        match (&self.check, &self.action) {
            // What was asked may always be asked again: the first answer comes once more.
            (_, Action::Ask(_)) | (None, Action::Create(_)) => Call::Put,
            (Some(_), _) => Call::Get,
            (None, Action::Change { .. }) => Call::Patch,
            (None, Action::Cancel { .. }) => Call::Delete,
        }
    }

    /// Takes it up for one call, for at most [`LEASE`]. The caller stores it
    /// before the call leaves. Nothing while another tab holds it, or when it is not due.
    pub fn claim(&mut self, now: Millis) -> Option<Claim> {
        if self.due_at()? > now {
            return None;
        }
        // A lease that ran out belonged to a tab that died in the middle.
        self.maybe_sent |= matches!(self.state, State::Sending(_));
        let until = now + LEASE;
        self.state = State::Sending(until);
        let call = self.call();
        Some(Claim { call, until })
    }

    /// A person, or the return of the network, asks for another round of tries.
    pub fn retry(&mut self, now: Millis) {
        if matches!(self.state, State::Draft | State::Queued | State::Unsure) {
            self.tries = 0;
            self.next_at = now;
            if matches!(self.state, State::Draft) {
                self.state = State::Queued;
            }
        }
    }

    /// A person has seen what changed and wants it all the same: `rev` is the
    /// revision now, for a change that was stale.
    pub fn confirm(&mut self, seen: Vec<Snapshot>, new_rev: Option<&str>, now: Millis) {
        let State::NeedsPerson(Need::Changed { .. } | Need::Stale) = self.state else {
            return;
        };
        if let (Action::Change { rev, .. }, Some(new_rev)) = (&mut self.action, new_rev) {
            *rev = new_rev.to_owned();
        }
        self.seen = seen;
        self.check = None;
        self.tries = 0;
        self.next_at = now;
        self.state = State::Queued;
    }

    /// Holds what waits against the catalogue: `known` gives a session as it is
    /// now, or nothing when it is cancelled or gone. What may have been sent is
    /// left alone: only the server can say what became of it. Answers whether a
    /// person has to decide now.
    pub fn compare(&mut self, known: &dyn Fn(&str) -> Option<Snapshot>) -> bool {
        let open = matches!(self.state, State::Queued) && !self.maybe_sent;
        if !open || self.action.gives_back() {
            return false;
        }
        for before in &self.seen {
            let after = known(&before.session);
            if after.as_ref().is_none_or(|after| before.differs(after)) {
                self.state = State::NeedsPerson(Need::Changed {
                    before: Box::new(before.clone()),
                    after: after.map(Box::new),
                });
                return true;
            }
        }
        false
    }

    /// Run on every record read back: a clock that was wrong must neither hold
    /// an operation for ever nor keep a contact too long. Answers whether it
    /// changed anything.
    pub fn tend(&mut self, now: Millis) -> bool {
        let mut changed = false;
        let mut cap = |time: &mut Millis, latest: Millis| {
            changed |= *time > latest;
            *time = latest.min(*time);
        };
        cap(&mut self.created_at, now);
        if self.next_at != NEVER {
            cap(&mut self.next_at, now + retry::ASKED_MAX);
        }
        if let State::Sending(until) = &mut self.state {
            cap(until, now + LEASE);
        }
        if now - self.created_at > KEEP {
            changed |= self.drop_contact();
            if self.is_live() || matches!(self.state, State::Draft) {
                self.state = State::NeedsPerson(Need::Expired);
                changed = true;
            }
        }
        changed
    }

    /// Answers whether there was one.
    fn drop_contact(&mut self) -> bool {
        match &mut self.action {
            Action::Create(request) => {
                let contact = std::mem::take(&mut request.contact);
                !contact.name.is_empty() || !contact.phone.is_empty()
            }
            Action::Change { change, .. } => change.contact.take().is_some(),
            // A question names nobody; who asked it decides whether it is still wanted.
            Action::Cancel { .. } | Action::Ask(_) => false,
        }
    }
}

/// The operation to take up now: the one due longest. One that fails for ever
/// waits its turn like any other and holds up nothing.
pub fn next<'a>(
    operations: impl Iterator<Item = &'a Operation>,
    now: Millis,
) -> Option<&'a Operation> {
    let (mut first, mut since) = (None, (now, Millis::MAX));
    for op in operations {
        let Some(due) = op.due_at() else {
            continue;
        };
        if (due, op.created_at) < since {
            (first, since) = (Some(op), (due, op.created_at));
        }
    }
    first
}

/// When to look again; nothing while all waits for people or is done.
pub fn wake_at<'a>(operations: impl Iterator<Item = &'a Operation>) -> Option<Millis> {
    operations.filter_map(Operation::due_at).min()
}

mod admit;
mod answer;
pub use admit::{Admit, admit};
pub use answer::on_answer;
mod record;

impl Operation {
    /// For local storage.
    pub fn store(&self) -> String {
        record::store(self)
    }

    /// Reads a stored operation, whatever happened to it; then [`Self::tend`] it.
    pub fn restore(stored: &str) -> Restored<Self> {
        Restored::open(stored, record::VERSION, record::normalise)
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
#[path = "outbox_model_tests.rs"]
mod model_tests;
#[cfg(test)]
#[path = "outbox_record_tests.rs"]
mod record_tests;
#[cfg(test)]
#[path = "outbox_tests.rs"]
mod tests;
