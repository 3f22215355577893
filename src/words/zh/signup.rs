//! Signing up: the form, its errors, refusals and what to do next, receipts.

use crate::domain::form::{Field, Reason};
use crate::domain::outbox::{Check, Failure, Need, Operation, State};
use crate::domain::registration::{Code, Status};
use crate::text;

pub const TITLE: &str = "报名";
pub const WHO_COMES: &str = "谁来参加";
pub const CONTACT: &str = "怎么联系您";
pub const BANDS: &str = "孩子的年龄（选填）";
pub const CLASS_TITLE: &str = "班级情况";
pub const NEEDS: &str = "需要的帮助（选填）";

pub const SUBMIT: &str = "提交报名";
pub const SUBMIT_WAITLIST: &str = "提交候补";
pub const SUBMITTING: &str = "正在提交……";
pub const SAVE_DRAFT: &str = "先保存，稍后提交";
pub const RETRY: &str = "再提交一次";
pub const CONFIRM: &str = "按新安排报名";
pub const START_OVER: &str = "重新报名";
pub const DISCARD: &str = "不报了";
pub const ALTERNATIVES: &str = "这些场次还有名额";
pub const NO_BACKEND: &str = "这里不能在线报名，请打电话报名。";
pub const CHECK_ERRORS: &str = "有内容需要修改，请看标出的地方。";

pub const RECEIPT: &str = "报名凭证";
pub const CODE: &str = "凭证码";
pub const CODE_WHY: &str =
    "到场出示凭证码即可。请截图或记下它：换手机时用它和手机号后四位找回报名。";
/// 找回不了的地方
pub const CODE_HERE: &str = "到场出示凭证码即可。请截图或记下它。";
pub const SEATS: &str = "人数";
pub const CONTACT_MASKED: &str = "联系人";
pub const KEPT: &str = "凭证保存在这台设备上，活动结束三十天后自动删除。";
pub const PRINT: &str = "打印";
pub const COPY_TEXT: &str = "复制文字";

pub const CONSENT: &str = "我同意主办单位为这次报名使用以上信息";
/// Purpose, storage time, deletion; beside the box, never behind a link.
pub const CONSENT_WHY: &str = "称呼和电话只用来联系您和核对名额，由主办单位保存，活动结束后三十天内删除。不同意也可以打电话报名。报名后可随时在“我的”里取消。";
pub const CLASS_WHY: &str = "只要人数，不要填学生姓名。";

/// The label of an input.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Form => TITLE,
        Field::Kind => "报名方式",
        Field::Name => "称呼",
        Field::Phone => "手机或座机",
        Field::Adults => "大人几位",
        Field::Children => "孩子几位",
        Field::Band0 => "0–3 岁",
        Field::Band1 => "4–6 岁",
        Field::Band2 => "7–9 岁",
        Field::Band3 => "10–12 岁",
        Field::Band4 => "13–17 岁",
        Field::School => "学校",
        Field::Grade => "年级",
        Field::Class => "班级",
        Field::Needs => "需要的帮助",
        Field::Waitlist => "满员时愿意候补",
        Field::WhenFree => "等到有位时",
        Field::Alternatives => "这一场满了也可以",
        Field::Consent => CONSENT,
    }
}

/// The labels that differ for a class.
pub fn class_label(field: Field) -> &'static str {
    match field {
        Field::Name => "老师怎么称呼",
        Field::Adults => "带队老师几位",
        Field::Children => "学生几位",
        field => label(field),
    }
}

/// What to type, under the input.
pub fn hint(field: Field) -> &'static str {
    match field {
        Field::Name => "如：王女士",
        Field::Phone => "如：138 1234 5678；座机请加区号",
        Field::Class => "如：2 班",
        Field::Waitlist => "有人取消时按顺序补上，不占别人的名额",
        _ => "",
    }
}

/// What is wrong with an input, and what would be right.
pub fn reason(field: Field, reason: Reason) -> String {
    let counted = |known: u32, before: &str, after: &str, unknown: &str| match known {
        0 => unknown.to_owned(),
        count => text!(before, &count.to_string(), after),
    };
    let fixed = match (reason, field) {
        (Reason::UnderMin(min), _) => {
            return counted(
                min,
                "这一场每次至少报 ",
                " 人。",
                "人数少于这一场的要求，请增加人数。",
            );
        }
        (Reason::OverMax(max), _) => {
            return counted(
                max,
                "这一场每次最多报 ",
                " 人。",
                "人数超过这一场的上限，请减少人数。",
            );
        }
        (Reason::Ratio(ratio), _) => {
            return counted(
                ratio,
                "每 ",
                " 名学生至少要有 1 位带队老师，请增加老师人数。",
                "带队老师不够，请增加老师人数。",
            );
        }
        (Reason::Required, Field::Kind) => "请选择报名方式。",
        (Reason::Required, Field::Name) => "请填写怎么称呼您。",
        (Reason::Required, Field::Phone) => "请填写电话，有变动时好通知您。",
        (Reason::Required, Field::School) => "请填写学校名称。",
        (Reason::Required, Field::Grade) => "请选择年级。",
        (Reason::Required, Field::Class) => "请填写班级。",
        (Reason::Required | Reason::Consent, Field::Consent) => {
            "同意后才能在线报名，也可以打电话报名。"
        }
        (Reason::Required, Field::Adults | Field::Children) => "请填写人数。",
        (Reason::Required, _) => "请填写这一项。",
        (Reason::Format, Field::Phone) => "请填 11 位手机号，或带区号的座机号。",
        (Reason::Format, Field::Name | Field::School | Field::Class) => {
            "有不能用的字符，请改一下。"
        }
        (Reason::Format, _) => "请填数字。",
        (Reason::TooLong, _) => "太长了，请写短一些。",
        (Reason::OutOfRange, Field::Grade) => "请选择一年级到高三。",
        (Reason::OutOfRange, _) => "人数不对，请核对。",
        (Reason::Unknown, Field::Alternatives) => "有一场已不能选，请去掉后再提交。",
        (Reason::Unknown, _) => "这一项已不能选，请重新选择。",
        (Reason::Kind, _) => "这一场不接受这种报名，请换一种。",
        (Reason::NotOne, _) => "个人报名只报 1 人；多人请选家庭报名。",
        (Reason::NoAdult, _) => "至少要有 1 位大人同行。",
        (Reason::NoChild, _) => "请填写学生人数。",
        (Reason::Bands, _) => "各年龄的人数加起来超过了孩子的人数。",
        (Reason::Consent, _) => "请先勾选同意。",
        (Reason::Reused, _) => "这份报名已用别的内容提交过，请核对“我的”里的记录。",
        (Reason::Other, _) => "这一项没有通过，请核对。",
    };
    fixed.to_owned()
}

/// Why the server said no, and what to do next.
pub fn problem(code: Code) -> &'static str {
    match code {
        Code::Full => "刚刚满员了。可以换一场，或勾选“满员时愿意候补”再提交。",
        Code::WaitlistFull => "名额和候补都满了。请换一场看看。",
        Code::Overlap => "和您已报的场次时间重叠。请换一场，或先取消另一场。",
        Code::Duplicate => {
            "这个电话已经报过这一场。请在“我的”里查看，或用凭证码和手机号后四位找回。"
        }
        Code::NotOpen => "还没到报名时间。填好的内容会留着，开放后再提交。",
        Code::Closed => "报名已截止。可以换一场，或打电话问问现场名额。",
        Code::Cancelled => "这一场已取消。请看看别的场次。",
        Code::Stale => "报名信息刚刚有变动。请核对后再提交。",
        Code::Invalid => "有内容没有通过，请按提示修改后再提交。",
        Code::UnderMin => "人数少于这一场的要求。请增加人数，或换一场。",
        Code::OverMax => "人数超过这一场的上限。请减少人数，或分开报名。",
        Code::RateLimited => "现在报名的人很多。请稍等，会自动再试。",
        Code::Unauthorised => "不能确认这份报名是您的。请用凭证码和手机号后四位找回后再操作。",
        Code::Gone => "没有找到这份报名或这一场。请刷新后再看，或打电话问问。",
        Code::Maintenance => "系统正在维护。填好的内容会留着，稍后自动再试。",
        Code::Other => "服务器没有接受。填好的内容还在，请稍后再试，或打电话报名。",
    }
}

/// Where a registration stands; `position` is its place in the queue.
pub fn status(status: Status, position: Option<u32>) -> String {
    let fixed = match (status, position) {
        (Status::Waitlisted, Some(position)) => {
            return text!("候补第 ", &position.to_string(), " 位");
        }
        (Status::Confirmed, _) => "已确认",
        (Status::Waitlisted, None) => "候补中",
        (Status::Pending, _) => "已提交，待确认",
        (Status::Offered, _) => "有空位了，待您确认",
        (Status::Cancelled, _) => "已取消",
        (Status::Expired, _) => "空位已过期",
        (Status::Other, _) => "其他",
    };
    fixed.to_owned()
}

/// What a status means to the person, in a sentence.
pub fn status_why(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "名额已为您留好，请准时到场。",
        Status::Waitlisted => "有人取消时按顺序补上。补上后这里会变成“已确认”。",
        Status::Pending => "主办单位会核对名额，确认前请先不要动身。",
        Status::Offered => "请尽快确认，过时会让给下一位。",
        Status::Cancelled => "名额已让给别人，想来可以重新报名。",
        Status::Expired => "保留时间过了，名额已给了下一位。想来可以重新报名。",
        Status::Other => "请打电话问问现在的情况。",
    }
}

/// Where a wish on its way stands, in a word or two.
pub fn state(op: &Operation) -> &'static str {
    match &op.state {
        State::Draft => "草稿，未提交",
        State::Unsure => "确认中",
        State::Sending(_) if op.maybe_sent || op.check.is_some() => "确认中",
        State::Queued => "待提交",
        State::Sending(_) => "正在提交",
        State::Done => "已提交",
        State::NeedsPerson(_) => "需要您看一下",
        State::Refused(_) => "没有报上",
    }
}

/// The same in a sentence that says what happens next.
pub fn state_why(op: &Operation) -> &'static str {
    match &op.state {
        State::Draft => "内容保存在这台设备上，点“提交报名”才会发出。",
        State::Queued if op.is_manual() => "试了几次都没有连上。网络好了请点“再提交一次”。",
        State::Queued => "连上网就会自动提交，请不要重复填写。",
        State::Unsure if op.is_manual() => {
            "可能已经报上，只是没有收到回复。请点“再提交一次”核对，不会重复报名。"
        }
        State::Sending(_) if op.check == Some(Check::InFlight) => "服务器正在处理，请稍等。",
        State::Sending(_) | State::Unsure => "正在向服务器核对，请稍等，不会重复报名。",
        State::Done => "",
        State::NeedsPerson(need) => need_why(need),
        State::Refused(refusal) => problem(refusal.code),
    }
}

/// Why a person has to decide, and between what.
pub fn need_why(need: &Need) -> &'static str {
    match need {
        Need::Reused | Need::Conflict => {
            "服务器上已有一份内容不同的报名。请打电话核对，或重新报名。"
        }
        Need::Stale => "这份报名在别处改过。请对照现在的内容，再决定要不要提交您的修改。",
        Need::Changed { after: Some(_), .. } => {
            "提交之前，这一场的时间或地点改了。请看清新安排再决定。"
        }
        Need::Changed { after: None, .. } => "提交之前，这一场已取消。请换一场。",
        Need::Expired => "等了三天没能提交，联系方式已从这台设备删除。还想参加请重新报名。",
    }
}

/// Why there was no answer.
pub fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Offline => "现在没有网络，连上后会自动提交。",
        Failure::Unreachable => "暂时连不上服务器，会自动再试。",
        Failure::Timeout => "网络很慢，没有等到回复，会自动核对。",
        Failure::NotJson => "收到的不是报名系统的回复。如果连的是公共无线网，请先登录它的页面。",
        Failure::Aborted => "提交被打断，会自动核对。",
    }
}

pub const BEFORE: &str = "原来";
pub const AFTER: &str = "现在";

/// 共 3 人
pub fn seats(count: u32) -> String {
    text!("共 ", &count.to_string(), " 人")
}

/// 45 名学生至少要 3 位带队老师
pub fn adults_needed(children: u32, adults: u32) -> String {
    text!(
        &children.to_string(),
        " 名学生至少要 ",
        &adults.to_string(),
        " 位带队老师",
    )
}

mod page;
mod rules;
mod wishes;
pub use page::*;
pub use rules::*;
pub use wishes::*;

#[cfg(test)]
mod tests;
