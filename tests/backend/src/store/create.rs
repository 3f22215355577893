//! Signing up.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::places::{self, Verdict};
use super::{Answer, Scene, Store, document, rows};
use crate::clock::stamp;
use crate::problem::{Code, FieldError, Problem};
use crate::request::{Kind, Line, Request};
use crate::rules;
use crate::session::Session;
use crate::token;

impl Store {
    /// Registers, or gives the first answer again when this id came with this body before.
    /// `body` is the digest of the body as sent.
    pub fn create(
        &self,
        id: &str,
        body: &str,
        request: &Request,
        scene: Scene<'_>,
    ) -> Result<Answer, Problem> {
        let answer = self.write(|transaction| {
            if let Some(first) = replay(transaction, id, body)? {
                return Ok(first);
            }
            let sessions = rules::sessions(scene.catalogue, request.kind, &request.lines)?;
            for session in &sessions {
                rules::bookable_now(session, scene.now)?;
            }
            rules::apart(request.kind, &sessions)?;
            let ids: Vec<String> = sessions.iter().map(|session| session.id.clone()).collect();
            places::lock(transaction, &ids)?;
            let person = Person {
                phone: &request.contact.phone,
                kind: request.kind,
                id,
            };
            person.is_free_for(transaction, &sessions, scene)?;
            let verdict = places::decide(
                transaction,
                scene,
                id,
                request.kind,
                &request.lines,
                request.accept_waitlist,
            )?;
            self.insert(transaction, id, body, request, verdict, scene.now)?;
            let row = rows::by_id(transaction, id)?.ok_or_else(Problem::maintenance)?;
            let answer = document::answer(transaction, &row, scene.catalogue)?;
            transaction.execute(
                "UPDATE registration SET first_answer = $1 WHERE id = $2",
                params![answer.document.to_string(), id],
            )?;
            Ok(answer)
        })?;
        Ok(self.with_token(answer, id))
    }

    fn insert(
        &self,
        connection: &Connection,
        id: &str,
        body: &str,
        request: &Request,
        verdict: Verdict,
        now: DateTime<Utc>,
    ) -> Result<(), Problem> {
        let (status, queue) = match verdict {
            Verdict::Confirmed => ("confirmed", 0),
            Verdict::Waitlisted => ("waitlisted", rows::next_in_queue(connection)?),
        };
        let hash = token::digest(self.secret.manage_token(id).as_bytes());
        connection.execute(
            "INSERT INTO registration (id, kind, name, phone, school, needs, accept_waitlist, \
             consent_version, status, code, token_hash, body_hash, first_answer, rev, queue, \
             created, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1, \
             $13, $14, $15)",
            params![
                id,
                request.kind.as_str(),
                request.contact.name,
                request.contact.phone,
                request
                    .school
                    .as_ref()
                    .map(|school| school.to_value().to_string()),
                Value::from(request.needs.clone()).to_string(),
                i64::from(request.accept_waitlist),
                request.consent_version,
                status,
                self.free_code(connection, id)?,
                hash,
                body,
                queue,
                stamp(now),
                stamp(now),
            ],
        )?;
        rows::write_lines(connection, id, &request.lines)?;
        Ok(())
    }

    fn free_code(&self, connection: &Connection, id: &str) -> rusqlite::Result<String> {
        let mut attempt = 0;
        loop {
            let code = self.secret.code(id, attempt);
            if rows::by_code(connection, &code)?.is_none() {
                return Ok(code);
            }
            attempt += 1;
        }
    }
}

/// The first answer to this id, if the body is the same; a problem if it is another one.
fn replay(connection: &Connection, id: &str, body: &str) -> Result<Option<Answer>, Problem> {
    let known: Option<(String, String)> = connection
        .prepare_cached("SELECT body_hash, first_answer FROM registration WHERE id = $1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match known {
        None => Ok(None),
        Some((hash, first)) if hash == body => {
            let document: Value =
                serde_json::from_str(&first).map_err(|_| Problem::maintenance())?;
            Ok(Some(Answer { document, rev: 1 }))
        }
        Some(_) => Err(Problem::invalid(vec![FieldError::new("/id", "reused")])),
    }
}

/// Who signs up, for finding what else they signed up for.
pub struct Person<'a> {
    pub phone: &'a str,
    pub kind: Kind,
    /// Their registration, which does not stand in its own way.
    pub id: &'a str,
}

impl Person<'_> {
    /// Refuses a second place in a session, and two sessions at one time. A teacher's groups may go to several
    /// sessions at once.
    pub fn is_free_for(
        &self,
        connection: &Connection,
        sessions: &[&Session],
        scene: Scene<'_>,
    ) -> Result<(), Problem> {
        let others = self.others(connection)?;
        for session in sessions {
            if others.iter().any(|(id, _)| *id == session.id) {
                let detail = "这个手机号已经报过这一场。";
                return Err(Problem::conflict(Code::Duplicate, &session.id, detail));
            }
        }
        if self.kind == Kind::Class {
            return Ok(());
        }
        for session in sessions {
            let clashes = others.iter().any(|(id, kind)| {
                let other = scene.catalogue.sessions.get(id);
                *kind != Kind::Class
                    && other.is_some_and(|other| !other.cancelled && other.overlaps(session))
            });
            if clashes {
                let detail = "这个手机号在同一时间已报了另一场，请先取消那一场或另选时间。";
                return Err(Problem::conflict(Code::Overlap, &session.id, detail));
            }
        }
        Ok(())
    }

    fn others(&self, connection: &Connection) -> rusqlite::Result<Vec<(String, Kind)>> {
        connection
            .prepare_cached(
                "SELECT line.session, registration.kind \
                 FROM line JOIN registration ON registration.id = line.registration \
                 WHERE registration.phone = $1 AND registration.id <> $2 \
                 AND registration.status <> 'cancelled'",
            )?
            .query_map(params![self.phone, self.id], |row| {
                let kind: String = row.get(1)?;
                Ok((row.get(0)?, Kind::parse(&kind).unwrap_or(Kind::Person)))
            })?
            .collect()
    }
}

/// The sessions of lines.
pub fn ids(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.session.clone()).collect()
}
