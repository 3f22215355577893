//! How somebody likes to watch: speed and captions, kept on the device.

use crate::text;

/// Speeds of a replay on offer, in hundredths.
pub const RATES: [u32; 5] = [75, 100, 125, 150, 200];

/// How large captions are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CueSize {
    Off,
    Small,
    #[default]
    Medium,
    Large,
}

impl CueSize {
    pub const ALL: [Self; 4] = [Self::Off, Self::Small, Self::Medium, Self::Large];

    pub fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.id() == id)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taste {
    /// One of [`RATES`].
    pub rate: u32,
    pub cues: CueSize,
}

impl Default for Taste {
    fn default() -> Self {
        Self {
            rate: 100,
            cues: CueSize::default(),
        }
    }
}

impl Taste {
    /// What a record says; what cannot be read is as if it had never been chosen.
    pub fn read(raw: &str) -> Self {
        let mut parts = raw.split(' ');
        let mut taste = Self::default();
        if parts.next() != Some("1") {
            return taste;
        }
        let rate = parts.next().and_then(|rate| rate.parse().ok());
        if let Some(rate) = rate.filter(|rate| RATES.contains(rate)) {
            taste.rate = rate;
        }
        if let Some(cues) = parts.next().and_then(CueSize::from_id) {
            taste.cues = cues;
        }
        taste
    }

    /// The record to keep.
    pub fn write(self) -> String {
        text!("1 ", &self.rate.to_string(), " ", self.cues.id())
    }

    /// The next speed up or down; the last one stays.
    pub fn step(self, faster: bool) -> u32 {
        let at = RATES.iter().position(|rate| *rate == self.rate);
        let at = at.unwrap_or(1);
        let next = if faster { at + 1 } else { at.saturating_sub(1) };
        RATES[next.min(RATES.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taste_comes_back_and_nonsense_does_no_harm() {
        for rate in RATES {
            for cues in CueSize::ALL {
                let taste = Taste { rate, cues };
                assert_eq!(Taste::read(&taste.write()), taste);
            }
        }
        for bad in ["", "2 150 large", "1 9999 huge", "1", "null"] {
            assert_eq!(Taste::read(bad), Taste::default(), "{bad:?}");
        }
        assert_eq!(Taste::read("1 x large").cues, CueSize::Large);
    }

    #[test]
    fn speed_goes_step_by_step_and_ends() {
        let at = |rate| Taste {
            rate,
            ..Taste::default()
        };
        assert_eq!((at(100).step(true), at(100).step(false)), (125, 75));
        assert_eq!((at(200).step(true), at(75).step(false)), (200, 75));
    }
}
