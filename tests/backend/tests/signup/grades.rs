//! Several classes of a school in one registration, and lines that name alternatives.

use crate::common::{Backend, class, family, id, phone};
use serde_json::{Value, json};

/// A teacher's sign-up: (class, session, pupils), each class with three adults.
fn grade(number: u32, lines: &[(&str, &str, i64)]) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(class, session, pupils)| {
            json!({"class": class, "session": session, "party": {"adults": 3, "children": pupils}})
        })
        .collect();
    json!({"kind": "grade", "contact": {"name": "赵老师", "phone": phone(number)}, "lines": lines,
        "school": {"name": "实验小学", "grade": 3}, "consent_version": "2023-1"})
}

const ONE: &str = "三年级1班";
const TWO: &str = "三年级2班";

#[test]
fn two_classes_in_one_session_and_two_at_one_time() {
    let backend = Backend::new();
    let made = backend.put(
        &id(1),
        &grade(1, &[(ONE, "banji-1", 40), (TWO, "banji-1", 40)]),
    );
    let document = made.json();
    assert_eq!(
        (made.status, &document["status"]),
        (201, &json!("confirmed")),
        "{document}"
    );
    assert_eq!(document["lines"][1]["class"], TWO);
    assert_eq!(document["school"], json!({"name": "实验小学", "grade": 3}));
    assert_eq!(backend.places("banji-1")["booked"], 86);
    // At one time: two classes may, one may not.
    let apart = grade(2, &[(ONE, "banji-2", 20), (TWO, "banji-1", 20)]);
    assert_eq!(backend.put(&id(2), &apart).problem(), "409 full");
    let torn = grade(2, &[(ONE, "banji-2", 20), (ONE, "banji-1", 20)]);
    assert_eq!(backend.put(&id(2), &torn).problem(), "409 overlap");
    let twice = grade(2, &[(ONE, "banji-2", 20), (ONE, "banji-2", 20)]);
    assert_eq!(backend.put(&id(2), &twice).problem(), "409 duplicate");
}

#[test]
fn all_or_none_and_which_lines_failed() {
    let backend = Backend::new();
    assert_eq!(
        backend.put(&id(1), &class(1, &["banji-1"], 3, 40)).status,
        201
    );
    // Of two classes in banji-1 one fits; together they do not.
    let wanted = grade(2, &[(ONE, "banji-1", 40), (TWO, "banji-1", 40)]);
    let refused = backend.put(&id(2), &wanted);
    assert_eq!(refused.problem(), "409 full");
    assert_eq!(
        refused.json()["lines"],
        json!([{"pointer": "/lines/1", "session": "banji-1", "alternatives": ["banji-2"]}])
    );
    assert_eq!(backend.places("banji-1")["booked"], 43);
    // Limits and ratio are each line's own.
    let ratio = backend.put(
        &id(2),
        &grade(2, &[(ONE, "banji-1", 40), (TWO, "banji-2", 50)]),
    );
    assert_eq!(ratio.fields(), ["/lines/1/party ratio"]);
}

#[test]
fn the_first_wishes_that_fit_together() {
    let backend = Backend::new();
    assert_eq!(
        backend.put(&id(1), &class(1, &["banji-1"], 3, 40)).status,
        201
    );
    let mut wanted = grade(2, &[(ONE, "banji-1", 40), (TWO, "banji-1", 40)]);
    wanted["lines"][1]["alternatives"] = json!(["banji-2"]);
    let made = backend.put(&id(2), &wanted).json();
    assert_eq!(made["status"], "confirmed", "{made}");
    assert_eq!(made["lines"][0]["session"], "banji-1");
    assert!(made["lines"][0].get("wished").is_none());
    assert_eq!(made["lines"][1]["session"], "banji-2");
    assert_eq!(made["lines"][1]["wished"], "banji-1");
    // The same body again is the same answer.
    assert_eq!(backend.put(&id(2), &wanted).json(), made);
    wanted["lines"][1]["alternatives"] = json!(["nowhere"]);
    wanted["contact"]["phone"] = json!(phone(3));
    let unknown = backend.put(&id(3), &wanted);
    assert_eq!(unknown.fields(), ["/lines/1/alternatives/0 unknown"]);
}

#[test]
fn a_family_takes_what_it_wished_for_next_and_waits_for_the_first() {
    let backend = Backend::new();
    assert_eq!(
        backend.put(&id(1), &family(1, "jieli-1", 4, false)).status,
        201
    );
    let mut wanted = family(2, "jieli-1", 3, true);
    // The first alternative is over, the second does not fit the day's other line.
    wanted["lines"][0]["alternatives"] = json!(["jieli-4", "jieli-2"]);
    let made = backend.put(&id(2), &wanted).json();
    assert_eq!(made["lines"][0]["session"], "jieli-2", "{made}");
    let mut third = family(3, "jieli-1", 3, true);
    third["lines"][0]["alternatives"] = json!(["jieli-2"]);
    let waits = backend.put(&id(3), &third).json();
    assert_eq!(
        (&waits["status"], &waits["lines"][0]["session"]),
        (&json!("waitlisted"), &json!("jieli-1"))
    );
}

#[test]
fn a_grade_is_changed_as_a_whole() {
    let backend = Backend::new();
    let made = backend
        .put(
            &id(1),
            &grade(1, &[(ONE, "banji-1", 40), (TWO, "banji-2", 40)]),
        )
        .json();
    let token = made["manage_token"].as_str().expect("a token").to_owned();
    let change = |rev: &str, lines: &Value| {
        let body = json!({"lines": lines}).to_string();
        backend.manage("PATCH", &id(1), &token, rev, &body)
    };
    let swapped = grade(1, &[(ONE, "banji-2", 40), (TWO, "banji-1", 30)]);
    let changed = change("1", &swapped["lines"]);
    assert_eq!(changed.status, 200);
    assert_eq!(backend.places("banji-1")["booked"], 33);
    let unnamed = json!([{"session": "banji-1", "party": {"adults": 3, "children": 30}}]);
    assert_eq!(change("2", &unnamed).fields(), ["/lines/0/class required"]);
    assert_eq!(backend.manage("DELETE", &id(1), &token, "", "").status, 200);
    assert_eq!(backend.places("banji-2")["booked"], 0);
}
