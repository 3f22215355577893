//! The state of a lecture, as the server says it.

use crate::domain::lecture::{Caption, LectureState, Source};
use crate::domain::many::Many;
use crate::domain::read::{self, Read, Value};
use crate::domain::safe_url::SafeUrl;
use crate::domain::stage::extras::Extras;
use crate::domain::stage::word::Word;
use crate::domain::time::Moment;

/// `GET lectures/{id}`.
#[derive(Debug, Clone, PartialEq)]
pub struct LectureStatus {
    pub state: LectureState,
    pub start: Option<Moment>,
    pub end: Option<Moment>,
    /// What can be played now.
    pub sources: Many<Source>,
    pub captions: Many<Caption>,
    pub transcript: Option<SafeUrl>,
    /// Chapters, slides and what else goes with it.
    pub extras: Extras,
    /// What the host adds.
    pub word: Word,
}

/// Reads an answer; without a state it is none.
pub fn decode(raw: &str) -> Option<LectureStatus> {
    LectureStatus::read(read::document(raw)?.root())
}

impl Read for LectureStatus {
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            state: LectureState::from_id(value.get("state").as_str()?),
            start: read::moment_at(value, "start"),
            end: read::moment_at(value, "end"),
            sources: Many::read(value, "sources"),
            captions: Many::read(value, "captions"),
            transcript: read::url(value, "transcript"),
            extras: Extras::read(value),
            word: Word::read(value)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_state_and_a_bad_source_do_no_harm() {
        let status = decode(
            r#"{"state":"paused","sources":[{"role":"live","kind":"hls","url":"media/a.m3u8"},{"kind":1}],"start":"2023-09-17T10:00:00+08:00"}"#,
        )
        .unwrap();
        assert_eq!(status.state, LectureState::Other);
        assert_eq!((status.sources.len(), status.sources.skipped), (1, 1));
    }
}
