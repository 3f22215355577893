//! Signing up before a screen in a hall: by phone first, for everybody reads along here and nothing stays.

use crate::device::page;
use crate::domain::plan;
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::state::{App, kiosk, use_app};
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::page_head::page_head;
use crate::ui::qr::qr;
use crate::ui::text::para;
use crate::words::{hall as words, signup, when};
use leptos::prelude::*;

/// The page of a session to sign up for: a code for the phone, and `form` behind a button, where it is allowed here.
pub fn by_phone(activity: &str, session: &str, form: impl Fn() -> View + 'static) -> View {
    boxed(activity, session, Box::new(form))
}

fn boxed(activity: &str, session: &str, form: Box<dyn Fn() -> View>) -> View {
    let app = use_app();
    let here = RwSignal::new(false);
    let back = Page::Activity(activity.to_owned());
    let path = Page::SignUp {
        activity: activity.to_owned(),
        session: session.to_owned(),
    };
    let (path, session) = (path.path(), session.to_owned());
    let shown = move || {
        if here.get() {
            return untrack(&form);
        }
        let session = session.clone();
        let what = move || facts(app, &session);
        let allowed = move || kiosk::settings().with(|settings| settings.sign_up);
        let button = move || {
            (allowed() && app.takes_registrations()).then(|| {
                let press = button("btn btn-wide")
                    .click(move || here.set(true))
                    .text(words::HERE);
                row()
                    .child(el("h2").text(words::NO_PHONE))
                    .child(el("p").text(words::HERE_WHY))
                    .child(press)
            })
        };
        let call = move || {
            let phone = app.phone();
            (!phone.is_empty()).then(|| el("p").text(words::call(&phone)))
        };
        row().child(page_head(signup::TITLE, back.clone())).child(
            el("div.wrap.stack.hall-enrol")
                .child(what)
                .child(code(&path, words::BY_PHONE_WHY))
                .child(button)
                .child(call),
        )
    };
    shown.view()
}

/// The page of whole grades: teachers have their lists elsewhere.
pub fn grade_by_phone() -> View {
    let path = Page::Grade.path();
    row()
        .child(page_head(signup::TITLE, Page::Discover))
        .child(el("div.wrap.stack.hall-enrol").child(code(&path, words::GRADE_WHY)))
}

/// What one signs up for, as it is in the programme now.
fn facts(app: App, session: &str) -> Option<View> {
    let programme = app.programme()?;
    let entry = plan::find(&programme.catalogue, session)?;
    let seen = plan::seen(&programme.catalogue, &entry)?;
    let lines = row()
        .child(para("hall-what", &seen.title))
        .child(para("hall-when", &when::span(&seen.start, &seen.end)))
        .child((!seen.place.is_empty()).then(|| el("p.muted").text(seen.place)));
    Some(lines)
}

fn code(path: &str, why: &'static str) -> El {
    let url = text!(&page::origin(), path);
    let code = qr(&url, words::QR_SIGN_UP).map(|code| el("div.hall-qr").child(code));
    let text = el("div")
        .child(el("h2").text(words::BY_PHONE))
        .child(el("p").text(why));
    el("div.hall-two").child(code).child(text)
}
