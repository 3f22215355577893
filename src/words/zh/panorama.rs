//! Looking round in a picture.

use crate::text;

pub const TITLE: &str = "全景";
pub const GONE: &str = "没有这处全景";
pub const GONE_WHY: &str = "它可能已经撤下，或者链接不完整。";
pub const OPEN: &str = "进去转一转";
pub const WHY: &str = "按一下才下载。全景图可能较大，建议连上无线网再看。";
pub const LOADING: &str = "正在打开……";
pub const HOW: &str = "拖动画面转动；键盘用方向键，加号、减号缩放。";
pub const NO_DRAWING: &str = "这台设备画不出全景，先看这张图和下面的文字。";
pub const NO_VIEWER: &str = "没有打开，请检查网络后再试。";
pub const NO_PICTURE: &str = "全景图没有取到，先看这张图和下面的文字。";
pub const TOOLS: &str = "转动画面";
pub const LEFT: &str = "向左";
pub const RIGHT: &str = "向右";
pub const UP: &str = "向上";
pub const DOWN: &str = "向下";
pub const CLOSER: &str = "放大";
pub const WIDER: &str = "缩小";
pub const HOME: &str = "还原";
pub const FILL: &str = "全屏";
pub const FOLLOW: &str = "随手机转";

/// The name of the picture for a screen reader.
pub fn name(title: &str) -> String {
    text!(title, "，可以转动的全景")
}
