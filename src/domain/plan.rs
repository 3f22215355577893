//! A person's plan: what they mean to go to, beside what they have signed up for, and what does not fit together.
//!
//! A thing of the plan has a key: the id of a session, or `show@2023-09-17` for a day on which an activity is open.

pub mod axis;
pub mod link;

use super::activity::{Booking, Status};
use super::agenda::{self, Entry, EntryKind};
use super::catalogue::Catalogue;
use super::geo;
use super::order::order;
use super::read::{self, Value, name_at};
use super::receipt::{Restored, Snapshot};
use super::registration;
use super::time::{self, Moment};
use crate::text;
use chrono::NaiveDate;

/// Version of a noted thing in storage. The first ones bore no number.
const VERSION: u64 = 1;

/// From this length on, in minutes, one comes and goes as one likes where no booking is needed.
const COME_AND_GO: i64 = 120;

/// Whether a text is a key. Ids have no `@`.
pub fn is_key(text: &str) -> bool {
    match text.split_once('@') {
        Some((activity, day)) => {
            read::is_id(activity) && day.len() == 10 && time::parse_day(day).is_some()
        }
        None => read::is_id(text),
    }
}

/// The key of a day on which an activity is open.
pub fn day_key(activity: &str, day: NaiveDate) -> String {
    text!(activity, "@", &time::iso_day(day))
}

/// The key of an entry; what has no time has none.
pub fn key(catalogue: &Catalogue, entry: &Entry) -> Option<String> {
    match entry.kind {
        EntryKind::Session => {
            let slot = entry.slot_place(catalogue)?;
            Some(catalogue.activities.slot_id(slot).to_owned())
        }
        EntryKind::OpenDay => {
            let activity = catalogue.activities.id(entry.activity);
            Some(day_key(activity, entry.day()))
        }
        EntryKind::Undated => None,
    }
}

/// The entry of a key, if the programme has it.
pub fn find(catalogue: &Catalogue, key: &str) -> Option<Entry> {
    match key.split_once('@') {
        Some((activity, day)) => {
            let activity = catalogue.activity_place(activity)?;
            agenda::open_day(catalogue, activity, time::parse_day(day)?)
        }
        None => {
            let (activity, session) = catalogue.session_place(key)?;
            Some(agenda::session_entry(catalogue, activity, session))
        }
    }
}

/// An entry as a person sees it now; nothing for what has no time.
pub fn seen(catalogue: &Catalogue, entry: &Entry) -> Option<Snapshot> {
    let activity = entry.activity(catalogue);
    let venue = entry.venue.map(|at| &catalogue.venues[at]);
    let place = venue.map_or_else(String::new, |venue| {
        let district = catalogue.district_name(&venue.district);
        let district = if venue.address.starts_with(district) {
            ""
        } else {
            district
        };
        // The first space ends the name.
        let name = venue.name.replace(' ', "\u{a0}");
        text!(&name, " ", district, &venue.address)
            .trim_end()
            .to_owned()
    });
    Some(Snapshot {
        session: key(catalogue, entry)?,
        activity: activity.id.clone(),
        title: activity.title.clone(),
        place,
        start: entry.start,
        end: entry.end,
    })
}

/// A noted thing for storage.
pub fn store(at: &Snapshot) -> String {
    text!("{\"v\":1,", at.store().trim_start_matches('{'))
}

/// Reads a stored thing, whatever happened to it.
pub fn restore(stored: &str) -> Restored<Snapshot> {
    Restored::open(stored, VERSION, normalise)
}

/// The one way from foreign data to a noted thing: total and bounded. Without a key and a start it is none.
fn normalise(value: Value) -> Option<Snapshot> {
    let key = name_at(value, "session").filter(|key| is_key(key))?;
    let mut at = Snapshot::named(key, value)?;
    at.end = at.end.max(at.start);
    Some(at)
}

/// Where a thing of the plan stands in the programme of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    AsNoted,
    /// Its time or its place is another than when it was noted.
    Changed,
    Cancelled,
    Postponed,
    /// The programme does not have it any more.
    Gone,
}

/// A registration for a thing of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub id: String,
    pub status: registration::Status,
    /// It is on its way; its status is not the server's word.
    pub unsent: bool,
}

/// A thing of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// As the programme has it, else as it was noted.
    pub at: Snapshot,
    /// Its entry in the programme.
    pub entry: Option<Entry>,
    pub standing: Standing,
    /// One comes and goes: it fits beside anything.
    pub loose: bool,
    /// It needs a registration, and there is none.
    pub unbooked: bool,
    pub registered: Option<Registered>,
    pub over: bool,
}

/// What is wrong between two things of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Both at the same time.
    Clash,
    /// Less time between them than the way takes, both in minutes.
    Tight { gap: u32, way: u32 },
}

impl Item {
    /// What was noted, beside the programme of today, if there is one.
    pub fn of(
        catalogue: Option<&Catalogue>,
        noted: &Snapshot,
        registered: Option<Registered>,
        now: &Moment,
    ) -> Self {
        let entry = catalogue.and_then(|catalogue| find(catalogue, &noted.session));
        let known = catalogue.zip(entry);
        let at = known.and_then(|(catalogue, entry)| seen(catalogue, &entry));
        let at = at.unwrap_or_else(|| noted.clone());
        let session = known.and_then(|(catalogue, entry)| entry.session(catalogue));
        let booking = session.is_some_and(|session| session.booking == Booking::Required);
        let standing = match known {
            Some((catalogue, entry)) => standing(catalogue, &entry),
            None if catalogue.is_some() => Standing::Gone,
            None => Standing::AsNoted,
        };
        let open_day = noted.session.contains('@');
        let lecture =
            known.is_some_and(|(catalogue, entry)| entry.activity(catalogue).lecture.is_some());
        let long = (at.end - at.start).num_minutes() >= COME_AND_GO;
        Self {
            entry,
            standing,
            loose: open_day || session.is_some() && !booking && !lecture && long,
            unbooked: registered.is_none()
                && session.is_some_and(|session| session.needs_booking()),
            registered,
            over: at.end <= *now,
            at,
        }
    }

    /// Whether it will not take place as printed.
    pub fn is_off(&self) -> bool {
        matches!(
            self.standing,
            Standing::Cancelled | Standing::Postponed | Standing::Gone
        )
    }

    /// Notes that it was at another time or place before.
    pub fn moved(&mut self) {
        if self.standing == Standing::AsNoted {
            self.standing = Standing::Changed;
        }
    }

    /// Whether one must be there from its start to its end.
    fn binds(&self) -> bool {
        !self.loose && !self.is_off()
    }
}

fn standing(catalogue: &Catalogue, entry: &Entry) -> Standing {
    let session = entry.session(catalogue);
    let status = [
        Some(entry.activity(catalogue).status),
        session.map(|session| session.status),
    ];
    if status.contains(&Some(Status::Cancelled)) {
        Standing::Cancelled
    } else if status.contains(&Some(Status::Postponed)) {
        Standing::Postponed
    } else {
        Standing::AsNoted
    }
}

/// All things of the plan, each once, what is registered before what is noted: first what is over, then what is to
/// come, in the order in which they begin.
pub fn gather(
    catalogue: Option<&Catalogue>,
    noted: &[(Snapshot, Option<Registered>)],
    now: &Moment,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (at, registered) in noted {
        let known = items
            .iter_mut()
            .find(|known| known.at.session == at.session);
        let item = Item::of(catalogue, at, registered.clone(), now);
        match known {
            Some(known) if known.registered.is_none() => *known = item,
            Some(_) => {}
            None => items.push(item),
        }
    }
    let order = order(items.len(), &|at| {
        let item = &items[at];
        let to_come = if item.over { 0 } else { 1 << 40 };
        (item.at.start.timestamp() + to_come, item.at.end.timestamp())
    });
    order.into_iter().map(|at| items[at].clone()).collect()
}

/// Roughly the minutes of the way between two things. What is joined from a phone is nowhere.
pub fn way(catalogue: &Catalogue, a: &Item, b: &Item) -> u32 {
    if a.at.place.is_empty() || b.at.place.is_empty() || a.at.place == b.at.place {
        return 0;
    }
    let venue = |item: &Item| Some(&catalogue.venues[item.entry?.venue?]);
    geo::minutes_between(&catalogue.taxonomy.districts, venue(a), venue(b))
}

/// What is wrong between two things, if anything is.
pub fn trouble(catalogue: &Catalogue, a: &Item, b: &Item) -> Option<Trouble> {
    if !a.binds() || !b.binds() || a.at.session == b.at.session {
        return None;
    }
    let (first, second) = if a.at.start <= b.at.start {
        (a, b)
    } else {
        (b, a)
    };
    if second.at.start < first.at.end {
        return Some(Trouble::Clash);
    }
    let gap = minutes(&first.at.end, &second.at.start);
    let way = way(catalogue, first, second);
    (way > gap).then_some(Trouble::Tight { gap, way })
}

/// The worst trouble that one more thing would bring into the plan, and with what.
pub fn worst<'a>(
    catalogue: &Catalogue,
    items: &'a [Item],
    one_more: &Item,
) -> Option<(&'a Item, Trouble)> {
    let mut worst = None;
    for item in items {
        match trouble(catalogue, item, one_more) {
            Some(Trouble::Clash) => return Some((item, Trouble::Clash)),
            Some(tight) => {
                worst.get_or_insert((item, tight));
            }
            None => {}
        }
    }
    worst
}

/// Whole minutes from one moment to a later one; none where it is not later.
fn minutes(from: &Moment, to: &Moment) -> u32 {
    u32::try_from((*to - *from).num_minutes()).unwrap_or(0)
}

#[cfg(test)]
#[path = "plan/tests.rs"]
mod tests;
