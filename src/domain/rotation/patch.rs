//! A plan by mending: whoever is missing somewhere takes the session that turns the fewest others out, and these are
//! looked after in turn. It proves nothing, but finds what a search that goes back step by step is lost in.

use super::propose::missing;
use super::{Plan, Task};
use std::collections::VecDeque;

/// Sessions given before it gives up.
const STEPS: usize = 1_500;
/// One more that is turned out weighs as much as having been given the same session so often before.
const TURNED_OUT: u32 = 3;

impl Task {
    /// A plan within a span of time, made until no more than `enough` visits are missing; the best one met.
    pub(super) fn patch(&self, (from, to): (i32, i32), enough: usize) -> Plan {
        let count = self.candidates.len();
        let mut plan = self.empty();
        let mut best = self.empty();
        let mut least = usize::MAX;
        // How often each visit was given each session.
        let mut given = vec![0u32; self.visits() * count];
        let mut waiting: VecDeque<usize> = (0..self.visits()).collect();
        for _ in 0..STEPS {
            if missing(&plan) < least {
                least = missing(&plan);
                best.clone_from(&plan);
            }
            let Some(visit) = waiting.pop_front().filter(|_| least > enough) else {
                break;
            };
            let (class, activity) = (visit / self.activities, visit % self.activities);
            let mut choice: Option<(u32, usize, Vec<usize>)> = None;
            for session in self.sessions(activity) {
                let at = &self.candidates[session];
                let inside = at.start >= from && at.end <= to;
                let pinned = self.pin(visit).is_some_and(|pin| pin != session);
                if !inside || pinned || at.bars.get(class).copied().flatten().is_some() {
                    continue;
                }
                let Some(out) = self.turned_out(&plan, class, session) else {
                    continue;
                };
                let price = TURNED_OUT * out.len() as u32 + given[visit * count + session];
                if choice.as_ref().is_none_or(|(known, ..)| price < *known) {
                    choice = Some((price, session, out));
                }
            }
            // What has no session at all is not asked for again.
            let Some((_, session, out)) = choice else {
                continue;
            };
            for visit in out {
                plan[visit] = None;
                waiting.push_back(visit);
            }
            plan[visit] = Some(session);
            given[visit * count + session] += 1;
        }
        best
    }

    /// The visits that must end so that a class can be in a session; none can make room where this is nothing.
    fn turned_out(
        &self,
        plan: &[Option<usize>],
        class: usize,
        session: usize,
    ) -> Option<Vec<usize>> {
        let mut out = Vec::new();
        for activity in 0..self.activities {
            let visit = self.at(class, activity);
            let clash = plan[visit].is_some_and(|other| self.apart(session, other).is_some());
            if clash && activity != self.candidates[session].activity {
                out.push(visit);
            }
        }
        let mut left = self.left(plan, session, class);
        let activity = self.candidates[session].activity;
        for other in 0..self.classes.len() {
            let visit = self.at(other, activity);
            if left < self.classes[class] && other != class && plan[visit] == Some(session) {
                out.push(visit);
                left += self.classes[other];
            }
        }
        let pinned = out.iter().any(|visit| self.pin(*visit).is_some());
        (left >= self.classes[class] && !pinned).then_some(out)
    }
}
