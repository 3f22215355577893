//! Catalogue, delta, places, lectures, the demo and the control port, over HTTP.

mod common;

const ON: common::database::Sort = common::database::Sort::Sqlite;

use common::{Backend, id, person};
use kepu_backend::clock::city_zone;
use kepu_backend::session::time;
use serde_json::{Value, json};

fn etag(backend: &Backend, path: &str) -> String {
    backend.get(path).header("etag").expect("a tag").to_owned()
}

fn status(backend: &Backend, path: &str, tag: &str) -> u16 {
    backend
        .ask("GET", path, &[("If-None-Match", tag)], "")
        .status
}

#[test]
fn the_catalogue_and_its_tags() {
    let backend = Backend::new();
    let answer = backend.get("/api/catalogue");
    let document = answer.json();
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(document["capabilities"].as_array().map(Vec::len), Some(12));
    assert!(document.get("shifted").is_none());
    let tag = etag(&backend, "/api/catalogue");
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    assert_eq!(status(&backend, "/api/catalogue", &tag), 304);
    assert_eq!(status(&backend, "/api/catalogue", "\"other\""), 200);
    for (coding, ending) in [("br", "-br\""), ("gzip", "-gz\"")] {
        let small = backend.ask("GET", "/api/catalogue", &[("Accept-Encoding", coding)], "");
        assert_eq!(small.header("content-encoding"), Some(coding));
        assert!(small.body.len() * 2 < answer.body.len());
        let tag = small.header("etag").expect("a tag");
        assert!(tag.ends_with(ending), "{tag}");
        assert_eq!(status(&backend, "/api/catalogue", tag), 304);
    }
    let head = backend.ask("HEAD", "/api/catalogue", &[], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn a_screen_is_told_what_to_be() {
    let backend = Backend::with(|options| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/kiosks.json");
        options.kiosks = Some(path.into());
    });
    assert_eq!(backend.get("/api/kiosks/hall").json()["code"], "2468");
    assert_eq!(backend.get("/api/kiosks/nobody").problem(), "404 gone");
    let tag = etag(&backend, "/api/kiosks/hall");
    assert_eq!(status(&backend, "/api/kiosks/hall", &tag), 304);
    let told = json!({"idle_seconds": 60});
    backend.control("PUT", "/kiosks/hall", &told);
    assert_eq!(status(&backend, "/api/kiosks/hall", &tag), 200);
    assert_eq!(backend.get("/api/kiosks/hall").json(), told);
    backend.control("POST", "/reset", &json!({}));
    assert_eq!(status(&backend, "/api/kiosks/hall", &tag), 304);
}

#[test]
fn a_delta_and_a_cursor_nobody_knows() {
    let backend = Backend::new();
    let cursor = backend.get("/api/catalogue").json()["cursor"].clone();
    let since = format!(
        "/api/catalogue?since={}",
        cursor.as_str().expect("a cursor")
    );
    let none = backend.get(&since).json();
    assert_eq!(none["upserts"], json!({"venues": [], "activities": []}));
    assert_eq!(none["cursor"], cursor);
    backend.control("PATCH", "/sessions/jieli-1", &json!({"capacity": 9}));
    let delta = backend.get(&since).json();
    assert_ne!(delta["cursor"], cursor);
    assert_eq!(
        delta["upserts"]["activities"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(delta["upserts"]["activities"][0]["id"], "jieli");
    let mut other = backend.get("/api/catalogue").json();
    other["activities"]
        .as_array_mut()
        .expect("a list")
        .retain(|activity| activity["id"] != "zhan");
    backend.control("PUT", "/catalogue", &other);
    assert_eq!(
        backend.get(&since).json()["deleted"]["activities"],
        json!(["zhan"])
    );
    assert_eq!(
        backend.get("/api/catalogue?since=nobody").problem(),
        "410 gone"
    );
    // Another edition is more than a delta can say.
    other["edition"]["name"] = json!("x");
    backend.control("PUT", "/catalogue", &other);
    assert_eq!(backend.get(&since).problem(), "410 gone");
}

#[test]
fn places_and_their_tag() {
    let backend = Backend::new();
    let before = etag(&backend, "/api/availability");
    assert_eq!(status(&backend, "/api/availability", &before), 304);
    assert_eq!(backend.put(&id(1), &person(1, "jiqiren-3")).status, 201);
    assert_eq!(status(&backend, "/api/availability", &before), 200);
    let sessions = backend.get("/api/availability").json()["sessions"].clone();
    let state = |name: &str| sessions[name]["status"].as_str().unwrap_or("-").to_owned();
    let states: Vec<String> = [
        "jiqiren-1",
        "jiqiren-3",
        "jieli-3",
        "jieli-4",
        "jieli-5",
        "zhibo-1",
    ]
    .into_iter()
    .map(state)
    .collect();
    assert_eq!(
        states,
        ["open", "full", "not_open", "closed", "cancelled", "-"]
    );
}

#[test]
fn lectures_follow_the_server_clock() {
    let backend = Backend::new();
    let state = |at: &str| {
        let answer = backend.control("POST", "/clock", &json!({"at": at}));
        assert_eq!(answer["now"], at);
        let answer = backend.get("/api/lectures/zhibo");
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        let lecture = answer.json();
        let sources = lecture["sources"].as_array().map_or(0, Vec::len);
        format!("{} {sources}", lecture["state"].as_str().expect("a state"))
    };
    assert_eq!(state("2023-09-18T19:00:00+08:00"), "scheduled 0");
    assert_eq!(state("2023-09-18T19:21:00+08:00"), "open_soon 0");
    assert_eq!(state("2023-09-18T19:31:00+08:00"), "live 2");
    let date = backend.get("/api/lectures/zhibo");
    assert!(
        date.header("date")
            .expect("a date")
            .starts_with("Mon, 18 Sep 2023 11:31:")
    );
    assert_eq!(state("2023-09-18T21:00:00+08:00"), "replay 2");
    backend.control(
        "PATCH",
        "/lectures/zhibo",
        &json!({"state": "ended", "slides": "/data/s.pdf"}),
    );
    assert_eq!(state("2023-09-18T21:00:01+08:00"), "ended 0");
    assert_eq!(
        backend.get("/api/lectures/zhibo").json()["slides"],
        "/data/s.pdf"
    );
    backend.control("PATCH", "/lectures/zhibo", &json!({"state": null}));
    assert_eq!(state("2023-09-18T21:00:02+08:00"), "replay 2");
    assert_eq!(backend.get("/api/lectures/none").problem(), "404 gone");
}

#[test]
fn the_demo_is_now() {
    let backend = Backend::with(|options| options.demo = true);
    let document = backend.get("/api/catalogue").json();
    let now = backend.app.clock.now();
    let today = now.with_timezone(&city_zone()).date_naive().to_string();
    assert_eq!(document["edition"]["start"], today.as_str());
    assert!(
        document["shifted"]["days"]
            .as_i64()
            .is_some_and(|days| days > 1000)
    );
    let state = |name: &str| backend.get(&format!("/api/lectures/{name}")).json()["state"].clone();
    assert_eq!(state("zhibo"), "live");
    assert_eq!(state("huifang"), "replay");
    let tonight = backend.get("/api/lectures/jinwan").json();
    assert!(time(&tonight["start"]).expect("a time") > now);
    // Some places are taken, the same ones every time.
    let held = backend.get("/api/availability").json()["sessions"].clone();
    assert!(
        held.as_object()
            .expect("sessions")
            .values()
            .any(|places| places["held"] != 0)
    );
    backend.control("POST", "/reset", &Value::Null);
    assert_eq!(backend.get("/api/availability").json()["sessions"], held);
}

#[test]
fn control_sets_and_resets() {
    let backend = Backend::new();
    let set = |body: Value| backend.control("PATCH", "/sessions/jiqiren-1", &body);
    let state = || backend.places("jiqiren-1")["status"].clone();
    for name in ["full", "closed", "not_open", "cancelled"] {
        set(json!({"status": name}));
        assert_eq!(state(), name);
        set(json!({"status": "open", "left": 20}));
        assert_eq!(state(), "open");
    }
    set(json!({"left": 1}));
    assert_eq!(backend.places("jiqiren-1")["held"], 19);
    assert_eq!(backend.put(&id(1), &person(1, "jiqiren-1")).status, 201);
    let log = backend.control("GET", "/log", &Value::Null)["requests"].clone();
    let last = log
        .as_array()
        .and_then(|log| log.last())
        .expect("a request")
        .clone();
    assert_eq!(
        (&last["method"], &last["status"]),
        (&json!("PUT"), &json!(201))
    );
    assert_eq!(last["body"], person(1, "jiqiren-1"));
    assert_eq!(last["headers"]["if-none-match"], "*");

    backend.control("PUT", "/catalogue?verbatim", &json!({"activities": 7}));
    assert_eq!(backend.get("/api/catalogue").text(), r#"{"activities":7}"#);
    backend.control("POST", "/reset", &Value::Null);
    assert_eq!(
        backend.control("GET", "/log", &Value::Null)["requests"],
        json!([])
    );
    assert_eq!(
        backend.control("GET", "/registrations", &Value::Null)["registrations"],
        json!([])
    );
    assert_eq!(backend.get("/api/catalogue").json()["contract"], "kp/1");
    let places = backend.places("jiqiren-1");
    assert_eq!(
        (&places["capacity"], &places["held"], &places["booked"]),
        (&json!(20), &json!(0), &json!(0))
    );
}

#[test]
fn more_room_lets_the_waiting_in() {
    let backend = Backend::new();
    assert_eq!(backend.put(&id(1), &person(1, "jiqiren-3")).status, 201);
    let mut body = person(2, "jiqiren-3");
    body["accept_waitlist"] = json!(true);
    assert_eq!(backend.put(&id(2), &body).json()["status"], "waitlisted");
    backend.control("PATCH", "/sessions/jiqiren-3", &json!({"capacity": 2}));
    assert_eq!(backend.places("jiqiren-3")["booked"], 2);
}

#[test]
fn faults_on_answers() {
    let backend = Backend::new();
    let whole = backend.get("/api/catalogue").body;
    let fault = |body: Value| backend.control("POST", "/fault", &body);
    fault(json!({"path": "/api/cat*", "do": "truncate", "times": 1}));
    let half = backend.get("/api/catalogue");
    assert!(
        half.short && half.body.len() == whole.len() / 2,
        "{}",
        half.body.len()
    );
    fault(json!({"path": "/api/cat*", "do": "drip", "ms": 1, "times": 1}));
    assert_eq!(backend.get("/api/catalogue").body, whole);
    fault(json!({"path": "/api/cat*", "do": "html", "times": 1}));
    let portal = backend.get("/api/catalogue");
    assert_eq!(
        (portal.status, portal.header("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    fault(
        json!({"path": "/api/cat*", "do": "status", "status": 429, "retry_after": -1, "times": 1}),
    );
    let busy = backend.get("/api/catalogue");
    assert_eq!(
        (busy.problem(), busy.header("retry-after")),
        ("429 rate_limited".into(), Some("-1"))
    );
    fault(
        json!({"path": "/api/cat*", "do": "status", "status": 503, "retry_after": "soon", "times": 1}),
    );
    let mended = backend.get("/api/catalogue");
    assert_eq!(
        (mended.problem(), mended.header("retry-after")),
        ("503 maintenance".into(), Some("soon"))
    );
    fault(json!({"path": "/api/cat*", "do": "latency", "ms": 1}));
    assert_eq!(backend.get("/api/catalogue").body, whole);
    backend.control("POST", "/clear", &Value::Null);
    assert_eq!(backend.get("/api/catalogue").body, whole);
}

#[test]
fn any_origin_may_ask() {
    let backend = Backend::new();
    let path = "/api/registrations/x";
    let asked = [
        ("Origin", "https://a.example"),
        ("Access-Control-Request-Method", "PUT"),
    ];
    let preflight = backend.ask("OPTIONS", path, &asked, "");
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-origin"), Some("*"));
    let allowed = preflight
        .header("access-control-allow-headers")
        .expect("a list");
    for name in ["Authorization", "Content-Type", "If-Match", "If-None-Match"] {
        assert!(allowed.contains(name));
    }
    let answer = backend.get("/api/availability");
    let exposed = answer.header("access-control-expose-headers");
    assert_eq!(exposed, Some("ETag, Location, Retry-After, Date"));
    assert_eq!(backend.get("/api/nothing").problem(), "404 gone");
    assert_eq!(backend.get("/api/%ff").problem(), "404 gone");
    let wrong = backend.ask("POST", "/api/catalogue", &[], "");
    assert_eq!(wrong.problem(), "405 invalid");
    assert_eq!(wrong.header("allow"), Some("GET,HEAD"));
}
