//! The service worker's list of files.

use crate::{
    Outcome,
    assets::{OLDEST, esbuild, short_hash},
    fill, read, write,
};
use std::{fs, path::Path};

/// Writes version and files into `sw.js`, and the version into the page. Everything the app needs without a
/// network is listed; data and media are not, they are the app's own to keep.
pub fn write_list(folder: &Path, index: &str) -> Outcome<()> {
    let mut files = vec![
        "config.json".to_owned(),
        "list.html".into(),
        "manifest.webmanifest".into(),
    ];
    for kept in ["assets", "icons"] {
        let entries =
            fs::read_dir(folder.join(kept)).map_err(|error| format!("{kept}/: {error}"))?;
        files.extend(
            entries
                .flatten()
                .map(|entry| format!("{kept}/{}", entry.file_name().to_string_lossy())),
        );
    }
    // Only some deployments need it, and only with a network.
    files.retain(|file| !file.starts_with("assets/mapped-"));
    files.sort();

    let mut everything = index.as_bytes().to_vec();
    for file in &files {
        everything.extend(fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?);
    }
    let worker = read(folder, "sw.js")?;
    everything.extend(worker.as_bytes());
    let version = short_hash(&everything);

    write(
        folder,
        "index.html",
        index.replace(
            " data-glue=",
            &format!(" data-build=\"{version}\" data-glue="),
        ),
    )?;
    files.push("index.html".into());
    let list = serde_json::to_string(&files).map_err(|error| error.to_string())?;
    let filled = fill(
        "sw.js",
        &worker,
        "const VERSION = \"dev\";",
        &format!("const VERSION = \"{version}\";"),
    )?;
    let filled = fill(
        "sw.js",
        &filled,
        "const FILES = [];",
        &format!("const FILES = {list};"),
    )?;
    write(
        folder,
        "sw.js",
        esbuild(&["--loader=js", OLDEST], filled.as_bytes())?,
    )
}
