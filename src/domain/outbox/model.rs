//! A model of a server, of what can go wrong between it and a device, and of a device with one outbox.

use super::tests::{Random, document, problem, request};
use super::*;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

/// Most calls for one registration in so many milliseconds: the tries of one round, and one a second.
const CALLS_MOST: usize = 17;
const CALLS_IN: Millis = 10_000;

const CAPACITY: u32 = 9;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub body: Option<Request>,
    pub seats: u32,
    pub rev: u32,
    pub status: &'static str,
    pub first: Document,
}

/// A server that keeps the contract. `is_strict` ones answer a repeated
/// creation with 412 and show a registration without a token, as Kinto does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Server {
    pub entries: BTreeMap<String, Entry>,
    pub effects: BTreeMap<String, u32>,
    pub is_strict: bool,
    pub poisoned: Option<String>,
}

impl Server {
    fn booked(&self) -> u32 {
        let live = self
            .entries
            .values()
            .filter(|entry| entry.status != "cancelled");
        live.map(|entry| entry.seats).sum()
    }

    fn show(&self, id: &str) -> Answer {
        let entry = &self.entries[id];
        Answer::Document(Box::new(document(id, entry.seats, entry.rev, entry.status)))
    }

    fn take(&mut self, op: &Operation, call: Call) -> Answer {
        if self.poisoned.as_ref() == Some(&op.id) {
            return problem(500, json!({}), None);
        }
        let known = self.entries.get(&op.id).cloned();
        match (call, &op.action, known) {
            (Call::Put, Action::Create(body), Some(entry)) => {
                match entry.body.as_ref() == Some(body) {
                    _ if self.is_strict => problem(412, json!({}), None),
                    true => Answer::Document(Box::new(entry.first)),
                    false => problem(
                        422,
                        json!({"errors": [{"pointer": "/id", "code": "reused"}]}),
                        None,
                    ),
                }
            }
            (Call::Put, Action::Create(body), None) => {
                let seats = body.lines[0].party.seats();
                if self.booked() + seats > CAPACITY {
                    return problem(409, json!({"code": "full"}), None);
                }
                let entry = Entry {
                    body: Some(body.clone()),
                    seats,
                    rev: 1,
                    status: "confirmed",
                    first: document(&op.id, seats, 1, "confirmed"),
                };
                self.entries.insert(op.id.clone(), entry);
                self.effect(&op.id)
            }
            (Call::Get, Action::Create(_), _) if !self.is_strict => problem(401, json!({}), None),
            (_, _, None) => problem(404, json!({}), None),
            (Call::Patch, Action::Change { change, rev, .. }, Some(mut entry)) => {
                if *rev != entry.rev.to_string() {
                    return problem(412, json!({"code": "stale"}), None);
                }
                entry.seats = change.lines.as_ref().unwrap()[0].party.seats();
                entry.rev += 1;
                self.entries.insert(op.id.clone(), entry);
                self.effect(&op.id)
            }
            (Call::Delete, _, Some(mut entry)) if entry.status != "cancelled" => {
                entry.status = "cancelled";
                entry.rev += 1;
                self.entries.insert(op.id.clone(), entry);
                self.effect(&op.id)
            }
            _ => self.show(&op.id),
        }
    }

    fn effect(&mut self, id: &str) -> Answer {
        *self.effects.entry(id.to_owned()).or_default() += 1;
        self.show(id)
    }
}

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

pub(super) struct World {
    pub server: Server,
    /// Local storage, as text: every step reads it and writes it.
    pub stored: BTreeMap<String, String>,
    pub finished: Vec<Document>,
    pub late: Vec<(String, Call, Answer)>,
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
            late: Vec::new(),
            calls: BTreeMap::new(),
            now: 1_694_304_000_000,
            random: Random(0x5eed),
        };
        for id in ["p1", "p2"] {
            let entry = Entry {
                body: None,
                seats: 2,
                rev: 1,
                status: "confirmed",
                first: document(id, 2, 1, "confirmed"),
            };
            world.server.entries.insert(id.into(), entry);
        }
        for op in world.wishes() {
            world.stored.insert(op.id.clone(), op.store());
        }
        world
    }

    /// Four creations of which not all fit, a change and a cancellation.
    pub fn wishes(&self) -> Vec<Operation> {
        let create = |n: u32| (format!("c{n}"), Action::Create(request(n)));
        let change = Change {
            lines: Some(request(1).lines),
            ..Change::default()
        };
        let token = || "t0".to_owned();
        let rev = "1".to_owned();
        let wishes = (1..=4).map(create).chain([
            (
                "p1".to_owned(),
                Action::Change {
                    change,
                    rev,
                    token: token(),
                },
            ),
            ("p2".to_owned(), Action::Cancel { token: token() }),
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
        let call = op.claim(self.now).expect("next is due");
        self.stored.insert(op.id.clone(), op.store());
        let answer = match fault {
            Fault::KilledBeforeSending => return,
            Fault::NeverArrives => Answer::Failed(Failure::Unreachable),
            Fault::BrokenBefore => problem(502, json!({}), None),
            Fault::Busy => problem(503, json!({}), Some(1_000)),
            Fault::Portal => Answer::Failed(Failure::NotJson),
            Fault::Offline => Answer::Failed(Failure::Offline),
            _ => self.server.take(op, call),
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
                self.late.push((op.id.clone(), call, answer));
                return;
            }
            _ => answer,
        };
        let id = op.id.clone();
        self.deliver(&id, call, answer);
    }

    fn deliver(&mut self, id: &str, call: Call, answer: Answer) {
        let Some(mut op) = self.operations().into_iter().find(|op| op.id == id) else {
            return;
        };
        if let Step::Finished(document) =
            on_answer(&mut op, call, answer, self.now, &mut self.random)
        {
            self.finished.push(*document);
            self.stored.remove(id);
        } else {
            self.stored.insert(id.to_owned(), op.store());
        }
    }

    pub fn deliver_late(&mut self) {
        for (id, call, answer) in std::mem::take(&mut self.late) {
            self.deliver(&id, call, answer);
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
            let entry = &self.server.entries[&document.id];
            prop_assert_eq!(entry.status == "cancelled", document.id == "p2");
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
