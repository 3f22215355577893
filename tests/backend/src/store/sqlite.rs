//! The database in a file or in memory: one connection, and a transaction that writes is alone.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, TransactionBehavior, params_from_iter};

use super::migrations;
use super::sql::{Arg, Fault, Record, Sql, Stop, Work};

/// How long one process waits for another's transaction.
const BUSY: Duration = Duration::from_secs(10);

pub struct Sqlite(Mutex<Connection>);

impl Sqlite {
    /// Opens or makes the file; without a path it is in memory. The error is one line.
    pub fn open(path: Option<&Path>) -> Result<Self, String> {
        let name = path.map_or_else(|| "memory".to_owned(), |path| path.display().to_string());
        connect(path)
            .map(|connection| Self(Mutex::new(connection)))
            .map_err(|error| format!("database {name}: {error}"))
    }

    /// `write` takes the write lock at once, so that what is read stays true until the end.
    pub fn transaction(&self, write: bool, work: &mut Work<'_>) -> Result<(), Stop> {
        // A panic rolled its transaction back: the connection is good.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let behavior = match write {
            true => TransactionBehavior::Immediate,
            false => TransactionBehavior::Deferred,
        };
        let transaction = connection
            .transaction_with_behavior(behavior)
            .map_err(Fault::from)?;
        work(&Alone(&transaction))?;
        transaction.commit().map_err(Fault::from)?;
        Ok(())
    }
}

fn connect(path: Option<&Path>) -> Result<Connection, String> {
    let said = |error: rusqlite::Error| error.to_string();
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
    migrate(&mut connection)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(said)?;
    let version: i64 = transaction
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(said)?;
    for (statements, reached) in migrations::ahead(version)? {
        transaction.execute_batch(statements).map_err(said)?;
        transaction
            .pragma_update(None, "user_version", reached)
            .map_err(said)?;
    }
    transaction.commit().map_err(said)
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let passing = matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        );
        Self {
            said: error.to_string(),
            passing,
        }
    }
}

impl ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Arg::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Arg::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Arg::Nothing => ToSqlOutput::Owned(Value::Null),
        })
    }
}

struct Alone<'a>(&'a Connection);

impl Sql for Alone<'_> {
    fn query(&self, statement: &str, args: &[Arg]) -> Result<Vec<Record>, Fault> {
        let mut prepared = self.0.prepare_cached(statement)?;
        let columns = prepared.column_count();
        let records = prepared.query_map(params_from_iter(args), |row| {
            (0..columns)
                .map(|column| {
                    Ok(match row.get_ref(column)? {
                        ValueRef::Integer(number) => Arg::Number(number),
                        ValueRef::Text(text) => Arg::Text(String::from_utf8_lossy(text).into()),
                        _ => Arg::Nothing,
                    })
                })
                .collect::<rusqlite::Result<_>>()
                .map(Record)
        })?;
        Ok(records.collect::<rusqlite::Result<_>>()?)
    }

    fn execute(&self, statement: &str, args: &[Arg]) -> Result<u64, Fault> {
        let mut prepared = self.0.prepare_cached(statement)?;
        Ok(prepared.execute(params_from_iter(args))? as u64)
    }

    fn one_at_a_time(&self, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    fn is_shared(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Secret;

    #[test]
    fn a_file_of_a_newer_program_is_left_alone() {
        let folder = std::env::temp_dir().join(format!("kepu-open-{}", Secret::random()));
        std::fs::create_dir(&folder).expect("a folder");
        let path = folder.join("db");
        let connection = connect(Some(&path)).expect("opened");
        let mode: String = connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .expect("a mode");
        assert_eq!(mode, "wal");
        connection
            .pragma_update(None, "user_version", 99)
            .expect("set");
        drop(connection);
        let error = Sqlite::open(Some(&path)).map(|_| ()).expect_err("newer");
        assert!(error.contains("newer"), "{error}");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn no_such_folder_is_one_line() {
        let error = Sqlite::open(Some(Path::new("/nowhere/at/all/db")))
            .map(|_| ())
            .expect_err("no");
        assert!(!error.contains('\n'), "{error}");
    }
}
