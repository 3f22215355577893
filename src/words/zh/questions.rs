//! Questions under a lecture.

use super::when;
use crate::domain::outbox::{Need, Operation, State};
use crate::domain::questions::{Fault, NAME_MAX, Standing, TEXT_MAX};
use crate::domain::registration::Code;
use crate::domain::time::Moment;
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "提问";
pub const TEXT: &str = "想问什么";
pub const NAME: &str = "怎么称呼您";
pub const NAME_HINT: &str = "只写昵称，不写也行。";
pub const NOBODY: &str = "匿名观众";
pub const WHY: &str = "审核后公开，大家都能看到。请不要写电话、住址和孩子的姓名。";
pub const SEND: &str = "提交提问";
pub const TAKEN: &str = "提问已提交，等待审核。";
pub const WAITS: &str = "还没有网络，连上后会自动发出。";
pub const MINE: &str = "我的提问";
pub const SHOW: &str = "看讲座";
pub const WAITING: &str = "等待回答";
pub const ANSWERED: &str = "已回答";
pub const PINNED: &str = "置顶";
pub const ANSWER: &str = "回答：";
pub const ALOUD: &str = "主讲人已在讲座中回答。";
pub const SAME: &str = "同问";
pub const NOT_COUNTED: &str = "没有记上，请再点一次。";
pub const MORE: &str = "再看更多";
pub const NONE: &str = "还没有公开的提问。";
pub const CLOSED: &str = "提问已关闭，还可以看别人的提问。";
pub const CLOSED_NONE: &str = "提问已关闭。";
pub const LOADING: &str = "正在载入提问……";
pub const FAILED: &str = "提问没有载入。";
pub const AGAIN: &str = "再发一次";
pub const DROP: &str = "不问了";
pub const PUBLISHED: &str = "您的提问已公开。";
pub const HIDDEN: &str = "您的提问没有公开。";

/// 还可以写 180 个字
pub fn left(count: usize) -> String {
    match TEXT_MAX.checked_sub(count) {
        Some(left) => text!("还可以写 ", &left.to_string(), " 个字"),
        None => text!("多了 ", &(count - TEXT_MAX).to_string(), " 个字"),
    }
}

pub fn fault(fault: Fault) -> String {
    match fault {
        Fault::Empty => "请写下想问的问题。".into(),
        Fault::TooLong(over) => text!("太长了，请删去 ", &over.to_string(), " 个字。"),
        Fault::NameTooLong => text!("称呼最多 ", &NAME_MAX.to_string(), " 个字。"),
    }
}

/// 小明 · 今天 19:45
pub fn by(name: &str, at: Option<&Moment>, today: NaiveDate) -> String {
    let name = if name.is_empty() { NOBODY } else { name };
    match at {
        Some(at) => text!(name, " · ", &when::near_moment(at, today)),
        None => name.to_owned(),
    }
}

/// 等待回答（12）
pub fn counted(heading: &str, count: usize) -> String {
    text!(heading, "（", &count.to_string(), "）")
}

/// Where one's own question stands, in a word.
pub fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Pending => "等待审核",
        Standing::Published => "已公开",
        Standing::Hidden(_) => "没有公开",
    }
}

/// A question on its way, in a sentence.
pub fn on_its_way(op: &Operation) -> &'static str {
    match &op.state {
        State::NeedsPerson(Need::Expired) => "等了三天还没有发出去，还要问吗？",
        State::Refused(problem) => match problem.code {
            Code::Closed => "没有收到：提问已经关闭。",
            Code::Gone => "没有收到：这场讲座不再收提问。",
            _ => "没有收下，请换一种说法再问。",
        },
        State::NeedsPerson(_) => "没有收下，请重新写一次。",
        _ if op.is_manual() => "试了几次都没有发出去。",
        State::Sending(_) | State::Unsure => "正在发出……",
        State::Queued if op.maybe_sent => "正在发出……",
        State::Queued | State::Draft => "还没有发出，会自动再发。",
        State::Done => "等待审核",
    }
}
