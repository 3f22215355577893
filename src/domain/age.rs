//! Ages and school grades as one question: whom does it suit?
//!
//! What is offered are the stages a parent thinks in, and the grades a teacher thinks in; a link may name any single
//! year (`age=8`). Everything is a span of ages, a grade being the two years in which one may be in it; spans suit
//! each other where they overlap. An activity that says nothing of age suits all.

use super::catalogue::Row;
use super::read::{Read, Value, u32_at};
use super::taxonomy::{Grades, Shelf, Taxonomy};

/// Oldest age that anyone is asked for.
const OLDEST: u8 = 120;
/// School grades, 1 to 12.
const GRADES: u8 = 12;
/// Years that a link may name: below so many.
const YEARS: u8 = 18;

/// Ages in years, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    pub from: u8,
    pub to: u8,
}

impl Ages {
    fn overlap(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// One begins school at six, or at seven.
    fn of(grades: Grades) -> Self {
        Self {
            from: grades.from.saturating_add(5),
            to: grades.to.saturating_add(6),
        }
    }

    /// Whether nobody is too old.
    pub fn is_open(self) -> bool {
        self.to >= OLDEST
    }
}

impl Read for Ages {
    /// One end may be missing; what is no span of ages says nothing.
    fn read(value: Value) -> Option<Self> {
        let age = |name, missing: u8| match value.get(name).is_null() {
            true => Some(missing),
            false => u8::try_from(u32_at(value, name)?).ok(),
        };
        let said = !value.get("from").is_null() || !value.get("to").is_null();
        let (from, to) = (age("from", 0)?, age("to", OLDEST)?.min(OLDEST));
        (said && from <= to).then_some(Self { from, to })
    }
}

/// The stages offered to choose from: before kindergarten, kindergarten, the two halves of primary school, junior and
/// senior school.
pub const STAGES: [Ages; 6] = [
    Ages { from: 0, to: 2 },
    Ages { from: 3, to: 5 },
    Ages { from: 6, to: 8 },
    Ages { from: 9, to: 11 },
    Ages { from: 12, to: 14 },
    Ages { from: 15, to: 17 },
];

/// How many of [`values`] are offered; the others are understood in a link.
pub const OFFERED: usize = STAGES.len() + GRADES as usize;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// By its place among [`STAGES`].
    Stage(usize),
    Grade(u8),
    Year(u8),
}

impl Asked {
    /// All of them, in the order of [`values`].
    fn all() -> impl Iterator<Item = Self> {
        let stages = (0..STAGES.len()).map(Self::Stage);
        let grades = (1..=GRADES).map(Self::Grade);
        stages.chain(grades).chain((0..YEARS).map(Self::Year))
    }

    /// What a value of the URL asks.
    pub fn of(value: &str) -> Option<Self> {
        Self::all().find(|asked| asked.value() == value)
    }

    /// Its value in the URL: `6-8`, `g3`, `8`.
    fn value(self) -> String {
        match self {
            Self::Stage(at) => {
                let (from, to) = (STAGES[at].from.to_string(), STAGES[at].to.to_string());
                crate::text!(&from, "-", &to)
            }
            Self::Grade(grade) => crate::text!("g", &grade.to_string()),
            Self::Year(year) => year.to_string(),
        }
    }

    /// Whether it fits what is said; nothing where nothing is said of age.
    fn fits(self, ages: Option<Ages>, grades: Option<Grades>) -> Option<bool> {
        let span = match self {
            Self::Stage(at) => STAGES[at],
            Self::Grade(grade) => {
                if let Some(grades) = grades {
                    return Some((grades.from..=grades.to).contains(&grade));
                }
                let (from, to) = (grade, grade);
                Ages::of(Grades { from, to })
            }
            Self::Year(year) => Ages {
                from: year,
                to: year,
            },
        };
        let said = ages.or(grades.map(Ages::of))?;
        Some(span.overlap(said))
    }
}

/// The values of the facet: stages, grades, years.
pub fn values() -> Vec<String> {
    Asked::all().map(Asked::value).collect()
}

/// A bit for each of [`values`] that fits; nothing where nothing is said.
pub(super) fn mask(ages: Option<Ages>, grades: Option<Grades>) -> Option<u64> {
    ages.is_some().then_some(()).or(grades.map(|_| ()))?;
    let bits = (0..).zip(Asked::all());
    let fitting = bits.filter(|(_, asked)| asked.fits(ages, grades) == Some(true));
    Some(fitting.fold(0, |all, (bit, _)| all | 1 << bit))
}

/// The bit of a grade, 1 to 12.
pub(super) fn grade_bit(grade: u8) -> u64 {
    match grade {
        1..=GRADES => 1 << (STAGES.len() + usize::from(grade) - 1),
        _ => 0,
    }
}

/// The bits of the years from `from` to `to` that have one.
pub(super) fn year_bits(from: u8, to: u8) -> u64 {
    (from..=to.min(YEARS - 1)).fold(0, |bits, year| bits | 1 << (OFFERED + usize::from(year)))
}

/// What activities suit, by what they and their audiences say.
#[derive(Debug)]
pub struct Suited {
    audiences: Vec<Option<u64>>,
}

impl Suited {
    pub fn new(taxonomy: &Taxonomy) -> Self {
        let terms = taxonomy.audiences.iter();
        let said = terms.map(|term| mask(term.ages, term.grades));
        Self {
            audiences: said.collect(),
        }
    }

    /// A bit for each of [`values`] that an activity suits, by what it says itself, else by any of its audiences among
    /// the terms it is filed under.
    pub fn values(&self, row: &Row, filed: &[(Shelf, u32)]) -> u64 {
        let own = mask(row.ages, row.grades);
        let audience = |at: u32| self.audiences.get(at as usize).copied().flatten();
        let of_audiences = || {
            let audiences = filed.iter().filter(|(shelf, _)| *shelf == Shelf::Audience);
            audiences.fold(None, |all: Option<u64>, (_, at)| {
                Some(all.unwrap_or(0) | audience(*at).unwrap_or(u64::MAX))
            })
        };
        own.or_else(of_audiences).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;

    fn suited(members: &str) -> Vec<String> {
        let catalogue = Catalogue::decode(
            r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
            "taxonomy":{"audiences":[{"id":"public","name":"公众"},{"id":"small","name":"幼儿","ages":{"from":3,"to":6}},
              {"id":"primary","name":"小学","grades":{"from":1,"to":6}},{"id":"elder","name":"老人","ages":{"from":55}}]},
            "activities":[{"id":"a","title":"x",MEMBERS}]}"#
                .replace("MEMBERS", members),
        )
        .unwrap();
        let all = values();
        let activities = &catalogue.activities;
        let bits =
            Suited::new(&catalogue.taxonomy).values(&activities.rows()[0], activities.filed(0));
        let suited = (0..).zip(all).filter(|(at, _)| bits >> at & 1 == 1);
        suited.map(|(_, value)| value).collect()
    }

    fn has(members: &str, value: &str) -> bool {
        assert!(Asked::of(value).is_some(), "{value}");
        suited(members).iter().any(|suited| suited == value)
    }

    #[test]
    fn ages_and_grades_overlap() {
        let third_to_sixth = r#""grades":{"from":3,"to":6}"#;
        for (value, suits) in [
            ("g2", false),
            ("g3", true),
            ("g6", true),
            ("g7", false),
            ("3-5", false),
            ("6-8", true),
            ("9-11", true),
            ("12-14", true),
            ("15-17", false),
            ("7", false),
            ("8", true),
            ("12", true),
            ("13", false),
        ] {
            assert_eq!(has(third_to_sixth, value), suits, "{value}");
        }
        let from_four = r#""ages":{"from":4,"to":7}"#;
        for (value, suits) in [("3", false), ("4", true), ("3-5", true), ("g1", true)] {
            assert_eq!(has(from_four, value), suits, "{value}");
        }
        assert!(!has(from_four, "g3") && has(from_four, "g2"));
        let both = r#""ages":{"from":4},"grades":{"from":1,"to":2}"#;
        assert!(has(both, "4") && has(both, "17") && !has(both, "g3"));
    }

    #[test]
    fn what_says_nothing_suits_all_and_an_audience_speaks_where_the_activity_does_not() {
        let all = values().len();
        for members in [
            r#""fee":"""#,
            r#""audiences":["public"]"#,
            r#""audiences":["unknown"]"#,
            r#""audiences":["primary","public"]"#,
            r#""ages":{}"#,
            r#""ages":{"from":9,"to":3}"#,
            r#""ages":{"from":-1}"#,
            r#""ages":{"from":"3"}"#,
            r#""ages":7"#,
        ] {
            assert_eq!(suited(members).len(), all, "{members}");
        }
        assert!(suited(r#""audiences":["elder"]"#).is_empty());
        let small = r#""audiences":["small","elder"]"#;
        assert!(has(small, "4") && has(small, "3-5") && has(small, "g1") && !has(small, "9-11"));
        let own = r#""audiences":["elder"],"ages":{"to":6}"#;
        assert!(has(own, "0") && has(own, "6") && !has(own, "7"));
    }

    #[test]
    fn every_value_is_known_by_its_own_text() {
        for value in values() {
            assert_eq!(Asked::of(&value).map(Asked::value), Some(value));
        }
        for stranger in ["", "18", "-1", "g0", "g13", "6-9", "08"] {
            assert_eq!(Asked::of(stranger), None, "{stranger}");
        }
        assert!(values().len() < 64, "a bit each");
    }
}
