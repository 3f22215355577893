//! What the year file says of a stamp (打卡): that there is one, and how a code is known without being written there.

use super::read::{Read, Value, line};

/// The stamp of a place or a lecture.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// What stands on it; the name of the place or lecture if it is empty.
    pub name: String,
    /// The first bytes of a digest of the code, in hexadecimal ([`super::stamps::Digest`]).
    pub hash: String,
}

impl Read for Stamp {
    /// Without a hash nobody could collect it.
    fn read(value: Value) -> Option<Self> {
        let hash = line(value, "hash");
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| Self {
            name: line(value, "name"),
            hash,
        })
    }
}
