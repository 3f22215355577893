//! What the list must know of every activity and every session, in columns.

use crate::domain::activity::{Activity, Opening, Status, Terms};
use crate::domain::age::Ages;
use crate::domain::read::{Read, Value};
use crate::domain::taxonomy::{Grades, Shelf, Taxonomy};
use crate::domain::venue::Venue;
use kepu_kernel::Glossary;
use std::ops::Range;

/// Where a text stands in the document; none where it has escapes or was cleaned.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    begin: u32,
    size: u32,
    known: bool,
}

impl Span {
    /// Of what is not there nothing is known to be empty.
    pub(super) fn new(value: Value) -> Self {
        let span = match value.as_str() {
            Some(_) => value.span(),
            None => Some((0, 0)),
        };
        let (begin, size) = span.unwrap_or_default();
        Self {
            begin: begin as u32,
            size: size as u32,
            known: span.is_some(),
        }
    }

    pub(super) fn of(self, text: &str) -> Option<&str> {
        let end = self.begin + self.size;
        text.get(self.begin as usize..end as usize)
            .filter(|_| self.known)
    }
}

/// What the list knows of an activity.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row {
    pub status: Status,
    pub online: bool,
    pub sample: bool,
    pub has_lecture: bool,
    pub grades: Option<Grades>,
    pub ages: Option<Ages>,
    /// Index into the catalogue's venues.
    pub venue: Option<u32>,
    pub(super) title: Span,
    pub(super) summary: Span,
    /// Where what belongs to it ends, in the lists of [`Rows`].
    pub(super) filed: u32,
    pub(super) hosts: u32,
    pub(super) slots: u32,
    pub(super) hours: u32,
}

/// What the list knows of a session.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// Index into the catalogue's activities.
    pub activity: u32,
    /// Index into the catalogue's venues: the session's own, else its activity's.
    pub venue: Option<u32>,
    pub terms: Terms,
}

/// The columns of a catalogue.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub rows: Vec<Row>,
    /// Where each activity begins in the document.
    pub spans: Vec<u32>,
    /// Places in the taxonomy; numbers of words until [`Self::settle`], as are the places of venues.
    pub filed: Vec<(Shelf, u32)>,
    /// Places among [`Self::host_names`]; numbers of words until [`Self::settle`].
    pub hosts: Vec<u32>,
    /// Numbers of words.
    pub host_names: Vec<u32>,
    pub slots: Vec<Slot>,
    pub hours: Vec<(Opening, Option<u32>)>,
    /// The activities that have a parent, with its id.
    pub parents: Vec<(u32, String)>,
    pub words: Glossary,
    pub ids: Glossary,
    pub slot_ids: Glossary,
}

impl Rows {
    pub fn range(&self, at: usize, end: impl Fn(&Row) -> u32) -> Range<usize> {
        let begin = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let begin = begin.map_or(0, &end) as usize;
        begin..self.rows.get(at).map_or(begin, |row| end(row) as usize)
    }

    /// Takes what stands in a document from a byte on, and answers how many things of it are left out: all of it
    /// without an id and a title or with an id seen before; sessions without an id of their own, or without a time.
    pub fn take(&mut self, value: Value, begin: usize) -> usize {
        let before = self.rows.len();
        let left_out = match self.scan(value) {
            Some(left_out) => left_out,
            None => match Activity::read(value) {
                Some(activity) => self.put(&activity),
                None => 1,
            },
        };
        if self.rows.len() > before {
            self.spans.push(begin as u32);
        }
        left_out
    }

    /// Takes an activity that was read, however odd its texts are.
    #[inline(never)]
    fn put(&mut self, activity: &Activity) -> usize {
        if self.ids.add(&activity.id).is_err() {
            return 1;
        }
        let mut row = Row {
            status: activity.status,
            online: activity.online,
            sample: activity.sample,
            has_lecture: activity.lecture.is_some(),
            grades: activity.grades,
            ages: activity.ages,
            venue: self.word(activity.venue.as_deref()),
            ..Row::default()
        };
        let one = std::slice::from_ref::<String>;
        for (shelf, values) in [
            (Shelf::Direction, one(&activity.direction)),
            (Shelf::Track, one(&activity.track)),
            (Shelf::Field, &activity.fields),
            (Shelf::Format, &activity.formats),
            (Shelf::Audience, &activity.audiences),
            (Shelf::Access, &activity.access),
        ] {
            for value in values {
                self.file(shelf, value);
            }
        }
        let speaker = activity.lecture.as_ref().map(|lecture| &lecture.speaker);
        let hosts = activity.hosts.iter().chain(&activity.organisers);
        for host in hosts.chain(speaker) {
            self.host(host);
        }
        self.open(&activity.opening);
        self.parent(activity.parent.as_deref());
        let mut left_out = activity.sessions.skipped;
        for session in activity.sessions.iter() {
            let venue = self.word(session.venue.as_deref());
            left_out += usize::from(!self.slot(&session.id, session.terms(), venue));
        }
        self.end(&mut row);
        left_out
    }

    pub(super) fn word(&mut self, text: Option<&str>) -> Option<u32> {
        text.map(|text| self.words.number(text))
    }

    pub(super) fn file(&mut self, shelf: Shelf, value: &str) {
        let value = self.words.number(value);
        self.filed.push((shelf, value));
    }

    pub(super) fn host(&mut self, name: &str) {
        if !name.is_empty() {
            let name = self.words.number(name);
            self.hosts.push(name);
        }
    }

    pub(super) fn open(&mut self, hours: &[Opening]) {
        for hours in hours {
            let venue = self.word(hours.venue.as_deref());
            self.hours.push((hours.clone(), venue));
        }
    }

    pub(super) fn parent(&mut self, id: Option<&str>) {
        let own = self.rows.len() as u32;
        self.parents.extend(id.map(|id| (own, id.to_owned())));
    }

    /// Takes a session, unless it ends before it starts or its id was seen before.
    pub(super) fn slot(&mut self, id: &str, terms: Terms, venue: Option<u32>) -> bool {
        let taken = terms.end > terms.start && self.slot_ids.add(id).is_ok();
        if taken {
            self.slots.push(Slot {
                activity: self.rows.len() as u32,
                venue,
                terms,
            });
        }
        taken
    }

    pub(super) fn end(&mut self, row: &mut Row) {
        row.filed = self.filed.len() as u32;
        row.hosts = self.hosts.len() as u32;
        row.slots = self.slots.len() as u32;
        row.hours = self.hours.len() as u32;
        self.rows.push(*row);
    }

    /// Gives everyone who holds or speaks a place in the order of their names.
    fn name_hosts(&mut self) {
        let mut names: Vec<u32> = Vec::new();
        let mut places = vec![None; self.words.len()];
        for host in &self.hosts {
            if places[*host as usize].replace(0).is_none() {
                names.push(*host);
            }
        }
        names.sort_unstable_by_key(|name| self.words.text(*name));
        for (place, name) in (0..).zip(&names) {
            places[*name as usize] = Some(place);
        }
        for host in &mut self.hosts {
            *host = places[*host as usize].unwrap_or(0);
        }
        self.host_names = names;
    }

    /// Gives words their places, once taxonomy and venues are known: of two terms or venues with one id the first.
    pub fn settle(&mut self, taxonomy: &Taxonomy, venues: &[Venue]) {
        let places = |ids: &mut dyn Iterator<Item = &str>| {
            let mut places = vec![None; self.words.len()];
            for (at, id) in (0u32..).zip(ids) {
                if let Some(word) = self.words.find(id) {
                    places[word as usize].get_or_insert(at);
                }
            }
            places
        };
        let shelves = Shelf::ALL.map(|shelf| {
            let terms = taxonomy.shelf(shelf).iter();
            places(&mut terms.map(|term| term.id.as_str()))
        });
        let venues = places(&mut venues.iter().map(|venue| venue.id.as_str()));
        let venue = |word: Option<u32>| word.and_then(|word| venues[word as usize]);
        // What is filed under a word that no list has is filed under nothing.
        let (mut kept, mut next) = (0, 0);
        for row in &mut self.rows {
            for at in next..row.filed as usize {
                let (shelf, word) = self.filed[at];
                if let Some(place) = shelves[shelf as usize][word as usize] {
                    self.filed[kept] = (shelf, place);
                    kept += 1;
                }
            }
            next = row.filed as usize;
            row.filed = kept as u32;
        }
        self.filed.truncate(kept);
        for slot in &mut self.slots {
            slot.venue = venue(slot.venue.or(self.rows[slot.activity as usize].venue));
        }
        for (at, row) in self.rows.iter().enumerate() {
            let begin = at
                .checked_sub(1)
                .map_or(0, |before| self.rows[before].hours);
            for (_, own) in &mut self.hours[begin as usize..row.hours as usize] {
                *own = venue(own.or(row.venue));
            }
        }
        for row in &mut self.rows {
            row.venue = venue(row.venue);
        }
        self.name_hosts();
    }
}
