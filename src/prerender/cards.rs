//! What `index.html` shows before the app: its header and the first cards, in the app's own markup and classes.

use super::markup::{escape, mark, phone};
use crate::domain::agenda::{self, Entry, EntryKind};
use crate::domain::catalogue::Catalogue;
use crate::routes::Page;
use crate::words::{card::Card, common, discover, shell, when};
use std::fmt::Write;

/// Enough for the tallest first screen; more would not fit into the first round trip.
const CARDS: usize = 12;

/// The class by which stylers scopes the sheet of the cards.
fn card_scope() -> &'static str {
    stylers_macro::style_sheet!("./style/components/card.css")
}

/// The content of `#static`.
pub fn first_page(catalogue: &Catalogue) -> String {
    let edition = &catalogue.edition;
    let entries: Vec<Entry> = agenda::entries(catalogue)
        .into_iter()
        .filter(|entry| entry.kind != EntryKind::Undated && entry.day() >= edition.start)
        .collect();

    let mut page = String::with_capacity(16 << 10);
    page.push_str("<div class=\"app\">\n");
    header(&mut page, catalogue);
    page.push_str("<main class=\"main\"><div class=\"wrap discover\"><div class=\"side\"></div><div class=\"list\">\n");
    let _ = writeln!(page, "<h1 class=\"vh\">{}</h1>", discover::LIST);
    page.push_str("<div class=\"rows flow\">\n");
    let mut day = None;
    for entry in entries.iter().take(CARDS) {
        if day != Some(entry.day()) {
            day = Some(entry.day());
            let of_day = entries
                .iter()
                .filter(|other| other.day() == entry.day())
                .count();
            day_head(&mut page, entry, of_day);
        }
        page.push_str("<div class=\"row\">");
        card(&mut page, catalogue, entry);
        page.push_str("</div>\n");
    }
    page.push_str("</div>\n</div></div></main>\n");
    let number = phone(&edition.contact.phone, "tel");
    let _ = write!(
        page,
        "<footer class=\"foot\"><div class=\"wrap\"><p>{}</p>{number}</div></footer>\n</div>",
        shell::HELP
    );
    page
}

fn header(page: &mut String, catalogue: &Catalogue) {
    let name = super::name(catalogue);
    let _ = writeln!(
        page,
        "<header class=\"top\"><div class=\"wrap top-row\"><a class=\"top-name\" href=\"/\">{name}</a></div>"
    );
    page.push_str("<p class=\"wrap top-theme\">");
    for theme in &catalogue.edition.themes {
        let _ = write!(page, "<span>{}</span>", escape(theme));
    }
    page.push_str("</p>\n<svg class=\"landscape\" aria-hidden=\"true\"><use class=\"land\" href=\"/icons/landscape.svg#land\"></use><use class=\"land-wide\" href=\"/icons/landscape.svg#land-wide\"></use></svg>\n</header>\n");
}

fn day_head(page: &mut String, entry: &Entry, count: usize) {
    let day = entry.day();
    let _ = writeln!(
        page,
        "<div class=\"row row-day\"><h2 class=\"day\"><span class=\"when\">{}</span><span class=\"what\">{}</span><span class=\"n\">{}</span></h2></div>",
        when::month_day(day),
        when::weekday(day),
        discover::count(count)
    );
}

/// The same card as the app's, but for its star and its places, which only the app knows.
fn card(page: &mut String, catalogue: &Catalogue, entry: &Entry) {
    let before = entry.start - chrono::Duration::days(1);
    let card = Card::of(catalogue, entry, None, &before);
    let dir = card
        .dir()
        .map_or_else(String::new, |dir| format!(" data-dir=\"{dir}\""));
    let sample = if card.sample {
        format!("<span class=\"stamp\">{}</span>", common::SAMPLE)
    } else {
        String::new()
    };
    let _ = write!(
        page,
        "<article class=\"card {scope}\"{dir}><span class=\"card-edge\">{mark}</span><div class=\"card-body\">\
         <p class=\"card-when\"><time class=\"card-time\" datetime=\"{datetime}\">{time}</time></p>\
         <h3 class=\"card-title\"><a class=\"card-link\" href=\"{href}\">{title}</a></h3>\
         <p class=\"card-where\"><span class=\"card-place\">{place}</span><span class=\"card-district\">{district}</span>{sample}</p>\
         </div></article>",
        scope = card_scope(),
        mark = mark(card.mark()),
        datetime = escape(&card.datetime),
        time = escape(&card.time),
        href = escape(&Page::Activity(card.id.clone()).path()),
        title = escape(&card.title),
        place = escape(&card.place),
        district = escape(&card.district),
    );
}
