//! Times as other backends write them: seconds, milliseconds, local times without a zone.

use super::json::{Map, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

/// Below it a number is seconds since 1970 (until the year 5138), from it on milliseconds (since March 1973).
const MILLIS_FROM: f64 = 1e11;
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
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    (hours <= 14 && minutes < 60).then_some(())?;
    FixedOffset::east_opt(sign * (hours * 3_600 + minutes * 60))
}

/// A time in RFC 3339, if it can be one: a number by its size, a text without a zone in this one.
pub fn tidy(value: &Value, zone: FixedOffset) -> Option<String> {
    match value {
        Value::Number(number) => {
            let number = number.as_f64()?;
            of_millis(
                if number.abs() < MILLIS_FROM {
                    number * 1_000.0
                } else {
                    number
                },
                zone,
            )
        }
        Value::String(text) => of_text(text.trim(), zone),
        _ => None,
    }
}

pub fn of_seconds(value: &Value, zone: FixedOffset) -> Option<String> {
    of_millis(number(value)? * 1_000.0, zone)
}

pub fn of_number_of_millis(value: &Value, zone: FixedOffset) -> Option<String> {
    of_millis(number(value)?, zone)
}

fn number(value: &Value) -> Option<f64> {
    let parsed = || value.as_str()?.trim().parse().ok();
    value.as_f64().or_else(parsed)
}

fn of_millis(millis: f64, zone: FixedOffset) -> Option<String> {
    millis.is_finite().then_some(())?;
    let moment = DateTime::from_timestamp_millis(millis as i64)?;
    Some(moment.with_timezone(&zone).to_rfc3339())
}

/// A text that is a time: with its zone as it is, without one in `zone`.
pub fn of_text(raw: &str, zone: FixedOffset) -> Option<String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(raw) {
        return Some(moment.to_rfc3339());
    }
    // `2023-09-17 09:00:00+08` and the like: a space, a short offset.
    if let Ok(moment) = DateTime::parse_from_str(raw, "%Y-%m-%d %H:%M:%S%.f%#z") {
        return Some(moment.to_rfc3339());
    }
    let plain: String = raw
        .chars()
        .map(|c| if c == '/' { '-' } else { c })
        .collect();
    let plain = plain.replacen('T', " ", 1);
    let (date, time) = plain.split_once(' ').unwrap_or((&plain, "00:00"));
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let whole = |form: &str| {
        let text = [&date.to_string(), " ", time.trim()].concat();
        NaiveDateTime::parse_from_str(&text, form).ok()
    };
    let local = whole("%Y-%m-%d %H:%M:%S%.f").or_else(|| whole("%Y-%m-%d %H:%M"))?;
    Some(local.and_local_timezone(zone).single()?.to_rfc3339())
}

/// Writes the times of a record as the contract does, and of its sessions; answers how many had to be.
pub fn tidy_all(record: &mut Value, zone: FixedOffset) -> usize {
    match record {
        Value::Object(members) => tidy_members(members, zone),
        Value::Array(items) => items.iter_mut().map(|item| tidy_all(item, zone)).sum(),
        _ => 0,
    }
}

fn tidy_members(members: &mut Map<String, Value>, zone: FixedOffset) -> usize {
    let mut changed = 0;
    for (name, value) in members {
        if value.is_object() || value.is_array() {
            changed += tidy_all(value, zone);
        } else if TIMES.contains(&name.as_str())
            && !is_clock_or_day(value)
            && let Some(time) = tidy(value, zone)
            && value
                .as_str()
                .is_none_or(|raw| DateTime::parse_from_rfc3339(raw).is_err())
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
        || value.as_f64().is_some_and(|number| number.abs() < 1e8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
            let moment = DateTime::parse_from_rfc3339(&tidy).expect("a moment");
            assert_eq!(moment.timestamp(), 1_694_914_200, "{raw}");
        }
        for raw in [
            json!("tomorrow"),
            json!(null),
            json!([]),
            json!(1e300),
            json!("2023-13-01 09:00"),
        ] {
            assert_eq!(tidy(&raw, zone), None, "{raw}");
        }
        for raw in ["8", "+8", "+25:00", "+08:99", "", "中"] {
            assert_eq!(super::zone(raw), None, "{raw}");
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
        assert_eq!(record["chapters"][0]["start"], 75);
        assert_eq!(record["title"], "2023-09-17 09:00");
    }
}
