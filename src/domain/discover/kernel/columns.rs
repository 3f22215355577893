//! Facets: what is left of all rows, and how many rows each value would give.
//!
//! One value is one dense bitset over the rows; a count is an AND and a
//! popcount. Within a facet values widen, facets narrow each other, and the
//! counts of a facet ignore its own choice (drill sideways), so that each
//! says how many rows one would get by choosing it.

use crate::bits::{Bits, or};
use crate::within::{Span, Within};
use std::ops::Range;

/// The values of all facets with their rows.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    rows: usize,
    /// Words of one value.
    stride: usize,
    /// Where the values of each facet begin, and after the last facet how many values there are.
    starts: Vec<usize>,
    /// Where the values of each facet end that are counted.
    counted: Vec<usize>,
    /// The sets of all values, one after the other.
    words: Vec<u64>,
    /// Of each value; of a day that is short.
    spans: Vec<Span>,
    /// How many rows have each value.
    totals: Vec<u32>,
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
    /// How many they are.
    pub total: u32,
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

impl Counts {
    /// The counts of all values, facet by facet.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How many rows of both sets have a chosen value of every facet with a choice.
    pub fn left_of(&mut self, rows: &Bits, others: &Bits) -> u32 {
        if self.facets.is_empty() {
            return rows.count_and(others);
        }
        self.others.both(rows, others.words());
        for set in self.any.chunks_exact(rows.words().len().max(1)) {
            self.others.and_words(set);
        }
        self.others.count()
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
            counted: starts[1..].to_vec(),
            starts,
            words: vec![0; sum * stride],
            spans: vec![(usize::MAX, 0); sum],
            totals: vec![0; sum],
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

    /// Counts of a facet only so many values: the others can be chosen, and count nothing.
    pub fn count_only(&mut self, facet: usize, most: usize) {
        let (from, to) = self.values(facet);
        if let Some(end) = self.counted.get_mut(facet) {
            *end = to.min(from + most);
        }
    }

    /// Gives a row a value.
    pub fn insert(&mut self, facet: usize, value: usize, row: usize) {
        let (from, to) = self.values(facet);
        let value = from + value;
        if value < to && row < self.rows {
            let at = row / 64;
            let word = &mut self.words[value * self.stride + at];
            self.totals[value] += u32::from(*word >> (row % 64) & 1 == 0);
            *word |= 1 << (row % 64);
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
            self.totals[value] = rows.count();
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
    /// in the order of the facets. The facet `wide` is counted in a base of its own: to choose a value of it widens
    /// the base.
    pub fn find(
        &self,
        base: &Bits,
        wide: Option<(usize, &Bits)>,
        chosen: &[Chosen],
        found: &mut Counts,
    ) {
        self.gather(chosen, found);
        let mut sets = found.any.chunks_exact(self.stride.max(1));
        match sets.next() {
            Some(set) => found.all.both(base, set),
            None => found.all.copy(base),
        }
        for set in sets {
            found.all.and_words(set);
        }
        found.counts.clear();
        found.counts.resize(self.totals.len(), 0);
        found.total = found.within.take(&found.all);
        // Facets that are counted in what is left, as many together as stand side by side.
        let facets = 0..self.starts.len().saturating_sub(1);
        let wider = |facet| wide.filter(|(wide, _)| *wide == facet);
        let own = |facet, found: &Counts| wider(facet).is_some() || found.facets.contains(&facet);
        let mut begin = 0;
        for facet in facets.clone() {
            let (first, next) = self.values(facet);
            let end = if own(facet, found) {
                first
            } else {
                self.counted[facet]
            };
            if end < next {
                self.count(begin..end, found);
                begin = next;
            }
        }
        self.count(begin..self.totals.len(), found);
        for facet in facets {
            if own(facet, found) {
                let base = wider(facet).map_or(base, |(_, wider)| wider);
                self.count_without(facet, base, found);
            }
        }
    }

    /// Counts the values of a facet in what the choices of all the others leave of `base`.
    fn count_without(&self, facet: usize, base: &Bits, found: &mut Counts) {
        let sets = found.any.chunks_exact(self.stride.max(1));
        let pairs = found.facets.iter().zip(sets);
        let mut others = pairs.filter(|(own, _)| **own != facet);
        match others.next() {
            None => found.within.take(base),
            Some((_, set)) => {
                found.others.both(base, set);
                for (_, set) in others {
                    found.others.and_words(set);
                }
                found.within.take(&found.others)
            }
        };
        let (from, _) = self.values(facet);
        self.count(from..self.counted[facet], found);
    }

    fn count(&self, values: Range<usize>, found: &mut Counts) {
        let (mut value, to) = (values.start, values.end);
        while value < to {
            if value + 4 <= to && found.within.is_stretch() && self.are_long(value) {
                let four = [value, value + 1, value + 2, value + 3];
                let totals = four.map(|value| self.totals[value]);
                let counts = found
                    .within
                    .count_four(four.map(|value| self.set(value)), totals);
                found.counts[value..value + 4].copy_from_slice(&counts);
                value += 4;
            } else {
                let (span, total) = (self.spans[value], self.totals[value]);
                found.counts[value] = found.within.count(self.set(value), span, total);
                value += 1;
            }
        }
    }

    /// Whether each of four values is spread over nearly all rows.
    fn are_long(&self, value: usize) -> bool {
        let spans = &self.spans[value..value + 4];
        spans
            .iter()
            .all(|(first, end)| (end.saturating_sub(*first)) * 8 > self.stride * 7)
    }

    /// The rows of every facet with a choice that any of its chosen values has.
    fn gather(&self, chosen: &[Chosen], found: &mut Counts) {
        found.any.clear();
        found.facets.clear();
        for chosen in chosen {
            let (from, to) = self.values(chosen.facet);
            let value = chosen.value.map(|value| from + value);
            let set = value.filter(|value| *value < to);
            let set = set.map(|value| self.set(value));
            if found.facets.last() != Some(&chosen.facet) {
                found.facets.push(chosen.facet);
                match set {
                    Some(set) => found.any.extend_from_slice(set),
                    None => found.any.resize(found.facets.len() * self.stride, 0),
                }
            } else if let Some(set) = set {
                let last = (found.facets.len() - 1) * self.stride;
                or(&mut found.any[last..], set);
            }
        }
    }
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
