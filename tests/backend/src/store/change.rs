//! Changing a registration.

use serde_json::Value;

use super::create::Person;
use super::places::{self, Verdict};
use super::rows::Row;
use super::sql::{Sql, Stop, args};
use super::{Answer, Scene, Store, authorised, document, held, promote, rows};
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
        self.base.write(|sql| {
            let known = authorised(sql, id, token)?;
            // Read first, for the locks; told only when nothing else is wrong.
            let patch = Patch::read(body, known.kind);
            let asked = patch.as_ref().ok();
            let contact = asked.and_then(|patch| patch.contact.as_ref());
            let phone = contact.map_or(&known.phone, |contact| &contact.phone);
            sql.one_at_a_time(phone)?;
            let wanted = asked.and_then(|patch| patch.lines.as_deref());
            let (row, before, locked) = held(sql, id, token, wanted.unwrap_or_default())?;
            if contact.is_none() && row.phone != *phone {
                return Err(Stop::Again);
            }
            if rev != Some(row.rev) {
                let detail = "这份报名刚刚有过改动，请核对后再提交。";
                return Err(Problem {
                    rev: Some(row.rev),
                    ..Problem::new(412, Code::Stale, detail)
                }
                .into());
            }
            if !row.is_live() {
                let detail = "这份报名已经取消，请重新报名。";
                return Err(Problem::new(409, Code::Cancelled, detail).into());
            }
            let patch = patch.map_err(Problem::invalid)?;
            apply(sql, &row, &before, patch, &locked, scene)?;
            let row = rows::by_id(sql, id)?.ok_or_else(Problem::unauthorised)?;
            document::answer(sql, &row, scene.catalogue)
        })
    }
}

fn apply(
    sql: &dyn Sql,
    row: &Row,
    before: &[Line],
    patch: Patch,
    locked: &[String],
    scene: Scene<'_>,
) -> Result<(), Stop> {
    let moved = patch.lines.as_ref().is_some_and(|lines| *lines != before);
    let lines = patch.lines.unwrap_or_else(|| before.to_vec());
    let accept_waitlist = patch.accept_waitlist.unwrap_or(row.accept_waitlist);
    let contact = patch.contact.unwrap_or_else(|| row.contact());
    if moved || contact.phone != row.phone {
        let sessions = rules::sessions(scene.catalogue, row.kind, &lines)?;
        rules::apart(row.kind, &sessions)?;
        still_open(&sessions, &lines, before, scene)?;
        let person = Person {
            phone: &contact.phone,
            kind: row.kind,
            id: &row.id,
        };
        person.is_free_for(sql, &sessions, scene)?;
    }
    let waits = row.status == "waitlisted";
    if moved {
        // Places once given are never lost by asking for others: a confirmed party is not sent to wait.
        let verdict = places::decide(
            sql,
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
        sql.execute(
            "UPDATE registration SET status = $1 WHERE id = $2",
            args![status, &row.id],
        )?;
        rows::write_lines(sql, &row.id, &lines)?;
    }
    sql.execute(
        "UPDATE registration SET name = $1, phone = $2, school = $3, needs = $4, \
         accept_waitlist = $5, rev = rev + 1, updated = $6 WHERE id = $7",
        args![
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
            &row.id,
        ],
    )?;
    if moved {
        promote::promote(sql, locked, scene)?;
    }
    Ok(())
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
