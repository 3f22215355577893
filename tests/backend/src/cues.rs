//! Captions of what is live, made by the clock as the playlists are: sentences of a text, said again with every round
//! of the film.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::clock::stamp;
use crate::live;

/// Seconds back that a first question is answered, and one that comes late.
const FRESH_S: i64 = 10;
const LATE_S: i64 = 60;

/// The sentences that have been said until `now`, after the one numbered `after`; none without a text.
pub fn said(folder: &Path, now: DateTime<Utc>, after: Option<u64>) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("live.txt")).unwrap_or_default();
    let lines = lines(&text);
    match live::round(folder) {
        Some(round) => of(&lines, round, now.timestamp(), after),
        None => Vec::new(),
    }
}

/// Each line's second of the film, and its words.
fn lines(text: &str) -> Vec<(i64, &str)> {
    text.lines()
        .filter_map(|line| {
            let (second, words) = line.split_once(' ')?;
            Some((second.parse().ok()?, words.trim()))
        })
        .collect()
}

fn of(lines: &[(i64, &str)], round: i64, now: i64, after: Option<u64>) -> Vec<Value> {
    let since = now - if after.is_some() { LATE_S } else { FRESH_S };
    let mut found = Vec::new();
    for turn in since.div_euclid(round)..=now.div_euclid(round) {
        for (place, (second, words)) in lines.iter().enumerate() {
            let at = turn * round + second;
            let seq = u64::try_from(turn).unwrap_or(0) * lines.len() as u64 + place as u64;
            let new = after.is_none_or(|after| seq > after);
            if *second < round
                && (since..=now).contains(&at)
                && new
                && let Some(at) = DateTime::from_timestamp(at, 0)
            {
                found.push(json!({"seq": seq, "at": stamp(at), "text": words}));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_come_round_after_round_and_once() {
        let lines = lines("0 甲\n20 乙\nx\n50 丙\n90 never\n");
        let texts = |now, after| -> Vec<(u64, String)> {
            of(&lines, 60, now, after)
                .iter()
                .map(|cue| {
                    let text = cue["text"].as_str().unwrap_or_default();
                    (cue["seq"].as_u64().unwrap_or(0), text.to_owned())
                })
                .collect()
        };
        let pair = |seq, text: &str| (seq, text.to_owned());
        assert_eq!(texts(6_025, None), [pair(401, "乙")]);
        assert_eq!(texts(6_025, Some(401)), []);
        assert_eq!(
            texts(6_061, Some(400)),
            [pair(401, "乙"), pair(402, "丙"), pair(404, "甲")]
        );
        let at = of(&lines, 60, 6_025, None)[0]["at"].clone();
        assert_eq!(at, "1970-01-01T09:40:20+08:00");
    }
}
