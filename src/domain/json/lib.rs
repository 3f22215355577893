//! Foreign JSON, read where it lies.
//!
//! A text becomes one list of nodes, eight bytes each, in the order of the
//! text; nothing is copied but strings with escapes. Read is exactly what
//! `serde_json` reads, as deep as it reads, and no more. A [`Value`] is a
//! place in that list. Much of a large document is never asked for: then
//! single values of it are read, one after the other, into the same memory
//! ([`Document::step`]).

mod document;
mod names;
mod number;
mod plain;
mod scan;
mod stamp;
mod value;

pub use document::{Document, Step};
pub use names::{Name, Names};
pub use plain::is_plain;
pub use stamp::{Stamp, stamp};
pub use value::{Items, Members, Value};

#[cfg(test)]
mod tests;
