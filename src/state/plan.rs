//! What this person means to go to, as this device knows it: what was noted, and what is registered.

use super::App;
use crate::device::storage::{self, Key};
use crate::domain::changes::{Change, Kind};
use crate::domain::outbox::Action;
use crate::domain::plan::{self, Item, Registered};
use crate::domain::registration::Status;

impl App {
    /// Everything this person means to go to or is registered for, in the order in which it begins.
    pub fn plan_items(&self) -> Vec<Item> {
        let mut noted = Vec::new();
        self.receipts.with(|all| {
            for receipt in all.values().filter(|receipt| receipt.is_live()) {
                let places = receipt.places.iter();
                for place in places.filter(|place| place.status != Status::Cancelled) {
                    let registered = Registered {
                        id: receipt.id.clone(),
                        status: place.status,
                        unsent: false,
                    };
                    noted.push((place.at.clone(), Some(registered)));
                }
            }
        });
        self.operations.with(|all| {
            for op in all.values().filter(|op| op.is_live()) {
                if let Action::Create(_) = op.action {
                    for at in &op.seen {
                        let registered = Registered {
                            id: op.id.clone(),
                            status: Status::Pending,
                            unsent: true,
                        };
                        noted.push((at.clone(), Some(registered)));
                    }
                }
            }
        });
        self.plan
            .with(|all| noted.extend(all.values().map(|at| (at.clone(), None))));
        let programme = self.programme();
        let catalogue = programme.as_ref().map(|programme| &programme.catalogue);
        let mut items = plan::gather(catalogue, &noted, &self.now.get());
        self.followed.with(|all| {
            for item in &mut items {
                let changed = all.get(&item.at.session).and_then(Change::kind);
                if let Some(Kind::Moved | Kind::Place) = changed {
                    item.moved();
                }
            }
        });
        items
    }

    pub fn is_planned(&self, key: &str) -> bool {
        self.plan.with(|plan| plan.contains_key(key))
    }

    /// Notes what has this key as the programme has it now, on this device only. Answers whether it has it.
    pub fn keep_in_plan(&self, key: &str) -> bool {
        let at = self.programme_untracked().and_then(|programme| {
            let entry = plan::find(&programme.catalogue, key)?;
            plan::seen(&programme.catalogue, &entry)
        });
        let known = at.is_some();
        if let Some(at) = at {
            storage::set(Key::Plan, key, &plan::store(&at));
            self.plan.update(|plan| {
                plan.insert(at.session.clone(), at);
            });
            self.look.set(());
        }
        known
    }

    pub fn leave_out_of_plan(&self, key: &str) {
        storage::remove(Key::Plan, key);
        self.plan.update(|plan| {
            plan.remove(key);
        });
        self.look.set(());
    }
}
