//! Words that more than one page uses.

use super::when;
use crate::domain::activity::{ActivityKind, RegistrationKind, Status};
use crate::domain::age::Ages;
use crate::domain::availability::Seats;
use crate::text;
use chrono::NaiveDate;

pub const OTHER: &str = "其他";
pub const ONLINE: &str = "线上";
pub const ONSITE: &str = "线下";
pub const SAMPLE: &str = "示例";
pub const BACK: &str = "返回";
pub const CLOSE: &str = "关闭";
pub const CANCEL: &str = "取消";
pub const RETRY: &str = "再试一次";
pub const SHARE: &str = "分享";
pub const COPY: &str = "复制";
pub const COPIED: &str = "已复制";
pub const NOT_COPIED: &str = "没能复制，请长按文字自行复制。";
pub const NOT_SAVED: &str = "没能保存，请换个浏览器再试。";
pub const CALENDAR: &str = "加入日历";
pub const OPENS_NEW: &str = "（在新页面打开）";
pub const OPTIONAL: &str = "选填";
pub const PEOPLE: &str = "人";
pub const MORE_BY_ONE: &str = "加 1";
pub const LESS_BY_ONE: &str = "减 1";
pub const TO_LIST: &str = "看全部活动";

/// Whether a text is on the clipboard.
pub fn copied(done: bool) -> &'static str {
    if done { COPIED } else { NOT_COPIED }
}

/// A number within a sentence, which no line parts.
pub fn unbroken(number: &str) -> String {
    number.replace('-', "-\u{2060}")
}

/// A text to be handed on, without what only keeps its numbers whole.
pub fn plain(text: &str) -> String {
    text.replace('\u{2060}', "")
}

pub fn favourite(title: &str, on: bool) -> String {
    text!(if on { "取消收藏：" } else { "收藏：" }, title)
}

pub fn kind(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::DropIn => "随到随看",
        ActivityKind::Bookable => "预约参加",
        ActivityKind::Exhibition => "展览",
        ActivityKind::School => "进校园专场",
        ActivityKind::Lecture => "线上讲座",
        ActivityKind::Mobile => "流动科普",
        ActivityKind::Umbrella => "主场活动",
        ActivityKind::Other => OTHER,
    }
}

pub fn who(kind: RegistrationKind) -> &'static str {
    match kind {
        RegistrationKind::Person => "个人",
        RegistrationKind::Family => "家庭",
        RegistrationKind::Class => "班级",
        RegistrationKind::Grade => "整个年级",
        RegistrationKind::Other => OTHER,
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::Scheduled => "如期举行",
        Status::Cancelled => "已取消",
        Status::Postponed => "已延期",
        Status::Other => "时间待定",
    }
}

/// Places in words: colour is never the only cue.
pub fn seats(seats: &Seats, today: NaiveDate) -> String {
    match seats {
        Seats::Cancelled => "已取消".into(),
        Seats::Over => "已结束".into(),
        Seats::DropIn => "无需预约".into(),
        Seats::NotOpen(opens) => text!(&when::near_moment(opens, today), " 开放报名"),
        Seats::Closed => "报名已截止".into(),
        Seats::Full(true) => "已满，可候补".into(),
        Seats::Full(false) => "已满".into(),
        Seats::Limited(left) => text!("仅余 ", &left.to_string(), " 位"),
        Seats::Left(left) => text!("余 ", &left.to_string(), " 位"),
        Seats::Uncounted => "需预约".into(),
    }
}

/// 一年级 … 高三
pub fn grade(grade: u32) -> &'static str {
    const GRADES: [&str; 12] = [
        "一年级",
        "二年级",
        "三年级",
        "四年级",
        "五年级",
        "六年级",
        "初一",
        "初二",
        "初三",
        "高一",
        "高二",
        "高三",
    ];
    let at = grade.checked_sub(1).map_or(12, |at| at as usize);
    GRADES.get(at).copied().unwrap_or("")
}

/// 3–6 岁, 4 岁, 55 岁以上, 6 岁以下
pub fn ages(ages: Ages) -> String {
    let (from, to) = (ages.from.to_string(), ages.to.to_string());
    match ages {
        Ages { from: 0, .. } if ages.is_open() => String::new(),
        Ages { from: 0, .. } => text!(&to, " 岁及以下"),
        _ if ages.is_open() => text!(&from, " 岁及以上"),
        _ if ages.from == ages.to => text!(&from, " 岁"),
        _ => text!(&from, "–", &to, " 岁"),
    }
}

/// 小学 3–6 年级, 初一, 高二至高三.
pub fn grades(from: u8, to: u8) -> String {
    if from == to {
        grade(from.into()).into()
    } else {
        text!(grade(from.into()), "至", grade(to.into()))
    }
}
