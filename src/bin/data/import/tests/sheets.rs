use super::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

const CLERK: &str = "\
2023年全国科普日活动汇总表,,,,,,,,,,,
填报单位：红旗区科协,,,,,,,,,,,
序号,活动名称*,日期,时间,地点,地址,主办单位,活动类型,面向对象,名额（人）,报名方式,联系人及电话
1,机器人体验课,９月１７日（周日）,上午9：00—11：00,平原博物院（三楼）,,市科协、红旗区科协,科普讲座,\"小学生，三至五年级\",30人,电话报名,路全斌 0373-3661812
2,,9月18日,下午2点半-4点,平原博物院,,,,,30人,电话报名,
3,天文夜场,9.19-9.21,19:00-21:00,河南师范大学,牧野区建设东路,新乡市教育局,展览,公众,不限,无需报名,
4,健康义诊,9月31日,9:00,平原博物院,,市卫健委,科技咨询,老人,,免预约,
5,急救培训,45186,0.375,平原博物院,,红十字会,技能培训,市民,,需预约,
6,沙龙,待定,,平原博物院,,,,,,,
7,云讲堂,2023年9月20日,全天,线上,,新乡市科学技术局,云讲堂,社会公众,,,
8,\"=HYPERLINK(\"\"http://x\"\",\"\"点\"\")\",9月20日,14:00,平原博物院,,新乡市科学技术局,,,,,
合计,8场,,,,,,,,,,
";

#[test]
fn a_clerks_table_becomes_activities() {
    let (year, report) = read(CLERK.as_bytes(), Some(base()));
    let all = activities(&year);
    let titles: Vec<_> = all
        .iter()
        .map(|one| one["title"].as_str().expect("a title"))
        .collect();
    assert_eq!(
        titles,
        [
            "机器人体验课",
            "天文夜场",
            "云讲堂",
            "=HYPERLINK(\"http://x\",\"点\")"
        ]
    );
    let robots = &all[0];
    assert_eq!(robots["hosts"], json!(["新乡市科学技术协会", "红旗区科协"]));
    assert_eq!(robots["grades"], json!({"from": 3, "to": 5}));
    assert_eq!(robots["audiences"], json!(["primary"]));
    assert_eq!(
        robots["contact"],
        json!({"name": "路全斌", "phone": "0373-3661812"})
    );
    assert_eq!(
        (&robots["venue"], &robots["kind"], &robots["formats"]),
        (&json!("museum"), &json!("bookable"), &json!(["talk"]))
    );
    let times: Vec<_> = robots["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .map(|one| (&one["start"], &one["end"]))
        .collect();
    assert_eq!(
        times,
        [
            (
                &json!("2023-09-17T09:00:00+08:00"),
                &json!("2023-09-17T11:00:00+08:00")
            ),
            (
                &json!("2023-09-18T14:30:00+08:00"),
                &json!("2023-09-18T16:00:00+08:00")
            ),
        ]
    );
    assert_eq!(robots["sessions"][0]["capacity"], 30);
    assert_eq!(all[1]["opening"][0]["from"], "2023-09-19");
    assert_eq!(all[1]["opening"][0]["close"], "21:00");
    assert_eq!(
        (&all[2]["online"], all[2].get("venue")),
        (&json!(true), None)
    );
    assert_eq!(
        reasons(&report),
        [
            (7, "日期", words::BAD_DATE),
            (8, "名额", words::NO_CAPACITY),
            (9, "日期", words::UNSETTLED),
            (12, words::ROW, words::FOOTER),
        ]
    );
    assert_eq!(
        (
            report.read,
            report.taken,
            report.activities,
            report.sessions
        ),
        (9, 5, 4, 4)
    );
    assert_eq!(report.guessed(words::ABOVE), 1);
    // A body named in a row that is not taken is no host.
    assert!(
        !year["edition"]["hosts"]
            .as_array()
            .expect("hosts")
            .contains(&json!("红十字会"))
    );
    let place = year["venues"]
        .as_array()
        .expect("places")
        .last()
        .expect("one");
    assert_eq!(
        (&place["name"], &place["district"]),
        (&json!("河南师范大学"), &json!("410711"))
    );
}

#[test]
fn letters_and_separators_of_every_program() {
    let wanted = read(CLERK.as_bytes(), Some(base())).0;
    let gbk = encoding_rs::GBK.encode(CLERK).0.into_owned();
    let (year, report) = read(&gbk, Some(base()));
    assert_eq!((&year, report.guessed(words::GB)), (&wanted, 1));
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(CLERK.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let marked = [b"\xef\xbb\xbf", CLERK.as_bytes()].concat();
    for bytes in [
        utf16,
        marked,
        CLERK.replace('\n', "\r\n").into_bytes(),
        CLERK.replace('\n', "\r").into_bytes(),
    ] {
        assert_eq!(read(&bytes, Some(base())).0, wanted);
    }
    for separator in ["\t", ";"] {
        let text = ["名称,日期,时间,地点", "甲,9月17日,9:00-10:00,平原博物院"]
            .join("\n")
            .replace(',', separator);
        assert_eq!(activities(&read(text.as_bytes(), Some(base())).0).len(), 1);
    }
}

#[test]
fn days_of_a_spreadsheet_merged_cells_and_formulas() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (date, clock) = (
        Format::new().set_num_format("yyyy-mm-dd"),
        Format::new().set_num_format("hh:mm"),
    );
    let plain = Format::new();
    let write = |sheet: &mut rust_xlsxwriter::Worksheet, row: u32, cells: &[&str]| {
        for (at, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, at, *cell).expect("a cell");
        }
    };
    sheet
        .merge_range(0, 0, 0, 5, "活动汇总", &plain)
        .expect("a title");
    // Headings in two rows, the first merged down.
    write(sheet, 1, &["活动名称", "活动时间", "", "", "地点", "人数"]);
    write(sheet, 2, &["", "日期", "开始", "结束", "", ""]);
    for at in [0, 4, 5] {
        let text = ["活动名称", "", "", "", "地点", "人数"][usize::from(at)];
        sheet
            .merge_range(1, at, 2, at, text, &plain)
            .expect("a heading");
    }
    sheet
        .merge_range(3, 0, 5, 0, "水的一天", &plain)
        .expect("a title of three rows");
    for row in 3..6_u32 {
        sheet
            .write_number_with_format(row, 1, 45_186.0 + f64::from(row - 3), &date)
            .expect("a day");
        sheet
            .write_number_with_format(row, 2, 0.375, &clock)
            .expect("an hour");
        sheet
            .write_number_with_format(row, 3, 11.0 / 24.0, &clock)
            .expect("an hour");
        sheet.write_string(row, 4, "新乡市图书馆").expect("a place");
        sheet
            .write_formula(row, 5, Formula::new("=10+20").set_result("30"))
            .expect("a number");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let (year, report) = read(&bytes, Some(base()));
    let all = activities(&year);
    assert_eq!(
        (all.len(), report.rows.len(), report.taken),
        (1, 0, 3),
        "{}",
        report.lines()
    );
    let starts: Vec<_> = all[0]["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .map(|one| one["start"].as_str().expect("a start"))
        .collect();
    assert_eq!(
        starts,
        [
            "2023-09-17T09:00:00+08:00",
            "2023-09-18T09:00:00+08:00",
            "2023-09-19T09:00:00+08:00"
        ]
    );
    assert_eq!(all[0]["sessions"][2]["capacity"], 30);
    assert_eq!(all[0]["venue"], "library");
}

#[test]
fn every_county_has_a_sheet_of_its_own() {
    let mut book = Workbook::new();
    for (name, above) in [("红旗区", 0), ("卫辉市", 2)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        let rows = [
            ["活动主题", "举办时间", "举办地点"],
            [name, "9月17日9:00-10:00", "平原博物院"],
            [name, "9月17日9:00-10:00", "平原博物院"],
            ["坏的", "某天", "平原博物院"],
        ];
        for (at, row) in (above..).zip(rows) {
            for (column, cell) in (0_u16..).zip(row) {
                sheet.write_string(at, column, cell).expect("a cell");
            }
        }
    }
    let (year, report) = read(&book.save_to_buffer().expect("a workbook"), Some(base()));
    assert_eq!(activities(&year).len(), 2);
    let places: Vec<_> = report
        .rows
        .iter()
        .map(|issue| (issue.sheet.as_str(), issue.row))
        .collect();
    assert_eq!(places, [("红旗区", 4), ("卫辉市", 6)]);
    assert_eq!(report.guessed(words::TWICE), 2);
    assert!(
        report.lines().contains("卫辉市 第 6 行（项），日期“某天”"),
        "{}",
        report.lines()
    );
    let told = report.json();
    assert_eq!(
        (&told["not_taken"][1]["sheet"], &told["not_taken"][1]["row"]),
        (&json!("卫辉市"), &json!(6))
    );
}

#[test]
fn several_days_are_a_session_each_where_one_signs_up() {
    let text =
        "名称,日期,时间,地点,名额\n实验课,9月17日至19日,9:00-10:00、14:00-15:00,平原博物院,20\n";
    let (year, _) = read(text.as_bytes(), Some(base()));
    let all = activities(&year);
    assert_eq!(all[0]["sessions"].as_array().map(Vec::len), Some(6));
    let text = "名称,日期,时间,地点,名额\n实验课,6月1日至9月30日,9:00-10:00,平原博物院,20\n";
    let (_, report) = read(text.as_bytes(), Some(base()));
    assert_eq!(reasons(&report), [(2, "日期", words::TOO_LONG)]);
}

#[test]
fn what_is_there_already_is_replaced_and_keeps_its_ids() {
    let first = "名称,日期,时间,地点,主办单位\n水课,9月17日,9:00-10:00,平原博物院,新乡市水利局\n";
    let (mut before, _) = read(first.as_bytes(), Some(shipped()));
    let added = before["activities"].as_array().expect("activities").len();
    assert_eq!(
        added,
        shipped()["activities"]
            .as_array()
            .expect("activities")
            .len()
            + 1
    );
    let water = &mut before["activities"][added - 1];
    water["id"] = json!("water-class");
    water["sessions"][0]["id"] = json!("s-water-class");
    let second = "名称,日期,时间,地点,主办单位,简介\n水课,9月17日,9:00-11:00,平原博物院,新乡市水利局,从一滴水讲起。\n";
    let (after, _) = read(second.as_bytes(), Some(before));
    let all = activities(&after);
    assert_eq!(all.len(), added);
    assert_eq!(all[added - 1]["id"], "water-class");
    assert_eq!(all[added - 1]["description"], "从一滴水讲起。");
    assert_eq!(
        (
            &all[added - 1]["sessions"][0]["id"],
            &all[added - 1]["sessions"][0]["end"]
        ),
        (&json!("s-water-class"), &json!("2023-09-17T11:00:00+08:00"))
    );
}

#[test]
fn the_same_table_gives_the_same_ids() {
    let (one, two) = (
        read(CLERK.as_bytes(), Some(base())).0,
        read(CLERK.as_bytes(), Some(base())).0,
    );
    assert_eq!(one, two);
    let written: Value = serde_json::from_str(&order::year(&one)).expect("JSON");
    assert_eq!(written, one);
}
