//! The field's words as types and pure functions.
//!
//! This floor knows nothing of browsers, frameworks or servers: everything in
//! it runs and is tested natively. Randomness, the clock and the network come
//! in as arguments.

pub mod activity;
pub mod age;
pub mod agenda;
pub mod area;
pub mod availability;
pub mod by_id;
pub mod calendar;
pub mod catalogue;
pub mod changes;
pub mod cloud;
pub mod csv;
pub mod discover;
pub mod edition;
pub mod form;
pub mod geo;
pub mod grade;
pub mod ical;
pub mod itinerary;
pub mod json_ld;
pub mod kiosk;
pub mod lecture;
pub mod many;
pub mod map;
pub mod near;
pub mod order;
pub mod outbox;
pub mod panorama;
pub mod party;
pub mod phone;
pub mod plan;
pub mod query;
pub mod questions;
pub mod quiz;
pub mod read;
pub mod receipt;
pub mod registration;
pub mod remind;
pub mod restore;
pub mod retry;
pub mod rotation;
pub mod safe_url;
pub mod setup;
pub mod shelf;
pub mod stage;
pub mod stamp;
pub mod stamps;
pub mod suits;
pub mod task;
pub mod taxonomy;
pub mod text;
pub mod time;
pub mod timetable;
pub mod venue;
pub mod window;
