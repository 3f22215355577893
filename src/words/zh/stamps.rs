//! Collecting stamps.

use crate::text;

pub const TITLE: &str = "打卡集章";
pub const CARD: &str = "集章卡";
pub const NONE: &str = "今年没有打卡点";
pub const NONE_WHY: &str = "有了以后会放在这里。先看看别的活动吧。";
pub const WHY: &str =
    "到场馆扫墙上的二维码，或把打卡码填在下面。讲座的打卡码由主讲人在讲座里公布。";
pub const CODE: &str = "打卡码";
pub const CODE_HINT: &str = "6 位字母和数字，大小写都行";
pub const COLLECT: &str = "盖章";
pub const BAD: &str = "打卡码是 6 位字母和数字，请再看一眼。";
pub const WRONG: &str = "没有这个打卡码，请对照海报再填一次。";
pub const WAIT: &str = "试得太多了，请过一分钟再填。";
pub const UNREADY: &str = "活动清单还没有取到，连上网后再试一次。";
pub const TO_CARD: &str = "看集章卡";
pub const NO_LASTING: &str = "这个浏览器不让保存，关掉页面后章就没有了。";
pub const LEFT: &str = "还可以去盖章";
pub const ALL: &str = "全部集齐了！";
pub const ONLINE: &str = "线上讲座";
pub const MARKS: &str = "核对记号";
pub const AT_THE_DESK: &str = "请给工作人员看：每枚章有一个记号，可与名单核对。";
pub const KEPT: &str = "章只存在这台设备的浏览器里，不用登录，也不会发给别人。";

/// On a poster under its code, and over the list with which a desk compares cards.
pub const POSTER: &str = "微信扫码，或在“打卡集章”里填上面的打卡码。";
pub const DESK_TITLE: &str = "集章核对名单";
pub const DESK_WHY: &str = "工作人员用。卡上的记号与这里一致，章就是真的。请勿张贴。";
pub const DESK_COLUMNS: [&str; 3] = ["打卡点", "记号", "打卡码"];

/// 已集 3 枚，共 9 枚
pub fn count(have: usize, of: usize) -> String {
    text!(
        "已集 ",
        &have.to_string(),
        " 枚，共 ",
        &of.to_string(),
        " 枚"
    )
}

/// 盖好了：平原博物院
pub fn collected(name: &str) -> String {
    text!("盖好了：", name)
}

/// 已经盖过了：平原博物院
pub fn again(name: &str) -> String {
    text!("已经盖过了：", name)
}

/// The stamps as a text to hand on.
pub fn to_share(edition: &str, have: usize, of: usize, url: &str) -> String {
    text!("我在", edition, &count(have, of), "。一起来打卡：", url)
}
