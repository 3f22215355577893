//! The database on a PostgreSQL server, which several instances share. Rows are locked in a fixed order; when a
//! transaction is in another's way all the same, it is done anew.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use postgres::error::SqlState;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement, Transaction};

use super::migrations;
use super::sql::{Arg, Fault, Record, Sql, Stop, Work};
use crate::problem::Problem;

/// Connections of one instance.
const MOST: usize = 8;
/// How long a request waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// The migrations' lock; any number will do that nobody else takes.
const MIGRATING: i64 = 0x6b65_7075;
/// A transaction that waits this long for a lock gives up; one whose client fell silent is ended by the server.
const SETTINGS: &str = "SET lock_timeout = '10s'; SET statement_timeout = '20s'; \
     SET idle_in_transaction_session_timeout = '30s'; SET client_min_messages = warning";

struct Link {
    client: Client,
    prepared: HashMap<String, Statement>,
}

/// Connections, made when they are needed and kept.
pub struct Postgres {
    config: Config,
    idle: Mutex<(Vec<Link>, usize)>,
    freed: Condvar,
}

impl Postgres {
    /// Connects once and brings the schema up to date. The error is one line, without the password.
    pub fn open(url: &str) -> Result<Self, String> {
        let mut config: Config = url
            .parse()
            .map_err(|error| format!("database postgres: {error}"))?;
        config
            .application_name("kepu-backend")
            .connect_timeout(Duration::from_secs(5));
        let said = |error: postgres::Error| format!("database postgres: {}", told(&error));
        // The client has a runtime of its own, which none of the server's threads may enter.
        aside(|| {
            let mut link = connect(&config).map_err(said)?;
            migrate(&mut link.client)?;
            Ok(Self {
                config: config.clone(),
                idle: Mutex::new((vec![link], 1)),
                freed: Condvar::new(),
            })
        })
    }

    /// One transaction. A reading one sees the database as it was when it began.
    pub fn transaction(&self, write: bool, work: &mut Work<'_>) -> Result<(), Stop> {
        let mut link = Lent {
            link: Some(self.take()?),
            to: self,
        };
        match &mut link.link {
            Some(link) => run(link, write, work),
            None => Ok(()),
        }
    }

    fn take(&self) -> Result<Link, Stop> {
        let until = Instant::now() + PATIENCE;
        let mut kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(link) = kept.0.pop() {
                return Ok(link);
            }
            if kept.1 < MOST {
                kept.1 += 1;
                drop(kept);
                return connect(&self.config).map_err(|error| {
                    self.lock().1 -= 1;
                    self.freed.notify_one();
                    Fault::from(error).into()
                });
            }
            let Some(left) = until.checked_duration_since(Instant::now()) else {
                // A rush: who comes again in a little while is served.
                return Err(Problem::maintenance().into());
            };
            let waited = self.freed.wait_timeout(kept, left);
            kept = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A connection that ended is not kept.
    fn give(&self, link: Link) {
        let mut kept = self.lock();
        if link.client.is_closed() {
            kept.1 -= 1;
        } else {
            kept.0.push(link);
        }
        drop(kept);
        self.freed.notify_one();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (Vec<Link>, usize)> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that goes back when its work is done, however it ends.
struct Lent<'a> {
    link: Option<Link>,
    to: &'a Postgres,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            self.to.give(link);
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let links = std::mem::take(&mut self.lock().0);
        aside(|| drop(links));
    }
}

/// Work on a thread of its own.
fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(work);
        thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn connect(config: &Config) -> Result<Link, postgres::Error> {
    let mut client = config.connect(NoTls)?;
    client.batch_execute(SETTINGS)?;
    Ok(Link {
        client,
        prepared: HashMap::new(),
    })
}

/// Instances that start together migrate one after the other.
fn migrate(client: &mut Client) -> Result<(), String> {
    let said = |error: postgres::Error| format!("database postgres: {}", told(&error));
    let mut transaction = client.transaction().map_err(said)?;
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATING])
        .map_err(said)?;
    transaction
        .batch_execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        .map_err(said)?;
    let row = transaction
        .query_one("SELECT COALESCE(MAX(version), 0) FROM schema_version", &[])
        .map_err(said)?;
    let ahead =
        migrations::ahead(row.get(0)).map_err(|error| format!("database postgres: {error}"))?;
    for (statements, reached) in ahead {
        transaction.batch_execute(statements).map_err(said)?;
        transaction
            .execute("INSERT INTO schema_version VALUES ($1)", &[&reached])
            .map_err(said)?;
    }
    transaction.commit().map_err(said)
}

fn run(link: &mut Link, write: bool, work: &mut Work<'_>) -> Result<(), Stop> {
    let Link { client, prepared } = link;
    let builder = client.build_transaction();
    let transaction = match write {
        true => builder.isolation_level(IsolationLevel::ReadCommitted),
        false => builder
            .isolation_level(IsolationLevel::RepeatableRead)
            .read_only(true),
    }
    .start()
    // Nothing was done on a connection that ended meanwhile: another one will do.
    .map_err(|error| Fault {
        passing: true,
        ..Fault::from(error)
    })?;
    let shared = Shared {
        transaction: RefCell::new(transaction),
        prepared: RefCell::new(prepared),
    };
    work(&shared)?;
    shared
        .transaction
        .into_inner()
        .commit()
        .map_err(Fault::from)?;
    Ok(())
}

struct Shared<'a> {
    transaction: RefCell<Transaction<'a>>,
    prepared: RefCell<&'a mut HashMap<String, Statement>>,
}

impl Shared<'_> {
    fn statement(&self, text: &str) -> Result<Statement, Fault> {
        let mut prepared = self.prepared.borrow_mut();
        if let Some(statement) = prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.borrow_mut().prepare(text)?;
        prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Sql for Shared<'_> {
    fn query(&self, statement: &str, args: &[Arg]) -> Result<Vec<Record>, Fault> {
        let statement = self.statement(statement)?;
        let rows = self
            .transaction
            .borrow_mut()
            .query(&statement, &values(args))?;
        rows.iter()
            .map(|row| {
                let columns = row.columns().iter().enumerate();
                let values = columns.map(|(i, column)| {
                    Ok(match *column.type_() {
                        Type::INT8 => Arg::from(row.try_get::<_, Option<i64>>(i)?),
                        _ => Arg::from(row.try_get::<_, Option<String>>(i)?),
                    })
                });
                Ok(Record(values.collect::<Result<_, postgres::Error>>()?))
            })
            .collect()
    }

    fn execute(&self, statement: &str, args: &[Arg]) -> Result<u64, Fault> {
        let statement = self.statement(statement)?;
        let mut transaction = self.transaction.borrow_mut();
        Ok(transaction.execute(&statement, &values(args))?)
    }

    fn one_at_a_time(&self, word: &str) -> Result<(), Fault> {
        self.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            &[Arg::from(word)],
        )?;
        Ok(())
    }

    fn is_shared(&self) -> bool {
        true
    }
}

fn values(args: &[Arg]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter()
        .map(|arg| match arg {
            Arg::Text(text) => text as &(dyn ToSql + Sync),
            Arg::Number(number) => number,
            Arg::Nothing => &None::<String>,
        })
        .collect()
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        // Two that make the same registration at once: the second finds the first's when it begins anew.
        let passing = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
            &SqlState::UNIQUE_VIOLATION,
        ];
        Self {
            passing: error.code().is_some_and(|code| passing.contains(&code)),
            said: told(&error),
        }
    }
}

/// The message and its cause in one line.
fn told(error: &postgres::Error) -> String {
    let text = match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    };
    text.replace('\n', " ")
}
