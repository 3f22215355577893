//! What a person is reminded of: the sessions of today and tomorrow that they mean to go to.

use super::plan::Item;
use super::registration::Status;
use super::time::{self, Moment};
use crate::text;
use chrono::Duration;

/// How long before it begins a session rings, in minutes; as the calendar file does.
const BEFORE: i64 = 60;
/// Most sessions whose ringing is remembered.
const MOST: usize = 60;

/// Which day a session is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    Today,
    Tomorrow,
}

/// Whether a person counts on it: it takes place, and a registration for it is confirmed or there is none.
fn is_meant(item: &Item) -> bool {
    let certain = match &item.registered {
        Some(registered) => registered.status == Status::Confirmed && !registered.unsent,
        None => true,
    };
    certain && !item.over && !item.is_off()
}

/// The day on which to remind of it, if it is today or tomorrow. What began on another day was reminded of then.
pub fn day(item: &Item, now: &Moment) -> Option<Day> {
    let today = time::day_of(now);
    match (time::day_of(&item.at.start) - today).num_days() {
        _ if !is_meant(item) => None,
        0 => Some(Day::Today),
        1 => Some(Day::Tomorrow),
        _ => None,
    }
}

/// Whether it rings now: an hour before it begins, until it begins. A day on which one comes and goes rings never.
pub fn rings(item: &Item, now: &Moment) -> bool {
    let start = item.at.start;
    let from = start - Duration::minutes(BEFORE);
    is_meant(item) && !item.at.session.contains('@') && (from..start).contains(now)
}

/// What is remembered of a session that rang; at another time it rings again.
pub fn mark(item: &Item) -> String {
    text!(
        &item.at.session,
        "@",
        &item.at.start.timestamp().to_string()
    )
}

/// Whether it rang already. `told` is what was remembered, a line each.
pub fn has_rung(told: &str, mark: &str) -> bool {
    told.lines().any(|line| line == mark)
}

/// What is remembered once this rang as well.
pub fn remember(told: &str, mark: &str) -> String {
    let known: Vec<&str> = told.lines().collect();
    let from = (known.len() + 1).saturating_sub(MOST);
    let mut lines = known[from..].to_vec();
    lines.push(mark);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{Registered, Standing};
    use crate::domain::receipt::Snapshot;

    fn moment(text: &str) -> Moment {
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn item(start: &str, status: Option<Status>) -> Item {
        let start = moment(start);
        Item {
            at: Snapshot {
                session: "s-1".into(),
                activity: "a".into(),
                title: "走进气象观测场".into(),
                place: "观测场".into(),
                start,
                end: start + Duration::minutes(90),
            },
            entry: None,
            standing: Standing::AsNoted,
            loose: false,
            unbooked: false,
            registered: status.map(|status| Registered {
                id: "r".into(),
                status,
                unsent: false,
            }),
            over: false,
        }
    }

    const NINE: &str = "2023-09-17T09:00:00+08:00";

    #[test]
    fn today_and_tomorrow_are_the_citys_days() {
        let nine = item(NINE, Some(Status::Confirmed));
        for (now, expected) in [
            ("2023-09-17T00:00:00+08:00", Some(Day::Today)),
            ("2023-09-16T16:30:00Z", Some(Day::Today)),
            ("2023-09-16T23:59:00+08:00", Some(Day::Tomorrow)),
            ("2023-09-16T00:00:00+08:00", Some(Day::Tomorrow)),
            ("2023-09-15T23:59:00+08:00", None),
            ("2023-09-18T00:00:00+08:00", None),
        ] {
            assert_eq!(day(&nine, &moment(now)), expected, "{now}");
        }
    }

    #[test]
    fn nobody_is_sent_to_what_is_uncertain_off_or_over() {
        let now = moment("2023-09-17T08:30:00+08:00");
        let reminds = |item: &Item| (day(item, &now).is_some(), rings(item, &now));
        assert_eq!(reminds(&item(NINE, None)), (true, true), "planned");
        for status in [
            Status::Waitlisted,
            Status::Pending,
            Status::Offered,
            Status::Cancelled,
        ] {
            assert_eq!(
                reminds(&item(NINE, Some(status))),
                (false, false),
                "{status:?}"
            );
        }
        for standing in [Standing::Cancelled, Standing::Postponed, Standing::Gone] {
            let mut off = item(NINE, Some(Status::Confirmed));
            off.standing = standing;
            assert_eq!(reminds(&off), (false, false), "{standing:?}");
        }
        let mut over = item(NINE, None);
        over.over = true;
        assert_eq!(reminds(&over), (false, false));
        let mut unsent = item(NINE, Some(Status::Confirmed));
        unsent.registered.as_mut().unwrap().unsent = true;
        assert_eq!(reminds(&unsent), (false, false));
    }

    #[test]
    fn it_rings_in_the_hour_before_and_not_on_open_days() {
        let nine = item(NINE, None);
        for (now, expected) in [
            ("2023-09-17T07:59:59+08:00", false),
            ("2023-09-17T08:00:00+08:00", true),
            ("2023-09-17T08:59:59+08:00", true),
            ("2023-09-17T09:00:00+08:00", false),
        ] {
            assert_eq!(rings(&nine, &moment(now)), expected, "{now}");
        }
        let mut open = nine;
        open.at.session = "show@2023-09-17".into();
        assert!(!rings(&open, &moment("2023-09-17T08:30:00+08:00")));
    }

    #[test]
    fn it_rings_once_for_each_time() {
        let nine = item(NINE, None);
        let told = remember("", &mark(&nine));
        assert!(has_rung(&told, &mark(&nine)));
        assert!(!has_rung("", &mark(&nine)));
        let moved = item("2023-09-17T10:00:00+08:00", None);
        assert!(!has_rung(&told, &mark(&moved)), "at another time");
        let mut told = String::new();
        for at in 0..100 {
            told = remember(&told, &at.to_string());
        }
        assert_eq!(told.lines().count(), MOST);
        assert!(has_rung(&told, "99") && !has_rung(&told, "39"));
    }
}
