//! `index.html` with the first cards, and `list.html`, the programme without the app.

use crate::{Outcome, config::Config, fill, read, write};
use kepu_day::prerender;
use std::path::Path;

/// Fills and writes `list.html`; answers the filled `index.html`.
pub fn write_all(folder: &Path, index: &str, sheet: &str, config: &Config) -> Outcome<String> {
    let style = format!("<style>{sheet}</style>");
    let index = fill("index.html", index, "</head>", &format!("{style}\n</head>"))?;
    // Without a year file there is nothing to show before the backend answers.
    let year = config
        .year_file()
        .map(|file| prerender::read(&read(folder, file)?))
        .transpose()?;
    let list = prerender::list_page(year.as_ref(), config.phone.as_deref(), &style);
    write(folder, "list.html", list)?;
    prerender::index_page(year.as_ref(), &index)
}
