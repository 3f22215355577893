//! Questions under a lecture: taken in once, moderated, voted for once, and closed.

use crate::common::{Answer, Backend, id};
use kepu_backend::cli::Options;
use kepu_backend::limits::VOTES;
use kepu_backend::question::Asked;
use kepu_backend::store::{OVERVIEW, WAITING};
use serde_json::{Value, json};

const TOKEN: &str = "geheim-geheim-geheim";
const LIST: &str = "/api/lectures/zhibo/questions";

fn backend() -> Backend {
    Backend::with(|options: &mut Options| options.moderation = Some(TOKEN.into()))
}

fn ask(backend: &Backend, n: u32, body: &Value) -> Answer {
    let headers = [("If-None-Match", "*"), ("Content-Type", "application/json")];
    let path = format!("{LIST}/{}", id(n));
    backend.ask("PUT", &path, &headers, &body.to_string())
}

fn asked(backend: &Backend, n: u32, text: &str) {
    assert_eq!(ask(backend, n, &json!({"text": text})).status, 201);
}

fn order(backend: &Backend, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {TOKEN}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/json"),
    ];
    backend.ask("PATCH", path, &headers, &body.to_string())
}

fn moderate(backend: &Backend, n: u32, body: &Value) -> Value {
    let answer = order(backend, &format!("{LIST}/{}", id(n)), body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn vote(backend: &Backend, method: &str, n: u32, voter: u32) -> Answer {
    let path = format!("{LIST}/{}/votes/{}", id(n), id(voter));
    backend.ask(method, &path, &[], "")
}

fn texts(backend: &Backend) -> Vec<String> {
    let list = backend.get(LIST).json();
    let all = list["questions"].as_array().expect("questions");
    all.iter()
        .map(|one| one["text"].as_str().unwrap_or_default().into())
        .collect()
}

#[test]
fn asked_twice_is_asked_once_and_another_body_is_refused() {
    let backend = backend();
    let body = json!({"name": "小明", "text": "月亮背面\u{202e}有什么？\n"});
    let first = ask(&backend, 1, &body);
    assert_eq!(first.status, 201);
    let said = first.json();
    assert_eq!(
        (&said["state"], &said["text"]),
        (&json!("pending"), &json!("月亮背面有什么？"))
    );
    moderate(&backend, 1, &json!({"state": "published"}));
    assert_eq!(
        ask(&backend, 1, &body).json(),
        said,
        "the first answer, whatever became of it"
    );
    assert_eq!(backend.get(LIST).json()["total"], 1);
    let other = ask(&backend, 1, &json!({"text": "别的"}));
    assert_eq!(
        (other.problem().as_str(), other.fields()),
        ("422 invalid", vec!["/id reused".to_owned()])
    );
}

#[test]
fn what_cannot_be_a_question_is_named() {
    let backend = backend();
    let long = json!({"name": "名".repeat(17), "text": "问".repeat(201)});
    assert_eq!(
        ask(&backend, 1, &long).fields(),
        ["/name too_long", "/text too_long"]
    );
    assert_eq!(
        ask(&backend, 1, &json!({"name": "甲"})).fields(),
        ["/text required"]
    );
    let json_type = [("Content-Type", "application/json")];
    let path = format!("{LIST}/{}", id(1));
    assert_eq!(
        backend.ask("PUT", &path, &json_type, "{}").problem(),
        "428 stale"
    );
    let both = [("If-None-Match", "*"), json_type[0]];
    let odd = backend.ask("PUT", &format!("{LIST}/x"), &both, "{}");
    assert_eq!(odd.fields(), ["/id format"]);
    for lecture in ["nirgends", "jinwan"] {
        let path = format!("/api/lectures/{lecture}/questions");
        assert_eq!(backend.get(&path).problem(), "404 gone");
        let put = backend.ask(
            "PUT",
            &format!("{path}/{}", id(1)),
            &both,
            r#"{"text":"问"}"#,
        );
        assert_eq!(put.problem(), "404 gone");
    }
}

#[test]
fn only_who_asked_learns_of_what_waits_or_is_hidden() {
    let backend = backend();
    asked(&backend, 1, "一");
    asked(&backend, 2, "二");
    let list = backend.get(LIST);
    assert_eq!(
        (&list.json()["questions"], &list.json()["mine"]),
        (&json!([]), &json!([]))
    );
    moderate(
        &backend,
        2,
        &json!({"state": "hidden", "reason": "与讲座无关"}),
    );
    let mine = format!("{LIST}?mine={},{},{},x", id(1), id(2), id(3));
    assert_eq!(
        backend.get(&mine).json()["mine"],
        json!([{"id": id(1), "state": "pending"},
            {"id": id(2), "state": "hidden", "reason": "与讲座无关"}])
    );
    assert!(!backend.get(LIST).text().contains("无关"));
    let etag = list.header("ETag").expect("a tag").to_owned();
    let again = backend.ask("GET", LIST, &[("If-None-Match", &etag)], "");
    assert_eq!(again.status, 304);
}

#[test]
fn pinned_first_then_by_votes_then_the_newest_with_answers() {
    let backend = backend();
    for (n, text) in [(1, "一"), (2, "二"), (3, "三"), (4, "四")] {
        backend.control(
            "POST",
            "/clock",
            &json!({"at": format!("2023-09-17T10:0{n}:00+08:00")}),
        );
        asked(&backend, n, text);
        moderate(&backend, n, &json!({"state": "published"}));
    }
    assert_eq!(texts(&backend), ["四", "三", "二", "一"]);
    assert_eq!(vote(&backend, "PUT", 2, 9).json()["votes"], 1);
    moderate(&backend, 1, &json!({"pinned": true, "answer": {}}));
    let answered = moderate(&backend, 3, &json!({"answer": {"text": "看得见。"}}));
    assert_eq!(answered["answer"]["text"], "看得见。");
    assert_eq!(texts(&backend), ["一", "二", "四", "三"]);
    let list = backend.get(LIST).json();
    assert_eq!(list["questions"][0]["pinned"], true);
    assert_eq!(list["questions"][0]["answer"]["text"], Value::Null);
    moderate(&backend, 3, &json!({"answer": null}));
    assert_eq!(
        backend.get(LIST).json()["questions"][3]["answer"],
        Value::Null
    );
}

#[test]
fn a_device_votes_once_and_may_take_it_back() {
    let backend = backend();
    asked(&backend, 1, "一");
    assert_eq!(
        vote(&backend, "PUT", 1, 7).problem(),
        "404 gone",
        "nobody sees it yet"
    );
    moderate(&backend, 1, &json!({"state": "published"}));
    for (method, voter, votes) in [
        ("PUT", 7, 1),
        ("PUT", 7, 1),
        ("PUT", 8, 2),
        ("DELETE", 7, 1),
        ("DELETE", 7, 1),
    ] {
        assert_eq!(vote(&backend, method, 1, voter).json()["votes"], votes);
    }
    assert_eq!(vote(&backend, "PUT", 2, 7).problem(), "404 gone");
    // The seven before counted too: two were refused after they were counted.
    let from = [127, 0, 0, 1].into();
    for _ in 7..VOTES {
        let counted = backend
            .app
            .limits
            .vote(from, "zhibo", backend.app.clock.now());
        assert!(counted.is_ok());
    }
    assert_eq!(vote(&backend, "PUT", 1, 7).problem(), "429 rate_limited");
}

#[test]
fn a_class_behind_one_address_may_ask_at_once() {
    let backend = backend();
    for n in 1..=45 {
        asked(&backend, n, "问");
    }
}

#[test]
fn no_more_wait_than_can_be_read() {
    let backend = backend();
    let asks = Asked {
        name: String::new(),
        text: "问".into(),
    };
    let now = backend.app.clock.now();
    for n in 1..=WAITING as u32 {
        let taken = backend.app.store.ask("zhibo", &id(n), "", &asks, now);
        assert!(taken.is_ok(), "{n}");
    }
    let next = WAITING as u32 + 1;
    let refused = ask(&backend, next, &json!({"text": "问"}));
    assert_eq!(
        (refused.problem().as_str(), refused.header("Retry-After")),
        ("429 rate_limited", Some("60"))
    );
    assert!(
        backend
            .app
            .store
            .ask("jinwan", &id(next + 1), "", &asks, now)
            .is_ok(),
        "another lecture has room"
    );
    moderate(&backend, 1, &json!({"state": "published"}));
    asked(&backend, next, "问");
    let desk = backend.app.store.all_questions(Some("zhibo")).expect("all");
    assert_eq!(desk.len(), OVERVIEW);
    assert!(desk.iter().all(|one| one["state"] == "pending"));
}

#[test]
fn three_a_minute_and_what_was_taken_in_does_not_count_again() {
    let backend = Backend::with(|options: &mut Options| options.questions = 3);
    for n in 1..=3 {
        asked(&backend, n, "问");
    }
    asked(&backend, 1, "问");
    let fourth = ask(&backend, 4, &json!({"text": "问"}));
    assert_eq!(fourth.problem(), "429 rate_limited");
    let wait: u64 = fourth
        .header("Retry-After")
        .expect("a wait")
        .parse()
        .expect("seconds");
    assert!((1..=61).contains(&wait), "{wait}");
    backend.control(
        "POST",
        "/clock",
        &json!({"at": "2023-09-17T10:02:00+08:00"}),
    );
    asked(&backend, 4, "问");
}

#[test]
fn the_host_closes_the_box_and_opens_it_again() {
    let backend = backend();
    let state = |path: &str| backend.get(path).json();
    assert_eq!(state("/api/lectures/zhibo")["questions"], "open");
    let desk = "/api/lectures/zhibo/moderation";
    asked(&backend, 1, "一");
    let said = order(&backend, desk, &json!({"state": "closed"})).json();
    assert_eq!(
        (&said["state"], &said["questions"][0]["state"]),
        (&json!("closed"), &json!("pending"))
    );
    assert_eq!(state("/api/lectures/zhibo")["questions"], "closed");
    assert_eq!(state(LIST)["state"], "closed");
    assert_eq!(
        ask(&backend, 2, &json!({"text": "二"})).problem(),
        "409 closed"
    );
    asked(&backend, 1, "一");
    order(&backend, desk, &json!({"state": "open"}));
    asked(&backend, 2, "二");
    backend.control("PATCH", "/lectures/zhibo", &json!({"state": "cancelled"}));
    assert_eq!(
        ask(&backend, 3, &json!({"text": "三"})).problem(),
        "409 closed"
    );
    assert_eq!(
        order(&backend, desk, &json!({"state": "ajar"})).fields(),
        ["/state unknown"]
    );
}

#[test]
fn nobody_moderates_without_the_token() {
    let without = Backend::new();
    asked(&without, 1, "一");
    let path = format!("{LIST}/{}", id(1));
    let body = json!({"state": "published"});
    assert_eq!(order(&without, &path, &body).problem(), "401 unauthorised");
    let backend = backend();
    asked(&backend, 1, "一");
    for token in ["Bearer x", "Bearer ", "Basic geheim-geheim-geheim"] {
        let headers = [
            ("Authorization", token),
            ("Content-Type", "application/json"),
        ];
        let answer = backend.ask("PATCH", &path, &headers, &body.to_string());
        assert_eq!(answer.problem(), "401 unauthorised");
        let desk = backend.ask("GET", "/api/lectures/zhibo/moderation", &headers, "");
        assert_eq!(desk.problem(), "401 unauthorised");
    }
    assert_eq!(
        order(&backend, &format!("{LIST}/{}", id(2)), &body).problem(),
        "404 gone"
    );
    let elsewhere = format!("/api/lectures/jinwan/questions/{}", id(1));
    assert_eq!(order(&backend, &elsewhere, &body).problem(), "404 gone");
    assert_eq!(backend.get(LIST).json()["total"], 0);
}

#[test]
fn the_control_port_fills_and_moderates() {
    let backend = backend();
    let at = "2023-09-17T09:00:00+08:00";
    backend.control(
        "POST",
        "/questions",
        &json!({"lecture": "zhibo", "questions": [
        {"text": "一", "state": "published", "votes": 3, "at": at}, {"text": "二"}]}),
    );
    let all = backend.control("GET", "/questions", &Value::Null)["questions"].clone();
    assert_eq!(
        (&all[0]["state"], &all[1]["votes"]),
        (&json!("pending"), &json!(3))
    );
    let waiting = all[0]["id"].as_str().expect("an id");
    backend.control(
        "PATCH",
        &format!("/questions/{waiting}"),
        &json!({"state": "published", "pinned": true}),
    );
    assert_eq!(texts(&backend), ["二", "一"]);
    backend.control("POST", "/reset", &json!({}));
    assert_eq!(texts(&backend).len(), 0);
}
