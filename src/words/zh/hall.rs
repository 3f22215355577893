//! What one reads who stands before a screen in a hall and has touched it.

use crate::text;

pub const PANEL: &str = "这块屏幕";
pub const BAR: &str = "屏幕下方的按钮";
pub const FIND: &str = "找活动";
pub const LIVE: &str = "直播";
pub const PLAN: &str = "行程";
pub const TAKE: &str = "带走";
pub const LOWER: &str = "放低";
pub const HIGHER: &str = "放高";

pub const ON_PHONE: &str = "用手机扫一扫";
pub const ON_PHONE_WHY: &str = "在手机上接着看这一页";
pub const QR_PAGE: &str = "这一页的二维码";

pub const TAKE_TITLE: &str = "带到手机上";
pub const WHICH: &str = "带走什么";
pub const THIS_PAGE: &str = "这一页";
pub const CHOSEN: &str = "我选的";
pub const PAGE_WHY: &str = "用手机扫码，在手机上打开这一页。";
pub const RECEIPT_WHY: &str = "用手机扫码，凭证就在手机上了。别人扫了也能看，请只给自己扫。";
pub const NOTHING_KEPT: &str = "走的时候请点“我用完了”，这块屏幕不留下任何内容。";
pub const QR_CHOSEN: &str = "行程和收藏的二维码";
pub const TOO_LONG: &str = "内容太多，放不进一个二维码。请先移出几项。";
pub const CLOSE: &str = "好了";

pub const BY_PHONE: &str = "用手机报名";
pub const BY_PHONE_WHY: &str =
    "用手机扫码，在手机上填写并提交。凭证也留在手机上，到时候拿给工作人员看。";
pub const QR_SIGN_UP: &str = "报名的二维码";
pub const NO_PHONE: &str = "没有带手机";
pub const HERE: &str = "就在这里报名";
pub const HERE_WHY: &str = "填写的内容用完就清除，不留在这块屏幕上。";
pub const GRADE_WHY: &str = "用手机或电脑报名更方便：学校、班级和人数都在那里填写。";

pub const KEYS: &str = "屏幕键盘";
pub const SPACE: &str = "空格";
pub const DELETE: &str = "删除";
pub const CLEAR: &str = "清空";
pub const ENTER: &str = "好了";
pub const INITIALS: &str = "打拼音首字母就能找：“科普馆”打 kpg";

/// 行程 2 项，收藏 1 项。用手机扫码……
pub fn chosen(planned: usize, starred: usize) -> String {
    let count = |name: &str, count: usize| match count {
        0 => String::new(),
        _ => text!(name, " ", &count.to_string(), " 项"),
    };
    let comma = if planned > 0 && starred > 0 {
        "，"
    } else {
        ""
    };
    text!(
        &count("行程", planned),
        comma,
        &count("收藏", starred),
        "。用手机扫码就能带走，里面没有姓名和电话。",
    )
}

/// 没有带手机？请打 0373-…
pub fn call(phone: &str) -> String {
    text!("没有带手机，也可以打电话：", phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_along_is_counted() {
        assert!(chosen(2, 1).starts_with("行程 2 项，收藏 1 项。"));
        assert!(chosen(0, 1).starts_with("收藏 1 项。"));
        assert!(chosen(2, 0).starts_with("行程 2 项。"));
    }
}
