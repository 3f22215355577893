//! Counts against a count row by row, for sets of every shape.

use super::*;
use proptest::prelude::*;

/// Values of a facet: more than are counted together, and some that are left over.
const VALUES: usize = 6;
const FACETS: usize = 3;

/// A set of rows: scattered, everything but a few, a stretch, or few and far between.
fn shape(rows: usize) -> impl Strategy<Value = Vec<bool>> {
    let scattered = prop::collection::vec(any::<bool>(), rows);
    let stretch = (0..rows + 1, 0..rows + 1)
        .prop_map(move |(from, to)| (0..rows).map(|row| from <= row && row < to).collect());
    let few = prop::collection::btree_set(0..rows.max(1), 0..4);
    let few = few.prop_map(move |few| (0..rows).map(|row| few.contains(&row)).collect());
    let most = prop::collection::btree_set(0..rows.max(1), 0..4);
    let most = most.prop_map(move |few| (0..rows).map(|row| !few.contains(&row)).collect());
    prop_oneof![scattered, stretch, few, most]
}

fn bits(rows: &[bool]) -> Bits {
    let mut bits = Bits::none(rows.len());
    let inside = rows.iter().enumerate().filter(|(_, inside)| **inside);
    inside.for_each(|(row, _)| bits.insert(row));
    bits
}

/// Facets and their values; one value more than there are is one that nothing has.
type Choice = Vec<(usize, usize)>;

#[derive(Debug)]
struct Case {
    values: Vec<Vec<bool>>,
    replaced: Vec<bool>,
    bases: Vec<(Vec<bool>, Vec<bool>)>,
    /// For each base what is chosen, and whether a facet is counted in a wider one.
    asked: Vec<(Choice, Option<usize>)>,
}

fn case() -> impl Strategy<Value = Case> {
    let choice = prop::collection::vec((0..FACETS, 0..VALUES + 1), 0..5);
    let asked = prop::collection::vec((choice, prop::option::of(0..FACETS)), 2);
    (0usize..700, asked).prop_flat_map(|(rows, asked)| {
        let values = prop::collection::vec(shape(rows), FACETS * VALUES);
        let bases = prop::collection::vec((shape(rows), shape(rows)), 2);
        let all = (values, shape(rows), bases, Just(asked));
        all.prop_map(|(values, replaced, bases, asked)| Case {
            values,
            replaced,
            bases,
            asked,
        })
    })
}

proptest! {
    #[test]
    fn counts_equal_a_naive_count(mut case in case()) {
        let rows = case.replaced.len();
        let mut columns = Columns::new(rows, &[VALUES; FACETS]);
        for (at, value) in case.values.iter().enumerate() {
            for row in (0..rows).filter(|row| value[*row]) {
                // Twice is once.
                columns.insert(at / VALUES, at % VALUES, row);
                columns.insert(at / VALUES, at % VALUES, row);
            }
        }
        columns.count_only(2, VALUES - 2);
        columns.replace(1, 2, &bits(&case.replaced));
        case.values[VALUES + 2] = case.replaced;
        let values = case.values;
        // The memory of one query changes nothing in the next.
        let mut found = Counts::default();
        for ((base, wider), (choice, wide)) in case.bases.into_iter().zip(case.asked) {
            let wider: Vec<bool> = wider.iter().zip(&base).map(|(wider, base)| *wider || *base).collect();
            let mut chosen: Vec<Chosen> = choice
                .iter()
                .map(|(facet, value)| Chosen { facet: *facet, value: (*value < VALUES).then_some(*value) })
                .collect();
            chosen.sort_by_key(|chosen| chosen.facet);
            let left = |row: usize, but: Option<usize>| {
                let inside = if but.is_some() && but == wide { wider[row] } else { base[row] };
                inside && (0..FACETS).filter(|facet| Some(*facet) != but).all(|facet| {
                    let mut own = chosen.iter().filter(|chosen| chosen.facet == facet).peekable();
                    own.peek().is_none() || own.any(|own| own.value.is_some_and(|at| values[facet * VALUES + at][row]))
                })
            };
            let (base_bits, wider_bits) = (bits(&base), bits(&wider));
            columns.find(&base_bits, wide.map(|wide| (wide, &wider_bits)), &chosen, &mut found);
            let all: Vec<u32> = (0..rows).filter(|row| left(*row, None)).map(|row| row as u32).collect();
            prop_assert_eq!(found.total as usize, all.len());
            prop_assert_eq!(found.all.iter().collect::<Vec<_>>(), all);
            prop_assert_eq!(found.left_of(&wider_bits, &base_bits), found.total);
            for (at, value) in values.iter().enumerate() {
                let counted = at / VALUES < 2 || at % VALUES < VALUES - 2;
                let count = (0..rows).filter(|row| counted && left(*row, Some(at / VALUES)) && value[*row]).count();
                prop_assert_eq!(found.counts()[at] as usize, count, "value {}", at);
            }
        }
    }
}
