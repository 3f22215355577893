//! Names of members that are asked for again and again, by small numbers.

use crate::scan::eight;

/// The number of a name in its list, from 1 on; 0 is any other name.
pub type Name = u8;

const SLOTS: usize = 256;

/// A list of names, found by a look at their first eight bytes.
#[derive(Debug)]
pub struct Names {
    list: &'static [&'static str],
    slots: [Slot; SLOTS],
}

/// A name in the table: its first bytes, its length and its number.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    head: u64,
    length: u32,
    number: Name,
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

#[inline(always)]
fn slot(head: u64, length: usize) -> usize {
    let mixed = (head ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 56) as usize
}

impl Names {
    /// At most 200 names, each once.
    pub fn new(list: &'static [&'static str]) -> Self {
        let mut slots = [Slot::default(); SLOTS];
        for (number, name) in (1..=200).zip(list) {
            let head = head(name.as_bytes(), 0, name.len());
            let mut at = slot(head, name.len());
            while slots[at].number != 0 {
                at = (at + 1) % SLOTS;
            }
            slots[at] = Slot {
                head,
                length: name.len() as u32,
                number,
            };
        }
        Self { list, slots }
    }

    /// The number of a name of at most eight bytes.
    #[inline(always)]
    pub(crate) fn short(&self, head: u64, length: usize) -> Name {
        let mut at = slot(head, length);
        loop {
            let slot = &self.slots[at];
            if slot.number == 0 || (slot.head == head && slot.length as usize == length) {
                return slot.number;
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// The number of the name that stands from `at` on in a text.
    pub(crate) fn find(&self, bytes: &[u8], at: usize, length: usize) -> Name {
        let head = head(bytes, at, length);
        if length <= 8 {
            return self.short(head, length);
        }
        let mut at_slot = slot(head, length);
        loop {
            let slot = &self.slots[at_slot];
            if slot.number == 0 {
                return 0;
            }
            if slot.head == head && slot.length as usize == length {
                let known = self.list[usize::from(slot.number) - 1].as_bytes();
                if known[8..] == bytes[at + 8..at + length] {
                    return slot.number;
                }
            }
            at_slot = (at_slot + 1) % SLOTS;
        }
    }
}
