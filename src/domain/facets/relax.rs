//! Ways out of an empty list.

use super::{Bits, Facet, Index, Query};

/// One way out of an empty list: what to let go, and how many that gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relax {
    Facet(Facet, u32),
    Text(u32),
    Past(u32),
}

impl Relax {
    pub fn count(self) -> u32 {
        match self {
            Self::Facet(_, n) | Self::Text(n) | Self::Past(n) => n,
        }
    }
}

impl Index {
    /// How many entries a query finds.
    fn total(&self, query: &Query, past: bool) -> u32 {
        let mut all = if past {
            Bits::all(self.rows)
        } else {
            self.in_time(query)
        };
        if let Some(text) = self.text(&query.text) {
            all.and(&text);
        }
        for facet in Facet::ALL {
            if !query.chosen(facet).is_empty() {
                all.and(&self.columns[facet as usize].any(query.chosen(facet), self.rows));
            }
        }
        all.count()
    }

    /// Which single choice to let go when nothing is found, the most fruitful first.
    pub fn relax(&self, query: &Query) -> Vec<Relax> {
        let mut ways: Vec<Relax> = Facet::ALL
            .into_iter()
            .filter(|facet| !query.chosen(*facet).is_empty())
            .map(|facet| {
                let mut other = query.clone();
                other.clear(facet);
                Relax::Facet(facet, self.total(&other, false))
            })
            .collect();
        if !query.text.trim().is_empty() {
            let mut other = query.clone();
            other.text.clear();
            ways.push(Relax::Text(self.total(&other, false)));
        }
        if !query.past {
            ways.push(Relax::Past(self.total(query, true)));
        }
        ways.retain(|way| way.count() > 0);
        ways.sort_by_key(|way| std::cmp::Reverse(way.count()));
        ways
    }
}
