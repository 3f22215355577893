//! 年级组团: a whole grade signs up, its classes in turn.

use super::{common, when};
use crate::domain::form::Reason;
use crate::domain::grade::{Slip, Spot};
use crate::domain::party::PartyError;
use crate::domain::rotation::Bar;
use crate::domain::time::Moment;
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "年级组团报名";
pub const LINK: &str = "几个班一起来？整个年级一次报";
pub const WHY: &str =
    "填好几个班，自动排好每个班去哪一场，还可以自己改。全部排上才报名，不会只报上一部分。";
pub const SCHOOL: &str = "学校和年级";
pub const CLASSES: &str = "有哪些班";
pub const CLASSES_WHY: &str = "只要人数，不要填学生姓名。";
pub const QUICK: &str = "一次填好";
pub const HOW_MANY: &str = "几个班";
pub const PUPILS_EACH: &str = "每班学生";
pub const ADULTS_EACH: &str = "每班老师";
pub const FILL: &str = "填到每个班";
pub const NAME: &str = "班级";
pub const PUPILS: &str = "学生";
pub const ADULTS: &str = "老师";
pub const ADD_CLASS: &str = "加一个班";
pub const WHERE: &str = "去哪些活动";
pub const NO_ACTIVITY: &str = "还没有选活动。";
pub const ADD_ACTIVITY: &str = "再加一项（收藏和行程里能带班去的）";
pub const CHOOSE_ACTIVITY: &str = "请选择活动";
pub const NO_MORE: &str = "想再加一项，先在活动页点星收藏，再回到这里。";
pub const DAY: &str = "哪天去";
pub const ANY_DAY: &str = "哪天都行";
pub const FROM: &str = "最早";
pub const TO: &str = "最晚";
pub const PLAN: &str = "排好的场次";
pub const PLAN_WHY: &str =
    "每一格都可以改。改过的格子，人数变了也不会动；想从头来，点“全部重新排”。";
pub const AGAIN: &str = "全部重新排";
pub const AROUND: &str = "按现在的余位重新排";
pub const BY_TIME: &str = "按时间看";
pub const PLANNING: &str = "正在排……";
pub const NOT_YET: &str = "还没排上";
pub const STAYS_AWAY: &str = "这一项不去";
pub const NEXT: &str = "先选活动、填班级，再排场次。";
pub const SUBMIT: &str = "全部提交报名";
pub const FULL: &str = "有场次刚刚满了，所以一个班都没有报上。填好的都还在：在标出的格子里换一场，或者重新排，再提交。";
pub const FULL_HERE: &str = "这一场刚刚满了";
pub const FULL_ONLY: &str = "这一场刚刚满了，这项活动没有别的场次坐得下这个班。";
pub const OFF: &str = "这里不能整个年级一起报";
pub const OFF_WHY: &str = "可以一个班一个班地报，或打电话请主办单位安排。";

/// 1班
pub fn class(at: usize) -> String {
    text!(&at.to_string(), "班")
}

/// 去掉 1班
pub fn leave_out(name: &str) -> String {
    text!("去掉 ", name)
}

/// 1班：小小标本师
pub fn visit(class: &str, title: &str) -> String {
    text!(class, "：", title)
}

/// 共 4 个班，学生 180 人，老师 12 人，合计 192 人
pub fn heads(classes: usize, pupils: u32, adults: u32) -> String {
    text!(
        "共 ",
        &classes.to_string(),
        " 个班，学生 ",
        &pupils.to_string(),
        " 人，老师 ",
        &adults.to_string(),
        " 人，合计 ",
        &(pupils + adults).to_string(),
        " 人。",
    )
}

/// What came of it: from when to when, or how much is open.
pub fn planned(open: usize, span: Option<(Moment, Moment)>) -> String {
    match (open, span) {
        (0, Some((start, end))) => text!("都排好了：", &when::span(&start, &end), "。"),
        (0, None) => String::new(),
        (open, _) => text!("还有 ", &open.to_string(), " 处没有排好，请看标出的格子。"),
    }
}

/// 09:30–11:00 甲组; the day before it where there are several.
pub fn session(day: Option<NaiveDate>, start: &Moment, end: &Moment, label: &str) -> String {
    let day = day.map_or_else(String::new, |day| text!(&when::month_day(day), " "));
    let space = if label.is_empty() { "" } else { " " };
    text!(&day, &when::clocks(start, end), space, label)
}

/// 改到 10:30–11:15 乙组
pub fn change_to(session: &str) -> String {
    text!("改到 ", session)
}

/// 排上后还余 12 位; nothing where nobody counts.
pub fn left(left: u32) -> String {
    match left {
        0 => "刚好坐满".to_owned(),
        1_000_000.. => String::new(),
        left => text!("排上后还余 ", &left.to_string(), " 位"),
    }
}

/// Why a class cannot be in a session; `seats` are its places in words, `other` is the session that stands in its way.
pub fn bar(bar: Bar, seats: &str, other: &str) -> String {
    match bar {
        Bar::Shut => seats.to_owned(),
        Bar::Hours => "不在您选的日期或时间里".to_owned(),
        Bar::Had => "您已报过这一场".to_owned(),
        Bar::Party(PartyError::Ratio(ratio)) => {
            text!("每 ", &ratio.to_string(), " 名学生至少 1 位老师")
        }
        Bar::Party(PartyError::OverMax(max)) => text!("一个班最多 ", &max.to_string(), " 人"),
        Bar::Party(PartyError::UnderMin(min)) => text!("一个班至少 ", &min.to_string(), " 人"),
        Bar::Party(PartyError::NoAdult | PartyError::NoChild) => "先填这个班的人数".to_owned(),
        Bar::Party(_) => "这一场不收班级".to_owned(),
        Bar::Room(0) => "已满".to_owned(),
        Bar::Room(left) => text!("只余 ", &left.to_string(), " 位，坐不下"),
        Bar::Clash(_) => text!("和“", other, "”同时"),
        Bar::Way(_, minutes) => text!(
            "从",
            other,
            "过来要 ",
            &minutes.to_string(),
            " 分钟，赶不上"
        ),
    }
}

/// Why a class has no session at all: the reasons of the sessions, the nearest first.
pub fn none(whys: &[String]) -> String {
    match whys {
        [] => "这项活动没有可报的场次。".to_owned(),
        [why] => text!("没排上：", why, "。"),
        [first, second, ..] => text!("没排上：有的场次", first, "，有的", second, "。"),
    }
}

/// 2 位老师不够：45 名学生至少要 3 位。
pub fn too_few_adults(children: u32, needed: u32) -> String {
    text!(&super::signup::adults_needed(children, needed), "。")
}

/// What an input of the sheet is called where what is wrong is listed.
pub fn spot(spot: Spot, class: &str, activity: &str) -> String {
    match spot {
        Spot::Activities => WHERE.to_owned(),
        Spot::Name(_) => text!(class, " ", NAME),
        Spot::Pupils(_) => text!(class, " ", PUPILS),
        Spot::Adults(_) => text!(class, " ", ADULTS),
        Spot::Visit(..) => visit(class, activity),
    }
}

/// What is wrong with it, and what would be right.
pub fn slip(spot: Spot, slip: Slip) -> &'static str {
    match (slip, spot) {
        (Slip::Twice, _) => "有两个班同名，请改一个。",
        (Slip::TooMany, _) => "一次最多报 60 场，请去掉一项活动或几个班。",
        (Slip::Open, _) => "请选一场，或选“这一项不去”。",
        (Slip::Nowhere, _) => "这个班一场都没有选，请选一场，或去掉这个班。",
        (Slip::Is(Reason::Required), Spot::Activities) => "请先选要去的活动。",
        (Slip::Is(Reason::Required), Spot::Name(_)) => "请填班级名称。",
        (Slip::Is(Reason::Required), Spot::Pupils(_)) => "请填学生人数。",
        (Slip::Is(Reason::Required), Spot::Adults(_)) => "至少要有 1 位老师。",
        (Slip::Is(Reason::TooLong), _) => "名称太长了，请写短一些。",
        (Slip::Is(Reason::Format), Spot::Pupils(_) | Spot::Adults(_)) => "请填数字。",
        (Slip::Is(Reason::Ratio(_)), _) => "带队老师不够，请增加老师人数。",
        (Slip::Is(_), Spot::Pupils(_) | Spot::Adults(_)) => "人数不对，请核对。",
        (Slip::Is(_), _) => "这一项没有通过，请核对。",
    }
}

/// 行程里有……: the class and session that overlap with what one has.
pub fn not_for(title: &str, grade: u32) -> String {
    text!(
        "“",
        title,
        "”不是为",
        common::grade(grade),
        "准备的。仍可以报名，最好先问问主办单位。",
    )
}
