//! What the programme offers to a grade: the sessions its classes may visit.

use super::{Bar, Candidate, SESSIONS_MAX, Task};
use crate::domain::activity::{Booking, RegistrationKind, Session, Status};
use crate::domain::availability::{Availability, Seats};
use crate::domain::catalogue::Catalogue;
use crate::domain::geo;
use crate::domain::itinerary::Ways;
use crate::domain::order::order;
use crate::domain::party::{self, Party};
use crate::domain::time::{self, Moment};
use chrono::NaiveDate;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A programme against the wishes of a grade.
pub struct Offer<'a> {
    pub catalogue: &'a Catalogue,
    pub places: &'a Availability,
    pub now: &'a Moment,
    /// The ids of the activities to visit.
    pub activities: &'a [String],
    pub classes: &'a [Party],
    /// On this day alone, if it is any.
    pub day: Option<NaiveDate>,
    /// When the school lets them go and wants them back, in minutes of the day.
    pub hours: (i32, i32),
    /// Sessions this device has signed up for.
    pub had: &'a [String],
    /// Sessions of which the server has said that not so many places are left.
    pub less: &'a [(String, u32)],
}

/// A [`Task`], and which session of the programme each of its candidates is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Offered {
    pub task: Task,
    /// The place of the activity in the catalogue, and of the session in the activity.
    pub sessions: Vec<(usize, usize)>,
    /// Their ids.
    pub ids: Vec<String>,
    /// The days on which there is anything, whatever day is asked for.
    pub days: Vec<NaiveDate>,
}

impl Offered {
    /// The place of a session among the candidates.
    pub fn place(&self, session: &str) -> Option<usize> {
        self.ids.iter().position(|id| id == session)
    }
}

/// Whether classes may sign up for a session.
pub fn takes_classes(session: &Session) -> bool {
    session.booking == Booking::Required && party::is_taken(RegistrationKind::Grade, session)
}

impl Offer<'_> {
    /// The sessions of the activities, the earliest first; those that are over or called off are none.
    pub fn task(&self) -> Offered {
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (nth, id) in self.activities.iter().enumerate() {
            let Some(place) = self.catalogue.activity_place(id) else {
                continue;
            };
            let sessions = &self.catalogue.activities[place].sessions;
            for (at, session) in sessions.iter().enumerate() {
                let off = matches!(self.seats(place, session), Seats::Over | Seats::Cancelled);
                if takes_classes(session) && !off {
                    found.push((nth, place, at));
                }
            }
        }
        let start = |at: usize| {
            let (nth, place, session) = found[at];
            let session = &self.catalogue.activities[place].sessions[session];
            (session.start.timestamp(), nth as i64)
        };
        let mut row = order(found.len(), &start);
        row.truncate(SESSIONS_MAX);
        let mut offered = Offered::default();
        let mut venues: Vec<Option<&str>> = Vec::new();
        for at in row {
            let (nth, place, at) = found[at];
            let activity = &self.catalogue.activities[place];
            let session = &activity.sessions[at];
            let venue = self.catalogue.venue_of(activity, Some(session));
            let venue = venue.map(|venue| venue.id.as_str());
            let known = venues.iter().position(|known| *known == venue);
            if known.is_none() {
                venues.push(venue);
            }
            let day = time::day_of(&session.start);
            if !offered.days.contains(&day) {
                offered.days.push(day);
            }
            offered.sessions.push((place, at));
            offered.ids.push(session.id.clone());
            offered.task.candidates.push(Candidate {
                activity: nth,
                start: minute(&session.start) as i32,
                end: minute(&session.end) as i32,
                place: known.unwrap_or(venues.len() - 1),
                room: self.room(place, session),
                bars: self.bars(place, session),
            });
        }
        let venue = |place: usize| self.catalogue.venue(venues[place]?);
        let districts = &self.catalogue.taxonomy.districts;
        offered.task.ways = Ways::new(venues.len(), &|a, b| {
            geo::minutes_between(districts, venue(a), venue(b))
        });
        offered.task.classes = self.classes.iter().map(Party::seats).collect();
        offered.task.activities = self.activities.len();
        offered
    }

    fn seats(&self, activity: usize, session: &Session) -> Seats {
        let status = self.catalogue.activities[activity].status;
        if matches!(status, Status::Cancelled | Status::Postponed) {
            return Seats::Cancelled;
        }
        Seats::of(session, self.places.sessions.get(&session.id), self.now)
    }

    fn room(&self, activity: usize, session: &Session) -> u32 {
        let room = match self.seats(activity, session) {
            Seats::Uncounted if session.capacity > 0 => session.capacity,
            seats => seats.room(),
        };
        let said = self.less.iter().filter(|(id, _)| *id == session.id);
        said.fold(room, |room, (_, less)| room.min(*less))
    }

    /// For each class, why it cannot be in a session whatever the others do.
    fn bars(&self, activity: usize, session: &Session) -> Vec<Option<Bar>> {
        let seats = self.seats(activity, session);
        let shut = matches!(seats, Seats::NotOpen(_) | Seats::Closed);
        let (start, end) = (minute(&session.start), minute(&session.end));
        let midnight = start.div_euclid(DAY) * DAY;
        let inside = start - midnight >= i64::from(self.hours.0)
            && end - midnight <= i64::from(self.hours.1)
            && self
                .day
                .is_none_or(|day| day == time::day_of(&session.start));
        let bar = |party: &Party| {
            if shut {
                Some(Bar::Shut)
            } else if self.had.contains(&session.id) {
                Some(Bar::Had)
            } else if !inside {
                Some(Bar::Hours)
            } else {
                let fault = party.check(RegistrationKind::Grade, session).err();
                fault.map(Bar::Party)
            }
        };
        self.classes.iter().map(bar).collect()
    }
}

/// Minutes of the city's clock since 1970.
fn minute(moment: &Moment) -> i64 {
    time::clock_seconds(moment).div_euclid(60)
}
