//! No form: not open yet, closed, cancelled, over, full, or none needed.

use super::scene::Scene;
use super::{brief, call, link, others_now, para, said};
use crate::domain::availability::Seats;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, registrations, use_app};
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::words::{shell, signup as words};

pub fn off(scene: Memo<Option<Scene>>, seats: Seats) -> El {
    let app = use_app();
    let title = move || words::off_title(&seats, time::day_of(&app.now.get()));
    let grade = match seats {
        Seats::NotOpen(_) | Seats::DropIn => Grade::Info,
        _ => Grade::Warn,
    };
    let to_come = matches!(
        seats,
        Seats::NotOpen(_) | Seats::DropIn | Seats::Full(_) | Seats::Closed
    );
    let activity = move || {
        scene.with(|scene| {
            scene
                .as_ref()
                .map(|scene| Page::Activity(scene.activity().id.clone()))
        })
    };
    let why = row()
        .child(el("p.notice-title").text(title))
        .child(el("p").text(words::off_why(&seats)));
    let back = el("a.btn").leads(activity).text(words::TO_ACTIVITY);
    let stack = el("div.stack.off")
        .child(call(scene))
        .child(el("p").child(back))
        .child(to_come.then(|| plan(scene)));
    el("div.form.wrap.narrow")
        .child(brief(scene))
        .child(notice(grade, why))
        .child(others_now(scene, false))
        .child(stack)
}

/// Notes the session on this device, and says that this is all it does.
pub fn plan(scene: Memo<Option<Scene>>) -> View {
    let app = use_app();
    let session = Memo::new(move || {
        scene.with(|scene| scene.as_ref().map(|scene| scene.session().id.clone()))
    });
    let noted = Memo::new(move || {
        session.with(|id| {
            id.as_ref()
                .is_some_and(|id| app.plan.with(|plan| plan.contains_key(id)))
        })
    });
    let press = button("btn")
        .attr(
            "aria-pressed",
            move || {
                if noted.get() { "true" } else { "false" }
            },
        )
        .click(move || toggle(app, session.get_untracked(), noted.get_untracked()))
        .child(icon("calendar"))
        .text(words::PLAN_ADD);
    let is_noted = move || {
        noted.get().then(|| {
            let text = row()
                .child(el("p").text(words::PLAN_ADDED))
                .child(link(Page::Mine, shell::MINE));
            notice(Grade::Ok, text)
        })
    };
    row()
        .child(el("p").child(press))
        .child(para("small muted", words::PLAN_LOCAL))
        .child(said(is_noted))
}

fn toggle(app: App, session: Option<String>, noted: bool) {
    let (Some(session), Some(programme)) = (session, app.programme_untracked()) else {
        return;
    };
    if noted {
        app.leave_out_of_plan(&session);
    } else if let Some(at) = registrations::snapshot(&programme.catalogue, &session, true) {
        app.keep_in_plan(at);
    }
}
