//! The pages that stand before the app and without it, written at build time from the year file.
//!
//! - `index.html` gets the first cards in the app's own markup, so that the first paint needs no script;
//! - `list.html` is the whole programme as a plain page, for browsers that cannot run the app.

mod cards;
mod list;
mod markup;

use crate::domain::catalogue::{Catalogue, CatalogueError};

pub use markup::escape;

/// Reads a year file.
///
/// # Errors
/// One line for the person who builds, when it is no year file or an item of it cannot be read:
/// in a file of one's own that is a mistake, not something to live with.
pub fn read(year_file: &str) -> Result<Catalogue, String> {
    let catalogue = Catalogue::decode(year_file).map_err(|error| match error {
        CatalogueError::NotJson => "the year file is no JSON",
        CatalogueError::NoEdition => "the year file has no edition that can be read",
        CatalogueError::TooLarge => "the year file is too large",
    })?;
    match catalogue.skipped {
        0 => Ok(catalogue),
        skipped => Err(format!("{skipped} items of the year file cannot be read")),
    }
}

/// The page `list.html`. `style` is the `<style>` element that the pages share; without a year file
/// (`None`) the page says where to ask instead.
pub fn list_page(year: Option<&Catalogue>, phone: Option<&str>, style: &str) -> String {
    list::page(year, phone, style)
}

/// `index.html` with name, theme and first cards of the year; without a year file it stays as it is.
///
/// # Errors
/// When `index` lacks one of the places that are filled.
pub fn index_page(year: Option<&Catalogue>, index: &str) -> Result<String, String> {
    const CARDS: &str = "<!--first-cards-->";
    let Some(catalogue) = year else {
        return put(index, CARDS, "");
    };
    let edition = &catalogue.edition;
    let name = name(catalogue);
    let themes = edition.themes.join("；");
    let themes = escape(&themes);
    let page = put(
        index,
        "<title>全国科普日</title>",
        &format!("<title>{name}</title>"),
    )?;
    let page = put(
        &page,
        "content=\"全国科普日活动：",
        &format!("content=\"{name}，{themes}。"),
    )?;
    let page = put(&page, ">全国科普日</span>", &format!(">{name}</span>"))?;
    put(&page, CARDS, &cards::first_page(catalogue))
}

/// 新乡市全国科普日: the city before the edition's name, escaped.
fn name(catalogue: &Catalogue) -> String {
    let edition = &catalogue.edition;
    let city = if edition.name.contains(&edition.city) {
        ""
    } else {
        &edition.city
    };
    escape(&[city, &edition.name].concat()).into_owned()
}

/// Puts `content` in the one place marked by `place`.
fn put(page: &str, place: &str, content: &str) -> Result<String, String> {
    match page.matches(place).count() {
        1 => Ok(page.replacen(place, content, 1)),
        found => Err(format!(
            "index.html must hold «{place}» once, not {found} times"
        )),
    }
}

#[cfg(test)]
mod tests;
