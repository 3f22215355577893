//! The pages round the form: what stands in its place, and the receipt.

use super::super::{common, when};
use super::{adults_needed, status};
use crate::domain::activity::RegistrationKind;
use crate::domain::availability::Seats;
use crate::domain::registration::Status;
use crate::text;
use chrono::NaiveDate;

/// What is said when a registration has arrived.
pub fn arrived(now: Status, position: Option<u32>) -> String {
    match now {
        Status::Confirmed => "报名成功".to_owned(),
        other => status(other, position),
    }
}

pub const QR: &str = "凭证二维码，内容与凭证码相同";
pub const AT_THE_DOOR: &str = "到场请出示";
pub const WHEN: &str = "时间";
pub const WHERE: &str = "地点";
pub const SCHOOL: &str = "学校";
pub const CHOOSE_GRADE: &str = "请选择年级";
pub const UNKNOWN: &str = "没有这一场";
pub const UNKNOWN_WHY: &str = "它可能已经调整或撤下，请看看这项活动现在的场次。";
pub const TO_ACTIVITY: &str = "看活动和场次";
pub const OTHER_SESSIONS: &str = "同一活动的其他场次";
pub const ALREADY: &str = "这台设备上已报过这一场。";
pub const SEE_RECEIPT: &str = "看凭证";
pub const MORE_LEFT: &str = "填好的内容还在，选好场次后不用重填。";
pub const WAITLIST_TITLE: &str = "这一场已满，可以候补";
pub const WAITLIST_HOW: &str = "满员时可以候补：有人取消时按顺序补上，不占别人的名额。";
pub const WHO_COMES_TITLE: &str = "来几位";
pub const BUSY: &str = "还没有报上，会自动再试，请不要重复填写。";
pub const CONSENT_SHORT: &str = "同意使用信息";
pub const NEEDS_WAITLIST: &str = "这一场已满，请勾选愿意候补，或换一场。";
pub const EDIT: &str = "回去修改";
pub const GO_ON: &str = "可以离开这一页，会继续提交，结果放在“我的”里。";
pub const STATUS_UNCOUNTED: &str = "提交后由主办单位核对名额，确认前显示“已提交，待确认”。";

pub const BY_PHONE: &str = "请打电话报名";
pub const BY_PHONE_WHY: &str =
    "这里不接收网上报名。填好下面几项，可以照着念，也可以复制后发给主办单位。";
pub const TO_SAY: &str = "报名内容";
pub const TO_SAY_HINT: &str = "不含姓名和电话";
pub const PLAN_ADDED: &str = "已加入行程。这不是报名，请记得打电话。";
pub const PLAN_LOCAL: &str = "行程只记在这台设备上，别人看不到，也不占名额。";
pub const I_WANT: &str = "我想报名：";

/// Why there is no form, as a heading.
pub fn off_title(seats: &Seats, today: NaiveDate) -> String {
    match seats {
        Seats::Cancelled => "这一场已取消".to_owned(),
        Seats::Over => "这一场已结束".to_owned(),
        Seats::DropIn => "不用报名，直接来".to_owned(),
        Seats::NotOpen(opens) => text!(&when::near_moment(opens, today), " 开放报名"),
        Seats::Closed => "报名已截止".to_owned(),
        _ => "名额已满".to_owned(),
    }
}

/// The same in a sentence with a way on.
pub fn off_why(seats: &Seats) -> &'static str {
    match seats {
        Seats::Cancelled => "请看看别的场次，或打电话咨询。",
        Seats::Over => "请看看还有没有后面的场次。",
        Seats::DropIn => "到时间直接到现场就可以参加。",
        Seats::NotOpen(_) => "到时间再来这一页，表单会自己出现。可以先收藏，或记入计划。",
        Seats::Closed => "可以换一场，或打电话问问现场名额。",
        _ => "这一场不设候补。可以换一场，或过后再来看有没有空位。",
    }
}

/// 有 2 处要改
pub fn faults(count: usize) -> String {
    text!("有 ", &count.to_string(), " 处要改")
}

/// 这一场只余 3 位，不够 5 位。
pub fn too_few(left: u32, wanted: u32) -> String {
    text!(
        "这一场只余 ",
        &left.to_string(),
        " 位，不够 ",
        &wanted.to_string(),
        " 位。",
    )
}

/// Whether enough adults come along; `missing` of them do not.
pub fn ratio(ratio: u32, children: u32, needed: u32, missing: u32) -> String {
    match missing {
        0 => text!("带队老师够了：每 ", &ratio.to_string(), " 名学生 1 位。"),
        missing => text!(
            &adults_needed(children, needed),
            "，还差 ",
            &missing.to_string(),
            " 位。",
        ),
    }
}

/// Who comes, as one says it: 家庭，大人 1 位，孩子 2 位.
pub fn party(kind: RegistrationKind, adults: u32, children: u32) -> String {
    let (adults, children) = (adults.to_string(), children.to_string());
    match kind {
        RegistrationKind::Family => {
            text!("家庭，大人 ", &adults, " 位，孩子 ", &children, " 位")
        }
        RegistrationKind::Class | RegistrationKind::Grade => {
            text!(
                common::who(kind),
                "，学生 ",
                &children,
                " 名，老师 ",
                &adults,
                " 位"
            )
        }
        kind => text!(common::who(kind), "，1 位"),
    }
}

/// What a card says under the kind of registration.
pub fn kind_note(kind: RegistrationKind) -> &'static str {
    match kind {
        RegistrationKind::Person => "一个人来",
        RegistrationKind::Family => "大人带孩子",
        RegistrationKind::Class => "老师带学生",
        RegistrationKind::Grade => "几个班一起来",
        RegistrationKind::Other => "",
    }
}

pub const PENDING_TITLE: &str = "报名";
pub const NO_RECEIPT: &str = "这台设备上没有这张凭证";
pub const NO_RECEIPT_WHY: &str = "可能已被清除，或在另一台设备上。用凭证码和手机号后四位可以找回。";
pub const WRITE_DOWN: &str = "这个浏览器关掉后不会保留凭证，请现在记下凭证码，或截图。";

pub const BY_HOST: &str = "主办单位取消了这一场，不要去了。";
pub const TO_CANCEL: &str = "要取消";

/// 在这张凭证下面点“取消报名”，或打电话 0373-3661812；这里取消不了的，只能打电话
pub fn how_to_cancel(phone: &str, is_here: bool) -> String {
    match phone {
        "" if is_here => "在这张凭证下面点“取消报名”".to_owned(),
        "" => "打电话给主办单位".to_owned(),
        phone if !is_here => text!("打电话 ", &common::unbroken(phone)),
        phone => text!(
            "在这张凭证下面点“取消报名”，或打电话 ",
            &common::unbroken(phone),
        ),
    }
}

/// Parts of a line, those there are.
pub fn line(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

/// A receipt in plain text, line by line.
pub fn as_text(lines: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        for part in [*name, if name.is_empty() { "" } else { "：" }, *value] {
            out.push_str(part);
        }
    }
    out
}
