//! Places that come free and are offered to who waits: in fair order, for a time, and never twice.

use crate::common::{Answer, Backend, Folder, database, family, id, person};
use serde_json::{Value, json};

/// Waits for `session` and wants to be asked; gives the manage token.
fn waits(backend: &Backend, n: u32, session: &str, seats: i64) -> String {
    let mut body = family(n, session, seats, true);
    body["when_free"] = json!("offer");
    let made = backend.put(&id(n), &body).json();
    assert_eq!(made["status"], "waitlisted", "{made}");
    assert_eq!(made["when_free"], "offer");
    token(&made)
}

fn token(document: &Value) -> String {
    document["manage_token"].as_str().expect("a token").into()
}

fn read(backend: &Backend, n: u32, token: &str) -> Value {
    backend.manage("GET", &id(n), token, "", "").json()
}

fn status(backend: &Backend, n: u32, token: &str) -> String {
    read(backend, n, token)["status"]
        .as_str()
        .unwrap_or_default()
        .into()
}

fn say(backend: &Backend, n: u32, token: &str, rev: &str, word: &str) -> Answer {
    let body = json!({"offer": word}).to_string();
    backend.manage("PATCH", &id(n), token, rev, &body)
}

fn cancel(backend: &Backend, n: u32, token: &str) {
    let answer = backend.manage("DELETE", &id(n), token, "", "");
    assert_eq!(answer.status, 200);
}

fn at(backend: &Backend, time: &str) {
    backend.control("POST", "/clock", &json!({"at": time}));
}

/// A session of four with nobody in it but the one that `n` 1 holds whole.
fn full(backend: &Backend) -> String {
    token(&backend.put(&id(1), &family(1, "jieli-1", 4, false)).json())
}

#[test]
fn the_first_in_the_queue_is_asked_and_accepts() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    let third = waits(&backend, 3, "jieli-1", 1);
    assert_eq!(read(&backend, 3, &third)["position"], 2);
    assert_eq!(
        say(&backend, 2, &second, "1", "accept").problem(),
        "409 gone"
    );

    cancel(&backend, 1, &first);
    let offer = read(&backend, 2, &second);
    assert_eq!(
        (&offer["status"], &offer["rev"]),
        (&json!("offered"), &json!(2))
    );
    // Six hours: sign-up is open for days.
    assert_eq!(
        offer["offer_until"].as_str().map(|t| &t[..16]),
        Some("2023-09-17T16:00")
    );
    assert_eq!(status(&backend, 3, &third), "offered");
    let places = backend.places("jieli-1");
    assert_eq!((&places["booked"], &places["held"]), (&json!(0), &json!(4)));
    assert_eq!(places["status"], "full");
    // What is kept for them nobody else gets.
    assert_eq!(
        backend.put(&id(4), &person(4, "jieli-1")).problem(),
        "409 full"
    );

    assert_eq!(
        say(&backend, 2, &second, "1", "accept").problem(),
        "412 stale"
    );
    assert_eq!(
        say(&backend, 2, &second, "2", "maybe").fields(),
        ["/offer format"]
    );
    let accepted = say(&backend, 2, &second, "2", "accept");
    assert_eq!(
        (accepted.status, &accepted.json()["status"]),
        (200, &json!("confirmed"))
    );
    // The answer was lost and is asked for again.
    let again = say(&backend, 2, &second, "2", "accept");
    assert_eq!((again.status, &again.json()["rev"]), (200, &json!(3)));
    assert_eq!(backend.places("jieli-1")["booked"], 3);
}

#[test]
fn passing_hands_the_places_on() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    let third = waits(&backend, 3, "jieli-1", 1);
    let later = backend.put(&id(4), &family(4, "jieli-1", 2, true));
    assert_eq!(
        later.problem(),
        "409 waitlist_full",
        "six would wait for four"
    );
    cancel(&backend, 1, &first);
    let passed = say(&backend, 2, &second, "2", "pass");
    assert_eq!(passed.json()["status"], "cancelled");
    assert_eq!(say(&backend, 2, &second, "2", "pass").status, 200);
    assert_eq!(
        say(&backend, 2, &second, "3", "accept").problem(),
        "409 gone"
    );
    assert_eq!(status(&backend, 3, &third), "offered");
    assert_eq!(backend.places("jieli-1")["held"], 1);
}

#[test]
fn an_offer_that_nobody_answers_moves_on() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    cancel(&backend, 1, &first);
    assert_eq!(status(&backend, 2, &second), "offered");
    at(&backend, "2023-09-17T16:00:01+08:00");
    let late = say(&backend, 2, &second, "2", "accept");
    assert_eq!(late.problem(), "409 gone");
    assert!(
        late.json()["detail"]
            .as_str()
            .is_some_and(|said| said.contains("重新报名"))
    );
    assert_eq!(status(&backend, 2, &second), "expired");
    assert_eq!(
        backend
            .manage("PATCH", &id(2), &second, "3", "{}")
            .problem(),
        "409 gone"
    );
    // Whoever looks moves it on: here the one who asks for what is left.
    assert_eq!(
        backend.put(&id(5), &person(5, "jieli-1")).json()["status"],
        "confirmed"
    );
    // They may sign up anew.
    assert_eq!(
        backend.put(&id(6), &family(2, "jieli-1", 2, false)).status,
        201
    );
}

#[test]
fn the_next_is_asked_when_time_is_over_and_not_after_closing() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 2);
    let third = waits(&backend, 3, "jieli-1", 2);
    let fourth = backend.put(&id(4), &family(4, "jieli-1", 1, false));
    assert_eq!(fourth.problem(), "409 full");
    cancel(&backend, 1, &first);
    assert_eq!(status(&backend, 3, &third), "offered");
    say(&backend, 2, &second, "2", "accept");
    // Near its start an offer is short: a quarter of what is left.
    at(&backend, "2023-09-17T16:00:01+08:00");
    assert_eq!(status(&backend, 3, &third), "expired");
    let fifth = waits(&backend, 5, "jieli-1", 4);
    at(&backend, "2023-09-20T09:20:00+08:00");
    cancel(&backend, 2, &second);
    let offer = read(&backend, 5, &fifth);
    assert_eq!(offer["offer_until"], "2023-09-20T09:35:00+08:00");
    at(&backend, "2023-09-20T10:00:00+08:00");
    assert_eq!(status(&backend, 5, &fifth), "expired");
}

#[test]
fn more_room_is_offered_in_the_order_of_joining_all_or_none() {
    let backend = Backend::new();
    full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    let third = waits(&backend, 3, "jieli-1", 1);
    let room = |capacity: i64| {
        backend.control("PATCH", "/sessions/jieli-1", &json!({"capacity": capacity}));
    };
    room(5);
    // One seat: the three wait as a whole and keep their place.
    assert_eq!(status(&backend, 2, &second), "waitlisted");
    assert_eq!(status(&backend, 3, &third), "offered");
    room(8);
    assert_eq!(status(&backend, 2, &second), "offered");
    assert_eq!(backend.places("jieli-1")["held"], 4);
}

#[test]
fn a_group_over_two_sessions_is_offered_both_or_none() {
    let backend = Backend::new();
    let first = full(&backend);
    let other = token(&backend.put(&id(2), &person(2, "jiqiren-3")).json());
    let mut both = family(3, "jieli-1", 1, true);
    both["kind"] = json!("person");
    both["when_free"] = json!("offer");
    let line = json!({"session": "jiqiren-3", "party": {"adults": 1, "children": 0}});
    both["lines"].as_array_mut().expect("lines").push(line);
    let third = token(&backend.put(&id(3), &both).json());
    cancel(&backend, 1, &first);
    assert_eq!(status(&backend, 3, &third), "waitlisted");
    cancel(&backend, 2, &other);
    assert_eq!(status(&backend, 3, &third), "offered");
    assert_eq!(backend.places("jieli-1")["held"], 1);
    assert_eq!(backend.places("jiqiren-3")["held"], 1);
    say(&backend, 3, &third, "2", "pass");
    assert_eq!(backend.places("jiqiren-3")["held"], 0);
}

#[test]
fn two_tabs_answer_one_offer_at_two_instances() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    let (one, other) = (Backend::beside(&db), Backend::beside(&db));
    let backend = &one;
    let first = full(backend);
    let second = waits(backend, 2, "jieli-1", 4);
    cancel(backend, 1, &first);
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let tabs = [(backend, "accept"), (&other, "pass")].map(|(tab, word)| {
            let second = &second;
            scope.spawn(move || say(tab, 2, second, "2", word).status)
        });
        tabs.into_iter()
            .map(|tab| tab.join().expect("a tab"))
            .collect()
    });
    assert_eq!(
        answers.iter().filter(|status| **status == 200).count(),
        1,
        "{answers:?}"
    );
    let places = backend.places("jieli-1");
    let confirmed = status(backend, 2, &second) == "confirmed";
    assert_eq!(places["booked"], if confirmed { 4 } else { 0 });
    assert_eq!(places["held"], 0);
}

#[test]
fn an_offer_can_be_changed_and_stays_an_offer() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    let third = waits(&backend, 3, "jieli-1", 1);
    cancel(&backend, 1, &first);
    let fewer = json!({"lines": [{"session": "jieli-1", "party": {"adults": 2}}]}).to_string();
    let changed = backend.manage("PATCH", &id(2), &second, "2", &fewer);
    assert_eq!(changed.json()["status"], "offered");
    assert_eq!(backend.places("jieli-1")["held"], 3);
    let more = json!({"lines": [{"session": "jieli-1", "party": {"adults": 4}}]}).to_string();
    let refused = backend.manage("PATCH", &id(2), &second, "3", &more);
    assert_eq!(refused.problem(), "409 full");
    assert_eq!(status(&backend, 3, &third), "offered");
}

#[test]
fn what_was_called_off_cannot_be_accepted() {
    let backend = Backend::new();
    let first = full(&backend);
    let second = waits(&backend, 2, "jieli-1", 3);
    cancel(&backend, 1, &first);
    let off = json!({"status": "cancelled"});
    backend.control("PATCH", "/sessions/jieli-1", &off);
    let refused = say(&backend, 2, &second, "2", "accept");
    assert_eq!(refused.problem(), "409 cancelled");
    assert_eq!(refused.json()["session"], "jieli-1");
    assert_eq!(say(&backend, 2, &second, "2", "pass").status, 200);
}

#[test]
fn all_lines_wait_or_none() {
    let backend = Backend::new();
    let waiting = |n: u32, full: &str, room: &str, seats: i64| {
        let mut body = family(n, full, 1, true);
        let line = json!({"session": room, "party": {"adults": 1, "children": seats - 1}});
        body["lines"].as_array_mut().expect("lines").push(line);
        body
    };
    let taken = backend.put(&id(1), &family(1, "jiqiren-2", 4, false));
    assert_eq!(taken.status, 201, "{}", taken.text());
    while backend.places("jiqiren-2")["status"] != "full" {
        let n = 100
            + u32::try_from(
                backend.places("jiqiren-2")["booked"]
                    .as_i64()
                    .expect("seats"),
            )
            .expect("few");
        assert_eq!(
            backend
                .put(&id(n), &family(n, "jiqiren-2", 1, false))
                .status,
            201
        );
    }
    let first = backend
        .put(&id(2), &waiting(2, "jiqiren-2", "jieli-1", 3))
        .json();
    assert_eq!(first["status"], "waitlisted", "{first}");
    // jieli-1 has four places, all free; three seats wait for it already.
    let refused = backend.put(&id(3), &waiting(3, "jiqiren-2", "jieli-1", 2));
    assert_eq!(refused.problem(), "409 waitlist_full");
    assert_eq!(refused.json()["session"], "jieli-1");
    assert_eq!(backend.places("jieli-1")["waitlisted"], 3);
}
