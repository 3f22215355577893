//! `kepu-data N [--seed S] [--sessions M] < year.json > big.json`: a large catalogue to measure with.
//!
//! Reads a year file and writes one of the same edition, taxonomy and venues with N activities, made by
//! recombining the year's own. The same year file, N, S and M give the same bytes on every machine.

mod generate;
mod options;
mod random;

use options::Options;
use serde_json::Value;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// What went wrong, as one line for the person who ran it.
type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("kepu-data: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Outcome<()> {
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| format!("the year file cannot be read: {error}"))?;
    let year: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("the year file is not JSON: {error}"))?;
    let mut out = BufWriter::new(io::stdout().lock());
    generate::write(&year, options, &mut out)?;
    out.flush()
        .map_err(|error| format!("the answer cannot be written: {error}"))
}
