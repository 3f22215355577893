use super::*;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::io::Cursor;
use zip::write::SimpleFileOptions;

fn refused(bytes: &[u8]) -> String {
    let message = import(bytes, "x", Some(base()), now()).expect_err("a refusal");
    assert_eq!(message.lines().count(), 1, "{message}");
    message
}

/// A workbook whose one sheet is this XML.
fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet()
        .write_string(0, 0, "x")
        .expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        to.start_file(name.as_str(), options).expect("a part");
        if name == "xl/worksheets/sheet1.xml" {
            to.write_all(sheet.as_bytes()).expect("a sheet");
        } else {
            std::io::copy(&mut part, &mut to).expect("a part");
        }
    }
    for (name, content) in more {
        to.start_file(*name, options).expect("a part");
        to.write_all(content).expect("a part");
    }
    to.finish().expect("a zip").into_inner()
}

fn sheet(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
    )
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_sheet_that_claims_to_be_endless_is_as_large_as_it_is() {
    let rows = ["A1", "B1", "C1"]
        .iter()
        .zip(["名称", "日期", "地点"])
        .map(|(at, text)| cell(at, text))
        .collect::<String>();
    let row = ["A2", "B2", "C2"]
        .iter()
        .zip(["甲", "9月17日", "平原博物院"])
        .map(|(at, text)| cell(at, text))
        .collect::<String>();
    // Far to the right, and with a merged range of the whole sheet.
    let far = cell("XFD2", "far");
    let xml = sheet(&format!(
        "<row r=\"1\">{rows}</row><row r=\"2\">{row}{far}</row>"
    ))
    .replace(
        "</sheetData>",
        "</sheetData><mergeCells><mergeCell ref=\"A2:XFD1048576\"/></mergeCells>",
    );
    let (year, _) = read(&workbook(&xml, &[]), Some(base()));
    assert_eq!(activities(&year).len(), 1);
    let deep = sheet(&format!(
        "<row r=\"1048576\">{}</row>",
        cell("A1048576", "x")
    ));
    assert_eq!(
        refused(&workbook(&deep, &[])),
        words::too_many_rows(table::MOST_ROWS)
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![0_u8; 2 << 20];
    let bomb = workbook(&sheet(""), &[("xl/media/bomb.bin", &zeros)]);
    assert!(bomb.len() < 1 << 16);
    assert_eq!(
        xlsx::bounded(&bomb, 1 << 20),
        Err(words::TOO_LARGE.to_owned())
    );
    assert_eq!(xlsx::bounded(&bomb, 3 << 20), Ok(()));
}

#[test]
fn what_is_no_table_is_refused_in_a_line() {
    assert_eq!(refused(b""), words::EMPTY);
    assert_eq!(
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        words::OLD_EXCEL
    );
    assert_eq!(refused(b"hello, world\n1,2\n"), words::NO_ROWS);
    assert_eq!(refused(&[0_u8; 4_000]), words::UNKNOWN_FILE);
    for bytes in [
        &b"PK\x03\x04broken"[..],
        b"{",
        b"{\"a\": 1}",
        b"[1, 2]",
        b"<html><body>404</body></html>",
        b"<a><b></a>",
    ] {
        refused(bytes);
    }
    refused(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes());
    refused("<a>".repeat(100_000).as_bytes());
    let half = workbook(&sheet("<row r=\"1\">"), &[]);
    refused(&half[..half.len() / 2]);
    let message =
        import(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "x", None, now()).expect_err("no year");
    assert_eq!(message, words::NO_YEAR);
}

#[test]
fn entities_of_ones_own_are_nothing() {
    let xml = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><schedule><conference><title>C</title><start>2023-09-17</start><end>2023-09-17</end></conference><day date='2023-09-17'><room name='R'><event id='1'><date>2023-09-17T09:00:00+08:00</date><duration>01:00</duration><title>&b;T&amp;&#65;</title></event></room></day></schedule>";
    let (year, _) = read(xml.as_bytes(), None);
    assert_eq!(activities(&year)[0]["title"], "T&A");
}

#[test]
fn many_rows() {
    let mut text = String::from("名称,日期,时间,地点,主办单位,名额,报名方式\n");
    for row in 0..6_000 {
        let (title, day) = (row / 4, 17 + row % 6);
        text.push_str(&format!(
            "活动{title},9月{day}日,9:0{}-11:00,地点{title},单位{title},30,要报名\n",
            row % 4
        ));
    }
    let (year, report) = read(text.as_bytes(), Some(base()));
    assert_eq!(
        (report.taken, year["activities"].as_array().map(Vec::len)),
        (6_000, Some(1_500))
    );
    let text: String = (0..6_000).fold("名称,日期\n".to_owned(), |text, row| {
        text + &format!("活动{row},没有\n")
    });
    let (_, report) = read(text.as_bytes(), Some(base()));
    assert_eq!(report.rows.len(), 6_000);
    assert!(report.lines().lines().count() < 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_table_stops_it(rows in proptest::collection::vec("[名称日期,时间地点0-9月日:：\\-\"\n=+;\t甲全天 ]{0,80}", 0..8), bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = format!("名称,日期,时间,地点,名额,报名方式,编号\n{}", rows.join("\n"));
        // Rows of tabs alone may make it a table of tabs, without headings.
        if let Ok((year, _)) = import(text.as_bytes(), "x", Some(base()), now()) {
            activities(&year);
        }
        let _ = import(&bytes, "x", Some(base()), now());
        let calendar = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", &bytes[..]].concat();
        let _ = import(&calendar, "x", Some(base()), now());
    }
}
