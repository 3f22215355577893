//! 中文。

pub mod about;
pub mod activity;
pub mod change;
pub mod changes;
pub mod common;
pub mod discover;
pub mod grade;
pub mod kiosk;
pub mod lecture;
pub mod list;
pub mod map;
pub mod mine;
pub mod near;
pub mod panorama;
pub mod papers;
pub mod plan;
pub mod platform;
pub mod questions;
pub mod quiz;
pub mod remind;
pub mod restore;
pub mod route;
pub mod shell;
pub mod signup;
pub mod stamps;
pub mod when;
