//! A year put together from rows and events: those of one activity joined, what nobody wrote filled in and said.

use super::booking::stamp;
use super::members::Record;
use super::plain::key;
use super::report::Report;
use super::times::Times;
use super::trace::Trace;
use super::venues::{Place, Venues, id_of};
use super::vocabulary::Vocabulary;
use chrono::NaiveDate;
use kepu_day::domain::time::{Moment, parse_day};
use kepu_day::words::import as words;
use kepu_day::words::table::Column;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Sessions of one activity: whoever has more runs a timetable.
const MOST_SESSIONS: usize = 500;

/// What a row or an event says.
#[derive(Debug, Default)]
pub struct Draft {
    pub row: usize,
    /// Of the file itself; without one an activity is told by its title and hosts.
    pub id: Option<String>,
    pub record: Record,
    pub sessions: Vec<Record>,
    pub opening: Vec<Record>,
    pub place: Option<Place>,
    pub parent: Option<String>,
    pub trace: Option<Trace>,
}

/// An activity as far as it is known.
#[derive(Debug, Default)]
pub struct Built {
    pub row: usize,
    pub sheet: String,
    pub record: Record,
    pub sessions: Vec<Record>,
    pub opening: Vec<Record>,
    pub parent: Option<String>,
    pub traces: Vec<Trace>,
}

pub struct Builder {
    pub report: Report,
    pub vocabulary: Vocabulary,
    pub venues: Venues,
    /// First and last day.
    pub edition: Option<(NaiveDate, NaiveDate)>,
    /// Of days without one.
    pub year: i32,
    pub activities: Vec<Built>,
    /// Where each id, and each title with its hosts, stands.
    known: HashMap<String, usize>,
    titles: HashMap<String, usize>,
    /// Ids that activities of a year have already, by title and hosts, and their sessions by id and start.
    before: HashMap<String, String>,
    sessions_before: HashMap<(String, String), String>,
    source: Value,
    now: String,
}

fn text<'a>(record: &'a Record, member: &str) -> &'a str {
    record
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Two sessions that nobody could tell apart.
fn same(one: &Record, other: &Record) -> bool {
    ["start", "venue", "label"]
        .iter()
        .all(|member| one.get(*member) == other.get(*member))
}

/// What tells an activity without an id.
fn name_of(record: &Record) -> String {
    let hosts = record.get("hosts").and_then(Value::as_array);
    let hosts: Vec<String> = hosts
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(key)
        .collect();
    let title = record
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or_default();
    format!("{}|{}", key(title), hosts.join(","))
}

impl Builder {
    /// `year` gives words, places and the ids of what it has already; `file` is what is read, `now` when.
    pub fn new(year: &Value, file: &str, now: Moment) -> Self {
        let day = |name: &str| year["edition"][name].as_str().and_then(parse_day);
        let edition = day("start").zip(day("end"));
        let now = now.naive_local();
        let mut before = HashMap::new();
        let mut sessions_before = HashMap::new();
        for activity in year["activities"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
        {
            let Some(id) = activity.get("id").and_then(Value::as_str) else {
                continue;
            };
            before.insert(name_of(activity), id.to_owned());
            for session in activity
                .get("sessions")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                if let (Some(one), Some(start)) =
                    (session["id"].as_str(), session["start"].as_str())
                {
                    sessions_before.insert((id.to_owned(), start.to_owned()), one.to_owned());
                }
            }
        }
        Self {
            report: Report::default(),
            vocabulary: Vocabulary::of(year),
            venues: Venues::of(year),
            edition,
            year: edition.map_or(chrono::Datelike::year(&now), |(start, _)| {
                chrono::Datelike::year(&start)
            }),
            activities: Vec::new(),
            known: HashMap::new(),
            titles: HashMap::new(),
            before,
            sessions_before,
            source: json!({"name": words::source(file)}),
            now: stamp(now),
        }
    }

    /// The title of the activity a row without one belongs to.
    pub fn last_title(&self) -> Option<String> {
        let record = &self.activities.last()?.record;
        Some(record.get("title")?.as_str()?.to_owned())
    }

    /// Whether the row before was of this title.
    pub fn goes_on(&self, title: &str) -> bool {
        self.last_title()
            .is_some_and(|last| key(&last) == key(title))
    }

    /// Sessions at the times of a row, each with the members given.
    pub fn at(times: &Times, session: &Record) -> (Vec<Record>, Vec<Record>) {
        let sessions = times.sessions.iter().map(|(start, end)| {
            let mut one = session.clone();
            one.insert("start".into(), json!(stamp(*start)));
            one.insert("end".into(), json!(stamp(*end)));
            one
        });
        let opening = times.opening.iter().map(|hours| {
            let mut one = Record::new();
            let note = session.get("note").cloned();
            one.extend(note.map(|note| ("note".to_owned(), note)));
            for (member, day) in [("from", hours.from), ("to", hours.to)] {
                one.insert(member.into(), json!(day.format("%Y-%m-%d").to_string()));
            }
            for (member, time) in [("open", hours.open), ("close", hours.close)] {
                one.insert(member.into(), json!(time.format("%H:%M").to_string()));
            }
            one.insert("weekdays".into(), json!(hours.weekdays));
            one
        });
        (sessions.collect(), opening.collect())
    }

    /// Takes a row: to the activity it belongs to, or as a new one.
    pub fn add(&mut self, mut draft: Draft) {
        let venue = draft
            .place
            .take()
            .filter(|place| !place.name.trim().is_empty());
        let venue = venue.map(|place| {
            self.venues
                .find(&place, draft.row, &self.vocabulary, &mut self.report)
        });
        let at = self.activity_of(&mut draft);
        self.join(at, &draft, venue.as_deref());
        let built = &mut self.activities[at];
        let row = draft.row;
        let place = built
            .record
            .get("venue")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let elsewhere = venue.filter(|venue| place.as_ref() != Some(venue));
        let mut trace = draft.trace.take();
        let written = trace.is_none();
        if let Some(trace) = &mut trace {
            let one = |count: usize, from: usize| (count == 1).then_some(from);
            trace.session = one(draft.sessions.len(), built.sessions.len());
            trace.opening = one(draft.opening.len(), built.opening.len());
        }
        for (list, new) in [
            (&mut built.sessions, draft.sessions),
            (&mut built.opening, draft.opening),
        ] {
            for mut one in new {
                if list.len() >= MOST_SESSIONS {
                    self.report
                        .cell(row, Column::Date.heading(), "", words::LEFT_OUT);
                    break;
                }
                one.extend(
                    elsewhere
                        .clone()
                        .map(|venue| ("venue".to_owned(), json!(venue))),
                );
                let timed = written && one.contains_key("start");
                if timed && list.iter().any(|other| same(other, &one)) {
                    let start = text(&one, "start");
                    self.report
                        .guess(row, Column::Date.heading(), start, words::TWICE);
                }
                list.push(one);
            }
        }
        built.traces.extend(trace);
        self.report.taken += 1;
    }

    fn activity_of(&mut self, draft: &mut Draft) -> usize {
        let title = draft
            .record
            .get("title")
            .and_then(Value::as_str)
            .map(key)
            .unwrap_or_default();
        let unnamed = !draft.record.contains_key("hosts");
        let name = match &draft.id {
            Some(id) => format!("id|{id}"),
            None => name_of(&draft.record),
        };
        let found = self.known.get(&name).copied();
        // A row without hosts goes to the activity of its title; a merged cell or none was meant.
        let found = found.or_else(|| {
            self.titles
                .get(&title)
                .copied()
                .filter(|_| unnamed && draft.id.is_none())
        });
        let at = found.unwrap_or_else(|| {
            self.activities.push(Built {
                row: draft.row,
                sheet: self.report.sheet.clone(),
                ..Built::default()
            });
            self.activities.len() - 1
        });
        self.known.insert(name, at);
        self.titles.insert(title, at);
        if let Some(id) = draft.id.take() {
            draft.record.insert("id".into(), json!(id));
        }
        at
    }

    /// The first row that says something of the activity is the one that counts.
    fn join(&mut self, at: usize, draft: &Draft, venue: Option<&str>) {
        let built = &mut self.activities[at];
        for (member, value) in &draft.record {
            match built.record.get(member) {
                None => drop(built.record.insert(member.clone(), value.clone())),
                Some(first) if first == value => {}
                Some(_) => self.report.guess(
                    draft.row,
                    super::trace::heading_of(member),
                    "",
                    words::DISAGREES,
                ),
            }
        }
        if let Some(venue) = venue {
            built.record.entry("venue").or_insert(json!(venue));
        }
        built.parent = built.parent.take().or_else(|| draft.parent.clone());
    }

    /// Every activity, whole.
    pub fn finish(&mut self) -> Vec<Value> {
        let mut activities = std::mem::take(&mut self.activities);
        let mut ids = HashSet::new();
        for built in &mut activities {
            self.report.sheet.clone_from(&built.sheet);
            super::defaults::fill(self, built);
            self.identify(built, &mut ids);
        }
        super::defaults::parents(self, &mut activities);
        super::trace::restore_all(self, &mut activities);
        self.report.sheet.clear();
        self.report.activities = activities.len();
        self.report.sessions = activities.iter().map(|built| built.sessions.len()).sum();
        activities.into_iter().map(whole).collect()
    }

    /// Ids for what has none: those of the year's own activity of this name, else made of the name.
    fn identify(&self, built: &mut Built, ids: &mut HashSet<String>) {
        let name = name_of(&built.record);
        let given = built
            .record
            .get("id")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let mut id = given
            .or_else(|| self.before.get(&name).cloned())
            .unwrap_or_else(|| id_of("a", &name));
        while !ids.insert(id.clone()) {
            id = id_of("a", &id);
        }
        built.record.insert("id".into(), json!(id));
        for session in &mut built.sessions {
            let start = session
                .get("start")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            let given = session.get("id").and_then(Value::as_str).map(str::to_owned);
            let before = self
                .sessions_before
                .get(&(id.clone(), start.clone()))
                .cloned();
            let mut one = given.or(before).unwrap_or_else(|| {
                let digits: String = start
                    .chars()
                    .take(16)
                    .filter(char::is_ascii_digit)
                    .skip(4)
                    .collect();
                let stem: String = id.chars().take(50).collect();
                format!("{stem}-{digits}")
            });
            while !ids.insert(format!("s|{one}")) {
                one = id_of("s", &one);
            }
            session.insert("id".into(), json!(one));
        }
    }

    pub fn now(&self) -> &str {
        &self.now
    }

    pub fn source(&self) -> &Value {
        &self.source
    }
}

fn whole(built: Built) -> Value {
    let mut record = built.record;
    let list = |all: Vec<Record>| Value::Array(all.into_iter().map(Value::Object).collect());
    for (member, all) in [("sessions", built.sessions), ("opening", built.opening)] {
        let absent = record.get(member).is_some_and(Value::is_null) && all.is_empty();
        record.remove(member);
        if !absent {
            record.insert(member.to_owned(), list(all));
        }
    }
    Value::Object(record)
}
