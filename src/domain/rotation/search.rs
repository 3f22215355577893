//! The best plan: class by class, activity by activity, back again where that leads nowhere.
//!
//! Three things keep this short. Of classes that are the same, a later one
//! never takes an earlier row of sessions than the one before it: what differs in names alone is tried once. What is
//! left of an activity says how many more classes it can take at most. And what each class needs if it were alone
//! bounds what the rest of them can bring.
//!

use super::{Plan, Task};
use crate::domain::order::order;

/// What is missing outweighs what it is spread over, and this outweighs any wait of a week, in minutes.
pub const MISSING: i32 = 1_000_000;
const INCOMPLETE: i32 = 100_000;

/// What a class costs at least, all others apart.
#[derive(Clone, Copy, Default)]
pub struct Floor {
    pub missing: usize,
    pub cost: i32,
    /// From its first minute to its last, where it misses nothing.
    pub span: i32,
}

pub struct Search<'a> {
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
    pub nodes: usize,
    pub best: Option<(i32, Plan)>,
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
    pub fn new(
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
    pub fn shortage(&self, nth: usize) -> usize {
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
    pub fn class(&mut self, nth: usize, missing: usize, cost: i32) -> bool {
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
