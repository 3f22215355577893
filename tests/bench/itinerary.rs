//! What planning a day costs: three proposals, and what could stand in the place of a stop.
//! Prints the fastest of several rounds, in microseconds: what the code costs, not what else the machine did.
//!
//! usage: make bench

use kepu_day::domain::itinerary::{Candidate, Day, Ways};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    for count in [50, 300] {
        for (open, name) in [(5, "sessions"), (2, "half of it open all day")] {
            measure(count, open, name);
        }
    }
}

fn measure(count: usize, open: usize, name: &str) {
    let row = |step: &str, took: Duration| {
        let step = format!("{step}, {name}");
        println!("{count}\t{step}\t{:.2}", took.as_secs_f64() * 1e6);
    };
    let day = day(count, open);
    row("proposals", fastest(|| day.propose()));
    let made = day.propose();
    let first = made.first().expect("there is something to do");
    row("another stop", fastest(|| day.instead(first, 1, 4)));
}

/// A day of a big city: every third activity has several sessions, every so many-th is open all day.
fn day(count: usize, open: usize) -> Day {
    let mut random = Random(42);
    let mut activity = 0;
    let candidates = (0..count).map(|at| {
        activity += usize::from(random.below(3) > 0);
        let opens = 480 + 10 * random.below(60);
        let stay = 30 + 10 * random.below(12);
        let all_day = at % open == 0;
        Candidate {
            activity,
            entry: at,
            place: 1 + random.below(60) as usize,
            opens: if all_day { 540 } else { opens },
            closes: if all_day { 1_020 } else { opens + stay },
            stay: if all_day { 60 } else { stay },
            points: 40 + stay.min(120) / 2 + 50 * random.below(3),
            theme: 1 << random.below(4),
            likes: 0,
        }
    });
    let candidates = candidates.collect();
    let ways: Vec<u32> = (0..61 * 61).map(|_| 5 * random.below(14) as u32).collect();
    Day {
        ways: Ways::new(61, &|a, b| if a == b { 0 } else { ways[a * 61 + b] }),
        from: 480,
        to: 1_080,
        rest: 10,
        most: 6,
        ..Day::new(candidates)
    }
}

/// The same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i32) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as i32
    }
}

/// The fastest of [`ROUNDS`] calls.
fn fastest<T>(mut call: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let began = Instant::now();
        black_box(call());
        began.elapsed()
    };
    (0..ROUNDS).map(time).min().expect("there are rounds")
}
