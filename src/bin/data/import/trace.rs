//! A year's records as cells, and what no cell can hold: kept in a column of its own, and put back where the clerk has
//! not changed the cells that stand for it.

use super::build::{Builder, Built};
use super::headings::Cells;
use super::members::Record;
use super::plain::paragraphs;
use super::venues::Venues;
use super::vocabulary::{Terms, Vocabulary};
use kepu_day::domain::time::{city, parse};
use kepu_day::words::import as words;
use kepu_day::words::sheet::{BOOKING, KINDS, NO_BOOKING, STATUSES, WEEKDAYS, WHO};
use kepu_day::words::table::Column;
use serde_json::Value;

/// A row as it was read.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    pub cells: Cells,
    /// What [`Column::Kept`] holds: `activity`, `session` and `opening`, each with members; null is an absent one.
    pub kept: Value,
    /// Which of its activity's sessions or opening hours the row is, if it is one.
    pub session: Option<usize>,
    pub opening: Option<usize>,
}

/// Members and the columns they are written in: of activities, sessions and opening hours.
const ACTIVITY: [(&str, &[Column]); 23] = [
    ("id", &[Column::ActivityId]),
    ("title", &[Column::Title]),
    ("summary", &[Column::Summary]),
    ("description", &[Column::Description]),
    ("kind", &[Column::Kind]),
    ("direction", &[Column::Direction]),
    ("track", &[Column::Track]),
    ("fields", &[Column::Fields]),
    ("formats", &[Column::Formats]),
    ("audiences", &[Column::Audiences]),
    ("access", &[Column::Access]),
    ("grades", &[Column::Grades]),
    ("ages", &[Column::Ages]),
    ("venue", &[Column::Venue]),
    ("online", &[Column::Online]),
    ("hosts", &[Column::Hosts]),
    ("organisers", &[Column::Organisers]),
    ("contact", &[Column::ContactName, Column::Phone]),
    ("status", &[Column::Status]),
    ("bring", &[Column::Bring]),
    ("fee", &[Column::Fee]),
    ("parent", &[Column::Parent]),
    ("sessions", &[]),
];
const SESSION: [(&str, &[Column]); 15] = [
    ("id", &[Column::SessionId]),
    ("start", &[Column::Date, Column::Start]),
    ("end", &[Column::Date, Column::End]),
    ("venue", &[Column::Venue]),
    ("label", &[Column::Label]),
    ("booking", &[Column::Booking, Column::Capacity]),
    ("capacity", &[Column::Capacity]),
    ("kinds", &[Column::Who]),
    ("party", &[Column::Party]),
    ("ratio", &[Column::Ratio]),
    ("opens", &[Column::Opens]),
    ("closes", &[Column::Closes]),
    ("waitlist", &[Column::Waitlist]),
    ("status", &[Column::SessionStatus]),
    ("note", &[Column::Note]),
];
const OPENING: [(&str, &[Column]); 7] = [
    ("from", &[Column::Date]),
    ("to", &[Column::Date]),
    ("open", &[Column::Start]),
    ("close", &[Column::End]),
    ("weekdays", &[Column::Weekdays]),
    ("venue", &[Column::Venue]),
    ("note", &[Column::Note]),
];

/// The heading of the first column of a member, for a report.
pub fn heading_of(member: &str) -> &'static str {
    let found = ACTIVITY.iter().find(|(name, _)| *name == member);
    found
        .and_then(|(_, columns)| columns.first())
        .unwrap_or(&Column::Kept)
        .heading()
}

/// What names need beside a record.
pub struct Names<'a> {
    pub vocabulary: &'a Vocabulary,
    pub venues: &'a Venues,
}

fn text<'a>(record: &'a Record, member: &str) -> &'a str {
    record
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn list(value: Option<&Value>, name: impl Fn(&str) -> String) -> String {
    let all = value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    all.map(name).collect::<Vec<_>>().join("、")
}

fn word(list: &[(&str, &[&str])], id: &str) -> String {
    let found = list.iter().find(|(known, _)| *known == id);
    found.map_or(String::new(), |(_, words)| words[0].to_owned())
}

fn range(value: Option<&Value>, unit: &str) -> String {
    let bound = |member: &str| value.and_then(|value| value[member].as_u64());
    match (bound("from"), bound("to")) {
        (Some(from), Some(to)) if from == to => format!("{from}{unit}"),
        (Some(from), Some(to)) => format!("{from}-{to}{unit}"),
        (Some(from), None) => format!("{from}{unit}以上"),
        (None, Some(to)) => format!("{to}{unit}以下"),
        (None, None) => String::new(),
    }
}

/// The cells of an activity, on its first row.
pub fn activity_cells(record: &Record, names: &Names) -> Cells {
    let term = |terms: &Terms, id: &str| terms.name(id).unwrap_or(id).to_owned();
    let mut cells = Cells::new();
    let words = names.vocabulary;
    let mut put = |column: Column, text: String| drop(cells.insert(column, text));
    put(Column::Title, text(record, "title").to_owned());
    put(Column::Summary, text(record, "summary").to_owned());
    put(Column::Description, text(record, "description").to_owned());
    put(Column::Kind, word(&KINDS, text(record, "kind")));
    put(
        Column::Direction,
        term(&words.directions, text(record, "direction")),
    );
    put(Column::Track, term(&words.tracks, text(record, "track")));
    for (column, member, terms) in [
        (Column::Fields, "fields", &words.fields),
        (Column::Formats, "formats", &words.formats),
        (Column::Audiences, "audiences", &words.audiences),
        (Column::Access, "access", &words.access),
    ] {
        put(column, list(record.get(member), |id| term(terms, id)));
    }
    put(Column::Grades, range(record.get("grades"), "年级"));
    put(Column::Ages, range(record.get("ages"), "岁"));
    put(Column::Online, flag(record.get("online")));
    put(Column::Hosts, list(record.get("hosts"), str::to_owned));
    put(
        Column::Organisers,
        list(record.get("organisers"), str::to_owned),
    );
    let contact = |member: &str| {
        record
            .get("contact")
            .and_then(|contact| contact[member].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    put(Column::ContactName, contact("name"));
    put(Column::Phone, contact("phone"));
    put(Column::Status, word(&STATUSES, text(record, "status")));
    put(Column::Fee, text(record, "fee").to_owned());
    put(Column::Bring, text(record, "bring").to_owned());
    // By its id: a title that is changed would lose its stalls.
    put(Column::Parent, text(record, "parent").to_owned());
    cells
}

fn flag(value: Option<&Value>) -> String {
    value
        .and_then(Value::as_bool)
        .map_or("", |yes| if yes { "是" } else { "否" })
        .to_owned()
}

/// Adds the cells of a session, or of opening hours, or of neither; and what tells the activity on every row.
pub fn row_cells(
    cells: &mut Cells,
    record: &Record,
    session: Option<&Record>,
    opening: Option<&Record>,
    names: &Names,
) {
    cells.insert(Column::Title, text(record, "title").to_owned());
    cells.insert(Column::ActivityId, text(record, "id").to_owned());
    let own = session.or(opening).map_or("", |one| text(one, "venue"));
    let venue = if own.is_empty() {
        text(record, "venue")
    } else {
        own
    };
    if !venue.is_empty() {
        cells.insert(Column::Venue, names.venues.name(venue));
    }
    if let Some(session) = session {
        session_cells(cells, session);
    }
    if let Some(opening) = opening {
        let days = [text(opening, "from"), text(opening, "to")];
        cells.insert(Column::Date, days.join("至"));
        cells.insert(Column::Start, text(opening, "open").to_owned());
        cells.insert(Column::End, text(opening, "close").to_owned());
        let weekdays = opening
            .get("weekdays")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let weekdays = weekdays.filter_map(|day| {
            WEEKDAYS
                .get((day.as_u64()? as usize).checked_sub(1)?)
                .copied()
        });
        cells.insert(Column::Weekdays, weekdays.collect::<Vec<_>>().join("、"));
        cells.insert(Column::Note, text(opening, "note").to_owned());
    }
}

/// A moment as a day and an hour of the city.
fn day_and_hour(text: &str) -> Option<(String, String)> {
    let local = parse(text)?.with_timezone(&city());
    Some((
        local.format("%Y-%m-%d").to_string(),
        local.format("%H:%M").to_string(),
    ))
}

fn session_cells(cells: &mut Cells, session: &Record) {
    let mut put = |column: Column, text: String| drop(cells.insert(column, text));
    let start = day_and_hour(text(session, "start"));
    let end = day_and_hour(text(session, "end"));
    if let Some((day, hour)) = &start {
        put(Column::Date, day.clone());
        put(Column::Start, hour.clone());
    }
    if let Some((day, hour)) = end {
        let same = start.is_some_and(|start| start.0 == day);
        put(
            Column::End,
            if same { hour } else { format!("{day} {hour}") },
        );
    }
    put(Column::SessionId, text(session, "id").to_owned());
    put(Column::Label, text(session, "label").to_owned());
    put(Column::Note, text(session, "note").to_owned());
    let required = text(session, "booking") == "required";
    put(
        Column::Booking,
        if required { BOOKING } else { NO_BOOKING[0] }.to_owned(),
    );
    let number = |value: &Value| {
        value
            .as_u64()
            .map_or(String::new(), |number| number.to_string())
    };
    let member = |name: &str| session.get(name).unwrap_or(&Value::Null);
    put(Column::Capacity, number(member("capacity")));
    put(
        Column::Who,
        list(session.get("kinds"), |kind| word(&WHO, kind)),
    );
    let party = member("party");
    put(
        Column::Party,
        [number(&party["min"]), number(&party["max"])]
            .join("-")
            .trim_matches('-')
            .to_owned(),
    );
    put(Column::Ratio, number(member("ratio")));
    for (column, name) in [(Column::Opens, "opens"), (Column::Closes, "closes")] {
        put(
            column,
            day_and_hour(text(session, name))
                .map_or(String::new(), |(day, hour)| format!("{day} {hour}")),
        );
    }
    put(Column::Waitlist, flag(session.get("waitlist")));
    put(
        Column::SessionStatus,
        word(&STATUSES, text(session, "status")),
    );
}

/// Puts back what the rows of each activity keep.
pub fn restore_all(builder: &mut Builder, activities: &mut [Built]) {
    if activities
        .iter()
        .all(|built| built.traces.iter().all(|trace| trace.kept.is_null()))
    {
        return;
    }
    for built in activities.iter() {
        let gone = built.traces.iter().any(|trace| !trace.kept.is_null())
            && built
                .traces
                .iter()
                .all(|trace| trace.kept.get("activity").is_none());
        if gone {
            builder.report.sheet.clone_from(&built.sheet);
            let title = text(&built.record, "title");
            builder
                .report
                .guess(built.row, Column::Title.heading(), title, words::FIRST_GONE);
        }
    }
    let names = Names {
        vocabulary: &builder.vocabulary,
        venues: &builder.venues,
    };
    for built in activities {
        restore(built, &names);
    }
}

fn restore(built: &mut Built, names: &Names) {
    let traces = std::mem::take(&mut built.traces);
    let mut whole = built.record.clone();
    for trace in &traces {
        merge(&mut whole, &trace.kept["activity"], |_| true, &ACTIVITY);
    }
    for (at, trace) in traces.iter().enumerate() {
        let one = |list: &[Record], at: Option<usize>, kept: &Value, members: Members| {
            let mut one = list.get(at?)?.clone();
            merge(&mut one, kept, |_| true, members);
            Some(one)
        };
        let session = one(
            &built.sessions,
            trace.session,
            &trace.kept["session"],
            &SESSION,
        );
        let opening = one(
            &built.opening,
            trace.opening,
            &trace.kept["opening"],
            &OPENING,
        );
        let mut cells = if at == 0 {
            activity_cells(&whole, names)
        } else {
            Cells::new()
        };
        row_cells(
            &mut cells,
            &whole,
            session.as_ref(),
            opening.as_ref(),
            names,
        );
        let same = |column: &Column| {
            let cell = |cells: &Cells| {
                cells
                    .get(column)
                    .map(|text| paragraphs(text))
                    .unwrap_or_default()
            };
            cell(&cells) == cell(&trace.cells)
        };
        merge(&mut built.record, &trace.kept["activity"], same, &ACTIVITY);
        for (list, at, name, members) in [
            (&mut built.sessions, trace.session, "session", &SESSION[..]),
            (&mut built.opening, trace.opening, "opening", &OPENING[..]),
        ] {
            if let Some(record) = at.and_then(|at| list.get_mut(at)) {
                merge(record, &trace.kept[name], same, members);
            }
        }
    }
}

type Members = &'static [(&'static str, &'static [Column])];

/// Takes each member whose columns are as they were, and each that has none.
fn merge(record: &mut Record, kept: &Value, same: impl Fn(&Column) -> bool, members: Members) {
    for (member, value) in kept.as_object().into_iter().flatten() {
        let columns = members
            .iter()
            .find(|(name, _)| name == member)
            .map_or(&[][..], |(_, columns)| columns);
        if !columns.iter().all(&same) {
            continue;
        }
        if value.is_null() && member != "sessions" && member != "opening" {
            record.remove(member);
        } else {
            record.insert(member.clone(), value.clone());
        }
    }
}
