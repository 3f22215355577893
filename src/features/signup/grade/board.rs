//! What the classes could visit, as the programme and the places left are now.

use crate::domain::grade::Sheet;
use crate::domain::party::Party;
use crate::domain::rotation::{Bar, Offer, Offered};
use crate::domain::time::{self, Moment};
use crate::state::App;
use crate::state::programme::Programme;
use crate::text;
use crate::words::{common, grade as words, when as times};
use chrono::NaiveDate;
use std::sync::Arc;

/// What a proposal depends on, places left apart.
#[derive(Clone, PartialEq)]
pub struct Wanted {
    activities: Vec<String>,
    parties: Vec<Party>,
    day: Option<NaiveDate>,
    hours: (i32, i32),
}

/// The sessions there are for it.
pub struct Board {
    pub programme: Arc<Programme>,
    pub offered: Offered,
}

impl PartialEq for Board {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.programme, &other.programme) && self.offered == other.offered
    }
}

impl Wanted {
    pub fn of(sheet: &Sheet) -> Self {
        Self {
            activities: sheet.activities.clone(),
            parties: sheet.parties(),
            day: sheet.day,
            hours: sheet.hours,
        }
    }
}

impl Board {
    pub fn of(app: App, wanted: &Wanted, less: &[(String, u32)]) -> Option<Arc<Self>> {
        let programme = app.programme()?;
        let mut had = Vec::new();
        app.receipts.with(|all| {
            for receipt in all.values().filter(|receipt| receipt.is_live()) {
                had.extend(receipt.places.iter().map(|place| place.at.session.clone()));
            }
        });
        let now = app.now.get();
        let offered = app.availability.with(|places| {
            let offer = Offer {
                catalogue: &programme.catalogue,
                places,
                now: &now,
                activities: &wanted.activities,
                classes: &wanted.parties,
                day: wanted.day,
                hours: wanted.hours,
                had: &had,
                less,
            };
            offer.task()
        });
        Some(Arc::new(Self { programme, offered }))
    }

    /// The name of an activity.
    pub fn title(&self, id: &str) -> String {
        let activity = self.programme.catalogue.activity(id);
        activity.map_or_else(|| id.to_owned(), |activity| activity.title.clone())
    }

    /// A session in words, with what is left of it.
    pub fn session(&self, app: App, candidate: usize) -> String {
        text!(&self.named(candidate), " · ", &self.seats(app, candidate))
    }

    /// A session in words, with its day where there are several.
    pub fn named(&self, candidate: usize) -> String {
        let (activity, session) = self.offered.sessions[candidate];
        let session = &self.programme.catalogue.activities[activity].sessions[session];
        let day = time::day_of(&session.start);
        words::session(
            (self.offered.days.len() > 1).then_some(day),
            &session.start,
            &session.end,
            &session.label,
        )
    }

    /// What is left of a session, in words.
    pub fn seats(&self, app: App, candidate: usize) -> String {
        let (activity, session) = self.offered.sessions[candidate];
        let activity = &self.programme.catalogue.activities[activity];
        let seats = app.seats(activity, &activity.sessions[session]);
        common::seats(&seats, time::day_of(&app.now.get()))
    }

    /// Why a class cannot be in a session, in words.
    pub fn bar(&self, app: App, candidate: usize, bar: Bar) -> String {
        words::bar(bar, &self.seats(app, candidate), &self.other(bar))
    }

    /// The activity that stands in the way.
    fn other(&self, bar: Bar) -> String {
        match bar {
            Bar::Clash(other) | Bar::Way(other, _) => {
                let (activity, _) = self.offered.sessions[other];
                self.programme.catalogue.activities[activity].title.clone()
            }
            _ => String::new(),
        }
    }

    /// When a session is, with its day where there are several.
    pub fn when(&self, candidate: usize) -> String {
        let (activity, session) = self.offered.sessions[candidate];
        let session = &self.programme.catalogue.activities[activity].sessions[session];
        times::span(&session.start, &session.end)
    }

    /// What a session is: its activity, its own name, and where.
    pub fn what(&self, candidate: usize) -> String {
        let (activity, session) = self.offered.sessions[candidate];
        let catalogue = &self.programme.catalogue;
        let activity = &catalogue.activities[activity];
        let session = &activity.sessions[session];
        let venue = catalogue.venue_of(activity, Some(session));
        let place = venue.map_or("", |venue| &venue.name);
        let parts = [activity.title.as_str(), session.label.as_str(), place];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("，")
    }

    /// From the beginning of a plan to its end.
    pub fn span(&self, plan: &[Option<usize>]) -> Option<(Moment, Moment)> {
        let mut span: Option<(Moment, Moment)> = None;
        for candidate in plan.iter().flatten() {
            let (activity, session) = *self.offered.sessions.get(*candidate)?;
            let session = &self.programme.catalogue.activities[activity].sessions[session];
            let (start, end) = span.unwrap_or((session.start, session.end));
            span = Some((start.min(session.start), end.max(session.end)));
        }
        span
    }

    /// The fewest pupils for one adult that any of the sessions asks for.
    pub fn ratio(&self) -> Option<u32> {
        let ratios = self
            .offered
            .sessions
            .iter()
            .filter_map(|(activity, session)| {
                self.programme.catalogue.activities[*activity].sessions[*session].ratio
            });
        ratios.filter(|ratio| *ratio > 0).min()
    }
}
