//! Signing up, over HTTP: once is once, all or none, and who comes first.

use crate::common::database;
use crate::common::{Backend, Folder, family, fixture, id, person};
use kepu_backend::store::Address;
use serde_json::{Value, json};
use std::io::{ErrorKind, Read};

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn a_registration_and_its_replay() {
    let backend = Backend::new();
    let first = backend.put(&id(1), &person(1, "jiqiren-1"));
    assert_eq!(first.status, 201);
    assert_eq!(first.header("etag"), Some("\"1\""));
    let location = format!("/api/registrations/{}", id(1));
    assert_eq!(first.header("location"), Some(location.as_str()));
    let document = first.json();
    assert_eq!(document["status"], "confirmed");
    assert_eq!(
        document["contact"],
        json!({"name": "王*", "phone": "138****0001"})
    );
    assert_eq!(text(&document["code"]).len(), 8);

    // One member more is another body. What happened since does not matter.
    let mut again = person(1, "jiqiren-1");
    again["unknown"] = json!("ignored");
    assert_eq!(backend.put(&id(1), &again).problem(), "422 invalid");
    let token = text(&document["manage_token"]);
    assert_eq!(backend.manage("DELETE", &id(1), token, "", "").status, 200);
    let replay = backend.put(&id(1), &person(1, "jiqiren-1"));
    assert_eq!((replay.status, replay.json()), (201, document.clone()));
    assert_eq!(backend.places("jiqiren-1")["booked"], 0);

    let other = backend.put(&id(1), &person(2, "jiqiren-1"));
    assert_eq!(other.problem(), "422 invalid");
    assert_eq!(other.fields(), ["/id reused"]);
}

#[test]
fn forty_clients_over_two_processes_and_one_last_place() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    // Two servers: only the database can decide.
    let (one, two) = (Backend::beside(&db), Backend::beside(&db));
    let answers: Vec<String> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..40)
            .map(|i| {
                let backend = if i % 2 == 0 { &one } else { &two };
                scope.spawn(move || {
                    let answer = backend.put(&id(i), &person(i, "jiqiren-3"));
                    if answer.status == 201 {
                        "won".to_owned()
                    } else {
                        answer.problem()
                    }
                })
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().expect("a client"))
            .collect()
    });
    assert_eq!(answers.iter().filter(|answer| *answer == "won").count(), 1);
    assert_eq!(
        answers
            .iter()
            .filter(|answer| *answer == "409 full")
            .count(),
        39
    );
    assert_eq!(one.places("jiqiren-3")["booked"], 1);
    assert_eq!(two.places("jiqiren-3")["status"], "full");
}

#[test]
fn all_lines_or_none() {
    let backend = Backend::new();
    assert_eq!(
        backend.put(&id(1), &family(1, "jieli-2", 4, false)).status,
        201
    );
    let mut two = family(2, "jiqiren-2", 2, false);
    let line = json!({"session": "jieli-2", "party": {"adults": 1, "children": 0}});
    two["lines"].as_array_mut().expect("lines").push(line);
    let refused = backend.put(&id(2), &two);
    assert_eq!(refused.problem(), "409 full");
    assert_eq!(refused.json()["session"], "jieli-2");
    assert_eq!(refused.json()["alternatives"], json!(["jieli-1"]));
    // jieli-2 has no waitlist: willing to wait or not, the other line is not had either.
    two["accept_waitlist"] = json!(true);
    assert_eq!(backend.put(&id(2), &two).problem(), "409 full");
    assert_eq!(backend.places("jiqiren-2")["booked"], 0);
}

#[test]
fn waiting_and_moving_up() {
    let backend = Backend::new();
    let first = backend.put(&id(1), &family(1, "jieli-1", 3, true)).json();
    let second = backend.put(&id(2), &family(2, "jieli-1", 3, true)).json();
    assert_eq!(
        (text(&second["status"]), &second["position"]),
        ("waitlisted", &json!(1))
    );
    assert_eq!(second["lines"][0]["position"], 1);
    let third = backend.put(&id(3), &family(3, "jieli-1", 2, true));
    // Three seats wait for a session of four.
    assert_eq!(third.problem(), "409 waitlist_full");
    let fourth = backend.put(&id(4), &person(4, "jieli-1")).json();
    assert_eq!(fourth["status"], "confirmed");
    let mut waiting = family(5, "jieli-1", 1, true);
    waiting["kind"] = json!("person");
    let fifth = backend.put(&id(5), &waiting).json();
    assert_eq!(
        (text(&fifth["status"]), &fifth["position"]),
        ("waitlisted", &json!(2))
    );
    assert_eq!(
        backend.places("jieli-1"),
        json!({"capacity": 4, "booked": 4, "held": 0, "waitlisted": 4, "status": "full"})
    );

    // One seat comes free: too few for the three at the head, enough for the one behind them.
    let answer = backend.manage("DELETE", &id(4), text(&fourth["manage_token"]), "", "");
    assert_eq!(answer.json()["status"], "cancelled");
    let read = |n: u32, document: &Value| {
        backend
            .manage("GET", &id(n), text(&document["manage_token"]), "", "")
            .json()
    };
    let fifth = read(5, &fifth);
    assert_eq!(
        (text(&fifth["status"]), &fifth["rev"]),
        ("confirmed", &json!(2))
    );
    assert_eq!(read(2, &second)["status"], "waitlisted");
    // Three come free: the head moves up in the same transaction.
    backend.manage("DELETE", &id(1), text(&first["manage_token"]), "", "");
    assert_eq!(read(2, &second)["status"], "confirmed");
    let counts = backend.places("jieli-1");
    assert_eq!(
        (&counts["booked"], &counts["waitlisted"]),
        (&json!(4), &json!(0))
    );
    // Cancelling again changes nothing.
    let again = backend.manage("DELETE", &id(1), text(&first["manage_token"]), "", "");
    assert_eq!((again.status, &again.json()["rev"]), (200, &json!(2)));
}

#[test]
fn changing_needs_the_revision() {
    let backend = Backend::new();
    let made = backend.put(&id(1), &family(1, "jieli-1", 2, true)).json();
    let token = text(&made["manage_token"]);
    let change =
        |rev: &str, body: Value| backend.manage("PATCH", &id(1), token, rev, &body.to_string());
    assert_eq!(change("", json!({})).problem(), "428 stale");
    let stale = change("7", json!({"needs": []}));
    assert_eq!(
        (stale.problem(), &stale.json()["rev"]),
        ("412 stale".into(), &json!(1))
    );

    let party = |seats: i64| json!({"lines": [{"session": "jieli-1", "party": {"adults": 1, "children": seats - 1}}]});
    let more = change("1", party(4));
    assert_eq!((more.status, more.header("etag")), (200, Some("\"2\"")));
    assert_eq!(more.json()["lines"][0]["party"]["children"], 3);
    assert!(more.json().get("manage_token").is_none());
    // Another waits; fewer seats let them in.
    assert_eq!(
        backend.put(&id(2), &family(2, "jieli-1", 2, true)).json()["status"],
        "waitlisted"
    );
    assert_eq!(change("2", party(2)).status, 200);
    assert_eq!(backend.places("jieli-1")["booked"], 4);
    // Places that are had are not lost by asking for more than there are, not even by who would wait.
    let mut refused = party(3);
    refused["accept_waitlist"] = json!(true);
    assert_eq!(change("3", refused).problem(), "409 full");
    assert_eq!(
        backend.manage("GET", &id(1), token, "", "").json()["rev"],
        3
    );

    let named = change(
        "3",
        json!({"contact": {"name": "李雷", "phone": "0373-3661812"}, "needs": []}),
    );
    assert_eq!(
        named.json()["contact"],
        json!({"name": "李*", "phone": "037****1812"})
    );
    assert_eq!(
        change("4", json!({"contact": {"name": "李雷"}})).fields(),
        ["/contact/phone required"]
    );
    backend.manage("DELETE", &id(1), token, "", "");
    assert_eq!(change("5", json!({"needs": []})).problem(), "409 cancelled");
}

#[test]
fn tokens() {
    let backend = Backend::new();
    let made = backend.put(&id(1), &person(1, "jiqiren-1")).json();
    for method in ["GET", "PATCH", "DELETE"] {
        for (name, token) in [
            (id(1), "0".repeat(40)),
            (id(2), text(&made["manage_token"]).into()),
        ] {
            let answer = backend.manage(method, &name, &token, "1", "{}");
            assert_eq!(answer.problem(), "401 unauthorised");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
        let path = format!("/api/registrations/{}", id(1));
        assert_eq!(
            backend.ask(method, &path, &[], "").problem(),
            "401 unauthorised"
        );
    }
}

#[test]
fn neither_token_nor_typed_phone_is_in_the_database() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    let backend = Backend::beside(&db);
    let mut body = person(1, "jiqiren-1");
    body["contact"]["phone"] = json!("+86 138-0000-0001");
    let made = backend.put(&id(1), &body).json();
    let token = text(&made["manage_token"]).to_owned();
    backend.manage("PATCH", &id(1), &token, "1", r#"{"needs":[]}"#);
    assert!(!database::holds(&db, &token) && !database::holds(&db, "+86"));
    assert!(database::holds(&db, text(&made["code"])), "it can be seen");
    drop(backend);
    // The secret is in the database: after a restart the replay has the same token.
    let backend = Backend::beside(&db);
    assert_eq!(
        backend.put(&id(1), &body).json()["manage_token"],
        token.as_str()
    );
}

#[test]
fn found_again_by_code_and_phone() {
    let backend = Backend::new();
    let made = backend.put(&id(1), &person(1, "jiqiren-1")).json();
    let find = |code: &str, last4: &str| {
        let headers = [("Content-Type", "application/json")];
        let body = json!({"code": code, "last4": last4}).to_string();
        backend.ask("POST", "/api/registrations/find", &headers, &body)
    };
    let code = text(&made["code"]);
    let typed = format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]);
    assert_eq!(find(&typed, "０001").json()["registrations"], json!([made]));
    assert_eq!(find(code, "0002").problem(), "404 gone");
    assert_eq!(find("ABCDEFGH", "0001").problem(), "404 gone");
    assert_eq!(find("ABC", "0001").fields(), ["/code format"]);
    assert_eq!(find(code, "1").fields(), ["/last4 format"]);
    for _ in 3..10 {
        assert_eq!(find(code, "0001").status, 200);
    }
    let refused = find(code, "0001");
    assert_eq!(refused.problem(), "429 rate_limited");
    let wait: i64 = refused
        .header("retry-after")
        .and_then(|text| text.parse().ok())
        .expect("seconds");
    assert!((1..=60).contains(&wait));
    backend.control(
        "POST",
        "/clock",
        &json!({"at": "2023-09-17T10:02:00+08:00"}),
    );
    assert_eq!(find(code, "0001").status, 200);
}

#[test]
fn an_answer_lost_after_the_commit_is_one_registration() {
    let backend = Backend::new();
    let fault =
        |act: &str| json!({"path": "/api/registrations/*", "method": "PUT", "times": 1, "do": act});
    backend.control("POST", "/fault", &fault("drop_after"));
    assert!(backend.try_put(&id(1), &person(1, "jiqiren-1")).is_none());
    assert_eq!(backend.places("jiqiren-1")["booked"], 1);
    let replay = backend.put(&id(1), &person(1, "jiqiren-1"));
    assert_eq!(
        (replay.status, &replay.json()["status"]),
        (201, &json!("confirmed"))
    );
    assert_eq!(backend.places("jiqiren-1")["booked"], 1);

    backend.control("POST", "/fault", &fault("drop_before"));
    assert!(backend.try_put(&id(2), &person(2, "jiqiren-1")).is_none());
    assert_eq!(backend.places("jiqiren-1")["booked"], 1);
    let all = backend.control("GET", "/registrations", &Value::Null);
    assert_eq!(all["registrations"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_stands_before_anyone_heard_of_it_stands_when_nobody_waits_for_the_answer() {
    let backend = Backend::new();
    let late = json!({"path": "/api/registrations/*", "times": 1, "do": "late", "ms": 600_000});
    backend.control("POST", "/fault", &late);
    let mut waiting = backend.begin_put(&id(1), &person(1, "jiqiren-1"));
    while backend.places("jiqiren-1")["booked"] != 1 {}
    waiting.set_nonblocking(true).expect("asked at once");
    let nothing = waiting.read(&mut [0]).map_err(|error| error.kind());
    assert_eq!(nothing, Err(ErrorKind::WouldBlock), "no answer yet");
    drop(waiting);
    let replay = backend.put(&id(1), &person(1, "jiqiren-1"));
    assert_eq!(replay.status, 201);
    assert_eq!(backend.places("jiqiren-1")["booked"], 1);
}

#[test]
fn a_session_called_off_shows_in_the_registration() {
    let backend = Backend::new();
    let made = backend.put(&id(1), &person(1, "jiqiren-1")).json();
    let token = text(&made["manage_token"]);
    backend.control(
        "PATCH",
        "/sessions/jiqiren-1",
        &json!({"status": "cancelled"}),
    );
    let now = backend.manage("GET", &id(1), token, "", "").json();
    assert_eq!(
        (&now["status"], &now["lines"][0]["status"]),
        (&json!("confirmed"), &json!("cancelled"))
    );
    // Another session may be taken for it.
    let other = json!({"lines": [{"session": "jiqiren-2", "party": {"adults": 1}}]}).to_string();
    let changed = backend.manage("PATCH", &id(1), token, "1", &other);
    assert_eq!(changed.json()["lines"][0]["status"], "confirmed");
}

#[test]
fn the_organiser_gets_a_table() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    let backend = Backend::beside(&db);
    let mut body = person(1, "jiqiren-1");
    body["contact"]["name"] = json!("=HYPERLINK(\"x\")");
    backend.put(&id(1), &body);
    drop(backend);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kepu-backend"));
    command.arg("export").arg("--data").arg(fixture());
    match &db {
        Address::File(path) => command.arg("--db").arg(path),
        Address::Server(url) => command.env("DATABASE_URL", url),
        Address::Memory => unreachable!("it is kept"),
    };
    let output = command.output().expect("run");
    assert!(output.status.success(), "{output:?}");
    let table = String::from_utf8(output.stdout).expect("text");
    assert!(table.starts_with("\u{feff}\"预约码\""));
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[1].contains("\"'=HYPERLINK(\"\"x\"\")\",\"13800000001\""),
        "{}",
        rows[1]
    );
    assert!(
        rows[1].contains("\"机器人工作坊\",\"jiqiren-1\",\"2023-09-20T09:00:00+08:00\""),
        "{}",
        rows[1]
    );
}
