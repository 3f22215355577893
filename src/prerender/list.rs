//! `list.html`: the whole programme as a plain page, by day.

use super::markup::{escape, phone as dial};
use crate::domain::agenda::{self, Entry, EntryKind};
use crate::domain::catalogue::Catalogue;
use crate::words::{card::Card, common, discover, list as words, when};
use std::fmt::Write;

pub fn page(year: Option<&Catalogue>, number: Option<&str>, style: &str) -> String {
    let title = year.map_or_else(
        || escape(words::TITLE).into_owned(),
        |year| format!("{} · {}", words::TITLE, super::name(year)),
    );
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
         <link rel=\"icon\" href=\"/icons/icon.svg\" type=\"image/svg+xml\">\n{style}\n</head>\n<body>\n\
         <main class=\"main\"><div class=\"wrap narrow\">\n<h1>{title}</h1>\n"
    );
    let number = year
        .map(|year| year.edition.contact.phone.as_str())
        .filter(|n| !n.is_empty())
        .or(number);
    if let Some(number) = number {
        let _ = writeln!(page, "<p>{}{}</p>", words::CALL, dial(number, "tel"));
    }
    let _ = writeln!(page, "<p><a href=\"/\">{}</a></p>", words::APP);
    match year {
        Some(year) => programme(&mut page, year),
        None => {
            let _ = writeln!(page, "<p>{}</p>", words::NONE);
        }
    }
    page.push_str("</div></main>\n</body>\n</html>\n");
    page
}

fn programme(page: &mut String, year: &Catalogue) {
    let edition = &year.edition;
    let _ = writeln!(page, "<p>{}</p>", escape(&edition.themes.join("；")));
    let _ = writeln!(page, "<p>{}</p>", when::days(edition.start, edition.end));
    if year
        .activities
        .rows()
        .iter()
        .any(|activity| activity.sample)
    {
        let _ = writeln!(page, "<p class=\"muted\">{}</p>", discover::SAMPLES);
    }
    let entries = agenda::entries(year);
    let mut day = None;
    for entry in entries
        .iter()
        .filter(|entry| entry.kind != EntryKind::OpenDay)
    {
        if day != Some(entry.day()) {
            if day.is_some() {
                page.push_str("</ul>\n");
            }
            day = Some(entry.day());
            let _ = writeln!(
                page,
                "<h2 class=\"rule\">{}</h2>\n<ul class=\"plain-list\">",
                when::full_day(entry.day())
            );
        }
        item(page, year, entry);
    }
    if day.is_some() {
        page.push_str("</ul>\n");
    }
    exhibitions(page, year, &entries);
}

fn item(page: &mut String, year: &Catalogue, entry: &Entry) {
    let before = entry.start - chrono::Duration::days(1);
    let card = Card::of(year, entry, None, &before);
    let time = match entry.kind {
        EntryKind::Session => when::clocks(&entry.start, &entry.end),
        _ => card.time.clone(),
    };
    let _ = writeln!(
        page,
        "<li><span class=\"when\">{time}</span> <b class=\"what\">{}</b> <span>{} {}</span> <span class=\"muted\">{}{}</span></li>",
        escape(&card.title),
        escape(&card.place),
        escape(&card.district),
        escape(&card.places),
        if card.sample {
            [" · ", common::SAMPLE].concat()
        } else {
            String::new()
        },
    );
}

/// What is open for weeks stands once, not on every day.
fn exhibitions(page: &mut String, year: &Catalogue, entries: &[Entry]) {
    let mut seen = Vec::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::OpenDay)
    {
        if seen.contains(&entry.activity) {
            continue;
        }
        if seen.is_empty() {
            let _ = writeln!(
                page,
                "<h2 class=\"rule\">{}</h2>\n<ul class=\"plain-list\">",
                words::EXHIBITIONS
            );
        }
        seen.push(entry.activity);
        let activity = entry.activity(year);
        let place = entry.venue.map_or("", |at| &year.venues[at].name);
        let hours: Vec<String> = activity
            .opening
            .iter()
            .map(|opening| {
                let days = crate::words::activity::weekdays(&opening.weekdays);
                format!(
                    "{} {days} {}–{}",
                    when::days(opening.from, opening.to),
                    opening.open,
                    opening.close
                )
            })
            .collect();
        let _ = writeln!(
            page,
            "<li><b class=\"what\">{}</b> <span>{}</span> <span>{}</span></li>",
            escape(&activity.title),
            escape(place),
            escape(&hours.join("；"))
        );
    }
    if !seen.is_empty() {
        page.push_str("</ul>\n");
    }
}
