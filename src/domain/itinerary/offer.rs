//! What a day's programme offers to a wish: the candidates of an itinerary.

use super::wish::LIKES_MAX;
use super::{Candidate, DAY, Day, Ways, Wish};
use crate::domain::activity::{Activity, ActivityKind, RegistrationKind, Session};
use crate::domain::agenda::{Entry, EntryKind};
use crate::domain::availability::{Availability, Places, Seats};
use crate::domain::catalogue::Catalogue;
use crate::domain::time::{self, Moment};
use crate::domain::venue::Venue;
use crate::domain::{geo, party, taxonomy};
use chrono::NaiveDate;

/// How long one stays at what is open for hours, in minutes, and at one stall of a bigger activity.
const STAY: i32 = 60;
const STAY_STALL: i32 = 30;
/// What needs no booking and is no longer than this is visited as a whole, in minutes.
const WHOLE: i32 = 90;
/// From this many candidates on a day is worth proposing by itself.
const ENOUGH: usize = 3;
/// Most days looked at.
const DAYS_MAX: usize = 10;

/// A day's programme against a wish.
pub struct Offer<'a> {
    pub catalogue: &'a Catalogue,
    pub entries: &'a [Entry],
    pub places: &'a Availability,
    pub now: &'a Moment,
}

impl Offer<'_> {
    /// The days one can plan for, the next first: those of the edition, or whatever is to come when it is over.
    pub fn days(&self) -> Vec<NaiveDate> {
        let today = time::day_of(self.now);
        let edition = &self.catalogue.edition;
        let (mut inside, mut after) = (Vec::new(), Vec::new());
        let mut last = None;
        for entry in self.entries {
            // An entry without a time has no day, and the next of the same day needs no calendar.
            let known = last.is_some_and(|last| entry.start.timestamp() < last);
            if known || entry.kind == EntryKind::Undated || entry.is_over(self.now) {
                continue;
            }
            let day = entry.day();
            last = day.succ_opt().map(midnight);
            if day < today {
                continue;
            }
            if (edition.start..=edition.end).contains(&day) {
                inside.push(day);
            } else if day > edition.end {
                after.push(day);
            }
        }
        let mut days = if inside.is_empty() { after } else { inside };
        days.truncate(DAYS_MAX);
        days
    }

    /// The day of a wish: the one it names, else the first that has enough to choose from, else the fullest.
    pub fn day(&self, wish: &Wish) -> Option<NaiveDate> {
        if wish.day.is_some() {
            return wish.day;
        }
        let (mut fullest, mut most) = (None, 0);
        for day in self.days() {
            let count = self.on(wish, day).candidates.len();
            if count >= ENOUGH {
                return Some(day);
            }
            if count > most || fullest.is_none() {
                (fullest, most) = (Some(day), count);
            }
        }
        fullest
    }

    /// Everything one could do on a day.
    pub fn on(&self, wish: &Wish, day: NaiveDate) -> Day {
        let zero = midnight(day);
        let minute = |moment: &Moment| (moment.timestamp() - zero).div_euclid(60);
        let clamped = |moment: &Moment| minute(moment).clamp(-1, i64::from(2 * DAY)) as i32;
        // Who plans today leaves at the next five minutes.
        let now = clamped(self.now).max(0) + 4;
        let from = wish.from.max(now / 5 * 5);
        let start = start_place(&wish.start);
        let districts = &self.catalogue.taxonomy.districts;
        let way = |from: Option<&Venue>, to: Option<&Venue>| {
            let nowhere = |venue: Option<&Venue>| {
                venue.is_some_and(|venue| venue.id.is_empty() && venue.district.is_empty())
            };
            if nowhere(from) || nowhere(to) {
                0
            } else {
                geo::minutes_between(districts, from, to)
            }
        };
        let mut venues: Vec<usize> = Vec::new();
        let mut found = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if !(0..i64::from(DAY)).contains(&minute(&entry.start)) || entry.end <= *self.now {
                continue;
            }
            let Some(venue) = entry.venue.filter(|_| self.is_place(entry)) else {
                continue;
            };
            let (opens, closes) = (clamped(&entry.start), clamped(&entry.end));
            let stay = self.stay(entry, closes - opens);
            let there = way(Some(&start), self.catalogue.venues.get(venue)) as i32;
            let in_time = opens.max(from + there) + stay <= closes.min(wish.to - there);
            let Some(meant) = self.fits(wish, entry) else {
                continue;
            };
            if !in_time || !self.has_room(wish, entry) {
                continue;
            }
            let known = venues.iter().position(|known| *known == venue);
            let place = known.unwrap_or(venues.len());
            if known.is_none() {
                venues.push(venue);
            }
            let (points, likes) = self.points(wish, entry, stay);
            found.push(Candidate {
                activity: entry.activity,
                entry: at,
                place: place + 1,
                opens,
                closes,
                stay,
                points: points + meant,
                theme: self.theme(entry),
                likes,
            });
        }
        let venue = |place: usize| match place.checked_sub(1) {
            Some(at) => self.catalogue.venues.get(venues[at]),
            None => Some(&start),
        };
        let (most, rest) = wish.pace.bounds();
        Day {
            ways: Ways::new(venues.len() + 1, &|a, b| way(venue(a), venue(b))),
            from,
            to: wish.to,
            rest,
            most,
            ..Day::new(found)
        }
    }

    /// Whether one can go there at all: it takes place, somewhere, and is no mere roof over its stalls.
    fn is_place(&self, entry: &Entry) -> bool {
        let activity = entry.activity(self.catalogue);
        let booked = entry
            .session(self.catalogue)
            .is_some_and(Session::needs_booking);
        let roof = activity.kind == ActivityKind::Umbrella
            && self.catalogue.stalls(&activity.id).next().is_some();
        entry.kind != EntryKind::Undated
            && !entry.is_off(self.catalogue)
            && (booked || !activity.online)
            && !roof
    }

    /// How long one stays: to the end of a session one has booked; a while at what is open for hours.
    fn stay(&self, entry: &Entry, length: i32) -> i32 {
        let session = entry.session(self.catalogue);
        let activity = entry.activity(self.catalogue);
        if session.is_some_and(Session::needs_booking) || activity.lecture.is_some() {
            return length;
        }
        let (whole, stay) = match (&activity.parent, session) {
            (Some(_), _) => (STAY_STALL, STAY_STALL),
            (None, Some(_)) => (WHOLE, STAY),
            (None, None) => (STAY, STAY),
        };
        if length <= whole { length } else { stay }
    }

    /// What it is worth that it is meant for who comes; none if it is not for them.
    fn fits(&self, wish: &Wish, entry: &Entry) -> Option<i32> {
        const MEANT: i32 = 30;
        let activity = entry.activity(self.catalogue);
        let meant = |yes: bool| Some(if yes { MEANT } else { 0 });
        if wish.fits.is_empty() {
            return Some(0);
        }
        let Some(grade) = wish.grade() else {
            let named = activity.audiences.contains(&wish.fits);
            // What is for some grades only is for nobody else, unless it says so.
            return meant(named).filter(|_| named || activity.grades.is_none());
        };
        let within = |from: u8, to: u8| (from..=to).contains(&grade);
        if activity
            .grades
            .is_some_and(|grades| !within(grades.from, grades.to))
        {
            return None;
        }
        let audiences = &self.catalogue.taxonomy.audiences;
        let of_grade = |id: &String| {
            let grades = taxonomy::find(audiences, id).and_then(|term| term.grades);
            grades.is_some_and(|grades| within(grades.from, grades.to))
        };
        meant(activity.grades.is_some() || activity.audiences.iter().any(of_grade))
    }

    /// Whether all of them find room, as what they come.
    fn has_room(&self, wish: &Wish, entry: &Entry) -> bool {
        let activity = entry.activity(self.catalogue);
        let Some(session) = entry.session(self.catalogue) else {
            return true;
        };
        let places = self.places.sessions.get(&session.id);
        let seats = Seats::of(session, places, self.now);
        match seats {
            Seats::DropIn => {
                wish.kind == RegistrationKind::Class || activity.kind != ActivityKind::School
            }
            Seats::Limited(left) | Seats::Left(left) => left >= wish.size && takes(session, wish),
            Seats::Uncounted | Seats::NotOpen(_) => {
                places.map_or(u32::MAX, Places::left) >= wish.size && takes(session, wish)
            }
            _ => false,
        }
    }

    /// Its points, and which likes it meets.
    fn points(&self, wish: &Wish, entry: &Entry, stay: i32) -> (i32, u32) {
        /// For being there at all; for a like; for a session that is meant for what they come as.
        const THERE: i32 = 40;
        const LIKED: i32 = 50;
        const MEANT: i32 = 20;
        let activity = entry.activity(self.catalogue);
        let mut likes = 0u32;
        for (bit, like) in (0..).zip(wish.likes.iter().take(LIKES_MAX)) {
            if likes_it(activity, like) {
                likes |= 1 << bit;
            }
        }
        let session = entry.session(self.catalogue);
        let meant = session.is_some_and(|session| session.kinds.contains(&wish.kind));
        // Two hours are worth twice as much as none, not twelve times as much as ten minutes.
        let points = THERE + stay.clamp(0, 120) / 2 + LIKED * likes.count_ones().min(3) as i32;
        (points + if meant { MEANT } else { 0 }, likes)
    }

    /// The bit of its direction. From the eighth on they share one.
    fn theme(&self, entry: &Entry) -> u8 {
        let activity = entry.activity(self.catalogue);
        let directions = &self.catalogue.taxonomy.directions;
        taxonomy::position(directions, &activity.direction).map_or(0, |at| 1 << at.min(7))
    }
}

fn likes_it(activity: &Activity, like: &String) -> bool {
    activity.direction == *like || activity.fields.contains(like) || activity.formats.contains(like)
}

/// Whether a session takes such a group in one registration, or each of the people in one of their own.
fn takes(session: &Session, wish: &Wish) -> bool {
    let limits = party::limits(session);
    let alone = wish.kind == RegistrationKind::Person;
    let room = session.capacity == 0 || session.capacity >= wish.size;
    session.kinds.contains(&wish.kind)
        && room
        && (alone || (limits.min..=limits.max).contains(&wish.size))
}

/// The start as a place of which only the district is known; without one it is everywhere.
fn start_place(district: &str) -> Venue {
    Venue {
        id: String::new(),
        name: String::new(),
        district: district.to_owned(),
        address: String::new(),
        point: None,
        approximate: true,
        access: Vec::new(),
        transport: String::new(),
        stamp: None,
        phone: String::new(),
    }
}

fn midnight(day: NaiveDate) -> i64 {
    time::at(day, chrono::NaiveTime::MIN).timestamp()
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
