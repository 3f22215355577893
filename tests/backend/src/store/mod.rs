//! Registrations in a database. Who gets a place is decided in one transaction, with the sessions' rows locked.
//!
//! The statements are written for SQLite and PostgreSQL alike (`sql`); only opening a database is each sort's own.
//! Nothing is remembered between requests: any number of instances may share one database.

mod base;
mod cancel;
mod change;
mod create;
mod document;
mod migrations;
mod offers;
mod places;
mod postgres;
mod promote;
mod questions;
mod rows;
mod sql;
mod sqlite;
mod wishes;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::catalogue::Catalogue;
use crate::phone;
use crate::problem::Problem;
use crate::request::Line;
use crate::session::is_id;
use crate::token::{self, Secret};

pub use base::Address;
use base::Base;
pub use places::Count;
pub use questions::{OVERVIEW, WAITING};
pub use rows::Row;
use sql::{Sql, Stop};

/// A registration as answered, and the revision for its `ETag`.
#[derive(Clone, Debug)]
pub struct Answer {
    pub document: Value,
    pub rev: i64,
}

/// A registration as the organiser sees it.
#[derive(Clone, Debug)]
pub struct Exported {
    pub registration: Row,
    pub lines: Vec<Line>,
}

/// What a decision about places looks at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub catalogue: &'a Catalogue,
    pub now: DateTime<Utc>,
    /// Most time for the answer to an offer.
    pub offer: TimeDelta,
}

/// The registrations of one database.
pub struct Store {
    base: Base,
    secret: Secret,
}

impl Store {
    /// Opens or makes the database. The error is one line.
    pub fn open(address: &Address) -> Result<Self, String> {
        let base = Base::open(address)?;
        let secret = base.secret()?;
        Ok(Self { base, secret })
    }

    /// The registration, for who holds its token.
    pub fn get(&self, id: &str, token: &str, scene: Scene<'_>) -> Result<Answer, Problem> {
        self.settle(scene)?;
        self.base.read(|sql| {
            let row = authorised(sql, id, token)?;
            document::answer(sql, &row, scene.catalogue)
        })
    }

    /// Registrations by code and the phone's last four digits, each with its token again.
    pub fn find(&self, code: &str, last4: &str, scene: Scene<'_>) -> Result<Vec<Value>, Problem> {
        self.settle(scene)?;
        self.base.read(|sql| {
            let Some(row) = rows::by_code(sql, code)? else {
                return Ok(Vec::new());
            };
            if !token::same(&row.phone[row.phone.len().saturating_sub(4)..], last4) {
                return Ok(Vec::new());
            }
            let answer = document::answer(sql, &row, scene.catalogue)?;
            Ok(vec![self.with_token(answer, &row.id).document])
        })
    }

    /// All registrations as their holders see them, oldest first.
    pub fn all(&self, catalogue: &Catalogue) -> Result<Vec<Value>, Problem> {
        self.base.read(|sql| {
            rows::all(sql)?
                .iter()
                .map(|row| Ok(document::answer(sql, row, catalogue)?.document))
                .collect()
        })
    }

    /// All registrations with their contacts in clear, oldest first: for the organiser alone.
    pub fn export(&self) -> Result<Vec<Exported>, Problem> {
        self.base.read(|sql| {
            rows::all(sql)?
                .into_iter()
                .map(|registration| {
                    let lines = rows::lines(sql, &registration.id)?;
                    Ok(Exported {
                        registration,
                        lines,
                    })
                })
                .collect()
        })
    }

    /// Forgets every registration and every session.
    pub fn clear(&self) -> Result<(), Problem> {
        self.base.write(|sql| {
            sql.execute("DELETE FROM line", &[])?;
            sql.execute("DELETE FROM registration", &[])?;
            sql.execute("DELETE FROM session", &[])?;
            sql.execute("UPDATE queue SET last = 0", &[])?;
            Ok(())
        })
    }

    /// Adds the manage token, which is derived anew: the database holds only its hash.
    fn with_token(&self, mut answer: Answer, id: &str) -> Answer {
        answer.document["manage_token"] = self.secret.manage_token(id).into();
        answer
    }
}

fn authorised(sql: &dyn Sql, id: &str, token: &str) -> Result<Row, Stop> {
    let hash = token::digest(token.as_bytes());
    // No database is asked for what no id can be.
    let row = match is_id(id) {
        true => rows::by_id(sql, id)?,
        false => None,
    };
    match row {
        Some(row) if token::same(&row.token_hash, &hash) => Ok(row),
        _ => Err(Problem::unauthorised().into()),
    }
}

/// The registration and its lines with the sessions locked that these and `wanted` name, and all that may follow.
fn held(
    sql: &dyn Sql,
    id: &str,
    token: &str,
    wanted: &[Line],
) -> Result<(Row, Vec<Line>, Vec<String>), Stop> {
    authorised(sql, id, token)?;
    let mut sessions = create::ids(&rows::lines(sql, id)?);
    sessions.extend(create::ids(wanted));
    let locked = places::lock(sql, &sessions)?;
    // Only now nobody else can change them.
    let row = authorised(sql, id, token)?;
    let lines = rows::lines(sql, id)?;
    if lines.iter().any(|line| !locked.contains(&line.session)) {
        return Err(Stop::Again);
    }
    Ok((row, lines, locked))
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
