//! iCalendar (RFC 5545): folded lines, properties with parameters, events in days, in city time or in zones of their own.

use super::build::Builder;
use super::event::{Event, an_hour_after, id_of};
use super::plain::short;
use super::venues::Place;
use super::zones::Zones;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use kepu_day::domain::time::city;
use kepu_day::words::import as words;

/// Lines of a calendar that are read.
const MOST_LINES: usize = 2_000_000;

/// A line, unfolded: a property, its parameters, its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it begins in the file.
    pub number: usize,
    pub name: String,
    pub parameters: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value as text: `\n`, `\,`, `\;` and `\\` as what they stand for.
    fn text(&self) -> String {
        let mut out = String::new();
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                c => out.push(c),
            }
        }
        out
    }
}

/// The lines of a calendar: one that begins with a space or tab goes on with the one above.
pub fn lines(text: &str) -> Vec<Line> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.split('\n').take(MOST_LINES).enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some((_, above))) => above.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => whole.push((at + 1, line.to_owned())),
        }
    }
    whole
        .into_iter()
        .filter_map(|(number, line)| property(number, &line))
        .collect()
}

fn property(number: usize, line: &str) -> Option<Line> {
    let mut quoted = false;
    let end = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let (head, value) = (&line[..end], &line[end + 1..]);
    let mut quoted = false;
    let mut parts = head.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    let name = parts.next()?.trim().to_ascii_uppercase();
    let parameters = parts.filter_map(|part| {
        let (name, value) = part.split_once('=')?;
        Some((
            name.trim().to_ascii_uppercase(),
            value.trim().trim_matches('"').to_owned(),
        ))
    });
    Some(Line {
        number,
        name,
        parameters: parameters.collect(),
        value: value.to_owned(),
    })
}

/// Reads every event.
pub fn read(text: &str, builder: &mut Builder) {
    let lines = lines(text);
    let zones = Zones::of(&lines);
    let mut event: Option<Vec<&Line>> = None;
    let mut depth = 0_u32;
    for line in &lines {
        match (
            line.name.as_str(),
            line.value.trim().to_ascii_uppercase().as_str(),
        ) {
            ("BEGIN", "VEVENT") => (event, depth) = (Some(vec![line]), 0),
            ("END", "VEVENT") => {
                if let Some(lines) = event.take() {
                    take(&lines, &zones, builder);
                }
            }
            // What stands in an event, as an alarm, has properties of the same names.
            ("BEGIN", _) if event.is_some() => depth += 1,
            ("END", _) if event.is_some() => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(event) = &mut event {
                    event.push(line);
                }
            }
            _ => {}
        }
    }
    if let Some(first) = event.and_then(|lines| lines.first().copied()) {
        builder.report.read += 1;
        builder
            .report
            .row(first.number, words::EVENT, "", words::CUT);
    }
}

/// A moment or a day of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Day(NaiveDate),
    Moment(DateTime<FixedOffset>),
}

fn take(lines: &[&Line], zones: &Zones, builder: &mut Builder) {
    let find = |name: &str| lines.iter().find(|line| line.name == name).copied();
    let text = |name: &str| find(name).map(Line::text).unwrap_or_default();
    let row = lines.first().map_or(0, |line| line.number);
    let mut refuse = |line: Option<&Line>, why: &str| {
        builder.report.read += 1;
        let value = line.map_or(String::new(), |line| short(&line.value, 40));
        builder.report.row(
            line.map_or(row, |line| line.number),
            line.map_or(words::EVENT, |line| &line.name),
            &value,
            why,
        );
    };
    let Some(start_line) = find("DTSTART") else {
        return refuse(None, words::NO_DATE);
    };
    let start = match moment(start_line, zones) {
        Ok(start) => start,
        Err(why) => return refuse(Some(start_line), why),
    };
    let end = match find("DTEND") {
        Some(line) => match moment(line, zones) {
            Ok(end) => Some(end),
            Err(why) => return refuse(Some(line), why),
        },
        None => None,
    };
    let mut event = Event {
        row,
        title: text("SUMMARY"),
        description: text("DESCRIPTION"),
        url: text("URL"),
        ..Event::default()
    };
    event.id = find("UID").and_then(|line| id_of("c", &line.value));
    // A time that was moved alone has the same name as the others it was moved from.
    if let (Some(id), Some(line)) = (&mut event.id, find("RECURRENCE-ID")) {
        let day: String = line
            .value
            .chars()
            .filter(char::is_ascii_digit)
            .take(12)
            .collect();
        *id = format!("{id}-{day}");
    }
    event.cancelled = text("STATUS").eq_ignore_ascii_case("CANCELLED");
    event.hosts = find("ORGANIZER")
        .and_then(|line| line.parameter("CN"))
        .map(str::to_owned)
        .into_iter()
        .collect();
    let place = text("LOCATION");
    event.online = place.starts_with("http") || place.starts_with("线上");
    let point = find("GEO").and_then(|line| {
        let (north, east) = line.value.split_once(';')?;
        Some((east.trim().parse().ok()?, north.trim().parse().ok()?))
    });
    let point =
        point.filter(|(east, north): &(f64, f64)| east.abs() <= 180.0 && north.abs() <= 90.0);
    if !place.trim().is_empty() && !event.online {
        event.place = Some(Place {
            name: place,
            point,
            ..Place::default()
        });
    }
    let length = find("DURATION").and_then(|line| duration(&line.value));
    match times(start, end, length) {
        Some((times, guessed)) => {
            event.times = times;
            if let Some(why) = guessed {
                builder.report.guess(row, "DTEND", "", why);
            }
        }
        None => return refuse(find("DTEND").or(Some(start_line)), words::BAD_END),
    }
    if zones.is_floating(start_line) {
        builder
            .report
            .guess(row, "DTSTART", "", words::ZONE_GUESSED);
    }
    for name in ["RRULE", "RDATE"] {
        if let Some(line) = find(name) {
            builder
                .report
                .cell(line.number, name, &line.value, words::RECURS);
        }
    }
    event.add(builder);
}

type Times = Vec<(DateTime<FixedOffset>, DateTime<FixedOffset>)>;

/// Sessions of an event: days without hours are one a day, up to a month.
fn times(
    start: When,
    end: Option<When>,
    length: Option<Duration>,
) -> Option<(Times, Option<&'static str>)> {
    let at = |day: NaiveDate, hour: u32| {
        day.and_hms_opt(hour, 0, 0)?
            .and_local_timezone(city())
            .single()
    };
    match (start, end) {
        (When::Moment(start), Some(When::Moment(end))) => {
            (end > start).then(|| (vec![(start, end)], None))
        }
        (When::Moment(start), _) => {
            let end = length
                .and_then(|length| start.checked_add_signed(length))
                .filter(|end| *end > start);
            let guessed = end.is_none().then_some(words::NO_END);
            Some((
                vec![(start, end.or_else(|| an_hour_after(start))?)],
                guessed,
            ))
        }
        (When::Day(first), end) => {
            // The end is the day after the last.
            let after = match end {
                Some(When::Day(day)) => Some(day),
                Some(When::Moment(moment)) => moment.date_naive().succ_opt(),
                None => length.and_then(|length| first.checked_add_signed(length)),
            };
            let after = after.filter(|after| *after > first).or(first.succ_opt())?;
            let days = first.iter_days().take_while(|day| *day < after).take(31);
            let times: Option<Times> = days.map(|day| at(day, 9).zip(at(day, 17))).collect();
            Some((times?, Some(words::WHOLE_DAY)))
        }
    }
}

/// 20230917, 20230917T090000, with Z or a zone.
fn moment(line: &Line, zones: &Zones) -> Result<When, &'static str> {
    let value = line.value.trim();
    let (plain, utc) = match value.strip_suffix('Z') {
        Some(plain) => (plain, true),
        None => (value, false),
    };
    let (day, clock) = plain
        .split_once('T')
        .map_or((plain, None), |(day, clock)| (day, Some(clock)));
    let day = stamp_day(day).ok_or(words::BAD_DATE)?;
    let Some(clock) = clock else {
        return Ok(When::Day(day));
    };
    let time = stamp_clock(clock).ok_or(words::BAD_TIME)?;
    let local = day.and_time(time);
    if utc {
        return Ok(When::Moment(local.and_utc().fixed_offset()));
    }
    let offset = zones
        .offset(line.parameter("TZID"), local)
        .ok_or(words::BAD_ZONE)?;
    local
        .and_local_timezone(offset)
        .single()
        .map(When::Moment)
        .ok_or(words::BAD_TIME)
}

fn digits(text: &str, from: usize, to: usize) -> Option<u32> {
    let part = text.get(from..to)?;
    part.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| part.parse().ok())?
}

fn stamp_day(text: &str) -> Option<NaiveDate> {
    let whole = text.len() == 8;
    whole.then(|| {
        NaiveDate::from_ymd_opt(
            digits(text, 0, 4)? as i32,
            digits(text, 4, 6)?,
            digits(text, 6, 8)?,
        )
    })?
}

fn stamp_clock(text: &str) -> Option<NaiveTime> {
    let whole = text.len() == 6 || text.len() == 4;
    whole.then(|| NaiveTime::from_hms_opt(digits(text, 0, 2)?, digits(text, 2, 4)?, 0))?
}

/// 20230917T090000 as days and hours without a zone.
pub fn local(text: &str) -> Option<NaiveDateTime> {
    let (day, clock) = text.trim().split_once('T')?;
    Some(stamp_day(day)?.and_time(stamp_clock(clock.trim_end_matches('Z'))?))
}

/// P1D, PT1H30M, P1W; never longer than a month.
fn duration(text: &str) -> Option<Duration> {
    let mut minutes: i64 = 0;
    let mut number = String::new();
    for c in text
        .trim()
        .trim_start_matches('+')
        .strip_prefix('P')?
        .chars()
    {
        let unit = match c {
            '0'..='9' if number.len() < 6 => {
                number.push(c);
                continue;
            }
            'T' => continue,
            'W' => 7 * 24 * 60,
            'D' => 24 * 60,
            'H' => 60,
            'M' => 1,
            'S' => 0,
            _ => return None,
        };
        minutes += number.parse::<i64>().ok()? * unit;
        number.clear();
    }
    (0 < minutes && minutes <= 31 * 24 * 60).then(|| Duration::minutes(minutes))
}
