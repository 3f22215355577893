//! Sessions that would do as well, and what became of a wish.

use crate::text;

pub const WISHES: &str = "这一场满了，别的场次也可以（选填）";
pub const WISHES_WHY: &str = "提交时如果这一场已满，就按下面的先后改报有名额的一场，只报一场。";
pub const ADD_WISH: &str = "再选一场";
pub const CHOOSE_WISH: &str = "请选择场次";
pub const EARLIER: &str = "往前移";
pub const LATER: &str = "往后移";
pub const LEAVE_OUT: &str = "去掉";
pub const ADD: &str = "加上";
pub const MOVED: &str = "已移动。";

/// 第 1 选择：9月19日 周二 09:30–11:00
pub fn wish(at: usize, when: &str) -> String {
    text!("第 ", &at.to_string(), " 选择：", when)
}

/// 您想要的 9月20日 周三 14:30–16:00 场已满，改为 9月21日……
pub fn became(wished: Option<&str>, is: &str) -> String {
    match wished {
        Some(wished) => text!("您想要的 ", wished, " 场已满，改为 ", is, " 场。"),
        None => text!("您想要的那一场已满，改为 ", is, " 场。"),
    }
}

/// 小小标本师 等几项活动
pub fn and_more(title: &str) -> String {
    text!(title, " 等几项活动")
}
