//! The pages that come after the first one, and what belongs to a person: kepu-finish puts what only they need into a
//! module of its own. What is rarer yet is made by [`super::rare`].

use crate::device::{line, page::apply_late_sheet};
use crate::features::{about, mine, plan, receipt, remind, signup};
use crate::routes::Page;
use crate::state::part::Part;
use crate::state::{App, changes, outbox, remind as bell, watch};
use crate::ui::dom::{View, effect, row};
use leptos::prelude::untrack;

/// What is rare is fetched before anyone asks, this long after the rest, in milliseconds: what the rest asks of the
/// server goes first.
const RARE_AFTER_MS: i32 = 3_000;

/// Begins to send what waits, and to look after what somebody signed up for or means to go to. Called once, when the
/// rest of the app is there.
#[inline(never)]
pub fn begin(app: App) {
    app.followed.set(changes::read());
    outbox::start(app);
    effect(move || outbox::catch_up(app));
    // Whoever stands before a screen in a hall is gone in a few minutes: nothing is watched for them.
    if !app.kiosk {
        watch::start(app);
        effect(move || watch::follow(app));
        effect(move || {
            app.look.track();
            untrack(|| changes::look(app));
        });
        effect(move || bell::ring(app));
    }
    if !line::is_thin() {
        app.fetch_soon(Part::Rare, RARE_AFTER_MS);
    }
}

/// What one should not forget, over the first page and 我的. Called as [`page`] is.
#[inline(never)]
pub fn reminder() -> View {
    row().child(remind::offers()).child(remind::reminder())
}

/// Makes such a page. Called only once the rest of the app is there; a call that stays one, for it is the way into
/// the other module.
#[inline(never)]
pub fn page(page: Page) -> View {
    apply_late_sheet();
    match page {
        Page::SignUp { activity, session } => signup::sign_up_page(activity, session),
        Page::Mine => mine::mine_page(),
        Page::Plan => plan::plan_page(),
        Page::Receipt(id) => receipt::receipt_page(id),
        Page::Change(id) => signup::change_page(id),
        Page::About => about::about_page(),
        _ => row(),
    }
}
