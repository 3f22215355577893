//! Which database an address names, and one door to both sorts.

use std::path::PathBuf;

use super::postgres::Postgres;
use super::sql::{Sql, Stop, Work, args};
use super::sqlite::Sqlite;
use crate::problem::Problem;
use crate::token::Secret;

/// How often work is done anew that other transactions were in the way of.
const ATTEMPTS: usize = 20;

/// Where registrations are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Address {
    #[default]
    Memory,
    File(PathBuf),
    /// A PostgreSQL server, by its URL.
    Server(String),
}

impl Address {
    /// Reads `sqlite:<path>` or `postgres://…`. The error is one line and never repeats the address, which may hold
    /// a password.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Server(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => {
                Ok(Self::File(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => Err("DATABASE_URL must be sqlite:<path> or postgres://…".into()),
        }
    }
}

pub enum Base {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
}

impl Base {
    pub fn open(address: &Address) -> Result<Self, String> {
        Ok(match address {
            Address::Memory => Self::Sqlite(Box::new(Sqlite::open(None)?)),
            Address::File(path) => Self::Sqlite(Box::new(Sqlite::open(Some(path))?)),
            Address::Server(url) => Self::Postgres(Box::new(Postgres::open(url)?)),
        })
    }

    fn transaction(&self, write: bool, work: &mut Work<'_>) -> Result<(), Stop> {
        match self {
            Self::Sqlite(base) => base.transaction(write, work),
            Self::Postgres(base) => base.transaction(write, work),
        }
    }

    /// One transaction that changes something: all of it, or nothing. It is done anew while others are in its way.
    pub fn write<T>(&self, work: impl Fn(&dyn Sql) -> Result<T, Stop>) -> Result<T, Problem> {
        self.run(true, work)
    }

    /// One transaction that only looks: what it sees fits together.
    pub fn read<T>(&self, work: impl Fn(&dyn Sql) -> Result<T, Stop>) -> Result<T, Problem> {
        self.run(false, work)
    }

    fn run<T>(
        &self,
        write: bool,
        work: impl Fn(&dyn Sql) -> Result<T, Stop>,
    ) -> Result<T, Problem> {
        let mut attempt = 1;
        loop {
            let mut done = None;
            let ended = self.transaction(write, &mut |sql| {
                done = Some(work(sql)?);
                Ok(())
            });
            match ended {
                Err(Stop::Again) if attempt < ATTEMPTS => {}
                Err(Stop::Failed(fault)) if fault.passing && attempt < ATTEMPTS => {}
                Err(stop) => return Err(stop.into()),
                Ok(()) => return done.ok_or_else(Problem::maintenance),
            }
            attempt += 1;
        }
    }

    /// The HMAC key, made once for each database.
    pub fn secret(&self) -> Result<Secret, String> {
        let fresh = Secret::random();
        let kept = self.write(|sql| {
            sql.execute(
                "INSERT INTO meta (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING",
                args![&fresh],
            )?;
            Ok(sql.one("SELECT value FROM meta WHERE name = 'secret'", &[])?)
        });
        match kept {
            Ok(Some(record)) => Ok(Secret::new(record.text(0))),
            _ => Err("database: no secret could be kept".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(
            Address::read("sqlite:a/b.db"),
            Ok(Address::File("a/b.db".into()))
        );
        assert_eq!(
            Address::read("sqlite:///a.db"),
            Ok(Address::File("/a.db".into()))
        );
        let url = "postgres://kepu:secret@db/kepu";
        assert_eq!(Address::read(url), Ok(Address::Server(url.into())));
        for bad in ["", "a.db", "sqlite:", "mysql://kepu:secret@db"] {
            let error = Address::read(bad).expect_err(bad);
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
