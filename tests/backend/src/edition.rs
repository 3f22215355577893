//! The catalogue as it stands: the year file, moved to today for the demo, and what tests change in it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde_json::Value;

use crate::catalogue::{Catalogue, Fingerprint, list};
use crate::demo;
use crate::lectures::Forced;
use crate::session::time;

/// Cursors remembered for deltas; a client with an older one loads everything.
const CURSORS: usize = 64;

struct Current {
    catalogue: Arc<Catalogue>,
    /// For the demo: the day it was moved to, and when its live lecture ends.
    staged: Option<(NaiveDate, Option<DateTime<Utc>>)>,
    known: HashMap<String, Fingerprint>,
    order: VecDeque<String>,
    forced: HashMap<String, Forced>,
}

/// The year file and its present state.
pub struct Edition {
    source: Value,
    demo: bool,
    current: RwLock<Current>,
}

impl Edition {
    pub fn new(source: Value, demo: bool, now: DateTime<FixedOffset>) -> Self {
        let edition = Self {
            current: RwLock::new(Current {
                catalogue: Arc::new(Catalogue::verbatim(Vec::new())),
                staged: None,
                known: HashMap::new(),
                order: VecDeque::new(),
                forced: HashMap::new(),
            }),
            source,
            demo,
        };
        edition.reset(now);
        edition
    }

    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.read().catalogue.clone()
    }

    /// As after the start.
    pub fn reset(&self, now: DateTime<FixedOffset>) {
        let mut current = self.write();
        current.known.clear();
        current.order.clear();
        current.forced.clear();
        self.stage(&mut current, now);
    }

    /// Whether the demo's day or its live lecture is over, so that `restage` is due.
    pub fn is_over(&self, now: DateTime<FixedOffset>) -> bool {
        let past = |(day, end): (NaiveDate, Option<DateTime<Utc>>)| {
            day != now.date_naive() || end.is_some_and(|end| now >= end)
        };
        self.read().staged.is_some_and(past)
    }

    /// Moves the demo to the present.
    pub fn restage(&self, now: DateTime<FixedOffset>) {
        self.stage(&mut self.write(), now);
    }

    fn stage(&self, current: &mut Current, now: DateTime<FixedOffset>) {
        let document = if self.demo {
            demo::shift(&self.source, now)
        } else {
            self.source.clone()
        };
        current.staged = self.demo.then(|| (now.date_naive(), live_end(&document)));
        current.put(Catalogue::new(document));
    }

    /// Replaces the catalogue; what is staged no more stays as it is.
    pub fn replace(&self, catalogue: Catalogue) {
        let mut current = self.write();
        current.staged = None;
        current.put(catalogue);
    }

    /// Changes the document; `None` when `change` finds nothing to change.
    pub fn edit(&self, change: impl FnOnce(&mut Value) -> Option<()>) -> Option<()> {
        let mut current = self.write();
        let mut document = current.catalogue.document.clone();
        change(&mut document)?;
        current.staged = None;
        current.put(Catalogue::new(document));
        Some(())
    }

    /// The fingerprint of what a client with this cursor has.
    pub fn known(&self, cursor: &str) -> Option<Fingerprint> {
        self.read().known.get(cursor).cloned()
    }

    /// The state somebody set for a lecture.
    pub fn forced(&self, lecture: &str) -> Option<Forced> {
        self.read().forced.get(lecture).cloned()
    }

    /// Sets a lecture's state, or leaves it to the clock again.
    pub fn force(&self, lecture: &str, state: Option<Forced>) {
        let mut current = self.write();
        match state {
            Some(state) => current.forced.insert(lecture.to_owned(), state),
            None => current.forced.remove(lecture),
        };
    }

    fn read(&self) -> RwLockReadGuard<'_, Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Current> {
        self.current.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn put(&mut self, catalogue: Catalogue) {
        let cursor = catalogue.cursor.clone();
        let fingerprint = catalogue.fingerprint.clone();
        if self.known.insert(cursor.clone(), fingerprint).is_none() {
            self.order.push_back(cursor);
        }
        while self.order.len() > CURSORS {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
        self.catalogue = Arc::new(catalogue);
    }
}

/// When the lecture that the demo shows live ends.
fn live_end(document: &Value) -> Option<DateTime<Utc>> {
    let id = document["demo"]["live"].as_str()?;
    let activity = list(document, "activities")
        .iter()
        .find(|activity| activity["id"] == id)?;
    let wanted = &activity["lecture"]["session"];
    let sessions = list(activity, "sessions");
    let session = sessions.iter().find(|session| session["id"] == *wanted)?;
    time(&session["end"])
}
