//! Which kind of file it is, by what it holds: names lie.

use super::build::Builder;
use super::table::{decode, separated};
use super::{calendar, openagenda, programme, rows, whole, xlsx};
use crate::Outcome;
use kepu_day::words::import as words;
use serde_json::Value;

/// A file, as far as its kind is known.
pub enum Content {
    /// The sheets of a workbook or of separated values.
    Tables(Vec<super::table::Table>),
    Calendar(String),
    /// c3voc's or frab's schedule.
    Programme(programme::Programme),
    OpenAgenda(Value),
}

/// What it holds, and whether its letters had to be guessed.
///
/// # Errors
/// One line: it is none of the kinds, or is damaged.
pub fn content(bytes: &[u8]) -> Outcome<(Content, bool)> {
    if bytes.starts_with(b"PK") {
        return Ok((Content::Tables(xlsx::read(bytes)?), false));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(words::OLD_EXCEL.to_owned());
    }
    let (text, guessed) = decode(bytes);
    let begins = text.trim_start().chars().take(200).collect::<String>();
    if begins.is_empty() {
        return Err(words::EMPTY.to_owned());
    }
    if begins.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        return Ok((Content::Calendar(text), guessed));
    }
    if begins.starts_with(['{', '[']) {
        let value: Value =
            serde_json::from_str(&text).map_err(|error| words::not_json(&error.to_string()))?;
        if let Some(programme) = programme::of_json(&value) {
            return Ok((Content::Programme(programme), guessed));
        }
        return match openagenda::is(&value) {
            true => Ok((Content::OpenAgenda(value), guessed)),
            false => Err(words::UNKNOWN_FILE.to_owned()),
        };
    }
    if begins.starts_with('<') {
        return Ok((Content::Programme(programme::of_xml(&text)?), guessed));
    }
    // A file of nothing that can be read as text.
    if text
        .chars()
        .take(2_000)
        .filter(|c| *c == '\0' || *c == '\u{fffd}')
        .count()
        > 20
    {
        return Err(words::UNKNOWN_FILE.to_owned());
    }
    Ok((Content::Tables(vec![separated(&text)?]), guessed))
}

/// The year that a workbook brings itself, without activities.
pub fn year_of(content: &Content) -> Option<Value> {
    match content {
        Content::Tables(tables) => whole::year_of(tables),
        Content::Programme(programme) => Some(programme.year()),
        Content::OpenAgenda(value) => openagenda::year(value),
        Content::Calendar(_) => None,
    }
}

/// Reads everything into the builder.
///
/// # Errors
/// One line: there is nothing to read.
pub fn into(content: &Content, builder: &mut Builder) -> Outcome<()> {
    match content {
        Content::Tables(tables) => {
            whole::venues(tables, builder);
            rows::read(tables, builder)
        }
        Content::Calendar(text) => {
            calendar::read(text, builder);
            Ok(())
        }
        Content::Programme(programme) => {
            programme.read(builder);
            Ok(())
        }
        Content::OpenAgenda(value) => {
            openagenda::read(value, builder);
            Ok(())
        }
    }
}
