//! Questions under a lecture: what may be asked, how the list stands, what this device knows of its own.

use super::by_id::Ids;
use super::order::order;
use super::read::{self, Read, Value, flag, id_at, line_at, list, moment_at, raw, u32_at};
use super::receipt::Restored;
use super::registration::Randomness;
use super::text;
use super::time::Moment;
use serde::Serialize;

pub mod mine;
pub use mine::{Own, Standing, Votes, is_over};

/// Longest name and longest question, in characters as a person counts them.
pub const NAME_MAX: usize = 16;
pub const TEXT_MAX: usize = 200;
/// Code points that so many characters may be made of.
const PARTS: usize = 4;
/// What is typed beyond so many code points is not looked at.
const TYPED_MAX: usize = 8_000;
/// Longest answer, in code points.
const ANSWER_MAX: usize = 1_000;
/// Most questions of one answer that are read.
const LIST_MAX: usize = 200;

/// Milliseconds between two looks at the list: while it is live, and while little happens.
const LIVE_MS: u64 = 20_000;
const QUIET_MS: u64 = 60_000;

/// What somebody asks under a lecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wording {
    pub lecture: String,
    /// Empty for who gives none.
    pub name: String,
    pub text: String,
}

/// Why it cannot be sent so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Empty,
    /// By so many characters.
    TooLong(usize),
    NameTooLong,
}

impl Wording {
    /// What was typed, as it will be shown: one line each, without what is not seen.
    pub fn typed(lecture: &str, name: &str, text: &str) -> Self {
        let tidy = |raw: &str| text::line(raw, TYPED_MAX);
        Self {
            lecture: lecture.to_owned(),
            name: tidy(name),
            text: tidy(text),
        }
    }

    pub fn fault(&self) -> Option<Fault> {
        let over = |text: &str, max: usize| {
            let parts = text.chars().count().saturating_sub(max * PARTS);
            count(text).saturating_sub(max).max(parts)
        };
        match over(&self.text, TEXT_MAX) {
            0 if self.text.is_empty() => Some(Fault::Empty),
            0 if over(&self.name, NAME_MAX) > 0 => Some(Fault::NameTooLong),
            0 => None,
            over => Some(Fault::TooLong(over)),
        }
    }

    /// The request's body. It never changes once it may have been sent.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Body<'a> {
            #[serde(skip_serializing_if = "str::is_empty")]
            name: &'a str,
            text: &'a str,
        }
        let body = Body {
            name: &self.name,
            text: &self.text,
        };
        serde_json::to_string(&body).unwrap_or_default()
    }

    /// Reads what was stored; without a lecture and a text it is none.
    pub fn from_value(value: Value) -> Option<Self> {
        Some(Self {
            lecture: id_at(value, "lecture")?,
            name: line_at(value, "name", NAME_MAX * PARTS),
            text: Some(line_at(value, "text", TEXT_MAX * PARTS)).filter(|text| !text.is_empty())?,
        })
    }
}

/// Characters as a person counts them: marks belong to the letter before them, two letters make a flag. The reference
/// backend counts alike.
pub fn count(text: &str) -> usize {
    let (mut count, mut half) = (0, false);
    for c in text.chars() {
        let flag = matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        let joins = matches!(c,
            '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}');
        if !(joins && count > 0 || flag && half) {
            count += 1;
        }
        half = flag && !half;
    }
    count
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Empty if it was given aloud.
    pub text: String,
}

/// A question that everybody sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub id: String,
    pub name: String,
    pub text: String,
    pub at: Option<Moment>,
    pub votes: u32,
    pub pinned: bool,
    pub reply: Option<Reply>,
}

impl Read for Question {
    fn read(value: Value) -> Option<Self> {
        let wording = value.get("text").as_str()?;
        let answer = value.get("answer");
        Some(Self {
            id: id_at(value, "id")?,
            name: line_at(value, "name", NAME_MAX * PARTS),
            text: Some(text::line(wording, TEXT_MAX * PARTS)).filter(|text| !text.is_empty())?,
            at: moment_at(value, "at"),
            votes: u32_at(value, "votes").unwrap_or(0),
            pinned: flag(value, "pinned"),
            reply: answer.is_object().then(|| Reply {
                text: line_at(answer, "text", ANSWER_MAX),
            }),
        })
    }
}

/// What the server says of a lecture's box.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
    /// Whether it takes questions.
    pub open: bool,
    /// How many are published; fewer may be listed.
    pub total: u32,
    /// Those that wait for an answer, in their order, then those that have one.
    pub questions: Vec<Question>,
    /// How many of them have an answer; they stand last.
    pub answered: usize,
    /// Where one's own stand, by id.
    pub mine: Vec<(String, Standing)>,
}

/// Reads an answer; without a state it is none.
pub fn decode(raw_text: &str) -> Option<Listing> {
    let document = read::document(raw_text)?;
    let value = document.root();
    let open = value.get("state").as_str()? == "open";
    let mut questions: Vec<Question> = Vec::new();
    for one in list(value.get("questions"), LIST_MAX, &mut Question::read) {
        if questions.iter().all(|known| known.id != one.id) {
            questions.push(one);
        }
    }
    let questions = arranged(questions);
    Some(Listing {
        open,
        total: u32_at(value, "total")
            .unwrap_or(0)
            .max(questions.len() as u32),
        answered: questions.iter().filter(|one| one.reply.is_some()).count(),
        questions,
        mine: list(value.get("mine"), LIST_MAX, &mut |one| {
            Some((id_at(one, "id")?, Standing::read(one)?))
        }),
    })
}

/// Those without an answer first; among them what is pinned, then by votes, then the newest.
fn arranged(questions: Vec<Question>) -> Vec<Question> {
    const ABOVE: i64 = 1 << 40;
    let key = |at: usize| {
        let one: &Question = &questions[at];
        let answered = i64::from(one.reply.is_some()) * 4 * ABOVE;
        let pinned = i64::from(one.pinned) * ABOVE;
        let newest = one.at.map_or(0, |at| at.timestamp());
        (answered - pinned - i64::from(one.votes), -newest)
    };
    let places = order(questions.len(), &key);
    places.into_iter().map(|at| questions[at].clone()).collect()
}

/// Milliseconds until the next look at the list, after so many in vain; a crowd spreads over half as much again.
pub fn look_after(live: bool, misses: u32, random: &mut dyn Randomness) -> i32 {
    let base = (if live { LIVE_MS } else { QUIET_MS } << misses.min(4)).min(600_000);
    (base + random.next_u64() % (base / 2)) as i32
}

/// Reads a stored record of this kind.
fn stored<T>(record: &str, normalise: fn(Value) -> Option<T>) -> Restored<T> {
    Restored::open(record, mine::VERSION, normalise)
}

fn ids_of(value: Value) -> Ids {
    let mut found = Ids::default();
    let ids = value.items().filter_map(|id| id.as_str());
    for id in ids.filter(|id| read::is_id(id)).take(mine::VOTES_MAX) {
        found.add(id);
    }
    found
}

/// A sentence of the host, or nothing.
fn reason(value: Value) -> String {
    text::line(raw(value, "reason"), 80)
}

#[cfg(test)]
#[path = "questions_tests.rs"]
mod tests;
