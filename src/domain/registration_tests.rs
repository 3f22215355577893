use super::*;
use crate::domain::party::{Bands, Party};
use crate::domain::read::is_id;
use proptest::prelude::*;
use serde_json::json;

struct Counter(u64);
impl Randomness for Counter {
    fn next_u64(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

pub(super) fn request() -> Request {
    Request {
        kind: RegistrationKind::Family,
        contact: Contact {
            name: "王芳".into(),
            phone: "13812341234".into(),
        },
        lines: vec![Line::new(
            "s1",
            Party {
                adults: 1,
                children: 2,
                bands: Bands([0, 1, 0, 0, 0]),
            },
        )],
        school: None,
        accept_waitlist: true,
        when_free: WhenFree::Confirm,
        needs: vec!["wheelchair".into()],
        consent_version: "2023-1".into(),
    }
}

fn answer() -> serde_json::Value {
    json!({"id": "r1", "kind": "family", "status": "confirmed", "code": "ABCD2345",
        "manage_token": "t0", "rev": 3, "contact": {"name": "王*", "phone": "138****1234"},
        "lines": [{"session": "s1", "status": "confirmed",
            "party": {"adults": 1, "children": 2, "bands": {"4-6": 1}}}],
        "needs": ["wheelchair"], "accept_waitlist": true,
        "created": "2023-09-10T08:00:00+08:00", "updated": "2023-09-10T08:00:00+08:00"})
}

#[test]
fn a_uuid_is_of_version_4_and_new_each_time() {
    let mut random = Counter(1);
    let (a, b) = (uuid(&mut random), uuid(&mut random));
    assert_ne!(a, b);
    assert!(is_id(&a));
    for id in [a, b, uuid(&mut Ones), uuid(&mut Counter(7))] {
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(&id[14..15], "4", "{id}");
        assert!("89ab".contains(&id[19..20]), "{id}");
    }
    struct Ones;
    impl Randomness for Ones {
        fn next_u64(&mut self) -> u64 {
            u64::MAX
        }
    }
}

#[test]
fn a_request_carries_only_what_is_there() {
    let json = request().json();
    assert_eq!(
        json,
        r#"{"kind":"family","contact":{"name":"王芳","phone":"13812341234"},"lines":[{"session":"s1","party":{"adults":1,"children":2,"bands":{"4-6":1}}}],"accept_waitlist":true,"needs":["wheelchair"],"consent_version":"2023-1"}"#
    );
    let read = Request::from_value(crate::domain::read::document(&json).unwrap().root());
    assert_eq!(read, Some(request()));
    let change = Change {
        accept_waitlist: Some(false),
        ..Change::default()
    };
    let json = change.json();
    assert_eq!(json, r#"{"accept_waitlist":false}"#);
    assert_eq!(
        Change::from_value(crate::domain::read::document(&json).unwrap().root()),
        change
    );
}

#[test]
fn an_answer_is_read_member_by_member() {
    let document = Document::from_value(crate::domain::read::sent(&answer())).unwrap();
    assert_eq!(document.rev, "3");
    assert_eq!(document.seats(), 3);
    assert!(request().matches(&document));

    let mut odd = answer();
    odd["status"] = json!("levitating");
    odd["lines"] = json!([1, {"session": "a b"}, {"session": "s1"}]);
    odd["code"] = json!({"a": 1});
    odd["manage_token"] = json!("evil\r\nHeader: x");
    odd["updated"] = json!("+262142-12-31T23:59:59+08:00");
    let odd = Document::from_value(crate::domain::read::sent(&odd)).unwrap();
    assert_eq!(odd.status, Status::Other);
    assert_eq!((odd.lines.len(), odd.lines[0].status), (1, Status::Other));
    assert_eq!((odd.code.as_str(), odd.manage_token.as_str()), ("", ""));
    assert_eq!(odd.updated, None);

    for bad in [
        json!({}),
        json!({"id": "r1"}),
        json!({"id": 9, "status": "confirmed"}),
        json!([]),
    ] {
        assert_eq!(Document::from_value(crate::domain::read::sent(&bad)), None);
    }
}

#[test]
fn another_registration_is_told_from_ours() {
    for (pointer, other) in [
        ("/kind", json!("class")),
        ("/lines/0/session", json!("s2")),
        ("/lines/0/party/children", json!(1)),
        ("/contact/phone", json!("138****9999")),
        ("/school", json!({"name": "实验小学"})),
    ] {
        let mut value = answer();
        if pointer == "/school" {
            value["school"] = other;
        } else {
            *value.pointer_mut(pointer).unwrap() = other;
        }
        let document = Document::from_value(crate::domain::read::sent(&value)).unwrap();
        assert!(!request().matches(&document), "{pointer}");
    }
}

#[test]
fn a_change_says_only_what_differs_and_is_recognised_once_made() {
    let mut document = Document::from_value(crate::domain::read::sent(&answer())).unwrap();
    assert_eq!(Change::between(&document, &request(), None), None);

    let mut wanted = request();
    wanted.lines[0].party.children = 3;
    wanted.needs.clear();
    let change = Change::between(&document, &wanted, None).unwrap();
    assert_eq!(
        (change.lines.is_some(), change.contact.is_some()),
        (true, false)
    );
    assert!(!change.is_in(&document));
    document.lines[0].party.children = 3;
    document.needs.clear();
    assert!(change.is_in(&document));

    let contact = Contact {
        name: "李雷".into(),
        phone: "13999990000".into(),
    };
    let change = Change::between(&document, &wanted, Some(contact)).unwrap();
    assert!(!change.is_in(&document));
}

#[test]
fn an_alternative_that_was_named_is_what_was_asked_for() {
    let mut wanted = request();
    wanted.lines[0].alternatives = vec!["s2".into(), "s3".into()];
    let read = Request::from_value(
        crate::domain::read::document(&wanted.json())
            .unwrap()
            .root(),
    );
    assert_eq!(read.as_ref(), Some(&wanted));
    let mut value = answer();
    value["lines"][0]["session"] = json!("s3");
    value["lines"][0]["wished"] = json!("s1");
    let document = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert_eq!(document.lines[0].wished.as_deref(), Some("s1"));
    assert!(wanted.matches(&document));
    assert!(!request().matches(&document), "nobody named s3");
    value["lines"][0]["wished"] = json!("s9");
    let document = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert!(!wanted.matches(&document), "another wish");
}

#[test]
fn of_a_grade_each_class_is_a_line_and_names_itself() {
    let mut wanted = request();
    wanted.kind = RegistrationKind::Grade;
    wanted.school = Some(School {
        name: "实验小学".into(),
        grade: 4,
        class: String::new(),
    });
    let second = wanted.lines[0].clone();
    wanted.lines.push(second);
    for (line, class) in wanted.lines.iter_mut().zip(["1班", "2班"]) {
        line.class = class.into();
    }
    let json = wanted.json();
    assert!(
        json.contains(r#""school":{"name":"实验小学","grade":4}"#),
        "{json}"
    );
    assert!(json.contains(r#""class":"2班""#), "{json}");
    let read = Request::from_value(crate::domain::read::document(&json).unwrap().root());
    assert_eq!(read.as_ref(), Some(&wanted));
    let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
    value["id"] = json!("r1");
    value["status"] = json!("confirmed");
    let document = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert!(wanted.matches(&document));
    value["lines"][1]["class"] = json!("3班");
    let other = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert!(!wanted.matches(&other), "another class");
}

#[test]
fn the_lines_that_found_no_room_are_read_from_their_pointers_and_kept() {
    let said = json!({"code": "full", "lines": [
        {"pointer": "/lines/3", "session": "s1", "alternatives": ["s2", "a b"]},
        {"pointer": "/contact", "session": "s1", "alternatives": []}, 7]});
    let problem = Problem::from_value(crate::domain::read::sent(&said), 409);
    let full = FullLine {
        line: 3,
        session: "s1".into(),
        alternatives: vec!["s2".into()],
    };
    assert_eq!(problem.lines, [full]);
    let kept = serde_json::to_string(&problem).unwrap();
    let read = crate::domain::read::document(&kept).unwrap();
    assert_eq!(Problem::from_value(read.root(), 409), problem);
}

#[test]
fn an_answered_offer_is_recognised_by_what_became_of_it() {
    let accept = Change {
        offer: Some(Offer::Accept),
        ..Change::default()
    };
    assert_eq!(accept.json(), r#"{"offer":"accept"}"#);
    let read = Change::from_value(
        crate::domain::read::document(&accept.json())
            .unwrap()
            .root(),
    );
    assert_eq!(read, accept);
    let mut value = answer();
    value["status"] = json!("offered");
    value["offer_until"] = json!("2023-09-10T14:00:00+08:00");
    value["when_free"] = json!("offer");
    let offered = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert_eq!(offered.when_free, WhenFree::Offer);
    assert!(offered.offer_until.is_some() && !accept.is_in(&offered));
    value["status"] = json!("confirmed");
    assert!(accept.is_in(&Document::from_value(crate::domain::read::sent(&value)).unwrap()));
    value["status"] = json!("expired");
    let over = Document::from_value(crate::domain::read::sent(&value)).unwrap();
    assert!(!accept.is_in(&over) && !over.status.is_live());
}

proptest! {
    #[test]
    fn any_json_is_survived(text in ".{0,200}") {
        let members = ["id", "status", "lines", "contact", "school", "needs", "rev"];
        for member in members {
            let mut value = answer();
            value[member] = serde_json::from_str(&text).unwrap_or(json!(text));
            let document = Document::from_value(crate::domain::read::sent(&value));
            prop_assert!(document.is_none_or(|document| document.lines.len() <= MAX_LINES));
            Request::from_value(crate::domain::read::sent(&value));
            Change::from_value(crate::domain::read::sent(&value));
        }
    }
}
