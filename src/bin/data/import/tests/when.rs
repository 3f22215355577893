use super::super::when::{Hint, length, moment_of_serial, read};
use super::super::{lex, members};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

const HINT: Hint = Hint {
    year: 2023,
    hours_alone: false,
};
const HOURS: Hint = Hint {
    year: 2023,
    hours_alone: true,
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).expect("a day")
}

fn days(text: &str) -> Vec<(NaiveDate, NaiveDate)> {
    read(text, HINT).map(|when| when.days).unwrap_or_default()
}

fn hours(text: &str) -> Vec<(u32, Option<u32>)> {
    read(text, HOURS).map(|when| when.hours).unwrap_or_default()
}

fn span(from: u32, to: u32) -> Vec<(u32, Option<u32>)> {
    vec![(from, Some(to))]
}

#[test]
fn days_as_clerks_write_them() {
    let wanted = vec![(day(9, 17), day(9, 17))];
    for text in [
        "2023年9月17日",
        "2023-09-17",
        "2023/9/17",
        "2023.9.17",
        "20230917",
        "45186",
        "9月17日",
        "9月17号",
        "9.17",
        "9/17",
        "２０２３年９月１７日",
        "2023 年 9 月 17 日（周日）",
        "九月十七日",
        "2023-09-17T00:00:00",
        "9月17日(星期日)",
    ] {
        assert_eq!(days(text), wanted, "{text}");
    }
    let range = vec![(day(9, 17), day(9, 23))];
    for text in [
        "9月17日至9月23日",
        "9月17日-23日",
        "9月17-23日",
        "9月17日—9月23日",
        "9.17-9.23",
        "2023年9月17日～23日",
        "9.17-23",
    ] {
        assert_eq!(days(text), range, "{text}");
    }
    for text in [
        "9月17日、18日",
        "9月17、18日",
        "9月17日，9月18日",
        "9月17日和18日",
    ] {
        assert_eq!(
            days(text),
            vec![(day(9, 17), day(9, 17)), (day(9, 18), day(9, 18))],
            "{text}"
        );
    }
    let over = days("2023年12月30日至1月2日");
    assert_eq!(
        over,
        vec![(
            day(12, 30),
            NaiveDate::from_ymd_opt(2024, 1, 2).expect("a day")
        )]
    );
}

#[test]
fn hours_as_clerks_write_them() {
    let wanted = span(9 * 60, 11 * 60);
    for text in [
        "9:00-11:00",
        "9：00—11：00",
        "９：００～１１：００",
        "上午9:00-11:00",
        "上午9点-11点",
        "9点到11点",
        "9-11点",
        "09:00至11:00",
        "9.00-11.00",
        "9时-11时",
        "上午九点至十一点",
        "9:00:00-11:00:00",
    ] {
        assert_eq!(hours(text), wanted, "{text}");
    }
    assert_eq!(hours("下午2:30-5:00"), span(14 * 60 + 30, 17 * 60));
    assert_eq!(hours("下午2点半到4点"), span(14 * 60 + 30, 16 * 60));
    assert_eq!(hours("上午10:00-下午2:00"), span(10 * 60, 14 * 60));
    assert_eq!(hours("晚上7点-9点"), span(19 * 60, 21 * 60));
    assert_eq!(hours("9点30分"), vec![(9 * 60 + 30, None)]);
    assert_eq!(hours("0.375"), vec![(9 * 60, None)]);
    assert_eq!(
        hours("9:00-11:00、14:00-16:00"),
        [span(9 * 60, 11 * 60), span(14 * 60, 16 * 60)].concat()
    );
    let both = read("9月17日上午9:00-11:00", HINT).expect("a day and hours");
    assert_eq!(
        (both.days, both.hours),
        (vec![(day(9, 17), day(9, 17))], wanted)
    );
}

#[test]
fn what_is_no_day_is_none() {
    for text in [
        "",
        "待定",
        "9月31日",
        "2月30日",
        "2023-13-01",
        "25:00",
        "9:75",
        "一楼",
        "第1场",
        "abc",
        "17日",
        "2023年",
    ] {
        assert_eq!(read(text, HINT), None, "{text}");
    }
    assert!(read("全天", HINT).is_some_and(|when| when.whole_day));
    assert_eq!(
        read("周二至周日", HOURS).map(|when| when.weekdays),
        Some((2..=7).collect())
    );
    assert_eq!(
        read("上午", HOURS).map(|when| when.parts),
        Some(vec![lex::Part::Morning])
    );
}

#[test]
fn lengths_grades_and_ages() {
    for (text, minutes) in [
        ("90分钟", 90),
        ("1.5小时", 90),
        ("1小时30分", 90),
        ("一个半小时", 90),
        ("半小时", 30),
        ("2小时", 120),
        ("45", 45),
        ("两小时", 120),
    ] {
        assert_eq!(length(text), Some(minutes), "{text}");
    }
    assert_eq!(["", "很久", "0", "-5", "99999小时"].map(length), [None; 5]);
    for (text, from, to) in [
        ("1-6年级", 1, 6),
        ("三至五年级", 3, 5),
        ("小学", 1, 6),
        ("初中", 7, 9),
        ("高中", 10, 12),
        ("初一", 7, 7),
        ("小学、初中", 1, 9),
        ("七年级", 7, 7),
        ("小学3-6年级", 3, 6),
        ("高一至高三", 10, 12),
    ] {
        assert_eq!(
            members::grades(text),
            Some((Some(from), Some(to))),
            "{text}"
        );
    }
    assert_eq!(members::grades("成人"), None);
    for (text, range) in [
        ("6-12岁", (Some(6), Some(12))),
        ("6岁以上", (Some(6), None)),
        ("12岁以下", (None, Some(12))),
        ("６－１２岁", (Some(6), Some(12))),
        ("6+", (Some(6), None)),
    ] {
        assert_eq!(members::ages(text), Some(range), "{text}");
    }
    assert_eq!(["成人", "200岁", "12-6岁"].map(members::ages), [None; 3]);
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_graphic() {
                char::from_u32(c as u32 + 0xfee0).unwrap_or(c)
            } else {
                c
            }
        })
        .collect()
}

proptest! {
    #[test]
    fn every_day_is_read_in_every_form(number in 0_u64..40_000, form in 0_usize..8, full in any::<bool>()) {
        let date = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day") + Days::new(number);
        let (y, m, d) = (date.year(), date.month(), date.day());
        let serial = (date - NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day")).num_days();
        let text = match form {
            0 => format!("{y}年{m}月{d}日"),
            1 => format!("{y}-{m:02}-{d:02}"),
            2 => format!("{y}/{m}/{d}"),
            3 => format!("{y}.{m}.{d}"),
            4 => format!("{y}{m:02}{d:02}"),
            5 => format!("{m}月{d}日"),
            6 => format!("{y} 年 {m} 月 {d} 号"),
            _ => serial.to_string(),
        };
        let text = if full { wide(&text) } else { text };
        let when = read(&text, Hint { year: y, hours_alone: false });
        prop_assert_eq!(when.map(|when| when.days), Some(vec![(date, date)]), "{}", text);
    }

    #[test]
    fn every_time_is_read_in_every_form(start in 0_u32..1_439, long in 1_u32..600, form in 0_usize..4) {
        let end = (start + long).min(1_439);
        prop_assume!(end > start);
        let text = match form {
            0 => format!("{}:{:02}-{}:{:02}", start / 60, start % 60, end / 60, end % 60),
            1 => format!("{:02}：{:02}—{:02}：{:02}", start / 60, start % 60, end / 60, end % 60),
            2 => format!("{}点{}分至{}点{}分", start / 60, start % 60, end / 60, end % 60),
            _ => wide(&format!("{:02}:{:02}~{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)),
        };
        prop_assert_eq!(hours(&text), span(start, end), "{}", text);
    }

    #[test]
    fn nothing_that_is_typed_stops_it(text in "\\PC{0,60}", near in "[0-9０-９年月日号.:：/\\-—至、点时半上午下晚周一二十 ]{0,40}") {
        for text in [text, near] {
            for hint in [HINT, HOURS] {
                let when = read(&text, hint).unwrap_or_default();
                prop_assert!(when.days.iter().all(|(from, to)| from <= to));
                prop_assert!(when.hours.iter().all(|(from, _)| *from <= 1_500));
            }
            let _ = (length(&text), members::grades(&text), members::ages(&text));
        }
    }

    #[test]
    fn every_number_of_a_spreadsheet_is_a_moment_or_none(serial in any::<f64>()) {
        let _ = moment_of_serial(serial);
    }
}
