//! The whole outbox against a model of a server, with faults and crashes at
//! every point: never lost, never twice, never stuck.

use super::tests::{Random, document, problem, request};
use super::*;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

const CAPACITY: u32 = 9;

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    body: Option<Request>,
    seats: u32,
    rev: u32,
    status: &'static str,
    first: Document,
}

/// A server that keeps the contract. `is_strict` ones answer a repeated
/// creation with 412 and show a registration without a token, as Kinto does.
#[derive(Debug, Clone, PartialEq, Default)]
struct Server {
    entries: BTreeMap<String, Entry>,
    effects: BTreeMap<String, u32>,
    is_strict: bool,
    poisoned: Option<String>,
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
enum Fault {
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

const FAULTS: [Fault; 12] = [
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

struct World {
    server: Server,
    /// Local storage, as text: every step reads it and writes it.
    stored: BTreeMap<String, String>,
    finished: Vec<Document>,
    late: Vec<(String, Call, Answer)>,
    now: Millis,
    random: Random,
}

impl World {
    fn new(is_strict: bool) -> Self {
        let mut world = Self {
            server: Server {
                is_strict,
                ..Server::default()
            },
            stored: BTreeMap::new(),
            finished: Vec::new(),
            late: Vec::new(),
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
    fn wishes(&self) -> Vec<Operation> {
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

    fn operations(&self) -> Vec<Operation> {
        let read = |text: &String| {
            let mut op = Operation::restore(text).whole().expect("whole");
            op.tend(self.now);
            op
        };
        self.stored.values().map(read).collect()
    }

    /// One turn of one tab.
    fn turn(&mut self, fault: Fault) {
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

    fn deliver_late(&mut self) {
        for (id, call, answer) in std::mem::take(&mut self.late) {
            self.deliver(&id, call, answer);
        }
    }

    /// A quiet network until nothing moves by itself, and a person who presses
    /// 重试 when asked to.
    fn settle(&mut self, presses: bool) {
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

    fn check(&self) -> Result<(), TestCaseError> {
        prop_assert!(self.server.booked() <= CAPACITY);
        for (id, effects) in &self.server.effects {
            prop_assert_eq!(*effects, 1, "{} took effect more than once", id);
        }
        for document in &self.finished {
            let entry = &self.server.entries[&document.id];
            prop_assert_eq!(entry.status == "cancelled", document.id == "p2");
        }
        Ok(())
    }
}

fn faults() -> impl Strategy<Value = Vec<(Fault, Millis, bool)>> {
    let step = (
        proptest::sample::select(FAULTS.to_vec()),
        0..40_000i64,
        any::<bool>(),
    );
    proptest::collection::vec(step, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn never_lost_never_twice(faults in faults(), is_strict in any::<bool>()) {
        let mut world = World::new(is_strict);
        for (fault, wait, late_first) in faults {
            world.now += wait;
            if late_first {
                world.deliver_late();
            }
            world.turn(fault);
            world.check()?;
        }
        world.settle(true);
        world.deliver_late();
        world.check()?;
        for op in world.operations() {
            prop_assert!(matches!(op.state, State::Refused(_)), "{:?}", op);
            prop_assert!(!world.server.entries.contains_key(&op.id), "refused, yet there");
        }
        prop_assert_eq!(world.finished.len() + world.stored.len(), 6, "each wish has one end");

        // The whole outbox twice more, from the first record to the last.
        let before = world.server.clone();
        for _ in 0..2 {
            let done: Vec<String> = world.finished.iter().map(|document| document.id.clone()).collect();
            world.finished.clear();
            for op in world.wishes().into_iter().filter(|op| done.contains(&op.id)) {
                world.stored.insert(op.id.clone(), op.store());
            }
            world.settle(true);
            prop_assert_eq!(&world.server, &before);
            prop_assert_eq!(world.finished.len(), done.len());
        }
    }

    #[test]
    fn a_poisoned_operation_holds_up_nothing(
        faults in faults(),
        poisoned in proptest::sample::select(vec!["c1", "p1", "p2"]),
    ) {
        let mut world = World::new(false);
        world.server.poisoned = Some(poisoned.into());
        for (fault, wait, _) in faults {
            world.now += wait;
            world.turn(fault);
        }
        // Tries used up in the storm are a person's to renew, once.
        for mut op in world.operations().into_iter().filter(|op| op.is_manual()) {
            op.retry(world.now);
            world.stored.insert(op.id.clone(), op.store());
        }
        world.settle(false);
        let left: Vec<Operation> = world.operations();
        let stuck = left.iter().filter(|op| !matches!(op.state, State::Refused(_)));
        let stuck: Vec<&str> = stuck.map(|op| op.id.as_str()).collect();
        prop_assert_eq!(stuck, [poisoned]);
        prop_assert!(left.iter().any(Operation::is_manual), "it waits for a person, in sight");
    }
}
