//! A screen in a hall: its settings, what it shows in turn, when it forgets.

pub mod arrows;
pub mod care;
pub mod given;
pub mod hours;
pub mod idle;
pub mod last_good;
pub mod leave;
pub mod place;
pub mod recap;
pub mod scene;
#[cfg(test)]
mod scene_tests;
pub mod settings;
pub mod watch;
