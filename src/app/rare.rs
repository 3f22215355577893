//! The pages that most visitors never open: kepu-finish puts what only they need into a module of its own, behind what
//! is online.

use crate::device::page::apply_late_sheet;
use crate::features::{panorama, papers, quiz, route, signup, stamps};
use crate::routes::Page;
use crate::ui::dom::{View, row};

/// Makes such a page. Called only once this part of the app is there; a call that stays one, for it is the way into
/// the other module.
#[inline(never)]
pub fn page(page: Page) -> View {
    apply_late_sheet();
    match page {
        Page::Route | Page::RouteFor(_) => route::route_page(),
        Page::Grade | Page::GradeFor(_) => signup::grade_page(),
        Page::Sheet(id) => papers::sheet_page(id),
        Page::Letter(id) => papers::letter_page(id),
        Page::Quiz(id) => quiz::quiz_page(id),
        Page::Panorama(id) => panorama::panorama_page(id),
        Page::Stamps => stamps::stamps_page(),
        _ => row(),
    }
}
