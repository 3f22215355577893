//! `kepu-data N [--seed S] [--sessions M] < year.json > big.json`: a large catalogue to measure with.
//!
//! Reads a year file and writes one of the same edition, taxonomy and venues with N activities, made by
//! recombining the year's own. The same year file, N, S and M give the same bytes on every machine.
//! `kepu-data stamps …`: codes and posters for places and lectures (`stamps.rs`).
//! `kepu-data import FILE …`: a year file from a spreadsheet, a calendar or a programme (`import.rs`).
//! `kepu-data sheet …`: the spreadsheet to fill in, or a year as one (`sheet.rs`).

mod generate;
mod import;
mod options;
mod random;
mod sheet;
mod stamps;

use options::Options;
use serde_json::Value;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// What went wrong, as one line for the person who ran it.
type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).peekable();
    let done = match args.peek().map(String::as_str) {
        Some("stamps") => stamps::Options::parse(args.skip(1)).and_then(|options| {
            let mut out = BufWriter::new(io::stdout().lock());
            stamps::write(&year()?, &options, &mut out)?;
            end(out)
        }),
        Some("import") => import::Options::parse(args.skip(1)).and_then(|options| {
            let mut out = BufWriter::new(io::stdout().lock());
            import::run(&options, &mut out)?;
            end(out)
        }),
        Some("sheet") => sheet::Options::parse(args.skip(1)).and_then(|options| {
            let mut out = BufWriter::new(io::stdout().lock());
            sheet::run(&options, &mut out)?;
            end(out)
        }),
        _ => Options::parse(args).and_then(|options| run(&options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("kepu-data: {message}");
            ExitCode::FAILURE
        }
    }
}

fn year() -> Outcome<Value> {
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| format!("the year file cannot be read: {error}"))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("the year file is not JSON: {error}"))
}

fn run(options: &Options) -> Outcome<()> {
    let year = year()?;
    let mut out = BufWriter::new(io::stdout().lock());
    generate::write(&year, options, &mut out)?;
    end(out)
}

fn end(mut out: impl Write) -> Outcome<()> {
    out.flush()
        .map_err(|error| format!("the answer cannot be written: {error}"))
}
