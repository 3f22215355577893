mod files;
mod hostile;
mod sheets;
mod when;

use super::*;
use chrono::TimeZone;
use kepu_day::domain::catalogue::Catalogue;
use std::sync::LazyLock;

/// The year that is shipped, without activities.
fn base() -> Value {
    static BASE: LazyLock<Value> = LazyLock::new(|| without_activities(shipped()));
    BASE.clone()
}

fn shipped() -> Value {
    serde_json::from_str(include_str!("../../../../public/data/2023.json")).expect("the year file")
}

fn now() -> Moment {
    city()
        .with_ymd_and_hms(2023, 9, 1, 8, 0, 0)
        .single()
        .expect("a moment")
}

fn read(bytes: &[u8], base: Option<Value>) -> (Value, Report) {
    import(bytes, "活动.csv", base, now()).expect("a year")
}

/// Activities of the year, and that the app can show every one of them.
fn activities(year: &Value) -> &Vec<Value> {
    let shown = Catalogue::decode(order::year(year)).expect("a catalogue");
    assert_eq!(shown.skipped, 0, "the app leaves something out");
    let all = year["activities"].as_array().expect("activities");
    assert_eq!(shown.activities.len(), all.len());
    all
}

fn reasons(report: &Report) -> Vec<(usize, &str, &str)> {
    report
        .rows
        .iter()
        .map(|issue| (issue.row, issue.column.as_str(), issue.reason.as_str()))
        .collect()
}

#[test]
fn arguments() {
    let parse = |line: &str| Options::parse(line.split_whitespace().map(str::to_owned));
    let all = parse("--into y.json a.xlsx --year-file b.json --report r.json").expect("options");
    assert_eq!(
        (all.file.as_str(), all.into.as_deref()),
        ("a.xlsx", Some("y.json"))
    );
    assert_eq!(
        (all.year_file.as_deref(), all.report.as_deref()),
        (Some("b.json"), Some("r.json"))
    );
    for line in ["", "a b", "a --into", "--wat a", "--report r.json"] {
        let message = parse(line).expect_err(line);
        assert_eq!(message.lines().count(), 1, "{line}: {message}");
    }
}
