//! One activity.

use crate::text;

pub const PAGE: &str = "活动";
pub const GONE: &str = "没有这项活动";
pub const GONE_WHY: &str = "它可能已经撤下，或者链接不完整。";
pub const CANCELLED: &str = "这项活动已取消。";
pub const POSTPONED: &str = "这项活动已延期，新的时间请留意通知或打电话咨询。";
pub const SESSIONS: &str = "场次";
pub const OPENING: &str = "开放时间";
pub const EVERY_DAY: &str = "每天";
pub const WHERE: &str = "怎么去";
pub const ROUTE: &str = "路线";
pub const COPY_ADDRESS: &str = "复制地址";
pub const QUIZ: &str = "知识竞赛";
pub const LOOK: &str = "看全景";
pub const STAMPS: &str = "打卡集章";
pub const MAP: &str = "地图导航";
pub const APPROXIMATE: &str = "位置为大致范围，以现场指引为准。";
pub const TRANSPORT: &str = "交通";
pub const ABOUT: &str = "介绍";
pub const FACTS: &str = "基本情况";
pub const DIRECTION: &str = "主题";
pub const TRACK: &str = "专项";
pub const FIELDS: &str = "领域";
pub const FORMATS: &str = "形式";
pub const AUDIENCES: &str = "适合";
pub const ACCESS: &str = "无障碍";
pub const FEE: &str = "费用";
pub const BRING: &str = "请带";
pub const HOSTS: &str = "主办";
pub const ORGANISERS: &str = "承办";
pub const CONTACT: &str = "联系";
pub const SOURCE: &str = "来源";
pub const STALLS: &str = "现场有这些";
pub const PART_OF: &str = "属于";
pub const RECAP: &str = "回顾";
pub const LINKS: &str = "相关报道";
pub const SAMPLE: &str = "这是为演示写的示例活动，并非真实安排。";
pub const SIGN_UP: &str = "报名";
pub const WAITLIST: &str = "候补";
pub const ROOM: &str = "进入直播间";
pub const REPLAY: &str = "看回放";
pub const SHARED: &str = "链接已复制，可以发给朋友。";
pub const NOTHING_SCHEDULED: &str = "时间另行通知，请打电话咨询。";
pub const ONLY_SCHOOLS: &str = "面向学校，请老师报名。";

pub fn visitors(count: u32) -> String {
    text!("约 ", &count.to_string(), " 人参加")
}

pub fn ratio(ratio: u32) -> String {
    text!("每 ", &ratio.to_string(), " 名学生至少 1 位老师")
}

pub fn party(min: u32, max: u32) -> String {
    if min <= 1 {
        text!("每次最多报 ", &max.to_string(), " 人")
    } else {
        text!("每次报 ", &min.to_string(), "–", &max.to_string(), " 人")
    }
}

pub fn for_whom(kinds: &[&str]) -> String {
    text!("可报：", &kinds.join("、"))
}

pub fn sign_up_for(when: &str) -> String {
    text!(SIGN_UP, "：", when)
}

/// 周二至周日 ← weekdays 2..7; 周六、周日.
pub fn weekdays(days: &[u8]) -> String {
    const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let mut days: Vec<usize> = days
        .iter()
        .filter(|d| (1..=7).contains(*d))
        .map(|d| usize::from(*d) - 1)
        .collect();
    days.sort_unstable();
    days.dedup();
    match days[..] {
        [] | [_, _, _, _, _, _, _] => EVERY_DAY.into(),
        [first, .., last] if days.len() > 2 && last - first + 1 == days.len() => {
            text!(NAMES[first], "至", NAMES[last])
        }
        _ => days
            .iter()
            .map(|day| NAMES[*day])
            .collect::<Vec<_>>()
            .join("、"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn weekdays_are_said_shortly() {
        assert_eq!(super::weekdays(&[7, 2, 3, 4, 5, 6]), "周二至周日");
        assert_eq!(super::weekdays(&[6, 7]), "周六、周日");
        assert_eq!(super::weekdays(&[1, 2, 3, 4, 5, 6, 7, 9]), "每天");
        assert_eq!(super::weekdays(&[]), "每天");
    }
}
