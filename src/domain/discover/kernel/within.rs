//! A set of rows in the form in which values are counted in it soonest.

use crate::bits::{Bits, count_and, count_and_four};

/// The first word of a value that holds a row, and the one after the last.
pub(crate) type Span = (usize, usize);

/// A set as values are counted in it: the stretch of its words that are not empty, or, where few of those are left,
/// these few alone. Of a set that is nearly everything it holds what is missing, for that is less: what a value has
/// there is taken from all it has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Within {
    /// Whether it holds what is missing.
    missing: bool,
    /// Whether it holds few words, and where they stand is in `at`; else they are a stretch.
    few: bool,
    /// Where the words stand in the set, ascending; of a stretch only the first.
    at: Vec<u32>,
    words: Vec<u64>,
}

/// Words of a set that are not empty: how many, the first, and the place after the last.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    words: usize,
    first: usize,
    end: usize,
}

impl Stretch {
    /// So many words are not `empty`.
    fn of(all: &[u64], words: usize, empty: u64) -> Self {
        let first = all.iter().position(|word| *word != empty).unwrap_or(0);
        let last = all.iter().rposition(|word| *word != empty);
        let end = last.map_or(first, |last| last + 1);
        Self { words, first, end }
    }

    /// To look where a word stands costs half as much as to count in it.
    fn is_few(self) -> bool {
        self.words * 3 / 2 < self.end - self.first
    }

    fn cost(self) -> usize {
        (self.end - self.first).min(self.words * 3 / 2)
    }
}

impl Within {
    /// Takes a set, and tells how many it holds.
    pub fn take(&mut self, rows: &Bits) -> u32 {
        let all = rows.words();
        let (mut empty, mut held) = (0, 0);
        for word in all {
            empty += usize::from(*word == 0);
            held += u64::from(word.count_ones());
        }
        self.at.clear();
        self.words.clear();
        if held as usize == rows.rows() {
            (self.missing, self.few) = (true, false);
            return held as u32;
        }
        let (mut kept, mut flip) = (Stretch::of(all, all.len() - empty, 0), 0);
        self.missing = false;
        if held as usize > rows.rows() / 2 {
            let full = all.iter().filter(|word| **word == u64::MAX).count();
            let lacking = Stretch::of(all, all.len() - full, u64::MAX);
            if lacking.cost() < kept.cost() {
                (kept, flip, self.missing) = (lacking, u64::MAX, true);
            }
        }
        self.few = kept.is_few();
        let stretch = &all[kept.first..kept.end];
        if self.few {
            for (at, word) in (kept.first as u32..).zip(stretch) {
                if *word != flip {
                    self.at.push(at);
                    self.words.push(word ^ flip);
                }
            }
        } else if kept.words > 0 {
            self.at.push(kept.first as u32);
            self.words.extend(stretch.iter().map(|word| word ^ flip));
        }
        // Beyond the last row nothing is missing.
        if kept.end == all.len()
            && let Some(last) = self.words.last_mut()
        {
            *last &= rows.last_word();
        }
        held as u32
    }

    /// Whether four values can be counted together.
    pub fn is_stretch(&self) -> bool {
        !self.few
    }

    /// How many of its rows a value has, which has `total` in all and whose words are empty before `first` and from
    /// `end` on.
    pub fn count(&self, set: &[u64], span: Span, total: u32) -> u32 {
        let held = match self.at.first() {
            None => 0,
            Some(_) if self.few => self.few_held(set, span),
            Some(low) => self.held(set, span, *low as usize),
        };
        if self.missing { total - held } else { held }
    }

    fn held(&self, set: &[u64], (first, end): Span, low: usize) -> u32 {
        let (first, end) = (first.max(low), end.min(low + self.words.len()));
        if first >= end {
            return 0;
        }
        count_and(&self.words[first - low..end - low], &set[first..end])
    }

    /// The same of four values together: what is read of the stretch is read once for all of them.
    pub fn count_four(&self, sets: [&[u64]; 4], totals: [u32; 4]) -> [u32; 4] {
        let low = self.at.first().map_or(0, |low| *low as usize);
        let end = low + self.words.len();
        let held = count_and_four(&self.words, sets.map(|set| &set[low..end]));
        if !self.missing {
            return held;
        }
        let mut left = totals;
        left.iter_mut()
            .zip(held)
            .for_each(|(left, held)| *left -= held);
        left
    }

    fn few_held(&self, set: &[u64], (first, end): Span) -> u32 {
        let from = self.at.partition_point(|at| (*at as usize) < first);
        let to = self.at.partition_point(|at| (*at as usize) < end);
        let places = self.at.get(from..to).unwrap_or(&[]);
        let pairs = places.iter().zip(&self.words[from.min(to)..]);
        pairs
            .map(|(at, word)| (word & set[*at as usize]).count_ones())
            .sum()
    }
}
