//! The best plan of a task. How many visits must be missing is asked first, then spans of time are tried, the shortest
//! first, until all that can be visited is visited within one.
//!
//! [`NODES`] bounds the work. Where it is not enough, `patch` may still find what was not proved to be impossible;
//! the best plan met is answered, and [`Proposal::proved`] is false.

use super::search::{Floor, MISSING, Search};
use super::{Plan, Task};
use crate::domain::order::order;

/// Sessions tried in all, and in one search.
const NODES: usize = 160_000;
const NODES_ALONE: usize = 3_000;
const NODES_WHOLE: usize = 20_000;
const NODES_SPAN: usize = 6_000;

/// A plan, and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub plan: Plan,
    /// Visits that could not be given a session.
    pub missing: usize,
    /// Whether nothing can be better.
    pub proved: bool,
}

impl Task {
    /// The best plan that keeps the pins.
    pub fn propose(&self) -> Proposal {
        let mut nodes = NODES;
        let whole = (i32::MIN, i32::MAX);
        let all: Vec<usize> = (0..self.classes.len()).collect();
        let mut floors = vec![Floor::default(); all.len()];
        for class in 0..all.len() {
            let twin = self.twin(class);
            floors[class] = match twin {
                Some(twin) => floors[twin],
                None => self.alone(class, &mut nodes),
            };
        }
        let floors = &floors;
        let searched = |span, skips, most: usize, nodes: &mut usize| {
            let budget = most.min(*nodes);
            let mut search = Search::new(self, &all, span, skips, floors, budget);
            search.class(0, 0, 0);
            *nodes -= budget - search.nodes;
            (search.best, search.nodes > 0)
        };

        let least = {
            let search = Search::new(self, &all, whole, usize::MAX, floors, 0);
            let needed = floors.iter().map(|floor| floor.missing).sum::<usize>();
            needed.max(search.shortage(0))
        };
        let mut best = self.patch(whole, least);
        let mut proved = true;
        // The fewest visits that must be missing.
        for skips in least..missing(&best) {
            let (found, sure) = searched(whole, skips, NODES_WHOLE, &mut nodes);
            proved &= sure || found.is_some();
            if let Some((_, plan)) = found {
                best = plan;
                break;
            }
        }
        // The shortest span of time in which no more are missing.
        let skips = missing(&best);
        for span in self.spans(if skips == 0 { floors } else { &[] }) {
            if nodes == 0 {
                proved = false;
                break;
            }
            let (found, sure) = searched(span, skips, NODES_SPAN, &mut nodes);
            proved &= sure;
            let found = match found {
                Some((_, plan)) => Some(plan),
                None if sure => None,
                None => Some(self.patch(span, skips)).filter(|plan| missing(plan) <= skips),
            };
            if let Some(plan) = found {
                best = plan;
                break;
            }
        }
        Proposal {
            missing: missing(&best),
            plan: best,
            proved,
        }
    }

    /// The nearest class before it that is the same in all that counts.
    pub(super) fn twin(&self, class: usize) -> Option<usize> {
        let same = |other: usize| {
            let pins = |of| (0..self.activities).map(move |at| self.pin(self.at(of, at)));
            self.classes[other] == self.classes[class]
                && pins(other).eq(pins(class))
                && self.candidates.iter().all(|session| {
                    let bar = |of| session.bars.get(of).copied().flatten();
                    bar(other) == bar(class)
                })
        };
        (0..class).rev().find(|other| same(*other))
    }

    /// What a class would do if it were alone.
    fn alone(&self, class: usize, nodes: &mut usize) -> Floor {
        let floors = vec![Floor::default(); self.classes.len()];
        for skips in 0..=self.activities {
            let budget = NODES_ALONE.min(*nodes);
            let only = [class];
            let mut search = Search::new(self, &only, (i32::MIN, i32::MAX), skips, &floors, budget);
            search.class(0, 0, 0);
            *nodes -= budget - search.nodes;
            match search.best {
                _ if search.nodes == 0 => {
                    return Floor {
                        missing: skips,
                        cost: MISSING * skips as i32,
                        span: 0,
                    };
                }
                Some((cost, _)) => {
                    return Floor {
                        missing: skips,
                        cost,
                        span: if skips == 0 { cost } else { 0 },
                    };
                }
                None => {}
            }
        }
        Floor::default()
    }

    /// From a beginning to an end, the shortest first, of those the earliest; none shorter than a class needs.
    fn spans(&self, floors: &[Floor]) -> Vec<(i32, i32)> {
        let longest = floors.iter().map(|floor| floor.span).max().unwrap_or(0);
        let times = |of: fn(&super::Candidate) -> i32| {
            let mut times: Vec<i32> = Vec::new();
            for session in &self.candidates {
                if session.bars.iter().any(Option::is_none) && !times.contains(&of(session)) {
                    times.push(of(session));
                }
            }
            times
        };
        let ends = times(|session| session.end);
        let mut spans = Vec::new();
        for start in times(|session| session.start) {
            let later = ends.iter().filter(|end| **end > start);
            spans.extend(later.map(|end| (start, *end)));
        }
        spans.retain(|(start, end)| end - start >= longest);
        let order = order(spans.len(), &|at| {
            let (start, end) = spans[at];
            (i64::from(end - start), i64::from(start))
        });
        order.into_iter().map(|at| spans[at]).collect()
    }
}

/// Visits without a session.
pub(super) fn missing(plan: &[Option<usize>]) -> usize {
    plan.iter().filter(|session| session.is_none()).count()
}
