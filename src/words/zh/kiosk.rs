//! A screen in a hall.

pub mod attract;

pub const TITLE: &str = "展厅屏幕";

// Is somebody still there?
pub const STILL_THERE: &str = "还在用吗？";
pub const SECONDS: &str = " 秒";
pub const WHY: &str = "没人回应的话，刚才的内容会全部清除。";
pub const SENDING: &str = "报名正在提交，请稍等。提交之后，这里的内容会清除。";
pub const UNSENT: &str = "报名还没有提交成功，清除以后不会再提交，请用手机报名。";
pub const TYPED: &str = "报名还没有提交，填的内容会全部清除。";
pub const STAY: &str = "我还在，继续看";
pub const DONE: &str = "我用完了";
pub const WIPING: &str = "正在清除刚才的内容……";

// What a phone takes along.
pub const SCAN: &str = "用手机扫一扫，在手机上打开。这块屏幕上打不开别的网站，也不打电话。";
pub const QR: &str = "手机扫的二维码";
