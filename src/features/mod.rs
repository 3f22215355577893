//! One folder a page; features never import each other.

pub mod about;
pub mod activity;
pub mod discover;
pub mod kiosk;
pub mod lecture;
pub mod live;
pub mod mine;
pub mod panorama;
pub mod papers;
pub mod plan;
pub mod quiz;
pub mod receipt;
pub mod remind;
pub mod restore;
pub mod route;
pub mod setup;
pub mod signup;
pub mod stamps;
