//! `kepu-data sheet [--year-file base.json] > blank.xlsx`: the spreadsheet to fill in, with the words of a year.
//! `kepu-data sheet --of year.json > year.xlsx`: a year as a spreadsheet, which `import` reads back as the same year.

mod book;
mod of;
#[cfg(test)]
mod tests;

use crate::Outcome;
use serde_json::{Value, json};
use std::io::Write;

const USAGE: &str = "usage: kepu-data sheet [--of year.json | --year-file base.json] > sheet.xlsx";

/// What to write.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    of: Option<String>,
    year_file: Option<String>,
}

impl Options {
    /// Reads the arguments after `sheet`.
    pub fn parse(mut args: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a file; {USAGE}"));
            match arg.as_str() {
                "--of" => options.of = Some(value()?),
                "--year-file" => options.year_file = Some(value()?),
                other => return Err(format!("{other} is no option; {USAGE}")),
            }
        }
        Ok(options)
    }
}

/// Writes a workbook.
///
/// # Errors
/// One line for whoever ran it.
pub fn run(options: &Options, out: &mut impl Write) -> Outcome<()> {
    let read = |path: &String| -> Outcome<Value> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{path} cannot be read: {error}"))?;
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| format!("{path} is not JSON: {error}"))
    };
    let bytes = match &options.of {
        Some(path) => book::of(&read(path)?)?,
        None => book::blank(
            &options
                .year_file
                .as_ref()
                .map(read)
                .transpose()?
                .unwrap_or(json!({})),
        )?,
    };
    out.write_all(&bytes)
        .map_err(|error| format!("the spreadsheet cannot be written: {error}"))
}
