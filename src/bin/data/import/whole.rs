//! The sheets that `sheet --of` writes beside the activities: the year itself, and its places.

use super::build::Builder;
use super::headings::Cells;
use super::members::{Record, Row};
use super::plain::{key, line, paragraphs};
use super::table::Table;
use super::venues::id_of;
use super::vocabulary::{Found, Terms};
use kepu_day::words::import as words;
use kepu_day::words::sheet::{NO, VENUE_HEADINGS, VENUES, YEAR, YES};
use kepu_day::words::table::Column;
use serde_json::{Map, Value, json};

/// The year as the sheet keeps it: a member a row, its JSON in as many cells as it takes.
pub fn year_of(tables: &[Table]) -> Option<Value> {
    let table = tables.iter().find(|table| table.name == YEAR)?;
    let mut year = Map::new();
    for row in table.rows.iter().skip(1) {
        let (name, pieces) = row.cells.split_first()?;
        let value: Value = serde_json::from_str(&pieces.concat()).ok()?;
        if !name.is_empty() {
            year.insert(name.clone(), value);
        }
    }
    year.contains_key("edition").then_some(Value::Object(year))
}

/// Members of places in the order of [`VENUE_HEADINGS`].
const MEMBERS: [&str; 10] = [
    "id",
    "name",
    "district",
    "address",
    "lng",
    "lat",
    "datum",
    "approximate",
    "access",
    "transport",
];

/// Reads the sheet of places.
pub fn venues(tables: &[Table], builder: &mut Builder) {
    let Some(table) = tables.iter().find(|table| table.name == VENUES) else {
        return;
    };
    builder.report.sheet = VENUES.to_owned();
    let headings = table
        .rows
        .first()
        .map(|row| row.cells.clone())
        .unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| line(heading) == name);
    let columns: Vec<Option<usize>> = VENUE_HEADINGS.iter().map(|name| column(name)).collect();
    let kept_column = column(Column::Kept.heading());
    for row in table.rows.iter().skip(1).filter(|row| !row.is_empty()) {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.cells.get(at))
                .map_or("", String::as_str)
        };
        let texts: Vec<&str> = columns.iter().map(|at| cell(*at)).collect();
        let kept = cell(kept_column);
        let kept = match kept {
            "" => Value::Null,
            text => serde_json::from_str(text).unwrap_or_else(|_| {
                builder
                    .report
                    .cell(row.number, Column::Kept.heading(), text, words::BAD_KEPT);
                Value::Null
            }),
        };
        if line(texts[1]).is_empty() && kept.is_null() {
            builder
                .report
                .row(row.number, VENUE_HEADINGS[1], texts[0], words::NO_TITLE);
            continue;
        }
        let record = venue(&texts, row.number, builder);
        let record = restore(
            record,
            &kept,
            &texts,
            &builder.vocabulary.districts,
            &builder.vocabulary.access,
        );
        builder.venues.put(Value::Object(record));
    }
    builder.report.sheet.clear();
}

fn venue(texts: &[&str], number: usize, builder: &mut Builder) -> Record {
    let mut record = Record::new();
    let name = line(texts[1]);
    let id = line(texts[0]);
    record.insert(
        "id".into(),
        json!(if id.is_empty() { id_of("v", &name) } else { id }),
    );
    record.insert("name".into(), json!(name));
    let district = match builder.vocabulary.districts.find(texts[2]) {
        Found::Exact(term) | Found::Close(term) => term.id.clone(),
        Found::Unknown => {
            if !texts[2].is_empty() {
                let known = words::no_word(&builder.vocabulary.districts.some());
                builder
                    .report
                    .cell(number, VENUE_HEADINGS[2], texts[2], &known);
            }
            builder
                .vocabulary
                .districts
                .first()
                .map(|term| term.id.clone())
                .unwrap_or_default()
        }
    };
    record.insert("district".into(), json!(district));
    record.insert("address".into(), json!(paragraphs(texts[3])));
    let degrees = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|degrees| degrees.abs() <= 180.0)
    };
    if let (Some(lng), Some(lat)) = (degrees(texts[4]), degrees(texts[5])) {
        let datum = if texts[6].is_empty() {
            "gcj02"
        } else {
            texts[6]
        };
        record.insert(
            "point".into(),
            json!({"lng": lng, "lat": lat, "datum": datum}),
        );
    }
    let said = |list: &[&str]| list.iter().any(|word| key(texts[7]) == key(word));
    if !texts[7].trim().is_empty() && !said(&YES) && !said(&NO) {
        builder
            .report
            .cell(number, VENUE_HEADINGS[7], texts[7], words::BAD_YES);
    }
    record.insert("approximate".into(), json!(!said(&NO)));
    let mut cells = Cells::new();
    if !texts[8].trim().is_empty() {
        cells.insert(Column::Access, texts[8].to_owned());
    }
    let mut row = Row {
        number,
        cells: &cells,
        report: &mut builder.report,
    };
    let access = row.ids(Column::Access, &builder.vocabulary.access);
    record.insert("access".into(), json!(access));
    if !texts[9].is_empty() {
        record.insert("transport".into(), json!(paragraphs(texts[9])));
    }
    record
}

/// The cells of a place.
pub fn venue_cells(record: &Record, districts: &Terms, access: &Terms) -> Vec<String> {
    let text = |member: &str| {
        record
            .get(member)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let number = |member: &str| {
        record
            .get("point")
            .and_then(|point| point[member].as_f64())
            .map_or(String::new(), |n| n.to_string())
    };
    let cell = |member: &&str| match *member {
        "district" => districts
            .name(&text("district"))
            .map_or_else(|| text("district"), str::to_owned),
        "lng" | "lat" => number(member),
        "datum" => record
            .get("point")
            .and_then(|point| point["datum"].as_str())
            .unwrap_or_default()
            .to_owned(),
        "approximate" => record
            .get("approximate")
            .and_then(Value::as_bool)
            .map_or("", |yes| if yes { words::YES } else { words::NO })
            .to_owned(),
        "access" => {
            let all = record
                .get("access")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            all.map(|id| access.name(id).unwrap_or(id))
                .collect::<Vec<_>>()
                .join("、")
        }
        member => text(member),
    };
    MEMBERS.iter().map(cell).collect()
}

/// Puts back what the sheet cannot hold, where its cells are as they were written.
fn restore(
    mut record: Record,
    kept: &Value,
    texts: &[&str],
    districts: &Terms,
    access: &Terms,
) -> Record {
    let Some(kept) = kept.as_object() else {
        return record;
    };
    let mut whole = record.clone();
    whole.extend(
        kept.iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(member, value)| (member.clone(), value.clone())),
    );
    whole.retain(|member, _| !kept.get(member).is_some_and(Value::is_null));
    let cells = venue_cells(&whole, districts, access);
    let same = |member: &str| {
        let of = |name: &str| {
            name == member || member == "point" && ["lng", "lat", "datum"].contains(&name)
        };
        MEMBERS
            .iter()
            .enumerate()
            .filter(|(_, name)| of(name))
            .all(|(at, _)| paragraphs(&cells[at]) == paragraphs(texts[at]))
    };
    for (member, value) in kept.iter().filter(|(member, _)| same(member)) {
        if value.is_null() {
            record.remove(member);
        } else {
            record.insert(member.clone(), value.clone());
        }
    }
    record
}
