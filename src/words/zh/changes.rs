//! What changed since somebody was here last.

use crate::domain::changes::Kind;
use crate::text;

pub const SINCE: &str = "自上次来看：";
pub const MINE: &str = "我的安排有变动";
pub const AGAIN: &str = "加过日历的，请再点一次“加入日历”，日历里会换成新的。";

/// On a card, in two characters.
pub fn mark(kind: Kind) -> &'static str {
    match kind {
        Kind::Cancelled => "取消",
        Kind::Gone => "撤下",
        Kind::Postponed => "延期",
        Kind::Moved => "改期",
        Kind::Place => "改址",
        Kind::Back => "恢复",
        Kind::Filling => "快满",
        Kind::New => "新",
    }
}

/// The same as what happened.
pub fn happened(kind: Kind) -> &'static str {
    match kind {
        Kind::Cancelled => "已取消",
        Kind::Gone => "已不在活动表里，请打电话核对",
        Kind::Postponed => "已延期，新的时间请留意",
        Kind::Moved => "时间改了",
        Kind::Place => "地点改了",
        Kind::Back => "恢复举行",
        Kind::Filling => "名额快满了",
        Kind::New => "新增",
    }
}

/// 新增 3 场, which no line parts.
fn counted(kind: Kind, count: usize) -> String {
    let what = match kind {
        Kind::New => "新增",
        kind => mark(kind),
    };
    text!(what, "\u{a0}", &count.to_string(), "\u{a0}场")
}

/// 自上次来看：新增 3 场，改期 1 场; empty when nothing changed. Counts in the order of [`Kind::ALL`].
pub fn summary(counts: &[usize; 8]) -> String {
    let mut out = String::new();
    // The good news first; what is grave is counted right behind it.
    let kinds = [7, 3, 4, 5, 2, 0, 1, 6];
    for at in kinds.into_iter().filter(|at| counts[*at] > 0) {
        out.push_str(if out.is_empty() { SINCE } else { "，" });
        out.push_str(&counted(Kind::ALL[at], counts[at]));
    }
    out
}

pub fn was(what: &str) -> String {
    text!("原定 ", what)
}

pub fn is(what: &str) -> String {
    text!("改为 ", what)
}

/// 原定 9月17日 …，改为 9月18日 …
pub fn moved(from: &str, to: &str) -> String {
    text!(&was(from), "，", &is(to))
}

pub fn more(count: usize) -> String {
    text!("还有 ", &count.to_string(), " 场，在活动列表里都有标记。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_what_changed() {
        assert_eq!(summary(&[0; 8]), "");
        let counts = [1, 0, 0, 1, 0, 0, 2, 3];
        assert_eq!(
            summary(&counts).replace('\u{a0}', " "),
            "自上次来看：新增 3 场，改期 1 场，取消 1 场，快满 2 场"
        );
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at, "counts stand in the order of the kinds");
        }
    }
}
