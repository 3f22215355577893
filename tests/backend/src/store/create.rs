//! Signing up.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::places::{self, Verdict};
use super::sql::{Fault, Sql, Stop, args};
use super::{Answer, Scene, Store, document, rows, wishes};
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
        self.settle(scene)?;
        // In a rush most come too late or again: they need not wait for the locks of those who are in time.
        let known = self.base.read(|sql| {
            let known = replay(sql, id, body)?;
            if known.is_none() {
                admit(sql, id, request, scene)?;
            }
            Ok(known)
        })?;
        let answer = match known {
            Some(first) => first,
            None => self
                .base
                .write(|sql| self.make(sql, id, body, request, scene))?,
        };
        Ok(self.with_token(answer, id))
    }

    fn make(
        &self,
        sql: &dyn Sql,
        id: &str,
        body: &str,
        request: &Request,
        scene: Scene<'_>,
    ) -> Result<Answer, Stop> {
        sql.one_at_a_time(&request.contact.phone)?;
        if let Some(first) = replay(sql, id, body)? {
            return Ok(first);
        }
        places::lock(sql, &ids(&request.lines))?;
        let (lines, verdict) = admit(sql, id, request, scene)?;
        let had = Request {
            lines,
            ..request.clone()
        };
        self.insert(sql, id, body, &had, verdict, scene.now)?;
        let row = rows::by_id(sql, id)?.ok_or_else(Problem::maintenance)?;
        let answer = document::answer(sql, &row, scene.catalogue)?;
        sql.execute(
            "UPDATE registration SET first_answer = $1 WHERE id = $2",
            args![answer.document.to_string(), id],
        )?;
        Ok(answer)
    }

    fn insert(
        &self,
        sql: &dyn Sql,
        id: &str,
        body: &str,
        request: &Request,
        verdict: Verdict,
        now: DateTime<Utc>,
    ) -> Result<(), Stop> {
        let (status, queue) = match verdict {
            Verdict::Confirmed => ("confirmed", 0),
            Verdict::Waitlisted => ("waitlisted", rows::next_in_queue(sql)?),
        };
        let hash = token::digest(self.secret.manage_token(id).as_bytes());
        sql.execute(
            "INSERT INTO registration (id, kind, name, phone, school, needs, accept_waitlist, \
             consent_version, status, code, token_hash, body_hash, first_answer, rev, queue, \
             created, updated, when_free) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', \
             1, $13, $14, $15, $16)",
            args![
                id,
                request.kind.as_str(),
                &request.contact.name,
                &request.contact.phone,
                request
                    .school
                    .as_ref()
                    .map(|school| school.to_value().to_string()),
                Value::from(request.needs.clone()).to_string(),
                i64::from(request.accept_waitlist),
                &request.consent_version,
                status,
                self.free_code(sql, id)?,
                hash,
                body,
                queue,
                stamp(now),
                stamp(now),
                request.when_free.as_str(),
            ],
        )?;
        rows::write_lines(sql, id, &request.lines)?;
        Ok(())
    }

    fn free_code(&self, sql: &dyn Sql, id: &str) -> Result<String, Fault> {
        let mut attempt = 0;
        loop {
            let code = self.secret.code(id, attempt);
            if rows::by_code(sql, &code)?.is_none() {
                return Ok(code);
            }
            attempt += 1;
        }
    }
}

/// What all lines together get, each with the session it becomes, or why not. Only with the sessions locked it holds.
fn admit(
    sql: &dyn Sql,
    id: &str,
    request: &Request,
    scene: Scene<'_>,
) -> Result<(Vec<Line>, Verdict), Stop> {
    let kind = request.kind;
    rules::sessions(scene.catalogue, kind, &request.lines)?;
    let person = Person {
        phone: &request.contact.phone,
        kind,
        id,
    };
    // Where no row of wishes can be had, the first wishes say why.
    let lines = wishes::assign(sql, scene, &person, &request.lines, &[])?
        .unwrap_or_else(|| request.lines.clone());
    let sessions = rules::sessions(scene.catalogue, kind, &lines)?;
    for session in &sessions {
        rules::bookable_now(session, scene.now)?;
    }
    rules::apart(scene.catalogue, kind, &lines)?;
    person.may_have(&sessions, &person.others(sql)?, scene)?;
    let verdict = places::decide(sql, scene, id, kind, &lines, request.accept_waitlist)?;
    Ok((lines, verdict))
}

/// The first answer to this id, if the body is the same; a problem if it is another one.
fn replay(sql: &dyn Sql, id: &str, body: &str) -> Result<Option<Answer>, Stop> {
    let known = sql.one(
        "SELECT body_hash, first_answer FROM registration WHERE id = $1",
        args![id],
    )?;
    match known.map(|record| (record.text(0), record.text(1))) {
        None => Ok(None),
        Some((hash, first)) if hash == body => {
            let document: Value =
                serde_json::from_str(&first).map_err(|_| Problem::maintenance())?;
            Ok(Some(Answer { document, rev: 1 }))
        }
        Some(_) => Err(Problem::invalid(vec![FieldError::new("/id", "reused")]).into()),
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
    pub fn may_have(
        &self,
        sessions: &[&Session],
        others: &[(String, Kind)],
        scene: Scene<'_>,
    ) -> Result<(), Problem> {
        for session in sessions {
            if others.iter().any(|(id, _)| *id == session.id) {
                let detail = "这个手机号已经报过这一场。";
                return Err(Problem::conflict(Code::Duplicate, &session.id, detail));
            }
        }
        if self.kind.is_school() {
            return Ok(());
        }
        for session in sessions {
            let clashes = others.iter().any(|(id, kind)| {
                let other = scene.catalogue.sessions.get(id);
                !kind.is_school()
                    && other.is_some_and(|other| !other.cancelled && other.overlaps(session))
            });
            if clashes {
                let detail = "这个手机号在同一时间已报了另一场，请先取消那一场或另选时间。";
                return Err(Problem::conflict(Code::Overlap, &session.id, detail));
            }
        }
        Ok(())
    }

    /// What else is signed up for with this phone.
    pub fn others(&self, sql: &dyn Sql) -> Result<Vec<(String, Kind)>, Fault> {
        let records = sql.query(
            "SELECT line.session, registration.kind \
             FROM line JOIN registration ON registration.id = line.registration \
             WHERE registration.phone = $1 AND registration.id <> $2 \
             AND registration.status NOT IN ('cancelled', 'expired')",
            args![self.phone, self.id],
        )?;
        let kind = |text: &str| Kind::parse(text).unwrap_or(Kind::Person);
        Ok(records
            .iter()
            .map(|record| (record.text(0), kind(&record.text(1))))
            .collect())
    }
}

/// The sessions of lines, and those they might become.
pub fn ids(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| std::iter::once(&line.session).chain(&line.alternatives))
        .cloned()
        .collect()
}
