//! City time. A city's events happen at +08:00 whatever zone the phone is in.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike};

/// A point in time with its offset.
pub type Moment = DateTime<FixedOffset>;

/// China Standard Time. It has had no daylight saving since 1991.
pub fn city() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours are a valid offset")
}

/// The calendar day in the city on which `moment` falls.
pub fn day_of(moment: &Moment) -> NaiveDate {
    moment.with_timezone(&city()).date_naive()
}

/// Seconds of the city's clock since 1970: what a moment's day and hour are worked out from.
pub fn clock_seconds(moment: &Moment) -> i64 {
    moment.timestamp() + i64::from(city().local_minus_utc())
}

/// A day and a wall-clock time in the city as a moment.
pub fn at(day: NaiveDate, time: NaiveTime) -> Moment {
    city()
        .from_local_datetime(&day.and_time(time))
        .single()
        .expect("a fixed offset has no gaps")
}

/// Milliseconds since 1970 (as a browser's clock gives) as a moment in the city.
pub fn from_millis(millis: f64) -> Moment {
    DateTime::from_timestamp_millis(millis as i64)
        .unwrap_or_default()
        .with_timezone(&city())
}

/// Wall-clock time in the city, `09:30`.
pub fn clock(moment: &Moment) -> String {
    let local = moment.with_timezone(&city());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `2023-09-17`, without the weight of a format engine.
pub fn iso_day(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// RFC 3339 in the city's time, without the weight of a format engine.
pub fn write(moment: &Moment) -> String {
    let local = moment.with_timezone(&city());
    let mut out = iso_day(local.date_naive());
    out.push('T');
    out.push_str(&clock(moment));
    out.push(':');
    let second = local.second() as u8;
    out.push(char::from(b'0' + second / 10));
    out.push(char::from(b'0' + second % 10));
    out.push_str("+08:00");
    out
}

/// Reads a time with its offset, RFC 3339: `2023-09-17T09:30:00+08:00`, with seconds and their fraction or without.
/// chrono's own reader brings a whole format engine, 6 kB of the wasm.
pub fn parse(text: &str) -> Option<Moment> {
    match kepu_json::stamp(text) {
        Some(stamp) => {
            let day = NaiveDate::from_ymd_opt(stamp.year, stamp.month, stamp.day)?;
            let time = NaiveTime::from_num_seconds_from_midnight_opt(stamp.second, 0)?;
            let local = day.and_time(time);
            let offset = FixedOffset::east_opt(stamp.offset)?;
            offset.from_local_datetime(&local).single()
        }
        None => parse_any(text),
    }
}

/// The same, form by form.
fn parse_any(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = parse_day(day)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, 0),
        None => {
            let at = rest.rfind(['+', '-'])?;
            let (clock, offset) = rest.split_at(at);
            let (sign, offset) = offset.split_at_checked(1)?;
            let seconds = i32::try_from(parse_clock(offset)?.num_seconds_from_midnight()).ok()?;
            (clock, if sign == "-" { -seconds } else { seconds })
        }
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (minutes, seconds) = match whole.split_at_checked(5)? {
        (minutes, "") => (minutes, 0),
        (minutes, seconds) => (minutes, number(seconds.strip_prefix(':')?)?),
    };
    // A leap second is the second before it: nothing of a programme happens in it.
    let time = parse_clock(minutes)?.with_second(if seconds == 60 { 59 } else { seconds })?;
    FixedOffset::east_opt(offset)?
        .from_local_datetime(&day.and_time(time))
        .single()
}

/// Digits alone; Rust's own reader also takes a sign.
fn number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| {
        text.bytes()
            .fold(0, |sum, b| sum * 10 + u32::from(b - b'0'))
    })
}

/// Reads `2023-09-17`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let mut part = || number(parts.next()?);
    NaiveDate::from_ymd_opt(i32::try_from(part()?).ok()?, part()?, part()?)
}

/// Reads `09:30`.
pub fn parse_clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
}

/// The part of the day in which something starts: before 12, before 18, after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
}

impl PartOfDay {
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    pub fn of(moment: &Moment) -> Self {
        match clock_seconds(moment).rem_euclid(86_400) / 3600 {
            0..=11 => Self::Morning,
            12..=17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Self::Morning => "am",
            Self::Afternoon => "pm",
            Self::Evening => "eve",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_another_zone_falls_on_the_citys_day() {
        let moment = DateTime::parse_from_rfc3339("2023-09-16T17:30:00+00:00").unwrap();
        assert_eq!(iso_day(day_of(&moment)), "2023-09-17");
        assert_eq!(clock(&moment), "01:30");
        assert_eq!(PartOfDay::of(&moment), PartOfDay::Morning);
    }

    #[test]
    fn times_are_read_as_chrono_reads_them() {
        for good in [
            "2023-09-17T09:30:00+08:00",
            "2023-09-17T01:30:00Z",
            "2024-02-29T23:59:59.123-05:30",
            "2023-09-17t09:30:00z",
        ] {
            let chrono = DateTime::parse_from_rfc3339(good).unwrap();
            let mine = parse(good).unwrap();
            assert_eq!(mine.timestamp(), chrono.timestamp(), "{good}");
            assert_eq!(mine.offset(), chrono.offset(), "{good}");
        }
        for bad in [
            "",
            "2023-09-17",
            "2023-09-17T",
            "2023-09-17T09:30:00",
            "2023-09-17T25:00:00Z",
            "2023-13-17T09:30:00Z",
            "2023-09-17T09:30:00+99:00",
            "2023-09-17T09:30:00.x+08:00",
            "2023-09-17T-9:30:00Z",
            "2023-09-1七T09:30:00Z",
            "+262142-12-31T23:59:59+08:00",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in ".{0,40}") {
            let _ = parse(&text);
            let _ = parse(&format!("2023-09-17T{text}"));
        }

        #[test]
        fn the_usual_form_is_read_as_any_other(text in "(20[0-9]{2}|[0-9]{4})-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|z|[+-][0-2][0-9]:[0-6][0-9]|\\+08:00)") {
            proptest::prop_assert_eq!(parse(&text), parse_any(&text));
        }
    }

    #[test]
    fn days_round_trip_and_nonsense_is_refused() {
        let day = parse_day("2024-02-29").unwrap();
        assert_eq!(iso_day(day), "2024-02-29");
        for bad in ["", "2023-02-29", "x-1-1", "2023-9", "99999999-01-01"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!(parse_clock("24:00"), None);
    }
}
