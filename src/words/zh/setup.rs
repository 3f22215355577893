//! Trying a backend, for whoever sets up a deployment.

use crate::domain::catalogue::CatalogueError;
use crate::domain::setup::{Report, Trial, Trouble, Unfit};
use crate::text;

pub const TITLE: &str = "接入后端";
pub const WHY: &str = "给部署网站的人用：填后端的地址，试一试活动能不能读到，再下载配置文件。这一页什么都不保存，关掉就没有了。";
pub const BASE: &str = "后端地址";
pub const BASE_HINT: &str = "例如 https://example.org/v1/buckets/kepu/collections；没有后端时填活动文件，例如 data/2023.json。";
pub const PRESET: &str = "后端是哪一种";
pub const MAPPING_FOLD: &str = "有几处不一样（mapping）";
pub const MAPPING: &str = "改动，JSON";
pub const MAPPING_HINT: &str = "只写与所选种类不同的地方，写法见 config.schema.json。";
pub const TRY: &str = "试一试";
pub const TRYING: &str = "正在试……";
pub const RESULT: &str = "结果";
pub const GOOD: &str = "读到了，可以用。";
pub const GOOD_BUT: &str = "读到了，下面有几处要改。";
pub const BAD: &str = "没有读到活动。";
pub const OWN_FAILED: &str = "本站自己的文件没有取到，请检查网络后再试。";
pub const FOUND: &str = "读到的内容";
pub const EDITION: &str = "届次";
pub const VENUES: &str = "地点";
pub const ACTIVITIES: &str = "活动";
pub const SESSIONS: &str = "场次";
pub const SKIPPED: &str = "没有用上";
pub const SAMPLES: &str = "前几个活动，网站上会这样写";
pub const NO_SESSION: &str = "没有场次";
pub const DROP_IN: &str = "不用预约";
pub const PLACES: &str = "名额";
pub const CHANGE: &str = "请管理员改一改";
pub const ABLE: &str = "能做什么";
pub const CAN: &str = "能";
pub const CANNOT: &str = "不能";
pub const PRIVATE: &str = "报名信息会不会被别人看到";
pub const TRIAL: &str = "试报名是否保密";
pub const TRIAL_WHY: &str = "按下后，会在后端里写一条注明 setup-trial 的记录，不含姓名和电话；再不带密码去列出、读取、修改它，最后取消。这条已取消的记录会留在后端里，工作人员可以删除。";
pub const TRIAL_BUSY: &str = "正在试报名……";
pub const FILE: &str = "配置文件 config.json";
pub const FILE_WHY: &str = "下载后放在网站的 index.html 旁边，替换原来的。其中已去掉 setup，这一页就不再打开。后端在别的主机上时，还要重新构建，或在服务器上改内容安全策略。";
pub const DOWNLOAD: &str = "下载 config.json";
pub const SAVED: &str = "已开始下载。";

pub fn preset(id: &str) -> &'static str {
    match id {
        "kinto" => "Kinto",
        "json-server" => "json-server",
        "directus" => "Directus",
        "strapi" => "Strapi",
        "parse" => "Parse Server",
        "postgrest" => "PostgREST（含 Supabase）",
        "pocketbase" => "PocketBase",
        "nocodb" => "NocoDB",
        "kp1" => "符合本约定的后端（kp/1）",
        _ => "没有后端，只有活动文件",
    }
}

pub fn unfit(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Missing => "请填后端的地址。",
        Unfit::NoAddress => "地址要以 https:// 或 http:// 开头，或是本站的路径，以 / 开头。",
    }
}

pub fn not_json(line: u32) -> String {
    text!("第 ", &line.to_string(), " 行起不是 JSON，请改好再试。")
}

/// What was tried.
pub fn tried(preset_id: &str, base: &str) -> String {
    text!(preset(preset_id), "，", base)
}

pub fn count(number: usize) -> String {
    text!(&number.to_string(), " 个")
}

/// Why nothing was read, and what to do about it.
pub fn trouble(trouble: &Trouble) -> (String, String) {
    let path = trouble.path.as_str();
    let status = trouble.status.to_string();
    match trouble.what.as_str() {
        "cors" => (
            "后端有回应，但它不许这个网站读取（跨域，CORS）。".into(),
            "在后端的跨域设置里允许本站，并公开 ETag、Date、Next-Page、X-Total-Count、Content-Range 这些响应头。".into(),
        ),
        "silent" => (
            text!("没有回应：", path),
            "检查地址、端口，后端是否在运行；网站用 https 时后端也要用 https。刚加上 setup 的，要重新构建一次，否则浏览器不许访问别的主机。".into(),
        ),
        "late" => (
            text!("太久没有回应：", path),
            "检查后端是否忙，或改小每页的条数（pages 里的 size）。".into(),
        ),
        "offline" => ("这台设备没有联网。".into(), "连上网络再试。".into()),
        "page" => (
            text!("回来的是网页，不是数据：", path),
            "地址要指到数据接口，不是后台或首页；也可能是网络要先登录。".into(),
        ),
        "status" => {
            let todo = match trouble.status {
                401 | 403 => "把活动和地点这些清单设成人人可读；报名清单不要。",
                404 => "检查地址和路径；清单还没有建的，用 tests/backends/load.mjs 建好并装入活动。",
                429 => "后端嫌请求太多，放宽限制后再试。",
                500.. => "后端自己出错了，请看它的日志。",
                _ => "检查地址、路径和查询参数。",
            };
            (text!("后端拒绝了（", &status, "）：", path), todo.into())
        }
        "still" => (
            text!("读的时候一直在变：", path),
            "等装入完成后再试。".into(),
        ),
        _ => {
            let place = if trouble.items.is_empty() { "最外层" } else { &trouble.items };
            (
                text!("回答里 ", place, " 的位置没有要找的内容：", path),
                "检查是不是选错了种类，或在 mapping 里写明清单的位置（items）。".into(),
            )
        }
    }
}

/// Why what was read is no programme, and what to do about it.
pub fn unreadable(error: CatalogueError) -> (&'static str, &'static str) {
    if error == CatalogueError::NoEdition {
        (
            "没有读到届次（edition：名称和起止日期），网站没法显示。",
            "用 tests/backends/load.mjs 装入活动文件，或在 mapping 的 catalogue 里写明届次在哪里。",
        )
    } else {
        (
            "读到的不是活动数据，或者太大，手机上打不开。",
            "检查地址和种类；只留今年的活动。",
        )
    }
}

/// What whoever runs the backend should change; `skipped`: what could not be read.
pub fn todo(report: &Report, skipped: usize, activities: usize) -> Vec<String> {
    let mut todo = Vec::new();
    let places = report.faults.iter();
    todo.extend(places.map(|place| text!("mapping 里这一处写错了或没有这一项：", place)));
    let mut counted = |count: u32, what: &str| {
        if count > 0 {
            todo.push(text!(&count.to_string(), what));
        }
    };
    counted(
        report.lost,
        " 条记录没有自己的 id，或与别的重复：每条都要有，且各不相同。",
    );
    counted(report.stray, " 个场次找不到自己的活动：检查它写的活动 id。");
    counted(
        report.times,
        " 个时间没有按“2023-09-17T09:30:00+08:00”的写法，已尽量读懂：最好改成这样。",
    );
    counted(
        u32::try_from(skipped).unwrap_or(u32::MAX),
        " 条缺了必要的内容或类型不对，没有显示：活动要有名称，场次要有起止时间，地点要有名称。",
    );
    if activities == 0 {
        todo.push("还没有活动：用 tests/backends/load.mjs 装入活动文件。".into());
    }
    if report.shown == "open" {
        todo.push("报名清单谁都能读：收紧它的权限，只许新建，不许列出。改好之前网站不收报名，只显示电话。".into());
    }
    if report.private != "none" && report.private != "no" && report.shown == "unknown" {
        todo.push(
            "没有试出报名清单是不是保密：检查 registrations 的路径。试不出时网站不收报名。".into(),
        );
    }
    todo
}

/// What a capability means to people.
pub fn ability(id: &str) -> &'static str {
    match id {
        "register" => "在网上报名",
        "class" => "班级报名",
        "cancel" => "自己取消报名",
        "change" => "自己修改报名",
        _ => "满员后排队候补",
    }
}

pub const CONFIRMED_AT_ONCE: &str = "当场确认名额，不会多收";
pub const CONFIRMED_LATER: &str = "不能当场确认：报名先是“已提交，待确认”，由工作人员在后端里确认";

/// Whether registrations are private, as far as asking for them shows.
pub fn private(report: &Report) -> &'static str {
    match (report.private.as_str(), report.shown.as_str()) {
        ("", _) => "符合约定的后端自己发凭证。请用 make conform 查一遍它是否照办。",
        ("none", _) => "这个后端不收报名，网站显示电话。",
        ("no", _) => "配置里写的是人人可读，所以网站不收报名，只显示电话。",
        (_, "open") => "会。不带密码就列得出报名清单，所以网站不收报名，只显示电话。",
        (_, "unknown") => "试不出来，所以网站暂不收报名。",
        ("write-only", _) => "列不出来。报名只有工作人员能读；报名人要改，打电话。",
        ("server", _) => "后端自己发凭证，没有公开的清单。",
        _ => "不带密码列不出报名清单。每份报名有自己的密码，只有报名人的设备和工作人员能读。",
    }
}

/// What came of the trial, and whether that is as it should be.
pub fn trial(trial: &Trial) -> (bool, String) {
    if !trial.made {
        let status = trial.status.to_string();
        let why = if trial.status == 0 {
            "没有回应"
        } else {
            &status
        };
        return (
            false,
            text!(
                "试报名没有写进去（",
                why,
                "）：检查报名清单是不是许可新建。"
            ),
        );
    }
    let told = [
        ("别人列得出报名清单。", trial.listed == "open"),
        ("试不出别人能不能列出报名清单。", trial.listed == "unknown"),
        ("别人不用密码就能读或改这条记录。", trial.theirs),
        ("报名人自己反而读不到。", !trial.mine),
        ("没有取消成，请工作人员删除。", !trial.removed),
    ];
    let mut says = String::new();
    for (text, holds) in told {
        if holds {
            says.push_str(text);
        }
    }
    if says.is_empty() {
        return (
            true,
            "保密：别人列不出、读不到、改不了；报名人自己读得到，也取消得了。".into(),
        );
    }
    (false, says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_what_to_do() {
        let (mut report, _) =
            Report::decode(r#"{"lost":1,"faults":["/zone"],"private":"secret","shown":"open"}"#);
        let said = todo(&report, 2, 0);
        assert_eq!(said.len(), 5);
        assert!(said[0].ends_with("/zone") && said[1].starts_with("1 条"));
        assert!(private(&report).starts_with('会'));
        report.shown = "closed".into();
        assert!(private(&report).starts_with("不带密码列不出"));
        assert_eq!(todo(&report, 0, 3).len(), 2);
        for what in [
            "cors", "silent", "late", "offline", "page", "status", "still", "list",
        ] {
            let (why, what_to_do) = trouble(&Trouble {
                what: what.into(),
                status: 403,
                path: "venues".into(),
                items: String::new(),
            });
            assert!(!why.is_empty() && !what_to_do.is_empty(), "{what}");
        }
    }

    #[test]
    fn a_trial_is_good_only_if_all_of_it_is() {
        let good = Trial {
            made: true,
            status: 201,
            listed: "closed".into(),
            theirs: false,
            mine: true,
            removed: true,
        };
        assert!(trial(&good).0);
        for bad in [
            Trial {
                made: false,
                ..good.clone()
            },
            Trial {
                listed: "open".into(),
                ..good.clone()
            },
            Trial {
                theirs: true,
                ..good.clone()
            },
            Trial {
                mine: false,
                ..good.clone()
            },
            Trial {
                removed: false,
                ..good.clone()
            },
        ] {
            let (is_good, says) = trial(&bad);
            assert!(!is_good && !says.is_empty());
        }
    }
}
