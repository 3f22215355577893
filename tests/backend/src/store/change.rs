//! Changing a registration.

use rusqlite::{Connection, params};
use serde_json::Value;

use super::create::{Person, ids};
use super::places::{self, Verdict};
use super::rows::Row;
use super::{Answer, Scene, Store, document, promote, rows};
use crate::clock::stamp;
use crate::problem::{Code, Problem};
use crate::request::{Line, Patch};
use crate::rules;
use crate::session::Session;

impl Store {
    /// Changes what `body` names if the revision is still `rev`. All or nothing: when the new lines do not fit,
    /// everything stays as it was.
    pub fn change(
        &self,
        id: &str,
        token: &str,
        rev: Option<i64>,
        body: &Value,
        scene: Scene<'_>,
    ) -> Result<Answer, Problem> {
        self.write(|transaction| {
            let row = self.authorised(transaction, id, token)?;
            if rev != Some(row.rev) {
                let detail = "这份报名刚刚有过改动，请核对后再提交。";
                return Err(Problem {
                    rev: Some(row.rev),
                    ..Problem::new(412, Code::Stale, detail)
                });
            }
            if !row.is_live() {
                let detail = "这份报名已经取消，请重新报名。";
                return Err(Problem::new(409, Code::Cancelled, detail));
            }
            let patch = Patch::read(body, row.kind).map_err(Problem::invalid)?;
            self.apply(transaction, &row, patch, scene)?;
            let row = self.authorised(transaction, id, token)?;
            document::answer(transaction, &row, scene.catalogue)
        })
    }

    fn apply(
        &self,
        connection: &Connection,
        row: &Row,
        patch: Patch,
        scene: Scene<'_>,
    ) -> Result<(), Problem> {
        let before = rows::lines(connection, &row.id)?;
        let moved = patch.lines.as_ref().is_some_and(|lines| *lines != before);
        let lines = patch.lines.unwrap_or_else(|| before.clone());
        let accept_waitlist = patch.accept_waitlist.unwrap_or(row.accept_waitlist);
        let contact = patch.contact.unwrap_or_else(|| row.contact());
        let mut touched = ids(&before);
        touched.extend(ids(&lines));
        places::lock(connection, &touched)?;
        if moved || contact.phone != row.phone {
            let sessions = rules::sessions(scene.catalogue, row.kind, &lines)?;
            rules::apart(row.kind, &sessions)?;
            still_open(&sessions, &lines, &before, scene)?;
            let person = Person {
                phone: &contact.phone,
                kind: row.kind,
                id: &row.id,
            };
            person.is_free_for(connection, &sessions, scene)?;
        }
        let waits = row.status == "waitlisted";
        if moved {
            // Places once given are never lost by asking for others: a confirmed party is not sent to wait.
            let verdict = places::decide(
                connection,
                scene,
                &row.id,
                row.kind,
                &lines,
                waits && accept_waitlist,
            )?;
            let status = match verdict {
                Verdict::Confirmed => "confirmed",
                Verdict::Waitlisted => "waitlisted",
            };
            connection.execute(
                "UPDATE registration SET status = $1 WHERE id = $2",
                params![status, row.id],
            )?;
            rows::write_lines(connection, &row.id, &lines)?;
        }
        connection.execute(
            "UPDATE registration SET name = $1, phone = $2, school = $3, needs = $4, \
             accept_waitlist = $5, rev = rev + 1, updated = $6 WHERE id = $7",
            params![
                contact.name,
                contact.phone,
                patch
                    .school
                    .as_ref()
                    .or(row.school.as_ref())
                    .map(|school| school.to_value().to_string()),
                Value::from(patch.needs.unwrap_or_else(|| row.needs.clone())).to_string(),
                i64::from(accept_waitlist),
                stamp(scene.now),
                row.id,
            ],
        )?;
        if moved {
            promote::promote(connection, &touched, scene)?;
        }
        Ok(())
    }
}

/// Lines that are new or different need their session open; the others were accepted long ago.
fn still_open(
    sessions: &[&Session],
    lines: &[Line],
    before: &[Line],
    scene: Scene<'_>,
) -> Result<(), Problem> {
    sessions
        .iter()
        .zip(lines)
        .filter(|(_, line)| !before.contains(line))
        .try_for_each(|(session, _)| rules::bookable_now(session, scene.now))
}
