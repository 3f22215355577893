//! Online lectures and the states they pass through.

use super::many::Many;
use super::safe_url::{self, SafeUrl};
use super::text;
use super::time::Moment;
use chrono::Duration;
use serde::Deserialize;

/// Where a lecture is in its life, as the server says or the clock implies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LectureState {
    Scheduled,
    OpenSoon,
    Live,
    Ended,
    Replay,
    Cancelled,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceRole {
    Live,
    Replay,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    Hls,
    Mp4,
    Audio,
    Embed,
    Link,
    #[serde(other)]
    Other,
}

/// One way to watch or hear it. Embeds carry a provider and an id, never a URL.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Source {
    pub role: SourceRole,
    pub kind: SourceKind,
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub url: Option<SafeUrl>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub provider: String,
    #[serde(default, rename = "ref", deserialize_with = "text::de_line")]
    pub reference: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Caption {
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub url: Option<SafeUrl>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub lang: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub label: String,
}

fn ten() -> i64 {
    10
}

/// The lecture of an activity, given in one of its sessions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Lecture {
    #[serde(deserialize_with = "text::de_line")]
    pub id: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub session: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub speaker: String,
    #[serde(default, deserialize_with = "text::de_line")]
    pub speaker_title: String,
    /// Minutes before the start at which the room opens.
    #[serde(default = "ten")]
    pub room_opens_min: i64,
    #[serde(default)]
    pub sources: Many<Source>,
    #[serde(default)]
    pub captions: Many<Caption>,
    /// Address of a plain text file.
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub transcript: Option<SafeUrl>,
    #[serde(default, deserialize_with = "text::de_line")]
    pub meeting: String,
}

impl Lecture {
    /// The sources of one role, in the order given.
    pub fn playable(&self, role: SourceRole) -> Vec<Source> {
        self.sources
            .iter()
            .filter(|source| source.role == role)
            .cloned()
            .collect()
    }

    /// The state the clock alone implies, for a deployment without a server.
    /// `now` is the server's time where one is known.
    pub fn state_at(&self, start: &Moment, end: &Moment, now: &Moment) -> LectureState {
        let has = |role| self.sources.iter().any(|source| source.role == role);
        if now >= end {
            return if has(SourceRole::Replay) {
                LectureState::Replay
            } else {
                LectureState::Ended
            };
        }
        if now >= start {
            return LectureState::Live;
        }
        if *now >= *start - Duration::minutes(self.room_opens_min.clamp(0, 24 * 60)) {
            LectureState::OpenSoon
        } else {
            LectureState::Scheduled
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn the_clock_moves_a_lecture_through_its_states() {
        let lecture: Lecture = serde_json::from_str(
            r#"{"id":"l","sources":[{"role":"live","kind":"hls","url":"media/live.m3u8"},{"role":"replay","kind":"mp4","url":"media/r.mp4"},{"role":"replay"}]}"#,
        )
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
