//! When a screen is bright, and when it is night for it.

use crate::domain::time::{Moment, clock_seconds};

/// For a screen that is always bright: when hardly anybody looks, in minutes of the day.
const SMALL_HOURS: (u32, u32) = (2 * 60, 5 * 60);

/// The minute of the city's day.
pub fn minute(now: &Moment) -> u32 {
    (clock_seconds(now).rem_euclid(86_400) / 60) as u32
}

/// Whether a minute lies between two others; they may have midnight between them.
fn within((from, to): (u32, u32), minute: u32) -> bool {
    if from <= to {
        (from..to).contains(&minute)
    } else {
        minute >= from || minute < to
    }
}

/// Whether a screen with these hours is bright now.
pub fn is_bright(hours: Option<(u32, u32)>, now: &Moment) -> bool {
    hours.is_none_or(|hours| within(hours, minute(now)))
}

/// Whether it is night for it: nobody would see it begin anew.
pub fn is_night(hours: Option<(u32, u32)>, now: &Moment) -> bool {
    match hours {
        Some(hours) => !within(hours, minute(now)),
        None => within(SMALL_HOURS, minute(now)),
    }
}

/// A minute of the day as a clock shows it, `08:30`.
pub fn clock(minute: u32) -> String {
    let two = |n: u32| {
        let tens = char::from(b'0' + (n / 10 % 10) as u8);
        let ones = char::from(b'0' + (n % 10) as u8);
        [tens, ones].into_iter().collect::<String>()
    };
    [two(minute / 60), two(minute % 60)].join(":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse;

    fn at(clock: &str) -> Moment {
        parse(&format!("2023-09-17T{clock}:00+08:00")).unwrap()
    }

    #[test]
    fn a_screen_is_bright_in_its_hours() {
        let day = Some((8 * 60 + 30, 17 * 60 + 30));
        for (clock, bright) in [
            ("08:29", false),
            ("08:30", true),
            ("17:29", true),
            ("17:30", false),
        ] {
            assert_eq!(is_bright(day, &at(clock)), bright, "{clock}");
            assert_eq!(is_night(day, &at(clock)), !bright, "{clock}");
        }
        let late = Some((18 * 60, 60));
        for (clock, bright) in [
            ("17:59", false),
            ("23:59", true),
            ("00:30", true),
            ("01:00", false),
        ] {
            assert_eq!(is_bright(late, &at(clock)), bright, "{clock}");
        }
        // In another zone it is the city's clock that counts.
        assert!(is_bright(day, &parse("2023-09-17T00:30:00+00:00").unwrap()));
    }

    #[test]
    fn one_that_is_always_bright_has_its_night_too() {
        assert!(is_bright(None, &at("03:00")));
        assert!(is_night(None, &at("03:00")));
        assert!(!is_night(None, &at("12:00")));
        assert_eq!(
            (clock(0), clock(1439), clock(510)),
            ("00:00".into(), "23:59".into(), "08:30".into())
        );
    }
}
