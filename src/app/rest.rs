//! The pages that come after the first one: kepu-finish puts what only they need into a module of its own.

use crate::features::{about, lecture, live, mine, plan, receipt, route, signup};
use crate::routes::Page;
use crate::ui::dom::{View, row};

/// Makes such a page. Called only once the rest of the app is there; a call that stays one, for it is the way into
/// the other module.
#[inline(never)]
pub fn page(page: Page) -> View {
    match page {
        Page::SignUp { activity, session } => signup::sign_up_page(activity, session),
        Page::Live => live::live_page(),
        Page::Lecture(id) => lecture::lecture_page(id),
        Page::Mine => mine::mine_page(),
        Page::Plan => plan::plan_page(),
        Page::Route | Page::RouteFor(_) => route::route_page(),
        Page::Receipt(id) => receipt::receipt_page(id),
        Page::About => about::about_page(),
        Page::Discover | Page::Found(_) | Page::Activity(_) => row(),
    }
}
