//! The search against all there is: every row of stops at every time.

use super::*;
use proptest::prelude::*;

/// All times are counted in ten minutes, of which the pause at midday is made too: trying them all misses nothing.
const STEP: i32 = 10;

fn candidate() -> impl Strategy<Value = Candidate> {
    (
        0usize..9,
        1usize..4,
        prop_oneof![1 => 48i32..96, 1 => 60i32..78],
        2i32..10,
        prop_oneof![2 => Just(0i32), 1 => 1i32..18],
        10i32..60,
        0u8..4,
    )
        .prop_map(
            |(activity, place, opens, stay, slack, points, theme)| Candidate {
                activity,
                entry: 0,
                place,
                opens: opens * STEP,
                closes: (opens + stay + slack) * STEP,
                stay: stay * STEP,
                points,
                theme: 1 << theme,
                likes: 0,
            },
        )
}

fn day(most: usize) -> impl Strategy<Value = Day> {
    (
        prop::collection::vec(candidate(), 0..=12),
        prop::collection::vec(0u32..5, 16),
        (48i32..66, 78i32..108, 0i32..2, 1..=most),
    )
        .prop_map(|(candidates, ways, (from, to, rest, most))| Day {
            candidates,
            // Ways that differ by direction, and detours that are shorter: a search must not rely on either.
            ways: Ways::new(4, &|a, b| {
                if a == b {
                    0
                } else {
                    ways[a * 4 + b] * STEP as u32
                }
            }),
            from: from * STEP,
            to: to * STEP,
            rest: rest * STEP,
            most,
        })
}

/// The greatest score of any row of stops at any times, by trying all; None if nothing is possible.
fn by_trying(day: &Day, aim: Aim) -> Option<i32> {
    fn longer(day: &Day, aim: Aim, stops: &mut Vec<Stop>, best: &mut Option<i32>) {
        // The score does not depend on the times: one way of timing a row is as good as another.
        if day.holds(stops) {
            *best = (*best).max(Some(day.score(stops, aim)));
        }
        if stops.len() == day.most {
            return;
        }
        let free = stops.last().map_or(day.from, |last| last.end);
        for candidate in 0..day.candidates.len() {
            let one = &day.candidates[candidate];
            let known = |stop: &Stop| day.candidates[stop.candidate].activity == one.activity;
            if stops.iter().any(known) {
                continue;
            }
            let mut start = one.opens;
            while start + one.stay <= one.closes {
                if start >= free {
                    let end = start + one.stay;
                    stops.push(Stop {
                        candidate,
                        start,
                        end,
                    });
                    longer(day, aim, stops, best);
                    stops.pop();
                }
                start += STEP;
            }
        }
    }
    let mut best = None;
    longer(day, aim, &mut Vec::new(), &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_better_than_what_is_found(day in day(3), aim in 0usize..3) {
        let aim = Aim::ALL[aim];
        let found = search::best(&day, aim.weights(), &[]);
        prop_assert!(found.proved);
        if !found.stops.is_empty() {
            prop_assert!(day.holds(&found.stops), "{:?}", found.stops);
        }
        let mine = (!found.stops.is_empty()).then(|| day.score(&found.stops, aim));
        prop_assert_eq!(mine, by_trying(&day, aim));
    }

    #[test]
    fn proposals_hold_and_differ(day in day(6)) {
        let made = day.propose();
        prop_assert!(made.len() <= 3);
        for (nth, one) in made.iter().enumerate() {
            prop_assert!(day.holds(&one.stops));
            for other in &made[..nth] {
                prop_assert!(day.differs(&one.stops, &other.stops));
                prop_assert!(other.aim != one.aim);
            }
        }
        prop_assert_eq!(day.propose(), made, "the same again");
    }

    #[test]
    fn another_stop_leaves_the_rest_as_it_is(day in day(6), at in 0usize..6) {
        for one in day.propose() {
            let others = day.instead(&one, at, 4);
            prop_assert!(others.len() <= 4);
            for stop in others {
                let changed = one.with(at, stop);
                prop_assert!(day.holds(&changed.stops));
                prop_assert_eq!(changed.stops.len(), one.stops.len());
            }
        }
    }
}

/// A session from one hour to another, a quarter of an hour from everywhere else.
fn session(activity: usize, place: usize, from: i32, to: i32) -> Candidate {
    Candidate {
        activity,
        entry: activity,
        place,
        opens: from,
        closes: to,
        stay: to - from,
        points: 50,
        theme: 1 << (activity % 4),
        likes: 0,
    }
}

fn of(candidates: Vec<Candidate>) -> Day {
    Day {
        ways: Ways::new(9, &|a, b| if a == b { 0 } else { 15 }),
        from: 480,
        to: 1_080,
        rest: 10,
        most: 6,
        ..Day::new(candidates)
    }
}

#[test]
fn who_is_out_over_midday_eats() {
    // 10:00–12:00, then 12:30–14:00: only a quarter of an hour would be left to eat.
    let day = of(vec![session(0, 1, 600, 720), session(1, 2, 750, 840)]);
    let found = search::best(&day, Aim::Interest.weights(), &[]).stops;
    assert_eq!(found.len(), 1);
    // Half an hour later there is time.
    let day = of(vec![session(0, 1, 600, 720), session(1, 2, 780, 870)]);
    let found = search::best(&day, Aim::Interest.weights(), &[]).stops;
    assert_eq!(found.len(), 2);
    assert_eq!(day.free_before(&found, 1), 45);
    // Who starts at noon has eaten; a course over midday feeds its people.
    let day = of(vec![session(0, 1, 700, 730), session(1, 1, 740, 840)]);
    assert_eq!(
        search::best(&day, Aim::Interest.weights(), &[]).stops.len(),
        2
    );
    let day = of(vec![session(0, 1, 600, 830), session(1, 1, 840, 900)]);
    assert_eq!(
        search::best(&day, Aim::Interest.weights(), &[]).stops.len(),
        2
    );
}

#[test]
fn what_is_open_all_day_fills_the_gap_and_is_seen_once() {
    let mut open = session(7, 1, 540, 1_020);
    open.stay = 60;
    let day = of(vec![session(0, 1, 540, 600), open, session(1, 1, 690, 750)]);
    let found = search::best(&day, Aim::Interest.weights(), &[]);
    let times: Vec<_> = found.stops.iter().map(|s| (s.candidate, s.start)).collect();
    assert!(found.proved);
    assert_eq!(times, [(0, 540), (1, 610), (2, 690)]);
}

#[test]
fn one_waits_at_home_and_not_on_the_way() {
    let mut open = session(7, 1, 540, 1_020);
    open.stay = 60;
    let day = of(vec![open, session(0, 1, 900, 960)]);
    let made = day.propose();
    let times: Vec<_> = made[0].stops.iter().map(|stop| stop.start).collect();
    assert_eq!(times, [830, 900], "and not from nine o'clock on");
    // A session before it holds one to the morning; then the pause at midday is kept.
    let mut open = session(7, 1, 540, 1_020);
    open.stay = 60;
    let day = of(vec![session(1, 1, 600, 660), open, session(0, 1, 790, 850)]);
    let made = day.propose();
    let times: Vec<_> = made[0].stops.iter().map(|stop| stop.start).collect();
    assert_eq!(times, [600, 690, 790]);
}

#[test]
fn too_many_candidates_are_cut_to_the_best_in_their_order() {
    let many = (0..400).map(|at| Candidate {
        points: 50 + i32::from(at % 4 != 0),
        ..session(at, 1, 540, 600)
    });
    let day = Day::new(many.collect());
    assert_eq!(day.candidates.len(), CANDIDATES_MAX);
    assert!(day.candidates.iter().all(|one| one.points == 51));
    assert!(day.candidates.is_sorted_by_key(|one| one.activity));
}

#[test]
fn nothing_to_choose_from_is_no_proposal() {
    assert_eq!(Day::default().propose(), []);
    assert_eq!(of(Vec::new()).propose(), []);
    let mut never = session(0, 1, 540, 600);
    never.stay = 0;
    assert_eq!(of(vec![never]).propose(), []);
    let lost = Candidate {
        place: 99,
        ..session(0, 1, 540, 600)
    };
    assert_eq!(
        of(vec![lost]).propose(),
        [],
        "a place nobody knows is a day away"
    );
}

/// A day of 300 candidates of few activities, each many times and all worth the same: as hard as they come.
fn hard(seed: u32) -> Day {
    let mut state = seed;
    let mut below = |bound: i32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 16) % bound as u32) as i32
    };
    let candidates = (0..300usize).map(|at| {
        let from = 480 + 10 * below(54);
        let to = from + 30 + 10 * below(4);
        Candidate {
            points: 100 + below(3),
            theme: 1 << below(8),
            ..session(
                at % (4 + seed as usize * 3),
                1 + below(8) as usize,
                from,
                to,
            )
        }
    });
    of(candidates.collect())
}

#[test]
fn the_hardest_days_have_an_answer_too() {
    for seed in 0..12 {
        let day = hard(seed);
        let found = search::best(&day, Aim::Variety.weights(), &[]);
        assert!(day.holds(&found.stops));
        assert!(found.proved && found.stops.len() > 2, "{seed}");
    }
}
