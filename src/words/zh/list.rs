//! The plain page `list.html`.

pub const TITLE: &str = "活动清单";
pub const CALL: &str = "咨询电话 ";
pub const APP: &str = "打开完整页面，查找和报名";
pub const NONE: &str = "活动由服务器提供。请打开完整页面，或打电话咨询。";
pub const EXHIBITIONS: &str = "常设开放";
