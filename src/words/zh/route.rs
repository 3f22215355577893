//! 排行程: what someone wants of a day out, and what is proposed.

use super::plan::duration;
use super::{common, when};
use crate::domain::activity::RegistrationKind;
use crate::domain::itinerary::{Aim, Pace, Why};
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "排行程";
pub const WHY: &str = "告诉我们哪天去、和谁去，马上排出几个方案。";
pub const FORM: &str = "您的打算";
pub const DAY: &str = "哪天去";
pub const WHO: &str = "和谁去";
pub const SIZE: &str = "一共几人";
pub const MORE: &str = "时间、出发地、年级、兴趣";
pub const START: &str = "从哪出发";
pub const ANYWHERE: &str = "不限";
pub const FROM: &str = "几点出发";
pub const TO: &str = "几点回来";
pub const FITS: &str = "适合谁";
pub const ANYONE: &str = "不限年级和人群";
pub const PACE: &str = "松紧";
pub const LIKES: &str = "感兴趣的";
pub const MADE: &str = "推荐方案";
pub const ESTIMATED: &str = "路上时间按直线距离估算，请留出余地。";
pub const SWAP: &str = "换一个";
pub const NO_OTHERS: &str = "其他站不变，这个时间没有别的可换。";
pub const ADD: &str = "整个加入行程";
pub const ADDED: &str = "这几站都已在您的行程里。";
pub const NOT_BOOKED: &str = "加入行程不等于报名。";
pub const SHARE: &str = "分享这个打算";
pub const NOTHING: &str = "这样排不出行程";
pub const NOTHING_WHY: &str = "放宽一个条件试试：";
pub const NOTHING_LEFT: &str = "换一天，或者看看全部活动。";
pub const ALL_HOURS: &str = "早晚都行";
pub const ANY_START: &str = "不限出发地";
pub const ALONE: &str = "先按 1 个人排";
pub const NO_DAYS: &str = "没有可以安排的活动了";
pub const NO_DAYS_WHY: &str = "活动都已结束。";
/// The line on other pages that leads here.
pub const LINK: &str = "帮您排一天";
pub const LINK_WHY: &str = "按日期、人数和兴趣，排出不冲突的路线";

/// 09:30
pub fn clock(minutes: i32) -> String {
    let (hour, minute) = ((minutes / 60).to_string(), (100 + minutes % 60).to_string());
    let zero = if minutes < 600 { "0" } else { "" };
    text!(zero, &hour, ":", &minute[1..])
}

pub fn clocks(start: i32, end: i32) -> String {
    text!(&clock(start), "–", &clock(end))
}

fn minutes(minutes: i32) -> String {
    duration(minutes.max(0).unsigned_abs())
}

pub fn kind(kind: RegistrationKind) -> &'static str {
    match kind {
        RegistrationKind::Person => "自己去",
        RegistrationKind::Family => "一家人",
        RegistrationKind::Class => "一个班",
        RegistrationKind::Grade => "整个年级",
        RegistrationKind::Other => common::OTHER,
    }
}

pub fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Easy => "轻松些",
        Pace::Usual => "适中",
        Pace::Full => "多看些",
    }
}

/// What a proposal is best at; `likes`: whether one said what one likes.
pub fn aim(aim: Aim, likes: bool) -> &'static str {
    match aim {
        Aim::Interest if likes => "最合您的兴趣",
        Aim::Interest => "内容最充实",
        Aim::Near => "路上最省时间",
        Aim::Variety => "主题最丰富",
    }
}

/// 4 站 · 3 个主题 · 路上共约 45 分钟 · 中间空 1 小时
pub fn why(stops: usize, why: &Why) -> String {
    let mut said = text!(&stops.to_string(), " 站");
    if why.themes > 1 {
        said = text!(&said, " · ", &why.themes.to_string(), " 个主题");
    }
    let way = match why.way {
        0 => " · 都在一处".to_owned(),
        way => text!(" · 路上共约 ", &minutes(way)),
    };
    said = text!(&said, &way);
    if why.free >= 30 {
        said = text!(&said, " · 中间空 ", &minutes(why.free));
    }
    said
}

/// What is chosen beyond the day and the people, in a line.
pub fn chosen(hours: (i32, i32), names: &[String]) -> String {
    let mut said = clocks(hours.0, hours.1);
    for name in names {
        said = text!(&said, " · ", name);
    }
    said
}

/// 从红旗区出发
pub fn start(place: &str) -> String {
    text!("从", place, "出发")
}

/// 合您的兴趣：生态文明、农业科技
pub fn liked(names: &[&str]) -> String {
    text!("合您的兴趣：", &names.join("、"))
}

pub fn leave(at: i32, place: &str) -> String {
    text!(&clock(at), " ", &start(place))
}

pub fn home(at: i32, place: &str) -> String {
    text!("约 ", &clock(at), " 回到", place)
}

/// What lies between two stops: the way, and the time that is left.
pub fn between(way: i32, free: i32, lunch: bool) -> String {
    let way = match way {
        0 => "就在同一处".to_owned(),
        way => text!("路上约 ", &minutes(way), "（估算）"),
    };
    match (lunch, free) {
        (true, ..=90) => text!(&way, "，留 ", &minutes(free), "吃饭休息"),
        (true, _) => text!(&way, "，空 ", &minutes(free), "，可以吃饭休息"),
        (_, 15..) => text!(&way, "，空 ", &minutes(free)),
        _ => way,
    }
}

/// The way from the start, or back to it.
pub fn way(way: i32) -> String {
    text!("路上约 ", &minutes(way), "（估算）")
}

/// 9:00–17:00 开放，看 60 分钟左右
pub fn open(opens: i32, closes: i32) -> String {
    text!(&clocks(opens, closes), " 随到随看")
}

/// Which stop a button is for, to whom does not see where it stands.
pub fn of_stop(title: &str) -> String {
    text!("：", title)
}

pub fn swapped(title: &str) -> String {
    text!("已换成：", title)
}

pub fn instead_of(title: &str) -> String {
    text!("换掉“", title, "”")
}

pub fn added(count: usize) -> String {
    text!("已把 ", &count.to_string(), " 站加入行程。")
}

/// 其中 2 站要报名
pub fn to_book(count: usize) -> String {
    text!("其中 ", &count.to_string(), " 站要另外报名。")
}

/// 全天都行（5 个可去）
pub fn relax(name: &str, count: usize) -> String {
    text!(name, "（", &count.to_string(), " 个可去）")
}

pub fn relax_day(day: NaiveDate, count: usize) -> String {
    relax(&text!("换到", &when::full_day(day)), count)
}

/// How many proposals there are, for who does not see them come.
pub fn made(count: usize) -> String {
    match count {
        0 => NOTHING.to_owned(),
        count => text!("排出 ", &count.to_string(), " 个方案"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_people_say_it() {
        assert_eq!(clocks(545, 1_020), "09:05–17:00");
        let said = Why {
            likes: 0,
            themes: 3,
            way: 45,
            free: 70,
        };
        assert_eq!(
            why(4, &said),
            "4 站 · 3 个主题 · 路上共约 45 分钟 · 中间空 1 小时 10 分钟"
        );
        assert_eq!(why(1, &Why::default()), "1 站 · 都在一处");
        assert_eq!(
            between(20, 45, true),
            "路上约 20 分钟（估算），留 45 分钟吃饭休息"
        );
        assert_eq!(between(0, 10, false), "就在同一处");
        assert_eq!(between(0, 20, false), "就在同一处，空 20 分钟");
    }
}
