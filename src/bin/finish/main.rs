//! `kepu-finish [folder]`: makes Trunk's output ready to be served.
//!
//! Trunk runs it as the last step of a release build, on `TRUNK_STAGING_DIR`. It
//! - inlines every sheet into the pages, so that the first paint needs one request;
//! - writes the first cards into `index.html` and the whole programme into `list.html`, from the year file;
//! - adds to the year file how its names are read, for search in pinyin;
//! - parts the wasm into what the first page needs, the rest, what is online, and what is rare, and makes all of it as light as it goes;
//! - minifies the scripts for old phones and names them and the wasm by their content, in `assets/`;
//! - tells the service worker which files make up this version;
//! - writes the headers, with the content security policy, for the hosts that read `_headers`.

mod assets;
mod config;
mod headers;
mod module;
mod names;
mod order;
mod pages;
mod sounds;
mod split;
mod streams;
mod worker;

use std::{env, fs, path::Path, process::ExitCode};

/// What went wrong, as one line for the person who builds.
type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    let folder = env::args()
        .nth(1)
        .or_else(|| env::var("TRUNK_STAGING_DIR").ok());
    let Some(folder) = folder else {
        eprintln!("kepu-finish: which folder? (usage: kepu-finish dist)");
        return ExitCode::FAILURE;
    };
    match finish(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("kepu-finish: {message}");
            ExitCode::FAILURE
        }
    }
}

fn finish(folder: &Path) -> Outcome<()> {
    let config = config::Config::read(folder)?;
    sounds::add(folder, &config)?;
    let index = read(folder, "index.html")?;
    let (index, sheet) = assets::take_sheets(folder, &index)?;
    let index = assets::name_by_content(folder, &index)?;
    let index = pages::write_all(folder, &index, &sheet, &config)?;
    worker::write_list(folder, &index)?;
    headers::write_all(folder, &sheet, &config)
}

fn read(folder: &Path, name: &str) -> Outcome<String> {
    fs::read_to_string(folder.join(name)).map_err(|error| format!("{name} cannot be read: {error}"))
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> Outcome<()> {
    fs::write(folder.join(name), content)
        .map_err(|error| format!("{name} cannot be written: {error}"))
}

/// Puts `content` in the one place of `text` that is marked by `place`.
fn fill(name: &str, text: &str, place: &str, content: &str) -> Outcome<String> {
    if text.matches(place).count() != 1 {
        return Err(format!("{name} must hold «{place}» once"));
    }
    Ok(text.replace(place, content))
}
