//! The best itinerary of a day, exactly.
//!
//! Ways of doing the first stops are kept as labels and made longer in the order in which they end, so that every
//! stop begins as early as it can; a label that another one beats in everything that counts for the rest of the day
//! is dropped. That every activity is visited once is the hard part (it is what makes such puzzles hard at all):
//! a label remembers it for a few activities only, at first for none. If the best row of stops then visits one
//! twice, it is remembered too, and the search begins anew. A best row that visits nothing twice is the best of all:
//! what was searched holds every itinerary, and more.
//!
//! Most labels are never made: [`Bound`] says the most that the rest of a day can bring, and what cannot
//! come near to that is left out. How near is asked in steps, until something is found; so the best is met first.
//!
//! [`LABELS_MAX`] and [`REMEMBERED_MAX`] bound the work on days made to be hard; there, the best itinerary met so
//! far is answered, and [`Found::proved`] is false.

mod bound;
mod label;

use super::{Candidate, Day, LUNCH_FROM, LUNCH_TO, Stop, Weights};
use crate::domain::order::order;
use bound::Bound;
use label::{Label, beats};

/// Most labels made in all; an ordinary day of 300 candidates takes some thousands.
const LABELS_MAX: usize = 120_000;
/// Most activities remembered.
const REMEMBERED_MAX: usize = 32;
/// Values are counted in eighths of a point: a second visit costs one, less than a point for all of them, so that
/// of equal rows the one without is met first.
const FINE: i32 = 8;
/// In how many steps one comes down from what cannot be surpassed.
const STEPS: i32 = 32;
const NONE: u32 = u32::MAX;

/// What was found.
pub(super) struct Found {
    /// Empty when nothing fits.
    pub stops: Vec<Stop>,
    /// Whether nothing can be better. Only tests and measurements ask.
    #[cfg_attr(not(test), allow(dead_code))]
    pub proved: bool,
}

struct Search<'a> {
    day: &'a Day,
    weights: Weights,
    /// The candidates, those that can begin latest first.
    open: Vec<usize>,
    /// Activities whose visits are remembered.
    remembered: Vec<usize>,
    /// Only what is worth more than this is of interest.
    least: i32,
    /// Most stops: as the day says, and not more than there are activities.
    most: usize,
    bound: Bound,
    /// The directions there are.
    themes: u8,
    labels: Vec<Label>,
    /// How many more may be made.
    budget: usize,
    /// The first label that ends in each minute.
    by_end: Vec<u32>,
    /// The labels of each candidate that nothing beats.
    of: Vec<Vec<u32>>,
}

/// The best itinerary that visits none of the `banned` activities.
pub(super) fn best(day: &Day, weights: Weights, banned: &[usize]) -> Found {
    let mut search = Search::new(day, weights, banned);
    let most = FINE
        * (search.bound.of(search.most, day.from)
            + weights.theme * search.themes.count_ones().min(search.most as u32) as i32);
    let mut tried = 0;
    let mut stops = Vec::new();
    loop {
        if stops.is_empty() {
            search.least = if tried < STEPS {
                most - most / STEPS * (tried + 1)
            } else {
                i32::MIN
            };
        }
        let (any, once) = search.run();
        let proved = search.budget > 0;
        if let Some((at, worth)) = once {
            (stops, search.least) = (search.stops(at), worth);
        }
        if any.is_none() && stops.is_empty() && tried < STEPS && proved {
            tried += 1;
            continue;
        }
        // What is worth more than the best that visits nothing twice does visit something twice.
        let least = search.least;
        let Some((at, _)) = any.filter(|(_, worth)| proved && *worth > least) else {
            if stops.is_empty() && !proved {
                stops = search.any_stop();
            }
            return Found { stops, proved };
        };
        let row = search.stops(at);
        for (nth, stop) in row.iter().enumerate() {
            let activity = search.activity(stop);
            let again = row[..nth].iter().any(|o| search.activity(o) == activity);
            if again && !search.remembered.contains(&activity) {
                search.remembered.push(activity);
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

impl<'a> Search<'a> {
    fn new(day: &'a Day, weights: Weights, banned: &[usize]) -> Self {
        let latest = |at: usize| {
            let one = &day.candidates[at];
            (i64::from(one.stay - one.closes), 0)
        };
        let mut open = order(day.candidates.len(), &latest);
        open.retain(|at| {
            let one = &day.candidates[*at];
            one.stay > 0 && !banned.contains(&one.activity)
        });
        let themes = open
            .iter()
            .fold(0, |all, at| all | day.candidates[*at].theme);
        let activity = |nth: usize| day.candidates[open[nth]].activity;
        let first = |nth: &usize| (0..*nth).all(|before| activity(before) != activity(*nth));
        let activities = (0..open.len()).filter(first).count();
        let most = day.most.min(activities);
        Self {
            day,
            weights,
            most,
            remembered: Vec::new(),
            least: i32::MIN,
            bound: Bound::new(day, weights, &open, most),
            open,
            themes,
            labels: Vec::new(),
            budget: LABELS_MAX,
            by_end: Vec::new(),
            of: Vec::new(),
        }
    }

    /// The most that a label can become.
    fn promise(&self, label: &Label) -> i32 {
        let left = self.most - usize::from(label.stops);
        let stops = self.bound.of(left, label.end + self.day.rest);
        label.value + FINE * (stops + self.themes_to_come(label, left))
    }

    /// The most that directions can still bring.
    fn themes_to_come(&self, label: &Label, left: usize) -> i32 {
        let new = (self.themes & !label.themes).count_ones().min(left as u32);
        self.weights.theme * new as i32
    }

    fn activity(&self, stop: &Stop) -> usize {
        self.day.candidates[stop.candidate].activity
    }

    /// The best row of stops, and the best one that visits nothing twice, each with its value: those worth more than
    /// [`Search::least`].
    fn run(&mut self) -> (Best, Best) {
        let day = self.day;
        let minutes = self.bound.minutes;
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
        for nth in 0..self.open.len() {
            self.first_stop(&first, self.open[nth]);
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
                    let least = self.least;
                    let better = |best: &Best| value > best.map_or(least, |(_, before)| before);
                    if better(&any) {
                        any = Some((at, value));
                    }
                    if label.again == 0 && better(&once) {
                        once = Some((at, value));
                    }
                }
                if usize::from(label.stops) < self.most {
                    let left = self.most - usize::from(label.stops);
                    let promised = label.value + FINE * self.themes_to_come(&label, left);
                    // How much the other stops may fall short.
                    let room = promised.saturating_sub(self.least);
                    for nth in 0..self.open.len() {
                        let to = self.open[nth];
                        let one = &day.candidates[to];
                        if one.closes - one.stay < label.end + day.rest {
                            break;
                        }
                        self.next_stop(at, &label, to, room);
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
    fn next_stop(&mut self, at: u32, label: &Label, to: usize, room: i32) {
        let (last, one) = (self.candidate(label), &self.day.candidates[to]);
        if one.activity == last.activity {
            return;
        }
        let way = self.day.ways.between(last.place, one.place);
        let start = one.opens.max(label.end + way + self.day.rest);
        let end = start + one.stay;
        if end > one.closes {
            return;
        }
        // Most candidates end here: that it is cheap is what makes the search quick.
        let left = self.most - usize::from(label.stops) - 1;
        let further = self.bound.of(left, end + self.day.rest);
        let gain = one.points - self.weights.way * way + further;
        if room.saturating_add(FINE * gain) <= 0 {
            return;
        }
        if label.fed {
            return self.add(label, at, to, way, (start, true));
        }
        let ready = Day::fed(label.end, way).map(|ready| ready.max(start));
        if ready != Some(start) && (start < LUNCH_FROM || end <= LUNCH_TO) {
            self.add(label, at, to, way, (start, false));
        }
        if let Some(ready) = ready {
            self.add(label, at, to, way, (ready, true));
        }
    }

    /// Puts a label for one stop more, if that is possible, promises enough, and nothing beats it.
    fn add(&mut self, before: &Label, at: u32, to: usize, way: i32, (start, fed): (i32, bool)) {
        let one = &self.day.candidates[to];
        let end = start + one.stay;
        if end > one.closes.min(self.day.to).min(super::DAY) || start < 0 {
            return;
        }
        let themes = before.themes | one.theme;
        let new = (themes.count_ones() - before.themes.count_ones()) as i32;
        let gain = one.points + self.weights.theme * new - self.weights.way * way;
        let mut label = Label {
            value: before.value + FINE * gain,
            end,
            candidate: to as u32,
            before: at,
            next: NONE,
            seen: before.seen,
            themes,
            stops: before.stops + 1,
            again: before.again,
            fed: fed || Day::feeds(start, end),
            beaten: false,
        };
        if self.promise(&label) <= self.least || self.budget == 0 {
            return;
        }
        let mut remembered = self.remembered.iter();
        if let Some(bit) = remembered.position(|known| *known == one.activity) {
            if label.seen & 1 << bit != 0 {
                return;
            }
            label.seen |= 1 << bit;
        } else if self.visits(at, one.activity) {
            label.again += 1;
            label.value -= 1;
        }
        let theme = FINE * self.weights.theme;
        let (labels, of) = (&mut self.labels, &mut self.of[to]);
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
        label.next = std::mem::replace(&mut self.by_end[end as usize], mine);
        of.push(mine);
        self.budget -= 1;
        labels.push(label);
    }

    /// The best single stop, for a day that is too hard for more.
    fn any_stop(&self) -> Vec<Stop> {
        let day = Day {
            most: 1,
            ..self.day.clone()
        };
        let mut simple = Search::new(&day, self.weights, &[]);
        simple.open.clone_from(&self.open);
        let (any, _) = simple.run();
        any.map_or_else(Vec::new, |(at, _)| simple.stops(at))
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
