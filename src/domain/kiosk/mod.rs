//! A screen in a hall: its settings, what it shows in turn, when it forgets.

pub mod arrows;
pub mod idle;
pub mod leave;
pub mod settings;
