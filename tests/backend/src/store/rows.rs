//! Rows of `registration` and `line`.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde_json::Value;

use crate::request::{Contact, Kind, Line, Party, School};

const COLUMNS: &str = "id, kind, name, phone, school, needs, accept_waitlist, status, code, \
     token_hash, rev, queue, created, updated";

/// One registration without its lines.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub kind: Kind,
    pub name: String,
    pub phone: String,
    pub school: Option<School>,
    pub needs: Vec<String>,
    pub accept_waitlist: bool,
    pub status: String,
    pub code: String,
    pub token_hash: String,
    pub rev: i64,
    pub queue: i64,
    pub created: String,
    pub updated: String,
}

impl Row {
    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get(1)?;
        let school: Option<String> = row.get(4)?;
        let needs: String = row.get(5)?;
        Ok(Self {
            id: row.get(0)?,
            kind: Kind::parse(&kind).unwrap_or(Kind::Person),
            name: row.get(2)?,
            phone: row.get(3)?,
            school: school.and_then(|text| School::from_text(&text)),
            needs: serde_json::from_str(&needs).unwrap_or_default(),
            accept_waitlist: row.get::<_, i64>(6)? != 0,
            status: row.get(7)?,
            code: row.get(8)?,
            token_hash: row.get(9)?,
            rev: row.get(10)?,
            queue: row.get(11)?,
            created: row.get(12)?,
            updated: row.get(13)?,
        })
    }

    pub fn contact(&self) -> Contact {
        Contact {
            name: self.name.clone(),
            phone: self.phone.clone(),
        }
    }

    pub fn is_live(&self) -> bool {
        self.status != "cancelled"
    }
}

pub fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Row>> {
    one(connection, "id", id)
}

pub fn by_code(connection: &Connection, code: &str) -> rusqlite::Result<Option<Row>> {
    one(connection, "code", code)
}

fn one(connection: &Connection, column: &str, value: &str) -> rusqlite::Result<Option<Row>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM registration WHERE {column} = $1"
        ))?
        .query_row([value], Row::read)
        .optional()
}

pub fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare(&format!(
            "SELECT {COLUMNS} FROM registration ORDER BY created, id"
        ))?
        .query_map([], Row::read)?
        .collect()
}

/// Registrations on the waitlist of any of the sessions, in the order in which they joined.
pub fn waiting(connection: &Connection, sessions: &[String]) -> rusqlite::Result<Vec<Row>> {
    let mut found: Vec<Row> = Vec::new();
    let sql = format!(
        "SELECT {COLUMNS} FROM registration WHERE status = 'waitlisted' AND id IN \
         (SELECT registration FROM line WHERE session = $1) ORDER BY queue"
    );
    for session in sessions {
        let rows: Vec<Row> = connection
            .prepare_cached(&sql)?
            .query_map([session], Row::read)?
            .collect::<rusqlite::Result<_>>()?;
        for row in rows {
            if !found.iter().any(|known| known.id == row.id) {
                found.push(row);
            }
        }
    }
    found.sort_by_key(|row| row.queue);
    Ok(found)
}

pub fn lines(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Line>> {
    connection
        .prepare_cached(
            "SELECT session, adults, children, bands FROM line WHERE registration = $1 \
             ORDER BY ordinal",
        )?
        .query_map([id], |row| {
            let bands: String = row.get(3)?;
            Ok(Line {
                session: row.get(0)?,
                party: Party {
                    adults: row.get(1)?,
                    children: row.get(2)?,
                    bands: serde_json::from_str(&bands).unwrap_or_default(),
                },
            })
        })?
        .collect()
}

/// Replaces the lines of a registration.
pub fn write_lines(connection: &Connection, id: &str, lines: &[Line]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM line WHERE registration = $1", [id])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO line (registration, ordinal, session, adults, children, bands, seats) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )?;
    for (ordinal, line) in lines.iter().enumerate() {
        insert.execute(params![
            id,
            ordinal as i64,
            line.session,
            line.party.adults,
            line.party.children,
            Value::from_iter(line.party.bands.clone()).to_string(),
            line.party.seats(),
        ])?;
    }
    Ok(())
}

/// The next number on the waitlists.
pub fn next_in_queue(connection: &Connection) -> rusqlite::Result<i64> {
    connection.execute(
        "UPDATE queue SET last = last + 1 WHERE name = 'waitlist'",
        [],
    )?;
    connection.query_row(
        "SELECT last FROM queue WHERE name = 'waitlist'",
        [],
        |row| row.get(0),
    )
}
