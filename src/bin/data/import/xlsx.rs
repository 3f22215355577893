//! Spreadsheets. Nothing in one is trusted: not its sizes, not its dimensions, and a formula is the value it was saved with.

use super::table::{MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Row, Table};
use super::when::moment_of_serial;
use crate::Outcome;
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx};
use kepu_day::words::import as words;
use std::io::{self, Cursor, Read};

/// Bytes of all parts of a workbook together, unpacked.
const MOST_UNPACKED: u64 = 384 << 20;
/// Parts of a workbook, sheets of it, and merged ranges of a sheet.
const MOST_PARTS: usize = 1_000;
const MOST_SHEETS: usize = 40;
const MOST_MERGED: usize = 50_000;
/// Cells that are kept, empty ones to the left of others among them.
const MOST_CELLS: usize = 8_000_000;

/// Every sheet with something in it.
///
/// # Errors
/// One line: the file is no workbook, is damaged, or is larger than anybody's list.
pub fn read(bytes: &[u8]) -> Outcome<Vec<Table>> {
    bounded(bytes, MOST_UNPACKED)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| words::no_workbook(&error.to_string()))?;
    let mut tables = Vec::new();
    let mut room = MOST_CELLS;
    for name in book.sheet_names().into_iter().take(MOST_SHEETS) {
        // A sheet of charts has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: Vec<Row> = Vec::new();
        loop {
            let cell = cells
                .next_cell()
                .map_err(|error| words::no_workbook(&error.to_string()))?;
            let Some(cell) = cell else { break };
            let (row, column) = cell.get_position();
            if row as usize >= MOST_ROWS {
                return Err(words::too_many_rows(MOST_ROWS));
            }
            let value = text(cell.get_value());
            if column as usize >= MOST_COLUMNS || value.is_empty() {
                continue;
            }
            let grown = put(&mut rows, row as usize + 1, column as usize, value);
            room = room.checked_sub(grown).ok_or(words::TOO_LARGE)?;
        }
        drop(cells);
        rows.sort_by_key(|row| row.number);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        fill(&mut rows, &merged);
        tables.push(Table { name, rows });
    }
    Ok(tables)
}

/// Unpacks every part into nothing, up to the bound: what a part says of its own size may be a lie.
pub fn bounded(bytes: &[u8], most: u64) -> Outcome<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| words::no_workbook(&error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(words::TOO_LARGE.to_owned());
    }
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive
            .by_index(at)
            .map_err(|error| words::no_workbook(&error.to_string()))?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|error| words::no_workbook(&error.to_string()))?;
        left = left.checked_sub(read).ok_or(words::TOO_LARGE)?;
    }
    Ok(())
}

/// Rows come in order but for hostile files, which are put in order at the end. Gives by how many cells the table grew.
fn put(rows: &mut Vec<Row>, number: usize, column: usize, value: String) -> usize {
    if rows.last().is_none_or(|row| row.number != number) {
        rows.push(Row {
            number,
            cells: Vec::new(),
        });
    }
    let Some(row) = rows.last_mut() else { return 0 };
    let grown = (column + 1).saturating_sub(row.cells.len());
    if grown > 0 {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = value;
    grown
}

/// A merged range holds its value in the first cell; every row of it is meant.
fn fill(rows: &mut [Row], merged: &[Dimensions]) {
    for range in merged.iter().take(MOST_MERGED) {
        let (first, last) = (range.start.0 as usize + 1, range.end.0 as usize + 1);
        let column = range.start.1 as usize;
        let Ok(at) = rows.binary_search_by_key(&first, |row| row.number) else {
            continue;
        };
        let Some(value) = rows[at]
            .cells
            .get(column)
            .filter(|value| !value.is_empty())
            .cloned()
        else {
            continue;
        };
        // Rows that hold nothing else are left as they are; nobody merges a cell over thousands.
        for number in first + 1..=last.min(first + 1_000) {
            match rows.binary_search_by_key(&number, |row| row.number) {
                Ok(at) => {
                    let cells = &mut rows[at].cells;
                    if cells.len() <= column {
                        cells.resize(column + 1, String::new());
                    }
                    if cells[column].is_empty() {
                        cells[column].clone_from(&value);
                    }
                }
                Err(_) => continue,
            }
        }
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain_number(*number),
        DataRef::String(text) => bounded_text(text),
        DataRef::SharedString(text) => bounded_text(text),
        DataRef::Bool(yes) => if *yes { words::YES } else { words::NO }.to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => bounded_text(text),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn bounded_text(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((at, _)) => text[..at].to_owned(),
        None => text.to_owned(),
    }
}

/// 30 for 30.0: a capacity is no fraction.
fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    number.to_string()
}

/// A cell formatted as a day, an hour, both, or a length of time.
fn moment_text(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if (0.0..1.0).contains(&value) || moment.is_duration() {
        let minutes = (value.clamp(0.0, 99.0) * 1_440.0).round() as u64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    // Books of old Macintoshes count from 1904: the reader knows which.
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let minutes = moment_of_serial(value.fract() + 2.0).map(|moment| moment.time());
    let day = format!("{year:04}-{month:02}-{day:02}");
    match minutes {
        Some(time) if time != chrono::NaiveTime::MIN => format!("{day} {}", time.format("%H:%M")),
        _ => day,
    }
}
