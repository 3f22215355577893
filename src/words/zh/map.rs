//! The map of the districts.

use crate::text;

pub const MAP: &str = "地图";
pub const DISTRICTS: &str = "按县区选";
pub const NEARER: &str = "放大";
pub const FURTHER: &str = "缩小";
pub const WHOLE: &str = "全图";
/// The buttons that move the map, for a screen reader.
pub const LOOK: &str = "看地图，放大后可用方向键移动";
pub const LOADING: &str = "正在取地图……";
pub const MISSING: &str = "地图暂时打不开，请在下面按县区选。";
pub const TAP_PLACES: &str = "点县区来筛选；放大后点圆点看地点。";
pub const PLACES: &str = "地点";
pub const SHOW_PLACE: &str = "只看这里";

/// Beside what is found on the map.
pub fn show(count: usize) -> String {
    text!("看这 ", &count.to_string(), " 场")
}

/// How many sessions a district or a place has.
pub fn sessions(count: u32) -> String {
    text!(&count.to_string(), " 场")
}

/// A district for a screen reader.
pub fn district(name: &str, count: u32) -> String {
    text!(name, "，", &sessions(count))
}
