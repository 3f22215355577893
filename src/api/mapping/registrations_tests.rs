use super::*;
use crate::api::mapping::json::json;

fn mapping(registrations: Value) -> Mapping {
    Mapping::read(
        &json!({"base": "/b", "mapping": {"headers": {"apikey": "1"}, "registrations": registrations}}),
        &Value::Null,
    )
}

fn kinto() -> Mapping {
    mapping(json!({
        "private": "secret", "auth": {"Authorization": "Basic {basic}"}, "item": "/data", "rev": "/last_modified",
        "create": {"method": "PUT", "path": "r/records/{record}", "headers": {"If-None-Match": "*"}, "wrap": "/data"},
        "read": {"path": "r/records/{record}"},
        "change": {"path": "r/records/{record}", "headers": {"If-Match": "\"{rev}\""}, "wrap": "/data"},
        "cancel": {"method": "PATCH", "path": "r/records/{record}", "body": {"data": {"status": "cancelled"}}},
    }))
}

const ID: &str = "3f0c1c3e-5a52-4c8e-9d51-6a7c3d1b2e4f";

fn sent() -> Value {
    json!({"kind": "family", "contact": {"name": "张小明", "phone": "13800001234"},
        "lines": [{"session": "s", "party": {"adults": 1, "children": 2}}], "needs": [], "consent_version": "1"})
}

#[test]
fn all_of_it_follows_of_the_id_and_nothing_leads_back() {
    let own = Own::new(ID, "");
    assert_eq!(own, Own::new(ID, ""), "sent again it is the same");
    let parts: Vec<usize> = own.record.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12]);
    assert!(own.record.as_bytes()[14] == b'8' && own.secret.len() == 64);
    assert!(
        own.code.len() == 8
            && own
                .code
                .chars()
                .all(|c| "ABCDEFGHJKMNPQRSTUVWXYZ23456789".contains(c)),
        "{}",
        own.code
    );
    assert!(!own.record.contains(&ID[..8]) && !own.secret.contains(&own.record[..8]));
    assert_ne!(Own::new("another", "").record, own.record);
    assert_eq!(Own::new(ID, "given").secret, "given");
}

#[test]
fn what_is_sent_to_kinto_and_what_it_becomes_again() {
    let mapping = kinto();
    let registrations = mapping.registrations.as_ref().unwrap();
    let own = Own::new(ID, "");
    let request = create(&mapping, registrations, &own, &sent());
    assert_eq!(
        (request.method.as_str(), request.path),
        ("PUT", format!("r/records/{}", own.record))
    );
    let header = |name: &str| {
        request
            .headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(header("If-None-Match").as_deref(), Some("*"));
    assert_eq!(header("apikey").as_deref(), Some("1"));
    let basic = header("Authorization").unwrap();
    assert_eq!(
        BASE64
            .decode(basic.strip_prefix("Basic ").unwrap())
            .unwrap(),
        format!("{}:", own.secret).as_bytes()
    );
    let body = json::read(&request.body.unwrap());
    assert_eq!(
        (&body["data"]["status"], &body["data"]["code"]),
        (&json!("pending"), &json!(own.code))
    );
    assert_eq!(body["data"]["contact"]["name"], "张小明");

    let mut record = body["data"].clone();
    json::put(&mut record, "/last_modified", json!(1_795_448_129_189_i64));
    let answer = |record: &Value| Sheet {
        status: 201,
        body: json!({"data": record}),
        ..Sheet::default()
    };
    let made = document(&mapping, registrations, &own, &answer(&record), None).unwrap();
    assert_eq!(
        (&made["status"], &made["rev"], &made["id"]),
        (&json!("pending"), &json!("1795448129189"), &json!(ID))
    );
    assert_eq!(
        made["contact"],
        json!({"name": "张**", "phone": "*******1234"})
    );
    assert_eq!(made["lines"][0]["status"], "pending");
    assert!(is_same(&made, &sent()));
    let read = crate::api::registrations::document(
        &crate::api::answer::Answer {
            status: 201,
            body: made.write(),
            ..Default::default()
        },
        true,
    );
    assert_eq!(read.unwrap().manage_token, own.secret);

    // Somebody who works there has looked at it.
    json::put(&mut record, "/status", json!("confirmed"));
    assert_eq!(
        document(&mapping, registrations, &own, &answer(&record), None).unwrap()["status"],
        "confirmed"
    );
    json::put(&mut record, "/status", json!("已通过"));
    assert_eq!(
        document(&mapping, registrations, &own, &answer(&record), None).unwrap()["status"],
        "pending"
    );
    assert_eq!(
        document(&mapping, registrations, &own, &Sheet::default(), None),
        None
    );

    let change = change(
        &mapping,
        registrations,
        &own,
        "17",
        &json!({"needs": ["a"]}),
    )
    .unwrap();
    assert!(
        change
            .headers
            .contains(&("If-Match".into(), "\"17\"".into()))
    );
    assert_eq!(change.body.as_deref(), Some(r#"{"data":{"needs":["a"]}}"#));
    let cancel = cancel(&mapping, registrations, &own, "").unwrap();
    assert_eq!(
        (cancel.method.as_str(), cancel.body.as_deref()),
        ("PATCH", Some(r#"{"data":{"status":"cancelled"}}"#))
    );
}

#[test]
fn where_nothing_can_be_read_what_was_sent_stands_there() {
    let mapping = mapping(json!({
        "private": "write-only", "item": "/data", "auth": {"Authorization": "Bearer {secret}"},
        "create": {"path": "registrations", "wrap": "/data", "answer": "request", "bare": true,
            "fields": {"/kp_id": "/id", "/name": "/contact/name", "/phone": "/contact/phone", "/lines": {"from": "/lines", "as": "string"}}},
    }));
    let registrations = mapping.registrations.as_ref().unwrap();
    let own = Own::new(ID, "");
    let request = create(&mapping, registrations, &own, &sent());
    assert!(
        request
            .headers
            .iter()
            .all(|(name, _)| name != "Authorization")
    );
    let body = json::read(&request.body.unwrap());
    assert_eq!(body["data"]["kp_id"], own.record.as_str());
    assert_eq!(
        body["data"].as_object().unwrap().iter().count(),
        4,
        "a strict backend takes what it knows alone"
    );
    assert!(
        body["data"]["lines"]
            .as_str()
            .unwrap()
            .contains("\"session\":\"s\"")
    );
    let sheet = Sheet {
        status: 201,
        body: json!({"data": {"documentId": "x", "lines": "[]"}}),
        ..Sheet::default()
    };
    let record = as_record(&own, &sent());
    let made = document(&mapping, registrations, &own, &sheet, Some(&record)).unwrap();
    assert_eq!(
        (&made["status"], &made["lines"][0]["session"]),
        (&json!("pending"), &json!("s"))
    );
    assert_eq!(made["manage_token"], "");
    assert_eq!(read(&mapping, registrations, &own), None);
}

#[test]
fn a_function_of_the_backend_has_its_own_token() {
    let mapping = mapping(json!({
        "private": "server",
        "create": {"path": "rpc/register", "body": {"id": "{id}", "request": "{registration}"}},
        "read": {"method": "POST", "path": "rpc/registration", "body": {"id": "{id}", "token": "{secret}"}},
    }));
    let registrations = mapping.registrations.as_ref().unwrap();
    let own = Own::new(ID, "held");
    let body = json::read(&create(&mapping, registrations, &own, &sent()).body.unwrap());
    assert_eq!(
        (&body["id"], &body["request"]["kind"]),
        (&json!(ID), &json!("family"))
    );
    let asked = read(&mapping, registrations, &own).unwrap();
    assert_eq!(
        (asked.method.as_str(), asked.body.as_deref()),
        ("POST", Some(&*format!(r#"{{"id":"{ID}","token":"held"}}"#)))
    );
    let sheet = Sheet {
        status: 200,
        body: json!({"status": "waitlisted", "manage_token": "theirs", "lines": [{"session": "s", "status": "confirmed"}]}),
        ..Sheet::default()
    };
    let made = document(&mapping, registrations, &own, &sheet, None).unwrap();
    assert_eq!(
        (&made["manage_token"], &made["lines"][0]["status"]),
        (&json!("theirs"), &json!("confirmed"))
    );
}
