//! Moving up from the waitlist.

use chrono::{DateTime, Utc};

use super::rows::Row;
use super::sql::{Sql, Stop, args};
use super::{Scene, offers, places, rows};
use crate::clock::stamp;
use crate::offer::{self, WhenFree};
use crate::request::Line;

/// Gives places to whoever waits for these sessions and now fits, in the order in which they joined: confirmed at
/// once, or as an offer, as they asked. A party that does not fit as a whole is passed over and keeps its place in
/// the queue. The sessions of all that wait for these must be locked.
pub fn promote(sql: &dyn Sql, sessions: &[String], scene: Scene<'_>) -> Result<(), Stop> {
    offers::lapse(sql, sessions, scene)?;
    for row in rows::standing(sql, "waitlisted", sessions)? {
        let lines = rows::lines(sql, &row.id)?;
        if !may_still_come(&lines, scene) || !places::short(sql, &row.id, &lines)?.is_empty() {
            continue;
        }
        match row.when_free {
            WhenFree::Confirm => offers::put(sql, &row.id, "confirmed", scene)?,
            WhenFree::Offer => offer(sql, &row, &lines, scene)?,
        }
    }
    Ok(())
}

fn may_still_come(lines: &[Line], scene: Scene<'_>) -> bool {
    lines.iter().all(|line| {
        let session = scene.catalogue.sessions.get(&line.session);
        session.is_some_and(|session| {
            !session.cancelled && !session.postponed && scene.now < session.start
        })
    })
}

/// Once sign-up is closed nobody is offered anything: there would be no time to answer.
fn offer(sql: &dyn Sql, row: &Row, lines: &[Line], scene: Scene<'_>) -> Result<(), Stop> {
    let closes: Option<DateTime<Utc>> = lines
        .iter()
        .filter_map(|line| Some(scene.catalogue.sessions.get(&line.session)?.closes))
        .min();
    let Some(until) = closes.and_then(|closes| offer::until(scene.now, closes, scene.offer)) else {
        return Ok(());
    };
    sql.execute(
        "UPDATE registration SET status = 'offered', offer_until = $1, rev = rev + 1, \
         updated = $2 WHERE id = $3",
        args![stamp(until), stamp(scene.now), &row.id],
    )?;
    Ok(())
}
