//! The columns of a catalogue.

use super::Index;
use super::search::Search;
use crate::domain::age::{self, Suited};
use crate::domain::agenda::{Entry, EntryKind};
use crate::domain::area::Spot;
use crate::domain::availability::UNCOUNTED;
use crate::domain::catalogue::Catalogue;
use crate::domain::query::{Facet, LEFT, LENGTH_MORE, LENGTHS, ONLINE, ONSITE};
use crate::domain::taxonomy::Term;
use crate::domain::time::{self, Moment, PartOfDay};
use chrono::Datelike;
use kepu_kernel::{Bits, Columns};
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers indexes, so that what was found in one is not taken for another's.
static NUMBER: AtomicU32 = AtomicU32::new(1);

impl Index {
    /// Builds the columns. Values stand in the order of the taxonomy; dates in their own.
    pub fn new(catalogue: &Catalogue, entries: &[Entry], now: &Moment) -> Self {
        let rows = entries.len();
        let days: Vec<i32> = entries
            .iter()
            .map(|entry| entry.day().num_days_from_ce())
            .collect();
        let values = values(catalogue, entries, &days);
        let counts: Vec<usize> = values.iter().map(Vec::len).collect();
        let mut index = Self {
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            columns: Columns::new(rows, &counts),
            values,
            over: Bits::none(rows),
            past: 0,
            dated: Bits::none(rows),
            days,
            room: vec![UNCOUNTED; rows],
            spots: catalogue
                .venues
                .iter()
                .map(|venue| venue.point.map(Spot::of))
                .collect(),
            search: Search::new(catalogue, entries),
        };
        let age = Facet::Age as usize;
        index.columns.count_only(age, age::OFFERED);
        index.fill_activities(catalogue);
        index.fill_times(entries);
        index.fill_places(catalogue, entries);
        index.set_now(entries, now);
        index
    }

    fn position(&self, facet: Facet, value: &str) -> Option<usize> {
        self.values(facet).iter().position(|known| known == value)
    }

    /// What is the same for all entries of an activity.
    fn fill_activities(&mut self, catalogue: &Catalogue) {
        let mut own: Vec<(Facet, usize)> = Vec::new();
        let suited = Suited::new(&catalogue.taxonomy);
        for (at, activity) in catalogue.activities.iter().enumerate() {
            own.clear();
            let mut add = |facet, value: &str| {
                own.extend(self.position(facet, value).map(|at| (facet, at)));
            };
            add(Facet::Direction, &activity.direction);
            add(Facet::Track, &activity.track);
            for (facet, values) in [
                (Facet::Field, &activity.fields),
                (Facet::Format, &activity.formats),
                (Facet::Audience, &activity.audiences),
                (Facet::Access, &activity.access),
            ] {
                values.iter().for_each(|value| add(facet, value));
            }
            if activity.online {
                add(Facet::Place, ONLINE);
            }
            let ages = suited.values(activity);
            own.extend(ages.map(|at| (Facet::Age, at)));
            for row in self.search.of_activity(at) {
                for (facet, value) in &own {
                    self.columns.insert(*facet as usize, *value, *row as usize);
                }
            }
        }
    }

    fn fill_times(&mut self, entries: &[Entry]) {
        let (mut date, mut day_before) = (None::<usize>, None);
        for (row, entry) in entries.iter().enumerate() {
            if entry.kind == EntryKind::Undated {
                continue;
            }
            self.dated.insert(row);
            // Dates ascend with the rows, and so do their values.
            let day = self.days[row];
            if day_before != Some(day) {
                date = Some(date.map_or(0, |date| date + 1));
                day_before = Some(day);
            }
            let part = PartOfDay::of(&entry.start) as usize;
            let date = date.unwrap_or(0);
            self.columns.insert(Facet::Date as usize, date, row);
            self.columns.insert(Facet::Time as usize, part, row);
            if entry.kind == EntryKind::Session {
                let minutes = (entry.end - entry.start).num_minutes();
                let length = LENGTHS.iter().position(|(_, most)| minutes <= *most);
                let length = length.unwrap_or(LENGTHS.len());
                self.columns.insert(Facet::Length as usize, length, row);
            }
        }
    }

    fn fill_places(&mut self, catalogue: &Catalogue, entries: &[Entry]) {
        for (at, venue) in catalogue.venues.iter().enumerate() {
            let district = self.position(Facet::District, &venue.district);
            let access = venue.access.iter();
            let access: Vec<usize> = access
                .filter_map(|value| self.position(Facet::Access, value))
                .collect();
            for row in self.search.at_venue(at) {
                let row = *row as usize;
                if let Some(district) = district {
                    self.columns.insert(Facet::District as usize, district, row);
                }
                for access in &access {
                    self.columns.insert(Facet::Access as usize, *access, row);
                }
            }
        }
        for (row, entry) in entries.iter().enumerate() {
            if entry.venue.is_some() || !entry.activity(catalogue).online {
                self.columns.insert(Facet::Place as usize, 0, row);
            }
        }
    }
}

/// The values of all facets, in the order of [`Facet::ALL`].
fn values(catalogue: &Catalogue, entries: &[Entry], days: &[i32]) -> Vec<Vec<String>> {
    let taxonomy = &catalogue.taxonomy;
    let ids =
        |terms: &[Term]| -> Vec<String> { terms.iter().map(|term| term.id.clone()).collect() };
    let mut dates: Vec<String> = Vec::new();
    let mut before = None;
    for (entry, day) in entries.iter().zip(days) {
        if entry.kind != EntryKind::Undated && before != Some(day) {
            dates.push(time::iso_day(entry.day()));
            before = Some(day);
        }
    }
    let lengths = LENGTHS.iter().map(|(id, _)| *id).chain([LENGTH_MORE]);
    let values: [Vec<String>; Facet::COUNT] = [
        ids(&taxonomy.directions),
        ids(&taxonomy.tracks),
        ids(&taxonomy.fields),
        ids(&taxonomy.districts),
        dates,
        PartOfDay::ALL.map(|part| part.id().to_owned()).into(),
        age::values(),
        ids(&taxonomy.formats),
        ids(&taxonomy.audiences),
        ids(&taxonomy.access),
        vec![ONSITE.into(), ONLINE.into()],
        vec![LEFT.into()],
        lengths.map(str::to_owned).collect(),
    ];
    values.into()
}
