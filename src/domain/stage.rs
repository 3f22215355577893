//! Decisions of a lecture's page: what to play next, when to ask the server
//! again, what to do about a fault, where a replay goes on.

use super::lecture::{Lecture, LectureState, Source, SourceKind, SourceRole};
use super::registration::Randomness;
use super::safe_url::SafeUrl;
use crate::text;

pub mod cues;
pub mod embed;
pub mod extras;
pub mod keys;
pub mod ladder;
pub mod place;
pub mod taste;

pub use embed::Elsewhere;

/// One thing the page itself can play.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub url: String,
    /// A playlist of segments, else one file.
    pub hls: bool,
    pub sound_only: bool,
}

/// Everything a lecture offers in one role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    pub steps: Vec<Step>,
    pub elsewhere: Vec<Elsewhere>,
}

impl Plan {
    /// Sorts the sources of a role into what is played here and what is opened elsewhere;
    /// `hosts` are the players that the deployment lets in. `None` where no source has that role.
    pub fn of(sources: &[Source], role: SourceRole, hosts: &[String]) -> Option<Self> {
        let mut plan = None;
        for source in sources {
            if source.role != role {
                continue;
            }
            let plan = plan.get_or_insert_with(Self::default);
            match (source.kind, &source.url) {
                (SourceKind::Hls | SourceKind::Mp4 | SourceKind::Audio, Some(url)) => {
                    plan.steps.push(Step {
                        url: address(url),
                        hls: source.kind == SourceKind::Hls || is_playlist(url),
                        sound_only: source.kind == SourceKind::Audio,
                    });
                }
                _ => plan.elsewhere.extend(Elsewhere::of(source, hosts)),
            }
        }
        plan
    }

    pub fn has_sound(&self) -> bool {
        self.steps.iter().any(|step| step.sound_only)
    }

    pub fn has_picture(&self) -> bool {
        self.steps.iter().any(|step| !step.sound_only)
    }

    /// Whether there is sound alone that has not failed.
    pub fn can_sound(&self, tried: &[usize], playlists: bool) -> bool {
        let next = self.next(tried, true, playlists);
        next.is_some_and(|at| self.steps[at].sound_only)
    }

    /// What to try now: the wanted kind first, the other kind rather than nothing.
    /// Steps already tried in vain are left out, playlists too where none can be played.
    pub fn next(&self, tried: &[usize], sound: bool, playlists: bool) -> Option<usize> {
        let open = |at: &usize| !tried.contains(at) && (playlists || !self.steps[*at].hls);
        let of =
            |kind: bool| (0..self.steps.len()).filter(move |at| self.steps[*at].sound_only == kind);
        of(sound).chain(of(!sound)).find(open)
    }
}

/// Addresses of the deployment's own files are named from its root.
pub fn address(url: &SafeUrl) -> String {
    if url.is_external() {
        url.as_str().to_owned()
    } else {
        text!("/", url.as_str())
    }
}

fn is_playlist(url: &SafeUrl) -> bool {
    let path = url.as_str().split(['?', '#']).next().unwrap_or("");
    path.to_ascii_lowercase().ends_with(".m3u8")
}

/// Whether a lecture can be followed while it is given, not only on the spot.
pub fn goes_on_air(lecture: &Lecture) -> bool {
    !lecture.meeting.is_empty()
        || lecture
            .sources
            .iter()
            .any(|source| source.role == SourceRole::Live)
}

fn rank(state: LectureState) -> u8 {
    match state {
        LectureState::Scheduled => 0,
        LectureState::OpenSoon => 1,
        LectureState::Live => 2,
        LectureState::Ended => 3,
        LectureState::Replay => 4,
        LectureState::Cancelled | LectureState::Other => 5,
    }
}

/// Questions in vain after which the clock may overtake what the server last said.
const MISSES: u32 = 3;

/// The state to show. The server knows best; while it is silent the clock moves
/// on, never back, and never out of a cancellation.
pub fn state(told: Option<LectureState>, misses: u32, by_clock: LectureState) -> LectureState {
    match told {
        None | Some(LectureState::Other) => by_clock,
        Some(LectureState::Cancelled) => LectureState::Cancelled,
        Some(told) if misses >= MISSES && rank(by_clock) > rank(told) => by_clock,
        Some(told) => told,
    }
}

/// Milliseconds until the server is asked again. Far from the start it is asked
/// once a minute, close to it every 5 to 10 s, on the air every 20 to 30 s: the
/// whole audience waits for the same moment, so each one's turn is drawn by lot.
/// `to_room` and `to_start` are seconds, negative when past.
pub fn ask_after(
    state: LectureState,
    to_room: i64,
    to_start: i64,
    misses: u32,
    random: &mut dyn Randomness,
) -> i32 {
    let waits = matches!(
        state,
        LectureState::Scheduled | LectureState::OpenSoon | LectureState::Other
    );
    let (from, to) = match state {
        _ if misses > 0 => (5_000, 10_000),
        LectureState::Scheduled | LectureState::OpenSoon | LectureState::Other => match to_start {
            -600..=90 => (5_000, 10_000),
            91..=600 => (15_000, 25_000),
            _ => (55_000, 65_000),
        },
        LectureState::Live => (20_000, 30_000),
        // The replay may come at any moment, or in some hours.
        LectureState::Ended => (60_000, 90_000),
        LectureState::Replay | LectureState::Cancelled => (240_000, 300_000),
    };
    let lot = random.next_u64();
    let of = |range: i64| (lot % (range + 1) as u64) as i64;
    let mut wait = (from + of(to - from)) * i64::from(misses.clamp(1, 6));
    if waits && misses == 0 && to_room > 0 && !(-600..=600).contains(&to_start) {
        // Not to sleep through the opening of the room.
        wait = wait.min(to_room * 1_000 + of(5_000));
    }
    wait.clamp(1_000, 300_000) as i32
}

/// Days, hours, minutes and seconds of a countdown.
pub fn countdown(seconds: i64) -> [i64; 4] {
    let seconds = seconds.max(0);
    [
        seconds / 86_400,
        seconds / 3_600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    ]
}

#[cfg(test)]
mod tests;
