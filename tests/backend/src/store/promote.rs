//! Moving up from the waitlist.

use rusqlite::{Connection, params};

use super::{Scene, places, rows};
use crate::clock::stamp;
use crate::problem::Problem;

/// Confirms whoever waits for these sessions and now fits, in the order in which they joined. A party that does
/// not fit is passed over and keeps its place in the queue.
pub fn promote(
    connection: &Connection,
    sessions: &[String],
    scene: Scene<'_>,
) -> Result<(), Problem> {
    for row in rows::waiting(connection, sessions)? {
        let lines = rows::lines(connection, &row.id)?;
        let mut fits = true;
        for line in &lines {
            let open = scene
                .catalogue
                .sessions
                .get(&line.session)
                .is_some_and(|session| {
                    !session.cancelled && !session.postponed && scene.now < session.start
                });
            let free = places::count(connection, &line.session, &row.id)?.free();
            fits &= open && line.party.seats() <= free;
        }
        if fits {
            connection
                .prepare_cached(
                    "UPDATE registration SET status = 'confirmed', rev = rev + 1, updated = $1 \
                     WHERE id = $2",
                )?
                .execute(params![stamp(scene.now), row.id])?;
        }
    }
    Ok(())
}
