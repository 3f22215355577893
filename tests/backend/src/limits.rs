//! How often one address may do what costs something. Each instance counts for itself: behind n of them a client
//! may do up to n times as much.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::problem::{Code, Problem};

/// Searches of one address in `WINDOW_S`.
pub const SEARCHES: usize = 10;
/// Votes of one address under one lecture in `WINDOW_S`: a school that shares an address may vote at once.
pub const VOTES: usize = 600;
const WINDOW_S: i64 = 60;

type Times<K> = HashMap<K, VecDeque<DateTime<Utc>>>;
/// An address under a lecture.
type Under = (IpAddr, String);

/// Counts over a sliding minute.
#[derive(Default)]
pub struct Limits {
    searches: Mutex<Times<IpAddr>>,
    writes: Mutex<Times<IpAddr>>,
    questions: Mutex<Times<Under>>,
    votes: Mutex<Times<Under>>,
    /// Sign-ups, changes and cancellations of one address in a minute; none is no limit. A whole school or many phones
    /// of one network may share an address.
    most_writes: Option<usize>,
    /// Questions of one address under one lecture in a minute; none is no limit, of votes neither. A class or a whole
    /// school may share an address.
    most_questions: Option<usize>,
}

impl Limits {
    pub fn new(most_writes: Option<usize>, most_questions: Option<usize>) -> Self {
        Self {
            most_writes,
            most_questions,
            ..Self::default()
        }
    }

    /// Counts one search, or refuses it with 429. Refused searches do not count.
    pub fn search(&self, from: IpAddr, now: DateTime<Utc>) -> Result<(), Problem> {
        let detail = "查找太频繁，请一分钟后再试。";
        count(&self.searches, SEARCHES, from, now, detail)
    }

    /// Counts one sign-up, change or cancellation, or refuses it with 429.
    pub fn write(&self, from: IpAddr, now: DateTime<Utc>) -> Result<(), Problem> {
        match self.most_writes {
            Some(most) => count(&self.writes, most, from, now, "提交太频繁，请稍后再试。"),
            None => Ok(()),
        }
    }

    /// Counts one question, or refuses it with 429.
    pub fn ask(&self, from: IpAddr, lecture: &str, now: DateTime<Utc>) -> Result<(), Problem> {
        match self.most_questions {
            Some(most) => {
                let detail = "提问太频繁，请稍后再试。";
                count(
                    &self.questions,
                    most,
                    (from, lecture.to_owned()),
                    now,
                    detail,
                )
            }
            None => Ok(()),
        }
    }

    /// Counts one vote, given or taken back, or refuses it with 429.
    pub fn vote(&self, from: IpAddr, lecture: &str, now: DateTime<Utc>) -> Result<(), Problem> {
        match self.most_questions {
            Some(_) => {
                let detail = "点得太快了，请稍后再试。";
                count(&self.votes, VOTES, (from, lecture.to_owned()), now, detail)
            }
            None => Ok(()),
        }
    }

    pub fn clear(&self) {
        clear(&self.searches);
        clear(&self.writes);
        clear(&self.questions);
        clear(&self.votes);
    }
}

fn clear<K>(times: &Mutex<Times<K>>) {
    times.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

fn count<K: Eq + Hash>(
    all: &Mutex<Times<K>>,
    most: usize,
    from: K,
    now: DateTime<Utc>,
    detail: &str,
) -> Result<(), Problem> {
    let window = TimeDelta::seconds(WINDOW_S);
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|_, times| {
        // A clock set back by a test must not lock anybody out.
        times.retain(|time| now - *time < window && *time <= now);
        !times.is_empty()
    });
    let times = all.entry(from).or_default();
    if times.len() >= most {
        let oldest = times.front().map_or(now, |time| *time);
        let wait = (oldest + window - now).num_seconds() + 1;
        return Err(Problem {
            retry_after: Some(wait.clamp(1, WINDOW_S).unsigned_abs()),
            ..Problem::new(429, Code::RateLimited, detail)
        });
    }
    times.push_back(now);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_a_minute_for_each_address() {
        let limits = Limits::default();
        let start = DateTime::UNIX_EPOCH;
        let (one, two) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        for i in 0..10 {
            let at = start + TimeDelta::seconds(i);
            assert!(limits.search(one, at).is_ok());
        }
        let refused = limits
            .search(one, start + TimeDelta::seconds(20))
            .expect_err("11th");
        assert_eq!((refused.status, refused.retry_after), (429, Some(41)));
        assert!(limits.search(two, start + TimeDelta::seconds(20)).is_ok());
        assert!(limits.search(one, start + TimeDelta::seconds(60)).is_ok());
        assert!(limits.search(one, start + TimeDelta::seconds(60)).is_err());
    }
}
