//! What is online: kepu-finish puts what only the list of it, a lecture's page, and the way to a receipt that is fetched
//! from the server need into a module of its own, behind the rest of the app.

use crate::device::page::apply_late_sheet;
use crate::features::{lecture, live, restore};
use crate::routes::Page;
use crate::ui::dom::{View, row};

/// Makes such a page. Called only once this part of the app is there; a call that stays one, for it is the way into
/// the other module.
#[inline(never)]
pub fn page(page: Page) -> View {
    apply_late_sheet();
    match page {
        Page::Live | Page::LiveFor(_) => live::live_page(),
        Page::Lecture(id) | Page::Together(id) => lecture::lecture_page(id),
        Page::Restore(id) => restore::restore_page(id),
        _ => row(),
    }
}
