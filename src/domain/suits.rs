//! Whether an activity is meant for who comes: said before one signs up, and forbids nothing.

use super::activity::{Activity, RegistrationKind};
use super::age;
use super::party::{BANDS, Bands};
use super::taxonomy::Taxonomy;

/// Whom an activity is not meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// Children of this age band, by its place among [`BANDS`].
    Band(usize),
    /// A school grade, 1 to 12.
    Grade(u8),
    /// Children of any age.
    Children,
}

/// Years of the age bands, both inclusive.
const YEARS: [(u8, u8); BANDS.len()] = [(0, 3), (4, 6), (7, 9), (10, 12), (13, 17)];

/// What an activity says of age: by its own ages, its grades, else by any of its audiences.
fn said(activity: &Activity, taxonomy: &Taxonomy) -> Option<u64> {
    let of_audiences = || {
        let mut all = None;
        for id in &activity.audiences {
            let term = taxonomy.audiences.iter().find(|term| term.id == *id)?;
            // One that says nothing of age suits all.
            all = Some(all.unwrap_or(0) | age::mask(term.ages, term.grades)?);
        }
        all
    };
    age::mask(activity.ages, activity.grades).or_else(of_audiences)
}

/// The first of a family's age bands, or the grade of a class, that `activity` is not meant for.
pub fn misfit(
    activity: &Activity,
    taxonomy: &Taxonomy,
    kind: RegistrationKind,
    children: u32,
    bands: Bands,
    grade: Option<u8>,
) -> Option<Misfit> {
    let said = said(activity, taxonomy)?;
    match kind {
        RegistrationKind::Family if bands.is_empty() => {
            (children > 0 && said & age::year_bits(0, 17) == 0).then_some(Misfit::Children)
        }
        RegistrationKind::Family => {
            let counts = bands.0.iter().zip(YEARS).enumerate();
            let mut apart = counts.filter(|(_, (count, (from, to)))| {
                **count > 0 && said & age::year_bits(*from, *to) == 0
            });
            apart.next().map(|(at, _)| Misfit::Band(at))
        }
        _ if kind.is_school() => grade
            .filter(|grade| (1..=12).contains(grade) && said & age::grade_bit(*grade) == 0)
            .map(Misfit::Grade),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;
    use RegistrationKind::{Class, Family, Person};

    fn of(
        members: &str,
        kind: RegistrationKind,
        bands: [u32; 5],
        grade: Option<u8>,
    ) -> Option<Misfit> {
        let catalogue = Catalogue::decode(
            r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
            "taxonomy":{"audiences":[{"id":"public","name":"公众"},{"id":"primary","name":"小学","grades":{"from":1,"to":6}},
              {"id":"elder","name":"老人","ages":{"from":55}}]},
            "activities":[{"id":"a","title":"x",MEMBERS}]}"#
                .replace("MEMBERS", members),
        )
        .unwrap();
        let activity = catalogue.activity("a").unwrap();
        let children = bands.iter().sum::<u32>().max(1);
        misfit(
            activity,
            &catalogue.taxonomy,
            kind,
            children,
            Bands(bands),
            grade,
        )
    }

    #[test]
    fn children_too_young_or_too_old_are_named_by_their_band() {
        let ages = r#""ages":{"from":4,"to":10}"#;
        assert_eq!(
            of(ages, Family, [1, 1, 0, 0, 0], None),
            Some(Misfit::Band(0))
        );
        assert_eq!(of(ages, Family, [0, 1, 1, 1, 0], None), None);
        assert_eq!(
            of(ages, Family, [0, 0, 0, 0, 2], None),
            Some(Misfit::Band(4))
        );
        assert_eq!(of(ages, Family, [0; 5], None), None, "nobody said how old");
        assert_eq!(of(ages, Person, [0; 5], None), None);
    }

    #[test]
    fn a_class_of_another_grade_is_named() {
        let grades = r#""grades":{"from":4,"to":9}"#;
        assert_eq!(of(grades, Class, [0; 5], Some(3)), Some(Misfit::Grade(3)));
        assert_eq!(of(grades, Class, [0; 5], Some(4)), None);
        assert_eq!(of(grades, Class, [0; 5], Some(77)), None, "no grade at all");
        let primary = r#""audiences":["primary"]"#;
        assert_eq!(of(primary, Class, [0; 5], Some(9)), Some(Misfit::Grade(9)));
    }

    #[test]
    fn audiences_speak_only_where_all_of_them_say_an_age() {
        let elder = r#""audiences":["elder"]"#;
        assert_eq!(of(elder, Family, [0; 5], None), Some(Misfit::Children));
        let both = r#""audiences":["elder","public"]"#;
        assert_eq!(of(both, Family, [1, 0, 0, 0, 0], None), None);
        assert_eq!(
            of(r#""audiences":["strange"]"#, Class, [0; 5], Some(9)),
            None
        );
        assert_eq!(of(r#""place":"here""#, Family, [1, 0, 0, 0, 0], None), None);
    }
}
