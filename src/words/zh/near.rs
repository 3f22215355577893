//! What is near.

use crate::domain::discover::{Band, RINGS};
use crate::domain::geo::{self, Travel};
use crate::domain::near::{self, Refusal};
use crate::text;

pub const NEAR_ME: &str = "离我近";
pub const WHY: &str =
    "知道您在哪儿，就能把近的活动排在前面。位置只在这台手机上用这一次，不保存，也不发给任何人。";
pub const USE_MINE: &str = "用我的位置";
pub const ASKING: &str = "正在定位……";
pub const OR_PLACE: &str = "也可以选一个地方";
pub const PLACE_HINT: &str = "输入县区或地点的名字";
pub const NO_PLACE: &str = "没有这个地方，换个名字试试。";
pub const ANY: &str = "不限";
pub const STOP: &str = "不按远近排";
pub const HOW_FAR: &str = "多远以内";
pub const ROUGH: &str = "距离按直线算，时间是估算。";
const MINE: &str = "我的位置";
const HERE: &str = "就在这里";
const UNKNOWN: &str = "线上或地点待定";

/// Why there is no position, and what to do instead.
pub fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::Denied => "没有得到定位的许可。没关系，请在下面选一个地方。",
        Refusal::Absent => "这个浏览器不能定位。请在下面选一个地方。",
        Refusal::Unknown => "没能找到您的位置。请在下面选一个地方，或稍后再试。",
        Refusal::Vague => "定位不够准。请在下面选一个地方。",
    }
}

/// 离图书馆近的在前
pub fn nearest_to(place: Option<&str>) -> String {
    text!("离", place.unwrap_or(MINE), "近的在前")
}

/// 3 公里
pub fn kilometres(metres: u32) -> String {
    text!(&(metres / 1000).to_string(), " 公里")
}

/// The head of a stretch of the list; each ends where the next begins.
pub fn band(band: Band) -> String {
    let ring = RINGS.iter().position(|ring| band == Band::Within(*ring));
    match (band, ring) {
        (Band::Within(_), Some(0) | None) => text!(&kilometres(RINGS[0]), "内"),
        (Band::Within(metres), Some(at)) => {
            text!(
                &(RINGS[at - 1] / 1000).to_string(),
                "–",
                &kilometres(metres)
            )
        }
        (Band::Farther, _) => text!(&kilometres(RINGS[RINGS.len() - 1]), "以外"),
        (Band::Elsewhere | Band::Hit(_), _) => UNKNOWN.to_owned(),
    }
}

/// 600 米, 1.2 公里, 35 公里
pub fn distance(metres: u32) -> String {
    let hundreds = (metres + 50) / 100;
    match hundreds {
        0..10 => text!(&(hundreds.max(1) * 100).to_string(), " 米"),
        10..100 => {
            let (whole, tenth) = (hundreds / 10, hundreds % 10);
            text!(&whole.to_string(), ".", &tenth.to_string(), " 公里")
        }
        _ => text!(&((hundreds + 5) / 10).to_string(), " 公里"),
    }
}

/// 1.2 公里，公交约20分: short, for a line of a card.
pub fn way(metres: u32) -> String {
    if metres < 50 {
        return HERE.to_owned();
    }
    let by = near::way(metres);
    let name = match by {
        Travel::Walk => "，步行约",
        Travel::Bus => "，公交约",
        Travel::Car => "，开车约",
    };
    let minutes = geo::rough_minutes(metres, by);
    text!(&distance(metres), name, &minutes.to_string(), "分")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_rounded_as_people_say_them() {
        let said = [0, 340, 949, 950, 1_240, 9_949, 9_950, 34_600].map(distance);
        assert_eq!(
            said,
            [
                "100 米",
                "300 米",
                "900 米",
                "1.0 公里",
                "1.2 公里",
                "9.9 公里",
                "10 公里",
                "35 公里"
            ]
        );
        assert_eq!(
            (way(0).as_str(), way(60).as_str()),
            (HERE, "100 米，步行约5分")
        );
        assert_eq!(way(800), "800 米，步行约15分");
        assert_eq!(way(1_200), "1.2 公里，公交约20分");
        assert_eq!(way(20_000), "20 公里，开车约45分");
    }

    #[test]
    fn stretches_have_names() {
        let said = band;
        assert_eq!(said(Band::Within(1_000)), "1 公里内");
        assert_eq!(said(Band::Within(3_000)), "1–3 公里");
        assert_eq!(said(Band::Farther), "10 公里以外");
        assert_eq!(said(Band::Elsewhere), UNKNOWN);
    }
}
