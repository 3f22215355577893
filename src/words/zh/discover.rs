//! The list of activities and its filters.

use super::{common, when};
use crate::domain::age::{Asked, STAGES};
use crate::domain::discover::Rank;
use crate::domain::query::{Facet, View};
use crate::text;
use chrono::{Datelike, NaiveDate};

pub const NOW_AND_NEXT: &str = "现在和接下来";
pub const NOW: &str = "正在进行";
pub const ON_AIR: &str = "直播中";
pub const SEARCH: &str = "搜活动、地点、拼音";
pub const CLEAR_SEARCH: &str = "清空搜索";
pub const FILTER: &str = "筛选";
pub const FILTERS: &str = "筛选活动";
pub const ALL: &str = "更多";
pub const RESET: &str = "全部清除";
pub const CHOSEN: &str = "已选条件";
pub const LIST: &str = "活动列表";
pub const REFRESH: &str = "刷新";
pub const REFRESHING: &str = "正在刷新……";
pub const NOTHING: &str = "没有符合条件的活动";
pub const NOTHING_WHY: &str = "放宽一个条件试试：";
pub const PAST: &str = "也看已结束的";
pub const HIDE_PAST: &str = "不看已结束的";
pub const UNDATED: &str = "活动期间";
pub const OPEN: &str = "开放";
pub const OVER: &str = "已结束";
pub const SAMPLES: &str = "标“示例”的活动为演示所写，并非真实安排。";

pub fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Direction => "主题",
        Facet::Track => "专项",
        Facet::Field => "领域",
        Facet::District => "县区",
        Facet::Date => "日期",
        Facet::Time => "时段",
        Facet::Format => "形式",
        Facet::Audience => "适合谁",
        Facet::Access => "无障碍",
        Facet::Place => "线上线下",
        Facet::Left => "名额",
        Facet::Age => "年龄年级",
        Facet::Length => "时长",
    }
}

pub const CALENDAR_FILE: &str = "科普日";
pub const VIEWS: &str = "怎么看";
pub const EARLIER: &str = "前一天";
pub const LATER: &str = "后一天";
pub const EARLIER_MONTH: &str = "上个月";
pub const LATER_MONTH: &str = "下个月";
pub const NO_DAY: &str = "这一天没有符合条件的活动";
pub const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
pub const SUGGESTIONS: &str = "您是不是要找";
pub const VENUE: &str = "地点";
pub const HOST: &str = "单位";
pub const RECENT: &str = "最近搜过";
pub const FORGET_RECENT: &str = "清除搜索记录";
pub const GROUP_LABEL: &str = "几个人一起";
pub const FROM_DAY: &str = "从";
pub const TO_DAY: &str = "到";

pub fn view(view: View) -> &'static str {
    match view {
        View::List => "列表",
        View::Day => "日程",
        View::Month => "月历",
        View::Map => "地图",
    }
}

/// Where the words stand.
pub fn rank(rank: Rank) -> &'static str {
    match rank {
        Rank::Title => "名称里有",
        Rank::Venue => "地点里有",
        Rank::Host => "单位里有",
        Rank::Text => "介绍里有",
    }
}

/// 2026年11月
pub fn month(day: NaiveDate) -> String {
    text!(
        &day.year().to_string(),
        "年",
        &day.month().to_string(),
        "月"
    )
}

/// What is heard before the number of a day of the calendar, and behind it: 9月, 17, 日 周日.
pub fn month_of(day: NaiveDate) -> String {
    text!(&day.month().to_string(), "月")
}

pub fn weekday_of(day: NaiveDate) -> String {
    text!("日 ", when::weekday(day), "，")
}

pub fn left_out(count: usize) -> String {
    text!(
        "还有 ",
        &count.to_string(),
        " 场没有画出来，请再加一个条件。"
    )
}

/// 45 人一起
pub fn group(count: u32) -> String {
    text!(&count.to_string(), " 人一起")
}

/// 9月17日–9月20日
pub fn span(from: NaiveDate, to: NaiveDate) -> String {
    text!(&when::month_day(from), "–", &when::month_day(to))
}

/// A value of an address that nobody knows.
pub fn unknown(value: &str) -> String {
    text!("未知条件：", value)
}

pub const GROUP: &str = "人数";
pub const DISTANCE: &str = "距离";
pub const AREA: &str = "地图范围";
pub const THIS_PART: &str = "地图上这一片";
pub const LEFT: &str = "还有名额";

/// Whom something suits: 3–5 岁 幼儿园, 一年级, 8 岁.
pub fn age(asked: Asked) -> String {
    const NAMES: [&str; STAGES.len()] = ["", "幼儿园", "小学低年级", "小学高年级", "初中", "高中"];
    match asked {
        Asked::Stage(0) => text!(&(STAGES[0].to + 1).to_string(), " 岁以下"),
        Asked::Stage(at) => text!(NAMES[at], " ", &common::ages(STAGES[at])),
        Asked::Grade(grade) => common::grade(grade.into()).to_owned(),
        Asked::Year(year) => text!(&year.to_string(), " 岁"),
    }
}

/// How long something lasts, by the value of its facet.
pub fn length(value: &str) -> Option<&'static str> {
    Some(match value {
        "60" => "1 小时以内",
        "120" => "1–2 小时",
        "240" => "2–4 小时",
        "more" => "4 小时以上",
        _ => return None,
    })
}

pub fn count(count: usize) -> String {
    text!(&count.to_string(), " 场")
}

pub fn show(count: usize) -> String {
    if count == 0 {
        "没有符合的活动".into()
    } else {
        text!("看 ", &count.to_string(), " 场")
    }
}

pub fn found(count: usize) -> String {
    if count == 0 {
        NOTHING.into()
    } else {
        text!("找到 ", &count.to_string(), " 场活动")
    }
}

pub fn remove(name: &str) -> String {
    text!("去掉：", name)
}

pub fn relax_facet(facet_name: &str, count: u32) -> String {
    text!("不限", facet_name, "（", &count.to_string(), " 场）")
}

pub fn relax_text(count: u32) -> String {
    text!("不限文字（", &count.to_string(), " 场）")
}

pub fn relax_past(count: u32) -> String {
    text!("看已结束的（", &count.to_string(), " 场）")
}

pub fn hidden(count: u32) -> String {
    text!(PAST, "（", &count.to_string(), " 场）")
}

pub fn from_clock(clock: &str) -> String {
    text!(clock, " 起")
}

pub fn all_values(count: usize) -> String {
    text!("全部 ", &count.to_string(), " 项")
}

/// Behind the number of sessions found.
pub const SESSIONS: &str = " 场";
