//! Every sentence the user reads, one module per language. Chinese comes first:
//! the others, when they come, say the same things under the same names.

pub mod card;
mod zh;

pub use zh::*;
