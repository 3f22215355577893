//! What an activity needs and nobody wrote: worked out, and said in the report.

use super::build::{Builder, Built};
use super::plain::{key, line, short};
use super::vocabulary::Terms;
use kepu_day::words::import as words;
use kepu_day::words::sheet::FREE;
use kepu_day::words::table::Column;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Letters of a title that stand in a line, and of a summary.
const TITLE: usize = 24;
const SUMMARY: usize = 60;

/// Fills in what is missing.
pub fn fill(builder: &mut Builder, built: &mut Built) {
    let text = |built: &Built, member: &str| {
        built
            .record
            .get(member)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let put = |builder: &mut Builder,
               built: &mut Built,
               member: &str,
               value: Value,
               column: Column,
               why: &str| {
        if !built.record.contains_key(member) {
            built.record.insert(member.to_owned(), value);
            if !why.is_empty() {
                builder.report.guess(built.row, column.heading(), "", why);
            }
        }
    };
    let title = text(built, "title");
    if title.chars().count() > TITLE {
        builder.report.guess(
            built.row,
            Column::Title.heading(),
            &title,
            words::LONG_TITLE,
        );
    }
    let (summary, description) = (text(built, "summary"), text(built, "description"));
    if summary.is_empty() {
        let first = if description.is_empty() {
            title.clone()
        } else {
            sentence(&description)
        };
        put(
            builder,
            built,
            "summary",
            json!(first),
            Column::Summary,
            words::SUMMARY,
        );
    }
    if description.is_empty() {
        let summary = text(built, "summary");
        put(
            builder,
            built,
            "description",
            json!(summary),
            Column::Description,
            words::DESCRIPTION,
        );
    }
    let about = format!("{title} {} {description}", text(built, "summary"));
    for (member, column) in [("direction", Column::Direction), ("track", Column::Track)] {
        let terms = if member == "direction" {
            &builder.vocabulary.directions
        } else {
            &builder.vocabulary.tracks
        };
        if let Some((id, why)) = likely(terms, &about) {
            put(builder, built, member, json!(id), column, why);
        }
    }
    for (member, column) in [
        ("fields", Column::Fields),
        ("formats", Column::Formats),
        ("audiences", Column::Audiences),
    ] {
        let terms = match member {
            "fields" => &builder.vocabulary.fields,
            "formats" => &builder.vocabulary.formats,
            _ => &builder.vocabulary.audiences,
        };
        if let Some((id, why)) = likely(terms, &about) {
            put(builder, built, member, json!([id]), column, why);
        }
    }
    let online = !built.record.contains_key("venue")
        && built.sessions.iter().all(|one| !one.contains_key("venue"));
    put(builder, built, "online", json!(online), Column::Online, "");
    let host = builder
        .vocabulary
        .hosts
        .first()
        .map(|term| term.name.clone());
    if let Some(host) = host {
        put(
            builder,
            built,
            "hosts",
            json!([host]),
            Column::Hosts,
            words::NO_HOST,
        );
    }
    kind(builder, built);
    put(builder, built, "access", json!([]), Column::Access, "");
    put(
        builder,
        built,
        "organisers",
        json!([]),
        Column::Organisers,
        "",
    );
    put(
        builder,
        built,
        "status",
        json!("scheduled"),
        Column::Status,
        "",
    );
    put(builder, built, "fee", json!(FREE), Column::Fee, words::FREE);
    put(builder, built, "sample", json!(false), Column::Kept, "");
    let source = builder.source().clone();
    put(builder, built, "source", source, Column::Kept, "");
    let now = json!(builder.now());
    put(builder, built, "updated", now, Column::Kept, "");
}

fn likely(terms: &Terms, about: &str) -> Option<(String, &'static str)> {
    if let Some(term) = terms.about(about) {
        return Some((term.id.clone(), words::BY_KEYWORD));
    }
    terms
        .first()
        .map(|term| (term.id.clone(), words::FIRST_WORD))
}

/// How one takes part, where no cell says it or what it says cannot be.
fn kind(builder: &mut Builder, built: &mut Built) {
    let booked = built.sessions.iter().any(|one| {
        one.get("booking")
            .is_some_and(|booking| booking == "required")
    });
    let classes = booked
        && built.sessions.iter().all(|one| {
            one.get("kinds")
                .is_some_and(|kinds| *kinds == json!(["class"]))
        });
    let places = built
        .sessions
        .iter()
        .filter_map(|one| one.get("venue"))
        .collect::<Vec<_>>();
    let likely = match (built.opening.is_empty(), booked) {
        (false, _) => "exhibition",
        _ if classes => "school",
        (_, true) => "bookable",
        _ => "drop_in",
    };
    let possible = |kind: &str| match kind {
        "exhibition" => !built.opening.is_empty(),
        "bookable" => booked,
        "drop_in" => !booked,
        "mobile" => !places.is_empty(),
        "lecture" => built.record.contains_key("lecture"),
        _ => true,
    };
    // A row of a year says what it is, or keeps it.
    let told = built.traces.iter().any(|trace| !trace.kept.is_null());
    let written = built
        .record
        .get("kind")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if !written.is_some_and(|kind| told || possible(&kind)) {
        built.record.insert("kind".into(), json!(likely));
        if !told {
            builder
                .report
                .guess(built.row, Column::Kind.heading(), "", words::KIND_GUESSED);
        }
    }
}

/// The first sentence, no longer than a summary.
fn sentence(text: &str) -> String {
    let text = line(text);
    let end = text
        .find(['。', '！', '？', '!', '?', ';', '；'])
        .unwrap_or(text.len());
    short(&text[..end], SUMMARY - 1)
}

/// A stall names what it belongs to by title or id.
pub fn parents(builder: &mut Builder, activities: &mut [Built]) {
    let mut ids: HashMap<String, String> = HashMap::new();
    for built in activities.iter() {
        let text = |member: &str| built.record.get(member).and_then(Value::as_str);
        if let (Some(id), Some(title)) = (text("id"), text("title")) {
            ids.entry(key(title)).or_insert_with(|| id.to_owned());
            ids.insert(id.to_owned(), id.to_owned());
        }
    }
    for built in activities {
        let Some(parent) = built.parent.take() else {
            continue;
        };
        match ids.get(parent.trim()).or(ids.get(&key(&parent))) {
            Some(id) => drop(built.record.insert("parent".into(), json!(id))),
            None => {
                builder.report.sheet.clone_from(&built.sheet);
                builder.report.cell(
                    built.row,
                    Column::Parent.heading(),
                    &parent,
                    words::NO_PARENT,
                );
            }
        }
    }
}
