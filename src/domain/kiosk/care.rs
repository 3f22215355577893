//! The way to the page of whoever looks after a screen: a hidden corner, then a code.

/// So many taps in one corner open it, within this time in milliseconds.
const TAPS: usize = 5;
const WITHIN_MS: f64 = 6_000.0;
/// How large a corner is, as a part of the shorter side.
const CORNER: f64 = 0.16;
/// So many wrong codes may be tried, then none for a while, in milliseconds.
const TRIES: u32 = 3;
const LOCKED_MS: f64 = 60_000.0;

/// Taps in the upper corners.
#[derive(Debug, Clone, Default)]
pub struct Corner {
    /// When they came, and whether on the right.
    taps: Vec<(f64, bool)>,
}

impl Corner {
    /// A tap at a place of a screen of this size, at a time in milliseconds; answers whether it was the last that is
    /// needed.
    pub fn tap(&mut self, at: f64, (x, y): (f64, f64), (width, height): (f64, f64)) -> bool {
        let side = width.min(height) * CORNER;
        let right = x >= width - side;
        if y > side || !(right || x <= side) {
            self.taps.clear();
            return false;
        }
        self.taps
            .retain(|(then, there)| *there == right && (0.0..=WITHIN_MS).contains(&(at - then)));
        self.taps.push((at, right));
        let open = self.taps.len() >= TAPS;
        if open {
            self.taps.clear();
        }
        open
    }
}

/// What a code does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    Opened,
    Wrong,
    /// Too many wrong ones: not even the right one opens it now.
    Locked,
}

/// Counts wrong codes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lock {
    wrong: u32,
    until: f64,
}

impl Lock {
    /// Tries a code at a time in milliseconds. Without a code nothing opens it.
    pub fn try_code(&mut self, code: &str, typed: &str, at: f64) -> Tried {
        if at < self.until {
            return Tried::Locked;
        }
        if !code.is_empty() && code == typed {
            *self = Self::default();
            return Tried::Opened;
        }
        self.wrong += 1;
        if self.wrong < TRIES {
            return Tried::Wrong;
        }
        self.wrong = 0;
        self.until = at + LOCKED_MS;
        Tried::Locked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (1080.0, 1920.0);

    #[test]
    fn five_taps_in_one_corner_open_it() {
        let mut corner = Corner::default();
        let taps = |corner: &mut Corner, places: &[(f64, f64)], step: f64| {
            let mut last = false;
            for (n, place) in places.iter().enumerate() {
                last = corner.tap(n as f64 * step, *place, SIZE);
            }
            last
        };
        let right = (1000.0, 80.0);
        assert!(taps(&mut corner, &[right; 5], 500.0));
        // It begins anew then.
        assert!(!corner.tap(2_600.0, right, SIZE));
        let mut corner = Corner::default();
        assert!(!taps(&mut corner, &[right; 4], 500.0));
        assert!(
            !taps(&mut Corner::default(), &[right; 5], 2_000.0),
            "too slowly"
        );
        let left = (40.0, 40.0);
        assert!(taps(&mut Corner::default(), &[left; 5], 500.0));
        assert!(!taps(
            &mut Corner::default(),
            &[left, right, left, right, left],
            500.0
        ));
        assert!(!taps(
            &mut Corner::default(),
            &[right, right, (500.0, 900.0), right, right, right],
            500.0
        ));
    }

    #[test]
    fn a_code_opens_it_and_guessing_is_slow() {
        let mut lock = Lock::default();
        assert_eq!(lock.try_code("2468", "2468", 0.0), Tried::Opened);
        assert_eq!(lock.try_code("", "", 0.0), Tried::Wrong, "closed for all");
        assert_eq!(lock.try_code("2468", "1111", 0.0), Tried::Wrong);
        assert_eq!(lock.try_code("2468", "1111", 0.0), Tried::Locked);
        assert_eq!(lock.try_code("2468", "2468", 59_000.0), Tried::Locked);
        assert_eq!(lock.try_code("2468", "2468", 60_000.0), Tried::Opened);
    }
}
