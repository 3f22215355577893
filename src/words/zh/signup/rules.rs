//! The rules of a session in a line each, and what to do where one does not hold.

use super::super::{common, when};
use crate::domain::activity::{PartyLimits, RegistrationKind};
use crate::domain::age::Ages;
use crate::domain::form::Field;
use crate::domain::suits::Misfit;
use crate::domain::taxonomy::Grades;
use crate::domain::time::Moment;
use crate::text;
use chrono::NaiveDate;

/// 适合 4–10 岁，一年级至四年级
pub fn suits(ages: Option<Ages>, grades: Option<Grades>) -> String {
    let ages = ages.map(common::ages).unwrap_or_default();
    let grades = grades.map(|grades| common::grades(grades.from, grades.to));
    let said = [ages, grades.unwrap_or_default()];
    let said: Vec<&str> = said
        .iter()
        .map(String::as_str)
        .filter(|one| !one.is_empty())
        .collect();
    if said.is_empty() {
        return String::new();
    }
    text!("适合：", &said.join("，"))
}

/// 一次报 2–4 位；每 15 名学生至少 1 位老师
pub fn party_rule(kinds: &[RegistrationKind], limits: PartyLimits, ratio: Option<u32>) -> String {
    if kinds == [RegistrationKind::Person] {
        return "一次报 1 位".to_owned();
    }
    let (min, max) = (limits.min.to_string(), limits.max.to_string());
    let mut rule = match limits.min == limits.max {
        true => text!("一次报 ", &max, " 位"),
        false => text!("一次报 ", &min, "–", &max, " 位"),
    };
    let of_class = ratio.filter(|ratio| *ratio > 0 && kinds.iter().any(|kind| kind.is_school()));
    if let Some(ratio) = of_class {
        rule.push_str(&text!("；每 ", &ratio.to_string(), " 名学生至少 1 位老师"));
    }
    rule
}

/// 9月16日 18:00 截止报名，还有 2 小时
pub fn closes(closes: &Moment, now: &Moment, today: NaiveDate) -> String {
    let left = (*closes - *now).num_seconds();
    let at = text!(&when::near_moment(closes, today), " 截止报名");
    match left {
        // Only where it presses.
        1..=10_800 => text!(&at, "，还有 ", &when::countdown(left)),
        _ => at,
    }
}

/// 这一场一次最多报 4 位，现在是 6 位。可以分两次报，或换一场。
pub fn too_many(max: u32, wanted: u32) -> String {
    text!(
        "这一场一次最多报 ",
        &max.to_string(),
        " 位，现在是 ",
        &wanted.to_string(),
        " 位。请减少人数，或分开报。",
    )
}

/// Whom it is not meant for; nobody is turned away by it.
pub fn misfit(misfit: Misfit) -> String {
    let who = match misfit {
        Misfit::Band(at) => text!(super::label(Field::BANDS[at]), "的孩子"),
        Misfit::Grade(grade) => common::grade(grade.into()).to_owned(),
        Misfit::Children => "孩子".to_owned(),
    };
    text!(
        "内容不是为",
        &who,
        "准备的。仍可以报名，最好先问问主办单位，或换一场。"
    )
}
