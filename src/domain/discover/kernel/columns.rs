//! Facets: what is left of all rows, and how many rows each value would give.
//!
//! One value is one dense bitset over the rows; a count is an AND and a
//! popcount. Within a facet values widen, facets narrow each other, and the
//! counts of a facet ignore its own choice (drill sideways), so that each
//! says how many rows one would get by choosing it.

use crate::bits::{Bits, count_and, or};

/// The values of all facets with their rows.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    rows: usize,
    /// Words of one value.
    stride: usize,
    /// Where the values of each facet begin, and after the last facet how many values there are.
    starts: Vec<usize>,
    /// The sets of all values, one after the other.
    words: Vec<u64>,
    /// The first word of each value that holds a row, and the one after the last: of a day that is a short stretch.
    spans: Vec<(usize, usize)>,
}

/// A value that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub facet: usize,
    /// Its place among the facet's values; none for a value that nothing has.
    pub value: Option<usize>,
}

/// What a query leaves and counts, with the memory it is worked out in.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// The rows that are left.
    pub all: Bits,
    counts: Vec<u32>,
    /// The rows that any chosen value of a facet has, one set for each facet with a choice.
    any: Vec<u64>,
    /// The facets those belong to.
    facets: Vec<usize>,
    /// What all but one facet leave.
    others: Bits,
    /// What is counted in, without its empty words.
    within: Within,
}

/// A set without its empty words: a narrow query leaves few, and each value is counted in these alone.
#[derive(Debug, Clone, Default)]
struct Within {
    /// Where the words stand in the set, ascending.
    at: Vec<u32>,
    words: Vec<u64>,
}

impl Within {
    fn take(&mut self, rows: &Bits) {
        self.at.clear();
        self.words.clear();
        for (at, word) in rows.words().iter().enumerate() {
            if *word != 0 {
                self.at.push(at as u32);
                self.words.push(*word);
            }
        }
    }

    /// How many of its rows a value has, whose words are empty before `first` and from `end` on.
    fn count(&self, set: &[u64], (first, end): (usize, usize)) -> u32 {
        let from = self.at.partition_point(|at| (*at as usize) < first);
        let to = self.at.partition_point(|at| (*at as usize) < end);
        if from >= to {
            return 0;
        }
        let (places, words) = (&self.at[from..to], &self.words[from..to]);
        let (low, high) = (places[0] as usize, places[places.len() - 1] as usize + 1);
        if high - low == words.len() {
            // Nothing is missing between them: no need to look where each one stands.
            return count_and(words, &set[low..high]);
        }
        let pairs = places.iter().zip(words);
        pairs
            .map(|(at, word)| (word & set[*at as usize]).count_ones())
            .sum()
    }
}

impl Counts {
    /// The counts of all values, facet by facet.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How many of these rows have a chosen value of every facet with a choice.
    pub fn left_of(&self, rows: &Bits) -> u32 {
        let words = rows.words();
        let left = words.iter().enumerate().map(|(at, word)| {
            let sets = self.any.iter().skip(at).step_by(words.len());
            sets.fold(*word, |left, set| left & set).count_ones()
        });
        left.sum()
    }
}

impl Columns {
    /// Facets with so many values each, which no row has yet.
    pub fn new(rows: usize, values: &[usize]) -> Self {
        let stride = rows.div_ceil(64);
        let mut starts = vec![0];
        let mut sum = 0;
        for values in values {
            sum += values;
            starts.push(sum);
        }
        Self {
            rows,
            stride,
            starts,
            words: vec![0; sum * stride],
            spans: vec![(usize::MAX, 0); sum],
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Where a facet's values stand among all values, and where those of the next one begin.
    pub fn values(&self, facet: usize) -> (usize, usize) {
        match self.starts.get(facet..facet + 2) {
            Some([from, to]) => (*from, *to),
            _ => (0, 0),
        }
    }

    /// Gives a row a value.
    pub fn insert(&mut self, facet: usize, value: usize, row: usize) {
        let (from, to) = self.values(facet);
        let value = from + value;
        if value < to && row < self.rows {
            let at = row / 64;
            self.words[value * self.stride + at] |= 1 << (row % 64);
            let span = &mut self.spans[value];
            *span = (span.0.min(at), span.1.max(at + 1));
        }
    }

    /// Gives rows a value.
    pub fn insert_all(&mut self, facet: usize, value: usize, rows: &[u32]) {
        for row in rows {
            self.insert(facet, value, *row as usize);
        }
    }

    /// Gives a value to exactly these rows.
    pub fn replace(&mut self, facet: usize, value: usize, rows: &Bits) {
        let (from, to) = self.values(facet);
        let value = from + value;
        if value < to && rows.rows() == self.rows {
            let begin = value * self.stride;
            self.words[begin..begin + self.stride].copy_from_slice(rows.words());
            self.spans[value] = (0, self.stride);
        }
    }

    fn set(&self, value: usize) -> &[u64] {
        &self.words[value * self.stride..(value + 1) * self.stride]
    }

    /// Adds the rows that have a value to `rows`.
    pub fn add(&self, facet: usize, value: usize, rows: &mut Bits) {
        let (from, to) = self.values(facet);
        if from + value < to {
            rows.or_words(self.set(from + value));
        }
    }

    /// Leaves of `base` what has a chosen value of every facet with a choice, and counts all values. `chosen` stands
    /// in the order of the facets. The facet `wide` is counted in `wider`: to choose a value of it widens the base.
    pub fn find(
        &self,
        base: &Bits,
        (wide, wider): (usize, &Bits),
        chosen: &[Chosen],
        found: &mut Counts,
    ) {
        self.gather(chosen, found);
        found.all.copy(base);
        for set in found.any.chunks_exact(self.stride.max(1)) {
            found.all.and_words(set);
        }
        found.counts.clear();
        found.within.take(&found.all);
        let mut narrowed = false;
        for facet in 0..self.starts.len().saturating_sub(1) {
            if facet == wide {
                self.count_without(wide, wider, found);
                narrowed = true;
                continue;
            }
            let own = found.facets.iter().position(|other| *other == facet);
            if own.is_some() {
                self.count_without(facet, base, found);
            } else {
                if narrowed {
                    found.within.take(&found.all);
                }
                self.count(facet, found);
            }
            narrowed = own.is_some();
        }
    }

    /// Counts the values of a facet in what the choices of all the others leave of `base`.
    fn count_without(&self, facet: usize, base: &Bits, found: &mut Counts) {
        found.others.copy(base);
        let sets = found.any.chunks_exact(self.stride.max(1));
        for (own, set) in found.facets.iter().zip(sets) {
            if *own != facet {
                found.others.and_words(set);
            }
        }
        found.within.take(&found.others);
        self.count(facet, found);
    }

    fn count(&self, facet: usize, found: &mut Counts) {
        let (from, to) = self.values(facet);
        for value in from..to {
            let count = found.within.count(self.set(value), self.spans[value]);
            found.counts.push(count);
        }
    }

    /// The rows of every facet with a choice that any of its chosen values has.
    fn gather(&self, chosen: &[Chosen], found: &mut Counts) {
        found.any.clear();
        found.facets.clear();
        for chosen in chosen {
            if found.facets.last() != Some(&chosen.facet) {
                found.facets.push(chosen.facet);
                found.any.resize(found.facets.len() * self.stride, 0);
            }
            let (from, to) = self.values(chosen.facet);
            let value = chosen.value.map(|value| from + value);
            if let Some(value) = value.filter(|value| *value < to) {
                let last = (found.facets.len() - 1) * self.stride;
                or(&mut found.any[last..], self.set(value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_equal_a_naive_count(
            rows in prop::collection::vec((any::<[u8; 3]>(), any::<bool>()), 0..200),
            choice in prop::collection::vec((0usize..3, 0usize..6), 0..5),
        ) {
            // Three facets with four values each; a row has a value where its bit is set.
            let mut columns = Columns::new(rows.len(), &[4; 3]);
            let mut base = Bits::none(rows.len());
            for (row, (values, inside)) in rows.iter().enumerate() {
                if *inside {
                    base.insert(row);
                }
                for (facet, values) in values.iter().enumerate() {
                    (0..4).filter(|at| values >> at & 1 == 1).for_each(|at| columns.insert(facet, at, row));
                }
            }
            let mut chosen: Vec<Chosen> = choice
                .iter()
                .map(|(facet, value)| Chosen { facet: *facet, value: (*value < 5).then_some(*value) })
                .collect();
            chosen.sort_by_key(|chosen| chosen.facet);
            let left = |row: usize, but: Option<usize>| {
                let (values, inside) = &rows[row];
                (*inside || but == Some(2)) && (0..3).filter(|facet| Some(*facet) != but).all(|facet| {
                    let mut own = chosen.iter().filter(|chosen| chosen.facet == facet).peekable();
                    own.peek().is_none() || own.any(|own| own.value.is_some_and(|at| at < 4 && values[facet] >> at & 1 == 1))
                })
            };
            let mut found = Counts::default();
            columns.find(&base, (2, &Bits::all(rows.len())), &chosen, &mut found);
            let all: Vec<u32> = (0..rows.len()).filter(|row| left(*row, None)).map(|row| row as u32).collect();
            prop_assert_eq!(found.all.iter().collect::<Vec<_>>(), all);
            prop_assert_eq!(found.left_of(&base), found.all.count());
            for facet in 0..3 {
                for value in 0..4 {
                    let count = (0..rows.len()).filter(|row| left(*row, Some(facet)) && rows[*row].0[facet] >> value & 1 == 1).count();
                    prop_assert_eq!(found.counts()[columns.values(facet).0 + value] as usize, count);
                }
            }
        }
    }
}
