//! A screen in a hall: its settings, what it shows in turn, when it forgets.

pub mod care;
pub mod given;
pub mod hours;
pub mod last_good;
pub mod settings;
pub mod watch;
