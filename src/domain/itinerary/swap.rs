//! Another stop in the place of one.

use super::{Day, Itinerary, Stop};
use crate::domain::order::order;

impl Day {
    /// What could be visited in place of the stop at `at` while the others stay as they are, the best first: at most
    /// `most` of them, each activity once.
    pub fn instead(&self, itinerary: &Itinerary, at: usize, most: usize) -> Vec<Stop> {
        let stops = &itinerary.stops;
        let Some(old) = stops.get(at) else {
            return Vec::new();
        };
        let activity = |stop: &Stop| self.candidates[stop.candidate].activity;
        let mut found: Vec<(Stop, i32)> = Vec::new();
        for candidate in 0..self.candidates.len() {
            let one = &self.candidates[candidate];
            if one.activity == activity(old) {
                continue;
            }
            let fits = self
                .times(stops, at, candidate)
                .into_iter()
                .find_map(|start| {
                    let stop = Stop {
                        candidate,
                        start,
                        end: start + one.stay,
                    };
                    let changed = with(stops, at, stop);
                    let holds = self.holds(&changed);
                    holds.then(|| (stop, self.score(&changed, itinerary.aim)))
                });
            found.extend(fits);
        }
        let mut picked: Vec<Stop> = Vec::new();
        for next in order(found.len(), &|at| (-i64::from(found[at].1), 0)) {
            let stop = found[next].0;
            let known = |other: &Stop| activity(other) == activity(&stop);
            if picked.len() < most && !picked.iter().any(known) {
                picked.push(stop);
            }
        }
        picked
    }

    /// When a candidate could begin at this place among the stops: as early as can be, or after a pause.
    fn times(&self, stops: &[Stop], at: usize, candidate: usize) -> [i32; 2] {
        let one = &self.candidates[candidate];
        let before = at.checked_sub(1).map(|before| &stops[before]);
        let way = before.map_or(0, |stop| self.place(stop));
        let way = self.ways.between(way, one.place);
        let (early, late) = match before {
            None => (self.from + way, super::LUNCH_FROM.max(self.from + way)),
            Some(stop) => {
                let early = stop.end + way + self.rest;
                let fed = Self::fed(stop.end, way).unwrap_or(early);
                (early, early.max(fed))
            }
        };
        [one.opens.max(early), one.opens.max(late)]
    }
}

impl Itinerary {
    /// The same with another stop at `at`.
    pub fn with(&self, at: usize, stop: Stop) -> Self {
        Self {
            aim: self.aim,
            stops: with(&self.stops, at, stop),
        }
    }
}

fn with(stops: &[Stop], at: usize, stop: Stop) -> Vec<Stop> {
    let mut stops = stops.to_vec();
    if let Some(old) = stops.get_mut(at) {
        *old = stop;
    }
    stops
}
