//! 我的行程: what one means to go to, day by day.

use super::signup;
use crate::domain::plan::{Item, Standing, Trouble};
use crate::domain::registration::Status;
use crate::text;

pub const TITLE: &str = "我的行程";
pub const ADD: &str = "加入行程";
pub const ADDED: &str = "已在行程";
pub const SEE: &str = "看我的行程";
pub const SEE_SHORT: &str = "看行程";
pub const ADDED_NOW: &str = "已加入行程。";
pub const WHICH_DAY: &str = "打算哪天去？";
pub const MORE_DAYS: &str = "更多日期";
pub const NONE: &str = "行程还是空的";
pub const NONE_WHY: &str = "在活动页点“加入行程”，这里会按时间排好，时间冲突也会提醒。";
pub const LOCAL: &str = "行程只存在这台设备上。路上时间是按距离估算的，请留出余地。";
pub const REMOVE: &str = "移出";
pub const REMOVED: &str = "已移出行程。";
pub const SIGN_UP: &str = "去报名";
pub const PAST: &str = "已经过去的";
pub const CLASH: &str = "时间重叠，去不了全部";
pub const LOOSE: &str = "随到随看";
pub const REGISTERED: &str = "已报名";
pub const NOT_BOOKED: &str = "还没有报名";
pub const ON_ITS_WAY: &str = "正在提交报名";
pub const OVER: &str = "已结束";

pub const SHARE: &str = "分享行程";
pub const SHARE_WHY: &str =
    "对方打开链接就能看到这些安排。链接里只有场次编号，没有您的姓名、电话和凭证。";
pub const SHARE_QR: &str = "行程的二维码";
pub const SEND: &str = "发给朋友";
pub const COPY_LINK: &str = "复制链接";
pub const PRINT: &str = "打印";
pub const BROKEN: &str = "这个行程链接打不开，可能没有复制完整。下面是您自己的行程。";
pub const THEIRS: &str = "别人分享的行程";
pub const NOT_MINE: &str = "还没有放进您的行程。";
pub const MERGE: &str = "合并到我的行程";
pub const NO_MERGE: &str = "不用了";
pub const ALL_MINE: &str = "这些都已在您的行程里，或者已经不能参加。";
pub const MINE_ALREADY: &str = "已在我的行程";
pub const TO_MINE: &str = "看我自己的行程";
pub const NOTHING_KNOWN: &str = "链接里的活动都找不到了";
pub const NOTHING_KNOWN_WHY: &str = "它们可能已经撤下，或者是别的年份的活动。";

/// 3 项，下一项：今天 14:00 …
pub fn summary(count: usize, next: Option<(String, &str)>) -> String {
    let count = text!(&count.to_string(), " 项");
    match next {
        Some((when, title)) => text!(&count, "，下一项：", &when, " ", title),
        None => count,
    }
}

/// 1 小时 20 分钟
pub fn duration(minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, (minutes % 60).to_string());
    let hours_text = hours.to_string();
    match (hours, minutes % 60) {
        (0, _) => text!(&rest, " 分钟"),
        (_, 0) => text!(&hours_text, " 小时"),
        _ => text!(&hours_text, " 小时 ", &rest, " 分钟"),
    }
}

/// The free time between two things, and the way in it.
pub fn gap(minutes: u32, way: u32) -> String {
    let free = match minutes {
        0 => "紧接着下一场".to_owned(),
        _ => text!("中间有 ", &duration(minutes)),
    };
    match way {
        0 => free,
        _ => text!(&free, "，路上约 ", &duration(way)),
    }
}

/// 路上约 25 分钟，只有 10 分钟
pub fn tight(minutes: u32, way: u32) -> String {
    let have = match minutes {
        0 => "中间没有空".to_owned(),
        _ => text!("只有 ", &duration(minutes)),
    };
    text!("路上约 ", &duration(way), "，", &have)
}

/// What stands beside a thing of the plan: an icon and a sentence.
pub fn standing(item: &Item) -> Option<(&'static str, String)> {
    let said = match (item.standing, &item.registered) {
        (Standing::Cancelled, _) => ("clear", "已取消，不要去了".to_owned()),
        (Standing::Postponed, _) => ("clear", "已延期，请留意新的时间".to_owned()),
        (Standing::Gone, _) => ("info", "活动表里找不到了，请打电话问一问".to_owned()),
        _ if item.over => ("clock", OVER.to_owned()),
        (Standing::Changed, _) => ("warn", "时间或地点改过，这是新的".to_owned()),
        (_, Some(registered)) if registered.unsent => ("clock", ON_ITS_WAY.to_owned()),
        (_, Some(registered)) => match registered.status {
            Status::Confirmed => ("check", REGISTERED.to_owned()),
            status => ("clock", signup::status(status, None)),
        },
        _ if item.unbooked => ("info", NOT_BOOKED.to_owned()),
        _ => return None,
    };
    Some(said)
}

/// Before one signs up: what it clashes with, or what lies too near.
pub fn warning(trouble: Trouble, when: &str, title: &str) -> String {
    let other = text!("行程里有 ", when, "“", title, "”，");
    match trouble {
        Trouble::Clash => text!(&other, "时间重叠。"),
        Trouble::Tight { gap, way } => text!(&other, &tight(gap, way), "。"),
    }
}

/// 共 3 项。
pub fn theirs(count: usize) -> String {
    text!("共 ", &count.to_string(), " 项。")
}

/// 收藏：…、…
pub fn starred(titles: &str) -> String {
    text!("收藏：", titles)
}

/// 有 2 项找不到
pub fn lost(count: usize) -> String {
    text!(
        "另有 ",
        &count.to_string(),
        " 项找不到，可能已经撤下，或者链接不完整。"
    )
}

pub fn merged(count: usize) -> String {
    text!("已放进 ", &count.to_string(), " 项。")
}

/// Which session a button is for, to whom does not see where it stands.
pub fn for_session(when: &str) -> String {
    text!("：", when)
}

/// The rest of 移出, to who does not see what stands above it.
pub fn from_plan(title: &str) -> String {
    text!("行程：", title)
}

/// The name and the number on the printed sheet.
pub fn sheet(edition: &str) -> String {
    text!(edition, " · ", TITLE)
}

pub fn call(phone: &str) -> String {
    text!("咨询电话 ", phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_said_as_people_say_them() {
        assert_eq!(gap(90, 20), "中间有 1 小时 30 分钟，路上约 20 分钟");
        assert_eq!(gap(0, 0), "紧接着下一场");
        assert_eq!(tight(10, 25), "路上约 25 分钟，只有 10 分钟");
        assert_eq!(tight(0, 65), "路上约 1 小时 5 分钟，中间没有空");
        assert_eq!(duration(120), "2 小时");
    }
}
