//! Where the focus goes when a key with an arrow is pressed.

/// Where something stands on the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
}

impl Way {
    /// The way of a key by its name; nothing for all other keys.
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            _ => return None,
        })
    }

    pub fn is_across(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// What stands beside the way counts more than what is far along it, and more still where one goes across: the row
/// stays the row.
const BESIDE: f64 = 3.0;
const BESIDE_ACROSS: f64 = 12.0;
/// The middle decides between what is equally far.
const MIDDLE: f64 = 0.05;

impl Place {
    /// The same as if the way were down.
    fn turned(&self, way: Way) -> Self {
        let Self {
            left,
            top,
            right,
            bottom,
        } = *self;
        let place = |left, top, right, bottom| Self {
            left,
            top,
            right,
            bottom,
        };
        match way {
            Way::Down => *self,
            Way::Up => place(left, -bottom, right, -top),
            Way::Right => place(top, left, bottom, right),
            Way::Left => place(top, -right, bottom, -left),
        }
    }

    fn middle(&self) -> (f64, f64) {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }
}

/// The place to which the way leads from another one, by its number; nothing where none lies there.
pub fn next(from: &Place, way: Way, all: &[Place]) -> Option<usize> {
    let from = from.turned(way);
    let (x, y) = from.middle();
    let beside = if way.is_across() {
        BESIDE_ACROSS
    } else {
        BESIDE
    };
    let far = |to: &Place| {
        let to = to.turned(way);
        let (u, v) = to.middle();
        // Its middle lies beyond ours, and it begins beyond where we begin.
        (v > y + 1.0 && to.top > from.top + 1.0).then(|| {
            let ahead = (to.top - from.bottom).max(0.0);
            let aside = (to.left - from.right).max(from.left - to.right).max(0.0);
            ahead + beside * aside + MIDDLE * ((u - x).abs() + v - y)
        })
    };
    let ways = all.iter().enumerate();
    ways.filter_map(|(nth, to)| Some((nth, far(to)?)))
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(nth, _)| nth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(left: f64, top: f64, wide: f64, high: f64) -> Place {
        Place {
            left,
            top,
            right: left + wide,
            bottom: top + high,
        }
    }

    #[test]
    fn arrows_go_to_what_one_sees_there() {
        // A head with two buttons, three rows of a list, and a bar.
        let all = [
            place(0.0, 0.0, 100.0, 50.0),
            place(300.0, 0.0, 90.0, 50.0),
            place(0.0, 100.0, 390.0, 80.0),
            place(0.0, 190.0, 390.0, 80.0),
            place(0.0, 700.0, 190.0, 80.0),
            place(200.0, 700.0, 190.0, 80.0),
        ];
        let goes = |from: usize, way| next(&all[from], way, &all);
        assert_eq!(goes(0, Way::Right), Some(1));
        assert_eq!(goes(1, Way::Left), Some(0));
        assert_eq!(goes(0, Way::Down), Some(2));
        assert_eq!(goes(2, Way::Down), Some(3));
        assert_eq!(goes(3, Way::Up), Some(2));
        assert_eq!(goes(4, Way::Right), Some(5));
        assert_eq!(goes(5, Way::Up), Some(3));
        assert_eq!(goes(5, Way::Down), None);
        assert_eq!(goes(0, Way::Left), None);
    }

    #[test]
    fn a_key_is_an_arrow_or_none() {
        assert_eq!(Way::of("ArrowLeft"), Some(Way::Left));
        assert_eq!(Way::of("Enter"), None);
    }

    proptest! {
        #[test]
        fn whoever_goes_on_one_way_comes_to_its_end(
            all in proptest::collection::vec((0_u8..40, 0_u8..40, 1_u8..20, 1_u8..20), 1..30),
            way in prop_oneof![Just(Way::Up), Just(Way::Down), Just(Way::Left), Just(Way::Right)],
        ) {
            let scaled = |n: u8| f64::from(n) * 10.0;
            let all: Vec<Place> = all.into_iter().map(|(x, y, w, h)| place(scaled(x), scaled(y), scaled(w), scaled(h))).collect();
            let mut at = 0;
            for _ in 0..all.len() {
                let Some(next) = next(&all[at], way, &all) else { return Ok(()) };
                prop_assert_ne!(next, at);
                at = next;
            }
            prop_assert!(next(&all[at], way, &all).is_none());
        }
    }
}
