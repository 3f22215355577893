//! Texts by numbers, each once.

/// Texts in the order in which they came, and the number of each.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// All of them, one behind the other.
    texts: String,
    ends: Vec<u32>,
    /// The number of a text, and one more, in the first free place from where its bytes send it on; 0 is free.
    places: Vec<u32>,
}

/// Eight bytes as one number.
#[inline(always)]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let eight = bytes.get(at..at + 8);
    eight
        .and_then(|eight| eight.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

/// All of at most eight bytes as one number.
#[inline(always)]
fn few(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Where the bytes of a text send it.
#[inline(always)]
fn mixed(text: &str) -> u64 {
    const BY: u64 = 0x9e37_79b9_7f4a_7c15;
    let bytes = text.as_bytes();
    let mut sum = bytes.len() as u64;
    let mut at = 0;
    while at + 8 < bytes.len() {
        sum = (sum ^ eight(bytes, at)).wrapping_mul(BY).rotate_left(29);
        at += 8;
    }
    // The last eight, some of them a second time.
    let last = match bytes.len().checked_sub(8) {
        Some(at) => eight(bytes, at),
        None => few(bytes),
    };
    let sum = (sum ^ last).wrapping_mul(BY);
    sum ^ sum >> 32
}

/// Whether two texts are the same, eight bytes at a time.
#[inline(always)]
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at + 8 < one.len() {
        if eight(one, at) != eight(other, at) {
            return false;
        }
        at += 8;
    }
    match one.len().checked_sub(8) {
        Some(at) => eight(one, at) == eight(other, at),
        None => few(one) == few(other),
    }
}

impl Glossary {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text with a number; empty if there is none.
    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let begin = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let begin = begin.copied().unwrap_or(0) as usize;
        let end = self.ends.get(number).map_or(begin, |end| *end as usize);
        self.texts.get(begin..end).unwrap_or("")
    }

    /// The place of a text, or the free one where it would go.
    fn place(&self, text: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut at = mixed(text) as usize & mask;
        while self.places[at] != 0 && !same(self.text(self.places[at] - 1), text) {
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<u32> {
        if self.places.is_empty() {
            return None;
        }
        self.places[self.place(text)].checked_sub(1)
    }

    /// Adds a text and answers its number.
    ///
    /// # Errors
    /// With the number it has, if it is there.
    pub fn add(&mut self, text: &str) -> Result<u32, u32> {
        if self.places.len() < 2 * (self.ends.len() + 1) {
            self.grow();
        }
        let place = self.place(text);
        if let Some(number) = self.places[place].checked_sub(1) {
            return Err(number);
        }
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        self.places[place] = self.ends.len() as u32;
        Ok(self.ends.len() as u32 - 1)
    }

    /// The number of a text, which is added if it is not there.
    pub fn number(&mut self, text: &str) -> u32 {
        self.add(text).unwrap_or_else(|known| known)
    }

    #[inline(never)]
    fn grow(&mut self) {
        let places = (self.places.len() * 2).max(64);
        self.places.clear();
        self.places.resize(places, 0);
        for number in 0..self.ends.len() as u32 {
            let place = self.place(self.text(number));
            self.places[place] = number + 1;
        }
    }

    /// Forgets all but the first texts.
    pub fn truncate(&mut self, len: usize) {
        while self.ends.len() > len {
            // Who came last stands in nobody's way.
            let last = self.ends.len() as u32 - 1;
            let place = self.place(self.text(last));
            self.places[place] = 0;
            self.ends.pop();
            let end = self.ends.last().copied().unwrap_or(0);
            self.texts.truncate(end as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_does_what_a_list_does(steps in prop::collection::vec(("[a-c]{0,3}|[a-b一]{7,10}", 0u8..12, 0usize..40), 0..120)) {
            let (mut mine, mut list) = (Glossary::default(), Vec::<String>::new());
            for (text, what, len) in steps {
                let known = list.iter().position(|known| *known == text).map(|at| at as u32);
                prop_assert_eq!(mine.find(&text), known);
                match (what, known) {
                    (0, _) => {
                        mine.truncate(len);
                        list.truncate(len);
                    }
                    (_, Some(known)) => prop_assert_eq!(mine.add(&text), Err(known)),
                    (_, None) => {
                        prop_assert_eq!(mine.add(&text), Ok(list.len() as u32));
                        list.push(text);
                    }
                }
                prop_assert_eq!(mine.len(), list.len());
            }
            for (number, text) in (0..).zip(&list) {
                prop_assert_eq!(mine.text(number), text);
                prop_assert_eq!(mine.find(text), Some(number));
            }
        }
    }
}
