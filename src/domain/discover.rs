//! Finding: the list of a query, in its order, with the count of every value, all on the device.
//!
//! The programme's entries are the rows of the kernel, in the order in which
//! they begin. [`Index`] is made once for a programme; [`Found`] is what one
//! query finds, and keeps its memory from query to query.

use super::age;
use super::agenda::Entry;
use super::area::{Area, Spot};
use super::availability::{Availability, Seats, UNCOUNTED};
use super::catalogue::Catalogue;
use super::query::{Facet, Query};
use super::time::Moment;
use chrono::{Datelike, NaiveDate};
use kepu_kernel::{Bits, Chosen, Columns, Counts};

mod build;
mod relax;
mod search;

pub use relax::{Condition, Relax};
pub use search::{Hint, Rank};
use search::{Search, Typed};

/// Distances that part a list ordered by how near things are, in metres.
pub const RINGS: [u32; 4] = [1_000, 3_000, 5_000, 10_000];

/// The catalogue as columns.
#[derive(Debug, Default)]
pub struct Index {
    /// Tells this index from those before it; 0 is the index of nothing.
    number: u32,
    values: Vec<Vec<String>>,
    columns: Columns,
    /// Entries whose end is known to lie behind `now`.
    over: Bits,
    /// How many those are.
    past: u32,
    /// Entries of a day, and the day of each as a number; days ascend.
    dated: Bits,
    days: Vec<i32>,
    /// For how many there is room.
    room: Vec<u32>,
    /// Where the venues of the catalogue are.
    spots: Vec<Option<Spot>>,
    search: Search,
}

/// How far the venues are from where one is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Near {
    /// For each venue of the catalogue, in metres; none where nobody knows.
    pub metres: Vec<Option<u32>>,
    /// Only what is so near, in metres.
    pub within: Option<u32>,
}

/// What a stretch of the list has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Where the words stand, the best place first.
    Hit(Rank),
    /// So many metres away at most.
    Within(u32),
    /// Farther than all rings.
    Farther,
    /// At places nobody knows the distance of, or online.
    Elsewhere,
}

/// What a query finds. Its memory stays from query to query.
#[derive(Debug, Default)]
pub struct Found {
    /// How many more the query would find among what is over.
    pub hidden: u32,
    counts: Counts,
    /// Where each facet's counts begin.
    starts: Vec<usize>,
    total: usize,
    /// The stretches of the list, if it is not simply in the order of the programme; only the first `parts` are in use.
    bands: Vec<(Band, Bits)>,
    parts: usize,
    /// What is in no stretch yet, and what a ring holds.
    rest: Bits,
    ring: Bits,
    typed: Typed,
    chosen: Vec<Chosen>,
    /// What the query's text and place leave, over or not.
    wanted: Bits,
    /// The same of what lies in time.
    base: Bits,
}

impl Found {
    /// How many entries are found.
    pub fn total(&self) -> usize {
        self.total
    }

    /// All of them, in the order of the programme.
    pub fn all(&self) -> &Bits {
        &self.counts.all
    }

    /// The stretches of the list in their order; none when it is in the order of the programme.
    pub fn bands(&self) -> impl Iterator<Item = (Band, &Bits)> {
        let bands = self.bands.iter().take(self.parts);
        bands.map(|(band, rows)| (*band, rows))
    }

    /// How many entries one would get by choosing the value at this place.
    pub fn count(&self, facet: Facet, at: usize) -> u32 {
        let start = self.starts.get(facet as usize).copied().unwrap_or(0);
        self.counts
            .counts()
            .get(start + at)
            .copied()
            .unwrap_or_default()
    }

    /// The entries in the order of the list.
    pub fn entries(&self) -> Vec<u32> {
        if self.parts == 0 {
            return self.all().iter().collect();
        }
        self.bands().flat_map(|(_, rows)| rows.iter()).collect()
    }

    /// Adds what of `ring` is in no stretch yet as one, if it is anything.
    fn push(&mut self, band: Band) {
        if self.parts == self.bands.len() {
            self.bands.push((band, Bits::default()));
        }
        let slot = &mut self.bands[self.parts];
        slot.0 = band;
        slot.1.copy(&self.rest);
        slot.1.and(&self.ring);
        if slot.1.count() > 0 {
            self.parts += 1;
        }
        self.rest.and_not(&self.ring);
    }
}

impl Index {
    /// Makes ready to look for words: what the first one would wait for.
    pub fn write_words(&self) {
        self.search.write();
    }

    /// Where the words of a query stand in a text of the programme, from which character to which.
    pub fn marks(&self, found: &Found, text: &str) -> Vec<(usize, usize)> {
        self.search.places(&found.typed, text)
    }

    /// What a text may mean, at most `most` meanings.
    pub fn hints(&self, text: &str, most: usize) -> Vec<Hint> {
        self.search.hints(text, most)
    }

    /// The values of a facet, in the order shown.
    pub fn values(&self, facet: Facet) -> &[String] {
        self.values.get(facet as usize).map_or(&[], |values| values)
    }

    /// How many of the values of a facet are offered and counted; the others are found when a link names them.
    pub fn offered(&self, facet: Facet) -> usize {
        match facet {
            Facet::Age => age::OFFERED,
            _ => self.values(facet).len(),
        }
    }

    /// The day of an entry as a number, the same for all entries of a day; 0 for an entry of no day.
    pub fn day_number(&self, row: u32) -> i32 {
        self.days.get(row as usize).copied().unwrap_or(0)
    }

    /// Brings what is over up to date; cheap enough for every minute.
    pub fn set_now(&mut self, entries: &[Entry], now: &Moment) {
        self.over.empty(self.columns.rows());
        for (row, entry) in entries.iter().enumerate() {
            if entry.is_over(now) {
                self.over.insert(row);
            }
        }
        self.past = self.over.count();
    }

    /// Brings "places left" up to date.
    pub fn set_places(
        &mut self,
        catalogue: &Catalogue,
        entries: &[Entry],
        availability: &Availability,
        now: &Moment,
    ) {
        let mut left = Bits::none(self.columns.rows());
        self.room.clear();
        let places = availability.by_slot(catalogue);
        let slots = catalogue.activities.slots();
        for (row, entry) in entries.iter().enumerate() {
            let room = match entry.slot_place(catalogue) {
                _ if entry.is_off(catalogue) => 0,
                Some(slot) => Seats::at(&slots[slot].terms, places[slot].as_ref(), now).room(),
                None if entry.is_over(now) => 0,
                None => UNCOUNTED,
            };
            self.room.push(room);
            if room > 0 {
                left.insert(row);
            }
        }
        self.columns.replace(Facet::Left as usize, 0, &left);
    }

    /// Whether the whole programme lies behind us: then it is shown as it was.
    pub fn all_over(&self) -> bool {
        self.past as usize == self.columns.rows()
    }

    /// Whether what is over belongs to the list: a chosen date shows that day whole.
    fn shows_past(&self, query: &Query) -> bool {
        query.past
            || !query.chosen(Facet::Date).is_empty()
            || query.span.is_some()
            || self.past == 0
            || self.all_over()
    }

    /// Finds what a query asks for, from where one is if that is known.
    pub fn find(&self, query: &Query, near: Option<&Near>, found: &mut Found) {
        self.choose(query, &mut found.chosen);
        self.want(query, near, found);
        let shows_past = self.shows_past(query);
        let base = if shows_past {
            &found.wanted
        } else {
            found.base.without(&found.wanted, &self.over);
            &found.base
        };
        // Who chooses a date sees that day whole.
        let dates = (Facet::Date as usize, &found.wanted);
        let dates = (!shows_past).then_some(dates);
        self.columns
            .find(base, dates, &found.chosen, &mut found.counts);
        found.total = found.counts.total as usize;
        found.starts.clear();
        let starts = Facet::ALL.map(|facet| self.columns.values(facet as usize).0);
        found.starts.extend(starts);
        found.hidden = if shows_past {
            0
        } else {
            found.counts.left_of(&found.wanted, &self.over)
        };
        self.part(near, found);
    }

    /// What is chosen, as places among the values, in the order of the facets.
    fn choose(&self, query: &Query, chosen: &mut Vec<Chosen>) {
        chosen.clear();
        for facet in Facet::ALL {
            for value in query.chosen(facet) {
                let value = self.values(facet).iter().position(|known| known == value);
                let facet = facet as usize;
                chosen.push(Chosen { facet, value });
            }
        }
    }

    /// What the words, the group, the days and the place leave.
    fn want(&self, query: &Query, near: Option<&Near>, found: &mut Found) {
        let rows = self.columns.rows();
        found.wanted.fill(rows);
        self.search
            .look(self.number, &query.text, &self.columns, &mut found.typed);
        if let Some(hits) = found.typed.hits() {
            found.wanted.and(hits);
        }
        if let Some((from, to)) = query.span {
            let number = |day: NaiveDate| day.num_days_from_ce();
            let (from, to) = (number(from), number(to));
            let first = self.days.partition_point(|day| *day < from);
            let end = self.days.partition_point(|day| *day <= to);
            found.wanted.keep(first, end);
            found.wanted.and(&self.dated);
        }
        if query.group > 1 {
            found.ring.empty(rows);
            for (row, room) in self.room.iter().enumerate() {
                if *room >= query.group {
                    found.ring.insert(row);
                }
            }
            found.wanted.and(&found.ring);
        }
        if let Some((near, within)) = near.and_then(|near| Some((near, near.within?))) {
            found.ring.empty(rows);
            self.add_ring(near, 0, within, &mut found.ring);
            found.wanted.and(&found.ring);
        }
        if !query.area.is_empty() {
            found.ring.empty(rows);
            if let Some(area) = Area::parse(&query.area) {
                for (venue, spot) in self.spots.iter().enumerate() {
                    if spot.is_some_and(|spot| area.holds(&spot)) {
                        found.ring.insert_all(self.search.at_venue(venue));
                    }
                }
            }
            found.wanted.and(&found.ring);
        }
    }

    /// Adds the entries at venues from `from` up to `to` metres away.
    fn add_ring(&self, near: &Near, from: u32, to: u32, rows: &mut Bits) {
        for (venue, metres) in near.metres.iter().enumerate() {
            if metres.is_some_and(|metres| (from..=to).contains(&metres)) {
                rows.insert_all(self.search.at_venue(venue));
            }
        }
    }

    /// Parts the list by how near things are, or by where the words stand.
    fn part(&self, near: Option<&Near>, found: &mut Found) {
        found.parts = 0;
        if near.is_none() && found.typed.hits().is_none() {
            return;
        }
        found.rest.copy(&found.counts.all);
        if let Some(near) = near {
            let rows = self.columns.rows();
            let mut from = 0;
            let rings = RINGS.map(|ring| (ring, Band::Within(ring)));
            for (ring, band) in rings.into_iter().chain([(u32::MAX, Band::Farther)]) {
                found.ring.empty(rows);
                self.add_ring(near, from, ring, &mut found.ring);
                found.push(band);
                from = ring.saturating_add(1);
            }
            found.ring.fill(rows);
            found.push(Band::Elsewhere);
        } else {
            for (rank, nth) in Rank::ALL.into_iter().zip(0..) {
                found.ring.copy(found.typed.rank(nth));
                found.push(Band::Hit(rank));
            }
        }
    }
}

#[cfg(test)]
mod tests;
