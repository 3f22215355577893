//! What is on today and tomorrow, and being told in time.

use super::{activity, common};
use crate::domain::remind::Day;
use crate::text;

pub const TITLE: &str = "别忘了";
pub const HUSH: &str = "知道了";
pub const NOT_BOOKED: &str = "还没有报名";

pub const ANSWER: &str = "去答复";

pub const ASK: &str = "到时提醒我";
pub const STOP: &str = "不用提醒了";
pub const HOW: &str = "开始前 1 小时弹出通知。只在本应用开着时能提醒，保险起见请加入日历。";
pub const IS_ON: &str =
    "已打开：开始前 1 小时弹出通知。只在本应用开着时能提醒，保险起见请加入日历。";
pub const DENIED: &str = "浏览器没有允许通知。想要提醒，请在浏览器的网站设置里允许本站发通知，再回到这里；也可以加入日历。";

/// 明天 09:00
pub fn when(day: Day, clock: &str) -> String {
    let day = match day {
        Day::Today => "今天",
        Day::Tomorrow => "明天",
    };
    text!(day, " ", clock)
}

/// 新乡市气象局观测场 · 请带遮阳帽; the second part where there is something to bring.
pub fn place(place: &str, bring: &str) -> String {
    let place = match place.split(' ').next() {
        None | Some("") => common::ONLINE,
        Some(name) => name,
    };
    match bring {
        "" => place.to_owned(),
        bring => text!(place, " · ", activity::BRING, bring),
    }
}

/// 还有 2 项
pub fn more(count: usize) -> String {
    text!("还有 ", &count.to_string(), " 项")
}

/// The head of a notification: 09:00 开始：走进气象观测场
pub fn rings(clock: &str, title: &str) -> String {
    text!(clock, " 开始：", title)
}
