//! What changed in the programme since somebody last looked at it.
//!
//! A [`Digest`] keeps of each session what one would stand before a closed door
//! for: when, where, whether, and if there were places. Two digests compared
//! are the changes. A few dozen bytes a session, one line each; the record is
//! read line by line, and a line that is none is left out.

use super::activity::{Activity, Status};
use super::agenda::{Entry, EntryKind};
use super::availability::Seats;
use super::by_id::ById;
use super::catalogue::Catalogue;
use super::time::{self, Moment};
use crate::text;

/// Version of a digest in storage.
const VERSION: &str = "1\t";
/// Most sessions read from a record.
const MOST: usize = 50_000;
/// A visit ends when nobody was here for so long, in milliseconds: what is marked as changed stays marked until then.
pub const VISIT_MS: f64 = 4.0 * 3_600_000.0;
const DAY_MINUTES: i64 = 24 * 60;

/// Whether a visit at `now` is another than the one at `before`, both in milliseconds.
pub fn is_another_visit(before: f64, now: f64) -> bool {
    // A clock that was set back must not hold a visit for years.
    (now - before).abs() > VISIT_MS
}

/// How many places a session had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Room {
    /// Nobody counts, or nobody could be asked.
    #[default]
    Unknown,
    Many,
    Few,
    Full,
}

impl Room {
    pub fn of(seats: &Seats) -> Self {
        match seats {
            Seats::Left(_) => Self::Many,
            Seats::Limited(_) => Self::Few,
            Seats::Full(_) => Self::Full,
            _ => Self::Unknown,
        }
    }
}

/// A session, or the opening hours of an activity, as one plans for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Minutes since 1970, before a demonstration moved them; 0 where no time is given.
    pub start: u64,
    pub end: u64,
    /// Days of opening after the first.
    pub days: u64,
    /// The id of the venue; empty online.
    pub venue: String,
    pub status: Status,
    pub room: Room,
}

/// A moment in the minutes of an [`Item`].
pub fn minutes(catalogue: &Catalogue, moment: &Moment) -> u64 {
    let shift = catalogue.shifted_days.saturating_mul(DAY_MINUTES);
    let minutes = moment.timestamp().div_euclid(60).saturating_sub(shift);
    minutes.try_into().unwrap_or(0)
}

/// The moment that minutes of an [`Item`] stand for.
pub fn moment(catalogue: &Catalogue, minutes: u64) -> Moment {
    let shift = catalogue.shifted_days as f64 * DAY_MINUTES as f64;
    time::from_millis((minutes as f64 + shift) * 60_000.0)
}

impl Item {
    /// What an entry of the programme comes to.
    fn of(catalogue: &Catalogue, entry: &Entry) -> Self {
        let statuses = entry.statuses(catalogue);
        let is = |status| statuses.contains(&Some(status));
        let status = match () {
            () if is(Status::Cancelled) => Status::Cancelled,
            () if is(Status::Postponed) => Status::Postponed,
            () => Status::Scheduled,
        };
        // A demonstration moves its lectures to the present all the time, and opening hours off their weekdays.
        let lecture = catalogue.activities.rows()[entry.activity].has_lecture;
        let moves = lecture || entry.session.is_none();
        let staged = catalogue.shifted_days != 0 && moves;
        let timed = entry.kind != EntryKind::Undated && !staged;
        let minutes = |moment| match timed {
            true => minutes(catalogue, moment),
            false => 0,
        };
        Self {
            start: minutes(&entry.start),
            end: minutes(&entry.end),
            days: 0,
            venue: entry
                .venue
                .map_or_else(String::new, |at| catalogue.venues[at].id.clone()),
            status,
            room: Room::Unknown,
        }
    }

    /// The item as a line of a record.
    fn write(&self, id: &str, out: &mut String) {
        out.push_str(id);
        out.push('\t');
        out.push_str(&self.venue);
        let state = self.status as u64 * 4 + self.room as u64;
        for number in [self.start, self.end, self.days, state] {
            out.push('\t');
            out.push_str(&number.to_string());
        }
        out.push('\n');
    }

    /// Reads such a line.
    fn read(line: &str) -> Option<(String, Self)> {
        let mut parts = line.split('\t');
        let (id, venue) = (parts.next()?, parts.next()?);
        let mut number = || parts.next()?.parse::<u64>().ok();
        let (start, end, days, state) = (number()?, number()?, number()?, number()?);
        let item = Self {
            start,
            end,
            days,
            venue: venue.to_owned(),
            status: match state / 4 {
                1 => Status::Cancelled,
                2 => Status::Postponed,
                _ => Status::Scheduled,
            },
            room: match state % 4 {
                1 => Room::Many,
                2 => Room::Few,
                3 => Room::Full,
                _ => Room::Unknown,
            },
        };
        Some((id.to_owned(), item))
    }

    /// Whether it is over; what has no time never is.
    pub fn is_over(&self, now: u64) -> bool {
        self.end != 0 && self.end <= now
    }
}

/// The id of an entry among items: its session's, else its activity's behind a space, with which no id begins.
pub fn key(catalogue: &Catalogue, entry: &Entry) -> String {
    let activities = &catalogue.activities;
    match entry.slot_place(catalogue) {
        Some(slot) => activities.slot_id(slot).to_owned(),
        None => text!(" ", activities.id(entry.activity)),
    }
}

/// The activity to which the item with this id belongs.
pub fn activity<'a>(catalogue: &'a Catalogue, key: &str) -> Option<&'a Activity> {
    match key.strip_prefix(' ') {
        Some(id) => catalogue.activity(id),
        None => Some(catalogue.session(key)?.0),
    }
}

/// What a change is to somebody who knew the programme before, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Cancelled,
    /// No longer in the programme at all.
    Gone,
    Postponed,
    Moved,
    /// The same time at another place.
    Place,
    /// It takes place after all.
    Back,
    /// Few places where there were many.
    Filling,
    New,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Cancelled,
        Self::Gone,
        Self::Postponed,
        Self::Moved,
        Self::Place,
        Self::Back,
        Self::Filling,
        Self::New,
    ];

    /// Whether one must not go there as planned.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Gone | Self::Postponed)
    }
}

/// An item as it was known, and as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Nothing if it is new.
    pub was: Option<Item>,
    pub is: Item,
    /// How often it changed, where that is followed: the sequence of its entry in a calendar.
    pub count: u64,
}

impl Change {
    /// What it comes to, if to anything.
    pub fn kind(&self) -> Option<Kind> {
        let is = &self.is;
        let Some(was) = &self.was else {
            return Some(Kind::New);
        };
        let times = |item: &Item| (item.start, item.end, item.days);
        match is.status {
            status if status != was.status => Some(match status {
                Status::Cancelled => Kind::Cancelled,
                Status::Postponed => Kind::Postponed,
                _ => Kind::Back,
            }),
            Status::Cancelled => None,
            _ if times(is) != times(was) => Some(Kind::Moved),
            _ if is.venue != was.venue => Some(Kind::Place),
            _ => (was.room == Room::Many && is.room == Room::Few).then_some(Kind::Filling),
        }
    }

    /// A session of somebody's own, from when it became that: `is` says what it is now.
    pub fn follow(known: Option<&Self>, is: &Item) -> Self {
        let is = Item {
            room: Room::Unknown,
            ..is.clone()
        };
        match known {
            None => Self {
                was: Some(is.clone()),
                is,
                count: 0,
            },
            Some(known) => Self {
                was: known.was.clone(),
                count: known.count.saturating_add(u64::from(known.is != is)),
                is,
            },
        }
    }

    /// For storage, with the id of its session.
    pub fn store(&self, id: &str) -> String {
        let mut out = text!(VERSION, &self.count.to_string(), "\n");
        for item in [self.was.as_ref(), Some(&self.is)].into_iter().flatten() {
            item.write(id, &mut out);
        }
        out
    }

    /// Reads a stored one, whatever happened to it.
    pub fn restore(stored: &str) -> Option<Self> {
        let mut lines = stored.strip_prefix(VERSION)?.split('\n');
        let count = lines.next()?.parse::<u64>().ok()?;
        let mut item = || Some(Item::read(lines.next()?)?.1);
        Some(Self {
            was: Some(item()?),
            is: item()?,
            count,
        })
    }
}

/// The programme as somebody saw it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Digest {
    /// Another year is not compared.
    edition: String,
    pub items: ById<Item>,
}

impl Digest {
    /// The digest of a programme; `seats` says what an entry's session offers.
    pub fn of(
        catalogue: &Catalogue,
        entries: &[Entry],
        seats: &dyn Fn(&Entry) -> Option<Seats>,
    ) -> Self {
        let mut items: Vec<(String, Item)> = Vec::with_capacity(entries.len());
        // Where the opening hours of each activity stand among them.
        let mut open: Vec<Option<usize>> = vec![None; catalogue.activities.len()];
        for entry in entries {
            let mut item = Item::of(catalogue, entry);
            if entry.session.is_none() {
                if let Some(at) = open[entry.activity] {
                    let known = &mut items[at].1;
                    known.end = known.end.max(item.end);
                    known.days += u64::from(item.end != 0);
                    continue;
                }
                open[entry.activity] = Some(items.len());
            }
            item.room = seats(entry).map_or(Room::Unknown, |seats| Room::of(&seats));
            items.push((key(catalogue, entry), item));
        }
        Self::with(&catalogue.edition.id, items)
    }

    #[inline(never)]
    fn with(edition: &str, items: Vec<(String, Item)>) -> Self {
        Self {
            edition: edition.to_owned(),
            items: items.into_iter().collect(),
        }
    }

    /// For storage.
    pub fn write(&self) -> String {
        let mut out = text!(VERSION, &self.edition, "\n");
        for (id, item) in self.items.iter() {
            item.write(id, &mut out);
        }
        out
    }

    /// The one way from a record to a digest: total and bounded. What is none of this version is no digest.
    pub fn read(stored: &str) -> Option<Self> {
        let (edition, lines) = stored.strip_prefix(VERSION)?.split_once('\n')?;
        let mut items = Vec::new();
        for line in lines.split('\n').take(MOST) {
            items.extend(Item::read(line));
        }
        Some(Self::with(edition, items))
    }

    /// What is otherwise in `present`, of what is not over at `now` (in the minutes of an [`Item`]).
    pub fn changes(&self, present: &Self, now: u64) -> ById<Change> {
        let mut found = ById::default();
        if self.edition != present.edition {
            return found;
        }
        for (id, is) in present.items.iter().filter(|(_, is)| !is.is_over(now)) {
            let change = Change {
                was: self.items.get(id).cloned(),
                is: is.clone(),
                count: 0,
            };
            if change.kind().is_some() {
                found.insert(id.clone(), change);
            }
        }
        found
    }
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
