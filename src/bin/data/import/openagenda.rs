//! OpenAgenda's export in JSON (v2, and the form before it): events with texts in languages, times, and a place.

use super::build::Builder;
use super::event::{Event, id_of};
use super::plain::line;
use super::programme::whole_year;
use super::venues::Place;
use chrono::{DateTime, FixedOffset};
use kepu_day::domain::time::parse;
use kepu_day::words::import as words;
use serde_json::Value;

/// Languages in which a text is taken, the best first; else whichever it has.
const LANGUAGES: [&str; 4] = ["zh", "zh-CN", "fr", "en"];
/// Times of one event that are read.
const MOST_TIMES: usize = 500;

fn events(value: &Value) -> Option<&Vec<Value>> {
    value["events"]
        .as_array()
        .or(value["event"].as_array())
        .or(value.as_array())
}

/// Whether it is such an export.
pub fn is(value: &Value) -> bool {
    let listed = value.get("events").is_some_and(Value::is_array)
        && (value.get("total").is_some() || value.get("success").is_some());
    let first = events(value).and_then(|all| all.first());
    listed
        || first.is_some_and(|one| {
            one.get("uid").is_some() && (one.get("timings").is_some() || one.get("title").is_some())
        })
}

/// The agenda as a year of its own: its name, and the days of its events.
pub fn year(value: &Value) -> Option<Value> {
    let all = events(value)?;
    let agenda = |one: &Value| {
        let agenda = if one["originAgenda"].is_object() {
            &one["originAgenda"]
        } else {
            &one["origin"]
        };
        said(&agenda["title"])
    };
    let name = all
        .iter()
        .map(agenda)
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "OpenAgenda".to_owned());
    let times = || all.iter().flat_map(times).flatten();
    let day = |moment: Option<DateTime<FixedOffset>>| {
        moment.map_or(String::new(), |moment| moment.date_naive().to_string())
    };
    let (first, last) = (
        times().map(|time| time.0).min(),
        times().map(|time| time.1).max(),
    );
    Some(whole_year(&name, &day(first), &day(last), &[name.as_str()]))
}

/// A text of one language or of several.
fn said(value: &Value) -> String {
    let one = match value {
        Value::Object(all) => LANGUAGES
            .iter()
            .find_map(|language| all.get(*language))
            .or_else(|| all.values().next()),
        other => Some(other),
    };
    one.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn times(
    event: &Value,
) -> impl Iterator<Item = Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>> + '_ {
    let moment = |value: &Value| {
        value
            .as_str()
            .and_then(|text| parse(text).or_else(|| parse(&colon(text)?)))
    };
    let all = event["timings"].as_array().into_iter().flatten();
    all.map(move |one| {
        let start = moment(&one["begin"]).or_else(|| moment(&one["start"]))?;
        Some((start, moment(&one["end"])?))
    })
}

/// +0200 as +02:00.
fn colon(text: &str) -> Option<String> {
    let (rest, minutes) = text.split_at_checked(text.len().checked_sub(2)?)?;
    Some(format!("{rest}:{minutes}"))
}

/// Reads every event.
pub fn read(value: &Value, builder: &mut Builder) {
    for (at, one) in events(value).into_iter().flatten().enumerate() {
        let row = at + 1;
        if !one.is_object() {
            builder.report.read += 1;
            builder
                .report
                .row(row, words::EVENT, &one.to_string(), words::NO_EVENT);
            continue;
        }
        let mut event = Event {
            row,
            title: said(&one["title"]),
            summary: said(&one["description"]),
            ..Event::default()
        };
        event.id = match &one["uid"] {
            Value::Number(number) => id_of("oa", &number.to_string()),
            Value::String(text) => id_of("oa", text),
            _ => None,
        };
        event.description = plain(&said(&one["longDescription"]));
        for (place, time) in times(one).enumerate() {
            match time {
                _ if place >= MOST_TIMES => {
                    builder.report.cell(row, "timings", "", words::LEFT_OUT);
                    break;
                }
                Some(time) if time.1 > time.0 => event.times.push(time),
                Some(_) => builder.report.cell(
                    row,
                    "timings",
                    &one["timings"][place].to_string(),
                    words::BAD_END,
                ),
                None => builder.report.cell(
                    row,
                    "timings",
                    &one["timings"][place].to_string(),
                    words::BAD_DATE,
                ),
            }
        }
        // 1 on the spot, 2 on the net, 3 both; 6 is cancelled.
        event.online = number(&one["attendanceMode"]) == Some(2);
        event.cancelled = number(&one["status"]) == Some(6);
        event.fee = said(&one["conditions"]);
        let age = |member: &str| {
            one["age"][member]
                .as_u64()
                .and_then(|age| u32::try_from(age).ok())
                .filter(|age| *age <= 120)
        };
        event.ages = one["age"]
            .is_object()
            .then(|| (age("min"), age("max")))
            .filter(|ages| *ages != (None, None));
        event.url = one["canonicalUrl"].as_str().unwrap_or_default().to_owned();
        let by = [
            &one["contributor"]["organization"],
            &one["originAgenda"]["title"],
            &one["origin"]["title"],
        ];
        event.hosts = by
            .into_iter()
            .map(said)
            .map(|name| line(&name))
            .find(|name| !name.is_empty())
            .into_iter()
            .collect();
        event.place = place(&one["location"]);
        event.add(builder);
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value["id"].as_i64())
}

fn place(location: &Value) -> Option<Place> {
    let name = said(&location["name"]);
    if name.trim().is_empty() {
        return None;
    }
    let degrees = |member: &str, most: f64| {
        location[member]
            .as_f64()
            .filter(|degrees| degrees.abs() <= most)
    };
    Some(Place {
        name,
        address: said(&location["address"]),
        district: String::new(),
        point: degrees("longitude", 180.0).zip(degrees("latitude", 90.0)),
    })
}

/// Markdown and tags as plain text: marks of emphasis and headings go, links keep their words.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in text
        .replace("**", "")
        .replace("<br>", "\n")
        .replace("</p>", "\n")
        .chars()
    {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if tag => {}
            '#' | '_' | '*' => {}
            c => out.push(c),
        }
    }
    out
}
