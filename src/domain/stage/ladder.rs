//! What is done about a stream that fails, step by step down: try again, ask less of the line, sound alone, another
//! source. Where the line is the trouble less is asked of it; where the source is, another one is tried.

use crate::domain::registration::Randomness;
use crate::domain::retry;

/// What went wrong while playing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing came; the HTTP status, 0 when there was none.
    Network(u16),
    /// Something else came than a playlist: a page of a portal.
    Alien,
    /// What came could not be decoded.
    Media,
    /// This engine cannot play it at all.
    Unplayable,
    /// The playlist of a live stream stands still.
    Frozen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Load again after so many milliseconds.
    Reload(i32),
    /// Let the decoder start afresh.
    Recover,
    /// Hold the smallest picture, and load again.
    Lower,
    /// Go on with sound alone.
    Sound,
    /// Try what comes next.
    Next,
}

/// Where a stream stands on its ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footing {
    pub live: bool,
    /// Faults before this one in a row.
    pub tries: u32,
    /// A smaller picture is on offer than the one that is held.
    pub lower: bool,
    /// A picture is played, and sound alone that has not failed is on offer.
    pub sound: bool,
}

/// Tries of a line before less is asked of it, and after that.
const TRIES: u32 = 2;
const MORE_TRIES: u32 = 4;

/// What to do about a fault. A live playlist that is missing may appear a moment later; a missing file does not.
pub fn remedy(fault: Fault, footing: Footing, random: &mut dyn Randomness) -> Remedy {
    let Footing {
        live,
        tries,
        lower,
        sound,
    } = footing;
    let mut reload = || Remedy::Reload(retry::backoff(tries + 1, random).clamp(500, 8_000) as i32);
    match fault {
        Fault::Unplayable => Remedy::Next,
        Fault::Media if tries < 2 => Remedy::Recover,
        Fault::Network(400..=499) if live && tries < 2 => reload(),
        Fault::Alien | Fault::Frozen if tries < 1 => reload(),
        Fault::Media | Fault::Network(400..=499) | Fault::Alien | Fault::Frozen => Remedy::Next,
        Fault::Network(_) if tries < TRIES => reload(),
        Fault::Network(_) if lower => Remedy::Lower,
        Fault::Network(_) if tries < MORE_TRIES => reload(),
        Fault::Network(_) if sound => Remedy::Sound,
        Fault::Network(_) => Remedy::Next,
    }
}

/// Target durations after which a live playlist that does not grow stands still.
const STILL: f64 = 3.0;

/// Watches whether a live playlist grows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Growth {
    last: Option<i64>,
    /// Since when it has been so, in milliseconds.
    since: f64,
}

impl Growth {
    /// Takes note of the number of the last segment; `target` is in seconds, `now` in milliseconds. Answers whether it
    /// stands still, once for every while that it does.
    pub fn is_still(&mut self, last: i64, target: f64, now: f64) -> bool {
        if self.last != Some(last) || now < self.since {
            self.last = Some(last);
            self.since = now;
            return false;
        }
        let patience = STILL * target.clamp(1.0, 20.0) * 1_000.0;
        let still = now - self.since > patience;
        if still {
            self.since = now;
        }
        still
    }
}

/// How a second picture comes back into step with the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Keep,
    /// Play at so many times the first one's speed for a while.
    Rate(f64),
    Jump,
}

/// `behind`: seconds by which the second picture is late, negative where it is early.
pub fn in_step(behind: f64) -> Step {
    if !behind.is_finite() || behind.abs() < 0.1 {
        Step::Keep
    } else if behind.abs() > 1.0 {
        Step::Jump
    } else {
        Step::Rate(if behind > 0.0 { 1.15 } else { 0.85 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Lot(u64);

    impl Randomness for Lot {
        fn next_u64(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005) + 1;
            self.0 >> 16
        }
    }

    const PICTURE: Footing = Footing {
        live: false,
        tries: 0,
        lower: true,
        sound: true,
    };

    fn after(fault: Fault, footing: Footing) -> Remedy {
        remedy(fault, footing, &mut Lot(7))
    }

    #[test]
    fn a_bad_line_is_asked_for_less_and_less() {
        let at = |tries| Footing { tries, ..PICTURE };
        assert!(matches!(
            after(Fault::Network(0), at(0)),
            Remedy::Reload(500..=8_000)
        ));
        assert!(matches!(
            after(Fault::Network(503), at(1)),
            Remedy::Reload(_)
        ));
        assert_eq!(after(Fault::Network(0), at(2)), Remedy::Lower);
        let low = |tries| Footing {
            lower: false,
            ..at(tries)
        };
        assert!(matches!(
            after(Fault::Network(0), low(3)),
            Remedy::Reload(_)
        ));
        assert_eq!(after(Fault::Network(0), low(4)), Remedy::Sound);
        let alone = Footing {
            sound: false,
            ..low(4)
        };
        assert_eq!(after(Fault::Network(0), alone), Remedy::Next);
    }

    #[test]
    fn a_bad_source_is_left_for_another() {
        assert_eq!(after(Fault::Network(404), PICTURE), Remedy::Next);
        assert_eq!(after(Fault::Unplayable, PICTURE), Remedy::Next);
        assert_eq!(after(Fault::Media, PICTURE), Remedy::Recover);
        let live = |tries| Footing {
            live: true,
            tries,
            ..PICTURE
        };
        assert!(matches!(
            after(Fault::Network(404), live(0)),
            Remedy::Reload(_)
        ));
        for fault in [
            Fault::Network(404),
            Fault::Media,
            Fault::Alien,
            Fault::Frozen,
        ] {
            assert_eq!(after(fault, live(2)), Remedy::Next, "{fault:?}");
        }
        assert!(matches!(after(Fault::Frozen, live(0)), Remedy::Reload(_)));
    }

    #[test]
    fn a_playlist_that_stands_still_is_seen_once_a_while() {
        let mut growth = Growth::default();
        assert!(!growth.is_still(5, 2.0, 1_000.0));
        assert!(!growth.is_still(5, 2.0, 7_000.0));
        assert!(growth.is_still(5, 2.0, 7_001.0));
        assert!(!growth.is_still(5, 2.0, 8_000.0), "once");
        assert!(!growth.is_still(6, 2.0, 20_000.0), "it grows");
        assert!(
            !growth.is_still(6, 0.0, 22_000.0),
            "no target is a second's"
        );
        assert!(growth.is_still(6, 0.0, 23_001.0));
        assert!(!growth.is_still(6, 2.0, 0.0), "the clock was set back");
    }

    #[test]
    fn a_second_picture_walks_or_jumps_into_step() {
        assert_eq!(in_step(0.05), Step::Keep);
        assert_eq!(in_step(f64::NAN), Step::Keep);
        assert_eq!(in_step(0.3), Step::Rate(1.15));
        assert_eq!(in_step(-0.3), Step::Rate(0.85));
        assert_eq!(in_step(-4.0), Step::Jump);
    }

    proptest! {
        /// Whatever goes wrong, and however often, a source is left after a few faults.
        #[test]
        fn no_source_is_tried_for_ever(
            faults in proptest::collection::vec((0u8..5, any::<u16>()), 12),
            live in any::<bool>(), lower in any::<bool>(), sound in any::<bool>(), seed in any::<u64>(),
        ) {
            let mut footing = Footing { live, tries: 0, lower, sound };
            let mut left = false;
            for (kind, status) in faults {
                let fault = match kind {
                    0 => Fault::Network(status),
                    1 => Fault::Alien,
                    2 => Fault::Media,
                    3 => Fault::Frozen,
                    _ => Fault::Unplayable,
                };
                match remedy(fault, footing, &mut Lot(seed)) {
                    Remedy::Next => left = true,
                    Remedy::Sound => prop_assert!(footing.sound),
                    Remedy::Lower => {
                        prop_assert!(footing.lower);
                        footing.lower = false;
                    }
                    Remedy::Reload(wait) => prop_assert!((500..=8_000).contains(&wait)),
                    Remedy::Recover => {}
                }
                left |= footing.tries >= 5;
                footing.tries += 1;
                if left {
                    break;
                }
            }
            prop_assert!(left);
        }
    }
}
