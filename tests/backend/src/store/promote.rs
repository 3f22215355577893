//! Moving up from the waitlist.

use super::sql::{Sql, Stop, args};
use super::{Scene, places, rows};
use crate::clock::stamp;

/// Confirms whoever waits for these sessions and now fits, in the order in which they joined. A party that does
/// not fit is passed over and keeps its place in the queue. The sessions of all that wait for these are locked.
pub fn promote(sql: &dyn Sql, sessions: &[String], scene: Scene<'_>) -> Result<(), Stop> {
    for row in rows::waiting(sql, sessions)? {
        let lines = rows::lines(sql, &row.id)?;
        let mut fits = true;
        for line in &lines {
            let open = scene
                .catalogue
                .sessions
                .get(&line.session)
                .is_some_and(|session| {
                    !session.cancelled && !session.postponed && scene.now < session.start
                });
            let free = places::count(sql, &line.session, &row.id)?.free();
            fits &= open && line.party.seats() <= free;
        }
        if fits {
            sql.execute(
                "UPDATE registration SET status = 'confirmed', rev = rev + 1, updated = $1 \
                 WHERE id = $2",
                args![stamp(scene.now), &row.id],
            )?;
        }
    }
    Ok(())
}
