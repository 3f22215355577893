//! Online lectures and the states they pass through.

use super::many::Many;
use super::read::{Read, Value, line, needed, url};
use super::safe_url::SafeUrl;
use super::stamp::Stamp;
use super::time::Moment;
use chrono::Duration;

/// Where a lecture is in its life, as the server says or the clock implies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LectureState {
    Scheduled,
    OpenSoon,
    Live,
    Ended,
    Replay,
    Postponed,
    Cancelled,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceRole {
    Live,
    Replay,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    Hls,
    Mp4,
    Audio,
    Embed,
    Link,
    Other,
}

/// One way to watch or hear it. Embeds carry a provider and an id, never a URL.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub role: SourceRole,
    pub kind: SourceKind,
    pub url: Option<SafeUrl>,
    pub provider: String,
    pub reference: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    pub url: Option<SafeUrl>,
    pub lang: String,
    pub label: String,
}

/// The lecture of an activity, given in one of its sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Lecture {
    pub id: String,
    pub session: String,
    pub speaker: String,
    pub speaker_title: String,
    /// Minutes before the start at which the room opens.
    pub room_opens_min: i64,
    pub sources: Many<Source>,
    pub captions: Many<Caption>,
    /// Address of a plain text file.
    pub transcript: Option<SafeUrl>,
    pub meeting: String,
    /// The code that is told while it is given.
    pub stamp: Option<Stamp>,
    /// `open` or `closed`; empty where there is no box for questions.
    pub questions: String,
}

impl Lecture {
    pub fn has(&self, role: SourceRole) -> bool {
        self.sources.iter().any(|source| source.role == role)
    }

    /// The state the clock alone implies, for a deployment without a server.
    /// `now` is the server's time where one is known.
    pub fn state_at(&self, start: &Moment, end: &Moment, now: &Moment) -> LectureState {
        let replay = self.has(SourceRole::Replay);
        state_at(self.room_opens_min, replay, start, end, now)
    }
}

/// The state the clock implies for a lecture whose room opens so many minutes before, with a replay or without.
pub fn state_at(
    room_opens_min: i64,
    replay: bool,
    start: &Moment,
    end: &Moment,
    now: &Moment,
) -> LectureState {
    if now >= end {
        return if replay {
            LectureState::Replay
        } else {
            LectureState::Ended
        };
    }
    if now >= start {
        return LectureState::Live;
    }
    if *now >= *start - Duration::minutes(room_opens_min.clamp(0, 24 * 60)) {
        LectureState::OpenSoon
    } else {
        LectureState::Scheduled
    }
}

impl LectureState {
    pub fn from_id(id: &str) -> Self {
        match id {
            "scheduled" => Self::Scheduled,
            "open_soon" => Self::OpenSoon,
            "live" => Self::Live,
            "ended" => Self::Ended,
            "replay" => Self::Replay,
            "postponed" => Self::Postponed,
            "cancelled" => Self::Cancelled,
            _ => Self::Other,
        }
    }
}

impl Read for Source {
    /// Without a role and a kind it is none; unknown ones are another's.
    fn read(value: Value) -> Option<Self> {
        let role = match value.get("role").as_str()? {
            "live" => SourceRole::Live,
            "replay" => SourceRole::Replay,
            _ => SourceRole::Other,
        };
        Self::of(value, role)
    }
}

impl Source {
    /// A source of which is known what it is for; without a kind it is none.
    pub fn of(value: Value, role: SourceRole) -> Option<Self> {
        Some(Self {
            role,
            kind: match value.get("kind").as_str()? {
                "hls" => SourceKind::Hls,
                "mp4" => SourceKind::Mp4,
                "audio" => SourceKind::Audio,
                "embed" => SourceKind::Embed,
                "link" => SourceKind::Link,
                _ => SourceKind::Other,
            },
            url: url(value, "url"),
            provider: line(value, "provider"),
            reference: line(value, "ref"),
            title: line(value, "title"),
        })
    }
}

impl Read for Caption {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            url: url(value, "url"),
            lang: line(value, "lang"),
            label: line(value, "label"),
        })
    }
}

impl Read for Lecture {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            id: needed(value, "id")?,
            session: line(value, "session"),
            speaker: line(value, "speaker"),
            speaker_title: line(value, "speaker_title"),
            room_opens_min: value.get("room_opens_min").as_i64().unwrap_or(10),
            sources: Many::read(value, "sources"),
            captions: Many::read(value, "captions"),
            transcript: url(value, "transcript"),
            meeting: line(value, "meeting"),
            stamp: Stamp::read(value.get("stamp")),
            questions: line(value, "questions"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::read;
    use chrono::DateTime;

    #[test]
    fn the_clock_moves_a_lecture_through_its_states() {
        let lecture = read::document(
            r#"{"id":"l","sources":[{"role":"live","kind":"hls","url":"media/live.m3u8"},{"role":"replay","kind":"mp4","url":"media/r.mp4"},{"role":"replay"}]}"#,
        )
        .and_then(|document| Lecture::read(document.root()))
        .unwrap();
        let at =
            |t: &str| DateTime::parse_from_rfc3339(&format!("2023-09-17T{t}:00+08:00")).unwrap();
        let (start, end) = (at("19:30"), at("20:30"));
        let state = |t| lecture.state_at(&start, &end, &at(t));
        assert_eq!(state("19:19"), LectureState::Scheduled);
        assert_eq!(state("19:20"), LectureState::OpenSoon);
        assert_eq!(state("19:30"), LectureState::Live);
        assert_eq!(state("20:30"), LectureState::Replay);
        assert_eq!(lecture.sources.skipped, 1);
    }
}
