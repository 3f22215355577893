//! What the reader of tables, calendars and programmes says of what it could not take.

use crate::text;

pub const YES: &str = "是";
pub const NO: &str = "否";
pub const TOO_LARGE: &str = "文件太大，解开后超过 384 MB，没有读";
pub const NO_ROWS: &str = "没有找到表头：请有一行写着“活动名称”和“日期”等栏目";
pub const NO_YEAR: &str =
    "不知道是哪一年的活动：请用 --year-file 指出年度文件，如 public/data/2023.json";
pub const UNKNOWN_FILE: &str = "看不出是什么文件：可以是 .xlsx、.csv、.ics、c3voc 的日程（.json 或 .xml）、OpenAgenda 的导出（.json）";
pub const OLD_EXCEL: &str = "这是旧格式的表格，请在 Excel 或 WPS 里另存为 .xlsx 再导入";
pub const EMPTY: &str = "文件是空的";

/// Why a row, an event or a cell is not taken.
pub const NO_TITLE: &str = "没有活动名称";
pub const NO_DATE: &str = "没有日期";
pub const UNSETTLED: &str = "时间还没有定";
pub const BAD_DATE: &str = "看不懂的日期，或没有这一天";
pub const BAD_TIME: &str = "看不懂的时间";
pub const BAD_END: &str = "结束不在开始之后";
pub const NO_PLACE: &str = "线下活动没有地点";
pub const NO_CAPACITY: &str = "写了要报名，却没有名额";
pub const TOO_LONG: &str = "跨得太长，超过 31 天的日期请按展览写";
pub const FOOTER: &str = "像是表尾的说明，不是活动";
pub const BAD_NUMBER: &str = "不是能用的数字";
pub const BAD_PHONE: &str = "不是能拨打的号码";
pub const BAD_LENGTH: &str = "看不懂的时长";
pub const BAD_GRADES: &str = "看不懂的年级";
pub const BAD_AGES: &str = "看不懂的年龄";
pub const BAD_YES: &str = "请写“是”或“否”";
pub const BAD_KEPT: &str = "“其他(请勿改动)”改坏了，没有用它";
pub const NO_PARENT: &str = "没有叫这个名字的活动";
pub const RECURS: &str = "重复规则没有展开，只收了第一次";
pub const BAD_ZONE: &str = "不认识的时区，文件里也没有它的定义";
pub const NO_EVENT: &str = "不是能读的活动";
pub const CUT: &str = "日历到文件末尾还没有完";
pub const LEFT_OUT: &str = "场次太多，每个活动最多收 500 场";

/// What was guessed.
pub const GB: &str = "文件不是 UTF-8，按 GBK/GB18030 读的；有乱码请另存为 UTF-8";
pub const UNKNOWN_HEADING: &str = "不认识的栏目，没有读";
pub const SAME_HEADING: &str = "同一栏出现了两次，只读左边的";
pub const ABOVE: &str = "活动名称空着，当作上面那个活动的又一场";
pub const DATE_ABOVE: &str = "日期空着，用了上一行的";
pub const YEAR_GUESSED: &str = "没有写年份，用了年度文件的";
pub const OUTSIDE: &str = "日期离活动期较远，请检查";
pub const WEEKDAY: &str = "写的星期与日期对不上，用了日期";
pub const HOUR_LONG: &str = "没有结束时间，按一小时";
pub const WHOLE_DAY: &str = "写的是全天，按 9:00–17:00";
pub const PART_OF_DAY: &str = "只写了上午、下午或晚上，时间是估的";
pub const NO_HOURS: &str = "没有时间，按 9:00–17:00";
pub const DISAGREES: &str = "与同一活动上面的行不一样，用了上面的";
pub const NEW_VENUE: &str = "年度文件里没有的场馆，已加上";
pub const NEW_VENUE_SOMEWHERE: &str = "年度文件里没有的场馆，已加上；坐标用了县区的中心";
pub const NO_DISTRICT: &str = "看不出在哪个县区，用了第一个";
pub const ADDRESS_OTHER: &str = "地址与年度文件的不同，用了年度文件的";
pub const NEW_HOST: &str = "年度文件的主办单位里没有，已加上；请检查是否写错";
pub const NO_HOST: &str = "没有写主办单位，用了年度文件的第一个";
pub const KIND_GUESSED: &str = "没有写参加方式，按名额和日期判断";
pub const BY_KEYWORD: &str = "没有写，按关键词判断";
pub const FIRST_WORD: &str = "没有写，用了第一个";
pub const FREE: &str = "没有写，按免费";
pub const SUMMARY: &str = "没有写，用了简介的第一句";
pub const DESCRIPTION: &str = "没有写，用了一句话介绍";
pub const LONG_TITLE: &str = "超过 24 字，在手机上会折行";
pub const BOOKABLE: &str = "没有写报名方式，因为有名额，按要报名";
pub const WHO_GUESSED: &str = "没有写谁来报名，按人群判断";
pub const PARTY_GUESSED: &str = "没有写每次报名的人数";
pub const OPENS_GUESSED: &str = "没有写报名开始，按活动首日前九天 8:00";
pub const CLOSES_GUESSED: &str = "没有写报名截止，按开场前一小时";
pub const ZONE_GUESSED: &str = "没有写时区，按北京时间";
pub const ZONE_MOVED: &str = "别的时区，已换算成北京时间";
pub const NO_END: &str = "没有结束时间，按一小时";
pub const TWICE: &str = "同一活动在同一时间、同一地点有两场，都收了，请检查是否重复";
pub const FIRST_GONE: &str =
    "这个活动原来的第一行不见了，写在“其他(请勿改动)”里的讲座、回顾等没有了";
pub const NO_EVENTS: &str = "文件里没有活动";
pub const OWN_EDITION: &str = "没有年度文件，名称和日期取自日程本身；分类只是占位";

/// Names of what stands in no column.
pub const FILE: &str = "文件";
pub const LETTERS: &str = "文字编码";
pub const HEADING: &str = "表头";
pub const ROW: &str = "整行";
pub const EVENT: &str = "整项";

pub fn too_many_rows(most: usize) -> String {
    text!("超过 ", &most.to_string(), " 行，没有读")
}

pub fn no_workbook(why: &str) -> String {
    text!("不是能打开的 .xlsx 文件（", why, "）")
}

pub fn not_json(why: &str) -> String {
    text!("不是能读的 JSON（", why, "）")
}

pub fn not_xml(why: &str) -> String {
    text!("不是能读的 XML（", why, "）")
}

/// 年度文件里没有这个词，可以写：科普研学、专家报告
pub fn no_word(known: &str) -> String {
    text!("年度文件里没有这个词，可以写：", known)
}

/// 按相近的词认作：科普研学
pub fn taken_for(word: &str) -> String {
    text!("按相近的名称认作“", word, "”")
}

/// 导入自“活动.xlsx”
pub fn source(file: &str) -> String {
    text!("导入自 ", file)
}

/// 共读 12 行：收了 9 行，成为 4 个活动、9 场；没有收 3 行。
pub fn summary(rows: usize, taken: usize, activities: usize, sessions: usize) -> String {
    let first = text!(
        "共读 ",
        &rows.to_string(),
        " 行（项）：收了 ",
        &taken.to_string(),
        "，成为 "
    );
    let second = text!(
        &activities.to_string(),
        " 个活动、",
        &sessions.to_string(),
        " 场；没有收 "
    );
    text!(&first, &second, &(rows - taken.min(rows)).to_string(), "。")
}

pub const NOT_TAKEN: &str = "没有收的：";
pub const CELLS_NOT_TAKEN: &str = "这一行收了，但这些内容没有用上：";
pub const GUESSED: &str = "估计和提醒：";

/// 第 5 行
pub fn at(row: usize) -> String {
    text!("第 ", &row.to_string(), " 行（项）")
}

/// 第 3、5、6 行等共 120 处
pub fn at_all(rows: &[usize], count: usize) -> String {
    // What is said of the whole file.
    if rows == [0] {
        return FILE.to_owned();
    }
    let some: Vec<String> = rows.iter().take(8).map(usize::to_string).collect();
    let rows = text!("第 ", &some.join("、"), " 行（项）");
    if count > some.len() {
        return text!(&rows, "等共 ", &count.to_string(), " 处");
    }
    rows
}

/// 还有 30 处，--report 的文件里都有。
pub fn more(count: usize) -> String {
    text!(
        "  还有 ",
        &count.to_string(),
        " 处，用 --report 写的文件里都有。"
    )
}
