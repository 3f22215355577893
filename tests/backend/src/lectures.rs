//! The state of a lecture: by the clock, unless somebody says otherwise.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use crate::clock::stamp;
use crate::session::{Session, is_id, time};

/// The longest an answer is held back for news, in seconds.
pub const HOLD_S: u64 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Scheduled,
    OpenSoon,
    Live,
    Ended,
    Replay,
    Postponed,
    Cancelled,
}

/// A state somebody set.
#[derive(Clone, Debug)]
pub struct Forced {
    pub state: State,
    /// When it was set.
    pub since: DateTime<Utc>,
    /// When it is given after all, where it was put off.
    pub times: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

impl State {
    const ALL: [State; 7] = [
        State::Scheduled,
        State::OpenSoon,
        State::Live,
        State::Ended,
        State::Replay,
        State::Postponed,
        State::Cancelled,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Scheduled => "scheduled",
            State::OpenSoon => "open_soon",
            State::Live => "live",
            State::Ended => "ended",
            State::Replay => "replay",
            State::Postponed => "postponed",
            State::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A lecture with the times of its session.
pub struct Lecture {
    pub id: String,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    /// When its room opens.
    room: DateTime<Utc>,
    cancelled: bool,
    postponed: bool,
    /// When the record was last edited.
    edited: DateTime<Utc>,
    record: Value,
}

impl Lecture {
    /// The lecture of an activity; `None` when it has none, or one without a session.
    pub fn read(activity: &Value, sessions: &HashMap<String, Session>) -> Option<Self> {
        let record = activity.get("lecture")?;
        let id = record["id"].as_str().filter(|id| is_id(id))?;
        let session = sessions.get(record["session"].as_str()?)?;
        let minutes = record["room_opens_min"].as_i64().unwrap_or(10);
        let room = TimeDelta::minutes(minutes.clamp(0, 24 * 60));
        Some(Self {
            id: id.to_owned(),
            start: session.start,
            end: session.end,
            room: session.start.checked_sub_signed(room)?,
            cancelled: session.cancelled,
            postponed: session.put_off || session.postponed,
            edited: time(&activity["updated"]).unwrap_or(session.start),
            record: record.clone(),
        })
    }

    fn has(&self, role: &str) -> bool {
        crate::catalogue::list(&self.record, "sources")
            .iter()
            .any(|source| source["role"] == role)
    }

    /// The state at a moment and since when it has held.
    fn at(&self, now: DateTime<Utc>) -> (State, DateTime<Utc>) {
        if self.cancelled {
            (State::Cancelled, self.edited)
        } else if self.postponed {
            (State::Postponed, self.edited)
        } else if now < self.room {
            (State::Scheduled, self.edited)
        } else if now < self.start {
            (State::OpenSoon, self.room)
        } else if now < self.end && (self.has("live") || self.record.get("meeting").is_some()) {
            (State::Live, self.start)
        } else if now < self.end {
            // It is going on somewhere, but there is nothing to play yet.
            (State::OpenSoon, self.room)
        } else if self.has("replay") {
            (State::Replay, self.end)
        } else {
            (State::Ended, self.end)
        }
    }

    /// Whether its captions can be asked for while it is live.
    pub fn has_captions(&self) -> bool {
        self.record["live_captions"] == true
    }

    /// The state and since when it has held. `forced` is a state somebody set.
    pub fn standing(&self, now: DateTime<Utc>, forced: Option<&Forced>) -> (State, DateTime<Utc>) {
        forced.map_or_else(|| self.at(now), |forced| (forced.state, forced.since))
    }

    /// Whether questions are taken under it, as printed; nothing where there is no box for them.
    pub fn questions(&self) -> Option<bool> {
        match self.record["questions"].as_str()? {
            "open" => Some(true),
            "closed" => Some(false),
            _ => None,
        }
    }

    /// When the clock alone moves it to its next state.
    pub fn next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let moments = [self.room, self.start, self.end];
        moments.into_iter().filter(|moment| *moment > now).min()
    }

    /// The contract's answer. `forced` is a state somebody set.
    pub fn answer(&self, now: DateTime<Utc>, forced: Option<&Forced>) -> Value {
        let (state, since) = self.standing(now, forced);
        let (start, end) = forced
            .and_then(|forced| forced.times)
            .unwrap_or((self.start, self.end));
        let role = match state {
            State::Live => Some("live"),
            State::Replay => Some("replay"),
            _ => None,
        };
        let sources: Vec<&Value> = crate::catalogue::list(&self.record, "sources")
            .iter()
            .filter(|source| role.is_some_and(|role| source["role"] == role))
            .collect();
        let mut answer = Map::new();
        answer.insert("id".into(), json!(self.id));
        answer.insert("state".into(), json!(state.as_str()));
        answer.insert("start".into(), json!(stamp(start)));
        answer.insert("end".into(), json!(stamp(end)));
        answer.insert("sources".into(), json!(sources));
        let captions = self.record["captions"].as_array().cloned();
        answer.insert("captions".into(), json!(captions.unwrap_or_default()));
        for name in [
            "transcript",
            "slides",
            "meeting",
            "chapters",
            "sign",
            "live_captions",
            "note",
            "moved",
            "poster",
        ] {
            if let Some(value) = self.record.get(name) {
                answer.insert(name.into(), value.clone());
            }
        }
        answer.insert("updated".into(), json!(stamp(since)));
        Value::Object(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lecture(sources: Value) -> Lecture {
        let session = json!({"id": "s", "start": "2023-09-18T19:30:00+08:00", "end": "2023-09-18T21:00:00+08:00"});
        let activity = json!({"id": "a", "updated": "2023-09-01T08:00:00+08:00", "sessions": [session],
            "lecture": {"id": "l", "session": "s", "room_opens_min": 10, "sources": sources}});
        let session = Session::read(&activity, &session).expect("a session");
        Lecture::read(&activity, &HashMap::from([("s".to_owned(), session)])).expect("a lecture")
    }

    fn state(lecture: &Lecture, at: &str) -> String {
        let now = time(&json!(format!("2023-09-18T{at}:00+08:00"))).expect("a time");
        let answer = lecture.answer(now, None);
        format!(
            "{} {}",
            answer["state"].as_str().unwrap_or_default(),
            answer["sources"].as_array().map_or(0, Vec::len)
        )
    }

    #[test]
    fn by_the_clock() {
        let both = lecture(json!([{"role": "live"}, {"role": "replay"}, {"role": "replay"}]));
        assert_eq!(state(&both, "19:19"), "scheduled 0");
        assert_eq!(state(&both, "19:20"), "open_soon 0");
        assert_eq!(state(&both, "19:30"), "live 1");
        assert_eq!(state(&both, "20:59"), "live 1");
        assert_eq!(state(&both, "21:00"), "replay 2");
        let none = lecture(json!([]));
        assert_eq!(state(&none, "20:00"), "open_soon 0");
        assert_eq!(state(&none, "21:00"), "ended 0");
    }

    #[test]
    fn a_forced_state_wins() {
        let both = lecture(json!([{"role": "live"}, {"role": "replay"}]));
        let now = both.start;
        let mut forced = Forced {
            state: State::Cancelled,
            since: now,
            times: None,
        };
        let answer = both.answer(now, Some(&forced));
        assert_eq!(answer["state"], "cancelled");
        assert_eq!(answer["sources"], json!([]));
        let later = now + TimeDelta::days(1);
        forced.state = State::Postponed;
        forced.times = Some((later, later + TimeDelta::hours(1)));
        let answer = both.answer(now, Some(&forced));
        assert_eq!(answer["start"], stamp(later));
        assert_eq!(answer["state"], "postponed");
    }

    #[test]
    fn the_clock_moves_it_thrice() {
        let both = lecture(json!([{"role": "live"}]));
        assert_eq!(both.next(both.room - TimeDelta::hours(1)), Some(both.room));
        assert_eq!(both.next(both.room), Some(both.start));
        assert_eq!(both.next(both.start), Some(both.end));
        assert_eq!(both.next(both.end), None);
    }
}
