//! Names of members that are asked for again and again, by small numbers.

use crate::scan::eight;

/// The number of a name in its list, from 1 on; 0 is any other name.
pub type Name = u8;

const SLOTS: usize = 256;

/// A list of names, found by a look at their first eight bytes.
#[derive(Debug)]
pub struct Names {
    list: &'static [&'static str],
    slots: [Name; SLOTS],
}

/// The first eight bytes of a name and nothing behind it.
fn head(bytes: &[u8], at: usize, length: usize) -> u64 {
    match eight(bytes, at) {
        Some(word) if length >= 8 => word,
        Some(word) => word & ((1 << (8 * length)) - 1),
        None => {
            let name = bytes[at..].iter().take(length.min(8));
            (0..)
                .zip(name)
                .map(|(nth, byte)| u64::from(*byte) << (8 * nth))
                .sum()
        }
    }
}

fn slot(head: u64, length: usize) -> usize {
    let mixed = (head ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 56) as usize
}

impl Names {
    /// At most 200 names, each once.
    pub fn new(list: &'static [&'static str]) -> Self {
        let mut slots = [0; SLOTS];
        for (number, name) in (1..=200).zip(list) {
            let mut at = slot(head(name.as_bytes(), 0, name.len()), name.len());
            while slots[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            slots[at] = number;
        }
        Self { list, slots }
    }

    /// The number of the name that stands from `at` on in a text.
    pub(crate) fn find(&self, bytes: &[u8], at: usize, length: usize) -> Name {
        let mut slot = slot(head(bytes, at, length), length);
        loop {
            let number = self.slots[slot];
            if number == 0 {
                return 0;
            }
            let known = self.list[usize::from(number) - 1].as_bytes();
            if known.len() == length && known == &bytes[at..at + length] {
                return number;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}
