//! The best itinerary of a day, exactly.
//!
//! Ways of doing the first stops are kept as labels and made longer in the order in which they end, so that every
//! stop begins as early as it can; a label that another one beats in everything that counts for the rest of the day
//! is dropped. That every activity is visited once is the hard part (it is what makes such puzzles hard at all):
//! a label remembers it for a few activities only, at first for none. If the best row of stops then visits one
//! twice, it is remembered too, and the search begins anew. A best row that visits nothing twice is the best of all:
//! what was searched holds every itinerary, and more.
//!
//! [`LABELS_MAX`] and [`REMEMBERED_MAX`] bound the work on days made to be hard; there, the best itinerary met so
//! far is answered, and [`Found::proved`] is false.

use super::{Candidate, Day, LUNCH_FROM, LUNCH_TO, Stop, Weights};

/// Most labels of one search; an ordinary day of 300 candidates takes some thousands.
const LABELS_MAX: usize = 60_000;
/// Most activities remembered.
const REMEMBERED_MAX: usize = 32;
/// Values are counted in eighths of a point: a second visit costs one, less than a point for all of them, so that
/// of equal rows the one without is met first.
const FINE: i32 = 8;
const NONE: u32 = u32::MAX;

/// What was found.
pub(super) struct Found {
    /// Empty when nothing fits.
    pub stops: Vec<Stop>,
    /// Whether nothing can be better. Only tests and measurements ask.
    #[cfg_attr(not(test), allow(dead_code))]
    pub proved: bool,
}

/// A way of doing the first stops, by its last one.
#[derive(Clone, Copy)]
struct Label {
    value: i32,
    end: i32,
    candidate: u32,
    /// The label without the last stop.
    before: u32,
    /// The next label that ends in the same minute.
    next: u32,
    /// Which of the remembered activities are visited, a bit each.
    seen: u32,
    themes: u8,
    stops: u8,
    /// How many stops visit an activity again.
    again: u8,
    /// Whether midday needs no pause any more.
    fed: bool,
    beaten: bool,
}

struct Search<'a> {
    day: &'a Day,
    weights: Weights,
    /// Activities whose visits are remembered.
    remembered: Vec<usize>,
    labels: Vec<Label>,
    /// The first label that ends in each minute.
    by_end: Vec<u32>,
    /// The labels of each candidate that nothing beats.
    of: Vec<Vec<u32>>,
}

/// The best itinerary that visits none of the `banned` activities.
pub(super) fn best(day: &Day, weights: Weights, banned: &[usize]) -> Found {
    let open: Vec<usize> = (0..day.candidates.len())
        .filter(|at| !banned.contains(&day.candidates[*at].activity))
        .collect();
    let mut search = Search {
        day,
        weights,
        remembered: Vec::new(),
        labels: Vec::new(),
        by_end: Vec::new(),
        of: Vec::new(),
    };
    let (mut stops, mut value) = (Vec::new(), i32::MIN);
    loop {
        let (any, once) = search.run(&open);
        if let Some((at, worth)) = once.filter(|(_, worth)| *worth > value) {
            (stops, value) = (search.stops(at), worth);
        }
        let all = search.labels.len() < LABELS_MAX;
        let twice = any.filter(|(_, worth)| *worth > value);
        let Some((at, _)) = twice.filter(|_| all) else {
            return Found { stops, proved: all };
        };
        let row = search.stops(at);
        let activity = |stop: &Stop| day.candidates[stop.candidate].activity;
        for (nth, stop) in row.iter().enumerate() {
            let mine = activity(stop);
            let again = row[..nth].iter().any(|other| activity(other) == mine);
            if again && !search.remembered.contains(&mine) {
                search.remembered.push(mine);
            }
        }
        if search.remembered.len() > REMEMBERED_MAX {
            return Found {
                stops,
                proved: false,
            };
        }
    }
}

type Best = Option<(u32, i32)>;

impl Search<'_> {
    /// The best row of stops, and the best one that visits nothing twice, each with its value.
    fn run(&mut self, open: &[usize]) -> (Best, Best) {
        let day = self.day;
        let minutes = usize::try_from(day.to.min(super::DAY)).map_or(0, |to| to + 1);
        self.labels.clear();
        self.by_end = vec![NONE; minutes];
        self.of = vec![Vec::new(); day.candidates.len()];
        let first = Label {
            value: 0,
            end: day.from,
            candidate: NONE,
            before: NONE,
            next: NONE,
            seen: 0,
            themes: 0,
            stops: 0,
            again: 0,
            fed: false,
            beaten: false,
        };
        for at in open {
            self.first_stop(&first, *at);
        }
        let (mut any, mut once): (Best, Best) = (None, None);
        for minute in 0..minutes {
            let mut next = self.by_end[minute];
            while next != NONE {
                let (at, label) = (next, self.labels[next as usize]);
                next = label.next;
                if label.beaten {
                    continue;
                }
                let home = day.ways.between(self.candidate(&label).place, 0);
                if label.end + home <= day.to {
                    let value = label.value - FINE * self.weights.way * home;
                    let better = |best: &Best| best.is_none_or(|(_, before)| value > before);
                    if better(&any) {
                        any = Some((at, value));
                    }
                    if label.again == 0 && better(&once) {
                        once = Some((at, value));
                    }
                }
                if usize::from(label.stops) < day.most {
                    for to in open {
                        self.next_stop(at, &label, *to);
                    }
                }
            }
        }
        (any, once)
    }

    fn candidate(&self, label: &Label) -> &Candidate {
        &self.day.candidates[label.candidate as usize]
    }

    /// As early as one can; or after half past eleven, when one has eaten before one leaves.
    fn first_stop(&mut self, none: &Label, to: usize) {
        let one = &self.day.candidates[to];
        let way = self.day.ways.between(0, one.place);
        let early = one.opens.max(self.day.from + way);
        self.add(none, NONE, to, way, (early, early >= LUNCH_FROM));
        if early < LUNCH_FROM {
            let late = one.opens.max(LUNCH_FROM);
            self.add(none, NONE, to, way, (late, true));
        }
    }

    /// As early as one can; and once more after a pause, while one is owed and it makes a difference.
    fn next_stop(&mut self, at: u32, label: &Label, to: usize) {
        let (last, one) = (self.candidate(label), &self.day.candidates[to]);
        if one.activity == last.activity {
            return;
        }
        let way = self.day.ways.between(last.place, one.place);
        let start = one.opens.max(label.end + way + self.day.rest);
        if start + one.stay > one.closes {
            return;
        }
        if label.fed {
            return self.add(label, at, to, way, (start, true));
        }
        let ready = Day::fed(label.end, way).map(|ready| ready.max(start));
        if ready != Some(start) && (start < LUNCH_FROM || start + one.stay <= LUNCH_TO) {
            self.add(label, at, to, way, (start, false));
        }
        if let Some(ready) = ready {
            self.add(label, at, to, way, (ready, true));
        }
    }

    /// Puts a label for one stop more, if that is possible and nothing beats it.
    fn add(&mut self, before: &Label, at: u32, to: usize, way: i32, (start, fed): (i32, bool)) {
        let one = &self.day.candidates[to];
        let end = start + one.stay;
        let remembered = self.remembered.iter();
        let bit = remembered
            .zip(0..32)
            .find(|(activity, _)| **activity == one.activity)
            .map_or(0, |(_, bit)| 1u32 << bit);
        let in_time = end <= one.closes && one.stay > 0 && start >= 0;
        if !in_time || before.seen & bit != 0 || self.labels.len() >= LABELS_MAX {
            return;
        }
        let Some(head) = usize::try_from(end)
            .ok()
            .filter(|end| *end < self.by_end.len())
        else {
            return;
        };
        let again = bit == 0 && self.visits(at, one.activity);
        let new = before.themes | one.theme;
        let themes = (new.count_ones() - before.themes.count_ones()) as i32;
        let gain = one.points + self.weights.theme * themes - self.weights.way * way;
        let label = Label {
            value: before.value + FINE * gain - i32::from(again),
            end,
            candidate: to as u32,
            before: at,
            next: self.by_end[head],
            seen: before.seen | bit,
            themes: new,
            stops: before.stops + 1,
            again: before.again + u8::from(again),
            fed: fed || Day::feeds(start, end),
            beaten: false,
        };
        let (labels, theme) = (&mut self.labels, FINE * self.weights.theme);
        let of = &mut self.of[to];
        if of
            .iter()
            .any(|other| beats(&labels[*other as usize], &label, theme))
        {
            return;
        }
        of.retain(|other| {
            let other = &mut labels[*other as usize];
            other.beaten = beats(&label, other, theme);
            !other.beaten
        });
        let mine = labels.len() as u32;
        of.push(mine);
        labels.push(label);
        self.by_end[head] = mine;
    }

    /// Whether a row of stops visits an activity.
    fn visits(&self, mut at: u32, activity: usize) -> bool {
        while at != NONE {
            let label = &self.labels[at as usize];
            if self.candidate(label).activity == activity {
                return true;
            }
            at = label.before;
        }
        false
    }

    fn stops(&self, mut at: u32) -> Vec<Stop> {
        let mut stops = Vec::new();
        while at != NONE {
            let label = &self.labels[at as usize];
            stops.push(Stop {
                candidate: label.candidate as usize,
                start: label.end - self.candidate(label).stay,
                end: label.end,
            });
            at = label.before;
        }
        stops.reverse();
        stops
    }
}

/// Whether whatever follows `other` could as well follow `one` and be worth no less. Directions that `one` has
/// touched already may still bring `other` their points.
fn beats(one: &Label, other: &Label, theme: i32) -> bool {
    let to_come = (one.themes & !other.themes).count_ones() as i32;
    one.end <= other.end
        && one.stops <= other.stops
        && (one.fed || !other.fed)
        && one.seen & !other.seen == 0
        && one.value >= other.value + theme * to_come
}
