//! Activities by recombination: one gives the words, another the subject, a third the place.

use crate::Outcome;
use crate::options::Options;
use crate::random::Random;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Start and end of a session, hour and minute.
const SLOTS: [(&str, &str); 9] = [
    ("08:30", "09:30"),
    ("09:00", "11:00"),
    ("09:30", "10:30"),
    ("10:40", "11:40"),
    ("14:00", "15:00"),
    ("14:30", "16:30"),
    ("15:30", "16:30"),
    ("18:30", "19:30"),
    ("19:30", "20:30"),
];

/// A description's first sentences, up to this many characters: real words, and a file a browser can hold.
const DESCRIPTION: usize = 60;

/// What the year file offers for recombination.
struct Year<'a> {
    year: i64,
    activities: Vec<&'a Value>,
    venues: Vec<&'a Value>,
    districts: &'a [Value],
}

/// Writes the whole catalogue, one activity a line. Members of the year file other than
/// its activities and `demo`, which names some of them, are kept.
pub fn write(year: &Value, options: &Options, out: &mut impl Write) -> Outcome<()> {
    let head = year.as_object().ok_or("the year file is not an object")?;
    let source = Year {
        year: year["edition"]["year"]
            .as_i64()
            .filter(|year| (1..=9999).contains(year))
            .unwrap_or(2023),
        activities: list(&year["activities"])
            .iter()
            .filter(|activity| activity["title"].is_string())
            .collect(),
        venues: list(&year["venues"])
            .iter()
            .filter(|venue| venue["id"].is_string())
            .collect(),
        districts: list(&year["taxonomy"]["districts"]),
    };
    if options.activities > 0 && source.activities.is_empty() {
        return Err("the year file has no activities to recombine".to_owned());
    }
    let mut random = Random::new(options.seed);
    let mut put = |text: &str| {
        out.write_all(text.as_bytes())
            .map_err(|error| format!("the answer cannot be written: {error}"))
    };
    put("{\n")?;
    for (name, value) in head {
        if name != "activities" && name != "demo" {
            put(&format!("{}:{value},\n", json!(name)))?;
        }
    }
    put("\"activities\":[")?;
    for index in 0..options.activities {
        let sessions = share(index + 1, options) - share(index, options);
        let activity = activity(&source, index, sessions, &mut random);
        put(if index == 0 { "\n" } else { ",\n" })?;
        put(&activity.to_string())?;
    }
    put("\n]\n}\n")
}

/// Sessions of the first `count` activities: in all exactly as many as asked for, up to two more
/// at each boundary so that activities differ.
fn share(count: usize, options: &Options) -> usize {
    if count == 0 || count == options.activities {
        return if count == 0 { 0 } else { options.sessions };
    }
    let even = (count as u128 * options.sessions as u128 / options.activities as u128) as usize;
    let wobble = (options.sessions / options.activities).min(4) / 2;
    even + Random::new(options.seed ^ count as u64).below(wobble + 1)
}

fn activity(source: &Year, index: usize, sessions: usize, random: &mut Random) -> Value {
    let words = *random.pick(&source.activities).unwrap_or(&&Value::Null);
    let subject = *random.pick(&source.activities).unwrap_or(&words);
    let home = random.below(source.venues.len());
    let venue = source.venues.get(home);
    let online = words["online"] == true || venue.is_none();
    let id = format!("a{:06}", index + 1);
    let mut made = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() && value != json!([]) {
            made.insert(name.to_owned(), value);
        }
    };
    set("id", json!(id));
    set(
        "title",
        json!(title(
            source,
            words,
            venue.copied().filter(|_| !online),
            index
        )),
    );
    for name in [
        "summary",
        "audiences",
        "formats",
        "grades",
        "ages",
        "fee",
        "bring",
    ] {
        set(name, words[name].clone());
    }
    set(
        "description",
        json!(opening_words(
            words["description"].as_str().unwrap_or_default()
        )),
    );
    for name in ["direction", "track", "fields", "hosts"] {
        set(name, subject[name].clone());
    }
    if random.once_in(3) {
        set("access", subject["access"].clone());
    }
    if !online {
        set("venue", id_of(venue));
    }
    let kind = kind(words, sessions);
    set("kind", json!(kind));
    set("online", json!(online));
    set("status", json!(status(random)));
    set("sample", json!(true));
    let made_sessions: Vec<Value> = (1..=sessions)
        .map(|number| session(source, words, &id, number, (kind, home), random))
        .collect();
    set("lecture", lecture(words, &id, sessions));
    set("sessions", Value::Array(made_sessions));
    if sessions == 0 || kind == "exhibition" {
        let first = 1 + random.below(15);
        let last = first + random.below(16);
        set(
            "opening",
            json!([{"from": day(source, 9, first), "to": day(source, 9, last),
            "weekdays": [2, 3, 4, 5, 6, 7], "open": "09:00", "close": "17:00"}]),
        );
    }
    set(
        "updated",
        json!(format!(
            "{}T{:02}:{:02}:00+08:00",
            day(source, 8, 1 + random.below(31)),
            index % 24,
            index % 60
        )),
    );
    Value::Object(made)
}

/// The words of one activity with the district and a running number, so that every title is another.
fn title(source: &Year, words: &Value, venue: Option<&Value>, index: usize) -> String {
    let words = words["title"].as_str().unwrap_or_default();
    let place = venue
        .and_then(|venue| {
            source
                .districts
                .iter()
                .find(|district| district["id"] == venue["district"])
        })
        .and_then(|district| district["name"].as_str())
        .unwrap_or("线上");
    format!("{words}（{place}第{}场）", index + 1)
}

/// Whole sentences from the start of a text.
fn opening_words(text: &str) -> String {
    let mut kept = 0;
    for (count, (at, letter)) in text.char_indices().enumerate() {
        if count >= DESCRIPTION && kept > 0 {
            break;
        }
        if "。！？".contains(letter) {
            kept = at + letter.len_utf8();
        }
    }
    text[..kept].to_owned()
}

/// The kind of the words, where so many sessions allow it.
fn kind(words: &Value, sessions: usize) -> &str {
    match words["kind"].as_str().unwrap_or("drop_in") {
        _ if sessions == 0 => "exhibition",
        "umbrella" => "drop_in",
        "mobile" if sessions < 2 => "drop_in",
        kind => kind,
    }
}

fn status(random: &mut Random) -> &'static str {
    match random.below(200) {
        0 => "cancelled",
        1 => "postponed",
        _ => "scheduled",
    }
}

/// A session with the booking rules of one of the words' own, on any day of September;
/// `home` is where the activity's venue stands in the list.
fn session(
    source: &Year,
    words: &Value,
    activity: &str,
    number: usize,
    (kind, home): (&str, usize),
    random: &mut Random,
) -> Value {
    let rules: Vec<&Value> = list(&words["sessions"])
        .iter()
        .filter(|session| kind != "bookable" || session["booking"] == "required")
        .filter(|session| kind != "drop_in" || session["booking"] != "required")
        .collect();
    let rules = random.pick(&rules).map_or(&Value::Null, |rules| *rules);
    let date = 1 + random.below(30);
    let today = day(source, 9, date);
    let (start, end) = SLOTS[random.below(SLOTS.len())];
    let mut made = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            made.insert(name.to_owned(), value);
        }
    };
    set("id", json!(format!("{activity}-{number}")));
    set("start", json!(format!("{today}T{start}:00+08:00")));
    set("end", json!(format!("{today}T{end}:00+08:00")));
    if kind == "mobile" {
        // From place to place in the year file's order, so that a route never stands still.
        let stop = (home + number) % source.venues.len().max(1);
        set("venue", id_of(source.venues.get(stop)));
    }
    if rules["booking"] == "required" {
        for name in ["booking", "capacity", "kinds", "party", "ratio", "waitlist"] {
            set(name, rules[name].clone());
        }
        set(
            "opens",
            json!(format!("{}T08:00:00+08:00", day(source, 8, date))),
        );
        set("closes", json!(format!("{today}T07:00:00+08:00")));
    } else {
        set("booking", json!("none"));
        set("waitlist", json!(false));
    }
    set(
        "status",
        json!(if random.once_in(100) {
            "cancelled"
        } else {
            "scheduled"
        }),
    );
    Value::Object(made)
}

/// The lecture of the words, given in the first session.
fn lecture(words: &Value, id: &str, sessions: usize) -> Value {
    let mut lecture = words["lecture"].clone();
    match lecture.as_object_mut() {
        Some(members) if sessions > 0 => {
            members.insert("id".to_owned(), json!(id));
            members.insert("session".to_owned(), json!(format!("{id}-1")));
            lecture
        }
        _ => Value::Null,
    }
}

fn id_of(venue: Option<&&Value>) -> Value {
    venue.map_or(Value::Null, |venue| venue["id"].clone())
}

fn day(source: &Year, month: usize, day: usize) -> String {
    format!("{:04}-{month:02}-{day:02}", source.year)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;
