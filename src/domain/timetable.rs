//! One day as a table: a row a venue, its entries along the hours, what overlaps one below the other.

use super::agenda::Entry;
use super::time;
use chrono::{NaiveDate, Timelike};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// One entry on the axis of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The entry, by its place in the programme.
    pub entry: u32,
    /// When it begins and ends, in minutes from the day's midnight; it lasts at least a minute.
    pub from: u32,
    pub to: u32,
    /// What overlaps in one venue stands in different lanes, counted from 0.
    pub lane: usize,
}

/// What happens at one venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The venue, by its place in the catalogue; none online.
    pub venue: Option<usize>,
    pub blocks: Vec<Block>,
    pub lanes: usize,
}

/// A day's table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timetable {
    /// The venues in the order in which something first begins there.
    pub rows: Vec<Row>,
    /// The whole hours between which everything happens.
    pub from: u32,
    pub to: u32,
    /// How many entries found no place.
    pub left_out: usize,
}

impl Timetable {
    /// The table of these entries of a day, given in the order in which they begin; at most `most` of them.
    pub fn new(entries: &[Entry], day: NaiveDate, shown: &[u32], most: usize) -> Self {
        let mut table = Self {
            from: 24,
            left_out: shown.len().saturating_sub(most),
            ..Self::default()
        };
        for at in shown.iter().take(most) {
            let Some(entry) = entries.get(*at as usize) else {
                continue;
            };
            let minute = |moment: &time::Moment| {
                let days = (time::day_of(moment) - day).num_days();
                match days {
                    0 => {
                        let local = moment.with_timezone(&time::city());
                        local.num_seconds_from_midnight() / 60
                    }
                    ..0 => 0,
                    _ => DAY,
                }
            };
            let from = minute(&entry.start).min(DAY - 1);
            let to = minute(&entry.end).max(from + 1);
            table.from = table.from.min(from / 60);
            table.to = table.to.max(to.div_ceil(60));
            table.put(entry.venue, *at, from, to);
        }
        table.from = table.from.min(table.to);
        table
    }

    fn put(&mut self, venue: Option<usize>, entry: u32, from: u32, to: u32) {
        let at = self.rows.iter().position(|row| row.venue == venue);
        let at = at.unwrap_or_else(|| {
            self.rows.push(Row {
                venue,
                blocks: Vec::new(),
                lanes: 0,
            });
            self.rows.len() - 1
        });
        let row = &mut self.rows[at];
        let taken = |lane: usize| {
            let mut blocks = row.blocks.iter();
            blocks.any(|block| block.lane == lane && block.to > from)
        };
        let lane = (0..row.lanes)
            .find(|lane| !taken(*lane))
            .unwrap_or(row.lanes);
        row.lanes = row.lanes.max(lane + 1);
        row.blocks.push(Block {
            entry,
            from,
            to,
            lane,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::EntryKind;
    use proptest::prelude::*;

    fn entry(venue: Option<usize>, from: u32, minutes: u32) -> Entry {
        let midnight = chrono::DateTime::parse_from_rfc3339("2023-09-17T00:00:00+08:00").unwrap();
        let start = midnight + chrono::Duration::minutes(from.into());
        Entry {
            activity: 0,
            session: None,
            start,
            end: start + chrono::Duration::minutes(minutes.into()),
            venue,
            kind: EntryKind::Session,
        }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 9, 17).unwrap()
    }

    #[test]
    fn venues_stand_in_the_order_in_which_they_begin() {
        let entries = [
            entry(Some(4), 545, 60),
            entry(None, 550, 90),
            entry(Some(4), 570, 10),
            entry(Some(4), 605, 5),
        ];
        let table = Timetable::new(&entries, day(), &[0, 1, 2, 3], 9);
        assert_eq!((table.from, table.to, table.left_out), (9, 11, 0));
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.venue, row.lanes))
            .collect();
        assert_eq!(rows, [(Some(4), 2), (None, 1)]);
        let lanes: Vec<_> = table.rows[0]
            .blocks
            .iter()
            .map(|block| block.lane)
            .collect();
        assert_eq!(lanes, [0, 1, 0]);
        let few = Timetable::new(&entries, day(), &[0, 1, 2, 3], 1);
        assert_eq!((few.rows.len(), few.left_out), (1, 3));
        assert_eq!(
            Timetable::new(&entries, day(), &[7], 9).rows,
            [],
            "an entry that is none"
        );
    }

    #[test]
    fn what_reaches_beyond_the_day_ends_with_it() {
        let entries = [entry(Some(0), 1_380, 600), entry(Some(1), 1_439, 0)];
        let table = Timetable::new(&entries, day(), &[0, 1], 9);
        assert_eq!(
            (table.rows[0].blocks[0].from, table.rows[0].blocks[0].to),
            (1_380, 1_440)
        );
        assert_eq!(
            (table.rows[1].blocks[0].from, table.rows[1].blocks[0].to),
            (1_439, 1_440)
        );
        let next = day().succ_opt().unwrap();
        let table = Timetable::new(&entries, next, &[0], 9);
        assert_eq!(
            (table.from, table.to, table.rows[0].blocks[0].to),
            (0, 9, 540)
        );
    }

    proptest! {
        #[test]
        fn nothing_overlaps_in_a_lane(given in prop::collection::vec((0usize..3, 0u32..1_439, 0u32..300), 0..40)) {
            let mut given = given;
            given.sort_by_key(|(_, from, _)| *from);
            let entries: Vec<Entry> = given.iter().map(|(venue, from, minutes)| entry(Some(*venue), *from, *minutes)).collect();
            let shown: Vec<u32> = (0..entries.len() as u32).collect();
            let table = Timetable::new(&entries, day(), &shown, 100);
            let mut seen = 0;
            for row in &table.rows {
                let mut most = 0;
                for (at, block) in row.blocks.iter().enumerate() {
                    seen += 1;
                    prop_assert!(block.from < block.to && block.lane < row.lanes);
                    prop_assert!(table.from * 60 <= block.from && block.to <= table.to * 60);
                    let before = &row.blocks[..at];
                    prop_assert!(before.iter().all(|other| other.lane != block.lane || other.to <= block.from));
                    most = most.max(1 + before.iter().filter(|other| other.to > block.from).count());
                }
                prop_assert_eq!(row.lanes, most, "no more lanes than things at once");
            }
            prop_assert_eq!(seen, entries.len());
        }
    }
}
