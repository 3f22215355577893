//! No form: not open yet, closed, cancelled, over, full, or none needed.

use super::scene::Scene;
use super::{brief, call, link, others_now, para, said};
use crate::domain::availability::Seats;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::ui::dom::{El, View, el, row, when};
use crate::ui::notice::{Grade, notice};
use crate::ui::planned::plan_button;
use crate::words::{plan, signup as words};

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
        .child(others_now(scene, None))
        .child(stack)
}

/// Notes the session on this device, and says that this is all it does.
pub fn plan(scene: Memo<Option<Scene>>) -> View {
    let app = use_app();
    let session = scene.with_untracked(|scene| {
        let scene = scene.as_ref()?;
        Some((scene.session().id.clone(), scene.when()))
    });
    let Some((key, at)) = session else {
        return row();
    };
    let press = plan_button(app, key.clone(), &at);
    let noted = move || app.is_planned(&key);
    let is_noted = || {
        let text = row()
            .child(el("p").text(words::PLAN_ADDED))
            .child(link(Page::Plan, plan::SEE));
        notice(Grade::Ok, text)
    };
    row()
        .child(el("p").child(press))
        .child(para("small muted", words::PLAN_LOCAL))
        .child(said(when(noted, is_noted)))
}
