//! The whole outbox against a model of a server, with faults and crashes at
//! every point. What must hold, whatever goes wrong and in whatever order:
//!
//! - I1 a registration takes effect once at most;
//! - I2 what is shown as arrived stands on the server;
//! - I3 no wish is lost: each has one end, or waits in sight;
//! - I4 a poisoned operation holds up no other;
//! - I5 the whole outbox once more changes nothing on the server;
//! - I6 no storm of requests, whatever the answers;
//! - I7 nothing personal is left when it is cleared, or waited too long;
//! - I8 what a newer version of the app wrote stays as it is.
//!
//! `KEPU_SCHEDULES` says how many schedules of faults are tried; `make bench` tries a hundred thousand. One that fails
//! is kept in `proptest-regressions` and tried first from then on.

use super::model::{ELSEWHERE, Elsewhere, FAULTS, Fault, World};
use super::*;
use proptest::prelude::*;

/// How many schedules are tried.
fn schedules() -> ProptestConfig {
    let wanted = std::env::var("KEPU_SCHEDULES");
    ProptestConfig::with_cases(wanted.ok().and_then(|n| n.parse().ok()).unwrap_or(768))
}

fn faults() -> impl Strategy<Value = Vec<(Fault, Millis, bool)>> {
    let step = (
        proptest::sample::select(FAULTS.to_vec()),
        0..40_000i64,
        any::<bool>(),
    );
    proptest::collection::vec(step, 0..60)
}

proptest! {
    #![proptest_config(schedules())]

    #[test]
    fn never_lost_never_twice(faults in faults(), is_strict in any::<bool>()) {
        let mut world = World::new(is_strict);
        for (fault, wait, late_first) in faults {
            world.now += wait;
            if late_first {
                world.deliver_late();
            }
            world.turn(fault);
            world.check()?;
        }
        world.settle(true);
        world.deliver_late();
        world.check()?;
        for op in world.operations() {
            prop_assert!(matches!(op.state, State::Refused(_)), "{:?}", op);
            prop_assert!(!world.server.entries.contains_key(&op.id), "refused, yet there: {:?}", op);
        }
        let ended = world.finished.len() + world.missed.len() + world.asked.len();
        prop_assert_eq!(ended + world.stored.len(), world.wishes().len(), "each wish has one end");
        prop_assert!(world.missed.iter().all(|document| document.id == "o3"), "only what was late");

        // The whole outbox twice more, from the first record to the last.
        let before = world.server.clone();
        for _ in 0..2 {
            let ends = world.finished.drain(..).chain(world.missed.drain(..));
            let done = ends.map(|document| document.id).chain(world.asked.drain(..));
            let done: Vec<String> = done.collect();
            for op in world.wishes().into_iter().filter(|op| done.contains(&op.id)) {
                world.stored.insert(op.id.clone(), op.store());
            }
            world.settle(true);
            prop_assert_eq!(&world.server, &before);
            let ended = world.finished.len() + world.missed.len() + world.asked.len();
            prop_assert_eq!(ended, done.len());
        }
    }

    #[test]
    fn a_poisoned_operation_holds_up_nothing(
        faults in faults(),
        poisoned in proptest::sample::select(vec!["c1", "p1", "p2", "o1", "o2"]),
    ) {
        let mut world = World::new(false);
        world.server.poisoned = Some(poisoned.into());
        for (fault, wait, _) in faults {
            world.now += wait;
            world.turn(fault);
        }
        // Tries used up in the storm are a person's to renew, once.
        for mut op in world.operations().into_iter().filter(|op| op.is_manual()) {
            op.retry(world.now);
            world.stored.insert(op.id.clone(), op.store());
        }
        world.settle(false);
        let left: Vec<Operation> = world.operations();
        let stuck = left.iter().filter(|op| !matches!(op.state, State::Refused(_)));
        let stuck: Vec<&str> = stuck.map(|op| op.id.as_str()).collect();
        prop_assert_eq!(stuck, [poisoned]);
        prop_assert!(left.iter().any(Operation::is_manual), "it waits for a person, in sight");
    }

    #[test]
    fn what_is_cleared_stays_cleared(faults in faults(), at in 0..60usize, is_strict in any::<bool>()) {
        let mut world = World::new(is_strict);
        for (nth, (fault, wait, late_first)) in faults.into_iter().enumerate() {
            if nth == at {
                world.stored.clear();
            }
            world.now += wait;
            if late_first {
                world.deliver_late();
            }
            world.turn(fault);
            prop_assert!(nth < at || world.stored.is_empty(), "an answer brought something back");
        }
        // Whoever clears nothing still keeps no contact for longer than it may wait.
        world.now += KEEP + 1;
        for op in world.operations() {
            world.stored.insert(op.id.clone(), op.store());
        }
        prop_assert!(!world.says("13812341234") && !world.says("王芳"));
        world.check()?;
    }

    #[test]
    fn what_was_decided_elsewhere_stands_and_what_was_typed_is_kept(
        faults in faults(),
        at in 0..60usize,
        what in proptest::sample::select(ELSEWHERE.to_vec()),
    ) {
        let mut world = World::new(false);
        for (nth, (fault, wait, late_first)) in faults.into_iter().enumerate() {
            if nth == at {
                world.elsewhere(what);
            }
            world.now += wait;
            if late_first {
                world.deliver_late();
            }
            world.turn(fault);
        }
        world.settle(true);
        world.deliver_late();
        let ended = |id: &str| {
            let ends = world.finished.iter().chain(&world.missed);
            ends.filter(|document| document.id == id).count()
        };
        prop_assert_eq!(ended("o1"), 1, "an offer answered anywhere is answered");
        let lost = world.missed.iter().filter(|document| document.id != "o3");
        for document in lost {
            prop_assert!(matches!(what, Elsewhere::Passed | Elsewhere::Cancelled));
            prop_assert_eq!(document.status.id(), "cancelled");
            prop_assert_eq!(world.server.entries[&document.id].status, "cancelled");
        }
        let stale = world.operations().into_iter().find(|op| op.id == "p1");
        prop_assert_eq!(stale.is_none(), ended("p1") == 1);
        if let Some(mut op) = stale {
            prop_assert_eq!(what, Elsewhere::Changed);
            prop_assert_eq!(&op.state, &State::NeedsPerson(Need::Stale));
            let rev = world.server.entries["p1"].rev.to_string();
            op.confirm(vec![], Some(&rev), world.now);
            world.stored.insert(op.id.clone(), op.store());
            world.settle(true);
            prop_assert_eq!(world.server.entries["p1"].seats, 1, "as it was typed");
        }
    }

    #[test]
    fn a_newer_version_s_record_is_left_alone(faults in faults()) {
        let mut world = World::new(false);
        let newer = r#"{"v":9999,"id":"c1","state":"something new"}"#.to_owned();
        world.stored.insert("c1".into(), newer.clone());
        for (fault, wait, late_first) in faults {
            world.now += wait;
            if late_first {
                world.deliver_late();
            }
            world.turn(fault);
        }
        world.settle(true);
        prop_assert_eq!(&world.stored["c1"], &newer);
        prop_assert!(!world.server.entries.contains_key("c1"));
    }
}
