//! A model of a server, of what can go wrong between it and a device, and of a device with one outbox.

mod server;

use super::tests::{Random, problem, request};
use super::*;
use proptest::prelude::*;
use serde_json::json;
use server::{CAPACITY, Entry, Server};
use std::collections::BTreeMap;

/// Most calls for one registration in so many milliseconds: the tries of one round, and one a second.
const CALLS_MOST: usize = 17;
const CALLS_IN: Millis = 10_000;

/// When the offers of the model end, in milliseconds from its beginning: one so early that it may be missed.
const OFFERS: [(&str, Millis); 3] = [
    ("o1", Millis::MAX / 2),
    ("o2", Millis::MAX / 2),
    ("o3", 60_000),
];

/// What goes wrong with one call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fault {
    None,
    KilledBeforeSending,
    KilledBeforeTheAnswer,
    NeverArrives,
    AnswerLost,
    /// The answer comes when another tab may have gone on.
    AnswerLate,
    BrokenBefore,
    BrokenAfter,
    Busy,
    InFlight,
    Portal,
    Offline,
}

pub(super) const FAULTS: [Fault; 12] = [
    Fault::None,
    Fault::KilledBeforeSending,
    Fault::KilledBeforeTheAnswer,
    Fault::NeverArrives,
    Fault::AnswerLost,
    Fault::AnswerLate,
    Fault::BrokenBefore,
    Fault::BrokenAfter,
    Fault::Busy,
    Fault::InFlight,
    Fault::Portal,
    Fault::Offline,
];

/// What happens on another device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Elsewhere {
    Accepted,
    Passed,
    Cancelled,
    Changed,
}

pub(super) const ELSEWHERE: [Elsewhere; 4] = [
    Elsewhere::Accepted,
    Elsewhere::Passed,
    Elsewhere::Cancelled,
    Elsewhere::Changed,
];

pub(super) struct World {
    pub server: Server,
    /// Local storage, as text: every step reads it and writes it.
    pub stored: BTreeMap<String, String>,
    pub finished: Vec<Document>,
    /// What came too late, as it stands instead.
    pub missed: Vec<Document>,
    /// Questions that arrived, by their ids.
    pub asked: Vec<String>,
    pub late: Vec<(String, Claim, Answer)>,
    /// When the server was called, for each registration.
    pub calls: BTreeMap<String, Vec<Millis>>,
    pub now: Millis,
    pub random: Random,
}

impl World {
    pub fn new(is_strict: bool) -> Self {
        let mut world = Self {
            server: Server {
                is_strict,
                ..Server::default()
            },
            stored: BTreeMap::new(),
            finished: Vec::new(),
            missed: Vec::new(),
            asked: Vec::new(),
            late: Vec::new(),
            calls: BTreeMap::new(),
            now: 1_694_304_000_000,
            random: Random(0x5eed),
        };
        let entries = &mut world.server.entries;
        for id in ["p1", "p2"] {
            entries.insert(id.into(), Entry::new(id, 2, None));
        }
        for (id, until) in OFFERS {
            let mut entry = Entry::new(id, 1, None);
            entry.status = "offered";
            entry.until = Some(world.now + until);
            entries.insert(id.into(), entry);
        }
        for op in world.wishes() {
            world.stored.insert(op.id.clone(), op.store());
        }
        world
    }

    /// Four creations of which not all fit, a change, a cancellation, answers to offers, and a question.
    pub fn wishes(&self) -> Vec<Operation> {
        let changed = |change: Change| Action::Change {
            change,
            rev: "1".to_owned(),
            token: "t0".to_owned(),
        };
        let answer = |offer: Offer| {
            changed(Change {
                offer: Some(offer),
                ..Change::default()
            })
        };
        let fewer = Change {
            lines: Some(request(1).lines),
            ..Change::default()
        };
        let question = Wording::typed("l1", "", "月亮背面有什么？");
        let token = "t0".to_owned();
        let create = |n: u32| (format!("c{n}"), Action::Create(request(n)));
        let wishes = (1..=4).map(create).chain([
            ("p1".to_owned(), changed(fewer)),
            ("p2".to_owned(), Action::Cancel { token }),
            ("o1".to_owned(), answer(Offer::Accept)),
            ("o2".to_owned(), answer(Offer::Pass)),
            ("o3".to_owned(), answer(Offer::Accept)),
            ("q1".to_owned(), Action::Ask(question)),
        ]);
        wishes
            .map(|(id, action)| Operation::new(id, action, vec![], self.now))
            .collect()
    }

    pub fn operations(&self) -> Vec<Operation> {
        let read = |text: &String| {
            let mut op = match Operation::restore(text) {
                Restored::Newer => return None,
                stored => stored.whole().expect("whole"),
            };
            op.tend(self.now);
            Some(op)
        };
        self.stored.values().filter_map(read).collect()
    }

    /// One turn of one tab.
    pub fn turn(&mut self, fault: Fault) {
        let mut operations = self.operations();
        let first = next(operations.iter(), self.now).map(|op| op.id.clone());
        let Some(op) = operations
            .iter_mut()
            .find(|op| Some(&op.id) == first.as_ref())
        else {
            return;
        };
        let claim = op.claim(self.now).expect("next is due");
        let call = claim.call;
        self.stored.insert(op.id.clone(), op.store());
        let answer = match fault {
            Fault::KilledBeforeSending => return,
            Fault::NeverArrives => Answer::Failed(Failure::Unreachable),
            Fault::BrokenBefore => problem(502, json!({}), None),
            Fault::Busy => problem(503, json!({}), Some(1_000)),
            Fault::Portal => Answer::Failed(Failure::NotJson),
            Fault::Offline => Answer::Failed(Failure::Offline),
            _ => {
                self.server.settle(self.now);
                self.server.take(op, call)
            }
        };
        if fault != Fault::Offline {
            self.calls.entry(op.id.clone()).or_default().push(self.now);
        }
        let answer = match fault {
            Fault::KilledBeforeTheAnswer => return,
            Fault::AnswerLost => Answer::Failed(Failure::Timeout),
            Fault::BrokenAfter => problem(500, json!({}), None),
            Fault::InFlight if call == Call::Put => problem(409, json!({"code": "busy"}), None),
            Fault::AnswerLate => {
                self.late.push((op.id.clone(), claim, answer));
                return;
            }
            _ => answer,
        };
        let id = op.id.clone();
        self.deliver(&id, claim, answer);
    }

    fn deliver(&mut self, id: &str, claim: Claim, answer: Answer) {
        let Some(mut op) = self.operations().into_iter().find(|op| op.id == id) else {
            return;
        };
        let ended = match on_answer(&mut op, claim, answer, self.now, &mut self.random) {
            Step::Finished(document) => {
                self.finished.push(*document);
                true
            }
            Step::Missed(document) => {
                self.missed.push(*document);
                true
            }
            Step::Asked => {
                self.asked.push(id.to_owned());
                true
            }
            _ => false,
        };
        if ended {
            self.stored.remove(id);
        } else {
            self.stored.insert(id.to_owned(), op.store());
        }
    }

    /// Somebody answers the offer of `o1`, or cancels or changes `p1`, on another device.
    pub fn elsewhere(&mut self, what: Elsewhere) {
        let (id, from, to) = match what {
            Elsewhere::Accepted => ("o1", "offered", "confirmed"),
            Elsewhere::Passed => ("o1", "offered", "cancelled"),
            Elsewhere::Cancelled => ("p1", "confirmed", "cancelled"),
            Elsewhere::Changed => ("p1", "confirmed", "confirmed"),
        };
        let entry = self.server.entries.get_mut(id).unwrap();
        if entry.status == from {
            entry.turn_into(to);
        }
        if what == Elsewhere::Changed {
            entry.seats = 3;
        }
    }

    pub fn deliver_late(&mut self) {
        for (id, claim, answer) in std::mem::take(&mut self.late) {
            self.deliver(&id, claim, answer);
        }
    }

    /// A quiet network until nothing moves by itself, and a person who presses
    /// 重试 when asked to.
    pub fn settle(&mut self, presses: bool) {
        for _ in 0..200 {
            let mut operations = self.operations();
            for op in operations.iter_mut().filter(|op| presses && op.is_manual()) {
                op.retry(self.now);
                self.stored.insert(op.id.clone(), op.store());
            }
            let Some(at) = wake_at(operations.iter()) else {
                return;
            };
            self.now = self.now.max(at);
            self.turn(Fault::None);
        }
        panic!("it never comes to rest");
    }

    pub fn check(&self) -> Result<(), TestCaseError> {
        prop_assert!(self.server.booked() <= CAPACITY);
        for (id, effects) in &self.server.effects {
            prop_assert_eq!(*effects, 1, "{} took effect more than once", id);
        }
        for document in &self.finished {
            let given_back = matches!(document.id.as_str(), "p2" | "o2");
            let stands = if given_back { "cancelled" } else { "confirmed" };
            prop_assert_eq!(self.server.entries[&document.id].status, stands);
        }
        for id in &self.asked {
            prop_assert!(
                self.server.effects.contains_key(id),
                "what is said to be there is there"
            );
        }
        for document in &self.missed {
            let entry = &self.server.entries[&document.id];
            prop_assert!(
                entry.status != "offered" && !self.server.effects.contains_key(&document.id)
            );
            prop_assert_eq!(
                document.status.id(),
                entry.status,
                "what is said of it is so"
            );
        }
        // Six tries may come to lie close together by chance, and a server may ask for one each second.
        for (id, calls) in &self.calls {
            for storm in calls.windows(CALLS_MOST + 1) {
                let span = storm[CALLS_MOST] - storm[0];
                prop_assert!(
                    span > CALLS_IN,
                    "{} was sent {} times in {} ms",
                    id,
                    CALLS_MOST + 1,
                    span
                );
            }
        }
        Ok(())
    }

    pub fn says(&self, what: &str) -> bool {
        self.stored.values().any(|text| text.contains(what))
    }
}
