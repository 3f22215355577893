//! Signing up, with SQLite.

mod common;
mod signup;

use common::database::Sort;

const ON: Sort = Sort::Sqlite;
