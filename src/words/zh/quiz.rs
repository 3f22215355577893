//! A quiz.

use crate::domain::quiz::Score;
use crate::text;

pub const TITLE: &str = "知识竞赛";
pub const GONE: &str = "没有这份题";
pub const GONE_WHY: &str = "它可能已经撤下，或者链接不完整。";
pub const LOADING: &str = "正在取题……";
pub const FAILED: &str = "题目没有取到";
pub const FAILED_WHY: &str = "请检查网络后再试。打开过一次的题，没有网络也能答。";
pub const BROKEN: &str = "这份题现在答不了";
pub const BROKEN_WHY: &str = "题目文件有问题，我们会尽快改好。";
pub const TO_ACTIVITY: &str = "回到活动";
pub const SEVERAL: &str = "多选题：选出所有对的。";
pub const ANSWER: &str = "确定";
pub const CHOOSE: &str = "请先选一个答案。";
pub const NEXT: &str = "下一题";
pub const TO_SCORE: &str = "看成绩";
pub const RIGHT: &str = "答对了！";
pub const WRONG: &str = "没答对。";
pub const IS_RIGHT: &str = "✓ 正确答案";
pub const IS_WRONG: &str = "✗ 您选的";
pub const ALL_RIGHT: &str = "全对，真厉害！";
pub const GOOD: &str = "答得不错。";
pub const TRY_AGAIN: &str = "看过解释，再答一次会更好。";
pub const AGAIN: &str = "再答一次";
pub const SHARE: &str = "分享成绩";
pub const KEPT: &str = "成绩只存在这台设备上。";
pub const SOURCE: &str = "资料来源：";

/// 第 2 题，共 6 题
pub fn progress(at: usize, of: usize) -> String {
    text!(
        "第 ",
        &(at + 1).to_string(),
        " 题，共 ",
        &of.to_string(),
        " 题"
    )
}

/// 答对 5 题，共 6 题
pub fn score(score: Score) -> String {
    let (right, of) = (score.right.to_string(), score.of.to_string());
    text!("答对 ", &right, " 题，共 ", &of, " 题")
}

/// How it went, in a sentence.
pub fn praise(score: Score) -> &'static str {
    if score.right == score.of {
        ALL_RIGHT
    } else if score.right * 10 >= score.of * 6 {
        GOOD
    } else {
        TRY_AGAIN
    }
}

/// 本机最好成绩：答对 5 题，共 6 题。
pub fn best(best: Score) -> String {
    text!("本机最好成绩：", &score(best), "。")
}

/// 有 2 道题看不了，已经略过。
pub fn skipped(count: usize) -> String {
    text!("有 ", &count.to_string(), " 道题看不了，已经略过。")
}

/// The result as a text to hand on.
pub fn to_share(title: &str, reached: Score, url: &str) -> String {
    text!(
        "我在“",
        title,
        "”里",
        &score(reached),
        "。你也来试试：",
        url
    )
}
