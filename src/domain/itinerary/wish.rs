//! What someone wants of a day out, and its place in the URL: a teacher who shares the link shares the proposals.

use crate::domain::activity::RegistrationKind;
use crate::domain::query::{decode, encode};
use crate::domain::text::line;
use crate::domain::time;
use crate::text;
use chrono::NaiveDate;

/// Most likes kept; longest id, in characters.
pub const LIKES_MAX: usize = 16;
const ID_MAX: usize = 64;
/// The hours one may choose from, in minutes of the day, in steps of half an hour.
pub const CLOCKS: std::ops::RangeInclusive<i32> = 420..=1_290;
/// Most people of one group.
const SIZE_MAX: u32 = 999;

/// How much one wants of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pace {
    Easy,
    #[default]
    Usual,
    Full,
}

impl Pace {
    pub const ALL: [Self; 3] = [Self::Easy, Self::Usual, Self::Full];

    pub fn id(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Usual => "usual",
            Self::Full => "full",
        }
    }

    /// Most stops, and the free minutes between two of them.
    pub fn bounds(self) -> (usize, i32) {
        match self {
            Self::Easy => (3, 20),
            Self::Usual => (4, 10),
            Self::Full => (6, 5),
        }
    }
}

/// What is wanted of a day. What it does not say, it leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// None: the next day on which there is something.
    pub day: Option<NaiveDate>,
    /// The district one starts from and comes back to; empty: anywhere.
    pub start: String,
    /// When one leaves and when one is back, in minutes of the day.
    pub from: i32,
    pub to: i32,
    /// Ids of directions, fields and formats.
    pub likes: Vec<String>,
    /// A school grade as a number, or the id of an audience; empty: anyone.
    pub fits: String,
    /// As what one would sign up.
    pub kind: RegistrationKind,
    /// How many come.
    pub size: u32,
    pub pace: Pace,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            day: None,
            start: String::new(),
            from: 9 * 60,
            to: 17 * 60,
            likes: Vec::new(),
            fits: String::new(),
            kind: RegistrationKind::Family,
            size: sizes(RegistrationKind::Family).1,
            pace: Pace::default(),
        }
    }
}

/// Fewest and usual people of a kind.
pub fn sizes(kind: RegistrationKind) -> (u32, u32) {
    match kind {
        RegistrationKind::Family => (2, 3),
        RegistrationKind::Class => (2, 45),
        _ => (1, 1),
    }
}

const KINDS: [RegistrationKind; 3] = [
    RegistrationKind::Person,
    RegistrationKind::Family,
    RegistrationKind::Class,
];

impl Wish {
    /// Reads the part of a URL after `?`; what is unknown or hostile is left out.
    pub fn parse(search: &str) -> Self {
        let mut wish = Self::default();
        let (mut hours, mut size) = (None, None);
        for pair in search.trim_start_matches('?').split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            match key {
                "day" => wish.day = time::parse_day(value),
                "start" => wish.start = id(value),
                "hours" => hours = read_hours(value),
                "like" => value.split(',').for_each(|like| wish.like(&id(like))),
                "for" => wish.fits = id(value),
                "who" => {
                    let known = KINDS.into_iter().find(|kind| kind.id() == value);
                    wish.kind = known.unwrap_or(wish.kind);
                }
                "size" => size = value.parse().ok(),
                "pace" => {
                    let known = Pace::ALL.into_iter().find(|pace| pace.id() == value);
                    wish.pace = known.unwrap_or_default();
                }
                _ => {}
            }
        }
        if let Some((from, to)) = hours {
            (wish.from, wish.to) = (from, to);
        }
        wish.set_size(size.unwrap_or(sizes(wish.kind).1));
        wish
    }

    /// The URL's part after `?`, empty for the wish that says nothing.
    pub fn to_search(&self) -> String {
        let usual = Self::default();
        let mut out = String::new();
        let mut put = |key: &str, value: &str, said: bool| {
            if said {
                let and = if out.is_empty() { "" } else { "&" };
                out = text!(&out, and, key, "=", value);
            }
        };
        let day = self.day.map_or_else(String::new, time::iso_day);
        put("day", &day, self.day.is_some());
        put("start", &encode(&self.start), !self.start.is_empty());
        let hours = text!(&digits(self.from), "-", &digits(self.to));
        put(
            "hours",
            &hours,
            (self.from, self.to) != (usual.from, usual.to),
        );
        let likes: Vec<String> = self.likes.iter().map(|like| encode(like)).collect();
        put("like", &likes.join(","), !likes.is_empty());
        put("for", &encode(&self.fits), !self.fits.is_empty());
        put("who", self.kind.id(), self.kind != usual.kind);
        let size = self.size.to_string();
        put("size", &size, self.size != sizes(self.kind).1);
        put("pace", self.pace.id(), self.pace != usual.pace);
        out
    }

    fn like(&mut self, id: &str) {
        if !id.is_empty() && self.likes.len() < LIKES_MAX && !self.likes.iter().any(|l| l == id) {
            self.likes.push(id.to_owned());
        }
    }

    /// Chooses a like, or lets it go.
    pub fn toggle(&mut self, id: &str) {
        if self.likes.iter().any(|like| like == id) {
            self.likes.retain(|like| like != id);
        } else {
            self.like(id);
        }
    }

    /// Takes another kind with as many people as usually come.
    pub fn set_kind(&mut self, kind: RegistrationKind) {
        self.kind = kind;
        self.size = sizes(kind).1;
    }

    pub fn set_size(&mut self, size: u32) {
        self.size = size.clamp(sizes(self.kind).0, SIZE_MAX);
    }

    /// Takes an hour to leave, or to be back; the other one moves where the day would end before it begins.
    pub fn set_hour(&mut self, first: bool, at: i32) {
        let at = at.clamp(*CLOCKS.start(), *CLOCKS.end());
        if first {
            self.from = at.min(*CLOCKS.end() - 60);
            self.to = self.to.max(self.from + 60);
        } else {
            self.to = at.max(*CLOCKS.start() + 60);
            self.from = self.from.min(self.to - 60);
        }
    }

    /// The grade, if it is one.
    pub fn grade(&self) -> Option<u8> {
        self.fits
            .parse()
            .ok()
            .filter(|grade| (1..=12).contains(grade))
    }
}

fn id(raw: &str) -> String {
    line(&decode(raw), ID_MAX)
}

/// 0900
fn digits(minutes: i32) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    (10_000 + hour * 100 + minute).to_string().split_off(1)
}

/// 0900-1700, where the first is before the second and both can be chosen.
fn read_hours(value: &str) -> Option<(i32, i32)> {
    let minutes = |text: &str| {
        let digits: i32 = text.parse().ok().filter(|_| text.len() == 4)?;
        let minutes = digits / 100 * 60 + digits % 100;
        (CLOCKS.contains(&minutes) && minutes % 30 == 0).then_some(minutes)
    };
    let (from, to) = value.split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shared_link_gives_the_same_wish() {
        let search = "day=2023-09-19&start=410702&hours=0830-1600&like=eco,innovation&for=3&who=class&size=40&pace=easy";
        let wish = Wish::parse(search);
        assert_eq!(wish.to_search(), search);
        assert_eq!(
            (wish.grade(), wish.size, wish.from, wish.to),
            (Some(3), 40, 510, 960)
        );
        assert_eq!(Wish::default().to_search(), "");
        assert_eq!(Wish::parse("?who=class").size, 45, "a class as usual");
    }

    #[test]
    fn strangers_in_the_url_do_nothing() {
        for search in [
            "?next=//evil&day=soon&hours=1700-0900&size=-4&pace=mad&who=nobody&like=,,",
            "?hours=0915-1700",
            "?hours=+900-1700",
            "?hours=9999-99999",
        ] {
            assert_eq!(Wish::parse(search), Wish::default(), "{search}");
        }
        assert_eq!(Wish::parse("who=person&size=0").size, 1);
        assert_eq!(Wish::parse("size=4000000").size, SIZE_MAX);
        let many: Vec<String> = (0..500).map(|i| i.to_string()).collect();
        let wish = Wish::parse(&text!("like=", &many.join(",")));
        assert_eq!(wish.likes.len(), LIKES_MAX);
    }

    proptest! {
        #[test]
        fn the_codec_round_trips(
            day in prop::option::of(0i64..4_000), start in "[a-z0-9&=,%+ ]{0,8}", from in 14i32..42, more in 1i32..28,
            likes in prop::collection::vec("[^\\p{C}\\s\u{ad}]{1,9}", 0..6), fits in "[a-z0-9]{0,6}",
            kind in 0usize..3, size in 0u32..2_000, pace in 0usize..3,
        ) {
            let mut wish = Wish {
                day: day.map(|days| NaiveDate::default() + chrono::Duration::days(days)),
                start: line(&start, ID_MAX),
                from: from * 30,
                to: ((from + more) * 30).min(*CLOCKS.end()),
                fits,
                pace: Pace::ALL[pace],
                ..Wish::default()
            };
            wish.set_kind(KINDS[kind]);
            wish.set_size(size);
            likes.iter().for_each(|like| wish.like(&line(like, ID_MAX)));
            prop_assume!(wish.from < wish.to);
            prop_assert_eq!(Wish::parse(&wish.to_search()), wish);
        }

        #[test]
        fn parsing_never_panics_and_is_stable(search in ".{0,120}") {
            let once = Wish::parse(&search);
            prop_assert_eq!(Wish::parse(&once.to_search()), once);
        }
    }
}
