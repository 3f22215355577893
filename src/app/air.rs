//! What is online: kepu-finish puts what only the list of it and a lecture's page need into a module of its own, behind
//! the rest of the app.

use crate::device::page::apply_late_sheet;
use crate::features::{lecture, live};
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
        _ => row(),
    }
}
