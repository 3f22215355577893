//! Many short lists of numbers in two pieces of memory.

/// Lists of numbers, one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Sorts pairs of list and item into `lists` lists; within a list items keep their order.
    pub fn new(lists: usize, pairs: &[(u32, u32)]) -> Self {
        // Where the next item of each list goes: first how many, then where they begin, at last where they end.
        let mut ends = vec![0; lists];
        let valid = |list: u32| (list as usize) < lists;
        for (list, _) in pairs.iter().filter(|pair| valid(pair.0)) {
            ends[*list as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum - *end;
        }
        let mut items = vec![0; sum as usize];
        for (list, item) in pairs.iter().filter(|pair| valid(pair.0)) {
            let next = &mut ends[*list as usize];
            items[*next as usize] = *item;
            *next += 1;
        }
        Self { ends, items }
    }

    pub fn list(&self, at: usize) -> &[u32] {
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let begin = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        self.items.get(begin..end).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_and_strangers_are_left_out() {
        let lists = Lists::new(3, &[(2, 5), (0, 9), (2, 4), (7, 1)]);
        assert_eq!(lists.list(0), [9]);
        assert_eq!(lists.list(1), []);
        assert_eq!(lists.list(2), [5, 4]);
        assert_eq!(lists.list(3), []);
        assert_eq!(Lists::default().list(0), []);
    }
}
