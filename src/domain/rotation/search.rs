//! The best plan: class by class, activity by activity, back again where that leads nowhere.
//!
//! How many visits must be missing is asked first, then spans of time are tried, the shortest first, until all that
//! can be visited is visited within one. Three things keep this short. Of classes that are the same, a later one
//! never takes an earlier row of sessions than the one before it: what differs in names alone is tried once. What is
//! left of an activity says how many more classes it can take at most. And what each class needs if it were alone
//! bounds what the rest of them can bring.
//!
//! [`NODES`] bounds the work. Where it is not enough, `patch` may still find what was not proved to be impossible;
//! the best plan met is answered, and [`Proposal::proved`] is false.

mod patch;

use super::{Plan, Task};
use crate::domain::order::order;

/// Sessions tried in all, and in one search.
const NODES: usize = 160_000;
const NODES_ALONE: usize = 3_000;
const NODES_WHOLE: usize = 20_000;
const NODES_SPAN: usize = 6_000;
/// What is missing outweighs what it is spread over, and this outweighs any wait of a week, in minutes.
const MISSING: i32 = 1_000_000;
const INCOMPLETE: i32 = 100_000;

/// A plan, and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub plan: Plan,
    /// Visits that could not be given a session.
    pub missing: usize,
    /// Whether nothing can be better.
    pub proved: bool,
}

/// What a class costs at least, all others apart.
#[derive(Clone, Copy, Default)]
struct Floor {
    missing: usize,
    cost: i32,
    /// From its first minute to its last, where it misses nothing.
    span: i32,
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
    fn twin(&self, class: usize) -> Option<usize> {
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

struct Search<'a> {
    task: &'a Task,
    /// The classes it is about; each one's twin among them, as a place in this row.
    classes: &'a [usize],
    twins: Vec<Option<usize>>,
    /// Of each activity, those with the fewest sessions first.
    activities: Vec<usize>,
    /// The sessions of each visit that may be, the earliest first.
    options: Vec<Vec<usize>>,
    /// Most visits that may be missing.
    skips: usize,
    /// What the classes from each place in the row on cost at least, all together, and the smallest of them.
    rest: Vec<(Floor, u32)>,
    /// The last place in the row, from 1, of a class that may be in each session; 0 for none.
    last: Vec<usize>,
    /// What is left of each session.
    room: Vec<u32>,
    plan: Plan,
    /// Sessions that may still be tried.
    nodes: usize,
    best: Option<(i32, Plan)>,
    /// What cannot be surpassed.
    goal: i32,
}

/// What a class has so far: when it begins and ends, and what it misses.
#[derive(Clone, Copy)]
struct Row {
    first: i32,
    last: i32,
    missing: usize,
    /// So far it is the same as its twin's.
    tied: bool,
}

impl Row {
    fn cost(self) -> i32 {
        let missing = self.missing as i32;
        let span = self.last.saturating_sub(self.first).max(0);
        missing * MISSING + missing.min(1) * INCOMPLETE + span
    }
}

impl<'a> Search<'a> {
    fn new(
        task: &'a Task,
        classes: &'a [usize],
        (from, to): (i32, i32),
        skips: usize,
        floors: &'a [Floor],
        nodes: usize,
    ) -> Self {
        let fits = |at: usize, class: usize, visit: usize| {
            let session = &task.candidates[at];
            session.start >= from
                && session.end <= to
                && session.room >= task.classes[class]
                && session.bars.get(class).copied().flatten().is_none()
                && task.pin(visit).is_none_or(|pin| pin == at)
        };
        let mut options = vec![Vec::new(); task.visits()];
        for class in classes {
            for activity in 0..task.activities {
                let visit = task.at(*class, activity);
                options[visit] = task
                    .sessions(activity)
                    .filter(|at| fits(*at, *class, visit))
                    .collect();
            }
        }
        let fewest = |at: usize| {
            let all = classes
                .iter()
                .map(|class| options[task.at(*class, at)].len());
            (all.min().unwrap_or(0) as i64, 0)
        };
        let twin = |class: &usize| {
            let twin = task.twin(*class)?;
            classes.iter().position(|other| *other == twin)
        };
        let mut last = vec![0; task.candidates.len()];
        let mut rest = vec![(Floor::default(), 1); classes.len() + 1];
        for (nth, class) in classes.iter().enumerate() {
            for activity in 0..task.activities {
                for session in &options[task.at(*class, activity)] {
                    last[*session] = nth + 1;
                }
            }
        }
        for (nth, class) in classes.iter().enumerate().rev() {
            let (after, smallest) = rest[nth + 1];
            let heads = task.classes[*class].max(1);
            rest[nth].0.missing = after.missing + floors[*class].missing;
            rest[nth].0.cost = after.cost + floors[*class].cost;
            rest[nth].1 = if nth + 1 == classes.len() {
                heads
            } else {
                smallest.min(heads)
            };
        }
        Self {
            activities: order(task.activities, &fewest),
            twins: classes.iter().map(twin).collect(),
            goal: rest[0].0.cost,
            rest,
            last,
            room: task.candidates.iter().map(|session| session.room).collect(),
            plan: task.empty(),
            best: None,
            task,
            classes,
            options,
            skips,
            nodes,
        }
    }

    /// Visits that the classes from the `nth` on must miss because an activity has too little room for so many.
    fn shortage(&self, nth: usize) -> usize {
        let smallest = self.rest[nth].1;
        let of = |activity: usize| {
            let mut most = 0;
            for session in self.task.sessions(activity) {
                if self.last[session] > nth {
                    most += (self.room[session] / smallest) as usize;
                }
            }
            (self.classes.len() - nth).saturating_sub(most)
        };
        (0..self.task.activities).map(of).sum()
    }

    /// Gives sessions to the classes from the `nth` on. `missing` and `cost` are those of the classes before.
    /// Answers whether the search is at its end.
    fn class(&mut self, nth: usize, missing: usize, cost: i32) -> bool {
        let known = self.best.as_ref().map_or(i32::MAX, |(cost, _)| *cost);
        if nth == self.classes.len() {
            if cost < known {
                self.best = Some((cost, self.plan.clone()));
            }
            return cost <= self.goal;
        }
        let floor = self.rest[nth].0;
        let least = missing + floor.missing;
        let cheapest = cost.saturating_add(floor.cost);
        if least.max(missing + self.shortage(nth)) > self.skips || cheapest >= known {
            return false;
        }
        let row = Row {
            first: i32::MAX,
            last: i32::MIN,
            missing: 0,
            tied: self.twins[nth].is_some(),
        };
        self.visit(nth, 0, row, (missing, cost))
    }

    /// Gives the `nth` class a session of the activities from `turn` on.
    fn visit(&mut self, nth: usize, turn: usize, row: Row, before: (usize, i32)) -> bool {
        let known = self.best.as_ref().map_or(i32::MAX, |(cost, _)| *cost);
        if turn > 0 && before.1.saturating_add(row.cost()) >= known {
            return false;
        }
        let Some(activity) = self.activities.get(turn).copied() else {
            return self.class(nth + 1, before.0 + row.missing, before.1 + row.cost());
        };
        let class = self.classes[nth];
        let visit = self.task.at(class, activity);
        let twin = self.twins[nth].filter(|_| row.tied);
        let twins = twin.map(|twin| self.plan[self.task.at(self.classes[twin], activity)]);
        for place in 0..self.options[visit].len() {
            let session = self.options[visit][place];
            // Options stand in the order of their numbers; a twin that has none has the last.
            if twins.is_some_and(|twins| twins.is_none_or(|twins| session < twins)) {
                continue;
            }
            if self.nodes == 0 {
                return true;
            }
            self.nodes -= 1;
            if !self.can(class, session, turn) {
                continue;
            }
            let heads = self.task.classes[class];
            let at = &self.task.candidates[session];
            let next = Row {
                first: row.first.min(at.start),
                last: row.last.max(at.end),
                tied: twins == Some(Some(session)),
                ..row
            };
            self.room[session] -= heads;
            self.plan[visit] = Some(session);
            let done = self.visit(nth, turn + 1, next, before);
            self.plan[visit] = None;
            self.room[session] += heads;
            if done {
                return true;
            }
        }
        if before.0 + row.missing >= self.skips {
            return false;
        }
        let next = Row {
            missing: row.missing + 1,
            tied: twins == Some(None),
            ..row
        };
        self.visit(nth, turn + 1, next, before)
    }

    /// Whether a class can be in a session beside those it has of the activities before.
    fn can(&self, class: usize, session: usize, turn: usize) -> bool {
        self.room[session] >= self.task.classes[class]
            && self.activities[..turn].iter().all(|activity| {
                let other = self.plan[self.task.at(class, *activity)];
                other.is_none_or(|other| self.task.apart(session, other).is_none())
            })
    }
}
