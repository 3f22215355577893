//! 排行程: up to three proposals for one day out, made of sessions and open days, with the ways between them.
//!
//! # What is sought
//! An itinerary is a row of stops, each activity at most once, at most [`Day::most`] of them. It leaves the start no
//! earlier than [`Day::from`] and is back no later than [`Day::to`]; between two stops lie the way and a short rest;
//! whoever is under way before 11:30 and after 13:30 has [`LUNCH`] minutes to eat in between, unless one of the stops
//! lasts over all of midday: it has a pause of its own. A session is visited from its start to its end; what is open
//! for hours is visited for a while at any time within them.
//!
//! The best one has the greatest sum of the points of its stops, and of [`Weights::theme`] for every direction that
//! it touches, less [`Weights::way`] for every minute of way, those from the start and back to it included.
//! `search` finds it exactly. The three [`Aim`]s differ in their weights alone.
//!
//! # Which three
//! For every aim in turn its best itinerary is taken, if at least half of its stops are in none of the earlier
//! proposals' (compared with each alone); otherwise the best one without any activity proposed before. An aim for
//! which nothing is left has no proposal.

mod offer;
mod search;
mod swap;
mod wish;

#[cfg(test)]
#[path = "itinerary/tests.rs"]
mod tests;

pub use offer::Offer;
pub use wish::{CLOCKS, Pace, Wish};

/// The pause of whoever is under way over midday, in minutes, and the hours it lies in, in minutes of the day.
pub const LUNCH: i32 = 40;
pub const LUNCH_FROM: i32 = 11 * 60 + 30;
pub const LUNCH_TO: i32 = 13 * 60 + 30;
/// Most candidates looked at; [`Day::new`] says which.
pub const CANDIDATES_MAX: usize = 300;
/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// Something one can go to on the day. Times are minutes of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Those with the same number are one activity.
    pub activity: usize,
    /// Index into the programme's entries.
    pub entry: usize,
    /// Where it is, as [`Ways`] counts places.
    pub place: usize,
    /// One can be there from `opens` to `closes`, and stays for `stay` minutes: all of it at a session.
    pub opens: i32,
    pub closes: i32,
    pub stay: i32,
    /// How much it is worth to who asks.
    pub points: i32,
    /// One bit of the direction's; none where it has none.
    pub theme: u8,
    /// The wish's likes that it meets, a bit each.
    pub likes: u32,
}

/// Minutes between places. Place 0 is where one starts from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ways {
    places: usize,
    minutes: Vec<i32>,
}

impl Ways {
    /// Asks for the way between any two of `places` places.
    pub fn new(places: usize, minutes: &dyn Fn(usize, usize) -> u32) -> Self {
        let pairs = (0..places * places).map(|at| {
            let minutes = minutes(at / places, at % places);
            i32::try_from(minutes).unwrap_or(DAY).min(DAY)
        });
        Self {
            minutes: pairs.collect(),
            places,
        }
    }

    /// The way from one place to another; a whole day to where nobody knows.
    pub fn between(&self, from: usize, to: usize) -> i32 {
        let at = from * self.places + to;
        self.minutes
            .get(at)
            .filter(|_| to < self.places)
            .map_or(DAY, |way| *way)
    }
}

/// A day with all that one could do, and how much one wants of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Day {
    pub candidates: Vec<Candidate>,
    pub ways: Ways,
    /// When one leaves, and when one is back, in minutes of the day.
    pub from: i32,
    pub to: i32,
    /// Free minutes between two stops, apart from the way.
    pub rest: i32,
    /// Most stops.
    pub most: usize,
}

/// What a proposal is best at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    Interest,
    Near,
    Variety,
}

/// What counts beside the points of the stops.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// Points of a direction that is touched.
    pub theme: i32,
    /// Points that a minute of way costs.
    pub way: i32,
}

impl Aim {
    pub const ALL: [Self; 3] = [Self::Interest, Self::Near, Self::Variety];

    pub fn weights(self) -> Weights {
        match self {
            Self::Interest => Weights { theme: 10, way: 1 },
            Self::Near => Weights { theme: 10, way: 3 },
            Self::Variety => Weights { theme: 120, way: 1 },
        }
    }
}

/// One stop of an itinerary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Index into [`Day::candidates`].
    pub candidate: usize,
    /// When it is visited, in minutes of the day.
    pub start: i32,
    pub end: i32,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Itinerary {
    pub aim: Aim,
    pub stops: Vec<Stop>,
}

/// Why an itinerary is worth proposing, for words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Why {
    /// The wish's likes that are met, a bit each.
    pub likes: u32,
    /// How many directions it touches.
    pub themes: u32,
    /// Minutes of way in all, those from the start and back included.
    pub way: i32,
    /// Minutes between the stops that are neither visit nor way.
    pub free: i32,
}

impl Day {
    /// A day of these candidates: those of more points first, then the earlier, when there are more than
    /// [`CANDIDATES_MAX`].
    pub fn new(mut candidates: Vec<Candidate>) -> Self {
        if candidates.len() > CANDIDATES_MAX {
            let order = super::order::order(candidates.len(), &|at| {
                let one = &candidates[at];
                (-i64::from(one.points), i64::from(one.opens))
            });
            let mut kept = vec![false; order.len()];
            for at in order.iter().take(CANDIDATES_MAX) {
                kept[*at] = true;
            }
            let mut kept = kept.into_iter();
            candidates.retain(|_| kept.next() == Some(true));
        }
        Self {
            candidates,
            ..Self::default()
        }
    }

    fn place(&self, stop: &Stop) -> usize {
        self.candidates[stop.candidate].place
    }

    /// The way to the stop at `at`, from the one before or from the start.
    pub fn way_to(&self, stops: &[Stop], at: usize) -> i32 {
        let before = at
            .checked_sub(1)
            .map_or(0, |before| self.place(&stops[before]));
        self.ways.between(before, self.place(&stops[at]))
    }

    /// The way home from the last stop.
    pub fn way_home(&self, stops: &[Stop]) -> i32 {
        stops
            .last()
            .map_or(0, |last| self.ways.between(self.place(last), 0))
    }

    /// Minutes before the stop at `at` that are neither visit nor way; none before the first.
    pub fn free_before(&self, stops: &[Stop], at: usize) -> i32 {
        at.checked_sub(1).map_or(0, |before| {
            stops[at].start - stops[before].end - self.way_to(stops, at)
        })
    }

    /// The earliest one can be at the next place after `end`, a way of `way` minutes off, having eaten: where one
    /// arrives, if that is in time, else before one sets out. None when midday is over.
    fn fed(end: i32, way: i32) -> Option<i32> {
        let after = (end + way).max(LUNCH_FROM) + LUNCH;
        let before = end.max(LUNCH_FROM) + LUNCH;
        if after <= LUNCH_TO {
            Some(after)
        } else {
            (before <= LUNCH_TO).then_some(before + way)
        }
    }

    /// Whether a stop lasts over all of midday.
    fn feeds(start: i32, end: i32) -> bool {
        start < LUNCH_FROM && end > LUNCH_TO
    }

    /// Whether one can really do it like this, as the head of this file says.
    pub fn holds(&self, stops: &[Stop]) -> bool {
        let (Some(first), Some(last)) = (stops.first(), stops.last()) else {
            return false;
        };
        let once = |at: usize| {
            let activity = |stop: &Stop| self.candidates[stop.candidate].activity;
            let mine = activity(&stops[at]);
            stops[..at].iter().all(|other| activity(other) != mine)
        };
        let open = |stop: &Stop| {
            let one = &self.candidates[stop.candidate];
            one.opens <= stop.start && stop.end <= one.closes && stop.end - stop.start == one.stay
        };
        let hungry = Self::feeds(first.start, last.end)
            && !stops.iter().any(|stop| Self::feeds(stop.start, stop.end));
        let eats = |at: usize| {
            let ready = Self::fed(stops[at - 1].end, self.way_to(stops, at));
            ready.is_some_and(|ready| ready <= stops[at].start)
        };
        stops.len() <= self.most
            && first.start >= self.from + self.way_to(stops, 0)
            && last.end + self.way_home(stops) <= self.to
            && (0..stops.len()).all(|at| once(at) && open(&stops[at]))
            && (1..stops.len()).all(|at| self.free_before(stops, at) >= self.rest)
            && (!hungry || (1..stops.len()).any(eats))
    }

    /// Why it is worth proposing.
    pub fn why(&self, stops: &[Stop]) -> Why {
        let mut why = Why {
            way: self.way_home(stops),
            ..Why::default()
        };
        let mut themes = 0u8;
        for (at, stop) in stops.iter().enumerate() {
            let one = &self.candidates[stop.candidate];
            why.likes |= one.likes;
            themes |= one.theme;
            why.way += self.way_to(stops, at);
            why.free += self.free_before(stops, at);
        }
        why.themes = themes.count_ones();
        why
    }

    /// What `aim` gives for these stops; greater is better.
    pub fn score(&self, stops: &[Stop], aim: Aim) -> i32 {
        let (why, weights) = (self.why(stops), aim.weights());
        let points = stops
            .iter()
            .map(|stop| self.candidates[stop.candidate].points);
        points.sum::<i32>() + weights.theme * why.themes as i32 - weights.way * why.way
    }

    /// Up to three proposals that differ; see the head of this file.
    pub fn propose(&self) -> Vec<Itinerary> {
        let mut made: Vec<Itinerary> = Vec::new();
        for aim in Aim::ALL {
            let mut stops = search::best(self, aim.weights(), &[]).stops;
            if made.iter().any(|other| !self.differs(&stops, &other.stops)) {
                let known: Vec<usize> = made
                    .iter()
                    .flat_map(|other| &other.stops)
                    .map(|stop| self.candidates[stop.candidate].activity)
                    .collect();
                stops = search::best(self, aim.weights(), &known).stops;
            }
            if !stops.is_empty() {
                self.settle(&mut stops);
                made.push(Itinerary { aim, stops });
            }
        }
        made
    }

    /// Visits what is open for hours as late as the next stop allows: one waits at home, not on the way.
    fn settle(&self, stops: &mut Vec<Stop>) {
        for at in (0..stops.len().saturating_sub(1)).rev() {
            let one = &self.candidates[stops[at].candidate];
            let until = stops[at + 1].start - self.way_to(stops, at + 1);
            for pause in [self.rest, LUNCH.max(self.rest)] {
                let mut later = stops.clone();
                let end = one.closes.min(until - pause);
                later[at].start = end - one.stay;
                later[at].end = end;
                if end > stops[at].end && self.holds(&later) {
                    *stops = later;
                    break;
                }
            }
        }
    }

    /// Whether at least half of the stops are of activities that the other does not visit.
    fn differs(&self, stops: &[Stop], other: &[Stop]) -> bool {
        let activity = |stop: &Stop| self.candidates[stop.candidate].activity;
        let new = |stop: &&Stop| other.iter().all(|old| activity(old) != activity(stop));
        2 * stops.iter().filter(new).count() >= stops.len()
    }
}
