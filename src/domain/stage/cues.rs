//! Captions of what is live: a feed of sentences, each with the time of the programme at which it is said.

use crate::domain::read::{self, Read, Value, line, moment_at};
use crate::domain::time::Moment;

/// Most sentences read of one answer.
const MOST: usize = 200;
/// Longest a sentence stands, in seconds, unless another one comes.
pub const STAND_S: f64 = 8.0;

#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// Grows with every sentence of a lecture.
    pub seq: u64,
    pub at: Moment,
    pub text: String,
}

impl Read for Cue {
    fn read(value: Value) -> Option<Self> {
        let text = line(value, "text");
        Some(Self {
            seq: value.get("seq").as_u64()?,
            at: moment_at(value, "at")?,
            text: Some(text).filter(|text| !text.is_empty())?,
        })
    }
}

/// The sentences of an answer that come after `after`, in their order; nothing where it is no answer.
pub fn feed(raw: &str, after: Option<u64>) -> Option<Vec<Cue>> {
    let document = read::document(raw)?;
    let list = document.root().get("cues");
    if list.is_null() || list.as_str().is_some() {
        return None;
    }
    let mut cues = read::list(list, MOST, &mut Cue::read);
    cues.retain(|cue| after.is_none_or(|after| cue.seq > after));
    cues.sort_by_key(|cue| cue.seq);
    cues.dedup_by_key(|cue| cue.seq);
    Some(cues)
}

/// Where a sentence stands on the player's own time line, in seconds from `began`, the time of the programme in
/// milliseconds at its second 0. One that is over already stands for as long as it takes to read it, from `now` on.
pub fn place(at: &Moment, began: f64, now: f64) -> (f64, f64) {
    let start = (at.timestamp_millis() as f64 - began) / 1_000.0;
    let start = if start + STAND_S <= now { now } else { start };
    (start.max(0.0), start.max(0.0) + STAND_S)
}

/// A sentence as a text of WebVTT, in which some letters are marks.
pub fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = r#"{"cues":[
        {"seq":3,"at":"2023-09-18T19:30:10+08:00","text":"丙"},
        {"seq":2,"at":"2023-09-18T19:30:05.500+08:00","text":"乙"},
        {"seq":3,"at":"2023-09-18T19:30:10+08:00","text":"丙"},
        {"seq":1,"at":"x","text":"甲"},{"seq":4,"at":"2023-09-18T19:30:12+08:00"},7]}"#;

    #[test]
    fn a_feed_is_read_in_order_and_once() {
        let texts = |after| -> Vec<String> {
            let cues = feed(RAW, after).unwrap();
            cues.into_iter().map(|cue| cue.text).collect()
        };
        assert_eq!(texts(None), ["乙", "丙"]);
        assert_eq!(texts(Some(2)), ["丙"]);
        assert_eq!(feed("<!doctype html>", None), None);
        assert_eq!(feed(r#"{"cues":"none"}"#, None), None);
        assert_eq!(feed(r#"{"cues":[]}"#, None), Some(vec![]));
    }

    #[test]
    fn a_sentence_stands_where_it_is_said() {
        let cue = &feed(RAW, None).unwrap()[0];
        let began = cue.at.timestamp_millis() as f64 - 20_000.0;
        assert_eq!(place(&cue.at, began, 15.0), (20.0, 28.0));
        assert_eq!(place(&cue.at, began, 27.0), (20.0, 28.0));
        assert_eq!(place(&cue.at, began, 40.0), (40.0, 48.0), "late, but shown");
        assert_eq!(place(&cue.at, began + 60_000.0, 0.0), (0.0, 8.0));
        assert_eq!(plain("1 < 2 & <b>"), "1 &lt; 2 &amp; &lt;b>");
    }
}
