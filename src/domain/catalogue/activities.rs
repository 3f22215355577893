//! The activities of a programme, each read when it is first asked for.
//!
//! A programme of ten thousand is looked at for three of its cards. Only what
//! the list must know of every activity is read at once ([`Rows`]); the text
//! stays, and says the rest.

use super::rows::{Row, Rows, Slot};
use crate::domain::activity::{Activity, Opening};
use crate::domain::read::{Document, Read, Value};
use crate::domain::taxonomy::Shelf;
use std::borrow::Cow;
use std::ops::{Index, Range};
use std::sync::{Arc, OnceLock};

/// The activities. A copy shares all of it.
#[derive(Debug, Clone)]
pub struct Activities(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    rows: Rows,
    read: Vec<OnceLock<Box<Activity>>>,
}

impl Activities {
    pub(super) fn new(text: String, rows: Rows) -> Self {
        let read = (0..rows.rows.len()).map(|_| OnceLock::new()).collect();
        Self(Arc::new(Inner { text, rows, read }))
    }

    /// The whole document, as it came.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    pub fn len(&self) -> usize {
        self.0.rows.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, at: usize) -> Option<&Activity> {
        let read = self.0.read.get(at)?;
        Some(read.get_or_init(|| Box::new(self.0.read(at))))
    }

    /// Looks at an activity without keeping it, unless it was read before: a list of thousands goes by and leaves nothing
    /// behind.
    pub fn glance<T>(&self, at: usize, look: impl FnOnce(&Activity) -> T) -> T {
        match self.0.read.get(at).and_then(OnceLock::get) {
            Some(known) => look(known),
            None => look(&self.0.read(at)),
        }
    }

    /// Looks once more at the record of an activity as it came, for what one page alone asks for.
    pub fn record(&self, at: usize, look: &mut dyn FnMut(Value)) {
        if let Some(begin) = self.0.rows.spans.get(at) {
            let mut document = Document::of(self.text());
            if document.value(*begin as usize, 0, None).is_some() {
                look(document.root());
            }
        }
    }

    /// What the list knows of each. There is no way through all activities themselves: it would read every one.
    pub fn rows(&self) -> &[Row] {
        &self.0.rows.rows
    }

    /// What the list knows of every session, those of an activity together.
    pub fn slots(&self) -> &[Slot] {
        &self.0.rows.slots
    }

    /// Where the sessions of an activity stand among all.
    pub fn slots_of(&self, at: usize) -> Range<usize> {
        self.0.rows.range(at, |row| row.slots)
    }

    /// The opening hours of an activity, each with the place of its venue.
    pub fn hours(&self, at: usize) -> &[(Opening, Option<u32>)] {
        &self.0.rows.hours[self.0.rows.range(at, |row| row.hours)]
    }

    /// The terms an activity is filed under, by their places in the taxonomy.
    pub fn filed(&self, at: usize) -> &[(Shelf, u32)] {
        &self.0.rows.filed[self.0.rows.range(at, |row| row.filed)]
    }

    /// Who holds it and who speaks, by their places among [`Self::host_names`].
    pub fn hosts(&self, at: usize) -> impl Iterator<Item = u32> {
        let hosts = &self.0.rows.hosts[self.0.rows.range(at, |row| row.hosts)];
        hosts.iter().copied()
    }

    /// Everyone who holds or speaks, in the order of their names.
    pub fn host_names(&self) -> impl ExactSizeIterator<Item = &str> {
        let names = self.0.rows.host_names.iter();
        names.map(|name| self.0.rows.words.text(*name))
    }

    pub fn id(&self, at: usize) -> &str {
        self.0.rows.ids.text(at as u32)
    }

    /// The id of a session, by its place among all.
    pub fn slot_id(&self, slot: usize) -> &str {
        self.0.rows.slot_ids.text(slot as u32)
    }

    pub fn find(&self, id: &str) -> Option<usize> {
        self.0.rows.ids.find(id).map(|at| at as usize)
    }

    /// Where a session stands among all.
    pub fn find_slot(&self, id: &str) -> Option<usize> {
        self.0.rows.slot_ids.find(id).map(|at| at as usize)
    }

    /// The activities with this parent.
    pub fn stalls<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = usize> + 'a {
        let stalls = self.0.rows.parents.iter();
        stalls.filter_map(move |(at, of)| (of == parent).then_some(*at as usize))
    }

    /// Title and summary as they came, not cleaned.
    pub fn words(&self, at: usize) -> [Cow<'_, str>; 2] {
        let row = &self.rows()[at];
        match (row.title.of(self.text()), row.summary.of(self.text())) {
            (Some(title), Some(summary)) => [title, summary].map(Cow::Borrowed),
            _ => [&self[at].title, &self[at].summary].map(|text| Cow::Borrowed(text.as_str())),
        }
    }
}

impl Index<usize> for Activities {
    type Output = Activity;

    fn index(&self, at: usize) -> &Activity {
        self.get(at).expect("an activity of the programme")
    }
}

impl Inner {
    fn read(&self, at: usize) -> Activity {
        let mut document = Document::of(&self.text);
        let begin = self.rows.spans[at] as usize;
        let whole = document.value(begin, 0, None);
        let activity = whole.and_then(|_| Activity::read(document.root()));
        let mut activity = activity.expect("it was an activity when it was listed");
        // Of its sessions those stay that are listed.
        let mut next = self.rows.range(at, |row| row.slots).start as u32;
        activity.sessions.items.retain(|session| {
            let listed =
                session.end > session.start && self.rows.slot_ids.find(&session.id) == Some(next);
            next += u32::from(listed);
            listed
        });
        activity
    }
}
