//! Ways out of an empty list.

use super::{Facet, Index, Query};
use crate::domain::order::order;

/// What a query can let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Facet(Facet),
    Text,
    /// That it lies ahead.
    Time,
}

/// One way out of an empty list: what to let go, and how many that gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relax {
    pub condition: Condition,
    pub count: u32,
}

impl Index {
    /// How many entries a query finds without one of its conditions.
    fn total_without(&self, query: &Query, condition: Condition) -> u32 {
        let holds = |facet| condition != Condition::Facet(facet);
        let past = query.past || condition == Condition::Time;
        let dated = holds(Facet::Date) && !query.chosen(Facet::Date).is_empty();
        let mut all = self.in_time(past, dated);
        if condition != Condition::Text {
            all.and(&self.text(&query.text));
        }
        for facet in Facet::ALL {
            if let Some(any) = self.chosen(query, facet).filter(|_| holds(facet)) {
                all.and(&any);
            }
        }
        all.count()
    }

    /// Which single choice to let go when nothing is found, the most fruitful first.
    pub fn relax(&self, query: &Query) -> Vec<Relax> {
        let mut conditions = Vec::new();
        for facet in Facet::ALL {
            if !query.chosen(facet).is_empty() {
                conditions.push(Condition::Facet(facet));
            }
        }
        if !query.text.trim().is_empty() {
            conditions.push(Condition::Text);
        }
        if !query.past {
            conditions.push(Condition::Time);
        }
        let mut ways = Vec::new();
        for condition in conditions {
            let count = self.total_without(query, condition);
            if count > 0 {
                ways.push(Relax { condition, count });
            }
        }
        let order = order(ways.len(), &|at| (-i64::from(ways[at].count), 0));
        order.into_iter().map(|at| ways[at]).collect()
    }
}
