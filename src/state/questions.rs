//! Questions of one's own under lectures, and what this device voted for: what stays on it, and how both go out.

use super::App;
use super::outbox::{self, ask, now};
use super::registrations::records;
use crate::api::questions as wire;
use crate::device::clock;
use crate::device::random::BrowserRandom;
use crate::device::storage::{self, Key};
use crate::domain::by_id::ById;
use crate::domain::order::order;
use crate::domain::outbox::{Action, Admit, Millis, Operation};
use crate::domain::questions::{Own, Standing, Votes, Wording, is_over};
use crate::domain::receipt::Restored;
use crate::domain::registration::uuid;
use crate::text;
use crate::words::questions as words;
use std::cell::RefCell;

thread_local! {
    /// The name given last in this visit, so that nobody types it twice; in memory only.
    static NAME: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What has been here for a month goes, once the time is known for sure.
pub fn expire() {
    if !clock::is_learnt() {
        return;
    }
    let is_old = |key: Key, record: &str| match key {
        Key::Vote => Votes::restore(record)
            .whole()
            .is_some_and(|all| all.is_expired(now())),
        // What never arrived, and nobody sent again.
        Key::Operation => Operation::restore(record)
            .whole()
            .is_some_and(|op| matches!(op.action, Action::Ask(_)) && is_over(op.created_at, now())),
        _ => Own::restore(record)
            .whole()
            .is_some_and(|own| own.is_expired(now())),
    };
    for key in [Key::Question, Key::Vote, Key::Operation] {
        for (id, record) in storage::all(key) {
            if is_old(key, &record) {
                storage::remove(key, &id);
            }
        }
    }
}

/// The questions of one's own that the server has, the newest first.
pub fn own(lecture: &str) -> Vec<Own> {
    let mut all = ById::default();
    records(
        Key::Question,
        &mut |id, stored| match Own::restore(stored) {
            Restored::Whole(own) if own.id == id => {
                if own.wording.lecture == lecture {
                    all.insert(own.id.clone(), own);
                }
                true
            }
            Restored::Newer => true,
            _ => false,
        },
    );
    let all: Vec<Own> = all.into_values().collect();
    let places = order(all.len(), &|at| (-all[at].at, 0));
    places.into_iter().map(|at| all[at].clone()).collect()
}

/// Takes in where one's own stand; answers those that stand elsewhere than before.
pub fn learn(lecture: &str, told: &[(String, Standing)]) -> Vec<Own> {
    let mut moved = Vec::new();
    for mut own in own(lecture) {
        let standing = told.iter().find(|(id, _)| *id == own.id);
        if let Some((_, standing)) = standing.filter(|(_, standing)| *standing != own.standing) {
            own.standing = standing.clone();
            storage::set(Key::Question, &own.id, &own.store());
            moved.push(own);
        }
    }
    moved
}

/// It stands on the server: one's own first, then the operation may go.
pub(super) fn taken(app: App, op: &Operation) {
    if let Action::Ask(wording) = &op.action {
        let own = Own::new(&op.id, wording, now());
        storage::set(Key::Question, &own.id, &own.store());
    }
    storage::remove(Key::Operation, &op.id);
    app.say(words::TAKEN);
}

impl App {
    /// Asks: written down first, then sent until there is an answer. What is there under this id already is not
    /// asked again.
    pub fn ask_question(&self, id: &str, wording: Wording) -> Admit {
        // A tab that was copied has the draft and its id too: other words are another question.
        let other = outbox::stored(id)
            .is_some_and(|op| !matches!(&op.action, Action::Ask(known) if *known == wording))
            || storage::get(Key::Question, id)
                .and_then(|record| Own::restore(&record).whole())
                .is_some_and(|own| own.wording != wording);
        let id = if other {
            uuid(&mut BrowserRandom)
        } else {
            id.to_owned()
        };
        self.submit(Operation::new(id, Action::Ask(wording), Vec::new(), now()))
    }

    /// The same once more, because a person wants it still: it was refused, or waited too long.
    pub fn ask_again(&self, id: &str) {
        match outbox::stored(id) {
            Some(op) if op.due_at().is_some() || op.is_manual() => self.send_again(id),
            Some(op) => {
                if let Action::Ask(wording) = op.action {
                    self.ask_question(id, wording);
                }
            }
            None => {}
        }
    }
}

/// A question that is being written, under the id that it will be sent under; this tab keeps it.
pub fn draft(lecture: &str) -> Own {
    let held = storage::held(Key::Draft, &place(lecture));
    held.and_then(|held| Own::restore(&held).whole())
        .filter(|own| own.wording.lecture == lecture)
        .unwrap_or_else(|| {
            let name = NAME.with_borrow(String::clone);
            let wording = Wording {
                lecture: lecture.to_owned(),
                name,
                text: String::new(),
            };
            Own::new(&uuid(&mut BrowserRandom), &wording, Millis::default())
        })
}

/// Keeps what is being written.
pub fn hold_draft(own: &Own) {
    NAME.set(own.wording.name.clone());
    let place = place(&own.wording.lecture);
    if own.wording.text.trim().is_empty() {
        storage::release(Key::Draft, &place);
    } else {
        storage::hold(Key::Draft, &place, &own.store());
    }
}

/// Where this tab keeps what is being asked under a lecture: no session's id.
fn place(lecture: &str) -> String {
    text!("~ask.", lecture)
}

/// What this device voted for under a lecture; none so far.
pub fn votes(lecture: &str) -> Option<Votes> {
    Votes::restore(&storage::get(Key::Vote, lecture)?).whole()
}

/// Keeps that this device votes for a question, or no more; answers as whom.
pub fn mark(lecture: &str, id: &str, wants: bool) -> Votes {
    let mut votes = votes(lecture).unwrap_or_else(|| Votes::new(&mut BrowserRandom));
    if wants {
        votes.ids.add(id);
    } else {
        votes.ids.remove(id);
    }
    votes.at = now();
    storage::set(Key::Vote, lecture, &votes.store());
    votes
}

/// Tells the server of a vote that was marked; answers how many there are now, or nothing if it did not count.
pub async fn vote(app: App, lecture: &str, id: &str, voter: &str, wants: bool) -> Option<u32> {
    let answer = ask(app, wire::vote(lecture, id, voter, wants)).await.ok()?;
    wire::votes(&answer)
}

/// Forgets what memory holds, with all else of this device.
pub(super) fn forget() {
    NAME.take();
}
