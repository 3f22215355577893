//! A list of any length in a window: which rows are in sight, and where they stand.
//!
//! Rows have fixed heights, so nothing is drawn or measured to know it, and a
//! list of 25 000 rows is as quick as one of 25.

/// What stands over some entries: their day, their hour, or what they have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    pub when: String,
    pub what: String,
    pub count: String,
}

/// What the list shows: entries, and between them heads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// The entries by their numbers, in order.
    pub entries: Vec<u32>,
    /// The heads, each with how many entries stand before it.
    pub heads: Vec<(u32, Head)>,
}

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Row {
    /// A head, by its place among the heads.
    Head(usize),
    /// An entry, by its place among the entries.
    Entry(usize),
}

impl Rows {
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows there are, heads and entries.
    pub fn len(&self) -> usize {
        self.entries.len() + self.heads.len()
    }

    /// How many heads stand before row `at`, itself not counted. Head `n` is row `n` plus the entries before it.
    fn heads_before(&self, at: usize) -> usize {
        let (mut low, mut high) = (0, self.heads.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.heads[middle].0 as usize + middle < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub fn row(&self, at: usize) -> Row {
        let heads = self.heads_before(at);
        match self.heads.get(heads) {
            Some((before, _)) if *before as usize + heads == at => Row::Head(heads),
            _ => Row::Entry(at - heads),
        }
    }
}

/// Heights in pixels, from those in rem in `style/layout.css` (`.row`, `.row-day`, `.roomy`).
#[derive(Debug, Clone, Copy)]
pub struct Heights {
    entry: f64,
    head: f64,
}

impl Heights {
    pub fn of(roomy: bool, rem: f64) -> Self {
        let (entry, head) = if roomy { (11.5, 5.0) } else { (7.5, 3.25) };
        Self {
            entry: entry * rem,
            head: head * rem,
        }
    }

    /// Where row `at` stands below the top of the list; for the row after the last, the height of the list.
    pub fn top(self, rows: &Rows, at: usize) -> f64 {
        let heads = rows.heads_before(at);
        self.head * heads as f64 + self.entry * (at - heads) as f64
    }

    /// The first row whose top lies at `y` or below.
    fn first_from(self, rows: &Rows, y: f64) -> usize {
        let (mut low, mut high) = (0, rows.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.top(rows, middle) < y {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The head whose rows stand at `y`, by its place among the heads; none above the list.
    pub fn head_at(self, rows: &Rows, y: f64) -> Option<usize> {
        if y <= 0.0 {
            return None;
        }
        let (first, _) = self.in_sight(rows, y, y);
        rows.heads_before(first + 1).checked_sub(1)
    }

    /// The range of rows that a stretch of the list touches.
    pub fn in_sight(self, rows: &Rows, from: f64, to: f64) -> (usize, usize) {
        let last = self.first_from(rows, to);
        let first = self.first_from(rows, from);
        // The row before it may reach into the stretch.
        let reaches = first > 0 && self.top(rows, first) > from;
        (first - usize::from(reaches), last.max(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_sight_are_drawn() {
        let rows = Rows {
            entries: vec![7, 8, 9],
            heads: vec![(0, Head::default()), (2, Head::default())],
        };
        let kinds: Vec<Row> = (0..5).map(|at| rows.row(at)).collect();
        assert_eq!(
            kinds,
            [
                Row::Head(0),
                Row::Entry(0),
                Row::Entry(1),
                Row::Head(1),
                Row::Entry(2)
            ]
        );
        let heights = Heights::of(false, 10.0);
        let tops: Vec<f64> = (0..=5).map(|at| heights.top(&rows, at)).collect();
        assert_eq!(tops, [0.0, 32.5, 107.5, 182.5, 215.0, 290.0]);
        let sight = |from, to| heights.in_sight(&rows, from, to);
        assert_eq!(sight(-50.0, 40.0), (0, 2));
        assert_eq!(sight(0.0, 0.0), (0, 0));
        assert_eq!(sight(107.5, 182.5), (2, 3));
        assert_eq!(sight(108.0, 183.0), (2, 4));
        assert_eq!(sight(9_000.0, 9_999.0), (5, 5));
        assert_eq!(heights.in_sight(&Rows::default(), 0.0, 100.0), (0, 0));
        let head = |y| heights.head_at(&rows, y);
        assert_eq!((head(-1.0), head(0.0), head(1.0)), (None, None, Some(0)));
        assert_eq!(
            (head(182.0), head(183.0), head(289.0)),
            (Some(0), Some(1), Some(1))
        );
        assert_eq!(heights.head_at(&Rows::default(), 9.0), None);
    }
}
