//! What a screen in a hall shows while nobody touches it.

use crate::text;
use crate::words::when;
use chrono::NaiveDate;

pub const TOUCH: &str = "点一下屏幕，找活动";
pub const QR: &str = "在手机上打开的二维码";
pub const SCAN: &str = "手机扫一扫";
pub const SCAN_WHY: &str = "带回家慢慢看";
pub const MESSAGE: &str = "今日提示";
pub const RECAP: &str = "精彩回顾";
pub const THEME: &str = "活动主题";
pub const ON: &str = "进行中";
pub const LECTURE_ON_AIR: &str = "讲座正在直播";
pub const LECTURE_ON: &str = "讲座正在进行";
pub const LECTURE_SOON: &str = "讲座快开始了";
pub const LECTURE: &str = "接下来的讲座";
pub const WATCH: &str = "点一下屏幕看讲座，或用手机扫码看";
pub const COME: &str = "点一下屏幕，看看怎么去";
/// Where there is no programme to tell of yet.
pub const WELCOME: &str = "活动、讲座、参观，都在这里找";

/// 今天在这里; 明天 9月18日，在这里
pub fn here(day: NaiveDate, today: NaiveDate) -> String {
    on_day(day, today, "在这里")
}

/// 今天在全市; 明天 9月18日，在全市
pub fn city(day: NaiveDate, today: NaiveDate) -> String {
    on_day(day, today, "在全市")
}

/// 今天在附近; 明天 9月18日，在附近
pub fn nearby(day: NaiveDate, today: NaiveDate) -> String {
    on_day(day, today, "在附近")
}

fn on_day(day: NaiveDate, today: NaiveDate, place: &str) -> String {
    if day == today {
        text!("今天", place)
    } else {
        text!(&when::near_day(day, today), "，", place)
    }
}

/// 到 17:00
pub fn until(clock: &str) -> String {
    text!("到 ", clock)
}

/// 还有 25 分钟开始
pub fn begins_in(minutes: i64) -> String {
    match minutes {
        ..1 => "马上开始".into(),
        _ => text!("还有 ", &minutes.to_string(), " 分钟开始"),
    }
}

/// 主讲 王明 研究员
pub fn speaker(name: &str, title: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        text!("主讲　", name, " ", title)
    }
}

/// 还有 3 天; 今天是第 2 天; empty once it is over.
pub fn countdown(start: NaiveDate, end: NaiveDate, today: NaiveDate) -> String {
    let days = |days: i64| days.to_string();
    if today < start {
        text!("还有 ", &days((start - today).num_days()), " 天")
    } else if today <= end {
        text!("今天是第 ", &days((today - start).num_days() + 1), " 天")
    } else {
        String::new()
    }
}

/// 126 项活动
pub fn activities(count: usize) -> String {
    text!(&count.to_string(), " 项活动，等您来")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_day;

    #[test]
    fn days_are_counted_as_people_count_them() {
        let day = |text| parse_day(text).unwrap();
        let told = |today| countdown(day("2023-09-17"), day("2023-09-23"), day(today));
        assert_eq!(told("2023-09-15"), "还有 2 天");
        assert_eq!(told("2023-09-17"), "今天是第 1 天");
        assert_eq!(told("2023-09-23"), "今天是第 7 天");
        assert_eq!(told("2023-09-24"), "");
        assert_eq!(here(day("2023-09-17"), day("2023-09-17")), "今天在这里");
        assert_eq!(
            nearby(day("2023-09-18"), day("2023-09-17")),
            "明天 9月18日，在附近"
        );
        assert_eq!(begins_in(0), "马上开始");
    }
}
