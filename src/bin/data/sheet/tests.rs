use super::*;
use crate::import::{Table, import};
use kepu_day::domain::time::from_millis;
use kepu_day::words::import as words;
use kepu_day::words::sheet::{ACTIVITIES, GUIDE};
use kepu_day::words::table::Column;

fn shipped() -> Value {
    serde_json::from_str(include_str!("../../../../public/data/2023.json")).expect("the year file")
}

/// Its first activities alone.
fn small() -> Value {
    let mut year = shipped();
    year["activities"]
        .as_array_mut()
        .expect("activities")
        .truncate(14);
    year
}

fn back(bytes: &[u8]) -> Value {
    import(bytes, "x", None, from_millis(0.0))
        .expect("a year")
        .0
}

#[test]
fn a_year_as_a_spreadsheet_is_the_same_year_again() {
    let year = shipped();
    let sheets = of::sheets(&year).expect("sheets");
    assert!(
        !sheets.year.contains_key(crate::import::ODD),
        "an activity does not fit"
    );
    assert_eq!(back(&book::of(&year).expect("a workbook")), year);
    // Most of an activity stands in columns, not in the one that holds the rest.
    let kept: usize = sheets
        .activities
        .rows
        .iter()
        .skip(1)
        .filter_map(|row| row.cells.last())
        .map(String::len)
        .sum();
    assert!(
        kept < year["activities"].to_string().len() / 3,
        "{kept} bytes are in no column"
    );
}

/// The table with one cell changed.
fn with(table: &Table, row: usize, column: Column, text: &str) -> Table {
    let mut table = table.clone();
    let at = of::columns()
        .iter()
        .position(|known| *known == column)
        .expect("a column");
    table.rows[row].cells[at] = text.to_owned();
    table
}

fn read(sheets: &of::Sheets, table: Table) -> Value {
    let base = Value::Object(sheets.year.clone());
    crate::import::import_tables(vec![sheets.venues.clone(), table], &base, from_millis(0.0))
        .expect("a year")
}

#[test]
fn what_the_clerk_changes_counts() {
    let year = small();
    let sheets = of::sheets(&year).expect("sheets");
    let table = &sheets.activities;
    let changes = [
        (Column::Title, "科普集市", "title", json!("科普集市")),
        (Column::Fee, "10 元", "fee", json!("10 元")),
        (
            Column::Phone,
            "13800138000",
            "contact",
            json!({"name": "活动咨询", "phone": "13800138000"}),
        ),
        (Column::Kind, "随到随看", "kind", json!("drop_in")),
        (Column::Bring, "", "bring", Value::Null),
        (Column::Venue, "新乡市图书馆", "venue", json!("library")),
    ];
    for (column, text, member, wanted) in changes {
        let read = read(&sheets, with(table, 1, column, text));
        assert_eq!(read["activities"][0][member], wanted, "{text}");
        assert_eq!(
            read["activities"][0]["recap"], year["activities"][0]["recap"],
            "what is in no column stays"
        );
        assert_eq!(read["activities"][1], year["activities"][1]);
    }
    let later = read(&sheets, with(table, 1, Column::End, "10:30"));
    assert_eq!(
        later["activities"][0]["sessions"][0]["end"],
        "2023-09-17T10:30:00+08:00"
    );
    assert_eq!(
        later["activities"][0]["sessions"][1],
        year["activities"][0]["sessions"][1]
    );
}

#[test]
fn a_first_row_that_is_gone_is_missed() {
    let mut sheets = of::sheets(&small()).expect("sheets");
    sheets.activities.rows.remove(1);
    let report = crate::import::report_of(
        vec![sheets.venues, sheets.activities],
        &Value::Object(sheets.year),
        from_millis(0.0),
    );
    assert!(
        report.lines().contains(words::FIRST_GONE),
        "{}",
        report.lines()
    );
}

#[test]
fn years_that_no_table_can_hold_come_back_too() {
    let mut year = small();
    year["activities"][0]["sessions"] = json!("none");
    year["activities"][1]["title"] = json!("  ");
    year["activities"][2] = json!(5);
    year["activities"][3]["sessions"][0]["start"] = json!("2023-09-17T09:00:30.5+09:00");
    year["activities"][4]["sessions"][0]["start"] = json!("soon");
    year["activities"][5]["description"] = json!(" =1+1\u{200b}，（空格） \n\n末行 ");
    year["activities"][6]["unknown"] = json!({"deep": [1, null, {"x": "字".repeat(40_000)}]});
    year["activities"][7]["hosts"] = json!(["甲、乙协会", 5]);
    year["activities"][8]
        .as_object_mut()
        .expect("an activity")
        .remove("sessions");
    year["activities"][9]["sessions"] = json!([]);
    year["activities"][9]["opening"] = json!([]);
    year["activities"][10]["status"] = json!("moved");
    year["venues"][0]["name"] = json!("新乡市图书馆");
    year["venues"][2]["point"] = json!("?");
    year["more"] = json!([1, 2, 3]);
    assert_eq!(back(&book::of(&year).expect("a workbook")), year);
    assert_eq!(
        back(
            &book::of(&json!({"edition": {"id": "1"}, "activities": [], "venues": []}))
                .expect("a workbook")
        )["edition"]["id"],
        "1"
    );
    for odd in [json!(null), json!([]), json!({"activities": []})] {
        assert!(book::of(&odd).is_err());
    }
}

#[test]
fn the_blank_one_is_read_once_it_is_filled_in() {
    let bytes = book::blank(&shipped()).expect("a workbook");
    let tables = crate::import::tables(&bytes).expect("sheets");
    assert_eq!(
        tables
            .iter()
            .map(|table| table.name.as_str())
            .collect::<Vec<_>>(),
        [ACTIVITIES, GUIDE]
    );
    let mut table = tables[0].clone();
    assert_eq!(table.rows.len(), 1);
    let heading = |wanted: Column| {
        table.rows[0]
            .cells
            .iter()
            .position(|cell| cell == wanted.heading())
            .expect("a heading")
    };
    let mut cells = vec![String::new(); table.rows[0].cells.len()];
    for (column, text) in [
        (Column::Title, "水课"),
        (Column::Date, "9月17日"),
        (Column::Start, "9:00"),
        (Column::End, "10:00"),
        (Column::Venue, "平原博物院"),
    ] {
        cells[heading(column)] = text.to_owned();
    }
    table.rows.push(crate::import::Row { number: 2, cells });
    let read =
        crate::import::import_tables(vec![table], &shipped(), from_millis(0.0)).expect("a year");
    let all = read["activities"].as_array().expect("activities");
    assert_eq!(
        all.last().map(|one| one["title"].clone()),
        Some(json!("水课"))
    );
    assert!(
        tables[1]
            .rows
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.contains("科普研学"))),
        "the words of the year"
    );
    assert!(book::blank(&json!({})).is_ok());
}
