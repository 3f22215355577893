//! What this person has signed up for, as this device knows it.

use super::outbox::{self, ask, is_atomic, keep, now, stored};
use super::{App, changes};
use crate::api::answer::Failure;
use crate::api::registrations as wire;
use crate::device::random::BrowserRandom;
use crate::device::storage::{self, Key};
use crate::device::{clock, page};
use crate::domain;
use crate::domain::activity::{Activity, RegistrationKind, Session, Status};
use crate::domain::availability::Seats;
use crate::domain::by_id::{ById, Ids};
use crate::domain::catalogue::Catalogue;
use crate::domain::form::Draft;
use crate::domain::grade::Sheet;
use crate::domain::outbox::{Action, Admit, Operation, State, admit};
use crate::domain::receipt::{Receipt, Restored, Snapshot};
use crate::domain::registration::{Document, Problem, Request};
use crate::domain::taxonomy;
use crate::words::card;
use std::cell::RefCell;

mod restore;
pub use restore::restore;
/// Where this tab keeps the draft of a grade, and its classes beside it: no session's id.
pub const GRADE: &str = "~grade";
pub const CLASSES: &str = "~classes";

thread_local! {
    /// What was typed last, as it is stored, so that nobody types a name twice; in memory only.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
    /// What the server said of registrations in this visit, for what a teacher prints; in memory only.
    static SEEN: RefCell<ById<Document>> = RefCell::default();
}

/// Why a registration could not be asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// No backend, or what was typed cannot be a code.
    Unasked,
    Failed(Failure),
    Refused(Box<Problem>),
}

/// Gives each record of a kind, its id and its text, to `take`; what that cannot read is put aside.
pub fn records(key: Key, take: &mut dyn FnMut(&str, &str) -> bool) {
    for (id, stored) in storage::all(key) {
        if !take(&id, &stored) {
            storage::quarantine(key, &id);
        }
    }
}

/// Reads receipts and plan from the shelf.
pub fn read(app: App) {
    let mut receipts = ById::default();
    records(
        Key::Receipt,
        &mut |id, stored| match Receipt::restore(stored) {
            Restored::Whole(receipt) if receipt.id == id => {
                receipts.insert(receipt.id.clone(), receipt);
                true
            }
            Restored::Newer => true,
            _ => false,
        },
    );
    let stored = |all: &ById<Receipt>| all.values().map(Receipt::store).collect::<String>();
    if app.receipts.with_untracked(stored) != stored(&receipts) {
        app.receipts.set(receipts);
    }
    read_plan(app);
}

fn read_plan(app: App) {
    let mut noted = ById::default();
    records(
        Key::Plan,
        &mut |id, stored| match domain::plan::restore(stored) {
            Restored::Whole(at) if at.session == id => {
                noted.insert(at.session.clone(), at);
                true
            }
            Restored::Newer => true,
            _ => false,
        },
    );
    let stored = |all: &ById<Snapshot>| all.values().map(Snapshot::store).collect::<String>();
    if app.plan.with_untracked(stored) != stored(&noted) {
        app.plan.set(noted);
    }
}

/// Deletes what has been over for a month, once the time is known for sure.
pub fn expire(app: App) {
    if !clock::is_learnt() {
        return;
    }
    let now = clock::now();
    let mut gone = Vec::new();
    app.receipts.with_untracked(|all| {
        for receipt in all.values().filter(|receipt| receipt.is_expired(&now)) {
            gone.push((Key::Receipt, receipt.id.clone()));
        }
    });
    app.plan.with_untracked(|all| {
        for at in all.values().filter(|at| at.is_expired(&now)) {
            gone.push((Key::Plan, at.session.clone()));
        }
    });
    for (key, id) in &gone {
        storage::remove(*key, id);
    }
    if !gone.is_empty() {
        read(app);
    }
}

/// Whether the programme is the server's own word of this visit.
pub fn is_fresh(app: App) -> bool {
    clock::is_learnt()
        && app
            .stamp
            .with_untracked(|stamp| stamp.as_ref().is_some_and(|stamp| stamp.trouble.is_none()))
}

/// The session as the catalogue has it; a cancelled one only if `any` will do.
pub fn snapshot(catalogue: &Catalogue, session: &str, any: bool) -> Option<Snapshot> {
    let entry = domain::plan::find(catalogue, session)?;
    let off = [
        Some(entry.activity(catalogue).status),
        entry.session(catalogue).map(|session| session.status),
    ];
    (any || !off.contains(&Some(Status::Cancelled)))
        .then(|| domain::plan::seen(catalogue, &entry))?
}

/// Keeps the proof of what the server answered.
pub fn take_in(app: App, document: &Document) {
    let programme = app.programme_untracked();
    let known = |session: &str| snapshot(&programme.as_ref()?.catalogue, session, true);
    let receipt = app
        .receipts
        .with_untracked(|all| Receipt::of(document, all.get(&document.id), &known, &clock::now()));
    storage::set(Key::Receipt, &receipt.id, &receipt.store());
    app.receipts.update(|all| {
        all.insert(receipt.id.clone(), receipt);
    });
    SEEN.with_borrow_mut(|seen| seen.insert(document.id.clone(), document.clone()));
    changes::look(app);
}

/// A registration as the server told it in this visit.
pub fn seen(id: &str) -> Option<Document> {
    SEEN.with_borrow(|seen| seen.get(id).cloned())
}

impl App {
    /// What a session offers now.
    pub fn seats(&self, activity: &Activity, session: &Session) -> Seats {
        if matches!(activity.status, Status::Cancelled | Status::Postponed) {
            return Seats::Cancelled;
        }
        let now = self.now.get();
        self.availability
            .with(|places| Seats::of(session, places.sessions.get(&session.id), &now))
    }

    /// `data-dir` of an activity: the place of its direction among the four colours.
    pub fn dir(&self, activity: &str) -> Option<&'static str> {
        let programme = self.programme()?;
        let direction = &programme.catalogue.activity(activity)?.direction;
        let order = taxonomy::position(&programme.catalogue.taxonomy.directions, direction)?;
        Some(card::dir(order))
    }

    /// Hands a registration in: written down first, then sent until there is an answer.
    pub fn sign_up(&self, id: &str, request: Request) -> Admit {
        let seen = self
            .programme_untracked()
            .map_or_else(Vec::new, |programme| {
                let lines = request.lines.iter();
                lines
                    .filter_map(|line| snapshot(&programme.catalogue, &line.session, true))
                    .collect()
            });
        self.submit(Operation::new(
            id.to_owned(),
            Action::Create(request),
            seen,
            now(),
        ))
    }

    /// Writes an operation down, or not, as [`admit`] says; then sends what is due.
    pub(super) fn submit(&self, op: Operation) -> Admit {
        let verdict = admit(stored(&op.id).as_ref(), &op);
        match verdict {
            Admit::Add | Admit::Replace => keep(&op),
            Admit::Withdraw => storage::remove(Key::Operation, &op.id),
            Admit::Same | Admit::Wait => {}
        }
        outbox::read(*self);
        outbox::pump(*self);
        verdict
    }

    /// Takes an operation back, or away when it is settled. Answers whether it
    /// is gone: what may be on its way is not.
    pub fn withdraw(&self, id: &str) -> bool {
        let free = stored(id).is_none_or(|op| match op.state {
            State::Queued => !op.maybe_sent,
            State::Draft | State::Done | State::NeedsPerson(_) | State::Refused(_) => true,
            State::Sending(_) | State::Unsure => false,
        });
        if free {
            storage::remove(Key::Operation, id);
            self.documents.update(|all| {
                all.remove(id);
            });
        }
        outbox::read(*self);
        free
    }

    /// Another round of tries, because a person asks for it.
    pub fn send_again(&self, id: &str) {
        if let Some(mut op) = stored(id) {
            op.retry(now());
            keep(&op);
        }
        outbox::read(*self);
        outbox::pump(*self);
    }

    /// A person has seen what changed and wants it all the same.
    pub fn confirm(&self, id: &str) {
        let rev = self
            .documents
            .with_untracked(|all| all.get(id).map(|document| document.rev.clone()));
        self.confirm_from(id, rev);
    }

    /// The same for what was changed elsewhere: `rev` is the revision that was seen.
    pub fn confirm_from(&self, id: &str, rev: Option<String>) {
        let programme = self.programme_untracked();
        if let (Some(mut op), Some(programme)) = (stored(id), programme) {
            let known = |at: &Snapshot| {
                snapshot(&programme.catalogue, &at.session, true).unwrap_or_else(|| at.clone())
            };
            let seen = op.seen.iter().map(known).collect();
            op.confirm(seen, rev.as_deref(), now());
            keep(&op);
        }
        outbox::read(*self);
        outbox::pump(*self);
    }

    /// Before the operation `id` is taken back: what was typed for it is in this tab's form again, whichever visit
    /// typed it. With `anew` it goes on under another id: a person has decided to start another registration.
    pub fn keep_draft(&self, session: &str, id: &str, anew: bool) {
        let typed = held_draft(session).filter(|draft| draft.id == id);
        let draft = typed.or_else(|| match stored(id)?.action {
            Action::Create(request) => Some(Draft::again(id, session, &request)),
            _ => None,
        });
        if let Some(mut draft) = draft {
            if anew {
                draft.renew(&mut BrowserRandom);
            }
            hold_draft(&draft);
        }
    }

    /// The same of the classes of a grade, which are kept beside its draft.
    pub fn keep_classes(&self, id: &str) {
        let op = stored(id).filter(|_| storage::held(Key::Draft, CLASSES).is_none());
        if let Some(op) = op
            && let Action::Create(request) = &op.action
            && request.kind == RegistrationKind::Grade
        {
            let sheet = Sheet::of(request, &op.seen);
            storage::hold(Key::Draft, CLASSES, &sheet.store());
        }
    }

    /// Takes stars off what the programme no longer has, once it is the server's own word.
    pub fn prune_favourites(&self) {
        let Some(programme) = self.programme_untracked().filter(|_| is_fresh(*self)) else {
            return;
        };
        let starred = self.favourites.get_untracked();
        for id in starred.keys() {
            if programme.catalogue.activity(id).is_none() {
                self.toggle_favourite(id);
            }
        }
    }

    /// 清除本机数据: from storage and from memory.
    pub fn forget(&self) {
        storage::clear();
        LAST.take();
        SEEN.take();
        super::questions::forget();
        self.receipts.set(ById::default());
        self.operations.set(ById::default());
        self.documents.set(ById::default());
        self.plan.set(ById::default());
        changes::forget(*self);
        self.favourites.set(Ids::default());
        self.recent.set(Vec::new());
        self.size.set(Default::default());
        self.scheme.set(Default::default());
        page::set_root("data-size", Some(self.size.get_untracked().id()));
        page::set_root("data-theme", None);
    }
}

/// Brings registrations back to this device; answers the id of the first one.
///
/// # Errors
/// [`Trouble`] when none was found or nobody could be asked.
pub async fn find(app: App, code: &str, last_four: &str) -> Result<String, Trouble> {
    let request = wire::find(code, last_four).ok_or(Trouble::Unasked)?;
    let answer = ask(app, request).await.map_err(Trouble::Failed)?;
    if answer.status == 200 && !answer.is_json() {
        return Err(Trouble::Failed(Failure::Unreadable));
    }
    let documents = wire::found(&answer, is_atomic(app)).map_err(Trouble::Refused)?;
    for document in &documents {
        take_in(app, document);
    }
    documents
        .first()
        .map(|document| document.id.clone())
        .ok_or(Trouble::Unasked)
}

/// What was typed last in this visit, under an id of its own; consent is asked for anew.
pub fn draft_for(session: &str, consent_version: &str) -> Draft {
    use crate::domain::form::Field;
    let last = LAST.with_borrow(|last| Draft::restore(last).whole());
    let mut draft =
        last.unwrap_or_else(|| Draft::new(session, consent_version, &mut BrowserRandom));
    draft.renew(&mut BrowserRandom);
    draft.session = session.to_owned();
    draft.consent_version = consent_version.to_owned();
    // A grade's form has its own page.
    if draft.text(Field::Kind) == RegistrationKind::Grade.id() {
        draft.set(Field::Kind, "");
    }
    for field in [Field::Consent, Field::Waitlist, Field::Alternatives] {
        draft.set_flag(field, false);
    }
    draft
}

/// Keeps what is being typed: in this tab, and in memory for the next form.
pub fn hold_draft(draft: &Draft) {
    let stored = draft.store();
    storage::hold(Key::Draft, &draft.session, &stored);
    LAST.set(stored);
}

/// The draft of a session that this tab holds.
pub fn held_draft(session: &str) -> Option<Draft> {
    let held = Draft::restore(&storage::held(Key::Draft, session)?).whole();
    held.filter(|draft| draft.session == session)
}
