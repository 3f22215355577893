//! Giving places back.

use super::{Answer, Scene, Store, document, held, offers, promote, rows};
use crate::problem::Problem;

impl Store {
    /// Cancels, and gives the places to who waits, in the same transaction. Cancelling twice is cancelling once.
    pub fn cancel(&self, id: &str, token: &str, scene: Scene<'_>) -> Result<Answer, Problem> {
        self.settle(scene)?;
        self.base.write(|sql| {
            let (row, _, locked) = held(sql, id, token, &[])?;
            if row.is_live() {
                offers::put(sql, id, "cancelled", scene)?;
                promote::promote(sql, &locked, scene)?;
            }
            let row = rows::by_id(sql, id)?.ok_or_else(Problem::unauthorised)?;
            document::answer(sql, &row, scene.catalogue)
        })
    }
}
