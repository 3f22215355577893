//! The reference backend of contract kp/1: sign-up with places counted atomically, the demo, and fault switches
//! for tests. One machine serves a city's rehearsal; the contract is what a larger backend takes from here.

pub mod api;
pub mod app;
pub mod catalogue;
pub mod choice;
pub mod cli;
pub mod clock;
pub mod control;
pub mod demo;
pub mod edition;
pub mod encoding;
pub mod export;
pub mod faults;
pub mod fields;
pub mod files;
pub mod headers;
pub mod lectures;
pub mod limits;
pub mod live;
pub mod log;
pub mod media;
pub mod offer;
pub mod phone;
pub mod problem;
pub mod question;
pub mod questions;
pub mod reply;
pub mod request;
pub mod rules;
pub mod serve;
pub mod server;
pub mod session;
pub mod store;
pub mod token;
pub mod wire;
