//! Signing up, with PostgreSQL: the same tests as with SQLite.

mod common;
mod signup;

use common::database::Sort;

const ON: Sort = Sort::Postgres;
