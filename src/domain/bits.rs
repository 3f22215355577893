//! Dense sets of rows: one bit a row, counted by popcount (performance.md).

/// A set of row numbers below a fixed length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The empty set over `len` rows.
    pub fn none(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// All of `len` rows.
    pub fn all(len: usize) -> Self {
        let mut words = vec![u64::MAX; len.div_ceil(64)];
        if let Some(last) = words.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last = (1 << (len % 64)) - 1;
        }
        Self(words)
    }

    pub fn insert(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    pub fn contains(&self, row: usize) -> bool {
        self.0
            .get(row / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Keeps what is also in `other`.
    pub fn and(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Drops what is in `other`.
    pub fn and_not(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Adds what is in `other`.
    pub fn or(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many rows both sets hold, without building a third one.
    pub fn count_and(&self, other: &Self) -> u32 {
        self.0
            .iter()
            .zip(&other.0)
            .map(|(a, b)| (a & b).count_ones())
            .sum()
    }

    /// The rows in ascending order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count() as usize);
        for (i, word) in self.0.iter().enumerate() {
            let mut word = *word;
            while word != 0 {
                rows.push(i as u32 * 64 + word.trailing_zeros());
                word &= word - 1;
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn behaves_as_a_set(a in prop::collection::btree_set(0usize..200, 0..60),
                            b in prop::collection::btree_set(0usize..200, 0..60)) {
            let of = |set: &BTreeSet<usize>| {
                let mut bits = Bits::none(200);
                set.iter().for_each(|row| bits.insert(*row));
                bits
            };
            let (mut and, mut or, other) = (of(&a), of(&a), of(&b));
            and.and(&other);
            or.or(&other);
            let rows = |set: BTreeSet<usize>| set.into_iter().map(|r| r as u32).collect::<Vec<_>>();
            prop_assert_eq!(and.rows(), rows(&a & &b));
            prop_assert_eq!(or.rows(), rows(&a | &b));
            prop_assert_eq!(of(&a).count_and(&other) as usize, (&a & &b).len());
        }
    }

    #[test]
    fn all_ends_where_the_rows_end() {
        for len in [0, 1, 63, 64, 65, 128, 130] {
            assert_eq!(Bits::all(len).count() as usize, len);
        }
        assert!(!Bits::all(65).contains(65));
    }
}
