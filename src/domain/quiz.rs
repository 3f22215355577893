//! A quiz (知识竞赛): its questions, how an answer is judged, in what order the options stand, the best result.
//!
//! The file is foreign: a question that cannot be answered is left out and counted.

use super::many::Many;
use super::read::{self, Read, Value, line, needed, paragraphs, url};
use super::registration::Randomness;
use super::safe_url::SafeUrl;
use crate::text;

/// Most options of a question, most questions of a quiz.
const OPTIONS_MAX: usize = 8;
const QUESTIONS_MAX: usize = 60;
/// Largest file read, in bytes.
pub const BYTES_MAX: usize = 200_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub text: String,
    pub picture: Option<SafeUrl>,
    /// What the picture shows.
    pub alt: String,
    pub options: Vec<String>,
    /// The right options, by their places; one at least.
    pub right: Vec<usize>,
    /// Whether several may be ticked.
    pub several: bool,
    pub explain: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Quiz {
    pub title: String,
    pub intro: String,
    /// Where the facts are from.
    pub source: String,
    pub questions: Vec<Question>,
    /// Questions that could not be read.
    pub skipped: usize,
}

/// The address of the quiz in an activity's record.
pub fn address(record: Value) -> Option<SafeUrl> {
    url(record, "quiz")
}

/// Reads the file; nothing if it is none, or has no question that can be asked.
pub fn decode(raw: &str) -> Option<Quiz> {
    if raw.len() > BYTES_MAX {
        return None;
    }
    let document = read::document(raw)?;
    let value = document.root();
    let mut questions = Many::<Question>::read(value, "questions");
    questions.items.truncate(QUESTIONS_MAX);
    (!questions.is_empty()).then(|| Quiz {
        title: line(value, "title"),
        intro: paragraphs(value, "intro"),
        source: line(value, "source"),
        skipped: questions.skipped,
        questions: questions.items,
    })
}

impl Read for Question {
    /// It has a text, two options at least, all different, and right ones among them.
    fn read(value: Value) -> Option<Self> {
        let list = value.get("options");
        let options = read::lines(value, "options");
        let whole = options.len() == list.items().len();
        let twice = |at: usize| options[..at].contains(&options[at]);
        if !whole || !(2..=OPTIONS_MAX).contains(&options.len()) || (0..options.len()).any(twice) {
            return None;
        }
        let answer = value.get("answer");
        let place = |value: Value| {
            let place = value.as_u64()?.try_into().ok()?;
            (place < options.len()).then_some(place)
        };
        let several = answer.items().len() > 0;
        let mut right = match several {
            true => read::list(answer, OPTIONS_MAX, &mut |one| place(one)),
            false => vec![place(answer)?],
        };
        if several && right.len() != answer.items().len() {
            return None;
        }
        right.sort_unstable();
        right.dedup();
        Some(Self {
            text: needed(value, "text")?,
            picture: url(value, "picture"),
            alt: line(value, "alt"),
            options,
            right,
            several,
            explain: paragraphs(value, "explain"),
        })
    }
}

impl Question {
    /// Whether these options, by their places in any order, are the right ones: all of them and no other.
    pub fn is_right(&self, chosen: &[usize]) -> bool {
        chosen.len() == self.right.len() && self.right.iter().all(|one| chosen.contains(one))
    }
}

/// The places of `count` options in an order drawn by lot.
pub fn shuffled(count: usize, random: &mut dyn Randomness) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        let other = (random.next_u64() % (at as u64 + 1)) as usize;
        order.swap(at, other);
    }
    order
}

/// A result: right answers of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    pub right: usize,
    pub of: usize,
}

impl Score {
    /// As it is kept on the device.
    pub fn write(self) -> String {
        text!("1 ", &self.right.to_string(), " ", &self.of.to_string())
    }

    /// What was kept; nothing for what is none.
    pub fn read(kept: &str) -> Option<Self> {
        let mut parts = kept.strip_prefix("1 ")?.split(' ').map(str::parse);
        let (right, of) = (parts.next()?.ok()?, parts.next()?.ok()?);
        (right <= of && (1..=QUESTIONS_MAX).contains(&of)).then_some(Self { right, of })
    }

    /// Whether this is better than another; a quiz that has changed since begins anew.
    pub fn beats(self, other: Option<Self>) -> bool {
        other.is_none_or(|other| other.of != self.of || self.right > other.right)
    }
}

#[cfg(test)]
#[path = "quiz_tests.rs"]
mod tests;
