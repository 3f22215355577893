//! Giving places back.

use super::sql::args;
use super::{Answer, Scene, Store, document, held, promote, rows};
use crate::clock::stamp;
use crate::problem::Problem;

impl Store {
    /// Cancels, and gives the places to who waits, in the same transaction. Cancelling twice is cancelling once.
    pub fn cancel(&self, id: &str, token: &str, scene: Scene<'_>) -> Result<Answer, Problem> {
        self.base.write(|sql| {
            let (row, _, locked) = held(sql, id, token, &[])?;
            if row.is_live() {
                sql.execute(
                    "UPDATE registration SET status = 'cancelled', rev = rev + 1, updated = $1 \
                     WHERE id = $2",
                    args![stamp(scene.now), id],
                )?;
                promote::promote(sql, &locked, scene)?;
            }
            let row = rows::by_id(sql, id)?.ok_or_else(Problem::unauthorised)?;
            document::answer(sql, &row, scene.catalogue)
        })
    }
}
