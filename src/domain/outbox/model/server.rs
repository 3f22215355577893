//! A model of a server that keeps the contract: one session, its registrations and offers.

use super::super::tests::{document, problem};
use super::*;

/// Places of the one session.
pub(super) const CAPACITY: u32 = 12;

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub body: Option<Request>,
    pub seats: u32,
    pub rev: u32,
    pub status: &'static str,
    /// Until when an offer stands.
    pub until: Option<Millis>,
    pub first: Document,
}

impl Entry {
    /// A family of so many, confirmed.
    pub fn new(id: &str, seats: u32, body: Option<Request>) -> Self {
        Self {
            body,
            seats,
            rev: 1,
            status: "confirmed",
            until: None,
            first: document(id, seats, 1, "confirmed"),
        }
    }

    /// Becomes something else, and another revision.
    pub fn turn_into(&mut self, status: &'static str) {
        self.status = status;
        self.rev += 1;
    }
}

/// A server that keeps the contract. `is_strict` ones answer a repeated
/// creation with 412 and show a registration without a token, as Kinto does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Server {
    pub entries: BTreeMap<String, Entry>,
    pub effects: BTreeMap<String, u32>,
    pub is_strict: bool,
    pub poisoned: Option<String>,
}

impl Server {
    pub fn booked(&self) -> u32 {
        let live = self
            .entries
            .values()
            .filter(|entry| !matches!(entry.status, "cancelled" | "expired"));
        live.map(|entry| entry.seats).sum()
    }

    fn show(&self, id: &str) -> Answer {
        let entry = &self.entries[id];
        Answer::Document(Box::new(document(id, entry.seats, entry.rev, entry.status)))
    }

    /// Ends the offers whose time is over.
    pub fn settle(&mut self, now: Millis) {
        for entry in self.entries.values_mut() {
            if entry.status == "offered" && entry.until.is_some_and(|until| until <= now) {
                entry.turn_into("expired");
            }
        }
    }

    /// The same answer given twice is given once; another one, or one too late, is refused.
    fn answer_offer(&mut self, op: &Operation, offer: Offer, rev: &str) -> Answer {
        let entry = self.entries.get_mut(&op.id).unwrap();
        match (entry.status, offer) {
            ("confirmed", Offer::Accept) | ("cancelled", Offer::Pass) => return self.show(&op.id),
            ("offered", _) if rev != entry.rev.to_string() => {
                return problem(412, json!({"code": "stale"}), None);
            }
            ("offered", Offer::Accept) => entry.turn_into("confirmed"),
            ("offered", Offer::Pass) => entry.turn_into("cancelled"),
            _ => return problem(409, json!({"code": "gone"}), None),
        }
        self.effect(&op.id)
    }

    pub fn take(&mut self, op: &Operation, call: Call) -> Answer {
        if self.poisoned.as_ref() == Some(&op.id) {
            return problem(500, json!({}), None);
        }
        if matches!(op.action, Action::Ask(_)) {
            return self.ask(op);
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
                let entry = Entry::new(&op.id, seats, Some(body.clone()));
                self.entries.insert(op.id.clone(), entry);
                self.effect(&op.id)
            }
            (Call::Get, Action::Create(_), _) if !self.is_strict => problem(401, json!({}), None),
            (_, _, None) => problem(404, json!({}), None),
            (Call::Patch, Action::Change { change, rev, .. }, Some(_))
                if change.offer.is_some() =>
            {
                self.answer_offer(op, change.offer.unwrap(), rev)
            }
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
                entry.turn_into("cancelled");
                self.entries.insert(op.id.clone(), entry);
                self.effect(&op.id)
            }
            _ => self.show(&op.id),
        }
    }

    /// The same question is taken in once.
    fn ask(&mut self, op: &Operation) -> Answer {
        if self.effects.contains_key(&op.id) && self.is_strict {
            return problem(412, json!({}), None);
        }
        self.effects.entry(op.id.clone()).or_insert(1);
        Answer::Asked(op.id.clone())
    }

    fn effect(&mut self, id: &str) -> Answer {
        *self.effects.entry(id.to_owned()).or_default() += 1;
        self.show(id)
    }
}
