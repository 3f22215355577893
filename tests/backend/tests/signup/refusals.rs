//! What is refused, and with which code, over HTTP.

use crate::common::{Backend, class, family, id, person};
use serde_json::{Value, json};

#[test]
fn what_cannot_be_booked() {
    let backend = Backend::new();
    let refused = |n: u32, body: &Value| backend.put(&id(n), body).problem();
    assert_eq!(refused(1, &person(1, "jieli-3")), "409 not_open");
    assert_eq!(refused(1, &person(1, "jieli-4")), "409 closed");
    assert_eq!(refused(1, &person(1, "jieli-5")), "409 cancelled");
    let unknown = backend.put(&id(1), &person(1, "zhibo-1"));
    assert_eq!(unknown.fields(), ["/lines/0/session unknown"]);

    assert_eq!(backend.put(&id(2), &person(2, "jiqiren-1")).status, 201);
    let twice = backend.put(&id(3), &person(2, "jiqiren-1"));
    assert_eq!(
        (twice.problem(), &twice.json()["session"]),
        ("409 duplicate".into(), &json!("jiqiren-1"))
    );
    // jieli-1 begins before jiqiren-1 ends.
    assert_eq!(refused(3, &person(2, "jieli-1")), "409 overlap");
    let mut both = family(4, "jiqiren-1", 2, false);
    let line = json!({"session": "jieli-1", "party": {"adults": 1, "children": 1}});
    both["lines"].as_array_mut().expect("lines").push(line);
    assert_eq!(refused(4, &both), "409 overlap");
}

#[test]
fn parties() {
    let backend = Backend::new();
    // A teacher's groups go to two sessions at one time.
    let grade = backend.put(&id(1), &class(1, &["banji-1", "banji-2"], 3, 42));
    assert_eq!(
        (grade.status, &grade.json()["school"]["grade"]),
        (201, &json!(4))
    );
    assert_eq!(backend.places("banji-2")["booked"], 45);
    let few = backend.put(&id(2), &class(2, &["banji-1"], 1, 5));
    assert_eq!(
        (few.problem(), few.fields()),
        (
            "422 under_min".into(),
            vec!["/lines/0/party out_of_range".into()]
        )
    );
    let many = backend.put(&id(2), &class(2, &["banji-1"], 6, 60));
    assert_eq!(many.problem(), "422 over_max");
    let alone = backend.put(&id(2), &class(2, &["banji-1"], 2, 31));
    assert_eq!(
        (alone.problem(), alone.fields()),
        ("422 invalid".into(), vec!["/lines/0/party ratio".into()])
    );
    let twice = backend.put(&id(2), &class(2, &["banji-1", "banji-1"], 2, 20));
    assert_eq!(twice.problem(), "409 duplicate");
    let family = backend.put(&id(2), &family(2, "banji-1", 3, false));
    assert_eq!(family.fields(), ["/kind kind"]);
}

#[test]
fn bodies() {
    let backend = Backend::new();
    let path = format!("/api/registrations/{}", id(1));
    let body = person(1, "jiqiren-1").to_string();
    let (json, star) = (("Content-Type", "application/json"), ("If-None-Match", "*"));
    assert_eq!(
        backend.ask("PUT", &path, &[json], &body).problem(),
        "428 stale"
    );
    assert_eq!(
        backend.ask("PUT", &path, &[star], &body).problem(),
        "415 invalid"
    );
    let deep = "[".repeat(10_000);
    for broken in ["{", "\u{feff}{}", "{\"a\":\"\\ud800\"}", &deep] {
        assert_eq!(
            backend.ask("PUT", &path, &[json, star], broken).problem(),
            "400 invalid"
        );
    }
    for hostile in ["[]", "null", "7", "{\"lines\":{}}"] {
        assert_eq!(
            backend.ask("PUT", &path, &[json, star], hostile).problem(),
            "422 invalid"
        );
    }
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(64 * 1024));
    assert_eq!(
        backend.ask("PUT", &path, &[json, star], &large).problem(),
        "413 invalid"
    );
    let bad = backend.ask("PUT", "/api/registrations/7", &[json, star], &body);
    assert_eq!(bad.fields(), ["/id format"]);
}
