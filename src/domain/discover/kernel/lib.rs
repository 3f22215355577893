//! What runs at every tap and key: sets of rows, counts of facets, the scan of texts, texts by numbers.
//!
//! Knows rows, values and characters by number only; what they mean is said
//! by the floor above. Nothing here allocates once its buffers have grown.

mod bits;
mod columns;
mod glossary;
mod lists;
mod order;
mod sounds;
mod texts;
mod within;

pub use bits::Bits;
pub use columns::{Chosen, Columns, Counts};
pub use glossary::Glossary;
pub use lists::Lists;
pub use order::order;
pub use sounds::Sounds;
pub use texts::{Alphabet, Texts, Word, fold};
