//! Things by their ids, in the order of the ids.
//!
//! A sorted list, searched by halves. What is kept by id here is either small
//! (what a person signed up for) or made once and then only asked (the places
//! of a catalogue), and a tree for each of them would be compiled anew each time.

/// Things by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct ById<T> {
    items: Vec<(String, T)>,
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

/// Where an id stands, or would stand. The ids come through a function, so that it is compiled once.
fn place(count: usize, at: &dyn Fn(usize) -> std::cmp::Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match at(middle) {
            std::cmp::Ordering::Equal => return Ok(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Err(low)
}

/// The places of the ids in their order, each id once: where it stands first. Compiled once, too.
fn in_order(ids: &[String]) -> Vec<usize> {
    let keys: Vec<(i64, i64)> = ids.iter().map(|id| (head(id, 0), head(id, 8))).collect();
    let order = kepu_kernel::order(&keys).into_iter();
    let mut places: Vec<usize> = order.map(|at| at as usize).collect();
    // Nearly all differ in the beginning already.
    for alike in places.chunk_by_mut(|one, other| keys[*one] == keys[*other]) {
        if alike.len() > 1 {
            alike.sort_unstable_by(|one, other| (&ids[*one], one).cmp(&(&ids[*other], other)));
        }
    }
    places.dedup_by(|one, before| ids[*one] == ids[*before]);
    places
}

/// Eight bytes of a text from a place on as a number with the same order; what is behind the end counts as least.
fn head(text: &str, from: usize) -> i64 {
    let mut eight = [0; 8];
    let bytes = text.as_bytes().iter().skip(from);
    eight
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, byte)| *to = *byte);
    i64::from_be_bytes(eight) ^ i64::MIN
}

impl<T> ById<T> {
    fn place(&self, id: &str) -> Result<usize, usize> {
        place(self.items.len(), &|at| self.items[at].0.as_str().cmp(id))
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn get(&self, id: &str) -> Option<&T> {
        self.place(id).ok().map(|at| &self.items[at].1)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.place(id).ok().map(|at| &mut self.items[at].1)
    }

    pub fn contains_key(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// Puts a thing under its id and answers what stood there.
    pub fn insert(&mut self, id: String, thing: T) -> Option<T> {
        match self.place(&id) {
            Ok(at) => Some(std::mem::replace(&mut self.items[at].1, thing)),
            Err(at) => {
                self.items.insert(at, (id, thing));
                None
            }
        }
    }

    pub fn remove(&mut self, id: &str) -> Option<T> {
        self.place(id).ok().map(|at| self.items.remove(at).1)
    }

    pub fn retain(&mut self, mut keep: impl FnMut(&str, &T) -> bool) {
        self.items.retain(|(id, thing)| keep(id, thing));
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &T)> {
        self.items.iter().map(|(id, thing)| (id, thing))
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> {
        self.items.iter().map(|(id, _)| id)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.iter().map(|(_, thing)| thing)
    }

    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.items.iter_mut().map(|(_, thing)| thing)
    }

    pub fn into_values(self) -> impl DoubleEndedIterator<Item = T> {
        self.items.into_iter().map(|(_, thing)| thing)
    }
}

/// Ids alone.
pub type Ids = ById<()>;

impl Ids {
    /// Puts an id in and answers whether it was not there before.
    pub fn add(&mut self, id: &str) -> bool {
        self.insert(id.to_owned(), ()).is_none()
    }
}

impl<T> IntoIterator for ById<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T> FromIterator<(String, T)> for ById<T> {
    /// Of two things with one id the first stays.
    fn from_iter<I: IntoIterator<Item = (String, T)>>(things: I) -> Self {
        let things = things.into_iter().map(|(id, thing)| (id, Some(thing)));
        let (mut ids, mut things): (Vec<String>, Vec<Option<T>>) = things.unzip();
        let items = in_order(&ids)
            .into_iter()
            .filter_map(|at| Some((std::mem::take(&mut ids[at]), things[at].take()?)))
            .collect();
        Self { items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_does_what_a_tree_does(steps in prop::collection::vec((0u8..3, "[a-d]{1,2}", 0u8..9), 0..60)) {
            let mut mine = ById::default();
            let mut tree = BTreeMap::new();
            for (what, id, thing) in steps {
                match what {
                    0 => prop_assert_eq!(mine.insert(id.clone(), thing), tree.insert(id, thing)),
                    1 => prop_assert_eq!(mine.remove(&id), tree.remove(&id)),
                    _ => prop_assert_eq!(mine.get(&id), tree.get(&id)),
                }
                prop_assert_eq!(mine.len(), tree.len());
            }
            prop_assert!(mine.iter().eq(tree.iter()));
        }
    }

    proptest! {
        #[test]
        fn many_are_put_in_order(ids in prop::collection::vec("[ab]{0,3}|[ab一]{14,19}|\\PC{0,4}", 0..40)) {
            let things = || ids.iter().cloned().zip(0u8..);
            let mut tree = BTreeMap::new();
            for (id, thing) in things() {
                tree.entry(id).or_insert(thing);
            }
            prop_assert!(things().collect::<ById<u8>>().iter().eq(tree.iter()));
        }
    }

    #[test]
    fn the_first_of_two_stays() {
        let things: ById<u8> = [("b", 1), ("a", 2), ("b", 3)]
            .map(|(id, n)| (id.to_owned(), n))
            .into_iter()
            .collect();
        assert!(
            things
                .iter()
                .eq([(&"a".to_owned(), &2), (&"b".to_owned(), &1)])
        );
    }
}
