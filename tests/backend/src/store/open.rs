//! Opening the SQLite file: settings, migrations, the secret.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use crate::token::Secret;

/// Each brings the schema from its index to the next version.
const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001_registrations.sql")];

/// How long one process waits for another's transaction.
const BUSY: Duration = Duration::from_secs(5);

pub fn open(path: Option<&Path>) -> Result<Connection, String> {
    let name = path.map_or_else(|| "memory".to_owned(), |path| path.display().to_string());
    let said = |error: rusqlite::Error| format!("database {name}: {error}");
    let mut connection = match path {
        Some(path) => Connection::open(path),
        None => Connection::open_in_memory(),
    }
    .map_err(said)?;
    connection.busy_timeout(BUSY).map_err(said)?;
    // In memory the answer is "memory": the mode is a wish, not a condition.
    connection
        .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .map_err(said)?;
    connection
        .pragma_update(None, "foreign_keys", true)
        .map_err(said)?;
    migrate(&mut connection).map_err(|error| format!("database {name}: {error}"))?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(said)?;
    let version: i64 = transaction
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(said)?;
    let done = usize::try_from(version)
        .ok()
        .filter(|done| *done <= MIGRATIONS.len())
        .ok_or_else(|| format!("written by a newer version of this program (schema {version})"))?;
    for (i, statements) in MIGRATIONS.iter().enumerate().skip(done) {
        transaction.execute_batch(statements).map_err(said)?;
        transaction
            .pragma_update(None, "user_version", i as i64 + 1)
            .map_err(said)?;
    }
    transaction.commit().map_err(said)
}

/// The HMAC key, made once for each database.
pub fn secret(connection: &Connection) -> Result<Secret, String> {
    let said = |error: rusqlite::Error| format!("database: {error}");
    connection
        .execute(
            "INSERT INTO meta (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING",
            [Secret::random()],
        )
        .map_err(said)?;
    let kept: Option<String> = connection
        .query_row("SELECT value FROM meta WHERE name = 'secret'", [], |row| {
            row.get(0)
        })
        .optional()
        .map_err(said)?;
    kept.map(Secret::new)
        .ok_or_else(|| "database: no secret".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_twice_keeps_secret_and_schema() {
        let folder = std::env::temp_dir().join(format!("kepu-open-{}", Secret::random()));
        std::fs::create_dir(&folder).expect("a folder");
        let path = folder.join("db");
        let first = secret(&open(Some(&path)).expect("opened")).expect("a secret");
        let connection = open(Some(&path)).expect("opened again");
        let second = secret(&connection).expect("a secret");
        assert_eq!(first.manage_token("x"), second.manage_token("x"));
        let mode: String = connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .expect("a mode");
        assert_eq!(mode, "wal");
        connection
            .pragma_update(None, "user_version", 99)
            .expect("set");
        drop(connection);
        let error = open(Some(&path)).map(|_| ()).expect_err("newer");
        assert!(error.contains("newer"), "{error}");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn no_such_folder_is_one_line() {
        let error = open(Some(Path::new("/nowhere/at/all/db")))
            .map(|_| ())
            .expect_err("no");
        assert!(!error.contains('\n'), "{error}");
    }
}
