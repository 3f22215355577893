//! Times as other backends write them: seconds, milliseconds, local times without a zone.

use super::json::{self, Map, Value};
use crate::domain::time;
use chrono::{DateTime, FixedOffset, TimeZone, Timelike};

/// Below it a number is seconds since 1970 (until the year 5138), from it on milliseconds (since March 1973).
const MILLIS_FROM: u64 = 100_000_000_000;
/// Members of sessions and lectures that are times.
const TIMES: [&str; 9] = [
    "start",
    "end",
    "opens",
    "closes",
    "updated",
    "at",
    "registration_opens",
    "registration_closes",
    "offer_until",
];

/// An offset such as `+08:00`.
pub fn zone(raw: &str) -> Option<FixedOffset> {
    let (sign, rest) = match raw.as_bytes().first()? {
        b'+' => (1, &raw[1..]),
        b'-' => (-1, &raw[1..]),
        b'Z' if raw.len() == 1 => return FixedOffset::east_opt(0),
        _ => return None,
    };
    // `+08`, `+0800`, `+08:00`.
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let whole = match digits.len() {
        2 => [&digits, ":00"].concat(),
        4 if digits.is_ascii() => [&digits[..2], ":", &digits[2..]].concat(),
        _ => return None,
    };
    let seconds = time::parse_clock(&whole)?.num_seconds_from_midnight() as i32;
    (seconds <= 14 * 3_600).then_some(())?;
    FixedOffset::east_opt(sign * seconds)
}

/// A time in RFC 3339, if it can be one: a number by its size, a text without a zone in this one.
pub fn tidy(value: &Value, zone: FixedOffset) -> Option<String> {
    match value {
        Value::Number(_) => {
            let thousandths = json::thousandths(value)?;
            let is_seconds = thousandths.unsigned_abs() / 1_000 < MILLIS_FROM;
            of_millis(
                if is_seconds {
                    thousandths
                } else {
                    thousandths / 1_000
                },
                zone,
            )
        }
        Value::String(text) => of_text(text.trim(), zone),
        _ => None,
    }
}

pub fn of_seconds(value: &Value, zone: FixedOffset) -> Option<String> {
    of_millis(json::thousandths(value)?, zone)
}

pub fn of_number_of_millis(value: &Value, zone: FixedOffset) -> Option<String> {
    of_millis(json::thousandths(value)? / 1_000, zone)
}

fn of_millis(millis: i64, _: FixedOffset) -> Option<String> {
    DateTime::from_timestamp_millis(millis).map(|moment| time::write(&moment.fixed_offset()))
}

/// A text that is a time, with its zone or in `zone`: `2023-09-17T09:30:00+08:00`, `2023-09-17 01:30:00.000Z`,
/// `2023/9/17 9:30`, `2023-09-17 01:30:00+00`.
pub fn of_text(raw: &str, zone: FixedOffset) -> Option<String> {
    if let Some(moment) = time::parse(raw) {
        return Some(time::write(&moment));
    }
    let raw: String = raw
        .chars()
        .map(|c| if c == '/' { '-' } else { c })
        .collect();
    let (day, rest) = raw.split_once(['T', ' ']).unwrap_or((&raw, "00:00"));
    let day = time::parse_day(day)?;
    let rest = rest.trim();
    let at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(at);
    let offset = if offset.is_empty() {
        zone
    } else {
        self::zone(offset)?
    };
    let whole = clock.split('.').next()?.trim();
    let (minutes, seconds) = match whole.rsplit_once(':')? {
        (minutes, seconds) if minutes.contains(':') => (minutes, seconds.parse().ok()?),
        _ => (whole, 0),
    };
    let clock = time::parse_clock(minutes)?.with_second(seconds)?;
    let moment = offset.from_local_datetime(&day.and_time(clock)).single()?;
    Some(time::write(&moment))
}

/// Whether a text is a time as the contract has it.
fn is_tidy(raw: &str) -> bool {
    raw.contains('T') && time::parse(raw).is_some()
}

/// Writes the times of a record as the contract does, and of its sessions; answers how many had to be.
pub fn tidy_all(record: &mut Value, zone: FixedOffset) -> usize {
    match record {
        Value::Object(members) => tidy_members(members, zone),
        Value::Array(items) => items.iter_mut().map(|item| tidy_all(item, zone)).sum(),
        _ => 0,
    }
}

fn tidy_members(members: &mut Map, zone: FixedOffset) -> usize {
    let mut changed = 0;
    for (name, value) in members.iter_mut() {
        if value.is_object() || value.is_array() {
            changed += tidy_all(value, zone);
        } else if TIMES.contains(&name.as_str())
            && !is_clock_or_day(value)
            && let Some(time) = tidy(value, zone)
            && value.as_str().is_none_or(|raw| !is_tidy(raw))
        {
            *value = Value::String(time);
            changed += 1;
        }
    }
    changed
}

/// A time of day or a day alone is no moment: opening hours and the edition's dates.
fn is_clock_or_day(value: &Value) -> bool {
    value.as_str().is_some_and(|raw| raw.len() <= 10)
        // Seconds within a film: chapters, slides.
        || json::thousandths(value).is_some_and(|number| number.unsigned_abs() < 100_000_000_000 && value.is_number())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    #[test]
    fn every_form_is_one_moment() {
        let zone = zone("+08:00").unwrap();
        for raw in [
            json!(1_694_914_200),
            json!(1_694_914_200_000_i64),
            json!("2023-09-17T09:30:00+08:00"),
            json!("2023-09-17T01:30:00Z"),
            json!("2023-09-17 01:30:00+00"),
            json!("2023-09-17T09:30:00"),
            json!("2023-09-17T09:30:00.000"),
            json!("2023-09-17 09:30"),
            json!("2023/9/17 9:30"),
        ] {
            let tidy = tidy(&raw, zone).unwrap_or_default();
            assert_eq!(tidy, "2023-09-17T09:30:00+08:00", "{raw:?}");
        }
        for raw in [
            json!("tomorrow"),
            json!(null),
            json!([]),
            json!(1e300),
            json!("2023-13-01 09:00"),
        ] {
            assert_eq!(tidy(&raw, zone), None, "{raw:?}");
        }
        for raw in ["8", "+8", "+25:00", "+08:99", "", "中"] {
            assert_eq!(super::zone(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn moments_alone_are_changed() {
        let mut record = json!({
            "sessions": [{"start": 1_694_914_200, "end": "2023-09-17 11:00"}],
            "opening": [{"opens": "09:00", "closes": "17:00"}],
            "edition": {"start": "2023-09-17"},
            "chapters": [{"start": 75}], "title": "2023-09-17 09:00",
        });
        assert_eq!(tidy_all(&mut record, zone("+08:00").unwrap()), 2);
        assert_eq!(record["sessions"][0]["start"], "2023-09-17T09:30:00+08:00");
        assert_eq!(record["sessions"][0]["end"], "2023-09-17T11:00:00+08:00");
        assert_eq!(record["opening"][0]["opens"], "09:00");
        assert_eq!(record["edition"]["start"], "2023-09-17");
        assert_eq!(record["chapters"][0]["start"], json!(75));
        assert_eq!(record["title"], "2023-09-17 09:00");
    }
}
