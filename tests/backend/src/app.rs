//! Everything one running backend has.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use tokio::sync::{Semaphore, watch};

use crate::catalogue::Catalogue;
use crate::clock::{Clock, stamp};
use crate::demo;
use crate::edition::Edition;
use crate::encoding::Encoded;
use crate::faults::Faults;
use crate::files::Site;
use crate::kiosks::Kiosks;
use crate::limits::Limits;
use crate::log::Log;
use crate::media::Media;
use crate::problem::Problem;
use crate::session::{Phase, Session};
use crate::store::{Scene, Store};

/// How old the `at` of an answer about places may be.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// Most questions whose answer is held back at once: each is a connection.
const HELD: usize = 2_000;

struct Places {
    content: Value,
    at: DateTime<Utc>,
    encoded: Arc<Encoded>,
}

pub struct App {
    pub clock: Clock,
    pub edition: Edition,
    pub store: Store,
    pub site: Site,
    pub media: Media,
    pub kiosks: Kiosks,
    pub faults: Faults,
    pub limits: Limits,
    pub log: Log,
    /// Whether requests are logged: only where the control port can read them.
    pub logs: bool,
    pub demo: bool,
    /// Whether a proxy stands before it.
    pub forwarded: bool,
    /// Most time for the answer to an offer.
    pub offer: TimeDelta,
    /// The token of who moderates questions; without one nobody does.
    pub moderation: Option<String>,
    /// Told when idle connections must end.
    pub recycle: watch::Sender<u64>,
    /// Told when a lecture may be elsewhere in its life, and when the server ends.
    pub news: watch::Sender<u64>,
    /// For so many more questions an answer may be held back until there is news.
    pub held: Arc<Semaphore>,
    places: Mutex<Option<Places>>,
}

/// The parts an `App` is put together from.
pub struct Parts {
    pub source: Value,
    pub store: Store,
    pub site: Site,
    pub media: Media,
    pub kiosks: Kiosks,
    pub demo: bool,
    pub seed: Option<u64>,
    /// Writes of one address in a minute.
    pub rate: Option<usize>,
    /// Questions of one address under one lecture in a minute.
    pub questions: Option<usize>,
    pub moderation: Option<String>,
    pub forwarded: bool,
    pub offer: TimeDelta,
    pub logs: bool,
}

impl App {
    pub fn new(parts: Parts) -> Result<Self, Problem> {
        let clock = Clock::default();
        let app = Self {
            edition: Edition::new(parts.source, parts.demo, clock.city()),
            clock,
            store: parts.store,
            site: parts.site,
            media: parts.media,
            kiosks: parts.kiosks,
            faults: Faults::new(parts.seed),
            limits: Limits::new(parts.rate, parts.questions),
            log: Log::default(),
            logs: parts.logs,
            demo: parts.demo,
            forwarded: parts.forwarded,
            offer: parts.offer,
            moderation: parts.moderation,
            recycle: watch::Sender::new(0),
            news: watch::Sender::new(0),
            held: Arc::new(Semaphore::new(HELD)),
            places: Mutex::new(None),
        };
        app.sync()?;
        Ok(app)
    }

    /// The catalogue; the demo is moved on when its day is over, unless a test holds the clock.
    pub fn catalogue(&self) -> Result<Arc<Catalogue>, Problem> {
        let now = self.clock.city();
        if self.clock.is_true() && self.edition.is_over(now) {
            self.edition.restage(now);
            self.sync()?;
        }
        Ok(self.edition.catalogue())
    }

    /// Brings the database up to the catalogue.
    pub fn sync(&self) -> Result<(), Problem> {
        let catalogue = self.edition.catalogue();
        let held = |session: &Session| {
            if self.demo {
                demo::held(&session.id, session.capacity)
            } else {
                0
            }
        };
        self.store.sync(self.scene(&catalogue), held)
    }

    pub fn scene<'a>(&self, catalogue: &'a Catalogue) -> Scene<'a> {
        Scene {
            catalogue,
            now: self.clock.now(),
            offer: self.offer,
        }
    }

    /// As after the start: year file, registrations, clock, faults, log.
    pub fn reset(&self) -> Result<(), Problem> {
        self.faults.clear();
        self.limits.clear();
        self.kiosks.reset();
        self.clock.shift(0.0);
        self.store.clear()?;
        self.store.clear_questions()?;
        self.edition.reset(self.clock.city());
        self.sync()?;
        self.log.clear();
        self.tell();
        self.recycle();
        Ok(())
    }

    /// Whoever waits for news of a lecture looks again.
    pub fn tell(&self) {
        self.news.send_modify(|turn| *turn += 1);
    }

    /// Ends connections that nothing is asked on, so that the next request comes on a new one.
    pub fn recycle(&self) {
        self.recycle.send_modify(|turn| *turn += 1);
    }

    /// The contract's answer about places. Its bytes are kept while no number moves, for a few seconds.
    pub fn availability(&self) -> Result<Arc<Encoded>, Problem> {
        let catalogue = self.catalogue()?;
        let now = self.clock.now();
        let content = self.places(&catalogue, now)?;
        let mut kept = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = kept.as_ref() {
            let age = now - places.at;
            if places.content == content && age < FRESH && age >= TimeDelta::zero() {
                return Ok(places.encoded.clone());
            }
        }
        let body = json!({"at": stamp(now), "sessions": content}).to_string();
        let tag = crate::token::digest(content.to_string().as_bytes());
        let encoded = Arc::new(Encoded::weak(Bytes::from(body), &tag[..16]));
        *kept = Some(Places {
            content,
            at: now,
            encoded: encoded.clone(),
        });
        Ok(encoded)
    }

    fn places(&self, catalogue: &Catalogue, now: DateTime<Utc>) -> Result<Value, Problem> {
        let counts = self.store.counts(self.scene(catalogue))?;
        let mut sessions = Map::new();
        for session in catalogue
            .sessions
            .values()
            .filter(|session| session.bookable)
        {
            let count = counts.get(&session.id).copied().unwrap_or_default();
            let status = match session.phase(now) {
                Phase::Open if count.free() == 0 => "full",
                Phase::Open => "open",
                Phase::NotOpen => "not_open",
                Phase::Closed => "closed",
                Phase::Cancelled => "cancelled",
            };
            sessions.insert(
                session.id.clone(),
                json!({
                    "capacity": count.capacity,
                    "booked": count.booked,
                    "held": count.held + count.offered,
                    "waitlisted": count.waitlisted,
                    "status": status,
                }),
            );
        }
        Ok(Value::Object(sessions))
    }
}
