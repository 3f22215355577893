//! The demo: last year's edition, moved so that its first day is today.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, SecondsFormat, TimeDelta, Timelike};
use serde_json::{Value, json};

use crate::catalogue::list;

/// Moves every date of the edition, its sessions, opening hours and milestones by whole days,
/// and the three lecture activities of the `demo` member around `now`.
///
/// The date of the founding document, of sources and of recaps stay: they are history.
/// A document without an edition start is returned as it is.
pub fn shift(document: &Value, now: DateTime<FixedOffset>) -> Value {
    let mut shifted = document.clone();
    let Some(first) = date(&document["edition"]["start"]) else {
        return shifted;
    };
    let days = (now.date_naive() - first).num_days();
    if let Some(edition) = shifted["edition"].as_object_mut() {
        for (name, value) in edition {
            if name != "document" {
                move_dates(value, days);
            }
        }
    }
    if let Some(activities) = shifted["activities"].as_array_mut() {
        for activity in activities {
            for member in ["sessions", "opening"] {
                if let Some(value) = activity.get_mut(member) {
                    move_dates(value, days);
                }
            }
        }
    }
    stage(&mut shifted, "live", |old, _| {
        let start = minute(now) - TimeDelta::minutes(20);
        (start, start + TimeDelta::minutes(120), old)
    });
    stage(&mut shifted, "tonight", |old, length| {
        let start = tonight(now);
        (start, start + length, old)
    });
    stage(&mut shifted, "over", |old, length| {
        let end = minute(now) - TimeDelta::minutes(30);
        (end - length, end, old)
    });
    shifted["shifted"] = json!({"days": days});
    shifted
}

/// Half past seven this evening, or 45 minutes from now when that is nearer than 30 minutes or past.
fn tonight(now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let evening = now
        .date_naive()
        .and_hms_opt(19, 30, 0)
        .expect("half past seven is a time")
        .and_local_timezone(*now.offset())
        .unwrap();
    if evening - now < TimeDelta::minutes(30) {
        minute(now) + TimeDelta::minutes(45)
    } else {
        evening
    }
}

type Moment = DateTime<FixedOffset>;

/// Moves the lecture session of the activity a demo role names; `place` gives start, end and the old start.
fn stage(
    document: &mut Value,
    role: &str,
    place: impl Fn(Moment, TimeDelta) -> (Moment, Moment, Moment),
) {
    let Some(id) = document["demo"][role].as_str().map(str::to_owned) else {
        return;
    };
    let Some(activities) = document["activities"].as_array_mut() else {
        return;
    };
    let Some(activity) = activities.iter_mut().find(|activity| activity["id"] == id) else {
        return;
    };
    let wanted = activity["lecture"]["session"].clone();
    let at = list(activity, "sessions")
        .iter()
        .position(|session| session["id"] == wanted)
        .unwrap_or(0);
    let session = &mut activity["sessions"][at];
    let (Some(start), Some(end)) = (moment(&session["start"]), moment(&session["end"])) else {
        return;
    };
    let (start, end, old) = place(start, end - start);
    session["start"] = json!(write(start));
    session["end"] = json!(write(end));
    if let Some(closes) = moment(&session["closes"]) {
        session["closes"] = json!(write(closes + (start - old)));
    }
}

/// Places already taken when the demo begins: a scatter that looks like life and is the same every time.
pub fn held(session: &str, capacity: i64) -> i64 {
    // FNV-1a, then a final mix: neighbouring ids must not get neighbouring fates.
    let mut hash = session
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    hash = (hash ^ (hash >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    let fate = hash % 100;
    let spare = i64::try_from((hash >> 8) % 1000).expect("below a thousand");
    let taken = match fate {
        0..12 => capacity,
        12..27 => capacity - 1 - spare % 3,
        27..40 => capacity * (spare % 6) / 100,
        _ => capacity * (15 + spare % 70) / 100,
    };
    taken.clamp(0, capacity)
}

/// Moves every text that is a date or a time, at any depth.
fn move_dates(value: &mut Value, days: i64) {
    match value {
        Value::String(text) => {
            if let Some(moved) = moved(text, days) {
                *text = moved;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_dates(item, days)),
        Value::Object(map) => map.values_mut().for_each(|item| move_dates(item, days)),
        _ => {}
    }
}

fn moved(text: &str, days: i64) -> Option<String> {
    if text.len() == 10 {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        let count = Days::new(days.unsigned_abs());
        let date = if days < 0 {
            date.checked_sub_days(count)
        } else {
            date.checked_add_days(count)
        };
        return Some(date?.format("%Y-%m-%d").to_string());
    }
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(write(time.checked_add_signed(TimeDelta::days(days))?))
}

fn date(value: &Value) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value.as_str()?, "%Y-%m-%d").ok()
}

fn moment(value: &Value) -> Option<Moment> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok()
}

fn write(time: Moment) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// The whole minute.
fn minute(time: Moment) -> Moment {
    time.with_second(0)
        .and_then(|time| time.with_nanosecond(0))
        .unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year() -> Value {
        let lecture = |id: &str| {
            json!({"id": id, "updated": "2023-09-01T08:00:00+08:00", "source": {"date": "2023-09-14"},
                "recap": {"summary": "2023-09-20"}, "lecture": {"id": id, "session": format!("{id}-1")},
                "opening": [{"from": "2023-09-17", "to": "2023-09-23", "open": "09:00"}],
                "sessions": [{"id": format!("{id}-1"), "start": "2023-09-18T19:30:00+08:00",
                    "end": "2023-09-18T21:00:00+08:00", "opens": "2023-09-10T08:00:00+08:00",
                    "closes": "2023-09-18T19:00:00+08:00"}]})
        };
        json!({"demo": {"live": "l", "tonight": "t", "over": "o"},
            "edition": {"id": "2023", "start": "2023-09-17", "end": "2023-09-23",
                "document": {"date": "2023-09-14"}, "milestones": [{"date": "2023-08-21", "text": "八月"}]},
            "activities": [lecture("l"), lecture("t"), lecture("o"), lecture("x")]})
    }

    fn at(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(text).expect("a time")
    }

    #[test]
    fn the_first_day_is_today_and_history_stays() {
        let shifted = shift(&year(), at("2026-11-24T10:07:30+08:00"));
        assert_eq!(shifted["shifted"]["days"], 1164);
        assert_eq!(shifted["edition"]["start"], "2026-11-24");
        assert_eq!(shifted["edition"]["end"], "2026-11-30");
        assert_eq!(shifted["edition"]["milestones"][0]["date"], "2026-10-28");
        assert_eq!(shifted["edition"]["document"]["date"], "2023-09-14");
        let other = &shifted["activities"][3];
        assert_eq!(other["source"]["date"], "2023-09-14");
        assert_eq!(other["recap"]["summary"], "2023-09-20");
        assert_eq!(other["opening"][0]["from"], "2026-11-24");
        assert_eq!(other["opening"][0]["open"], "09:00");
        assert_eq!(other["sessions"][0]["start"], "2026-11-25T19:30:00+08:00");
    }

    #[test]
    fn three_lectures_stand_around_now() {
        let shifted = shift(&year(), at("2026-11-24T10:07:30+08:00"));
        let times = |i: usize| {
            let session = &shifted["activities"][i]["sessions"][0];
            [&session["start"], &session["end"], &session["closes"]]
                .map(|t| t.as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(
            times(0),
            [
                "2026-11-24T09:47:00+08:00",
                "2026-11-24T11:47:00+08:00",
                "2026-11-24T09:17:00+08:00"
            ]
        );
        assert_eq!(
            times(1),
            [
                "2026-11-24T19:30:00+08:00",
                "2026-11-24T21:00:00+08:00",
                "2026-11-24T19:00:00+08:00"
            ]
        );
        assert_eq!(
            times(2),
            [
                "2026-11-24T08:07:00+08:00",
                "2026-11-24T09:37:00+08:00",
                "2026-11-24T07:37:00+08:00"
            ]
        );
    }

    #[test]
    fn tonight_is_never_past() {
        for (now, start) in [
            ("2026-11-24T19:00:00+08:00", "2026-11-24T19:30:00+08:00"),
            ("2026-11-24T19:01:20+08:00", "2026-11-24T19:46:00+08:00"),
            ("2026-11-24T23:30:00+08:00", "2026-11-25T00:15:00+08:00"),
        ] {
            assert_eq!(write(tonight(at(now))), start);
        }
    }

    #[test]
    fn a_scatter_of_taken_places() {
        let taken: Vec<i64> = (0..1000).map(|i| held(&format!("s{i}"), 40)).collect();
        assert!(taken.iter().all(|n| (0..=40).contains(n)));
        let count = |f: &dyn Fn(i64) -> bool| taken.iter().filter(|n| f(**n)).count();
        assert!((60..200).contains(&count(&|n| n == 40)));
        assert!((80..220).contains(&count(&|n| (37..40).contains(&n))));
        assert!(count(&|n| n < 30) > 400);
        assert_eq!(held("s1", 40), held("s1", 40));
        assert_eq!(held("s1", 0), 0);
    }

    #[test]
    fn anything_else_is_left_alone() {
        for document in [
            json!(null),
            json!({"edition": 3}),
            json!({"edition": {"start": "x"}}),
        ] {
            assert_eq!(shift(&document, at("2026-11-24T10:00:00+08:00")), document);
        }
    }
}
