//! A database that an earlier program wrote.

use crate::common::{Backend, Folder, database, family, id, person};
use kepu_backend::store::Address;
use serde_json::json;

const FIRST: &str = include_str!("../../migrations/0001_registrations.sql");

/// Somebody who holds a session's only place, as the first release wrote it, and the key by which their token is made.
const ROWS: &str = "
INSERT INTO meta (name, value) VALUES ('secret', 'kept');
INSERT INTO session (id, capacity, held) VALUES ('jiqiren-3', 1, 0);
INSERT INTO registration VALUES ('0b9d3f2e-6a51-4c8e-9f3a-000000000001', 'person', '王芳', '13800000001', NULL, '[]', 0,
  '2023-1', 'confirmed', 'ABCDEFGH', 'HASH', '', '{}', 1, 0, '2023-09-01T09:00:00+08:00', '2023-09-01T09:00:00+08:00');
INSERT INTO line VALUES ('0b9d3f2e-6a51-4c8e-9f3a-000000000001', 0, 'jiqiren-3', 1, 0, '{}', 1);
";

#[test]
fn the_first_release_is_brought_forward() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    let token = kepu_backend::token::Secret::new("kept").manage_token(&id(1));
    let rows = ROWS.replace("HASH", &kepu_backend::token::digest(token.as_bytes()));
    match &db {
        Address::File(path) => {
            let file = rusqlite::Connection::open(path).expect("a file");
            let all = format!("{FIRST}{rows}PRAGMA user_version = 1;");
            file.execute_batch(&all).expect("written");
        }
        Address::Server(url) => {
            let version = "CREATE TABLE schema_version (version BIGINT NOT NULL); \
                 INSERT INTO schema_version VALUES (1);";
            postgres::Client::connect(url, postgres::NoTls)
                .and_then(|mut client| client.batch_execute(&format!("{FIRST}{rows}{version}")))
                .expect("written");
        }
        Address::Memory => unreachable!("it is kept"),
    }
    let backend = Backend::beside(&db);
    let kept = backend.manage("GET", &id(1), &token, "", "").json();
    assert_eq!(
        (&kept["status"], &kept["when_free"]),
        (&json!("confirmed"), &json!("confirm"))
    );
    assert_eq!(
        backend.put(&id(2), &person(2, "jiqiren-3")).problem(),
        "409 full"
    );
    let mut waits = family(3, "jiqiren-3", 1, true);
    waits["kind"] = json!("person");
    waits["when_free"] = json!("offer");
    assert_eq!(backend.put(&id(3), &waits).json()["status"], "waitlisted");
    backend.manage("DELETE", &id(1), &token, "", "");
    assert_eq!(backend.places("jiqiren-3")["held"], 1);
    drop(backend);
    // Starting again changes nothing.
    let backend = Backend::beside(&db);
    let gone = backend.manage("GET", &id(1), &token, "", "").json();
    assert_eq!(gone["status"], "cancelled");
}
