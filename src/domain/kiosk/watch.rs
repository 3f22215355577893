//! What a screen notices of time passing: clocks that jump, days that change, when it may begin anew.

use chrono::NaiveDate;

/// The clock on the wall went further than the steady one, or less far, by more than this, in milliseconds.
const JUMP_MS: f64 = 30_000.0;
/// By day a new version is taken once nobody has touched the screen for so long, in milliseconds.
const IDLE_MS: f64 = 10.0 * 60_000.0;
/// At night nobody needs to be waited for.
const NIGHT_IDLE_MS: f64 = 60_000.0;
/// A new version that did not come is tried again after this long, in milliseconds.
const AGAIN_MS: f64 = 3_600_000.0;
/// How long to wait before asking again while there is nothing to show, in milliseconds; then as always.
const PAUSES_MS: [f64; 4] = [5_000.0, 10_000.0, 20_000.0, 40_000.0];
/// How often everything is asked for, in milliseconds.
const ASK_MS: f64 = 60_000.0;

/// What is seen at one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Milliseconds since 1970 by the device's clock.
    pub wall: f64,
    /// Milliseconds since the page began, by a clock that never jumps.
    pub steady: f64,
    /// The day in the city.
    pub day: NaiveDate,
    /// The screen shows its loop, and nobody has touched it for so many milliseconds.
    pub idle: Option<f64>,
    pub night: bool,
    /// A newer version waits.
    pub waits: bool,
    /// There is a programme to show.
    pub shown: bool,
}

/// What is due after a look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// Settings, programme and places are asked for, and with them the time.
    pub ask: bool,
    /// The new version is taken.
    pub update: bool,
}

/// Remembers the looks before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch {
    last: Option<Look>,
    /// When everything was asked for last, by the steady clock, and how often while there was nothing to show.
    asked: Option<f64>,
    vainly: usize,
    /// When the new version was to be taken last, by the steady clock.
    updated: Option<f64>,
}

impl Watch {
    /// Looks, and says what is due.
    pub fn look(&mut self, now: Look) -> Due {
        let before = self.last.replace(now);
        let other = before.is_some_and(|before| {
            let apart = (now.wall - before.wall) - (now.steady - before.steady);
            apart.abs() > JUMP_MS || now.day != before.day
        });
        if now.shown {
            self.vainly = 0;
        }
        let pause = match now.shown {
            true => ASK_MS,
            false => PAUSES_MS.get(self.vainly).copied().unwrap_or(ASK_MS),
        };
        let ask = other || self.asked.is_none_or(|asked| now.steady - asked >= pause);
        if ask {
            self.asked = Some(now.steady);
            self.vainly += usize::from(!now.shown);
        }
        let rest = if now.night { NIGHT_IDLE_MS } else { IDLE_MS };
        let update = now.waits
            && now.idle.is_some_and(|idle| idle >= rest)
            && self.updated.is_none_or(|at| now.steady - at >= AGAIN_MS);
        if update {
            self.updated = Some(now.steady);
        }
        Due { ask, update }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    fn look(steady: f64) -> Look {
        Look {
            wall: 1_700_000_000_000.0 + steady,
            steady,
            day: parse_day("2023-09-17").unwrap(),
            idle: None,
            night: false,
            waits: false,
            shown: true,
        }
    }

    #[test]
    fn everything_is_asked_for_once_a_minute_and_sooner_while_there_is_nothing() {
        let asked = |shown: bool| {
            let mut watch = Watch::default();
            let looks = (0..=40).map(|n| f64::from(n) * 5_000.0);
            let due = looks.filter(|at| watch.look(Look { shown, ..look(*at) }).ask);
            due.map(|at| at as u32 / 1_000).collect::<Vec<_>>()
        };
        assert_eq!(asked(true), [0, 60, 120, 180]);
        assert_eq!(asked(false), [0, 10, 30, 70, 130, 190]);
    }

    #[test]
    fn a_clock_that_jumps_and_a_new_day_are_noticed_at_once() {
        let mut watch = Watch::default();
        assert!(watch.look(look(0.0)).ask);
        assert!(!watch.look(look(5_000.0)).ask);
        for jump in [3_600_000.0, -86_400_000.0, 31_536_000_000.0] {
            let mut now = look(10_000.0);
            now.wall += jump;
            let mut watch = watch;
            assert!(watch.look(now).ask, "{jump}");
            // The clock stays where it is then: nothing more.
            let mut next = look(15_000.0);
            next.wall += jump;
            assert_eq!(watch.look(next), Due::default());
        }
        // A machine that was held up a little: both clocks went on.
        assert!(!watch.clone().look(look(50_000.0)).ask);
        let day = parse_day("2023-09-18").unwrap();
        assert!(
            watch
                .look(Look {
                    day,
                    ..look(10_000.0)
                })
                .ask
        );
    }

    #[test]
    fn a_new_version_is_taken_at_night_or_when_nobody_is_there() {
        let takes = |idle: Option<f64>, night: bool, waits: bool| {
            let now = Look {
                idle,
                night,
                waits,
                ..look(0.0)
            };
            Watch::default().look(now).update
        };
        assert!(!takes(Some(60_000.0), false, true));
        assert!(takes(Some(600_000.0), false, true));
        assert!(takes(Some(60_000.0), true, true));
        assert!(!takes(Some(30_000.0), true, true));
        assert!(!takes(None, true, true), "somebody uses it");
        assert!(!takes(Some(600_000.0), true, false), "there is none");
        // One that does not come is not tried in a circle.
        let mut watch = Watch::default();
        let at = |minutes: f64| Look {
            idle: Some(600_000.0),
            waits: true,
            ..look(minutes * 60_000.0)
        };
        let taken: Vec<bool> = [0.0, 1.0, 59.0, 60.0]
            .map(|n| watch.look(at(n)).update)
            .into();
        assert_eq!(taken, [true, false, false, true]);
    }
}
