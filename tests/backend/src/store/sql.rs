//! What the store asks of a database: text, whole numbers, and transactions. SQLite and PostgreSQL both can.

use crate::problem::Problem;

/// A parameter of a statement.
#[derive(Clone, Debug)]
pub enum Arg {
    Text(String),
    Number(i64),
    Nothing,
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// The parameters of a statement, in rising order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$(crate::store::sql::Arg::from($value)),*] };
}
pub(crate) use args;

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Record(pub Vec<Arg>);

impl Record {
    /// The text in a column; empty where there is none.
    pub fn text(&self, column: usize) -> String {
        self.text_if(column).unwrap_or_default()
    }

    pub fn text_if(&self, column: usize) -> Option<String> {
        match self.0.get(column) {
            Some(Arg::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The number in a column; zero where there is none.
    pub fn number(&self, column: usize) -> i64 {
        match self.0.get(column) {
            Some(Arg::Number(number)) => *number,
            _ => 0,
        }
    }
}

/// What a database complains of.
#[derive(Debug)]
pub struct Fault {
    pub said: String,
    /// Another transaction was in the way: the same work may succeed when it is done anew.
    pub passing: bool,
}

/// Why work in a transaction ended without an answer.
#[derive(Debug)]
pub enum Stop {
    /// The answer is no.
    Refused(Problem),
    /// What was read before the locks were had has changed: begin anew.
    Again,
    Failed(Fault),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(problem) => problem,
            Stop::Again => Problem::maintenance(),
            Stop::Failed(fault) => {
                eprintln!("database: {}", fault.said);
                Problem::maintenance()
            }
        }
    }
}

/// Statements within one transaction. Parameters stand in rising order: SQLite numbers them as they come,
/// PostgreSQL as they are named.
pub trait Sql {
    fn query(&self, statement: &str, args: &[Arg]) -> Result<Vec<Record>, Fault>;

    /// The number of rows that changed.
    fn execute(&self, statement: &str, args: &[Arg]) -> Result<u64, Fault>;

    /// Lets no other transaction past the same word until this one ends.
    fn one_at_a_time(&self, word: &str) -> Result<(), Fault>;

    /// Whether others may write while this transaction goes on, so that rows need their locks.
    fn is_shared(&self) -> bool;

    fn one(&self, statement: &str, args: &[Arg]) -> Result<Option<Record>, Fault> {
        Ok(self.query(statement, args)?.into_iter().next())
    }
}

/// Work in a transaction; it may be done more than once.
pub type Work<'a> = dyn FnMut(&dyn Sql) -> Result<(), Stop> + 'a;
