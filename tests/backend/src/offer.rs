//! A place that came free, offered to the first who waits and fits.

use chrono::{DateTime, TimeDelta, Utc};

/// How somebody who waits gets a place that comes free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenFree {
    /// At once.
    #[default]
    Confirm,
    /// As an offer, to be accepted in time.
    Offer,
}

impl WhenFree {
    pub fn as_str(self) -> &'static str {
        match self {
            WhenFree::Confirm => "confirm",
            WhenFree::Offer => "offer",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [WhenFree::Confirm, WhenFree::Offer]
            .into_iter()
            .find(|way| way.as_str() == text)
    }
}

/// What somebody says to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Accept,
    Pass,
}

impl Choice {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "accept" => Some(Choice::Accept),
            "pass" => Some(Choice::Pass),
            _ => None,
        }
    }
}

/// The least time for an answer, while sign-up is open so long.
const LEAST: TimeDelta = TimeDelta::minutes(15);

/// When an offer made now ends: after `most`, or after a quarter of the time until sign-up closes if that is less,
/// and never after it closes. `None` when it is closed already.
pub fn until(now: DateTime<Utc>, closes: DateTime<Utc>, most: TimeDelta) -> Option<DateTime<Utc>> {
    let left = closes - now;
    (left > TimeDelta::zero()).then(|| now + (left / 4).max(LEAST).min(most).min(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_shorter_as_the_session_nears() {
        let now = DateTime::UNIX_EPOCH;
        let minutes = |closing: i64| {
            until(now, now + TimeDelta::minutes(closing), TimeDelta::hours(6))
                .map(|end| (end - now).num_minutes())
        };
        assert_eq!(minutes(10_000), Some(360));
        assert_eq!(minutes(400), Some(100));
        assert_eq!(minutes(40), Some(15));
        assert_eq!(minutes(7), Some(7));
        assert_eq!(minutes(0), None);
        assert_eq!(minutes(-5), None);
    }
}
