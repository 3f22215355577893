//! What belongs to this person on this device.

use crate::domain::outbox::{Operation, State};

pub const TITLE: &str = "我的";
pub const REGISTRATIONS: &str = "我的报名";
pub const FAVOURITES: &str = "我的收藏";
pub const NONE: &str = "这里还是空的";
pub const NONE_WHY: &str = "在活动上点星星收藏；报名后，凭证也放在这里。";
pub const FIND: &str = "找回报名";
pub const FIND_WHY: &str = "换了手机或清过数据，用凭证码和手机号后四位找回。";
pub const CODE: &str = "凭证码";
pub const CODE_HINT: &str = "8 位字母和数字";
pub const LAST4: &str = "手机号后四位";
pub const LAST4_HINT: &str = "报名时填的电话";
pub const DEVICE: &str = "这台设备";
pub const FIND_NOW: &str = "找回";
pub const FINDING: &str = "正在找……";
pub const FOUND: &str = "找到了，已放回这台设备。";
pub const NOT_FOUND: &str = "没有找到。请核对凭证码和手机号后四位。";
pub const CODE_BAD: &str = "凭证码是 8 位字母和数字。";
pub const LAST4_BAD: &str = "请填 4 位数字。";
pub const CANCEL: &str = "取消报名";
pub const CANCEL_SURE: &str = "要取消这个报名吗？";
pub const CANCEL_WHY: &str = "名额会让给候补的人，取消后要重新报名。";
pub const CANCEL_YES: &str = "确定取消";
pub const CANCEL_NO: &str = "先不取消";
pub const CANCELLING: &str = "正在取消……";
pub const CANCELLED: &str = "报名已取消。";
pub const CANCEL_FAILED: &str = "没有取消成功，请检查网络后再试，或打电话。";
pub const CHECK: &str = "核对状态";
pub const CHECKED: &str = "已核对。";
pub const FORGET: &str = "清除本机数据";
pub const FORGET_WHY: &str = "删除这台设备上的收藏、凭证、印章、答题成绩、提问记录和设置。印章清除后找不回来。服务器上的报名和提问不受影响，报名记下凭证码还能找回。";
pub const FORGET_SURE: &str = "要清除本机数据吗？";
pub const FORGET_YES: &str = "全部清除";
pub const FORGOTTEN: &str = "本机数据已清除。";
pub const SHOW: &str = "看凭证";
pub const STORED: &str = "以上内容只存在这台设备的浏览器里。";
pub const PAST: &str = "已结束或取消的报名";
pub const FIND_BUSY: &str = "试得太多了，请过一分钟再找。";
pub const FIND_ELSEWHERE: &str = "这里没有可以用凭证码找回的报名。";
pub const CHECKING: &str = "正在核对……";
pub const NOT_CHECKED: &str = "没有核对成功，请检查网络后再试。";
pub const CHECK_GONE: &str = "服务器上没有找到这份报名，请打电话核对。";
pub const UNSENT: &str = "还有没发出去的报名或提问，清除后不会再提交。";
pub const CANCEL_UNSURE: &str = "正在核对取消有没有成功，请稍等。";
pub const CANCEL_QUEUED: &str = "取消还没有发出去，连上网就会自动发出。";
pub const CANCEL_MANUAL: &str = "试了几次都没有连上，取消还没有成功。";
pub const CANCEL_REFUSED: &str = "没有取消成功，请打电话说一声。";
pub const CANCEL_AGAIN: &str = "再取消一次";

/// A cancellation on its way, in a sentence.
pub fn cancelling(op: &Operation) -> &'static str {
    match &op.state {
        State::Refused(_) | State::NeedsPerson(_) => CANCEL_REFUSED,
        _ if op.is_manual() => CANCEL_MANUAL,
        State::Queued => CANCEL_QUEUED,
        State::Unsure => CANCEL_UNSURE,
        State::Sending(_) if op.maybe_sent => CANCEL_UNSURE,
        State::Draft | State::Sending(_) | State::Done => CANCELLING,
    }
}
