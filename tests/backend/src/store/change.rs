//! Changing a registration.

use serde_json::Value;

use super::create::Person;
use super::places::{self, Verdict};
use super::rows::Row;
use super::sql::{Sql, Stop, args};
use super::{Answer, Scene, Store, authorised, document, held, offers, promote, rows, wishes};
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
        self.settle(scene)?;
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
            let choice = asked.and_then(|patch| patch.offer);
            if let Some(choice) = choice
                && !offers::is_due(&row, choice, scene)?
            {
                return document::answer(sql, &row, scene.catalogue);
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
                let (code, detail) = match row.status.as_str() {
                    "expired" => (Code::Gone, "候补的保留时间已过，请重新报名。"),
                    _ => (Code::Cancelled, "这份报名已经取消，请重新报名。"),
                };
                return Err(Problem::new(409, code, detail).into());
            }
            let patch = patch.map_err(Problem::invalid)?;
            match choice {
                Some(choice) => offers::answer(sql, &row, &before, choice, &locked, scene)?,
                None => apply(sql, &row, &before, patch, &locked, scene)?,
            }
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
    let accept_waitlist = patch.accept_waitlist.unwrap_or(row.accept_waitlist);
    let contact = patch.contact.unwrap_or_else(|| row.contact());
    let person = Person {
        phone: &contact.phone,
        kind: row.kind,
        id: &row.id,
    };
    let mut lines = patch.lines.unwrap_or_else(|| before.to_vec());
    if lines != before {
        rules::sessions(scene.catalogue, row.kind, &lines)?;
        lines = wishes::assign(sql, scene, &person, &lines, before)?.unwrap_or(lines);
    }
    let moved = lines != before;
    if moved || contact.phone != row.phone {
        let sessions = rules::sessions(scene.catalogue, row.kind, &lines)?;
        rules::apart(scene.catalogue, row.kind, &lines)?;
        still_open(&sessions, &lines, before, scene)?;
        person.may_have(&sessions, &person.others(sql)?, scene)?;
    }
    if moved {
        // Places once given are never lost by asking for others: a confirmed party is not sent to wait.
        let waits = row.status == "waitlisted";
        let verdict = places::decide(
            sql,
            scene,
            &row.id,
            row.kind,
            &lines,
            waits && accept_waitlist,
        )?;
        // An offer stays one until it is answered.
        if waits && verdict == Verdict::Confirmed {
            sql.execute(
                "UPDATE registration SET status = 'confirmed' WHERE id = $1",
                args![&row.id],
            )?;
        }
        rows::write_lines(sql, &row.id, &lines)?;
    }
    sql.execute(
        "UPDATE registration SET name = $1, phone = $2, school = $3, needs = $4, \
         accept_waitlist = $5, when_free = $6, rev = rev + 1, updated = $7 WHERE id = $8",
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
            patch.when_free.unwrap_or(row.when_free).as_str(),
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
