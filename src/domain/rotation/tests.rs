//! Proposals against all plans there are, and on a grade of real size.

use super::*;
use proptest::prelude::*;

fn session(activity: usize, start: i32, minutes: i32, room: u32, classes: usize) -> Candidate {
    Candidate {
        activity,
        start,
        end: start + minutes,
        place: 0,
        room,
        bars: vec![None; classes],
    }
}

fn task(classes: &[u32], activities: usize, mut candidates: Vec<Candidate>) -> Task {
    candidates.sort_by_key(|session| session.start);
    Task {
        classes: classes.to_vec(),
        activities,
        candidates,
        ways: Ways::new(3, &|a, b| if a == b { 0 } else { 20 }),
        pins: Vec::new(),
    }
}

/// Visits missing, then the span, then its beginning: less is better.
type Worth = (usize, i32, i32);

fn worth(task: &Task, plan: &[Option<usize>]) -> Worth {
    let had = || plan.iter().flatten().map(|at| &task.candidates[*at]);
    let start = had().map(|session| session.start).min().unwrap_or(0);
    let end = had().map(|session| session.end).max().unwrap_or(0);
    (propose::missing(plan), end - start, start)
}

fn holds(task: &Task, plan: &[Option<usize>]) -> bool {
    task.bars(plan).iter().all(Option::is_none)
        && plan.iter().enumerate().all(|(visit, session)| {
            let pin = task.pins.get(visit).copied().flatten();
            session.is_none()
                || session.is_some_and(|at| {
                    task.candidates[at].activity == visit % task.activities
                        && pin.is_none_or(|pin| pin == at)
                })
        })
}

/// The best of all plans, by making every one.
fn by_trying(task: &Task) -> Worth {
    fn on(task: &Task, plan: &mut Plan, visit: usize, best: &mut Option<Worth>) {
        if visit == plan.len() {
            let worth = worth(task, plan);
            if best.is_none_or(|best| worth < best) {
                *best = Some(worth);
            }
            return;
        }
        let (class, activity) = (visit / task.activities, visit % task.activities);
        on(task, plan, visit + 1, best);
        for session in task.sessions(activity) {
            if task.pin(visit).is_none_or(|pin| pin == session)
                && task.bar(plan, class, session).is_none()
            {
                plan[visit] = Some(session);
                on(task, plan, visit + 1, best);
                plan[visit] = None;
            }
        }
    }
    let mut best = None;
    on(task, &mut task.empty(), 0, &mut best);
    best.unwrap_or_default()
}

fn small() -> impl Strategy<Value = Task> {
    let one = (0usize..3, 0i32..12, 1i32..5, 0usize..3, 0u32..5, 0u8..16);
    (
        prop::collection::vec(1u32..4, 1..4),
        1usize..4,
        prop::collection::vec(one, 0..7),
        prop::collection::vec(prop::option::weighted(0.2, 0usize..7), 9),
    )
        .prop_map(|(classes, activities, sessions, pins)| {
            let made = sessions
                .into_iter()
                .map(|(activity, start, long, place, room, barred)| {
                    let mut made = session(activity % activities, start * 10, long * 10, room, 3);
                    made.place = place;
                    for (class, bar) in made.bars.iter_mut().enumerate() {
                        *bar = (barred >> class & 1 == 1 && barred > 11).then_some(Bar::Hours);
                    }
                    made
                });
            let mut task = task(&classes, activities, made.collect());
            let known = |pin: &usize, visit: usize| {
                let session = task.candidates.get(*pin)?;
                (session.activity == visit % activities).then_some(*pin)
            };
            let pins = pins.iter().take(task.visits()).enumerate();
            task.pins = pins
                .map(|(visit, pin)| pin.as_ref().and_then(|pin| known(pin, visit)))
                .collect();
            task
        })
}

proptest! {
    #[test]
    fn no_plan_is_better(task in small()) {
        let made = task.propose();
        prop_assert!(made.proved);
        prop_assert!(holds(&task, &made.plan), "{:?}", made.plan);
        prop_assert_eq!(worth(&task, &made.plan), by_trying(&task));
        prop_assert_eq!(made.missing, propose::missing(&made.plan));
        prop_assert_eq!(made, task.propose());
    }

    #[test]
    fn what_is_missing_has_a_reason(task in small()) {
        let plan = task.propose().plan;
        for (visit, session) in plan.iter().enumerate() {
            let (class, activity) = (visit / task.activities, visit % task.activities);
            let open = |at: usize| task.pin(visit).is_none_or(|pin| pin == at);
            let one = task.sessions(activity).find(|at| open(*at) && task.bar(&plan, class, *at).is_none());
            prop_assert!(session.is_some() || one.is_none(), "there was one for {}", visit);
            if session.is_none() && task.pin(visit).is_none() {
                prop_assert_eq!(task.why(&plan, class, activity).is_empty(), task.sessions(activity).count() == 0);
            }
        }
    }
}

/// Every activity has a session in each of so many turns of 45 minutes, with room for so many.
fn fair(classes: usize, activities: usize, turns: i32, parallel: usize, room: u32) -> Task {
    let mut made = Vec::new();
    for turn in 0..turns {
        for activity in 0..activities {
            for _ in 0..parallel {
                made.push(session(activity, 540 + turn * 50, 45, room, classes));
            }
        }
    }
    task(&vec![48; classes], activities, made)
}

#[test]
fn four_classes_in_four_sessions_at_one_time() {
    let task = fair(4, 1, 1, 4, 60);
    let made = task.propose();
    assert_eq!((made.missing, made.proved), (0, true));
    assert!(holds(&task, &made.plan));
    assert_eq!(made.plan, [Some(0), Some(1), Some(2), Some(3)]);
}

#[test]
fn classes_change_places_and_nobody_waits() {
    // As many turns as activities: a Latin square.
    for activities in 2..=5 {
        let task = fair(activities, activities, 8, 1, 60);
        let made = task.propose();
        assert_eq!((made.missing, made.proved), (0, true), "{activities}");
        assert!(holds(&task, &made.plan));
        let (_, span, start) = worth(&task, &made.plan);
        assert_eq!((span, start), (50 * activities as i32 - 5, 540));
    }
}

#[test]
fn a_whole_school_is_placed_within_the_budget() {
    for (classes, activities, turns, parallel, room) in [
        (12, 5, 6, 2, 60),
        (12, 5, 6, 1, 120),
        (12, 5, 5, 3, 50),
        (12, 4, 5, 3, 50),
        (10, 6, 10, 1, 60),
        (12, 1, 12, 5, 60),
    ] {
        let task = fair(classes, activities, turns, parallel, room);
        let made = task.propose();
        assert!(holds(&task, &made.plan));
        assert_eq!(
            made.missing, 0,
            "{classes} classes, {activities} activities"
        );
    }
}

#[test]
fn too_little_room_leaves_out_as_few_as_can_be_and_says_why() {
    // Three rooms for four classes.
    let short = fair(4, 1, 1, 3, 60);
    let made = short.propose();
    assert_eq!((made.missing, made.proved), (1, true));
    assert_eq!(made.plan[3], None);
    assert_eq!(short.why(&made.plan, 3, 0), [Bar::Room(12)]);
    // Two activities at one time only: one of them for each class.
    let torn = fair(2, 2, 1, 2, 60);
    let made = torn.propose();
    assert_eq!((made.missing, made.proved), (2, true));
    assert_eq!(torn.why(&made.plan, 0, 1), [Bar::Clash(0)]);
    // An activity without a session.
    let mut none = fair(2, 1, 2, 1, 60);
    none.activities = 2;
    let made = none.propose();
    assert_eq!((made.missing, none.why(&made.plan, 0, 1)), (2, vec![]));
}

#[test]
fn a_class_that_is_too_big_is_told_so_and_the_others_go() {
    let mut task = fair(3, 1, 3, 1, 60);
    task.classes[1] = 70;
    for session in &mut task.candidates {
        session.bars[1] = Some(Bar::Party(PartyError::OverMax(60)));
    }
    let made = task.propose();
    assert_eq!((made.missing, made.plan[1]), (1, None));
    assert_eq!(
        task.why(&made.plan, 1, 0),
        [Bar::Party(PartyError::OverMax(60))]
    );
}

#[test]
fn what_the_teacher_chose_stays_and_the_rest_goes_round_it() {
    let mut task = fair(3, 1, 3, 1, 60);
    task.pins = vec![None, None, Some(0)];
    let made = task.propose();
    assert_eq!(made.plan[2], Some(0));
    assert_eq!(made.missing, 0);
    assert!(holds(&task, &made.plan));
}

#[test]
fn the_way_between_two_places_counts() {
    let mut task = fair(1, 2, 3, 1, 60);
    for session in &mut task.candidates {
        session.place = session.activity;
    }
    // Five minutes are not enough for twenty of way: one turn is left out between them.
    let made = task.propose();
    assert_eq!(worth(&task, &made.plan), (0, 145, 540));
    let next = task.sessions(1).nth(1).unwrap();
    assert_eq!(task.bar(&made.plan, 0, next), Some(Bar::Way(0, 20)));
    // A session of the same activity is no hindrance: it would be left.
    assert!(
        task.bar(&made.plan, 0, task.sessions(0).next().unwrap())
            .is_none()
    );
}

#[test]
fn what_no_hour_is_enough_for_ends_all_the_same() {
    // Rooms of many sizes for classes of many sizes, so that nothing is the same as anything else.
    let mut task = fair(12, 5, 6, 2, 60);
    for (at, heads) in task.classes.iter_mut().enumerate() {
        *heads = 40 + at as u32;
    }
    for (at, session) in task.candidates.iter_mut().enumerate() {
        session.room = 38 + (at as u32 * 7) % 13;
    }
    let made = task.propose();
    assert!(holds(&task, &made.plan));
    assert!(made.missing < 30, "{}", made.missing);
}
