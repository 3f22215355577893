//! The rows of what is written as it should be, without a copy of its texts.
//!
//! Nearly every activity is: then its members are looked at once, by the
//! numbers of their names. What is odd in any way, a text that must be cleaned
//! or a member that is there twice, is left to the reader of whole activities.

use super::rows::{Row, Rows, Span};
use crate::domain::activity::{Opening, Status, Terms};
use crate::domain::age::Ages;
use crate::domain::many::Many;
use crate::domain::read::{self, Read, Value};
use crate::domain::taxonomy::{Grades, Shelf};
use crate::domain::text::LINE_MAX;
use kepu_json::{Names, is_plain};

/// The members that are looked at. Numbers of names begin at 1.
const MEMBERS: [&str; 29] = [
    "id",
    "status",
    "venue",
    "start",
    "end",
    "booking",
    "kinds",
    "capacity",
    "opens",
    "closes",
    "waitlist",
    "title",
    "summary",
    "direction",
    "track",
    "fields",
    "formats",
    "audiences",
    "access",
    "grades",
    "online",
    "hosts",
    "organisers",
    "parent",
    "sample",
    "opening",
    "sessions",
    "lecture",
    "ages",
];
const ID: usize = 1;
const STATUS: usize = 2;
const VENUE: usize = 3;
const START: usize = 4;
const END: usize = 5;
const BOOKING: usize = 6;
const KINDS: usize = 7;
const CAPACITY: usize = 8;
const OPENS: usize = 9;
const CLOSES: usize = 10;
const WAITLIST: usize = 11;
const TITLE: usize = 12;
const SUMMARY: usize = 13;
const DIRECTION: usize = 14;
const TRACK: usize = 15;
const FIELDS: usize = 16;
const FORMATS: usize = 17;
const AUDIENCES: usize = 18;
const ACCESS: usize = 19;
const GRADES: usize = 20;
const ONLINE: usize = 21;
const HOSTS: usize = 22;
const ORGANISERS: usize = 23;
const PARENT: usize = 24;
const SAMPLE: usize = 25;
const OPENING: usize = 26;
const SESSIONS: usize = 27;
const LECTURE: usize = 28;
const AGES: usize = 29;

/// The names of [`MEMBERS`], for the reader of documents.
pub(super) fn names() -> Names {
    Names::new(&MEMBERS)
}

/// The members of an object by the numbers of their names.
type Found<'a> = [Value<'a>; MEMBERS.len() + 1];

/// Finds them; nothing if one of them is there twice.
fn members<'a>(value: Value<'a>, found: &mut Found<'a>) -> Option<()> {
    let mut seen = 0u32;
    let mut members = value.members();
    while let Some((name, member)) = members.next_numbered() {
        let bit = 1 << name;
        if name != 0 {
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
            found[usize::from(name)] = member;
        }
    }
    Some(())
}

/// A line that need not be cleaned; empty where there is none.
fn line(value: Value<'_>) -> Option<&str> {
    let text = value.as_str().unwrap_or("");
    is_plain(text, LINE_MAX).then_some(text)
}

fn status(value: Value) -> Status {
    value.as_str().map_or_else(Status::default, Status::from_id)
}

impl Rows {
    /// Takes an activity and answers how many things of it are left out; nothing if it is odd, and then nothing of it
    /// is taken.
    pub(super) fn scan(&mut self, value: Value) -> Option<usize> {
        let lengths = [
            self.ids.len(),
            self.slot_ids.len(),
            self.slots.len(),
            self.filed.len(),
            self.hosts.len(),
            self.hours.len(),
            self.parents.len(),
        ];
        let left_out = self.try_scan(value);
        if left_out.is_none() {
            let [ids, slot_ids, slots, filed, hosts, hours, parents] = lengths;
            self.ids.truncate(ids);
            self.slot_ids.truncate(slot_ids);
            self.slots.truncate(slots);
            self.filed.truncate(filed);
            self.hosts.truncate(hosts);
            self.hours.truncate(hours);
            self.parents.truncate(parents);
        }
        left_out
    }

    fn try_scan(&mut self, value: Value) -> Option<usize> {
        let mut found = [Value::NULL; MEMBERS.len() + 1];
        members(value, &mut found)?;
        let id = line(found[ID])?;
        let title = found[TITLE].as_str().unwrap_or("");
        if id.is_empty() || title.is_empty() {
            return Some(1);
        }
        // Something of the title is seen.
        let first = title.chars().next()?;
        is_plain(first.encode_utf8(&mut [0; 4]), 1).then_some(())?;
        if self.ids.add(id).is_err() {
            return Some(1);
        }
        let mut row = Row {
            status: status(found[STATUS]),
            online: found[ONLINE].as_bool() == Some(true),
            sample: found[SAMPLE].as_bool() == Some(true),
            grades: Grades::read(found[GRADES]),
            ages: Ages::read(found[AGES]),
            venue: self.word(found[VENUE].as_str()),
            title: Span::new(found[TITLE]),
            summary: Span::new(found[SUMMARY]),
            ..Row::default()
        };
        self.file(Shelf::Direction, line(found[DIRECTION])?);
        self.file(Shelf::Track, line(found[TRACK])?);
        for (shelf, list) in [
            (Shelf::Field, found[FIELDS]),
            (Shelf::Format, found[FORMATS]),
            (Shelf::Audience, found[AUDIENCES]),
            (Shelf::Access, found[ACCESS]),
        ] {
            lines(list, &mut |value| self.file(shelf, value))?;
        }
        for list in [found[HOSTS], found[ORGANISERS]] {
            lines(list, &mut |name| self.host(name))?;
        }
        let lecture = found[LECTURE];
        if read::needed(lecture, "id").is_some() {
            row.has_lecture = true;
            self.host(&read::line(lecture, "speaker"));
        }
        self.open(&Many::<Opening>::of(found[OPENING]));
        self.parent(found[PARENT].as_str());
        let mut left_out = 0;
        for session in found[SESSIONS].items() {
            left_out += usize::from(!self.scan_session(session)?);
        }
        self.end(&mut row);
        Some(left_out)
    }

    /// Takes a session; `false` if it is left out, nothing if it is odd.
    fn scan_session(&mut self, value: Value) -> Option<bool> {
        let mut found = [Value::NULL; MEMBERS.len() + 1];
        members(value, &mut found)?;
        let id = line(found[ID])?;
        let (start, end) = (read::moment(found[START]), read::moment(found[END]));
        let (Some(start), Some(end)) = (start, end) else {
            return Some(false);
        };
        let counted = found[CAPACITY].is_null() || read::small(found[CAPACITY]).is_some();
        if id.is_empty() || !counted {
            return Some(false);
        }
        let is_required = found[BOOKING].as_str() == Some("required");
        let terms = Terms {
            status: status(found[STATUS]),
            start,
            end,
            is_booked: is_required && found[KINDS].items().any(|kind| kind.as_str().is_some()),
            opens: read::moment(found[OPENS]),
            closes: read::moment(found[CLOSES]),
            waitlist: found[WAITLIST].as_bool() == Some(true),
        };
        let venue = self.word(found[VENUE].as_str());
        Some(self.slot(id, terms, venue))
    }
}

/// The lines of a list that are not empty; nothing if one is odd, or if there are more than are kept.
fn lines(list: Value, each: &mut dyn FnMut(&str)) -> Option<()> {
    let items = list.items();
    (items.len() <= read::LINES_MAX).then_some(())?;
    for item in items {
        let text = line(item)?;
        if !text.is_empty() {
            each(text);
        }
    }
    Some(())
}
