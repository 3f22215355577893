//! The page of whoever looks after a screen in a hall, and its face at night.

use crate::domain::kiosk::settings::Settings;
use crate::text;

pub const TITLE: &str = "屏幕维护";
pub const CODE: &str = "维护密码";
pub const CODE_WHY: &str = "给维护人员用。参观者请关闭这个窗口。";
pub const CODE_WRONG: &str = "密码不对，请再试。";
pub const CODE_LOCKED: &str = "错了几次，请等一分钟再试。";
pub const DIGITS: &str = "数字键盘";
pub const DELETE: &str = "退格";
pub const ENTER: &str = "进入";
pub const ANEW: &str = "重新载入";
pub const LEAVE: &str = "退出展厅模式";
pub const FAULTS: &str = "设置里有错";
pub const FAULTS_WHY: &str = "有错的几项先用上次正确的设置，其余照新的显示。";

pub const SCREEN: &str = "屏幕编号";
pub const VERSION: &str = "版本";
pub const UPTIME: &str = "页面已运行";
pub const SINCE: &str = "开机以来";
pub const CONTACT: &str = "上次连上";
pub const DATA: &str = "活动数据";
pub const SETTINGS: &str = "设置来自";
pub const WASM: &str = "程序内存";
pub const HEAP: &str = "脚本内存";
pub const RELOADS: &str = "重新开始";

pub const NO_ID: &str = "没有编号";
pub const UNFINISHED: &str = "未发布的版本";
pub const WAITS: &str = "有新版本，夜间或空闲时更新";
pub const SAFE: &str = "多次出错，正以安全方式运行";
pub const NEVER: &str = "启动后还没有";
pub const UNKNOWN: &str = "未知";
pub const NOT_MEASURED: &str = "这个浏览器不提供";
pub const NO_RELOADS: &str = "没有";

pub const FROM_USUAL: &str = "默认设置";
pub const FROM_KEPT: &str = "上次保存的设置";
pub const FROM_FILE: &str = "config.json";
pub const FROM_BACKEND: &str = "服务器";
pub const FROM_UNKNOWN: &str = "config.json（服务器上没有这块屏幕）";

/// What a venue or a district of the settings is when the programme has none of that name.
pub fn no_place(id: &str) -> String {
    text!("活动数据里没有“", id, "”")
}

/// 3 天 4 小时 5 分钟
pub fn time(seconds: u64) -> String {
    let (minutes, hours) = (seconds / 60 % 60, seconds / 3600 % 24);
    let days = seconds / 86_400;
    let mut out = String::new();
    for (number, unit, shown) in [
        (days, " 天 ", days > 0),
        (hours, " 小时 ", seconds >= 3600),
        (minutes, " 分钟", true),
    ] {
        if shown {
            out.push_str(&number.to_string());
            out.push_str(unit);
        }
    }
    out
}

/// 12.5 MB
pub fn megabytes(bytes: f64) -> String {
    let tenths = (bytes / 104_857.6) as u64;
    text!(
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        " MB"
    )
}

/// Why a screen began anew.
pub fn cause(cause: &str) -> &str {
    match cause {
        "panic" => "程序出错",
        "silent" => "没有响应",
        "start" => "启动太慢",
        "load" => "没有载入",
        "update" => "更新版本",
        "care" => "人工重新载入",
        other => other,
    }
}

/// 程序出错 3 次
pub fn times(why: &str, count: u64) -> String {
    text!(cause(why), " ", &count.to_string(), " 次")
}

fn range(name: &str, (from, to): (u32, u32)) -> String {
    text!(
        name,
        "：应是 ",
        &from.to_string(),
        "–",
        &to.to_string(),
        " 秒"
    )
}

/// What is wrong with a member of the settings.
pub fn fault(member: &str, unknown: bool) -> String {
    if unknown {
        return text!("不认识的设置：", member);
    }
    let says = match member {
        "config.json" => "config.json 读不出来",
        "kiosks" => "服务器上的设置读不出来",
        "kiosk" => "kiosk：应是一组设置",
        "venue" => "venue：应是场馆的编号",
        "district" => "district：应是区县的编号",
        "language" => "language：目前只有中文（zh-CN）",
        "orientation" => "orientation：应是 auto、portrait 或 landscape",
        "sections" => "sections：应是 message、now、near、lecture、theme、recap 中的几个",
        "bright" => "bright：应是 {\"from\": \"08:30\", \"to\": \"17:30\"} 或 \"always\"",
        "message" => "message：应是不超过 120 个字的文字",
        "code" => "code：应是 4–8 位数字",
        "sign_up" => "sign_up：应是 true 或 false",
        "idle_seconds" => return range(member, Settings::IDLE),
        "warn_seconds" => return range(member, Settings::WARN),
        "turn_seconds" => return range(member, Settings::TURN),
        other => other,
    };
    says.to_owned()
}

/// The loop's title: whoever watches the screen from outside sees by its minute that it lives.
pub fn loop_title(name: &str, clock: &str) -> String {
    text!(name, " ", clock)
}

/// What stands under the clock of a screen outside its hours.
pub fn opens_at(clock: &str) -> String {
    text!(clock, " 开始展示")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(time(59), "0 分钟");
        assert_eq!(time(3_600), "1 小时 0 分钟");
        assert_eq!(time(273_900), "3 天 4 小时 5 分钟");
        assert_eq!(megabytes(2.0 * 1_048_576.0 + 600_000.0), "2.5 MB");
        assert_eq!(fault("idle_seconds", false), "idle_seconds：应是 60–90 秒");
        assert_eq!(fault("idle", true), "不认识的设置：idle");
    }
}
