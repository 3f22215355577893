//! Ways out of an empty list.

use super::{Facet, Found, Index, Near, Query};
use crate::domain::order::order;

/// What a query can let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Facet(Facet),
    Text,
    /// That it lies ahead.
    Time,
    /// That there is room for so many.
    Group,
    /// That it lies between two days.
    Span,
    /// That it is so near.
    Near,
    /// That it is in a part of the map.
    Area,
}

/// One way out of an empty list: what to let go, and how many that gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relax {
    pub condition: Condition,
    pub count: u32,
}

impl Index {
    /// How many entries a query finds without one of its conditions.
    fn total_without(
        &self,
        query: &Query,
        near: Option<&Near>,
        condition: Condition,
        found: &mut Found,
    ) -> u32 {
        let mut eased = query.clone();
        match condition {
            Condition::Facet(facet) => eased.clear(facet),
            Condition::Text => eased.text.clear(),
            Condition::Time => eased.past = true,
            Condition::Group => eased.set_group(0),
            Condition::Span => eased.span = None,
            Condition::Area => eased.area.clear(),
            Condition::Near => {}
        }
        let near = near.filter(|_| condition != Condition::Near);
        self.find(&eased, near, found);
        found.total() as u32
    }

    /// Which single choice to let go when nothing is found, the most fruitful first.
    pub fn relax(&self, query: &Query, near: Option<&Near>) -> Vec<Relax> {
        let mut conditions = Vec::new();
        let mut found = Found::default();
        for facet in Facet::ALL {
            if !query.chosen(facet).is_empty() {
                conditions.push(Condition::Facet(facet));
            }
        }
        if !query.text.trim().is_empty() {
            conditions.push(Condition::Text);
        }
        if query.group > 1 {
            conditions.push(Condition::Group);
        }
        if query.span.is_some() {
            conditions.push(Condition::Span);
        }
        if !query.area.is_empty() {
            conditions.push(Condition::Area);
        }
        if near.is_some_and(|near| near.within.is_some()) {
            conditions.push(Condition::Near);
        }
        if !query.past {
            conditions.push(Condition::Time);
        }
        let mut ways = Vec::new();
        for condition in conditions {
            let count = self.total_without(query, near, condition, &mut found);
            if count > 0 {
                ways.push(Relax { condition, count });
            }
        }
        let order = order(ways.len(), &|at| (-i64::from(ways[at].count), 0));
        order.into_iter().map(|at| ways[at]).collect()
    }
}
