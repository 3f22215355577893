//! The state of a lecture, as the server says it.

use crate::domain::lecture::{Caption, LectureState, Source};
use crate::domain::many::Many;
use crate::domain::safe_url::{self, SafeUrl};
use crate::domain::time::Moment;
use serde::Deserialize;

/// `GET lectures/{id}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LectureStatus {
    pub state: LectureState,
    #[serde(default)]
    pub start: Option<Moment>,
    #[serde(default)]
    pub end: Option<Moment>,
    /// What can be played now.
    #[serde(default)]
    pub sources: Many<Source>,
    #[serde(default)]
    pub captions: Many<Caption>,
    #[serde(default, deserialize_with = "safe_url::de_optional")]
    pub transcript: Option<SafeUrl>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_state_and_a_bad_source_do_no_harm() {
        let status: LectureStatus = serde_json::from_str(
            r#"{"state":"paused","sources":[{"role":"live","kind":"hls","url":"media/a.m3u8"},{"kind":1}],"start":"2023-09-17T10:00:00+08:00"}"#,
        )
        .unwrap();
        assert_eq!(status.state, LectureState::Other);
        assert_eq!((status.sources.len(), status.sources.skipped), (1, 1));
    }
}
