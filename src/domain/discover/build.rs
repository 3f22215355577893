//! The columns of a catalogue.

use super::Index;
use super::search::Search;
use crate::domain::age::{self, Suited};
use crate::domain::agenda::{Entry, EntryKind};
use crate::domain::area::Spot;
use crate::domain::availability::UNCOUNTED;
use crate::domain::catalogue::Catalogue;
use crate::domain::query::{Facet, LEFT, LENGTH_MORE, LENGTHS, ONLINE, ONSITE};
use crate::domain::taxonomy::{Shelf, Term};
use crate::domain::time::{self, Moment, PartOfDay};
use chrono::{Datelike, NaiveDate};
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
            .map(|entry| day_number(&entry.start))
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
        // Few suit other ages than all the others do, and each suits many: they go in together.
        let mut ages: Vec<(u64, Bits)> = Vec::new();
        let online = self.position(Facet::Place, ONLINE).unwrap_or(0);
        for (at, row) in catalogue.activities.rows().iter().enumerate() {
            own.clear();
            // The values of these facets are the terms of the taxonomy, in its order.
            let filed = catalogue.activities.filed(at);
            let values = filed.iter();
            own.extend(values.map(|(shelf, term)| (facet(*shelf), *term as usize)));
            if row.online {
                own.push((Facet::Place, online));
            }
            let rows = self.search.of_activity(at);
            let suits = suited.values(row, filed);
            let known = ages.iter().position(|(known, _)| *known == suits);
            let known = known.unwrap_or_else(|| {
                ages.push((suits, Bits::none(self.columns.rows())));
                ages.len() - 1
            });
            ages[known].1.insert_all(rows);
            for (facet, value) in &own {
                self.columns.insert_all(*facet as usize, *value, rows);
            }
        }
        let mut all = Bits::default();
        for value in 0..self.values(Facet::Age).len() {
            all.empty(self.columns.rows());
            for (_, rows) in ages.iter().filter(|(suits, _)| suits >> value & 1 == 1) {
                all.or(rows);
            }
            self.columns.replace(Facet::Age as usize, value, &all);
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
                let minutes = (entry.end.timestamp() - entry.start.timestamp()) / 60;
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
            let rows = self.search.at_venue(at);
            let district = district.map(|district| (Facet::District, district));
            let access = access.into_iter().map(|access| (Facet::Access, access));
            for (facet, value) in access.chain(district) {
                self.columns.insert_all(facet as usize, value, rows);
            }
        }
        for (row, entry) in entries.iter().enumerate() {
            if entry.venue.is_some() || !catalogue.activities.rows()[entry.activity].online {
                self.columns.insert(Facet::Place as usize, 0, row);
            }
        }
    }
}

/// The day of a moment in the city, as chrono numbers days.
fn day_number(moment: &Moment) -> i32 {
    let first = NaiveDate::default().num_days_from_ce();
    first + time::clock_seconds(moment).div_euclid(86_400) as i32
}

fn facet(shelf: Shelf) -> Facet {
    match shelf {
        Shelf::Direction => Facet::Direction,
        Shelf::Track => Facet::Track,
        Shelf::Field => Facet::Field,
        Shelf::Format => Facet::Format,
        Shelf::Audience => Facet::Audience,
        Shelf::Access => Facet::Access,
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
