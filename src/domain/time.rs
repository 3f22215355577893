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

/// Reads `2023-09-17`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Reads `09:30`.
pub fn parse_clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
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
        match moment.with_timezone(&city()).hour() {
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
    fn days_round_trip_and_nonsense_is_refused() {
        let day = parse_day("2024-02-29").unwrap();
        assert_eq!(iso_day(day), "2024-02-29");
        for bad in ["", "2023-02-29", "x-1-1", "2023-9", "99999999-01-01"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!(parse_clock("24:00"), None);
    }
}
