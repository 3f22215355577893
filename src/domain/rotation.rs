//! 年级组团: which class of a grade visits which session, so that every class visits every activity.
//!
//! # What is sought
//! A plan gives every class one session of every activity. A class is in one place at a time: between two of its
//! sessions lie the way and [`CHANGEOVER`] minutes at least. Several classes may share a session when all of them
//! fit into what is left of it; what a session asks of one registration (fewest, most, adults by pupils) it asks of
//! each class.
//!
//! Of such plans the best is the one in which the least visits are missing; then the one in which the time from the
//! first class's first minute to the last class's last is shortest, for they come in one bus; of those the earliest;
//! then the one in which as few classes as possible miss something, and in which they wait least between their
//! sessions. `propose` finds it, and says whether it has proved that nothing is better.

mod offer;
mod patch;
mod propose;
mod search;

#[cfg(test)]
#[path = "rotation/tests.rs"]
mod tests;

pub use offer::{Offer, Offered, takes_classes};
pub use propose::Proposal;

use super::itinerary::Ways;
use super::order::order;
use super::party::PartyError;

/// Minutes between two sessions of a class, however near they are.
pub const CHANGEOVER: i32 = 5;
/// Most visits in all: the contract takes so many lines.
pub const VISITS_MAX: usize = 60;
/// Most classes and most activities.
pub const CLASSES_MAX: usize = 12;
pub const ACTIVITIES_MAX: usize = 6;
/// Most sessions looked at, those that begin first.
pub const SESSIONS_MAX: usize = 120;

/// Why a class cannot be in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// It does not take such a class.
    Party(PartyError),
    /// No sign-up: not open yet, closed, called off, over.
    Shut,
    /// Outside the hours or the day that the teacher has.
    Hours,
    /// This device has signed up for it before.
    Had,
    /// So many places are left beside the other classes.
    Room(u32),
    /// The class is in that session then.
    Clash(usize),
    /// The way from or to that session takes so many minutes, and there are fewer.
    Way(usize, i32),
}

/// A session that classes may visit. Times are minutes of the city's clock since 1970.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub activity: usize,
    pub start: i32,
    pub end: i32,
    /// Where it is, as [`Ways`] counts places.
    pub place: usize,
    /// Places left.
    pub room: u32,
    /// For each class, why it cannot be here whatever the others do.
    pub bars: Vec<Option<Bar>>,
}

/// Classes, activities and the sessions there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    /// Heads of each class, adults with them.
    pub classes: Vec<u32>,
    pub activities: usize,
    /// In the order in which they begin.
    pub candidates: Vec<Candidate>,
    pub ways: Ways,
    /// What the teacher has chosen and what must stay, by visit; nothing, or a plan's length.
    pub pins: Vec<Option<usize>>,
}

/// The session of each visit: those of the first class by activity, then those of the second, …
pub type Plan = Vec<Option<usize>>;

impl Task {
    pub fn visits(&self) -> usize {
        self.classes.len() * self.activities
    }

    /// The place of a visit in a [`Plan`].
    pub fn at(&self, class: usize, activity: usize) -> usize {
        class * self.activities + activity
    }

    /// A plan in which nobody visits anything.
    pub fn empty(&self) -> Plan {
        vec![None; self.visits()]
    }

    fn pin(&self, visit: usize) -> Option<usize> {
        self.pins.get(visit).copied().flatten()
    }

    /// The sessions of an activity, the earliest first.
    pub fn sessions(&self, activity: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.candidates.len()).filter(move |at| self.candidates[*at].activity == activity)
    }

    /// Why a class cannot be in both sessions, told of the second.
    fn apart(&self, one: usize, other: usize) -> Option<Bar> {
        let (mut first, mut second) = (&self.candidates[one], &self.candidates[other]);
        if second.start < first.start {
            (first, second) = (second, first);
        }
        if second.start < first.end || one == other {
            return Some(Bar::Clash(other));
        }
        let way = self.ways.between(first.place, second.place);
        (first.end + way.max(CHANGEOVER) > second.start).then_some(Bar::Way(other, way))
    }

    /// The places of a session that the classes of a plan, one left out, do not take.
    pub fn left(&self, plan: &[Option<usize>], candidate: usize, without: usize) -> u32 {
        let mut left = self.candidates[candidate].room;
        for (visit, session) in plan.iter().enumerate() {
            let class = visit / self.activities.max(1);
            if *session == Some(candidate) && class != without {
                left = left.saturating_sub(self.classes[class]);
            }
        }
        left
    }

    /// Why a class cannot be in a session while the rest of the plan stays as it is.
    pub fn bar(&self, plan: &[Option<usize>], class: usize, candidate: usize) -> Option<Bar> {
        let session = &self.candidates[candidate];
        if let Some(bar) = session.bars.get(class).copied().flatten() {
            return Some(bar);
        }
        for activity in 0..self.activities {
            let other = plan[self.at(class, activity)].filter(|_| activity != session.activity);
            let bar = other.and_then(|other| self.apart(candidate, other));
            if bar.is_some() {
                return bar;
            }
        }
        let left = self.left(plan, candidate, class);
        (left < self.classes[class]).then_some(Bar::Room(left))
    }

    /// What is wrong with each visit of a plan.
    pub fn bars(&self, plan: &[Option<usize>]) -> Vec<Option<Bar>> {
        let visits = plan.iter().enumerate();
        visits
            .map(|(visit, session)| self.bar(plan, visit / self.activities, (*session)?))
            .collect()
    }

    /// Why a visit is missing: what its sessions have against it, one of each kind, the nearest to none first.
    /// Nothing where the activity has no session, or where one would do.
    pub fn why(&self, plan: &[Option<usize>], class: usize, activity: usize) -> Vec<Bar> {
        let mut all: Vec<Bar> = Vec::new();
        for session in self.sessions(activity) {
            let Some(bar) = self.bar(plan, class, session) else {
                return Vec::new();
            };
            let kind = |bar: Bar| nearness(bar).0;
            match all.iter_mut().find(|known| kind(**known) == kind(bar)) {
                Some(known) if nearness(bar) > nearness(*known) => *known = bar,
                Some(_) => {}
                None => all.push(bar),
            }
        }
        let nearest = order(all.len(), &|at| (-i64::from(nearness(all[at]).0), 0));
        nearest.into_iter().map(|at| all[at]).collect()
    }
}

/// How little stands in the way.
fn nearness(bar: Bar) -> (u8, u32) {
    match bar {
        Bar::Shut => (0, 0),
        Bar::Had => (1, 0),
        Bar::Hours => (2, 0),
        Bar::Party(_) => (3, 0),
        Bar::Room(left) => (4, left),
        Bar::Way(..) => (5, 0),
        Bar::Clash(_) => (6, 0),
    }
}
