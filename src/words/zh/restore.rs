//! A receipt on another device, and a receipt that can no longer be changed here.

pub const TITLE: &str = "取回凭证";
pub const SHARE: &str = "换一台手机也能用";
pub const SHARE_WHY: &str = "用另一台手机扫这个码，或打开这个链接，凭证就会出现在那里。谁拿到它，谁就能改和取消，请只给信得过的人。";
pub const SHARE_QR: &str = "取回这张凭证的二维码";
pub const COPY_LINK: &str = "复制链接";

pub const FETCHING: &str = "正在取回凭证……";
pub const OFFLINE: &str = "现在没有网络";
pub const OFFLINE_WHY: &str = "链接已经记下，连上网后点“再试一次”。";
pub const UNREACHED: &str = "暂时连不上服务器";
pub const UNREACHED_WHY: &str = "链接已经记下，请过一会儿点“再试一次”，也可以打电话。";
pub const BUSY: &str = "现在打开的人很多";
pub const BROKEN: &str = "这个链接取不回凭证";
pub const BROKEN_WHY: &str =
    "它可能没有复制完整，或者已经失效。可以用凭证码和手机号后四位找回，也可以打电话。";
pub const ELSEWHERE: &str = "这里不接收网上报名";
pub const RESTORED: &str = "凭证已放到这台设备。";

pub const LOST: &str =
    "这台设备上没有改动这份报名的凭据。要改或取消，请打电话给主办单位，或用凭证码重新找回。";
pub const GONE: &str = "服务器上没有找到这份报名，请打电话核对。";
