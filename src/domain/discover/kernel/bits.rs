//! A dense set of rows.

/// A set of row numbers below a fixed length, one bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits {
    words: Vec<u64>,
    rows: usize,
}

impl Bits {
    /// None of `rows` rows.
    pub fn none(rows: usize) -> Self {
        let words = vec![0; rows.div_ceil(64)];
        Self { words, rows }
    }

    /// All of `rows` rows.
    pub fn all(rows: usize) -> Self {
        let mut bits = Self::none(rows);
        bits.fill(rows);
        bits
    }

    /// Becomes all of `rows` rows; its memory stays.
    pub fn fill(&mut self, rows: usize) {
        self.rows = rows;
        self.words.clear();
        self.words.resize(rows.div_ceil(64), u64::MAX);
        let end = self.last_word();
        if let Some(last) = self.words.last_mut() {
            *last = end;
        }
    }

    /// The last word of all rows.
    pub(crate) fn last_word(&self) -> u64 {
        match self.rows % 64 {
            0 => u64::MAX,
            left => (1 << left) - 1,
        }
    }

    /// Becomes none of `rows` rows; its memory stays.
    pub fn empty(&mut self, rows: usize) {
        self.rows = rows;
        self.words.clear();
        self.words.resize(rows.div_ceil(64), 0);
    }

    /// Becomes what `other` is; its memory stays.
    pub fn copy(&mut self, other: &Self) {
        self.rows = other.rows;
        self.words.clear();
        self.words.extend_from_slice(&other.words);
    }

    /// Becomes what `one` and `words` have in common; its memory stays.
    pub(crate) fn both(&mut self, one: &Self, words: &[u64]) {
        self.set_each(one, words, |one, other| one & other);
    }

    /// Becomes what is in `one` and not in `other`; its memory stays.
    pub fn without(&mut self, one: &Self, other: &Self) {
        self.set_each(one, &other.words, |one, other| one & !other);
    }

    fn set_each(&mut self, one: &Self, others: &[u64], each: impl Fn(u64, u64) -> u64) {
        self.rows = one.rows;
        self.words.clear();
        let pairs = one.words.iter().zip(others);
        self.words
            .extend(pairs.map(|(one, other)| each(*one, *other)));
    }

    /// How many rows it may hold.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Adds a row; one beyond the last is none.
    pub fn insert(&mut self, row: usize) {
        if row < self.rows {
            self.words[row / 64] |= 1 << (row % 64);
        }
    }

    /// Adds these rows.
    pub fn insert_all(&mut self, rows: &[u32]) {
        for row in rows {
            self.insert(*row as usize);
        }
    }

    pub fn contains(&self, row: usize) -> bool {
        self.words
            .get(row / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Keeps only the rows from `from` up to `to`, which is none of them.
    pub fn keep(&mut self, from: usize, to: usize) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= below(to, at) & !below(from, at);
        }
    }

    /// Keeps what is also in `other`.
    pub fn and(&mut self, other: &Self) {
        and(&mut self.words, &other.words);
    }

    pub(crate) fn and_words(&mut self, words: &[u64]) {
        and(&mut self.words, words);
    }

    pub(crate) fn or_words(&mut self, words: &[u64]) {
        or(&mut self.words, words);
    }

    /// Drops what is in `other`.
    pub fn and_not(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Adds what is in `other`.
    pub fn or(&mut self, other: &Self) {
        or(&mut self.words, &other.words);
    }

    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many rows both sets hold.
    pub fn count_and(&self, other: &Self) -> u32 {
        count_and(&self.words, &other.words)
    }

    /// How many of its rows lie before `row`.
    pub fn rank(&self, row: usize) -> u32 {
        let whole = self.words.iter().take(row / 64);
        let part = self.words.get(row / 64).copied().unwrap_or(0) & below(row, row / 64);
        whole.map(|word| word.count_ones()).sum::<u32>() + part.count_ones()
    }

    /// Its `nth` row, counted from 0.
    pub fn nth(&self, nth: usize) -> Option<u32> {
        let mut left = nth as u32;
        for (at, word) in self.words.iter().enumerate() {
            let here = word.count_ones();
            if left < here {
                let mut word = *word;
                for _ in 0..left {
                    word &= word - 1;
                }
                return Some(at as u32 * 64 + word.trailing_zeros());
            }
            left -= here;
        }
        None
    }

    /// The rows in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                (word != 0).then(|| {
                    let bit = word.trailing_zeros();
                    word &= word - 1;
                    at as u32 * 64 + bit
                })
            })
        })
    }
}

/// The bits of word `at` whose rows lie before `row`.
fn below(row: usize, at: usize) -> u64 {
    match row.saturating_sub(at * 64) {
        0 => 0,
        left @ 1..64 => (1 << left) - 1,
        _ => u64::MAX,
    }
}

pub(crate) fn and(words: &mut [u64], others: &[u64]) {
    for (word, other) in words.iter_mut().zip(others) {
        *word &= other;
    }
}

pub(crate) fn or(words: &mut [u64], others: &[u64]) {
    for (word, other) in words.iter_mut().zip(others) {
        *word |= other;
    }
}

pub(crate) fn count_and(words: &[u64], others: &[u64]) -> u32 {
    // Four words at a time, and the sums as wide as the words: a loop of one word is half counting the loop.
    let (fours, other_fours) = (words.chunks_exact(4), others.chunks_exact(4));
    let rest = fours.remainder().iter().zip(other_fours.remainder());
    let mut sum: u64 = rest
        .map(|(word, other)| u64::from((word & other).count_ones()))
        .sum();
    for (word, other) in fours.zip(other_fours) {
        let ones = |at: usize| u64::from((word[at] & other[at]).count_ones());
        sum += ones(0) + ones(1) + ones(2) + ones(3);
    }
    sum as u32
}

/// How many rows a set has in common with each of four others of its length.
pub(crate) fn count_and_four(words: &[u64], others: [&[u64]; 4]) -> [u32; 4] {
    let mut sums = [0; 4];
    let [one, two, three, four] = others;
    let others = one.iter().zip(two).zip(three.iter().zip(four));
    for (word, ((one, two), (three, four))) in words.iter().zip(others) {
        for (sum, other) in sums.iter_mut().zip([one, two, three, four]) {
            *sum += u64::from((word & other).count_ones());
        }
    }
    sums.map(|sum| sum as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    type Set = BTreeSet<u32>;

    fn of(set: &Set) -> Bits {
        let mut bits = Bits::none(200);
        set.iter().for_each(|row| bits.insert(*row as usize));
        bits
    }

    proptest! {
        #[test]
        fn behaves_as_a_set(a in prop::collection::btree_set(0u32..200, 0..60),
                            b in prop::collection::btree_set(0u32..200, 0..60),
                            from in 0u32..220, to in 0u32..220) {
            let (mut and, mut or, mut not, mut kept) = (of(&a), of(&a), of(&a), of(&a));
            and.and(&of(&b));
            or.or(&of(&b));
            not.and_not(&of(&b));
            kept.keep(from as usize, to as usize);
            prop_assert_eq!(&and, &of(&(&a & &b)));
            prop_assert_eq!(&or, &of(&(&a | &b)));
            prop_assert_eq!(&not, &of(&(&a - &b)));
            prop_assert_eq!(&kept, &of(&a.iter().copied().filter(|row| (from..to).contains(row)).collect()));
            prop_assert_eq!(of(&a).count_and(&of(&b)) as usize, (&a & &b).len());
            prop_assert_eq!(of(&a).iter().collect::<Set>(), a.clone());
            prop_assert_eq!(of(&a).rank(from as usize) as usize, a.range(..from).count());
            for nth in 0..=a.len() {
                prop_assert_eq!(of(&a).nth(nth), a.iter().nth(nth).copied());
            }
        }
    }

    #[test]
    fn all_ends_where_the_rows_end() {
        for rows in [0, 1, 63, 64, 65, 128, 130] {
            assert_eq!(Bits::all(rows).count() as usize, rows);
        }
        let mut bits = Bits::all(65);
        bits.insert(65);
        assert!(!bits.contains(65), "a row beyond the last is none");
    }
}
