//! A screen in a hall: its settings, what it shows in turn, when it forgets.

pub mod arrows;
pub mod idle;
pub mod leave;
pub mod place;
pub mod recap;
pub mod scene;
#[cfg(test)]
mod scene_tests;
pub mod settings;
