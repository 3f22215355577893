//! Giving places back.

use rusqlite::params;

use super::{Answer, Scene, Store, document, places, promote, rows};
use crate::clock::stamp;
use crate::problem::Problem;

impl Store {
    /// Cancels, and gives the places to who waits, in the same transaction. Cancelling twice is cancelling once.
    pub fn cancel(&self, id: &str, token: &str, scene: Scene<'_>) -> Result<Answer, Problem> {
        self.write(|transaction| {
            let row = self.authorised(transaction, id, token)?;
            if row.is_live() {
                let lines = rows::lines(transaction, id)?;
                let sessions: Vec<String> = lines.into_iter().map(|line| line.session).collect();
                places::lock(transaction, &sessions)?;
                transaction.execute(
                    "UPDATE registration SET status = 'cancelled', rev = rev + 1, updated = $1 \
                     WHERE id = $2",
                    params![stamp(scene.now), id],
                )?;
                promote::promote(transaction, &sessions, scene)?;
            }
            let row = self.authorised(transaction, id, token)?;
            document::answer(transaction, &row, scene.catalogue)
        })
    }
}
