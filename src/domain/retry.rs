//! When to try again: what the server asks for, else full jitter.

use super::registration::Randomness;
use super::time::{self, Moment};
use chrono::{NaiveDate, NaiveTime};

/// Shortest and longest wait a server can ask for, in milliseconds.
pub const ASKED_MIN: i64 = 1_000;
pub const ASKED_MAX: i64 = 600_000;

/// First and longest ceiling of our own waits, in milliseconds.
const BASE: u64 = 1_000;
const CAP: u64 = 60_000;

/// Tries before a person has to ask for another one.
pub const TRIES: u32 = 6;

/// The wait in milliseconds that a `Retry-After` header asks for, between a
/// second and ten minutes; nothing if it cannot be understood. `now` is the
/// server's time in milliseconds since 1970, for the form with a date.
pub fn retry_after(header: &str, now: i64) -> Option<i64> {
    let header = header.trim();
    let wait = match seconds(header) {
        Some(seconds) => seconds.saturating_mul(1_000),
        None => http_date(header)?.timestamp_millis().saturating_sub(now),
    };
    Some(wait.clamp(ASKED_MIN, ASKED_MAX))
}

/// The pause before looking once more, in milliseconds, after one of `pause` in which nothing happened: twice as
/// long, at most [`ASKED_MAX`].
pub fn slower(pause: i64) -> i64 {
    pause.saturating_mul(2).min(ASKED_MAX)
}

/// Whole seconds; a fraction is cut off, an exponent is more than anyone waits.
fn seconds(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '\u{2212}']);
    let negative = digits.is_some();
    let digits = digits.unwrap_or(text);
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(end);
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let large = rest.strip_prefix(['e', 'E']).is_some_and(|power| {
        let power = power.strip_prefix('+').unwrap_or(power);
        !power.is_empty() && plain(power)
    });
    let fraction = rest.is_empty() || rest.strip_prefix('.').is_some_and(plain);
    if whole.is_empty() || !(large || fraction) {
        return None;
    }
    if negative {
        return Some(0);
    }
    Some(if large {
        i64::MAX
    } else {
        whole.parse().unwrap_or(i64::MAX)
    })
}

/// A date of HTTP in any of its three forms (RFC 9110, 5.6.7).
///
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`.
pub fn http_date(text: &str) -> Option<Moment> {
    if text.len() > 64 {
        return None;
    }
    let (mut day, mut month, mut year, mut clock) = (None, None, None, None);
    let parts = text.split([' ', ',', '-']).filter(|part| !part.is_empty());
    for part in parts.skip(1) {
        if part.contains(':') {
            clock = Some(time_of_day(part)?);
        } else if let Ok(number) = part.parse::<u32>() {
            if day.is_none() {
                day = Some(number);
            } else if year.is_none() {
                year = Some(number);
            } else {
                return None;
            }
        } else if month.is_none() {
            month = Some(month_of(part)?);
        } else if part != "GMT" && part != "UTC" {
            return None;
        }
    }
    // Two digits of a year: this century's until the far half of it.
    let year = match year? {
        short @ 0..=69 => 2_000 + short,
        short @ 70..=99 => 1_900 + short,
        year => year,
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month?, day?)?;
    let utc = day.and_time(clock?).and_utc();
    Some(utc.with_timezone(&time::city()))
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':').map(|part| part.parse::<u32>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    // A leap second is the second before it to us.
    let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
    (second <= 60 && parts.next().is_none()).then_some(time)
}

fn month_of(name: &str) -> Option<u32> {
    let names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = names
        .find(name)
        .filter(|at| name.len() == 3 && at % 3 == 0)?;
    Some(at as u32 / 3 + 1)
}

/// Our own wait in milliseconds before try number `tries` + 1: anything
/// between nothing and the ceiling, so that a crowd comes back spread out.
pub fn backoff(tries: u32, random: &mut dyn Randomness) -> i64 {
    let ceiling = (BASE << tries.min(10)).min(CAP);
    (random.next_u64() % (ceiling + 1)) as i64
}

/// The wait a server asked for and up to a quarter more, never over the longest.
pub fn spread(asked: i64, random: &mut dyn Randomness) -> i64 {
    let asked = asked.clamp(ASKED_MIN, ASKED_MAX);
    let extra = random.next_u64() % (asked as u64 / 4 + 1);
    (asked + extra as i64).min(ASKED_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Fixed(u64);
    impl Randomness for Fixed {
        fn next_u64(&mut self) -> u64 {
            self.0
        }
    }

    const NOW: i64 = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT

    #[test]
    fn who_looks_in_vain_looks_less_often() {
        let pauses: Vec<i64> = std::iter::successors(Some(60_000), |pause| Some(slower(*pause)))
            .take(6)
            .collect();
        let minutes: Vec<i64> = pauses.iter().map(|pause| pause / 60_000).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 10, 10]);
    }

    #[test]
    fn every_form_is_honoured_or_left() {
        for (header, wait) in [
            ("5", Some(5_000)),
            (" 120 ", Some(120_000)),
            ("0", Some(1_000)),
            ("-1", Some(1_000)),
            ("−1", Some(1_000)),
            ("1e9", Some(600_000)),
            ("1000000000", Some(600_000)),
            ("99999999999999999999999", Some(600_000)),
            ("2.5", Some(2_000)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60_000)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60_000)),
            ("Sun Nov  6 08:50:37 1994", Some(60_000)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(1_000)),
            ("Sun, 06 Nov 2094 08:00:00 GMT", Some(600_000)),
            ("Sun, 31 Feb 1994 08:00:00 GMT", None),
            ("", None),
            ("soon", None),
            ("1x", None),
            ("1e", None),
            ("NaN", None),
            ("Sun, 06 Nov", None),
        ] {
            assert_eq!(retry_after(header, NOW), wait, "{header}");
        }
    }

    #[test]
    fn ceilings_double_to_a_minute() {
        let ceiling = |tries| backoff(tries, &mut Top);
        struct Top;
        impl Randomness for Top {
            fn next_u64(&mut self) -> u64 {
                // Divisible by every ceiling + 1, less one: the remainder is the ceiling.
                u64::MAX
            }
        }
        for tries in 0..80 {
            assert!(ceiling(tries) <= 60_000);
        }
        assert_eq!(backoff(0, &mut Fixed(1_000)), 1_000);
        assert_eq!(backoff(3, &mut Fixed(8_000)), 8_000);
        assert_eq!(backoff(70, &mut Fixed(60_000)), 60_000);
        assert_eq!(backoff(5, &mut Fixed(0)), 0);
    }

    proptest! {
        #[test]
        fn no_header_breaks_the_bounds(header in any::<String>(), now in any::<i64>(), seed in any::<u64>()) {
            http_date(&header);
            if let Some(wait) = retry_after(&header, now) {
                prop_assert!((ASKED_MIN..=ASKED_MAX).contains(&wait));
                prop_assert!((wait..=ASKED_MAX).contains(&spread(wait, &mut Fixed(seed))));
            }
        }
    }
}
