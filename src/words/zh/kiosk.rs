//! A screen in a hall.

pub mod attract;

pub const TITLE: &str = "展厅屏幕";
