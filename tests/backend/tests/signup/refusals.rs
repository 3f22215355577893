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

#[test]
fn hostile_input_is_refused_and_leaves_nothing() {
    let backend = Backend::new();
    let refused = |what: &str, change: &dyn Fn(&mut Value)| {
        let mut body = person(1, "jiqiren-1");
        change(&mut body);
        let answer = backend.put(&id(1), &body);
        let fields = answer.fields().join(" ");
        assert_eq!(format!("{} {fields}", answer.problem()), what);
        assert!(
            !answer.json()["detail"]
                .as_str()
                .unwrap_or_default()
                .is_empty()
        );
    };
    let party = "/lines/0/party";
    refused("422 invalid /contact/name too_long", &|body| {
        body["contact"]["name"] = json!("字".repeat(10_000));
    });
    refused("422 invalid /contact/name format", &|body| {
        body["contact"]["name"] = json!("王\u{0}芳");
    });
    refused("422 invalid /contact/phone format", &|body| {
        body["contact"]["phone"] = json!("٠١٢٣٤٥٦٧٨٩٠");
    });
    refused(&format!("422 invalid {party} out_of_range"), &|body| {
        body["lines"][0]["party"]["adults"] = json!(0);
    });
    refused(
        &format!("422 invalid {party}/adults out_of_range"),
        &|body| {
            body["lines"][0]["party"]["adults"] = json!(1_000_000_000);
        },
    );
    refused("422 invalid /lines/0/session unknown", &|body| {
        body["lines"][0]["session"] = json!("jiqiren-99");
    });
    refused("409 closed ", &|body| {
        body["lines"][0]["session"] = json!("jieli-4")
    });
    refused("422 invalid /lines/0/alternatives too_long", &|body| {
        body["lines"][0]["alternatives"] = json!(vec!["jiqiren-2"; 9]);
    });
    refused("422 invalid /when_free format", &|body| {
        body["when_free"] = json!("soon")
    });
    let headers = [("If-None-Match", "*"), ("Content-Type", "application/json")];
    let path = format!("/api/registrations/{}", id(1));
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(10 << 20));
    assert_eq!(
        backend.ask("PUT", &path, &headers, &large).problem(),
        "413 invalid"
    );
    let all = backend.control("GET", "/registrations", &Value::Null);
    assert_eq!(all["registrations"], json!([]));

    // What is only unusual is taken.
    let mut body = person(1, "jiqiren-1");
    body["contact"] = json!({"name": "👩‍🔬 王芳", "phone": "＋８６ １３８ ００００ ０００１"});
    let made = backend.put(&id(1), &body).json();
    assert_eq!(made["contact"]["phone"], "138****0001");
    body["needs"] = json!(["wheelchair"]);
    assert_eq!(backend.put(&id(1), &body).fields(), ["/id reused"]);
    for token in ["", "x", "%00", "\u{e9}"] {
        let answer = backend.manage("GET", &id(1), token, "", "");
        assert_eq!(answer.problem(), "401 unauthorised");
    }
    let nul = backend.manage("GET", "%00", "x", "", "");
    assert_eq!(nul.problem(), "401 unauthorised");
}

#[test]
fn numbers_and_names_as_people_type_them() {
    let backend = Backend::new();
    for (n, typed, kept) in [
        (1, "138 0000 0001", "138****0001"),
        (2, "+86 138-0000-0002", "138****0002"),
        (3, "１３８００００００３", ""),
        (4, "１３８０００００００４", "138****0004"),
        (5, "138–0000–0005", "138****0005"),
        (6, "0373-3661806", "037****1806"),
        (7, "010 8888 8807", "010****8807"),
        (8, "12345", ""),
        (9, "1380000000９９", ""),
    ] {
        let mut body = person(n, "jiqiren-1");
        body["contact"] = json!({"name": "<b onclick=x>王</b>", "phone": typed});
        let answer = backend.put(&id(n), &body);
        if kept.is_empty() {
            assert_eq!(answer.fields(), ["/contact/phone format"], "{typed}");
        } else {
            let made = answer.json();
            assert_eq!(made["contact"]["phone"], kept, "{typed}");
            // Markup is a text like any other, and masked like any name.
            assert_eq!(
                made["contact"]["name"]
                    .as_str()
                    .map(|name| name.starts_with("<*")),
                Some(true)
            );
        }
    }
}

#[test]
fn nobody_and_parts_of_people_do_not_come() {
    let backend = Backend::new();
    let party = |party: Value| {
        let mut body = family(1, "jiqiren-1", 2, false);
        body["lines"][0]["party"] = party;
        backend.put(&id(1), &body).problem()
    };
    for odd in [
        json!({"adults": 0, "children": 0}),
        json!({"adults": 0, "children": 2}),
        json!({"adults": -1, "children": 2}),
        json!({"adults": 1.5, "children": 1}),
        json!({"adults": "1", "children": 1}),
        json!({"adults": 1, "children": 1_000_000_000}),
        json!({"adults": 1, "children": 18_446_744_073_709_551_615_u64}),
        json!({"adults": 1, "children": 1, "bands": {"4-6": 2}}),
        json!({"adults": 1, "children": 1, "bands": {"4-99": 1}}),
        json!(null),
        json!([1, 1]),
    ] {
        assert_eq!(party(odd.clone()), "422 invalid", "{odd}");
    }
    assert_eq!(
        backend.put(&id(1), &class(1, &["banji-1"], 2, 0)).problem(),
        "422 invalid"
    );
    // Over and done with.
    backend.control(
        "POST",
        "/clock",
        &json!({"at": "2024-01-01T00:00:00+08:00"}),
    );
    assert_eq!(
        backend.put(&id(1), &person(1, "jiqiren-1")).problem(),
        "409 closed"
    );
    let all = backend.control("GET", "/registrations", &Value::Null);
    assert_eq!(all["registrations"], json!([]));
}

#[test]
fn a_tampered_token_and_a_replay_with_another_body_change_nothing() {
    let backend = Backend::new();
    let made = backend.put(&id(1), &person(1, "jiqiren-1")).json();
    let token = made["manage_token"].as_str().expect("a token");
    let last = if token.ends_with('0') { "1" } else { "0" };
    let tampered = [&token[..token.len() - 1], last].concat();
    for (method, body) in [
        ("GET", ""),
        ("PATCH", r#"{"needs":["wheelchair"]}"#),
        ("DELETE", ""),
    ] {
        for token in [
            tampered.as_str(),
            &token[1..],
            &token.to_uppercase(),
            "' or 1=1 --",
        ] {
            let answer = backend.manage(method, &id(1), token, "1", body);
            assert_eq!(answer.problem(), "401 unauthorised", "{method} {token}");
        }
    }
    for change in [
        "/contact/name",
        "/contact/phone",
        "/lines/0/session",
        "/accept_waitlist",
    ] {
        let mut body = person(1, "jiqiren-1");
        *body.pointer_mut(change).expect("there") = match change {
            "/accept_waitlist" => json!(true),
            "/lines/0/session" => json!("jiqiren-2"),
            "/contact/phone" => json!("13900000009"),
            _ => json!("李雷"),
        };
        let answer = backend.put(&id(1), &body);
        assert_eq!(
            (answer.problem(), answer.fields()),
            ("422 invalid".into(), vec!["/id reused".into()]),
            "{change}"
        );
    }
    let now = backend.manage("GET", &id(1), token, "", "").json();
    for member in ["rev", "contact", "lines", "needs", "status"] {
        assert_eq!(now[member], made[member], "{member}");
    }
}

#[test]
fn too_much_from_one_address() {
    let backend = Backend::with(|options| {
        options.rate = 3;
        options.forwarded = true;
    });
    let put = |n: u32, from: &str| {
        let headers = [
            ("If-None-Match", "*"),
            ("Content-Type", "application/json"),
            ("X-Forwarded-For", from),
        ];
        let path = format!("/api/registrations/{}", id(n));
        backend.ask("PUT", &path, &headers, &person(n, "jiqiren-1").to_string())
    };
    for n in 1..=3 {
        assert_eq!(put(n, "203.0.113.9, 198.51.100.1").status, 201);
    }
    let refused = put(4, "198.51.100.1");
    assert_eq!(refused.problem(), "429 rate_limited");
    assert!(refused.header("retry-after").is_some());
    assert_eq!(put(4, "198.51.100.2").status, 201);
}
