//! A year as rows: a session a row, and in a last column what the others cannot hold.

use crate::Outcome;
use crate::import::{
    Cells, MOST_LETTERS, Names, ODD, Record, Row, Table, Terms, Venues, Vocabulary, activity_cells,
    import_tables, row_cells, venue_cells,
};
use kepu_day::domain::time::from_millis;
use kepu_day::words::sheet::{ACTIVITIES, VENUE_HEADINGS, VENUES};
use kepu_day::words::table::Column;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Rows of activities and of places, and the year beside them.
pub struct Sheets {
    pub activities: Table,
    pub venues: Table,
    pub year: Map<String, Value>,
}

/// A row with what it keeps.
struct Line {
    cells: Cells,
    /// `activity`, `session`, `opening`.
    kept: Map<String, Value>,
    /// Which activity it is of, and which of its sessions or opening hours.
    at: usize,
    session: Option<usize>,
    opening: Option<usize>,
}

/// The columns of the sheet of activities: places have a sheet of their own, and lengths are written as ends.
pub fn columns() -> Vec<Column> {
    let not = [Column::Address, Column::District, Column::Duration];
    Column::ALL
        .into_iter()
        .filter(|column| !not.contains(column))
        .collect()
}

/// A year as sheets from which the same year is read.
///
/// # Errors
/// It is no year file.
pub fn sheets(year: &Value) -> Outcome<Sheets> {
    let members = year
        .as_object()
        .filter(|members| members.contains_key("edition"))
        .ok_or("this is no year file")?;
    let records = year["activities"].as_array().cloned().unwrap_or_default();
    let mut rest = members.clone();
    rest.remove("activities");
    rest.remove("venues");
    let base = Value::Object(rest.clone());
    let terms = Vocabulary::of(year);
    let venues = venue_table(year, &base, &terms)?;
    let places = Venues::of(year);
    let mut odd: HashSet<usize> = (0..records.len())
        .filter(|at| !fits(&records[*at]))
        .collect();
    // What comes out of the table otherwise than it went in stands beside it; the second time nothing should.
    for _ in 0..3 {
        let mut lines = lines(&records, &odd, &terms, &places);
        keep(&mut lines, &records, &odd, &venues, &base)?;
        let table = activity_table(&lines);
        let read = import_tables(vec![venues.clone(), table.clone()], &base, from_millis(0.0))?;
        let read: HashMap<&str, &Value> = read["activities"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| Some((one["id"].as_str()?, one)))
            .collect();
        let wrong = |at: &usize| {
            !odd.contains(at)
                && records[*at]["id"].as_str().and_then(|id| read.get(id)) != Some(&&records[*at])
        };
        let long = |line: &Line| {
            serde_json::to_string(&line.kept).is_ok_and(|text| text.chars().count() > MOST_LETTERS)
        };
        let mut wrong: HashSet<usize> = (0..records.len()).filter(wrong).collect();
        wrong.extend(lines.iter().filter(|line| long(line)).map(|line| line.at));
        if wrong.is_empty() {
            return Ok(finish(table, venues, rest, &records, &odd));
        }
        odd.extend(wrong);
    }
    let lines = lines(&[], &odd, &terms, &places);
    odd = (0..records.len()).collect();
    Ok(finish(activity_table(&lines), venues, rest, &records, &odd))
}

fn finish(
    activities: Table,
    venues: Table,
    mut year: Map<String, Value>,
    records: &[Value],
    odd: &HashSet<usize>,
) -> Sheets {
    let mut places: Vec<usize> = odd.iter().copied().collect();
    places.sort_unstable();
    if !places.is_empty() {
        let kept: Vec<Value> = places
            .into_iter()
            .map(|at| json!([at, records[at]]))
            .collect();
        year.insert(ODD.to_owned(), Value::Array(kept));
    }
    Sheets {
        activities,
        venues,
        year,
    }
}

/// A record that can be rows at all: an object with an id and a title, its lists of objects.
fn fits(record: &Value) -> bool {
    let text = |member: &str| {
        record[member]
            .as_str()
            .is_some_and(|text| !text.trim().is_empty())
    };
    let list = |member: &str| match &record[member] {
        Value::Null => true,
        Value::Array(all) => all.iter().all(Value::is_object),
        _ => false,
    };
    text("id") && text("title") && list("sessions") && list("opening")
}

fn objects<'a>(record: &'a Value, member: &str) -> Vec<&'a Record> {
    record[member]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .collect()
}

fn lines(
    records: &[Value],
    odd: &HashSet<usize>,
    vocabulary: &Vocabulary,
    venues: &Venues,
) -> Vec<Line> {
    let names = Names { vocabulary, venues };
    let mut lines = Vec::new();
    for (at, record) in records
        .iter()
        .enumerate()
        .filter(|(at, _)| !odd.contains(at))
    {
        let Some(activity) = record.as_object() else {
            continue;
        };
        let (sessions, opening) = (objects(record, "sessions"), objects(record, "opening"));
        let mut rows: Vec<(Option<usize>, Option<usize>)> =
            (0..sessions.len()).map(|one| (Some(one), None)).collect();
        rows.extend((0..opening.len()).map(|one| (None, Some(one))));
        if rows.is_empty() {
            rows.push((None, None));
        }
        for (first, (session, hours)) in rows.into_iter().enumerate() {
            let mut cells = if first == 0 {
                activity_cells(activity, &names)
            } else {
                Cells::new()
            };
            row_cells(
                &mut cells,
                activity,
                session.map(|one| sessions[one]),
                hours.map(|one| opening[one]),
                &names,
            );
            lines.push(Line {
                cells,
                kept: Map::new(),
                at,
                session,
                opening: hours,
            });
        }
    }
    lines
}

/// What a table without the last column would lose, into that column.
fn keep(
    lines: &mut [Line],
    records: &[Value],
    odd: &HashSet<usize>,
    venues: &Table,
    base: &Value,
) -> Outcome<()> {
    let read = match lines.is_empty() {
        true => json!({}),
        false => import_tables(
            vec![venues.clone(), activity_table(lines)],
            base,
            from_millis(0.0),
        )?,
    };
    let read: HashMap<&str, &Value> = read["activities"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one["id"].as_str()?, one)))
        .collect();
    let mut seen = odd.clone();
    for line in lines {
        let record = &records[line.at];
        let Some(found) = record["id"].as_str().and_then(|id| read.get(id)) else {
            continue;
        };
        let one = |record: &Value, member: &str, at: Option<usize>| {
            at.map_or(Value::Null, |at| record[member][at].clone())
        };
        if seen.insert(line.at) {
            // An empty one too: where no row of an activity has it, its first row is gone.
            let kept = difference(record, found, &["sessions", "opening"]);
            line.kept
                .insert("activity".to_owned(), kept.unwrap_or(json!({})));
        }
        for (name, member, at) in [
            ("session", "sessions", line.session),
            ("opening", "opening", line.opening),
        ] {
            let kept = difference(&one(record, member, at), &one(found, member, at), &[]);
            line.kept.extend(kept.map(|kept| (name.to_owned(), kept)));
        }
    }
    Ok(())
}

/// Members of `wanted` that `found` has otherwise or not, and null for those it has too many; of lists only their absence.
fn difference(wanted: &Value, found: &Value, lists: &[&str]) -> Option<Value> {
    let (wanted, found) = (wanted.as_object()?, found.as_object()?);
    let mut kept = Map::new();
    for (member, value) in wanted
        .iter()
        .filter(|(member, _)| !lists.contains(&member.as_str()))
    {
        if found.get(member) != Some(value) {
            kept.insert(member.clone(), value.clone());
        }
    }
    for member in found.keys().filter(|member| !wanted.contains_key(*member)) {
        kept.insert(member.clone(), Value::Null);
    }
    (!kept.is_empty()).then_some(Value::Object(kept))
}

fn activity_table(lines: &[Line]) -> Table {
    let columns = columns();
    let headings = columns
        .iter()
        .map(|column| column.heading().to_owned())
        .collect();
    let mut rows = vec![Row {
        number: 1,
        cells: headings,
    }];
    for (at, line) in lines.iter().enumerate() {
        let cell = |column: &Column| match column {
            // An empty object too: it says that the row is of a year, where nothing is guessed.
            Column::Kept => Value::Object(line.kept.clone()).to_string(),
            column => line.cells.get(column).cloned().unwrap_or_default(),
        };
        rows.push(Row {
            number: at + 2,
            cells: columns.iter().map(cell).collect(),
        });
    }
    Table {
        name: ACTIVITIES.to_owned(),
        rows,
    }
}

fn venue_table(year: &Value, base: &Value, terms: &Vocabulary) -> Outcome<Table> {
    let records = objects(year, "venues");
    let plain = venue_rows(
        &records,
        &vec![Value::Null; records.len()],
        &terms.districts,
        &terms.access,
    );
    // Headings alone are a table that nobody reads activities from.
    let read = import_tables(vec![plain, activity_table(&[])], base, from_millis(0.0))?;
    let found: HashMap<&str, &Value> = read["venues"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one["id"].as_str()?, one)))
        .collect();
    let kept = records.iter().map(|record| {
        let found = record
            .get("id")
            .and_then(Value::as_str)
            .and_then(|id| found.get(id))
            .copied();
        difference(&json!(record), found.unwrap_or(&json!({})), &[]).unwrap_or(Value::Null)
    });
    let kept: Vec<Value> = kept.collect();
    Ok(venue_rows(&records, &kept, &terms.districts, &terms.access))
}

fn venue_rows(records: &[&Record], kept: &[Value], districts: &Terms, access: &Terms) -> Table {
    let mut headings: Vec<String> = VENUE_HEADINGS
        .iter()
        .map(|heading| (*heading).to_owned())
        .collect();
    headings.push(Column::Kept.heading().to_owned());
    let mut rows = vec![Row {
        number: 1,
        cells: headings,
    }];
    for (at, (record, kept)) in records.iter().zip(kept).enumerate() {
        let mut cells = venue_cells(record, districts, access);
        cells.push(if kept.is_null() {
            String::new()
        } else {
            kept.to_string()
        });
        rows.push(Row {
            number: at + 2,
            cells,
        });
    }
    Table {
        name: VENUES.to_owned(),
        rows,
    }
}
