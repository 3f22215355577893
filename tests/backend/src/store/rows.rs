//! Rows of `registration` and `line`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::sql::{Fault, Record, Sql, args};
use crate::offer::WhenFree;
use crate::request::{Contact, Kind, Line, Party, School};

const COLUMNS: &str = "id, kind, name, phone, school, needs, accept_waitlist, status, code, \
     token_hash, rev, queue, created, updated, when_free, offer_until";

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
    pub when_free: WhenFree,
    pub offer_until: Option<String>,
}

impl Row {
    fn read(record: &Record) -> Self {
        let school = record.text_if(4);
        Self {
            id: record.text(0),
            kind: Kind::parse(&record.text(1)).unwrap_or(Kind::Person),
            name: record.text(2),
            phone: record.text(3),
            school: school.and_then(|text| School::from_text(&text)),
            needs: serde_json::from_str(&record.text(5)).unwrap_or_default(),
            accept_waitlist: record.number(6) != 0,
            status: record.text(7),
            code: record.text(8),
            token_hash: record.text(9),
            rev: record.number(10),
            queue: record.number(11),
            created: record.text(12),
            updated: record.text(13),
            when_free: WhenFree::parse(&record.text(14)).unwrap_or_default(),
            offer_until: record.text_if(15),
        }
    }

    pub fn contact(&self) -> Contact {
        Contact {
            name: self.name.clone(),
            phone: self.phone.clone(),
        }
    }

    pub fn is_live(&self) -> bool {
        !matches!(self.status.as_str(), "cancelled" | "expired")
    }
}

pub fn by_id(sql: &dyn Sql, id: &str) -> Result<Option<Row>, Fault> {
    one(sql, "id", id)
}

pub fn by_code(sql: &dyn Sql, code: &str) -> Result<Option<Row>, Fault> {
    one(sql, "code", code)
}

fn one(sql: &dyn Sql, column: &str, value: &str) -> Result<Option<Row>, Fault> {
    let statement = format!("SELECT {COLUMNS} FROM registration WHERE {column} = $1");
    Ok(sql.one(&statement, args![value])?.as_ref().map(Row::read))
}

pub fn all(sql: &dyn Sql) -> Result<Vec<Row>, Fault> {
    let statement = format!("SELECT {COLUMNS} FROM registration ORDER BY created, id");
    Ok(sql.query(&statement, &[])?.iter().map(Row::read).collect())
}

/// Registrations of this status with any of the sessions, in the order in which they joined the waitlist.
pub fn standing(sql: &dyn Sql, status: &str, sessions: &[String]) -> Result<Vec<Row>, Fault> {
    let mut found: BTreeMap<(i64, String), Row> = BTreeMap::new();
    let statement = format!(
        "SELECT {COLUMNS} FROM registration WHERE status = $1 AND id IN \
         (SELECT registration FROM line WHERE session = $2)"
    );
    for session in sessions {
        for record in sql.query(&statement, args![status, session])? {
            let row = Row::read(&record);
            found.insert((row.queue, row.id.clone()), row);
        }
    }
    Ok(found.into_values().collect())
}

pub fn lines(sql: &dyn Sql, id: &str) -> Result<Vec<Line>, Fault> {
    let records = sql.query(
        "SELECT session, adults, children, bands, class, wished FROM line WHERE registration = $1 \
         ORDER BY ordinal",
        args![id],
    )?;
    Ok(records.iter().map(line).collect())
}

fn line(record: &Record) -> Line {
    Line {
        session: record.text(0),
        party: Party {
            adults: record.number(1),
            children: record.number(2),
            bands: serde_json::from_str(&record.text(3)).unwrap_or_default(),
        },
        class: record.text_if(4),
        wished: record.text_if(5),
        alternatives: Vec::new(),
    }
}

/// Replaces the lines of a registration.
pub fn write_lines(sql: &dyn Sql, id: &str, lines: &[Line]) -> Result<(), Fault> {
    sql.execute("DELETE FROM line WHERE registration = $1", args![id])?;
    for (ordinal, line) in (0_i64..).zip(lines) {
        sql.execute(
            "INSERT INTO line (registration, ordinal, session, adults, children, bands, seats, \
             class, wished) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                id,
                ordinal,
                &line.session,
                line.party.adults,
                line.party.children,
                Value::from_iter(line.party.bands.clone()).to_string(),
                line.party.seats(),
                line.class.as_ref(),
                line.wished.as_ref(),
            ],
        )?;
    }
    Ok(())
}

/// The next number on the waitlists.
pub fn next_in_queue(sql: &dyn Sql) -> Result<i64, Fault> {
    sql.execute(
        "UPDATE queue SET last = last + 1 WHERE name = 'waitlist'",
        &[],
    )?;
    let record = sql.one("SELECT last FROM queue WHERE name = 'waitlist'", &[])?;
    Ok(record.map_or(0, |record| record.number(0)))
}
