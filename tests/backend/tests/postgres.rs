//! Signing up, with PostgreSQL: the same tests as with SQLite.

mod common;
mod signup;

use common::database::Sort;

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
