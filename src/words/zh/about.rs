//! About the edition, the app and what it keeps.

pub const TITLE: &str = "关于";
pub const THEME: &str = "主题";
pub const DAYS: &str = "时间";
pub const CITY: &str = "城市";
pub const DOCUMENT: &str = "依据";
pub const DIRECTIONS: &str = "活动方向";
pub const HOSTS: &str = "主办单位";
pub const CHANNELS: &str = "媒体平台";
pub const CONTACT: &str = "联系我们";
pub const CONTACTS: &str = "联系人";
pub const PHONE: &str = "电话";
pub const MAIL: &str = "邮箱";
pub const SETTINGS: &str = "显示设置";
pub const TEXT_SIZE: &str = "字号";
pub const SCHEME: &str = "明暗";
pub const SCHEMES: [&str; 3] = ["跟随系统", "浅色", "深色"];
pub const PRIVACY: &str = "隐私";
/// What is asked for and kept, each under its name.
pub const PRIVACY_TEXT: [(&str, &str); 5] = [
    (
        "收集什么",
        "看活动不用登录，也不收集个人信息。报名时只要称呼和电话；家庭报名另填人数和孩子的年龄段，班级报名另填学校、年级、班级和人数。不收集身份证号、照片、健康情况和学生姓名。提问只要问题本身，昵称可以不写。",
    ),
    (
        "做什么用",
        "只用来联系您和核对名额。提交后，电话只显示前三位和后四位。",
    ),
    ("存多久", "由主办单位保存，活动结束后三十天内删除。"),
    (
        "怎样删除",
        "随时可以在“我的”里取消报名；想马上删除报名或已提交的提问，请打上面的电话。不同意也可以打电话报名。",
    ),
    (
        "这台设备上",
        "收藏、行程、凭证、提醒、印章、答题成绩和设置只存在您的浏览器里，凭证在活动结束三十天后自动删除，提问和同问的记录三十天后删除。没发出去的报名最多存三天，发出后称呼和电话就从这里删除。",
    ),
];
pub const CONSENT: &str = "同意书版本";
pub const TO_FORGET: &str = "清除本机数据";
pub const DATA: &str = "数据来源";
pub const BACKEND: &str = "服务器";
pub const BACKEND_STATIC: &str = "没有服务器：活动来自年度文件，预约请打电话";
pub const VERSION: &str = "版本";
pub const LIST: &str = "纯文字的活动清单";
pub const PLATFORM: &str = "全国平台";
pub const MILESTONES: &str = "重要日期";
