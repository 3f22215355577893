use super::*;
use crate::api::answer::media;
use crate::domain::outbox::{Failure, State};
use crate::domain::questions::Wording;
use crate::domain::registration::{Change, Request};

const NOW: Millis = 1_694_304_000_000;

fn answer(status: u16, content_type: &str, body: &str) -> Answer {
    Answer {
        status,
        media: media(content_type),
        body: body.into(),
        ..Answer::default()
    }
}

const DOCUMENT: &str = r#"{"id":"r1","kind":"person","status":"confirmed","code":"ABCD2345","manage_token":"t0","rev":1,"lines":[{"session":"s1","party":{"adults":1,"children":0},"status":"confirmed"}]}"#;

fn request() -> Request {
    let json = r#"{"kind":"person","contact":{"name":"王芳","phone":"13812341234"},"lines":[{"session":"s1","party":{"adults":1,"children":0}}],"consent_version":"2023-1"}"#;
    Request::from_value(crate::domain::read::document(json).unwrap().root()).unwrap()
}

#[test]
fn each_call_has_its_headers() {
    let create = Operation::new("r1".into(), Action::Create(request()), vec![], NOW);
    let put = wire(&create, Call::Put);
    assert_eq!((put.method, put.path.as_str()), ("PUT", "registrations/r1"));
    assert_eq!(put.headers, [("If-None-Match", "*".to_owned())]);
    assert_eq!(put.body, Some(request().json()));
    assert_eq!(wire(&create, Call::Get).headers, []);

    let change = Change {
        needs: Some(vec![]),
        ..Change::default()
    };
    let (rev, token) = ("3".to_owned(), "t0".to_owned());
    let action = Action::Change { change, rev, token };
    let change = Operation::new("r1".into(), action, vec![], NOW);
    let patch = wire(&change, Call::Patch);
    let bearer = ("Authorization", "Bearer t0".to_owned());
    assert_eq!(
        patch.headers,
        [("If-Match", "\"3\"".to_owned()), bearer.clone()]
    );
    assert_eq!(patch.body.as_deref(), Some(r#"{"needs":[]}"#));
    assert_eq!(wire(&change, Call::Get), get("r1", "t0"));

    let token = "t0".to_owned();
    let cancel = Operation::new("r1".into(), Action::Cancel { token }, vec![], NOW);
    let delete = wire(&cancel, Call::Delete);
    assert_eq!((delete.method, delete.headers), ("DELETE", vec![bearer]));
    assert_eq!(delete.body, None);

    let wording = Wording::typed("quantum-talk", "", "为什么？");
    let ask = Operation::new("q1".into(), Action::Ask(wording), vec![], NOW);
    let put = wire(&ask, Call::Put);
    assert_eq!(put.path, "lectures/quantum-talk/questions/q1");
    assert_eq!(
        (put.method, put.headers),
        ("PUT", vec![("If-None-Match", "*".to_owned())])
    );
    assert_eq!(put.body.as_deref(), Some(r#"{"text":"为什么？"}"#));
    let json = "application/json";
    let taken = asked(&answer(201, json, r#"{"id":"q1","state":"pending"}"#), NOW);
    assert_eq!(taken, outbox::Answer::Asked("q1".into()));
    let portal = asked(&answer(200, "text/html", "<html>"), NOW);
    assert_eq!(portal, outbox::Answer::Failed(Failure::NotJson));
    let closed = asked(&answer(409, json, r#"{"code":"closed"}"#), NOW);
    assert!(matches!(closed, outbox::Answer::Problem { .. }));
}

#[test]
fn a_code_is_found_however_it_was_typed() {
    let wire = find("ａｂｃｄ-2345 ", "１２３４").unwrap();
    assert_eq!(wire.path, "registrations/find");
    assert_eq!(
        wire.body.as_deref(),
        Some(r#"{"code":"ABCD2345","last4":"1234"}"#)
    );
    for (code, last_four) in [
        ("ABCD234", "1234"),
        ("ABCD23456", "1234"),
        ("ABCD2345", "123"),
        ("码ABCD2345", "1234"),
    ] {
        assert_eq!(find(code, last_four), None, "{code} {last_four}");
    }
}

#[test]
fn an_answer_is_read_by_its_status_and_body() {
    let json = "application/json";
    let read = |answer: &Answer| super::read(answer, NOW, true);
    let outbox::Answer::Document(document) = read(&answer(201, json, DOCUMENT)) else {
        panic!("a document");
    };
    assert_eq!(
        (document.status, document.rev.as_str()),
        (Status::Confirmed, "1")
    );
    for portal in [
        answer(200, "text/html", "<html>"),
        answer(200, "text/html", DOCUMENT),
        answer(200, json, &DOCUMENT[..60]),
        answer(204, "", ""),
    ] {
        let wanted = outbox::Answer::Failed(Failure::NotJson);
        assert_eq!(read(&portal), wanted);
    }
    let mut busy = answer(503, json, "");
    for (header, wait) in [("7", Some(7_000)), ("1e9", Some(600_000)), ("soon", None)] {
        busy.retry_after = Some(header.into());
        let outbox::Answer::Problem { retry_after, .. } = read(&busy) else {
            panic!("a problem");
        };
        assert_eq!(retry_after, wait);
    }
}

#[test]
fn without_counted_places_nothing_is_confirmed() {
    let plain = document(&answer(201, "application/json", DOCUMENT), false).unwrap();
    assert_eq!(plain.status, Status::Pending);
    assert_eq!(plain.lines[0].status, Status::Pending);
    let mut tagged = answer(
        200,
        "application/json",
        &DOCUMENT.replace(r#""rev":1,"#, ""),
    );
    tagged.etag = Some("W/\"7\"".into());
    assert_eq!(document(&tagged, true).unwrap().rev, "7");
}

#[test]
fn what_is_found_is_read_item_by_item() {
    let body = format!(r#"{{"registrations":[1,{DOCUMENT},{{"id":"r2"}}]}}"#);
    let documents = found(&answer(200, "application/json", &body), true).unwrap();
    assert_eq!(documents.len(), 1);
    let none = found(
        &answer(200, "application/json", r#"{"registrations":[]}"#),
        true,
    );
    assert_eq!(none.unwrap_err().status, 404);
    let limited = found(&answer(429, "application/json", ""), true);
    assert_eq!(limited.unwrap_err().status, 429);
}

#[test]
fn failures_keep_their_names() {
    let failures = [
        (answer::Failure::Offline, Failure::Offline),
        (answer::Failure::Unreachable, Failure::Unreachable),
        (answer::Failure::Timeout, Failure::Timeout),
        (answer::Failure::Unreadable, Failure::NotJson),
        (answer::Failure::Aborted, Failure::Aborted),
    ];
    for (network, ours) in failures {
        assert_eq!(failed(network), outbox::Answer::Failed(ours));
    }
    assert_eq!(
        State::Queued,
        Operation::new("r".into(), Action::Cancel { token: "t".into() }, vec![], 0).state
    );
}
