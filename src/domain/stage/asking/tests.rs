use super::*;
use crate::domain::stage::tests::Lot;
use LectureState::{Live, OpenSoon, Scheduled};
use std::collections::BTreeMap;

#[test]
fn the_server_decides_until_it_falls_silent() {
    use LectureState::*;
    assert_eq!(state(None, 0, Live), Live);
    assert_eq!(state(Some(Other), 0, Live), Live);
    assert_eq!(state(Some(OpenSoon), 0, Live), OpenSoon, "a late start");
    assert_eq!(state(Some(Live), 0, Replay), Live, "it runs over its time");
    assert_eq!(state(Some(OpenSoon), 2, Live), OpenSoon);
    assert_eq!(state(Some(OpenSoon), 3, Live), Live);
    assert_eq!(state(Some(Live), 9, Scheduled), Live, "never back");
    assert_eq!(state(Some(Cancelled), 9, Live), Cancelled);
    assert_eq!(state(Some(Postponed), 9, Live), Postponed);
    assert_eq!(
        state(Some(Scheduled), 0, OpenSoon),
        OpenSoon,
        "by the clock"
    );
    assert_eq!(state(Some(Scheduled), 0, Live), OpenSoon);
}

#[test]
fn the_closer_the_start_the_sooner_it_asks() {
    use LectureState::*;
    let mut lot = Lot(1);
    for _ in 0..200 {
        let mut rest = |state, to_start| {
            let turn = turn(state, to_start, Heard::AtOnce, 0, true, &mut lot);
            let waits = matches!(state, Scheduled | OpenSoon);
            assert_eq!((8..=20).contains(&turn.hold), waits, "{turn:?}");
            turn.rest
        };
        assert!((55_000..=65_000).contains(&rest(Scheduled, 87_000)));
        assert!((15_000..=25_000).contains(&rest(OpenSoon, 540)));
        assert!((8_200..=8_600).contains(&rest(OpenSoon, 20)));
        assert!(
            (8_200..=8_600).contains(&rest(OpenSoon, -100)),
            "a late start"
        );
        assert!(
            (55_000..=65_000).contains(&rest(OpenSoon, -7_200)),
            "a very late one"
        );
        assert!((20_000..=40_000).contains(&rest(Live, -7_200)));
        assert!((60_000..=90_000).contains(&rest(Postponed, -7_200)));
    }
    let unseen = turn(OpenSoon, 20, Heard::Held, 0, false, &mut lot);
    assert_eq!((unseen.rest, unseen.hold), (NEVER, 0));
}

/// What the server does with a question.
#[derive(Clone, Copy, PartialEq)]
enum Server {
    Holds,
    AnswersAtOnce,
}

/// A crowd that waits: how many questions came in each second, when each heard that it is live, and the questions of
/// each that came while it was live.
struct Watched {
    second: BTreeMap<i64, u32>,
    heard: Vec<i64>,
}

const CROWD: u64 = 500;
/// The stream goes live then, in milliseconds.
const LIVE: i64 = 3_600_000;

/// Lets a crowd wait, each from when `arrives` says. The server is `down` in a span of milliseconds.
fn wait(server: Server, arrives: impl Fn(u64) -> i64, down: (i64, i64)) -> Watched {
    let mut watched = Watched {
        second: BTreeMap::new(),
        heard: Vec::new(),
    };
    for one in 0..CROWD {
        let mut lot = Lot(one * 7_919 + 13);
        let (mut now, mut hold, mut misses) = (arrives(one), 0, 0);
        let mut first = true;
        while now < LIVE + 120_000 {
            // The question that comes with the page is the arrival, not the waiting.
            if !std::mem::take(&mut first) {
                *watched.second.entry(now / 1_000).or_default() += 1;
            }
            let asked = now;
            let is_down = |at: i64| (down.0..down.1).contains(&at);
            let mut answered = asked + 40;
            let mut heard = Heard::News;
            if is_down(asked) {
                heard = Heard::Nothing;
            } else if hold > 0 && asked < LIVE {
                if server == Server::Holds {
                    answered = (asked + i64::from(hold) * 1_000).min(LIVE.max(asked));
                    // A server that goes down cuts all it holds at that moment.
                    if asked < down.0 && answered >= down.0 {
                        (answered, heard) = (down.0, Heard::Nothing);
                    }
                }
                if heard != Heard::Nothing && answered < LIVE {
                    heard = Heard::same((answered - asked) as f64);
                }
            }
            misses = if heard == Heard::Nothing {
                misses + 1
            } else {
                0
            };
            let live = answered >= LIVE && heard != Heard::Nothing;
            if live && watched.heard.len() as u64 == one {
                watched.heard.push(answered - LIVE);
            }
            let state = if live { Live } else { OpenSoon };
            let to_start = (LIVE - answered) / 1_000;
            let next = turn(state, to_start, heard, misses, true, &mut lot);
            now = answered + i64::from(next.rest);
            hold = next.hold;
        }
    }
    watched
}

impl Watched {
    fn most(&self) -> u32 {
        self.second.values().copied().max().unwrap_or(0)
    }

    /// The most in any minute, a second.
    fn most_of_a_minute(&self) -> f64 {
        let last = (LIVE + 120_000) / 1_000;
        let minute = |from: i64| self.second.range(from..from + 60).map(|(_, n)| n).sum();
        let most: u32 = (0..last).map(minute).max().unwrap_or(0);
        f64::from(most) / 60.0
    }

    fn slowest(&self) -> i64 {
        assert_eq!(self.heard.len() as u64, CROWD, "everybody heard");
        self.heard.iter().copied().max().unwrap_or(0)
    }
}

const UP: (i64, i64) = (-1, -1);

fn over_an_hour(one: u64) -> i64 {
    (one * 7_200) as i64
}

fn at_once(_: u64) -> i64 {
    LIVE - 600_000
}

#[test]
fn half_a_thousand_are_held_and_hear_at_once() {
    for (name, arrives) in [
        ("over an hour", over_an_hour as fn(u64) -> i64),
        ("at once", at_once),
    ] {
        let watched = wait(Server::Holds, arrives, UP);
        println!(
            "held, {name}: at most {} in a second, {:.1} over a minute; the news after {} ms",
            watched.most(),
            watched.most_of_a_minute(),
            watched.slowest()
        );
        let after: u32 = watched
            .second
            .range((LIVE - 590_000) / 1_000..)
            .map(|(_, n)| *n)
            .max()
            .unwrap();
        assert!(after <= 60, "{name}: {after} in a second");
        assert!(watched.most_of_a_minute() <= 40.0, "{name}");
        assert!(watched.slowest() <= 6_100, "{name}");
    }
}

#[test]
fn a_server_that_does_not_hold_is_asked_sixty_times_a_second_and_no_more() {
    for (name, arrives) in [
        ("over an hour", over_an_hour as fn(u64) -> i64),
        ("at once", at_once),
    ] {
        let watched = wait(Server::AnswersAtOnce, arrives, UP);
        println!(
            "not held, {name}: at most {} in a second, {:.1} over a minute; the news after {} ms",
            watched.most(),
            watched.most_of_a_minute(),
            watched.slowest()
        );
        assert!(watched.most_of_a_minute() <= 60.0, "{name}");
        assert!(watched.most() <= 90, "{name}: {}", watched.most());
        assert!(watched.slowest() <= 8_700, "{name}");
    }
}

#[test]
fn a_server_that_comes_back_is_not_overrun() {
    for (server, bound) in [(Server::Holds, 60), (Server::AnswersAtOnce, 90)] {
        // It goes down before the start, and comes back after.
        let down = (LIVE - 300_000, LIVE - 120_000);
        let watched = wait(server, over_an_hour, down);
        let back = watched.second.range(down.0 / 1_000..down.1 / 1_000 + 60);
        let most = back.map(|(_, n)| *n).max().unwrap();
        println!("down and back: at most {most} in a second");
        assert!(most <= bound, "{most} in a second");
        assert!(watched.slowest() <= 8_700);
    }
}

#[test]
fn news_that_is_not_yet_the_start_does_not_bring_all_back_at_once() {
    let mut lot = Lot(3);
    let mut second = [0; 12];
    for _ in 0..CROWD {
        let next = turn(Scheduled, 700, Heard::News, 0, true, &mut lot);
        second[next.rest as usize / 1_000] += 1;
    }
    assert!(second.iter().all(|n| *n <= 90), "{second:?}");
}
