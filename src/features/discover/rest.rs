//! The views that come after the list: kepu-finish puts what only they need into a module of its own.

use super::{Search, day, map, month};
use crate::domain::query::View as Look;
use crate::ui::dom::{View, row};

/// Makes such a view. Called only once the rest of the app is there; a call that stays one, for it is the way into the
/// other module.
#[inline(never)]
pub fn view(search: Search, look: Look) -> View {
    match look {
        Look::Day => day::day(search),
        Look::Month => month::month(search),
        Look::Map => map::map(search),
        Look::List => row(),
    }
}
