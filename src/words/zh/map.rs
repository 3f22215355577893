//! The map of the districts.

use crate::text;

pub const MAP: &str = "地图";
pub const DISTRICTS: &str = "按县区选";
pub const NEARER: &str = "放大";
pub const FURTHER: &str = "缩小";
pub const WHOLE: &str = "看全市";
/// Only what is in sight on the map.
pub const THIS_PART: &str = "只看这一片";
/// The map and the buttons that move it, for a screen reader.
pub const LOOK: &str = "地图，按加号放大，按减号缩小，放大后可用方向键移动";
pub const TOOLS: &str = "看地图";
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

/// A mark on the map for a screen reader: one place, or the first of several.
pub fn spot(name: &str, places: usize, count: u32) -> String {
    let more = match places {
        0 | 1 => String::new(),
        _ => text!("等 ", &places.to_string(), " 个地点"),
    };
    text!(name, &more, "，", &sessions(count))
}

/// A district for a screen reader.
pub fn district(name: &str, count: u32) -> String {
    text!(name, "，", &sessions(count))
}
