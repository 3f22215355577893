//! The schedule of a conference as frab, pretalx and c3voc write it, in JSON or XML: days, in them rooms, in them events.

use super::build::Builder;
use super::event::{Event, an_hour_after, id_of};
use super::plain::line;
use super::venues::Place;
use super::when::length;
use crate::Outcome;
use chrono::{DateTime, Duration, FixedOffset};
use kepu_day::domain::time::{city, parse};
use kepu_day::words::import as words;
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use serde_json::{Map, Value, json};

/// Events that are read, and how deep elements may stand in each other.
const MOST_EVENTS: usize = 100_000;
const MOST_DEPTH: usize = 40;

/// A conference and its events, each with the members of the JSON form.
#[derive(Debug, Default)]
pub struct Programme {
    conference: Map<String, Value>,
    events: Vec<Map<String, Value>>,
}

/// A schedule in JSON, if it is one.
pub fn of_json(value: &Value) -> Option<Programme> {
    let conference = value["schedule"]["conference"]
        .as_object()
        .or(value["conference"].as_object())?;
    let mut programme = Programme {
        conference: conference.clone(),
        events: Vec::new(),
    };
    for day in conference.get("days")?.as_array()? {
        for (room, events) in day["rooms"].as_object().into_iter().flatten() {
            for event in events.as_array().into_iter().flatten().take(MOST_EVENTS) {
                let mut event = event.as_object().cloned().unwrap_or_default();
                event.entry("room").or_insert(json!(room));
                event.entry("day").or_insert(day["date"].clone());
                programme.events.push(event);
            }
        }
    }
    programme.conference.remove("days");
    Some(programme)
}

/// A schedule in XML.
///
/// # Errors
/// One line: it is no XML, or none of a schedule.
pub fn of_xml(text: &str) -> Outcome<Programme> {
    let bad = |error: &dyn std::fmt::Display| words::not_xml(&error.to_string());
    let mut reader = Reader::from_str(text);
    let mut programme = Programme::default();
    let mut path: Vec<String> = Vec::new();
    let mut event: Option<Map<String, Value>> = None;
    let (mut day, mut room, mut said) = (String::new(), String::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| bad(&error))? {
            Xml::Start(start) | Xml::Empty(start) if path.len() >= MOST_DEPTH => {
                return Err(words::not_xml(&format!("{:?}", start.name())));
            }
            Xml::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                let attribute = |wanted: &str| {
                    let found = start
                        .attributes()
                        .flatten()
                        .find(|one| one.key.local_name().as_ref() == wanted);
                    found
                        .and_then(|one| {
                            one.normalized_value(quick_xml::XmlVersion::Explicit1_0)
                                .ok()
                                .map(|value| value.into_owned())
                        })
                        .unwrap_or_default()
                };
                match name.as_str() {
                    "day" if event.is_none() => day = attribute("date"),
                    "room" if event.is_none() => room = attribute("name"),
                    "event" => {
                        let first = json!({"id": attribute("id"), "guid": attribute("guid"), "room": room, "day": day});
                        event = first.as_object().cloned();
                    }
                    _ => {}
                }
                path.push(name);
                said.clear();
            }
            Xml::Text(piece) => said.push_str(&piece),
            Xml::CData(piece) => said.push_str(&piece),
            Xml::GeneralRef(name) => said.push_str(&entity(&name)),
            Xml::End(_) => {
                let name = path.pop().unwrap_or_default();
                let text = std::mem::take(&mut said).trim().to_owned();
                let within = path.last().map(String::as_str);
                match (&mut event, name.as_str(), within) {
                    (Some(_), "event", _) => {
                        programme.events.extend(event.take());
                        if programme.events.len() > MOST_EVENTS {
                            return Err(words::too_many_rows(MOST_EVENTS));
                        }
                    }
                    (Some(event), "person", _) => {
                        let persons = event.entry("persons").or_insert(json!([]));
                        persons
                            .as_array_mut()
                            .into_iter()
                            .for_each(|all| all.push(json!({"public_name": text})));
                    }
                    (Some(event), _, Some("event"))
                        if !matches!(name.as_str(), "persons" | "links" | "recording") =>
                    {
                        event.insert(name, json!(text));
                    }
                    (None, _, Some("conference")) => {
                        drop(programme.conference.insert(name, json!(text)))
                    }
                    _ => {}
                }
            }
            Xml::Eof => break,
            _ => {}
        }
    }
    match programme.conference.is_empty() && programme.events.is_empty() {
        true => Err(words::UNKNOWN_FILE.to_owned()),
        false => Ok(programme),
    }
}

/// The five entities of XML and numbers of letters; no file may define others.
fn entity(name: &str) -> String {
    let number = name
        .strip_prefix('#')
        .and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number.and_then(char::from_u32),
    };
    letter.map(String::from).unwrap_or_default()
}

fn text<'a>(record: &'a Map<String, Value>, member: &str) -> &'a str {
    record
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

impl Programme {
    /// A year for a city that has none: the conference's own name and days, and a word of each list.
    pub fn year(&self) -> Value {
        let day = |name: &str| {
            text(&self.conference, name)
                .chars()
                .take(10)
                .collect::<String>()
        };
        let title = line(text(&self.conference, "title"));
        whole_year(&title, &day("start"), &day("end"), &[title.as_str()])
    }

    /// Reads every event.
    pub fn read(&self, builder: &mut Builder) {
        for (at, record) in self.events.iter().enumerate() {
            let mut event = Event {
                row: at + 1,
                title: text(record, "title").to_owned(),
                ..Event::default()
            };
            let Some(start) = start(record) else {
                builder.report.read += 1;
                let value = if text(record, "date").is_empty() {
                    text(record, "start")
                } else {
                    text(record, "date")
                };
                builder.report.row(at + 1, "date", value, words::BAD_DATE);
                continue;
            };
            let written = text(record, "duration");
            let minutes = match written.split_once(':') {
                Some((hours, minutes)) => hours
                    .parse::<i64>()
                    .ok()
                    .zip(minutes.get(..2).and_then(|m| m.parse::<i64>().ok()))
                    .map(|(h, m)| h * 60 + m),
                None => length(written).map(i64::from),
            };
            let end = match minutes.filter(|minutes| (1..=60 * 24 * 31).contains(minutes)) {
                Some(minutes) => start.checked_add_signed(Duration::minutes(minutes)),
                None => {
                    builder
                        .report
                        .guess(at + 1, "duration", written, words::NO_END);
                    an_hour_after(start)
                }
            };
            event.times.extend(end.map(|end| (start, end)));
            let identity = [record.get("guid"), record.get("id")]
                .into_iter()
                .flatten()
                .find_map(|value| match value {
                    Value::String(text) if !text.is_empty() => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                });
            event.id = identity.and_then(|identity| id_of("e", &identity));
            event.summary = [text(record, "subtitle"), text(record, "abstract")]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned();
            event.description = [text(record, "abstract"), text(record, "description")]
                .join("\n")
                .trim()
                .to_owned();
            let persons = record
                .get("persons")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            event.organisers = persons
                .filter_map(|one| one["public_name"].as_str().or(one["name"].as_str()))
                .map(line)
                .filter(|name| !name.is_empty())
                .collect();
            event.url = text(record, "url").to_owned();
            let room = line(text(record, "room"));
            event.place = (!room.is_empty()).then(|| Place {
                name: room,
                address: String::new(),
                ..Place::default()
            });
            event.add(builder);
        }
    }
}

/// When an event starts: its own moment, else the day it stands under and its hour, in the city's time.
fn start(record: &Map<String, Value>) -> Option<DateTime<FixedOffset>> {
    parse(text(record, "date")).or_else(|| {
        let day: String = text(record, "day").chars().take(10).collect();
        parse(&format!(
            "{day}T{}:00+08:00",
            text(record, "start").get(..5)?
        ))
    })
}

/// A year of a name and its days; every list has one word, so that the app can show what there is.
pub fn whole_year(name: &str, start: &str, end: &str, hosts: &[&str]) -> Value {
    let word = |id: &str, name: &str| json!([{"id": id, "name": name}]);
    let year: i32 = start
        .get(..4)
        .and_then(|year| year.parse().ok())
        .unwrap_or(0);
    let now = kepu_day::domain::time::from_millis(0.0).with_timezone(&city());
    let usual = now.format("%Y-%m-%d").to_string();
    let day = |day: &str| {
        if day.len() == 10 {
            day.to_owned()
        } else {
            usual.clone()
        }
    };
    json!({
        "contract": "kp/1",
        "capabilities": [],
        "edition": {
            "id": if year > 0 { year.to_string() } else { "1".to_owned() }, "year": year, "name": name, "city": name, "themes": [], "start": day(start),
            "end": day(end), "hosts": hosts, "note": words::OWN_EDITION,
        },
        "taxonomy": {
            "directions": word("all", name), "tracks": word("all", name), "fields": word("all", name),
            "formats": [{"id": "talk", "name": name, "online": false}], "audiences": word("public", name), "access": [],
            "districts": [{"id": "all", "name": name, "center": {"lng": 0, "lat": 0, "datum": "wgs84"}, "statistical": true, "approximate": true}],
        },
        "venues": [],
        "activities": [],
    })
}
