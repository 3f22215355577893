//! What a spreadsheet to fill in says, and the words that may stand in its cells.

use super::table::Column;
use super::table::Column::*;

impl Column {
    /// What the second sheet says of it; empty where its heading says all.
    pub fn explained(self) -> &'static str {
        match self {
            Title => {
                "必填，24 字以内。一行一场；同名、同主办单位的几行算一个活动的几场，后面几行可以只写名称和时间。"
            }
            Date => {
                "必填。2023-09-17、2023年9月17日、9月17日 都行。展览写 9月12日至10月15日。几天各一场写 9月17日、18日。"
            }
            Start => "9:00 或 上午9点。整段写在“日期”里也行：9月17日上午9:00-11:00。",
            End => "11:00。不写就看“时长”；都没有按一小时算，并在报告里说明。",
            Duration => "90分钟、1.5小时。",
            Weekdays => "只给展览：周二至周日。不写就是天天开放。",
            Label => "一个活动有几场时写，如：启动仪式、上午场。",
            Venue => "线下必填。年度文件里已有的场馆写名称就行，地址和县区会自己带出。",
            Address => "新的场馆要写。",
            District => "新的场馆要写；地址里有县区名的可以不写。",
            Online => "是 或 否。线上活动不用写地点。",
            Hosts => "几个单位用顿号隔开。不在年度文件里的会加上，并在报告里说明。",
            Organisers => "几个单位用顿号隔开。",
            Kind => "怎样参加。不写就按名额和日期判断。",
            Booking => "要报名、不用报名。要报名的必须写名额。",
            Who => "谁来报名：个人、家庭、班级，可写几样。",
            Capacity => "每场的名额，只写数字。",
            Party => "一次报名的人数，如 1-4。",
            Ratio => "只给班级：一位老师最多带几名学生。",
            Opens => "2023-09-10 8:00。不写按活动首日前九天的 8:00。",
            Closes => "不写按开场前一小时。",
            Waitlist => "是 或 否。名额满后能不能候补。",
            Summary => "60 字以内。不写就用简介的第一句。",
            Grades => "1-6年级、三至五年级、小学。",
            Ages => "6-12岁、6岁以上。",
            Phone => "0373-3661812 或手机号。",
            Fee => "不写按“免费”。",
            Status | SessionStatus => "正常、取消、延期。",
            Parent => "集市里的摊位写集市的活动名称或活动编号。",
            ActivityId => "可以不写。写了，重新导入时就认得是同一个活动。",
            SessionId => "可以不写。",
            Kept => "软件用来记住表格里写不下的内容，请勿改动。",
            _ => "",
        }
    }
}

/// Names of the sheets.
pub const ACTIVITIES: &str = "活动";
pub const VENUES: &str = "地点";
pub const GUIDE: &str = "填表说明";
pub const YEAR: &str = "年度(请勿改动)";
pub const GUIDE_HEADINGS: [&str; 3] = ["栏目", "怎样填", "可以填的词"];
pub const YEAR_HEADINGS: [&str; 2] = ["项", "内容"];
pub const SAME_NAMES: &str = "表头也可以叫";

/// Columns of the sheet of places; the last is [`Column::Kept`]'s.
pub const VENUE_HEADINGS: [&str; 10] = [
    "地点编号",
    "名称",
    "县区",
    "地址",
    "经度",
    "纬度",
    "坐标系",
    "大致位置",
    "无障碍",
    "交通",
];

/// Ways to take part, by the kind of the contract: the word that is written comes first.
pub const KINDS: [(&str, &[&str]); 7] = [
    (
        "drop_in",
        &["随到随看", "自由参加", "自由参观", "直接参加", "无需预约"],
    ),
    ("bookable", &["需要预约", "预约参加", "报名参加"]),
    ("exhibition", &["展览", "常设展览", "展览开放", "专题展"]),
    ("school", &["学校专场", "进校园", "校园专场", "学校团体"]),
    ("lecture", &["线上讲座", "直播讲座"]),
    ("mobile", &["流动科普", "大篷车", "科普大篷车", "巡展"]),
    ("umbrella", &["集市", "主场活动", "主会场", "科普集市"]),
];

/// Who signs up.
pub const WHO: [(&str, &[&str]); 3] = [
    ("person", &["个人"]),
    ("family", &["家庭", "亲子"]),
    ("class", &["班级", "学校", "团体", "集体", "班"]),
];

pub const STATUSES: [(&str, &[&str]); 3] = [
    ("scheduled", &["正常", "如期举行", "如期", "照常", "按计划"]),
    ("cancelled", &["取消", "已取消", "停办"]),
    ("postponed", &["延期", "已延期", "推迟"]),
];

pub const YES: [&str; 7] = ["是", "有", "可以", "√", "对", "线上", "yes"];
pub const NO: [&str; 7] = ["否", "无", "没有", "不", "×", "线下", "no"];

/// Whether one signs up: words that say no; anything else that is written says yes.
pub const NO_BOOKING: [&str; 9] = [
    "不用报名",
    "无需报名",
    "免报名",
    "无需预约",
    "免预约",
    "不需要",
    "自由",
    "随到随",
    "直接参加",
];
pub const BOOKING: &str = "要报名";

/// A capacity without an end.
pub const UNLIMITED: [&str; 4] = ["不限", "无限制", "无限", "若干"];

/// What a row begins with that is no activity.
pub const FOOTERS: [&str; 8] = [
    "合计", "总计", "小计", "填表", "制表", "审核", "填报", "注：",
];

/// What is written for a time that is not known yet.
pub const UNSETTLED: [&str; 5] = ["待定", "另行通知", "待通知", "未定", "另定"];

pub const FREE: &str = "免费";
pub const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
