//! Sorting, compiled once for whatever is sorted.

/// The numbers below `count` in the order of their keys; those with the same key stay as they are.
pub fn order(count: usize, key: &dyn Fn(usize) -> (i64, i64)) -> Vec<usize> {
    let keys: Vec<(i64, i64)> = (0..count).map(key).collect();
    let order = kepu_kernel::order(&keys).into_iter();
    order.map(|at| at as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(keys in prop::collection::vec((0i64..4, -2i64..2), 0..40)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|at| keys[*at]);
            prop_assert_eq!(order(keys.len(), &|at| keys[at]), expected);
        }
    }
}
