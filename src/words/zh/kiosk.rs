//! A screen in a hall.

pub const TITLE: &str = "展厅屏幕";
pub const TOUCH: &str = "点一下屏幕，找活动";
