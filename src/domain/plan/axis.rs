//! The plan on the axis of time: by day, what overlaps side by side, what lies between.

use super::{Item, minutes};
use crate::domain::time::{self, Moment};
use chrono::NaiveDate;

/// One day of the plan. Numbers are places in the list of things.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    pub day: NaiveDate,
    /// What is open for hours: it stands beside the axis.
    pub loose: Vec<usize>,
    pub groups: Vec<Group>,
}

/// Things that overlap, or a single one.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The free time before it, back to what leaves the least of it.
    pub gap: Option<Gap>,
    /// Things side by side. More than one lane is a clash.
    pub lanes: usize,
    pub slots: Vec<Slot>,
}

/// A thing in its lane, and the free time back to the one before it there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    pub item: usize,
    pub lane: usize,
    pub gap: Option<Gap>,
}

/// Time between two things, and what the way takes of it, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub minutes: u32,
    pub way: u32,
}

impl Gap {
    /// Whether the way takes longer than there is time.
    pub fn is_tight(&self) -> bool {
        self.way > self.minutes
    }
}

/// The minutes of the way between two things.
type Way<'a> = &'a dyn Fn(&Item, &Item) -> u32;

/// The free time between two things.
fn between(items: &[Item], before: usize, after: usize, way: Way) -> Gap {
    let (before, after) = (&items[before], &items[after]);
    Gap {
        minutes: minutes(&before.at.end, &after.at.start),
        way: way(before, after),
    }
}

impl Group {
    fn of(item: usize, gap: Option<Gap>) -> Self {
        let lane = 0;
        Self {
            gap,
            lanes: 1,
            slots: vec![Slot {
                item,
                lane,
                gap: None,
            }],
        }
    }

    /// What stands last in a lane.
    fn last(&self, lane: usize) -> Option<usize> {
        let last = self.slots.iter().rfind(|slot| slot.lane == lane);
        last.map(|slot| slot.item)
    }

    /// Puts one more thing into the first lane that is free by then.
    fn take(&mut self, items: &[Item], item: usize, way: Way) {
        let start = items[item].at.start;
        let mut place = (self.lanes, None);
        for lane in (0..self.lanes).rev() {
            let last = self.last(lane);
            if last.is_some_and(|last| items[last].at.end <= start) {
                place = (lane, last);
            }
        }
        let (lane, last) = place;
        let gap = last.map(|last| between(items, last, item, way));
        self.lanes = self.lanes.max(lane + 1);
        self.slots.push(Slot { item, lane, gap });
    }

    /// The free time after it and before `item`: from the lane that leaves the least beside the way.
    fn gap_to(&self, items: &[Item], item: usize, way: Way) -> Option<Gap> {
        let mut least: Option<Gap> = None;
        let room = |gap: &Gap| i64::from(gap.minutes) - i64::from(gap.way);
        for lane in 0..self.lanes {
            let gap = between(items, self.last(lane)?, item, way);
            if least.is_none_or(|least| room(&gap) < room(&least)) {
                least = Some(gap);
            }
        }
        least
    }

    /// Whether something in it is still going on at this moment.
    fn goes_on(&self, items: &[Item], at: &Moment) -> bool {
        self.slots.iter().any(|slot| items[slot.item].at.end > *at)
    }
}

/// The days of a plan, whose things stand in the order in which they begin.
pub fn days(items: &[Item], way: Way) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    // The last group of the day that binds.
    let mut open: Option<usize> = None;
    for (at, item) in items.iter().enumerate() {
        let day = time::day_of(&item.at.start);
        if days.last().is_none_or(|last| last.day != day) {
            open = None;
            days.push(Day {
                day,
                loose: Vec::new(),
                groups: Vec::new(),
            });
        }
        let Some(day) = days.last_mut() else {
            continue;
        };
        if item.is_off() {
            day.groups.push(Group::of(at, None));
        } else if item.loose {
            day.loose.push(at);
        } else if let Some(group) = open
            && day.groups[group].goes_on(items, &item.at.start)
        {
            day.groups[group].take(items, at, way);
        } else {
            let gap = open.and_then(|group| day.groups[group].gap_to(items, at, way));
            open = Some(day.groups.len());
            day.groups.push(Group::of(at, gap));
        }
    }
    days
}
