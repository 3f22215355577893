//! The most that the rest of a day can bring: what is never less than what it does bring.

use super::Weights;
use crate::domain::itinerary::{DAY, Day};

/// By how many stops there may still be and from which minute on they begin: the most points, less the least ways to
/// them, directions apart. It is reckoned as if one were everywhere at once and might visit things again.
pub(super) struct Bound {
    /// The minutes in which something can end, from midnight on.
    pub minutes: usize,
    points: Vec<i32>,
}

impl Bound {
    /// For the candidates in `open` and at most `most` stops.
    pub fn new(day: &Day, weights: Weights, open: &[usize], most: usize) -> Self {
        let to = day.to.min(DAY);
        let minutes = usize::try_from(to).map_or(0, |to| to + 1);
        let near = |to: usize| {
            let place = day.candidates[to].place;
            let from = open.iter().filter(|from| **from != to);
            let ways = from.map(|from| day.ways.between(day.candidates[*from].place, place));
            ways.min().unwrap_or(0)
        };
        let gains: Vec<i32> = open
            .iter()
            .map(|at| day.candidates[*at].points - weights.way * near(*at))
            .collect();
        let mut points = vec![0; (most + 1) * (minutes + 1)];
        for stops in 1..=most {
            let (fewer, more) = points.split_at_mut(stops * (minutes + 1));
            let fewer = &fewer[(stops - 1) * (minutes + 1)..];
            for (at, gain) in open.iter().zip(&gains) {
                let one = &day.candidates[*at];
                for start in one.opens.max(0)..=one.closes.min(to) - one.stay {
                    let then = (start + one.stay + day.rest) as usize;
                    let here = &mut more[start as usize];
                    *here = (*here).max(gain + fewer[then.min(minutes)]);
                }
            }
            for minute in (0..minutes).rev() {
                more[minute] = more[minute].max(more[minute + 1]);
            }
        }
        Self { minutes, points }
    }

    /// The most that so many stops can bring from a minute on.
    pub fn of(&self, stops: usize, from: i32) -> i32 {
        let from = usize::try_from(from).unwrap_or(0).min(self.minutes);
        self.points[stops * (self.minutes + 1) + from]
    }
}
