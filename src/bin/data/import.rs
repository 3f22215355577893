//! `kepu-data import FILE [--year-file base.json] [--into year.json] [--report out.json]`: a year file from a spreadsheet
//! (.xlsx, .csv), a calendar (.ics), the schedule of a conference (c3voc, frab) or an agenda (OpenAgenda).
//!
//! `--year-file` gives edition, words and places. `--into` gives them too, keeps that file's activities, and is written
//! with those of the file: one with the id, or with the title and hosts, of one that is there takes its place. Without it
//! the year goes to standard output. What was not taken, and why, goes to standard error.

mod booking;
mod build;
mod calendar;
mod defaults;
mod event;
mod headings;
mod lex;
mod members;
mod openagenda;
mod order;
mod plain;
mod programme;
mod read;
mod report;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod times;
mod trace;
mod venues;
mod vocabulary;
mod when;
mod whole;
mod xlsx;
mod zones;

pub use headings::Cells;
pub use members::Record;
pub use report::Report;
pub use table::{MOST_LETTERS, Row, Table};
pub use trace::{Names, activity_cells, row_cells};
pub use venues::Venues;
pub use vocabulary::{Terms, Vocabulary};
pub use whole::venue_cells;

use crate::Outcome;
use build::Builder;
use kepu_day::domain::time::{Moment, city};
use kepu_day::words::import as words;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

const USAGE: &str = "usage: kepu-data import FILE [--year-file base.json] [--into year.json] [--report out.json] > year.json";

/// Member of a kept year for activities that no table can hold: each with its place in the list.
pub const ODD: &str = "_activities";

/// What to read, and where it goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    file: String,
    year_file: Option<String>,
    into: Option<String>,
    report: Option<String>,
}

impl Options {
    /// Reads the arguments after `import`.
    pub fn parse(mut args: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a file; {USAGE}"));
            match arg.as_str() {
                "--year-file" => options.year_file = Some(value()?),
                "--into" => options.into = Some(value()?),
                "--report" => options.report = Some(value()?),
                other if other.starts_with('-') => {
                    return Err(format!("{other} is no option; {USAGE}"));
                }
                _ if options.file.is_empty() => options.file = arg,
                _ => return Err(format!("{arg}: one file at a time; {USAGE}")),
            }
        }
        match options.file.is_empty() {
            true => Err(format!("which file? {USAGE}")),
            false => Ok(options),
        }
    }
}

/// Reads the file, writes the year, and tells what was not taken.
///
/// # Errors
/// One line for whoever ran it.
pub fn run(options: &Options, out: &mut impl Write) -> Outcome<()> {
    let bytes = file(&options.file)?;
    let name = Path::new(&options.file)
        .file_name()
        .map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let json = |path: &String| -> Outcome<Value> {
        let bytes = file(path)?;
        serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
            .map_err(|error| format!("{path}: {}", words::not_json(&error.to_string())))
    };
    let mut base = options
        .year_file
        .as_ref()
        .map(json)
        .transpose()?
        .map(without_activities);
    // The year that is added to counts more than the one that words are taken from.
    if let Some(path) = options
        .into
        .as_ref()
        .filter(|path| Path::new(path).exists())
    {
        base = Some(json(path)?);
    }
    let now = chrono::Utc::now().with_timezone(&city());
    let (year, report) = import(&bytes, &name, base, now)?;
    let text = order::year(&year);
    match &options.into {
        Some(path) => replace(path, &text)?,
        None => out
            .write_all(text.as_bytes())
            .map_err(|error| format!("the year file cannot be written: {error}"))?,
    }
    if let Some(path) = &options.report {
        replace(path, &format!("{:#}\n", report.json()))?;
    }
    eprint!("{}", report.lines());
    Ok(())
}

fn file(path: &str) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    opened
        .take(table::MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("{path} cannot be read: {error}"))?;
    match bytes.len() as u64 > table::MOST_BYTES {
        true => Err(format!("{path}: {}", words::TOO_LARGE)),
        false => Ok(bytes),
    }
}

/// The whole file or none of it.
fn replace(path: &str, text: &str) -> Outcome<()> {
    let beside = format!("{path}.new");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| format!("{path} cannot be written: {error}"))
}

/// A year as a form to be filled in: its demonstration leads to activities that are gone.
fn without_activities(mut year: Value) -> Value {
    if let Some(members) = year.as_object_mut() {
        members.insert("activities".into(), json!([]));
        members.remove("demo");
    }
    year
}

/// The year that a file makes, upon `base` or upon the year it brings itself.
///
/// # Errors
/// One line: the file cannot be read at all, or nobody knows of which year it is.
pub fn import(
    bytes: &[u8],
    name: &str,
    base: Option<Value>,
    now: Moment,
) -> Outcome<(Value, Report)> {
    let (content, guessed) = read::content(bytes)?;
    let mut year = base
        .or_else(|| read::year_of(&content))
        .ok_or(words::NO_YEAR)?;
    let odd = year.as_object_mut().and_then(|members| members.remove(ODD));
    let mut builder = Builder::new(&year, name, now);
    if guessed {
        builder.report.guess(0, words::LETTERS, "", words::GB);
    }
    read::into(&content, &mut builder)?;
    if builder.report.read == 0 {
        builder.report.guess(0, words::FILE, name, words::NO_EVENTS);
    }
    let activities = builder.finish();
    Ok((assemble(year, activities, odd, &builder), builder.report))
}

/// The year that tables make, for whoever writes them.
///
/// # Errors
/// No table has headings.
pub fn import_tables(tables: Vec<Table>, year: &Value, now: Moment) -> Outcome<Value> {
    Ok(made_of(tables, year, now)?.0)
}

fn made_of(tables: Vec<Table>, year: &Value, now: Moment) -> Outcome<(Value, Report)> {
    let content = read::Content::Tables(tables);
    let mut builder = Builder::new(year, "", now);
    read::into(&content, &mut builder)?;
    let activities = builder.finish();
    let year = assemble(year.clone(), activities, None, &builder);
    Ok((year, builder.report))
}

/// What is said of tables.
#[cfg(test)]
pub fn report_of(tables: Vec<Table>, year: &Value, now: Moment) -> Report {
    made_of(tables, year, now).expect("a year").1
}

/// The sheets of a workbook.
///
/// # Errors
/// One line: it is none.
#[cfg(test)]
pub fn tables(bytes: &[u8]) -> Outcome<Vec<Table>> {
    xlsx::read(bytes)
}

fn assemble(mut year: Value, new: Vec<Value>, odd: Option<Value>, builder: &Builder) -> Value {
    let Some(members) = year.as_object_mut() else {
        return year;
    };
    let mut activities = match members.remove("activities") {
        Some(Value::Array(before)) => before,
        _ => Vec::new(),
    };
    let at: HashMap<String, usize> = activities
        .iter()
        .enumerate()
        .filter_map(|(at, one)| Some((one["id"].as_str()?.to_owned(), at)))
        .collect();
    for activity in new {
        match activity["id"].as_str().and_then(|id| at.get(id)) {
            Some(at) => activities[*at] = activity,
            None => activities.push(activity),
        }
    }
    for one in odd.as_ref().and_then(Value::as_array).into_iter().flatten() {
        let at = one[0]
            .as_u64()
            .map_or(activities.len(), |at| (at as usize).min(activities.len()));
        activities.insert(at, one[1].clone());
    }
    members.insert("activities".into(), Value::Array(activities));
    if members.contains_key("venues") || !builder.venues.records.is_empty() {
        members.insert("venues".into(), json!(builder.venues.records));
    }
    add_hosts(members, builder);
    year
}

/// Bodies that the year did not have and that an activity is of.
fn add_hosts(members: &mut serde_json::Map<String, Value>, builder: &Builder) {
    let activities = members
        .get("activities")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let named = activities.flat_map(|one| one["hosts"].as_array().into_iter().flatten());
    let named: HashSet<String> = named.filter_map(Value::as_str).map(str::to_owned).collect();
    if let Some(hosts) = members
        .get_mut("edition")
        .and_then(|edition| edition.get_mut("hosts"))
        && let Some(hosts) = hosts.as_array_mut()
    {
        let added = builder.vocabulary.hosts.added();
        hosts.extend(
            added
                .map(|term| term.name.as_str())
                .filter(|name| named.contains(*name))
                .map(Value::from),
        );
    }
}
