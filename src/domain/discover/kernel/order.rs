//! Sorting by numbers.

/// The numbers below `keys.len()` in the order of their keys; those with the same key stay as they are.
///
/// Byte by byte from the lowest on, and of bytes that all keys have in common nothing is done. The sort of the
/// standard library is chosen for its size where this app is built.
pub fn order(keys: &[(i64, i64)]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    let mut next = order.clone();
    // As unsigned numbers they have the same order.
    let plain = |number: i64| number as u64 ^ 1 << 63;
    let second = keys.iter().map(|key| plain(key.1)).collect::<Vec<_>>();
    by(&second, &mut order, &mut next);
    let first = keys.iter().map(|key| plain(key.0)).collect::<Vec<_>>();
    by(&first, &mut order, &mut next);
    order
}

fn by(keys: &[u64], order: &mut Vec<u32>, next: &mut Vec<u32>) {
    let common = keys.iter().fold(0, |bits, key| bits | (key ^ keys[0]));
    for shift in (0..64)
        .step_by(8)
        .filter(|shift| common >> shift & 255 != 0)
    {
        let byte = |at: u32| (keys[at as usize] >> shift & 255) as usize;
        let mut places = [0u32; 256];
        for at in order.iter() {
            places[byte(*at)] += 1;
        }
        let mut sum = 0;
        for place in &mut places {
            sum += *place;
            *place = sum - *place;
        }
        for at in order.iter() {
            let place = &mut places[byte(*at)];
            next[*place as usize] = *at;
            *place += 1;
        }
        std::mem::swap(order, next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(keys in prop::collection::vec((prop_oneof![-3i64..3, any::<i64>()], prop_oneof![0i64..700, any::<i64>()]), 0..60)) {
            let mut expected: Vec<u32> = (0..keys.len() as u32).collect();
            expected.sort_by_key(|at| keys[*at as usize]);
            prop_assert_eq!(order(&keys), expected);
        }
    }
}
