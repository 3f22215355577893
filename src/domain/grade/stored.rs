//! The sheet in session storage.

use super::{HOURS, Pick, Row, Sheet};
use crate::domain::read::{self, Value};
use crate::domain::receipt::Restored;
use crate::domain::rotation::{ACTIVITIES_MAX, CLASSES_MAX};
use crate::domain::{text, time};
use serde::Serialize;

/// Version of a sheet in storage.
const VERSION: u64 = 1;

impl Sheet {
    /// For session storage: it holds no name of a person, and goes with the draft beside it.
    pub fn store(&self) -> String {
        let record = Record {
            v: VERSION,
            rows: &self.rows,
            activities: &self.activities,
            day: self.day.map_or_else(String::new, time::iso_day),
            from: self.hours.0,
            to: self.hours.1,
        };
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Reads a stored sheet, whatever happened to it.
    pub fn restore(stored: &str) -> Restored<Self> {
        Restored::open(stored, VERSION, Self::normalise)
    }

    /// The one way from foreign data to a sheet: total and bounded.
    fn normalise(value: Value) -> Option<Self> {
        let typed = |value: Value, name: &str| -> String {
            read::raw(value, name)
                .chars()
                .take(text::LINE_MAX)
                .collect()
        };
        let rows = read::list(value.get("rows"), CLASSES_MAX, &mut |row| {
            let picks = read::list(row.get("picks"), ACTIVITIES_MAX, &mut |pick| {
                Some(Pick {
                    activity: read::id_at(pick, "activity")?,
                    session: read::id_at(pick, "session").unwrap_or_default(),
                    by_hand: read::flag(pick, "by_hand"),
                })
            });
            Some(Row {
                name: typed(row, "name"),
                pupils: typed(row, "pupils"),
                adults: typed(row, "adults"),
                picks,
            })
        });
        let mut activities = read::ids(value.get("activities"));
        activities.truncate(ACTIVITIES_MAX);
        let hour = |name: &'static str, or: i32| {
            let at = read::u32_at(value, name).and_then(|at| i32::try_from(at).ok());
            at.filter(|at| *at <= 24 * 60).unwrap_or(or)
        };
        (!rows.is_empty()).then(|| Self {
            rows,
            activities,
            day: read::day_at(value, "day"),
            hours: (hour("from", HOURS.0), hour("to", HOURS.1)),
        })
    }
}

/// A sheet in storage.
#[derive(Serialize)]
struct Record<'a> {
    v: u64,
    rows: &'a [Row],
    activities: &'a [String],
    day: String,
    from: i32,
    to: i32,
}
