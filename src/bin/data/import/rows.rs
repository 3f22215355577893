//! Rows of sheets as sessions of activities.

use super::booking::{self, Booking};
use super::build::{Builder, Draft};
use super::headings::{Cells, Headings};
use super::members::{self, Record, Row};
use super::plain::{even, key, line};
use super::table::{self, Table};
use super::times::{self, Around};
use super::trace::Trace;
use super::venues::Place;
use super::vocabulary::Terms;
use crate::Outcome;
use kepu_day::words::import as words;
use kepu_day::words::sheet::{FOOTERS, GUIDE, VENUES, YEAR};
use kepu_day::words::table::Column;
use serde_json::Value;

/// Reads every sheet that has headings.
///
/// # Errors
/// None has.
pub fn read(tables: &[Table], builder: &mut Builder) -> Outcome<()> {
    let mut found = false;
    for table in tables {
        // Sheets of the project's own that hold no activities.
        if [GUIDE, VENUES, YEAR].contains(&table.name.as_str()) {
            continue;
        }
        let Some(headings) = Headings::find(table) else {
            continue;
        };
        found = true;
        builder.report.sheet.clone_from(&table.name);
        headings.tell(table, &mut builder.report);
        let mut above = Cells::new();
        for row in table
            .rows
            .iter()
            .skip(headings.at + 1)
            .filter(|row| !row.is_empty())
        {
            let cells = headings.cells(row);
            if cells.is_empty() || headings.again(&cells) {
                continue;
            }
            builder.report.read += 1;
            if footer(row, &cells) {
                let first = row.cells.iter().find(|cell| !cell.trim().is_empty());
                builder.report.row(
                    row.number,
                    words::ROW,
                    first.map_or("", String::as_str),
                    words::FOOTER,
                );
                continue;
            }
            if let Some(cells) = take(row.number, cells, &above, builder) {
                above = cells;
            }
        }
    }
    builder.report.sheet.clear();
    found.then_some(()).ok_or_else(|| words::NO_ROWS.to_owned())
}

/// Takes a row; its cells if it was taken.
fn take(number: usize, mut cells: Cells, above: &Cells, builder: &mut Builder) -> Option<Cells> {
    if !cells.contains_key(&Column::Title) {
        let timed = [Column::Date, Column::Start]
            .iter()
            .any(|column| cells.contains_key(column));
        let Some(title) = builder.last_title().filter(|_| timed && !above.is_empty()) else {
            let first = cells.values().next().map_or("", String::as_str);
            builder
                .report
                .row(number, Column::Title.heading(), first, words::NO_TITLE);
            return None;
        };
        builder
            .report
            .guess(number, Column::Title.heading(), "", words::ABOVE);
        cells.insert(Column::Title, title);
        // What tells the activity comes with its title.
        for column in [Column::Hosts, Column::ActivityId] {
            if let Some(text) = above.get(&column) {
                cells.entry(column).or_insert_with(|| text.clone());
            }
        }
    }
    let hosts = builder.vocabulary.hosts.len();
    match draft(number, &cells, above, builder) {
        Ok(draft) => {
            builder.add(draft);
            if !cells.contains_key(&Column::Date)
                && let Some(date) = above.get(&Column::Date)
            {
                cells.insert(Column::Date, date.clone());
            }
            Some(cells)
        }
        Err((column, why)) => {
            builder.vocabulary.hosts.truncate(hosts);
            let value = cells.get(&column).map_or("", String::as_str);
            builder.report.row(number, column.heading(), value, why);
            None
        }
    }
}

/// A sum or a signature under the table: no day, and a first cell that begins as those do.
fn footer(row: &table::Row, cells: &Cells) -> bool {
    let timed = cells.contains_key(&Column::Date) || cells.contains_key(&Column::Start);
    let first = row
        .cells
        .iter()
        .find(|cell| !cell.trim().is_empty())
        .map(|cell| even(cell));
    !timed && first.is_some_and(|first| FOOTERS.iter().any(|word| first.starts_with(&even(word))))
}

fn draft(
    number: usize,
    cells: &Cells,
    above: &Cells,
    builder: &mut Builder,
) -> Result<Draft, times::Fault> {
    let title = line(cells.get(&Column::Title).map_or("", String::as_str));
    if key(&title).is_empty() {
        return Err((Column::Title, words::NO_TITLE));
    }
    let goes_on = builder.goes_on(&title);
    let kept = kept(number, cells, builder);
    let (edition, year) = (builder.edition, builder.year);
    let mut row = Row {
        number,
        cells,
        report: &mut builder.report,
    };
    let seats = Booking::seats(&mut row).map_err(|why| (Column::Capacity, why))?;
    let untimed = [Column::Date, Column::Start]
        .iter()
        .all(|column| !cells.contains_key(column));
    let around = Around {
        row: number,
        edition,
        year,
        above: above
            .get(&Column::Date)
            .filter(|_| goes_on)
            .map(String::as_str),
        booked: seats.is_some(),
    };
    // An activity that is never held may stand in a year, but nobody writes one by hand.
    let times = match untimed && !kept.is_null() {
        true => times::Times::default(),
        false => times::read(cells, &around, row.report)?,
    };
    let mut record = members::read(&mut row, &mut builder.vocabulary);
    let audiences = record.get("audiences").cloned().unwrap_or(Value::Null);
    let booking = Booking::read(&mut row, seats, &audiences, year);
    let session = booking::session(&mut row);
    let online = record.get("online") == Some(&Value::Bool(true));
    let place = place(cells);
    // An online format needs no place either; neither does another session of what has one.
    let somewhere = place.is_some()
        || online
        || goes_on
        || online_format(&record, &builder.vocabulary.formats)
        || !kept.is_null();
    if !somewhere {
        return Err((Column::Venue, words::NO_PLACE));
    }
    let first = times.sessions.iter().map(|(start, _)| start.date()).min();
    let (mut sessions, opening) = Builder::at(&times, &session);
    for (one, (start, _)) in sessions.iter_mut().zip(&times.sessions) {
        let first = edition
            .map(|(start, _)| start)
            .or(first)
            .unwrap_or(start.date());
        booking.put(one, *start, first, &mut row);
    }
    if sessions.len() > 1 {
        // An id belongs to one.
        sessions.iter_mut().for_each(|one| drop(one.remove("id")));
    }
    if kept.is_null() {
        lecture_kind(&mut record);
    }
    let id = row
        .text(Column::ActivityId)
        .map(line)
        .filter(|id| !id.is_empty());
    Ok(Draft {
        row: number,
        id,
        record,
        sessions,
        opening,
        place,
        parent: row.text(Column::Parent).map(line),
        trace: (!kept.is_null()).then(|| Trace {
            cells: cells.clone(),
            kept,
            session: None,
            opening: None,
        }),
    })
}

/// What the column of the rest holds; null where there is none.
fn kept(number: usize, cells: &Cells, builder: &mut Builder) -> Value {
    let Some(text) = cells.get(&Column::Kept) else {
        return Value::Null;
    };
    match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => value,
        _ => {
            builder
                .report
                .cell(number, Column::Kept.heading(), text, words::BAD_KEPT);
            Value::Null
        }
    }
}

fn place(cells: &Cells) -> Option<Place> {
    let text = |column: Column| cells.get(&column).cloned().unwrap_or_default();
    let address = text(Column::Address);
    let name = if cells.contains_key(&Column::Venue) {
        text(Column::Venue)
    } else {
        address.clone()
    };
    let online = ["线上", "网络", "腾讯会议", "直播间"]
        .iter()
        .any(|word| name.starts_with(word));
    (!name.trim().is_empty() && !online).then(|| Place {
        name,
        address,
        district: text(Column::District),
        point: None,
    })
}

/// One of its formats is held on the net.
fn online_format(record: &Record, formats: &Terms) -> bool {
    let all = record
        .get("formats")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut terms = all.filter_map(|id| formats.get(id.as_str()?));
    terms.any(|term| term.online)
}

/// A lecture on the net needs more than a table holds: its stream and its speaker are written into the year file.
fn lecture_kind(record: &mut Record) {
    let lecture = record.get("kind").is_some_and(|kind| kind == "lecture");
    if lecture && !record.contains_key("lecture") {
        record.remove("kind");
    }
}
