//! When the server is asked again where a lecture is.
//!
//! A whole city waits for the same moment, so every rest is drawn by lot. Who waits lets the server hold the question
//! until there is news (`?wait=`): then the news comes at once and nobody asks twice a minute for nothing. A server
//! that answers such a question at once does not hold, and is asked every 8.4 s near the start: half a thousand who
//! wait are then sixty questions a second, and the news is old enough to be seen within ten.

use crate::domain::lecture::LectureState;
use crate::domain::registration::Randomness;

/// Shortest and longest time the server may hold a question, in seconds. Drawn by lot as well: a crowd that asked
/// together is not answered together.
const HOLD_S: (u32, u32) = (8, 20);
/// A question that came back unanswered sooner than this was not held, in milliseconds.
const HELD_MS: f64 = 4_000.0;
/// The longest a waiting viewer rests between two questions near the start, in milliseconds.
const NEAR_MS: (i64, i64) = (8_200, 8_600);

/// How the last question fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// There was no answer, or none that can be read.
    Nothing,
    /// Nothing new, after the server held the question.
    Held,
    /// Nothing new, at once.
    AtOnce,
    /// Something new, or the first answer of all.
    News,
}

impl Heard {
    /// What an answer without news means that took so many milliseconds.
    pub fn same(took: f64) -> Self {
        if took >= HELD_MS {
            Self::Held
        } else {
            Self::AtOnce
        }
    }
}

/// What is done next: rest so many milliseconds, then ask; the server may hold the question for `hold` seconds,
/// 0 for an answer at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    pub rest: i32,
    pub hold: u32,
}

/// The next turn. `to_start` is in seconds, negative when past; `misses` counts the questions in vain until now;
/// `seen` is whether anybody looks at the page.
pub fn turn(
    state: LectureState,
    to_start: i64,
    heard: Heard,
    misses: u32,
    seen: bool,
    random: &mut dyn Randomness,
) -> Turn {
    let waits = matches!(
        state,
        LectureState::Scheduled | LectureState::OpenSoon | LectureState::Other
    );
    let (from, to) = match (state, heard) {
        // Who was cut off with many others comes back one by one.
        (_, Heard::Nothing) => match misses {
            0 | 1 => (1_000, 13_000),
            2 => (5_000, 35_000),
            _ => (10_000, 60_000),
        },
        (_, Heard::News) if waits => (0, NEAR_MS.1),
        (_, Heard::Held) if waits => (0, 6_000),
        (LectureState::Live, _) => (20_000, 40_000),
        // The replay may come at any moment, or in some hours; so may a new date.
        (LectureState::Ended | LectureState::Postponed, _) => (60_000, 90_000),
        (LectureState::Replay | LectureState::Cancelled, _) => (240_000, 300_000),
        _ => match to_start {
            -600..=90 => NEAR_MS,
            91..=600 => (15_000, 25_000),
            _ => (55_000, 65_000),
        },
    };
    let mut lot = |from: i64, to: i64| from + (random.next_u64() % (to - from + 1) as u64) as i64;
    let mut rest = lot(from, to);
    let mut hold = 0;
    if !seen {
        rest = NEVER.into();
    } else if waits && heard != Heard::Nothing {
        hold = lot(HOLD_S.0.into(), HOLD_S.1.into()) as u32;
    }
    Turn {
        rest: rest as i32,
        hold,
    }
}

/// While nobody looks the server is left alone: whoever comes back rings.
pub const NEVER: i32 = i32::MAX;

/// Milliseconds after which one of many who saw the same stream stop asks what became of it.
pub fn when_it_stops(random: &mut dyn Randomness) -> i32 {
    (random.next_u64() % 8_400) as i32
}

fn rank(state: LectureState) -> u8 {
    match state {
        LectureState::Scheduled => 0,
        LectureState::OpenSoon => 1,
        LectureState::Live => 2,
        LectureState::Ended => 3,
        LectureState::Replay => 4,
        LectureState::Cancelled | LectureState::Postponed | LectureState::Other => 5,
    }
}

/// Questions in vain after which the clock may overtake what the server last said.
const MISSES: u32 = 3;

/// The state to show. The server knows best; while it is silent the clock moves
/// on, never back, and never out of a cancellation. That a room opens needs no
/// news: nobody has to ask for it, and not all together.
pub fn state(told: Option<LectureState>, misses: u32, by_clock: LectureState) -> LectureState {
    match told {
        None | Some(LectureState::Other) => by_clock,
        Some(told @ (LectureState::Cancelled | LectureState::Postponed)) => told,
        Some(told) if misses >= MISSES && rank(by_clock) > rank(told) => by_clock,
        Some(LectureState::Scheduled)
            if matches!(by_clock, LectureState::OpenSoon | LectureState::Live) =>
        {
            LectureState::OpenSoon
        }
        Some(told) => told,
    }
}

#[cfg(test)]
mod tests;
