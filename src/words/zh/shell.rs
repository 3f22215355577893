//! The frame round every page.

use crate::text;

pub const SITE: &str = "全国科普日";
pub const SKIP: &str = "跳到正文";
pub const STATE: &str = "提示";
pub const NAV: &str = "主要页面";
pub const DISCOVER: &str = "发现";
pub const LIVE: &str = "直播";
pub const MINE: &str = "我的";
pub const ABOUT: &str = "关于";
pub const TEXT_SIZE: &str = "字大";
pub const CALL: &str = "咨询电话";
pub const HELP: &str = "有疑问，请打电话";
pub const NOT_FOUND: &str = "没有这个页面";
pub const NOT_FOUND_WHY: &str = "链接可能过期了，或者少了几个字。";
pub const LOADING: &str = "正在载入活动……";
pub const LOADING_PAGE: &str = "正在打开……";
pub const NO_PAGE: &str = "这一页没有载入";
pub const DEMO: &str = "演示数据，日期已平移";
pub const UPDATE: &str = "有新版本。填好的内容会保留。";
pub const UPDATE_NOW: &str = "更新";
pub const LATER: &str = "以后再说";
pub const NO_STORAGE: &str =
    "这个浏览器不能保存数据：收藏和报名凭证只在关闭页面前有效，请另外记下凭证码。";
pub const OFFLINE: &str = "当前没有网络";
pub const UNREACHABLE: &str = "暂时连不上服务器";
pub const UNREADABLE: &str = "收到的数据不完整";
pub const NO_CATALOGUE: &str = "活动没有载入";
pub const NO_CATALOGUE_WHY: &str = "请检查网络后再试，也可以直接打电话咨询。";

/// 9月20日 08:15 的数据
pub fn data_from(moment: &str) -> String {
    text!("数据截至 ", moment)
}

pub fn skipped(count: usize) -> String {
    text!("有 ", &count.to_string(), " 条数据读不出来，已略过。")
}

pub fn page_title(page: &str, edition: &str) -> String {
    if page.is_empty() {
        edition.to_owned()
    } else {
        text!(page, " · ", edition)
    }
}

/// The four text sizes.
pub const SIZES: [&str; 4] = ["标准", "大", "特大", "超大"];

pub fn size_is(size: &str) -> String {
    text!("字号：", size)
}

pub fn hosted_by(first: &str, count: usize) -> String {
    match count {
        0 | 1 => text!("主办 ", first),
        _ => text!("主办 ", first, "等 ", &count.to_string(), " 个单位"),
    }
}
