//! Contract kp/1: where the backend is, what it says, and how to ask it.
//!
//! Decoding is pure and tested natively; only `client` needs a browser.

pub mod answer;
pub mod availability;
pub mod client;
pub mod config;
pub mod live;
pub mod mapped;
pub mod mapping;
pub mod problem;
pub mod questions;
pub mod registrations;
