//! What a screen shows in turn, by the programme, the clock and where it stands.

use super::place::Place;
use super::recap::Picture;
use super::settings::{Section, Settings};
use crate::domain::agenda::{Entry, EntryKind};
use crate::domain::catalogue::Catalogue;
use crate::domain::near;
use crate::domain::order::order;
use crate::domain::time::{self, Moment};
use chrono::{Duration, NaiveDate};

/// Lines that are read at a glance.
pub const LINES: usize = 4;
/// Of what is on, so many leave room for what comes next.
const ON_BESIDE_NEXT: usize = 2;
/// What is near is shown in at most so many turns: what comes after is not near.
const NEAR_TURNS: usize = 3;
/// A lecture that begins within so many hours is about to start.
const SOON_HOURS: i64 = 12;

/// What is shown in one turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scene {
    Message,
    Now(Board),
    Near(Board),
    Lecture(Line),
    Theme,
    /// A place among the pictures.
    Recap(usize),
}

/// Some lines of one day, and where those are few, of those after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub day: NaiveDate,
    pub lines: Vec<Line>,
}

/// Something one can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its place among the entries of the programme.
    pub entry: usize,
    /// It is on now.
    pub on: bool,
    /// How far it is as the crow flies; unknown where a place has no point.
    pub metres: Option<u32>,
}

/// All that decides what is shown.
pub struct Hall<'a> {
    pub catalogue: &'a Catalogue,
    pub entries: &'a [Entry],
    pub pictures: &'a [Picture],
    pub settings: &'a Settings,
    pub now: Moment,
}

impl Hall<'_> {
    /// What is shown in a turn, and which turn that is: one with nothing to show is passed over.
    pub fn scene(&self, turn: usize) -> (usize, Scene) {
        let sections = &self.settings.sections;
        let count = sections.len().max(1);
        for turn in turn..turn + count {
            let section = sections.get(turn % count);
            if let Some(scene) = section.and_then(|section| self.of(*section, turn / count)) {
                return (turn, scene);
            }
        }
        (turn, Scene::Theme)
    }

    /// What there is to show of a section; round by round another part of it.
    fn of(&self, section: Section, round: usize) -> Option<Scene> {
        Some(match section {
            Section::Message => (!self.settings.message.is_empty()).then_some(Scene::Message)?,
            Section::Now => Scene::Now(self.now_and_next(round)?),
            Section::Near => Scene::Near(self.nearby(round)?),
            Section::Lecture => Scene::Lecture(self.lecture(round)?),
            Section::Theme => Scene::Theme,
            Section::Recap => Scene::Recap(self.recap(round)?),
        })
    }

    /// What one could still go to, in the order in which it begins.
    fn open(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter(|(_, entry)| {
            entry.kind != EntryKind::Undated
                && !entry.is_over(&self.now)
                && !entry.is_off(self.catalogue)
        })
    }

    /// What is on and what comes next where the screen stands; if all is over today, the next day on which there is
    /// something. Late in the day what comes on the days after it stands there, too.
    fn now_and_next(&self, round: usize) -> Option<Board> {
        let place = Place::of(self.settings, self.catalogue);
        let mut seen = Seen::new(self.catalogue);
        let (mut on, mut next) = (Vec::new(), Vec::new());
        for (at, entry) in self.open().filter(|(_, entry)| place.has(entry)) {
            if entry.is_now(&self.now) && seen.is_new(entry) {
                on.push(at);
            }
        }
        // Who came last is first: one can still catch it.
        on.reverse();
        let today = time::day_of(&self.now);
        let mut day = (!on.is_empty()).then_some(today);
        for (at, entry) in self.open().filter(|(_, entry)| place.has(entry)) {
            let room = on.len() + next.len() < LINES;
            let is_next = !entry.is_now(&self.now)
                && (*day.get_or_insert(entry.day()) == entry.day() || room);
            if is_next && seen.is_new(entry) {
                next.push(at);
            }
        }
        let ahead = match on.len() {
            0..=ON_BESIDE_NEXT => next.len().min(LINES - on.len()),
            _ => next.len().min(LINES - ON_BESIDE_NEXT),
        };
        let line = |on: bool| {
            move |entry: &usize| Line {
                entry: *entry,
                on,
                metres: None,
            }
        };
        let lines = if on.is_empty() {
            page(&next, LINES, round).iter().map(line(false)).collect()
        } else {
            let on = page(&on, LINES - ahead, round).iter().map(line(true));
            on.chain(next[..ahead].iter().map(line(false))).collect()
        };
        Some(Board { day: day?, lines })
    }

    /// What there is today round about, or on the next day on which there is something: what can be walked to first.
    fn nearby(&self, round: usize) -> Option<Board> {
        let place = Place::of(self.settings, self.catalogue);
        let far = place.point(self.catalogue);
        let far = far.map(|from| near::by_venue(self.catalogue, from));
        let mut seen = Seen::new(self.catalogue);
        let mut day = None;
        let (mut lines, mut later) = (Vec::new(), Vec::new());
        for (at, entry) in self.open() {
            let Some(venue) = entry.venue else { continue };
            let on = entry.is_now(&self.now);
            // What is on in the whole city stands on the board before this one.
            let shown = match place {
                Place::City => on,
                _ => place.has(entry),
            };
            let of = if on {
                time::day_of(&self.now)
            } else {
                entry.day()
            };
            if shown {
                continue;
            }
            let today = *day.get_or_insert(of) == of;
            if (today || lines.len() + later.len() < LINES) && seen.is_new(entry) {
                let list = if today { &mut lines } else { &mut later };
                list.push(Line {
                    entry: at,
                    on,
                    metres: far.as_ref().and_then(|far| far[venue]),
                });
            }
        }
        let order = order(lines.len(), &|at| {
            let line = &lines[at];
            // One who does not know how far it is takes it for far.
            let way = line
                .metres
                .map_or(3, |metres| near::way(metres) as i64)
                .min(3);
            let start = self.entries[line.entry].start.max(self.now);
            (
                way,
                start.timestamp() / 60 * 1_000_000 + i64::from(line.metres.unwrap_or(0)),
            )
        });
        let mut lines: Vec<Line> = order.into_iter().map(|at| lines[at]).collect();
        lines.extend(later);
        let near = &lines[..lines.len().min(NEAR_TURNS * LINES)];
        let lines = page(near, LINES, round).to_vec();
        Some(Board { day: day?, lines })
    }

    /// A lecture that is on the air or about to start; several take turns.
    fn lecture(&self, round: usize) -> Option<Line> {
        let soon = self.now + Duration::hours(SOON_HOURS);
        let rows = self.catalogue.activities.rows();
        let mut lectures = Vec::new();
        for (at, entry) in self.open() {
            if entry.start <= soon && rows[entry.activity].has_lecture && self.is_lecture(entry) {
                lectures.push(Line {
                    entry: at,
                    on: entry.is_now(&self.now),
                    metres: None,
                });
            }
        }
        lectures.get(round % lectures.len().max(1)).copied()
    }

    /// Whether the lecture of its activity is given in it: an activity with one may have other sessions.
    fn is_lecture(&self, entry: &Entry) -> bool {
        let Some(session) = entry.slot_place(self.catalogue) else {
            return false;
        };
        let id = self.catalogue.activities.slot_id(session);
        let mut given = false;
        self.catalogue
            .activities
            .glance(entry.activity, |activity| {
                let lecture = activity.lecture.as_ref();
                given = lecture.is_some_and(|lecture| lecture.session == id);
            });
        given
    }

    /// A picture of something that is over: before that it would show what has not been.
    fn recap(&self, round: usize) -> Option<usize> {
        let slots = self.catalogue.activities.slots();
        let over = |picture: &Picture| {
            let sessions = self.catalogue.activities.slots_of(picture.activity);
            slots[sessions]
                .iter()
                .all(|slot| slot.terms.end <= self.now)
        };
        let count = self.pictures.iter().filter(|picture| over(picture)).count();
        let mut shown = (0..self.pictures.len()).filter(|at| over(&self.pictures[*at]));
        shown.nth(round % count.max(1))
    }
}

/// Which activities have been met: each stands in a board once.
struct Seen(Vec<bool>);

impl Seen {
    fn new(catalogue: &Catalogue) -> Self {
        Self(vec![false; catalogue.activities.len()])
    }

    fn is_new(&mut self, entry: &Entry) -> bool {
        !std::mem::replace(&mut self.0[entry.activity], true)
    }
}

/// The part of a list that a round shows; the last one may be short.
fn page<T>(list: &[T], size: usize, round: usize) -> &[T] {
    let pages = list.len().div_ceil(size).max(1);
    let begin = round % pages * size;
    &list[begin..list.len().min(begin + size)]
}
