//! Facets: the list of a query, with the count of every value, all on the device.
//!
//! One value is one dense bitset over the entries; a count is an AND and a
//! popcount. Within a facet values widen, facets narrow each other, and the
//! counts of a facet ignore its own choice, so that each says how many one
//! would get by choosing it.

use super::agenda::{Entry, EntryKind};
use super::availability::{Availability, Seats};
use super::bits::Bits;
use super::catalogue::Catalogue;
use super::query::{Facet, LEFT, ONLINE, ONSITE, Query};
use super::taxonomy::{self, Term};
use super::text::fold;
use super::time::{self, Moment, PartOfDay};

mod relax;
pub use relax::{Condition, Relax};

/// The values of one facet with their entries.
#[derive(Debug, Default)]
struct Column {
    values: Vec<String>,
    bits: Vec<Bits>,
}

impl Column {
    fn position(&self, value: &str) -> Option<usize> {
        self.values.iter().position(|v| v == value)
    }

    /// All entries that have any of the values; a value nobody has adds nothing.
    fn any(&self, values: &[String], rows: usize) -> Bits {
        let mut union = Bits::none(rows);
        for value in values {
            if let Some(at) = self.position(value) {
                union.or(&self.bits[at]);
            }
        }
        union
    }
}

/// The catalogue as columns.
#[derive(Debug)]
pub struct Index {
    rows: usize,
    columns: Vec<Column>,
    /// Entries whose end is known to lie behind `now`.
    over: Bits,
    /// Folded text of every activity, one after the other.
    haystack: String,
    /// Where each activity's text ends in the haystack.
    ends: Vec<usize>,
    /// The entries of each activity.
    of_activity: Vec<Vec<u32>>,
}

/// What a query finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Entries in the order of the programme.
    pub entries: Vec<u32>,
    /// For each facet and each of its values: how many entries one would get.
    pub counts: Vec<Vec<u32>>,
    /// How many more the query would find among what is over.
    pub hidden: u32,
}

impl Default for Index {
    /// The index of nothing.
    fn default() -> Self {
        Self {
            rows: 0,
            columns: Facet::ALL.map(|_| Column::default()).into(),
            over: Bits::default(),
            haystack: String::new(),
            ends: Vec::new(),
            of_activity: Vec::new(),
        }
    }
}

impl Index {
    /// Builds the columns. Values stand in the order of the taxonomy; dates in their own.
    pub fn new(catalogue: &Catalogue, entries: &[Entry], now: &Moment) -> Self {
        let rows = entries.len();
        let taxonomy = &catalogue.taxonomy;
        let ids =
            |terms: &[Term]| -> Vec<String> { terms.iter().map(|term| term.id.clone()).collect() };
        let mut dates: Vec<String> = Vec::new();
        for entry in entries {
            if entry.kind != EntryKind::Undated {
                let day = time::iso_day(entry.day());
                if dates.last() != Some(&day) {
                    dates.push(day);
                }
            }
        }
        let parts = PartOfDay::ALL.map(|part| part.id().to_owned());
        // In the order of `Facet::ALL`.
        let columns: [Vec<String>; Facet::COUNT] = [
            ids(&taxonomy.directions),
            ids(&taxonomy.tracks),
            ids(&taxonomy.fields),
            ids(&taxonomy.districts),
            dates,
            parts.into(),
            ids(&taxonomy.formats),
            ids(&taxonomy.audiences),
            ids(&taxonomy.access),
            vec![ONSITE.into(), ONLINE.into()],
            vec![LEFT.into()],
        ];
        let columns = columns
            .into_iter()
            .map(|values| Column {
                bits: vec![Bits::none(rows); values.len()],
                values,
            })
            .collect();
        let mut index = Self {
            rows,
            columns,
            over: Bits::none(rows),
            ..Self::default()
        };
        index.fill(catalogue, entries);
        index.write_haystack(catalogue, entries);
        index.set_now(entries, now);
        index
    }

    fn fill(&mut self, catalogue: &Catalogue, entries: &[Entry]) {
        for (row, entry) in entries.iter().enumerate() {
            let activity = entry.activity(catalogue);
            let venue = entry.venue.map(|at| &catalogue.venues[at]);
            self.mark(Facet::Direction, &activity.direction, row);
            self.mark(Facet::Track, &activity.track, row);
            for (facet, values) in [
                (Facet::Field, &activity.fields),
                (Facet::Format, &activity.formats),
                (Facet::Audience, &activity.audiences),
                (Facet::Access, &activity.access),
            ] {
                for value in values {
                    self.mark(facet, value, row);
                }
            }
            if let Some(venue) = venue {
                self.mark(Facet::District, &venue.district, row);
                for value in &venue.access {
                    self.mark(Facet::Access, value, row);
                }
            }
            if activity.online {
                self.mark(Facet::Place, ONLINE, row);
            }
            if venue.is_some() || !activity.online {
                self.mark(Facet::Place, ONSITE, row);
            }
            if entry.kind != EntryKind::Undated {
                self.mark(Facet::Date, &time::iso_day(entry.day()), row);
                self.mark(Facet::Time, PartOfDay::of(&entry.start).id(), row);
            }
        }
    }

    fn mark(&mut self, facet: Facet, value: &str, row: usize) {
        let column = &mut self.columns[facet as usize];
        // Dates ascend with the rows: the last one is looked at first.
        let at = match facet {
            Facet::Date => column
                .values
                .binary_search_by(|v| v.as_str().cmp(value))
                .ok(),
            _ => column.position(value),
        };
        if let Some(at) = at {
            column.bits[at].insert(row);
        }
    }

    fn write_haystack(&mut self, catalogue: &Catalogue, entries: &[Entry]) {
        self.of_activity = vec![Vec::new(); catalogue.activities.len()];
        for (row, entry) in entries.iter().enumerate() {
            self.of_activity[entry.activity].push(row as u32);
        }
        let taxonomy = &catalogue.taxonomy;
        let lists = [
            &taxonomy.districts,
            &taxonomy.audiences,
            &taxonomy.formats,
            &taxonomy.fields,
            &taxonomy.tracks,
            &taxonomy.directions,
        ];
        let name = |id: &str| {
            let term = lists.iter().find_map(|terms| taxonomy::find(terms, id));
            term.map_or("", |term| &term.name)
        };
        for (i, activity) in catalogue.activities.iter().enumerate() {
            let mut text = String::new();
            let mut add = |part: &str| {
                text.push_str(part);
                text.push('\n');
            };
            add(&activity.title);
            add(&activity.summary);
            activity
                .hosts
                .iter()
                .chain(&activity.organisers)
                .for_each(|name| add(name));
            if let Some(lecture) = &activity.lecture {
                add(&lecture.speaker);
            }
            let mut venues: Vec<usize> = self.of_activity[i]
                .iter()
                .filter_map(|row| entries[*row as usize].venue)
                .collect();
            venues.dedup();
            for venue in venues.into_iter().map(|at| &catalogue.venues[at]) {
                add(&venue.name);
                add(&venue.address);
                add(name(&venue.district));
            }
            let lists = [&activity.fields, &activity.formats, &activity.audiences];
            let single = [&activity.direction, &activity.track];
            for id in lists.into_iter().flatten().chain(single) {
                add(name(id));
            }
            self.haystack.push_str(&fold(&text));
            self.ends.push(self.haystack.len());
        }
    }

    /// Brings what is over up to date; cheap enough for every minute.
    pub fn set_now(&mut self, entries: &[Entry], now: &Moment) {
        let mut over = Bits::none(self.rows);
        for (row, entry) in entries.iter().enumerate() {
            if entry.is_over(now) {
                over.insert(row);
            }
        }
        self.over = over;
    }

    /// Brings "places left" up to date.
    pub fn set_places(
        &mut self,
        catalogue: &Catalogue,
        entries: &[Entry],
        availability: &Availability,
        now: &Moment,
    ) {
        let mut room = Bits::none(self.rows);
        for (row, entry) in entries.iter().enumerate() {
            let open = match entry.session(catalogue) {
                Some(session) => {
                    Seats::of(session, availability.sessions.get(&session.id), now).has_room()
                }
                None => !entry.is_over(now),
            };
            if open && !entry.is_off(catalogue) {
                room.insert(row);
            }
        }
        self.columns[Facet::Left as usize].bits[0] = room;
    }

    /// The values of a facet, in the order shown.
    pub fn values(&self, facet: Facet) -> &[String] {
        self.columns
            .get(facet as usize)
            .map_or(&[], |column| &column.values)
    }

    /// The entries that hold every word of what was typed.
    fn text(&self, typed: &str) -> Bits {
        let folded = fold(typed);
        let mut all = Bits::all(self.rows);
        for word in folded.split_whitespace() {
            let mut hits = Bits::none(self.rows);
            let mut from = 0;
            while let Some(at) = self.haystack[from..].find(word) {
                let activity = self.ends.partition_point(|end| *end <= from + at);
                for row in &self.of_activity[activity] {
                    hits.insert(*row as usize);
                }
                // One hit an activity is enough: on to the next one.
                from = self.ends[activity];
            }
            all.and(&hits);
        }
        all
    }

    /// What lies in time, unless a query looks at what is over too: a chosen date shows that day whole.
    fn in_time(&self, past: bool, dated: bool) -> Bits {
        let mut rows = Bits::all(self.rows);
        if !past && !dated && !self.all_over() {
            rows.and_not(&self.over);
        }
        rows
    }

    /// All entries that have what a query chose of a facet.
    fn chosen(&self, query: &Query, facet: Facet) -> Option<Bits> {
        let values = query.chosen(facet);
        let column = &self.columns[facet as usize];
        (!values.is_empty()).then(|| column.any(values, self.rows))
    }

    /// Whether the whole programme lies behind us: then it is shown as it was.
    pub fn all_over(&self) -> bool {
        self.over.count() as usize == self.rows
    }

    /// The list of a query and all counts.
    pub fn find(&self, query: &Query) -> Found {
        let mut whole = self.text(&query.text);
        let chosen = Facet::ALL.map(|facet| self.chosen(query, facet));
        let mut base = self.in_time(query.past, chosen[Facet::Date as usize].is_some());
        base.and(&whole);
        let narrowed = |but: Option<Facet>| {
            let mut bits = base.clone();
            for (facet, any) in Facet::ALL.into_iter().zip(&chosen) {
                if let Some(any) = any.as_ref().filter(|_| Some(facet) != but) {
                    bits.and(any);
                }
            }
            bits
        };
        let all = narrowed(None);
        let mut counts = Vec::with_capacity(Facet::COUNT);
        for facet in Facet::ALL {
            let others = chosen[facet as usize]
                .is_some()
                .then(|| narrowed(Some(facet)));
            let within = others.as_ref().unwrap_or(&all);
            let bits = self.columns[facet as usize].bits.iter();
            counts.push(bits.map(|bits| bits.count_and(within)).collect());
        }
        for any in chosen.iter().flatten() {
            whole.and(any);
        }
        let hidden = whole.count() - all.count();
        Found {
            entries: all.rows(),
            counts,
            hidden,
        }
    }
}

#[cfg(test)]
#[path = "facets_tests.rs"]
mod tests;
