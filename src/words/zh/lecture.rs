//! Online lectures.

use super::when;
use crate::domain::cloud::Part;
use crate::domain::lecture::LectureState;
use crate::domain::time::{self, Moment};
use crate::text;
use chrono::NaiveDate;

pub const TITLE: &str = "线上讲座与活动";
pub const PAGE: &str = "讲座";
pub const SEARCH: &str = "搜讲座、主讲人、拼音";
pub const KINDS: &str = "种类";
pub const MORE_FILTERS: &str = "更多筛选";
pub const ITEMS: &str = " 项";
pub const NOT_FOUND: &str = "没有符合条件的线上活动";
pub const NOT_FOUND_WHY: &str = "换个词，或者少选几个条件试试。";
pub const CHANNELS: &str = "官方新媒体";
pub const OPEN_CHANNEL: &str = "打开";
pub const CHANNEL_QR: &str = "这个账号的二维码";
pub const NONE: &str = "还没有线上讲座";
pub const NONE_WHY: &str = "安排好以后会放在这里。先看看别的活动吧。";
pub const GONE: &str = "没有这场讲座";
pub const GONE_WHY: &str = "它可能已经撤下，或者链接不完整。";
pub const TO_LIVE: &str = "看全部讲座";
pub const ON_AIR: &str = "正在直播";
pub const REPLAYS: &str = "回放";
pub const OVER: &str = "已结束";
pub const SPEAKER: &str = "主讲";
pub const TIME: &str = "时间";
pub const STATE: &str = "状态";
pub const STARTS_IN: &str = "距离开始";
pub const WAIT: &str = "到时间会自动开始，不用刷新。";
pub const OPEN_SOON: &str = "直播间已开放，请稍候，马上开始。";
pub const LATE: &str = "还没有开始，请稍候。开始后这里会自动变化。";
pub const ENDED: &str = "直播已结束";
pub const ENDED_WHY: &str = "回放整理好后会放在这里。";
pub const ENDED_ON_SITE: &str = "讲座已结束";
pub const CANCELLED: &str = "这场讲座已取消";
pub const CANCELLED_WHY: &str = "给您带来不便，十分抱歉。可以看看别的讲座。";
pub const POSTPONED: &str = "这场讲座改期了";
pub const PUT_OFF: &str = "新的时间还没有定，定好后会写在这里。";
pub const MOVED: &str = "这场讲座改到别处播出。";
pub const MOVED_GO: &str = "去新的直播间";
pub const MOVED_BELOW: &str = "请从下面的按钮进入新的直播间。";
pub const MOVED_NOWHERE: &str = "这场讲座改到别处播出，地址还没有公布。请打电话咨询。";
pub const REMEMBERED: &str = "已加入行程，到时提醒";
pub const CLASS_SIGN_UP: &str = "班级报名观看";
pub const CLASS_WHY: &str = "全班用一块大屏看，老师报一次名就行。";
pub const BIG: &str = "全班一起看";
pub const BIG_OFF: &str = "退出大屏";
pub const ON_SITE: &str = "这是现场讲座";
pub const ON_SITE_NOW: &str = "讲座正在现场进行，没有网上直播。";
pub const ON_SITE_WAIT: &str = "讲座在现场举行，没有网上直播。";
pub const REPLAY_LATER: &str = "结束后可以在这里看回放。";
pub const PLAY: &str = "播放回放";
pub const PLAY_LIVE: &str = "看直播";
pub const TAP: &str = "按一下播放按钮就开始。";
pub const TAP_AGAIN: &str = "浏览器没有允许播放，请再按一次。";
pub const AUDIO_ONLY: &str = "仅听声音";
pub const AUDIO_WHY: &str = "为您省流量，先只放声音。";
pub const AUTO: &str = "自动";
pub const QUALITY: &str = "画面";
pub const FROM_START: &str = "从头看";
pub const LOADING: &str = "正在连接……";
pub const STALLED: &str = "网络不稳，正在重连……";
pub const FAILED: &str = "播放不了";
pub const FAILED_WHY: &str = "可以再试一次，或者换一个浏览器打开。";
pub const FAILED_OR_SOUND: &str = "可以再试一次、只听声音，或者换一个浏览器打开。";
pub const UNSUPPORTED: &str = "这个浏览器不能播放";
pub const UNSUPPORTED_WHY: &str = "请用手机自带的浏览器打开，或者打开下面的链接。";
pub const UNSUPPORTED_HERE: &str = "这场讲座在其他平台播放，请从下面打开。";
pub const ELSEWHERE: &str = "在其他平台看";
pub const OTHER_WAYS: &str = "其他观看方式";
pub const EMBED_WHY: &str = "播放来自其他网站。点击后会连接该网站，它可能记录访问。";
pub const EMBED_PLAY: &str = "打开播放";
pub const EMBED_BLOCKED: &str = "没有画面？可以直接去那个网站看。";
pub const MEETING: &str = "腾讯会议号";
pub const MEETING_WHY: &str = "打开腾讯会议，选“加入会议”，输入这个号码。";
pub const MEETING_ODD: &str = "会议号请以主办方通知为准，也可以打电话问。";
pub const SHOW_CODE: &str = "在手机上看：显示二维码";
pub const SCAN: &str = "用手机相机或微信扫一扫，在手机上接着看。";
pub const SCAN_IN_WECHAT: &str = "在微信中打开：用微信扫一扫，或者按上面的按钮。";
pub const QR: &str = "观看地址的二维码";
pub const LOST: &str = "还有一个播放来源打不开，已经略去。";
pub const COPY_MEETING: &str = "复制会议号";
pub const TRANSCRIPT: &str = "文字稿";
pub const TRANSCRIPT_WAIT: &str = "正在载入文字稿……";
pub const TRANSCRIPT_FAILED: &str = "文字稿没有载入。";
pub const NOTES: &str = "关于这场讲座";
pub const TO_ACTIVITY: &str = "活动详情";
pub const CAPTIONS: &str = "字幕";
pub const CAPTIONS_LOST: &str = "字幕没有载入，画面和声音不受影响。";
pub const CUES_LOST: &str = "直播字幕暂时没有，画面和声音不受影响。";
pub const HUSH: &str = "打开声音";
pub const HUSHED: &str = "已经开始，声音是关着的。";
pub const LOWERED: &str = "网络慢，已换成小一些的画面。";
pub const SOUND_ALONE: &str = "画面放不出来，先听声音。";
pub const OTHER_SOURCE: &str = "刚才的地址放不出来，已换一个地址。";
pub const FROZEN: &str = "直播信号停住了，正在等它回来……";
pub const SKIPPED: &str = "有一小段缺失，已经跳过。";
pub const CALL: &str = "也可以打电话问主办方：";
pub const PAUSE: &str = "暂停";
pub const GO_ON: &str = "继续播放";
pub const BACK_10: &str = "退 10 秒";
pub const ON_10: &str = "进 10 秒";
pub const MUTE: &str = "静音";
pub const UNMUTE: &str = "取消静音";
pub const FULL: &str = "全屏";
pub const FLOAT: &str = "小窗播放";
pub const PLACE: &str = "播放位置";
pub const CONTROLS: &str = "播放控制";
pub const SPEED: &str = "速度";
pub const SIGN: &str = "手语";
pub const SIGN_LOST: &str = "手语画面没有载入，讲座不受影响。";
pub const OFF: &str = "关";
pub const SMALL: &str = "小";
pub const MEDIUM: &str = "中";
pub const LARGE: &str = "大";
pub const MORE: &str = "设置";
pub const ALOUD: &str = "读屏时朗读字幕";
pub const KEYS: &str = "键盘操作";
pub const KEYS_WHY: &str = "焦点在播放器里时可用。";
pub const CHAPTERS: &str = "章节";
pub const SLIDES: &str = "课件";
pub const SLIDE_BEFORE: &str = "上一页";
pub const SLIDE_NEXT: &str = "下一页";
pub const SLIDE_FOLLOW: &str = "跟随播放";
pub const SLIDE_FAILED: &str = "这一页没有载入。";
pub const DOCUMENT: &str = "打开课件";
pub const FIND: &str = "在文字稿里找";
pub const FIND_NONE: &str = "没有找到。";
pub const HIT_BEFORE: &str = "上一处";
pub const HIT_NEXT: &str = "下一处";

/// What each key of the player does.
pub const KEY_LIST: [(&str, &str); 9] = [
    ("空格 或 K", "播放、暂停"),
    ("← →", "退、进 5 秒"),
    ("J L", "退、进 10 秒"),
    ("0 到 9", "跳到十分之几处"),
    ("M", "静音"),
    ("C", "字幕"),
    ("F", "全屏"),
    ("< >", "慢一点、快一点"),
    ("?", "打开或收起这张表"),
];

/// 1.25 倍
pub fn speed(hundredths: u32) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let rest = match rest {
        0 => String::new(),
        rest if rest % 10 == 0 => text!(".", &(rest / 10).to_string()),
        rest => text!(".", &rest.to_string()),
    };
    text!(&whole.to_string(), &rest, " 倍")
}

/// 2:15，共 1:02:15
pub fn place(at: &str, whole: &str) -> String {
    text!(at, "，共 ", whole)
}

/// 第 2 页，共 12 页
pub fn slide(at: usize, count: usize) -> String {
    text!(
        "第 ",
        &at.to_string(),
        " 页，共 ",
        &count.to_string(),
        " 页"
    )
}

/// 第 2 处，共 5 处
pub fn hit(at: usize, count: usize) -> String {
    text!(
        "第 ",
        &at.to_string(),
        " 处，共 ",
        &count.to_string(),
        " 处"
    )
}
pub const NO_SOURCE: &str = "播放地址还没有公布，请稍后再来，或打电话咨询。";

pub fn state(state: LectureState) -> &'static str {
    match state {
        LectureState::Scheduled => "未开始",
        LectureState::OpenSoon => "即将开始",
        LectureState::Live => "直播中",
        LectureState::Ended => "已结束",
        LectureState::Replay => "可看回放",
        LectureState::Postponed => "已改期",
        LectureState::Cancelled => "已取消",
        LectureState::Other => "待定",
    }
}

/// The heading of a part of the list.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Live => ON_AIR,
        Part::Open => "正在进行",
        Part::Today => "今天",
        Part::Coming => "接下来",
        Part::Replay => REPLAYS,
        Part::Off => "取消和改期",
        Part::Over => OVER,
    }
}

/// 3 项
pub fn items(count: usize) -> String {
    text!(&count.to_string(), ITEMS)
}

/// Said to a screen reader after a choice.
pub fn found(count: usize) -> String {
    if count == 0 {
        NOT_FOUND.into()
    } else {
        text!("找到 ", &items(count))
    }
}

/// 新媒体 · 在微信里搜“科普新乡”
pub fn find_channel(kind: &str, name: &str) -> String {
    let dot = if kind.is_empty() { "" } else { " · " };
    text!(kind, dot, "在微信里搜“", name, "”")
}

/// 复制“科普新乡”
pub fn copy_channel(name: &str) -> String {
    text!("复制“", name, "”")
}

/// “科普新乡”的二维码
pub fn channel_code(name: &str) -> String {
    text!("“", name, "”的二维码")
}

/// The state of a lecture that is given on the spot only.
pub fn on_site(lecture: LectureState) -> &'static str {
    match lecture {
        LectureState::Live => "现场进行中",
        LectureState::Scheduled | LectureState::OpenSoon => "现场讲座",
        other => state(other),
    }
}

/// Said once to a screen reader when the state changes while someone waits.
pub fn now(state: LectureState) -> Option<&'static str> {
    Some(match state {
        LectureState::OpenSoon => OPEN_SOON,
        LectureState::Live => "直播开始了。",
        LectureState::Ended => ENDED,
        LectureState::Replay => "回放已经可以看了。",
        LectureState::Postponed => POSTPONED,
        LectureState::Cancelled => CANCELLED,
        LectureState::Scheduled | LectureState::Other => return None,
    })
}

/// Units of a countdown: days, hours, minutes, seconds.
pub const UNITS: [&str; 4] = ["天", "时", "分", "秒"];

/// 19:20 开放直播间
pub fn room_opens(moment: &Moment, today: NaiveDate) -> String {
    let day = time::day_of(moment);
    let when = if day == today {
        time::clock(moment)
    } else {
        when::near_moment(moment, today)
    };
    text!(&when, " 开放直播间。", WAIT)
}

/// 改到 9月20日 周三 19:30–20:30。到时间会自动开始，不用刷新。
pub fn put_off_to(span: &str) -> String {
    text!("改到 ", span, "。", WAIT)
}

/// 上次看到 12:30，接着放。
pub fn resumed(at: &str) -> String {
    text!("上次看到 ", at, "，接着放。")
}

/// A picture's height as people call it.
pub fn quality(height: u32) -> &'static str {
    match height {
        0 => "画面",
        1..320 => "流畅",
        320..540 => "标清",
        540..1080 => "高清",
        _ => "超清",
    }
}

/// Where another site's player or page belongs to.
pub fn provider(id: &str) -> &str {
    match id {
        "bilibili" => "哔哩哔哩",
        "youku" => "优酷",
        "tencent_video" => "腾讯视频",
        "tencent_meeting" => "腾讯会议",
        "wechat_channels" => "微信视频号",
        "douyin" => "抖音",
        "kuaishou" => "快手",
        _ => "",
    }
}

/// 去哔哩哔哩看
pub fn watch_at(provider: &str) -> String {
    if provider.is_empty() {
        ELSEWHERE.into()
    } else {
        text!("去", provider, "看")
    }
}

/// The name of another site's frame, for a screen reader.
pub fn frame(title: &str) -> String {
    text!(title, "（其他网站的播放器）")
}
