use super::*;
use proptest::prelude::*;

const IDLE_MS: Millis = 60_000.0;
const WARN_MS: Millis = 20_000.0;

fn visit() -> Idle {
    Idle::new(60, 20, 0.0)
}

fn at(x: f64) -> Touch {
    Touch::At(x, 0.0)
}

#[test]
fn whoever_does_nothing_is_asked_for_twenty_seconds_and_then_forgotten() {
    let mut visit = visit();
    assert_eq!(visit.look(59_999.0, false), Step::Go);
    assert_eq!(visit.look(IDLE_MS, false), Step::Ask(20));
    assert_eq!(visit.look(IDLE_MS + 100.0, false), Step::Ask(20));
    assert_eq!(visit.look(79_001.0, false), Step::Ask(1));
    assert_eq!(visit.look(79_999.0, false), Step::Ask(1));
    assert_eq!(visit.look(80_000.0, false), Step::Wipe);
    assert!(!visit.touch(at(500.0), 80_001.0));
    assert_eq!(visit.look(80_002.0, true), Step::Wipe);
}

#[test]
fn the_settings_leave_nobody_less_time_than_they_need() {
    let mut short = Idle::new(1, 1, 0.0);
    assert_eq!(short.look(59_000.0, false), Step::Go);
    assert_eq!(short.look(60_000.0, false), Step::Ask(20));
    let mut long = Idle::new(9_000, 9_000, 0.0);
    assert_eq!(long.look(90_000.0, false), Step::Ask(60));
}

#[test]
fn a_touch_gives_the_whole_time_again() {
    let mut visit = visit();
    assert_eq!(visit.look(75_000.0, false), Step::Ask(20));
    assert!(visit.touch(at(0.0), 80_000.0));
    assert_eq!(visit.look(80_000.0, false), Step::Go);
    assert_eq!(visit.look(139_999.0, false), Step::Go);
    assert_eq!(visit.look(140_000.0, false), Step::Ask(20));
}

#[test]
fn a_sign_up_on_its_way_holds_the_wipe_up_for_a_while() {
    let mut left = visit();
    left.look(IDLE_MS, true);
    assert_eq!(left.look(80_000.0, true), Step::Wait);
    let mut answered = left.clone();
    assert_eq!(answered.look(81_000.0, false), Step::Wipe);
    let mut back = left.clone();
    assert!(back.touch(at(9.0), 82_000.0));
    assert_eq!(back.look(82_000.0, true), Step::Go);
    assert_eq!(left.look(94_999.0, true), Step::Wait);
    assert_eq!(left.look(95_000.0, true), Step::Wipe);
}

#[test]
fn who_is_done_is_forgotten_at_once_and_for_good() {
    let mut visit = visit();
    visit.end(1_000.0);
    assert_eq!(visit.look(1_000.0, true), Step::Leave);
    assert!(!visit.touch(at(9.0), 2_000.0), "the next one sees nothing");
    assert_eq!(visit.look(2_000.0, true), Step::Leave);
    visit.end(9_000.0);
    assert_eq!(visit.look(16_000.0, true), Step::Wipe);
    let mut quick = self::visit();
    quick.end(1_000.0);
    assert_eq!(quick.look(1_000.0, false), Step::Wipe);
}

#[test]
fn a_screen_that_touches_itself_keeps_nobody_alive() {
    for ghost in [Touch::At(200.0, 300.0), Touch::Key("Enter".into())] {
        let mut visit = visit();
        let (mut now, mut step) = (0.0, Step::Go);
        while step != Step::Wipe {
            now += 300.0;
            assert!(now < 2.0 * IDLE_MS + WARN_MS + 1_000.0, "{ghost:?}");
            visit.touch(ghost.clone(), now);
            step = visit.look(now, false);
        }
    }
    // A person goes elsewhere.
    let mut visit = visit();
    for second in 0..200 {
        visit.touch(
            at(f64::from(second % 2) * 50.0),
            f64::from(second) * 1_000.0,
        );
        assert_eq!(visit.look(f64::from(second) * 1_000.0, false), Step::Go);
    }
}

#[test]
fn who_watches_is_there_but_not_for_ever() {
    let mut visit = visit();
    let minute = 60_000.0;
    for second in 1..30 * 60 {
        let now = f64::from(second) * 1_000.0;
        visit.watch(now);
        assert_eq!(visit.look(now, false), Step::Go);
    }
    // It plays on, and nobody has touched anything for half an hour.
    visit.watch(30.5 * minute);
    assert_eq!(visit.look(31.0 * minute, false), Step::Ask(20));
    visit.watch(31.1 * minute);
    assert_eq!(
        visit.look(31.1 * minute, false),
        Step::Ask(14),
        "only a touch answers"
    );
    // A short film, and then nothing.
    let mut short = self::visit();
    short.watch(2.0 * minute - 30_000.0);
    assert_eq!(short.look(2.0 * minute, false), Step::Go);
    assert_eq!(short.look(2.5 * minute, false), Step::Ask(20));
}

#[test]
fn who_would_lose_what_they_wrote_is_asked_before() {
    let mut visit = visit();
    visit.ask(1_000.0);
    assert_eq!(visit.look(1_000.0, false), Step::Ask(20));
    let mut back = visit.clone();
    assert!(back.touch(at(9.0), 2_000.0));
    assert_eq!(back.look(2_000.0, false), Step::Go);
    visit.end(2_000.0);
    assert_eq!(visit.look(2_000.0, false), Step::Wipe);
    visit.ask(3_000.0);
    assert_eq!(visit.look(3_000.0, false), Step::Wipe);
}

/// What may happen, and how long after what was before.
#[derive(Debug, Clone)]
enum Event {
    Touch(Touch),
    End,
    Look(bool),
}

fn event() -> impl Strategy<Value = (f64, Event)> {
    let touch = prop_oneof![
        (0_u32..4, 0_u32..4).prop_map(|(x, y)| Touch::At(f64::from(x) * 30.0, f64::from(y) * 30.0)),
        "[a-c]".prop_map(Touch::Key),
    ];
    let event = prop_oneof![
        3 => touch.prop_map(Event::Touch),
        1 => Just(Event::End),
        6 => any::<bool>().prop_map(Event::Look),
    ];
    let pause = prop_oneof![8 => 0.0..4_000.0, 1 => 0.0..100_000.0];
    (pause, event)
}

proptest! {
    #[test]
    fn nobody_is_forgotten_unasked_and_nobody_stays(events in proptest::collection::vec(event(), 0..80)) {
        let mut visit = visit();
        let (mut now, mut counted, mut asked, mut ended, mut over) = (0.0, 0.0, None, None, false);
        for (pause, event) in events {
            now += pause;
            match event {
                Event::Touch(touch) => if visit.touch(touch, now) {
                    prop_assert!(!over && ended.is_none());
                    counted = now;
                    asked = None;
                },
                Event::End => {
                    visit.end(now);
                    if !over && ended.is_none() {
                        ended = Some(now);
                    }
                }
                Event::Look(busy) => {
                    let step = visit.look(now, busy);
                    prop_assert!(!over || step == Step::Wipe, "what is wiped stays wiped");
                    match step {
                        Step::Go => prop_assert!(now - counted < IDLE_MS && ended.is_none()),
                        Step::Ask(left) => {
                            let since = *asked.get_or_insert(now);
                            prop_assert!(now - counted >= IDLE_MS);
                            prop_assert!(left >= 1 && f64::from(left) * 1_000.0 >= WARN_MS - (now - since));
                        }
                        Step::Wait => prop_assert!(busy && now - asked.unwrap() < WARN_MS + PATIENCE),
                        Step::Leave => prop_assert!(busy && now - ended.unwrap() < PATIENCE),
                        Step::Wipe => {
                            let enough = asked.is_some_and(|since| now - since >= WARN_MS);
                            prop_assert!(over || ended.is_some() || enough, "asked for long enough");
                            over = true;
                        }
                    }
                }
            }
        }
        // Left alone it ends, whatever is on its way.
        for _ in 0..4 {
            now += IDLE_MS;
            visit.look(now, true);
        }
        prop_assert_eq!(visit.look(now, true), Step::Wipe);
    }
}
