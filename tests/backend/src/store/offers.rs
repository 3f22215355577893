//! Offers: made by `promote`, accepted or passed here, and over when their time is.

use super::sql::{Sql, Stop, args};
use super::{Scene, Store, places, promote, rows};
use crate::clock::stamp;
use crate::offer::Choice;
use crate::problem::{Code, Problem};
use crate::request::Line;
use rows::Row;

impl Store {
    /// Ends the offers whose time is over and gives their places to the next. Every request that looks at places
    /// begins with it: no timer is needed for what it shows to be right.
    pub fn settle(&self, scene: Scene<'_>) -> Result<(), Problem> {
        let now = stamp(scene.now);
        let over = self.base.read(|sql| {
            Ok(sql.query(
                "SELECT DISTINCT line.session FROM registration \
                 JOIN line ON line.registration = registration.id \
                 WHERE registration.status = 'offered' AND registration.offer_until <= $1",
                args![&now],
            )?)
        })?;
        if over.is_empty() {
            return Ok(());
        }
        let sessions: Vec<String> = over.iter().map(|record| record.text(0)).collect();
        self.base.write(|sql| {
            let locked = places::lock(sql, &sessions)?;
            promote::promote(sql, &locked, scene)
        })
    }
}

/// Marks the offers in these sessions that nobody accepted in time.
pub fn lapse(sql: &dyn Sql, sessions: &[String], scene: Scene<'_>) -> Result<(), Stop> {
    for row in rows::standing(sql, "offered", sessions)? {
        if is_over(&row, scene) {
            put(sql, &row.id, "expired", scene)?;
        }
    }
    Ok(())
}

fn is_over(row: &Row, scene: Scene<'_>) -> bool {
    row.offer_until
        .as_ref()
        .is_none_or(|until| *until <= stamp(scene.now))
}

/// Whether an answer to an offer still has something to do. The same answer given twice is given once; one that
/// comes too late is refused.
pub fn is_due(row: &Row, choice: Choice, scene: Scene<'_>) -> Result<bool, Stop> {
    match (row.status.as_str(), choice) {
        ("offered", _) if !is_over(row, scene) => Ok(true),
        ("confirmed", Choice::Accept) | ("cancelled", Choice::Pass) => Ok(false),
        ("waitlisted", _) => {
            let detail = "还没有轮到，请等候通知。";
            Err(Problem::new(409, Code::Gone, detail).into())
        }
        _ => {
            let detail = "保留时间已过，名额已给了下一位；如仍想参加请重新报名。";
            Err(Problem::new(409, Code::Gone, detail).into())
        }
    }
}

/// Accepts an offer, or passes it on. What was called off meanwhile cannot be accepted.
pub fn answer(
    sql: &dyn Sql,
    row: &Row,
    lines: &[Line],
    choice: Choice,
    locked: &[String],
    scene: Scene<'_>,
) -> Result<(), Stop> {
    match choice {
        Choice::Accept => {
            for line in lines {
                let session = scene.catalogue.sessions.get(&line.session);
                if session.is_none_or(|session| session.cancelled) {
                    let detail = "这一场已经取消。";
                    return Err(Problem::conflict(Code::Cancelled, &line.session, detail).into());
                }
            }
            put(sql, &row.id, "confirmed", scene)
        }
        Choice::Pass => {
            put(sql, &row.id, "cancelled", scene)?;
            promote::promote(sql, locked, scene)
        }
    }
}

/// A new status, and with it a new revision.
pub fn put(sql: &dyn Sql, id: &str, status: &str, scene: Scene<'_>) -> Result<(), Stop> {
    sql.execute(
        "UPDATE registration SET status = $1, offer_until = NULL, rev = rev + 1, updated = $2 \
         WHERE id = $3",
        args![status, stamp(scene.now), id],
    )?;
    Ok(())
}
