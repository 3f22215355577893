//! Putting a few things in order.

/// The places of things in the order of their keys; of two with one key the earlier stays first.
/// Keys alone are sorted, for a sort is compiled anew for each type of thing.
pub fn in_order(keys: Vec<i64>) -> Vec<usize> {
    let mut keyed: Vec<(i64, usize)> = keys.into_iter().zip(0..).collect();
    keyed.sort();
    keyed.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_keeps_its_order() {
        assert_eq!(in_order(vec![3, 1, 3, -2, 1]), [3, 1, 4, 0, 2]);
        assert_eq!(in_order(vec![]), [0_usize; 0]);
    }
}
