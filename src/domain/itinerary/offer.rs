//! What a day's programme offers to a wish: the candidates of an itinerary.

use super::{Candidate, DAY, Day, LIKES_MAX, Ways, Wish};
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
        phone: String::new(),
    }
}

fn midnight(day: NaiveDate) -> i64 {
    time::at(day, chrono::NaiveTime::MIN).timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda;

    const YEAR: &str = r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
      "taxonomy":{"directions":[{"id":"p","name":"政"},{"id":"w","name":"民"}],
        "districts":[{"id":"d","name":"红旗区","center":{"lng":113.878,"lat":35.303}}],
        "audiences":[{"id":"primary","name":"小学","grades":{"from":1,"to":6}},{"id":"elder","name":"老年人"}]},
      "venues":[{"id":"v","name":"馆","district":"d","point":{"lng":113.9312,"lat":35.2957}},
        {"id":"far","name":"山","district":"d","point":{"lng":113.5913,"lat":35.5874}}],
      "activities":[
       {"id":"lab","title":"实验","venue":"v","direction":"w","fields":["eco"],"audiences":["primary"],"grades":{"from":3,"to":6},"sessions":[
        {"id":"l1","start":"2023-09-17T09:30:00+08:00","end":"2023-09-17T10:30:00+08:00","booking":"required","kinds":["family"],"party":{"min":2,"max":4},"capacity":20},
        {"id":"l2","start":"2023-09-17T14:00:00+08:00","end":"2023-09-17T15:00:00+08:00","booking":"required","kinds":["class"],"party":{"min":10,"max":50},"capacity":50}]},
       {"id":"show","title":"展","venue":"v","direction":"p","opening":[{"from":"2023-09-17","to":"2023-09-18","open":"09:00","close":"17:00"}]},
       {"id":"talk","title":"讲","online":true,"venue":"v","sessions":[{"id":"t1","start":"2023-09-17T19:00:00+08:00","end":"2023-09-17T20:00:00+08:00"}]},
       {"id":"phone","title":"手机","venue":"v","audiences":["elder"],"sessions":[{"id":"p1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T10:00:00+08:00","status":"cancelled"}]},
       {"id":"fair","title":"主场","kind":"umbrella","venue":"v","sessions":[{"id":"f1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}]},
       {"id":"stall","title":"摊","parent":"fair","venue":"v","audiences":["elder"],"sessions":[{"id":"s1","start":"2023-09-17T09:00:00+08:00","end":"2023-09-17T16:00:00+08:00"}]},
       {"id":"hike","title":"山","venue":"far","sessions":[{"id":"h1","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"}]}]}"#;

    /// The candidates of a wish: the activity, when one can be there and for how long.
    fn found(search: &str, now: &str, left: Option<u32>) -> Vec<(String, i32, i32, i32)> {
        let catalogue = Catalogue::decode(YEAR).unwrap();
        let entries = agenda::entries(&catalogue);
        let mut places = Availability::default();
        if let Some(left) = left {
            let counted = Places {
                capacity: left,
                ..Places::default()
            };
            places.sessions.insert("l1".into(), counted);
        }
        let offer = Offer {
            catalogue: &catalogue,
            entries: &entries,
            places: &places,
            now: &time::parse(now).unwrap(),
        };
        let wish = Wish::parse(search);
        let Some(date) = offer.day(&wish) else {
            return Vec::new();
        };
        let day = offer.on(&wish, date);
        let seen = day.candidates.iter().map(|one| {
            let id = catalogue.activities[one.activity].id.clone();
            (id, one.opens, one.closes, one.stay)
        });
        seen.collect()
    }

    fn ids(search: &str, left: Option<u32>) -> Vec<String> {
        let found = found(search, "2023-09-17T07:00:00+08:00", left);
        found.into_iter().map(|one| one.0).collect()
    }

    #[test]
    fn sessions_are_whole_and_what_is_open_is_visited_for_a_while() {
        let found = found("", "2023-09-17T07:00:00+08:00", None);
        let expected = [
            ("stall", 540, 960, STAY_STALL),
            ("show", 540, 1_020, STAY),
            ("lab", 570, 630, 60),
            ("hike", 600, 660, 60),
        ];
        let expected =
            expected.map(|(id, opens, closes, stay)| (id.to_owned(), opens, closes, stay));
        assert_eq!(found, expected, "nothing online, cancelled, or a mere roof");
    }

    #[test]
    fn a_group_goes_where_it_is_taken_and_finds_room() {
        assert!(ids("", Some(3)).contains(&"lab".into()));
        assert!(
            !ids("", Some(2)).contains(&"lab".into()),
            "three want to come"
        );
        assert!(!ids("size=5", None).contains(&"lab".into()), "four at most");
        assert!(!ids("who=person", None).contains(&"lab".into()));
        let class = found("who=class", "2023-09-17T07:00:00+08:00", Some(0));
        assert!(
            class.contains(&("lab".into(), 840, 900, 60)),
            "the session for classes"
        );
        assert!(!ids("who=class&size=60", None).contains(&"lab".into()));
    }

    #[test]
    fn a_grade_and_an_audience_keep_out_what_is_not_for_them() {
        assert!(ids("for=3", None).contains(&"lab".into()));
        assert!(!ids("for=2", None).contains(&"lab".into()));
        assert!(
            !ids("for=elder", None).contains(&"lab".into()),
            "for some grades only"
        );
        assert!(ids("for=elder", None).contains(&"stall".into()));
    }

    #[test]
    fn hours_and_the_way_from_the_start_bound_the_day() {
        assert!(
            !ids("hours=1000-1700", None).contains(&"lab".into()),
            "it has begun"
        );
        assert!(ids("", None).contains(&"hike".into()));
        assert!(
            !ids("start=d", None).contains(&"hike".into()),
            "two hours into the mountains"
        );
        let late = found("", "2023-09-17T16:12:00+08:00", None);
        assert_eq!(
            late,
            [("show".into(), 540, 1_020, 60)],
            "nobody begins at 16:12 before 16:12; the next day it is"
        );
    }

    #[test]
    fn the_day_is_the_next_that_has_enough_and_none_when_all_is_over() {
        let catalogue = Catalogue::decode(YEAR).unwrap();
        let entries = agenda::entries(&catalogue);
        let day = |now: &str| {
            let offer = Offer {
                catalogue: &catalogue,
                entries: &entries,
                places: &Availability::default(),
                now: &time::parse(now).unwrap(),
            };
            (
                offer.days().len(),
                offer.day(&Wish::default()).map(time::iso_day),
            )
        };
        assert_eq!(
            day("2023-08-01T07:00:00+08:00"),
            (2, Some("2023-09-17".into()))
        );
        assert_eq!(
            day("2023-09-18T07:00:00+08:00"),
            (1, Some("2023-09-18".into()))
        );
        assert_eq!(day("2023-09-19T07:00:00+08:00"), (0, None));
    }

    #[test]
    fn likes_are_found_in_directions_and_fields() {
        let catalogue = Catalogue::decode(YEAR).unwrap();
        let entries = agenda::entries(&catalogue);
        let offer = Offer {
            catalogue: &catalogue,
            entries: &entries,
            places: &Availability::default(),
            now: &time::parse("2023-09-17T07:00:00+08:00").unwrap(),
        };
        let points = |search: &str| {
            let wish = Wish::parse(search);
            let day = offer.on(&wish, catalogue.edition.start);
            let lab = day
                .candidates
                .iter()
                .find(|one| one.stay == 60 && one.opens == 570);
            lab.map(|one| (one.points, one.likes)).unwrap()
        };
        let (plain, none) = points("");
        assert_eq!(none, 0);
        assert_eq!(points("like=none,eco,w"), (plain + 100, 0b110));
        assert_eq!(points("for=3"), (plain + 30, 0));
    }
}
