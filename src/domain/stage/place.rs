//! Where a replay was left, and where a transcript's lines belong.

use crate::domain::text;
use crate::text;

/// Seconds from the start that are not worth going back to.
const EARLY_S: f64 = 30.0;
/// The part of the whole after which it counts as watched.
const WATCHED: f64 = 0.95;
/// Longest transcript kept, in characters.
const TRANSCRIPT_MAX: usize = 200_000;

/// What becomes of the record of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    Write(String),
    Forget,
    /// Too early to say anything.
    Leave,
}

/// What to keep of a place in a replay; both in seconds.
pub fn keep(at: f64, whole: f64) -> Keep {
    if !at.is_finite() || !whole.is_finite() || whole <= 0.0 || at < EARLY_S {
        Keep::Leave
    } else if at > whole * WATCHED {
        Keep::Forget
    } else {
        Keep::Write(text!(
            "1 ",
            &(at as u32).to_string(),
            " ",
            &(whole as u32).to_string(),
        ))
    }
}

/// The place in seconds that a record tells, if there is any sense in it.
pub fn read(raw: &str) -> Option<f64> {
    let mut parts = raw.split(' ');
    (parts.next()? == "1").then_some(())?;
    let (at, whole) = (
        parts.next()?.parse::<u32>().ok()?,
        parts.next()?.parse::<u32>().ok()?,
    );
    (f64::from(at) >= EARLY_S && f64::from(at) <= f64::from(whole) * WATCHED)
        .then_some(f64::from(at))
}

/// One paragraph of a transcript, with its second where one is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    pub at: Option<u32>,
    pub text: String,
}

/// Reads a transcript: a paragraph a line, each with `[02:15]` or `02:15` before it or nothing.
pub fn transcript(raw: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for line in text::paragraphs(raw, TRANSCRIPT_MAX).lines() {
        let line = line.trim();
        let (head, rest) = line
            .split_once([' ', '\u{3000}', '\t'])
            .unwrap_or((line, ""));
        let at = second(head.trim_start_matches('[').trim_end_matches(']'));
        let at = at.filter(|_| !rest.is_empty());
        let text = if at.is_some() { rest.trim() } else { line };
        if !text.is_empty() {
            let text = text.to_owned();
            paragraphs.push(Paragraph { at, text });
        }
    }
    paragraphs
}

/// `02:15` or `1:02:15` in seconds.
fn second(clock: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut parts = 0;
    for part in clock.split(':').take(4) {
        let digits =
            !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        let number: u32 = digits.then(|| part.parse().ok())??;
        (parts == 0 || number < 60).then_some(())?;
        total = total * 60 + number;
        parts += 1;
    }
    (2..=3).contains(&parts).then_some(total)
}

/// Where a word stands in a transcript, in bytes of its paragraph's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub paragraph: usize,
    pub from: usize,
    pub to: usize,
}

/// Every place of a word; Latin letters are found whatever their case.
pub fn find(paragraphs: &[Paragraph], word: &str) -> Vec<Hit> {
    // Keeps the length, and so the places.
    let word = word.trim().to_ascii_lowercase();
    let mut hits = Vec::new();
    if word.is_empty() {
        return hits;
    }
    for (paragraph, said) in paragraphs.iter().enumerate() {
        let text = said.text.to_ascii_lowercase();
        hits.extend(text.match_indices(&word).map(|(from, found)| Hit {
            paragraph,
            from,
            to: from + found.len(),
        }));
    }
    hits
}

/// Seconds as a player writes them: `2:15`, `1:02:15`.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}
