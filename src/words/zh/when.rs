//! Days and times, as people say them.

use crate::domain::time::{self, Moment, PartOfDay};
use crate::text;
use chrono::{Datelike, NaiveDate, Weekday};

pub fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

/// 9月17日
pub fn month_day(day: NaiveDate) -> String {
    let (month, date) = (day.month().to_string(), day.day().to_string());
    text!(&month, "月", &date, "日")
}

/// 9月17日 周日
pub fn full_day(day: NaiveDate) -> String {
    text!(&month_day(day), " ", weekday(day))
}

/// 今天, 明天, 后天, where the day is near.
pub fn near(day: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    match (day - today).num_days() {
        -1 => Some("昨天"),
        0 => Some("今天"),
        1 => Some("明天"),
        2 => Some("后天"),
        _ => None,
    }
}

/// 今天 9月17日, else 周日 9月17日.
pub fn near_day(day: NaiveDate, today: NaiveDate) -> String {
    text!(
        near(day, today).unwrap_or(weekday(day)),
        " ",
        &month_day(day),
    )
}

/// 今天, else 9月17日.
pub fn near_date(day: NaiveDate, today: NaiveDate) -> String {
    near(day, today).map_or_else(|| month_day(day), str::to_owned)
}

/// 今天 09:30, else 9月17日 09:30.
pub fn near_moment(moment: &Moment, today: NaiveDate) -> String {
    let day = time::day_of(moment);
    text!(&near_date(day, today), " ", &time::clock(moment))
}

/// 9月19日 周二 09:30–11:00; two days when it ends on another.
pub fn span(start: &Moment, end: &Moment) -> String {
    let (first, last) = (time::day_of(start), time::day_of(end));
    let start_clock = time::clock(start);
    let end_clock = time::clock(end);
    if first == last {
        text!(&full_day(first), " ", &start_clock, "–", &end_clock)
    } else {
        text!(
            &full_day(first),
            " ",
            &start_clock,
            " 至 ",
            &full_day(last),
            " ",
            &end_clock,
        )
    }
}

/// 09:30–11:00
pub fn clocks(start: &Moment, end: &Moment) -> String {
    text!(&time::clock(start), "–", &time::clock(end))
}

/// 2023年9月17日至23日
pub fn days(start: NaiveDate, end: NaiveDate) -> String {
    let first = text!(&start.year().to_string(), "年", &month_day(start));
    if start == end {
        first
    } else if start.month() == end.month() && start.year() == end.year() {
        text!(&first, "至", &end.day().to_string(), "日")
    } else {
        text!(&first, "至", &month_day(end))
    }
}

pub fn part(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "上午",
        PartOfDay::Afternoon => "下午",
        PartOfDay::Evening => "晚上",
    }
}

/// 1小时20分, 20分30秒, for a countdown.
pub fn countdown(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let number = |n: i64| n.to_string();
    if days > 0 {
        text!(&number(days), "天", &number(hours), "小时")
    } else if hours > 0 {
        text!(&number(hours), "小时", &number(minutes), "分")
    } else if minutes >= 10 {
        text!(&number(minutes), "分钟")
    } else {
        text!(&number(minutes), "分", &number(seconds % 60), "秒")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_people_say_them() {
        let day = |text| time::parse_day(text).unwrap();
        assert_eq!(full_day(day("2023-09-17")), "9月17日 周日");
        assert_eq!(
            near_day(day("2023-09-18"), day("2023-09-17")),
            "明天 9月18日"
        );
        assert_eq!(
            days(day("2023-09-17"), day("2023-09-23")),
            "2023年9月17日至23日"
        );
        assert_eq!(
            days(day("2023-08-30"), day("2023-09-02")),
            "2023年8月30日至9月2日"
        );
        assert_eq!(countdown(3_725), "1小时2分");
        assert_eq!(countdown(65), "1分5秒");
        assert_eq!(countdown(-5), "0分0秒");
    }
}
