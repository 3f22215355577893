//! All registrations as a table for a spreadsheet. Only here does a contact stand in clear.

use std::collections::HashMap;

use serde_json::Value;

use crate::catalogue::{Catalogue, list};
use crate::clock::stamp;
use crate::problem::Problem;
use crate::store::{Exported, Store};

const HEAD: [&str; 17] = [
    "预约码",
    "状态",
    "类型",
    "姓名",
    "电话",
    "学校",
    "年级",
    "班级",
    "活动",
    "场次",
    "开始",
    "大人",
    "孩子",
    "名额",
    "无障碍需求",
    "报名时间",
    "更新时间",
];

/// CSV, a row for each line of a registration. It begins with a byte order mark, by which spreadsheets know UTF-8.
pub fn csv(store: &Store, year: Option<Value>) -> Result<String, Problem> {
    let catalogue = Catalogue::new(year.unwrap_or_default());
    let titles: HashMap<&str, &str> = list(&catalogue.document, "activities")
        .iter()
        .filter_map(|activity| Some((activity["id"].as_str()?, activity["title"].as_str()?)))
        .collect();
    let mut text = String::from('\u{feff}');
    row(&mut text, &HEAD.map(str::to_owned));
    for Exported {
        registration,
        lines,
    } in store.export()?
    {
        let school = registration.school.as_ref();
        for line in lines {
            let session = catalogue.sessions.get(&line.session);
            let title = session.and_then(|session| titles.get(session.activity.as_str()));
            let class = line.class.as_ref().or(school.map(|school| &school.class));
            row(
                &mut text,
                &[
                    registration.code.clone(),
                    registration.status.clone(),
                    registration.kind.as_str().to_owned(),
                    registration.name.clone(),
                    registration.phone.clone(),
                    school.map_or_else(String::new, |school| school.name.clone()),
                    school.map_or_else(String::new, |school| school.grade.to_string()),
                    class.cloned().unwrap_or_default(),
                    title.map_or_else(String::new, |title| (*title).to_owned()),
                    line.session.clone(),
                    session.map_or_else(String::new, |session| stamp(session.start)),
                    line.party.adults.to_string(),
                    line.party.children.to_string(),
                    line.party.seats().to_string(),
                    registration.needs.join(" "),
                    registration.created.clone(),
                    registration.updated.clone(),
                ],
            );
        }
    }
    Ok(text)
}

fn row(text: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        text.push('"');
        // A spreadsheet must not take what somebody typed for a formula.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
            text.push('\'');
        }
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        let mut text = String::new();
        let cells = ["=1+1", "@x", "＝A1", "a\"b,c", "-", ""].map(str::to_owned);
        row(&mut text, &cells);
        assert_eq!(
            text,
            "\"'=1+1\",\"'@x\",\"'＝A1\",\"a\"\"b,c\",\"'-\",\"\"\r\n"
        );
    }
}
