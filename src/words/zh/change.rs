//! Changing a registration, and offers: what may be done, how far it is, what became of it.

use super::when::near_moment;
use super::{common, signup};
use crate::domain::activity::RegistrationKind;
use crate::domain::form::Field;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::registration::{Code, Offer, Status};
use crate::domain::time::Moment;
use crate::text;
use chrono::NaiveDate;

pub const CHANGE: &str = "修改报名";
pub const SUBMIT: &str = "提交修改";
pub const SAME: &str = "还没有改动。";
pub const FETCHING: &str = "正在取这份报名……";
pub const WHICH: &str = "哪一场";
pub const OTHERS: &str = "换一场";
pub const HERE_NOW: &str = "现在报的";
pub const KEPT_UNTIL_SURE: &str = "新的名额定下来之前，原来的一直为您留着。";
pub const OTHER_CONTACT: &str = "换联系人";
pub const SAME_CONTACT: &str = "还用原来的";
pub const FIXED_LINES: &str =
    "这份报名有好几场，人数和场次不能在这里改。要改请打电话，或取消后重新报名。";
pub const NOT_FOUND: &str = "没有取到这份报名";
pub const OFFLINE_WHY: &str = "连上网才能看到现在的内容，再修改。";
pub const NO_TOKEN: &str = "这台设备不能改这份报名";
pub const NO_TOKEN_WHY: &str = "先用凭证码和手机号后四位找回，就可以改了。";
pub const OVER: &str = "这份报名不能再改";
pub const OVER_WHY: &str = "它已经取消、过期，或者活动已经结束。";
pub const LEFT_PROGRAMME: &str = "这一场已不在节目单里";
pub const LEFT_PROGRAMME_WHY: &str = "要改请打电话。";
pub const CLOSED: &str = "报名已截止：人数和场次不能再改，联系人和需要的帮助还可以。";
pub const CALLED_OFF: &str = "这一场已取消。可以换一场，或打电话问问。";
pub const REFUSED: &str = "没有改成，原来的报名没有变。";
pub const TYPED_STAYS: &str = "您填的还在，可以改了再提交。";

pub const WAS: &str = "原来";
pub const IS: &str = "现在";
pub const WANTED: &str = "您填的";
pub const STALE: &str = "这份报名刚在别处改过";
pub const STALE_WHY: &str = "您的修改还没有提交。请对照一下，再决定。";
pub const TAKEN_OVER: &str = "您没动过的几项，已换成现在的内容；您填的还在。";
pub const SAME_NOW: &str = "现在的内容已经和您填的一样。";
pub const SEND_MINE: &str = "按我填的改";
pub const KEEP_THEIRS: &str = "保留现在的";
pub const KEPT_THEIRS: &str = "好的，没有改动。";
pub const LOOK: &str = "对照看看";
pub const TO_FORM: &str = "回去再改";
pub const LEAVE: &str = "不改了";
pub const RETRY: &str = "再提交一次";
pub const CONFIRM: &str = "按新安排办";
pub const STILL: &str = "还是这样办";
pub const DISMISS: &str = "知道了";
pub const NEEDS: &str = "需要的帮助";
pub const WHEN_FREE: &str = "等到有位时";
pub const NONE: &str = "无";
pub const WANT: &str = "要改成";

pub const OFFERED: &str = "有位了";
pub const ACCEPT: &str = "要这个位子";
pub const PASS: &str = "让给别人";
pub const PASS_SURE: &str = "要让给别人吗？";
pub const PASS_WHY: &str = "位子会给下一位候补的人，您的报名就结束了；想来要重新报名。";
pub const PASS_YES: &str = "让给别人";
pub const PASS_NO: &str = "先不让";
pub const OFFER_OVER: &str = "保留时间已过";
pub const OFFER_OVER_WHY: &str = "没有在时间内答复，位子会给下一位。还想来，可以重新报名。";
pub const SIGN_UP_AGAIN: &str = "重新报名";
pub const MOVED_UP: &str = "候补成功，名额已为您留好。";
pub const NOW_OFFERED: &str = "候补有位了，请在时间内答复。";

pub const AT_ONCE: &str = "直接给我";
pub const AT_ONCE_NOTE: &str = "一有位就确认";
pub const ASK_ME: &str = "先问我";
pub const ASK_ME_NOTE: &str = "留一段时间，我点了才算";

/// 有位了，保留到今天 16:00
pub fn offered(until: Option<&Moment>, today: NaiveDate) -> String {
    match until {
        Some(until) => text!(OFFERED, "，保留到", &near_moment(until, today)),
        None => text!(OFFERED, "，请尽快答复"),
    }
}

/// 还有 25 分钟; in minutes, as the clock of the pages moves.
pub fn left(until: &Moment, now: &Moment) -> String {
    let minutes = (*until - *now).num_minutes();
    let number = |n: i64| n.to_string();
    match minutes {
        ..1 => "不到 1 分钟".to_owned(),
        1..60 => text!("还有 ", &number(minutes), " 分钟"),
        60..1_440 if minutes % 60 == 0 => text!("还有 ", &number(minutes / 60), " 小时"),
        60..1_440 => text!(
            "还有 ",
            &number(minutes / 60),
            " 小时 ",
            &number(minutes % 60),
            " 分",
        ),
        _ => text!("还有 ", &number(minutes / 1_440), " 天"),
    }
}

/// What is said when it is done.
pub fn done(offer: Option<Offer>) -> &'static str {
    match offer {
        None => "修改已保存。",
        Some(Offer::Accept) => "已确认，位子是您的了。",
        Some(Offer::Pass) => "已让给别人，谢谢。",
    }
}

/// What is said when there was nothing left to do it to, and how it stands.
pub fn missed(offer: Option<Offer>, now: Status) -> &'static str {
    match (offer, now) {
        (Some(Offer::Accept), Status::Expired) => "没有赶上：保留时间已过，位子给了下一位。",
        (Some(Offer::Accept), Status::Cancelled) => "这个位子已经让出去了。",
        (Some(Offer::Accept), _) => "还没有轮到您，请再等等。",
        (Some(Offer::Pass), Status::Confirmed) => "这个位子已在别处确认；不来的话请取消报名。",
        (Some(Offer::Pass), _) => "保留时间已过，位子已给了下一位。",
        (None, _) => "这份报名已经取消或过期，没有可改的了。",
    }
}

/// Why the server did not take a change, and what to do next.
pub fn refusal(code: Code) -> &'static str {
    match code {
        Code::Full | Code::WaitlistFull => "这一场没有那么多位子了。可以换一场，或少来几位。",
        Code::Duplicate => "这个电话已经报过那一场。请在“我的”里查看。",
        Code::Closed => "报名已截止，人数和场次不能再改。请打电话问问。",
        Code::Gone => "没有找到这份报名或这一场。请打电话问问。",
        code => signup::problem(code),
    }
}

/// A change or an answer on its way, in a sentence; nothing if `op` is neither.
pub fn on_its_way(op: &Operation) -> Option<&'static str> {
    let Action::Change { change, .. } = &op.action else {
        return None;
    };
    let is_unsure = op.maybe_sent || op.check.is_some();
    Some(match (change.offer, &op.state) {
        (_, State::NeedsPerson(need)) => need_why(need),
        (Some(_), State::Refused(_)) => "答复没有办成。",
        (None, State::Refused(_)) => REFUSED,
        (Some(_), _) if op.is_manual() => "试了几次都没有连上，您的答复还没有送到。",
        (None, _) if op.is_manual() => "试了几次都没有连上，修改还没有成功。",
        (Some(_), State::Unsure) => "正在核对您的答复有没有送到，请稍等。",
        (None, State::Unsure) => "正在核对修改有没有成功，请稍等。",
        (Some(_), State::Sending(_)) if is_unsure => "正在核对您的答复有没有送到，请稍等。",
        (None, State::Sending(_)) if is_unsure => "正在核对修改有没有成功，请稍等。",
        (Some(Offer::Accept), State::Queued) => {
            "您要这个位子，答复还没有发出去。连上网就会自动发出，请尽快。"
        }
        (Some(Offer::Pass), State::Queued) => "您让出这个位子，连上网就会自动发出。",
        (None, State::Queued) => "修改还没有发出去，连上网就会自动发出。",
        (Some(Offer::Accept), _) => "正在为您确认这个位子……",
        (Some(Offer::Pass), _) => "正在让给别人……",
        (None, _) => "正在提交修改……",
    })
}

/// Why a person has to decide about a change.
fn need_why(need: &Need) -> &'static str {
    match need {
        Need::Stale | Need::Reused | Need::Conflict => {
            "这份报名刚在别处改过，您的修改还没有提交。请看清现在的内容再决定。"
        }
        Need::Changed { after: Some(_), .. } => {
            "提交之前，这一场的时间或地点改了。请看清新安排再决定。"
        }
        Need::Changed { after: None, .. } => "提交之前，这一场已取消，修改没有提交。",
        Need::Expired => "等了三天没能提交，修改没有办成。原来的报名没有变。",
    }
}

/// 余 12 位, or why this session cannot be had; `mine` is where the registration is now.
pub fn room(seats: &str, mine: bool) -> String {
    if mine {
        text!(HERE_NOW, "，", seats)
    } else {
        seats.to_owned()
    }
}

/// 这一场余 3 位，您要多占 5 位。
pub fn short(left: u32, more: u32) -> String {
    text!(
        "这一场余 ",
        &left.to_string(),
        " 位，您要多占 ",
        &more.to_string(),
        " 位，可能改不成。",
    )
}

/// 大人 1 位，孩子 2 位（4–6 岁 1 位，7–9 岁 1 位）; of a class: 学生 45 名，老师 3 位.
pub fn heads(kind: RegistrationKind, adults: u32, children: u32, bands: [u32; 5]) -> String {
    let (older, younger) = (adults.to_string(), children.to_string());
    let said = match kind {
        _ if kind.is_school() => text!("学生 ", &younger, " 名，老师 ", &older, " 位"),
        _ if children == 0 => text!("大人 ", &older, " 位"),
        _ => text!("大人 ", &older, " 位，孩子 ", &younger, " 位"),
    };
    let ages: Vec<String> = Field::BANDS
        .into_iter()
        .zip(bands)
        .filter(|(_, count)| *count > 0)
        .map(|(band, count)| text!(signup::label(band), " ", &count.to_string(), " 位"))
        .collect();
    match ages.is_empty() {
        true => said,
        false => text!(&said, "（", &ages.join("，"), "）"),
    }
}

/// 小学三年级 2 班, with the school's name before it.
pub fn school(name: &str, grade: u32, class: &str) -> String {
    text!(name, " ", common::grade(grade), " ", class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time;

    #[test]
    fn an_offer_says_until_when_and_how_long_that_is() {
        let at = |text| time::parse(text).unwrap();
        let now = at("2023-09-17T10:00:00+08:00");
        for (until, said, how_long) in [
            ("2023-09-17T16:00:00+08:00", "今天 16:00", "还有 6 小时"),
            ("2023-09-17T10:25:59+08:00", "今天 10:25", "还有 25 分钟"),
            ("2023-09-17T10:00:30+08:00", "今天 10:00", "不到 1 分钟"),
            (
                "2023-09-17T13:20:00+08:00",
                "今天 13:20",
                "还有 3 小时 20 分",
            ),
            ("2023-09-20T12:00:00+08:00", "9月20日 12:00", "还有 3 天"),
        ] {
            let until = at(until);
            let text = offered(Some(&until), time::day_of(&now));
            assert_eq!(text, text!("有位了，保留到", said));
            assert_eq!(left(&until, &now), how_long);
        }
        assert_eq!(offered(None, time::day_of(&now)), "有位了，请尽快答复");
    }
}
