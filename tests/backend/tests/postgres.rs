//! Signing up, with PostgreSQL: the same tests as with SQLite.

mod common;
mod signup;

use common::database::Sort;
use serde_json::json;

const ON: Sort = Sort::Postgres;

#[test]
fn connections_that_the_server_ended_are_made_anew() {
    let folder = common::Folder::new();
    let db = common::database::fresh(ON, &folder.0.join("db"));
    let backend = common::Backend::beside(&db);
    let put = |n| backend.put(&common::id(n), &common::person(n, "jiqiren-1"));
    assert_eq!(put(1).status, 201);
    common::database::hang_up(&db);
    assert_eq!(put(2).status, 201);
    assert_eq!(backend.places("jiqiren-1")["booked"], 2);
}

/// Another moderator's instance has the question and hides it; who pins it meanwhile must not publish it again.
#[test]
fn two_moderators_at_once_do_not_undo_each_other() {
    let folder = common::Folder::new();
    let db = common::database::fresh(ON, &folder.0.join("db"));
    let backend = common::Backend::beside(&db);
    let one = json!({"id": common::id(1), "text": "问", "state": "published"});
    let seed = json!({"lecture": "zhibo", "questions": [one]});
    backend.control("POST", "/questions", &seed);
    let mut other = common::database::client(&db);
    let mut hiding = other.transaction().expect("begun");
    hiding
        .batch_execute(&format!(
            "SELECT pg_advisory_xact_lock(hashtextextended('{id}', 0)); \
             UPDATE question SET state = 'hidden' WHERE id = '{id}'",
            id = common::id(1)
        ))
        .expect("hidden");
    let path = format!("/questions/{}", common::id(1));
    let pinned = std::thread::scope(|scope| {
        let pinning = scope.spawn(|| backend.control("PATCH", &path, &json!({"pinned": true})));
        common::database::until_one_waits(&db);
        hiding.commit().expect("committed");
        pinning.join().expect("an answer")
    });
    assert_eq!(pinned["pinned"], true);
    assert_eq!(pinned["state"], "hidden", "as the other left it");
}
