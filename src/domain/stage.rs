//! Decisions of a lecture's page: what to play next, when to ask the server
//! again, what to do about a fault, where a replay goes on.

use super::lecture::{Lecture, Source, SourceKind, SourceRole};
use super::safe_url::SafeUrl;
use crate::text;

pub mod asking;
pub mod cues;
pub mod embed;
pub mod extras;
pub mod keys;
pub mod ladder;
pub mod meeting;
pub mod place;
pub mod taste;
pub mod word;

pub use asking::state;
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
    /// Sources that lead nowhere: a provider nobody knows without a safe address, or an id that is none.
    pub lost: usize,
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
                _ => match Elsewhere::of(source, hosts) {
                    Some(way) => plan.elsewhere.push(way),
                    None => plan.lost += 1,
                },
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
