//! Registrations in a database. Who gets a place is decided in one transaction, with the sessions' rows locked.
//!
//! The statements are written for SQLite and PostgreSQL alike; only opening the database (`open`) is SQLite's own.
//! Parameters stand in rising order: SQLite numbers them as they come, PostgreSQL as they are named.

mod cancel;
mod change;
mod create;
mod document;
mod open;
mod places;
mod promote;
mod rows;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::Value;

use crate::catalogue::Catalogue;
use crate::phone;
use crate::problem::Problem;
use crate::token::{self, Secret};

pub use places::Count;

/// A registration as answered, and the revision for its `ETag`.
#[derive(Clone, Debug)]
pub struct Answer {
    pub document: Value,
    pub rev: i64,
}

/// What a decision about places looks at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub catalogue: &'a Catalogue,
    pub now: DateTime<Utc>,
}

/// The database behind one connection: a second process may have the file open as well.
pub struct Store {
    connection: Mutex<Connection>,
    secret: Secret,
}

impl Store {
    /// Opens or makes the database; without a path it is in memory. The error is one line.
    pub fn open(path: Option<&Path>) -> Result<Self, String> {
        let connection = open::open(path)?;
        let secret = open::secret(&connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
            secret,
        })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic rolled its transaction back: the connection is good.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// One transaction that takes the write lock at once, so that what it reads stays true until it commits.
    fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// The registration, for who holds its token.
    pub fn get(&self, id: &str, token: &str, scene: Scene<'_>) -> Result<Answer, Problem> {
        let connection = self.connection();
        let row = self.authorised(&connection, id, token)?;
        document::answer(&connection, &row, scene.catalogue)
    }

    /// Registrations by code and the phone's last four digits, each with its token again.
    pub fn find(&self, code: &str, last4: &str, scene: Scene<'_>) -> Result<Vec<Value>, Problem> {
        let connection = self.connection();
        let Some(row) = rows::by_code(&connection, code)? else {
            return Ok(Vec::new());
        };
        if !token::same(&row.phone[row.phone.len().saturating_sub(4)..], last4) {
            return Ok(Vec::new());
        }
        let answer = document::answer(&connection, &row, scene.catalogue)?;
        Ok(vec![self.with_token(answer, &row.id).document])
    }

    /// All registrations as their holders see them, oldest first.
    pub fn all(&self, catalogue: &Catalogue) -> Result<Vec<Value>, Problem> {
        let connection = self.connection();
        rows::all(&connection)?
            .iter()
            .map(|row| Ok(document::answer(&connection, row, catalogue)?.document))
            .collect()
    }

    /// Forgets every registration and every session.
    pub fn clear(&self) -> Result<(), Problem> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM line", [])?;
            transaction.execute("DELETE FROM registration", [])?;
            transaction.execute("DELETE FROM session", [])?;
            transaction.execute("UPDATE queue SET last = 0", [])?;
            Ok(())
        })
    }

    fn authorised(
        &self,
        connection: &Connection,
        id: &str,
        token: &str,
    ) -> Result<rows::Row, Problem> {
        let hash = token::digest(token.as_bytes());
        match rows::by_id(connection, id)? {
            Some(row) if token::same(&row.token_hash, &hash) => Ok(row),
            _ => Err(Problem::unauthorised()),
        }
    }

    /// Adds the manage token, which is derived anew: the database holds only its hash.
    fn with_token(&self, mut answer: Answer, id: &str) -> Answer {
        answer.document["manage_token"] = self.secret.manage_token(id).into();
        answer
    }
}

/// A code as typed: full-width, lower case, spaces and hyphens are forgiven.
pub fn typed_code(text: &str) -> String {
    text.chars()
        .map(phone::half_width)
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .take(32)
        .collect()
}
