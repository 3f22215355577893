//! A screen in a hall, and what only whoever sets up a deployment opens: kepu-finish puts what only these need into a
//! module of its own, behind everything else.

use crate::device::page::apply_late_sheet;
use crate::features::{kiosk, setup, signup};
use crate::routes::Page;
use crate::state::App;
use crate::ui::dom::{View, row};

/// Makes what the screen shows while nobody touches it, and the pages on which one signs up: a phone is asked for
/// first. Called only once this part of the app is there; a call that
/// stays one, for it is the way into the other module.
#[inline(never)]
pub fn page(page: Page) -> View {
    apply_late_sheet();
    match page {
        Page::Kiosk(id) => kiosk::kiosk_page(id),
        Page::SignUp { activity, session } => {
            let form = (activity.clone(), session.clone());
            kiosk::by_phone(&activity, &session, move || {
                signup::sign_up_page(form.0.clone(), form.1.clone())
            })
        }
        Page::Grade | Page::GradeFor(_) => kiosk::grade_by_phone(),
        Page::Setup => setup::setup_page(),
        _ => row(),
    }
}

/// Begins what a screen in a hall does whatever page it shows. Called once, when this part is there.
#[inline(never)]
pub fn begin(app: App) {
    apply_late_sheet();
    kiosk::begin(app);
}
