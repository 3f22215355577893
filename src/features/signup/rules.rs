//! The rules of a session, before anything is sent: whom it is meant for, how many may come, until when.

use super::form::Form;
use super::scene::Scene;
use crate::domain::activity::RegistrationKind;
use crate::domain::form::Field;
use crate::domain::party::{self, Bands};
use crate::domain::suits;
use crate::domain::time;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::ui::dom::{El, Piece, View, el};
use crate::ui::icon::icon;
use crate::words::signup as words;

/// What holds for everybody, a line each.
pub fn rules(scene: Memo<Option<Scene>>) -> View {
    let app = use_app();
    let lines = Memo::new(move || {
        scene.with(|scene| {
            let Some(scene) = scene else {
                return Vec::new();
            };
            let (activity, session) = (scene.activity(), scene.session());
            let now = app.now.get();
            let lines = [
                words::suits(activity.ages, activity.grades),
                words::party_rule(&scene.kinds(), party::limits(session), session.ratio),
                words::closes(&session.closes_at(), &now, time::day_of(&now)),
            ];
            lines.into_iter().filter(|line| !line.is_empty()).collect()
        })
    });
    let shown = move || {
        let items = lines.get().into_iter().map(|line| el("li").text(line));
        el("ul.rules").children(items)
    };
    shown.view()
}

/// What of it does not hold for what is typed so far, and what to do.
pub fn fit(form: Form) -> El {
    let broken = Memo::new(move || {
        let kind = form.kind()?;
        let wanted = form.wanted();
        form.scene.with(|scene| {
            let scene = scene.as_ref()?;
            let many = matches!(kind, RegistrationKind::Family | RegistrationKind::Class);
            let limits = party::limits(scene.session());
            if many && wanted > limits.max {
                return Some(words::too_many(limits.max, wanted));
            }
            let bands = Bands(Field::BANDS.map(|band| form.count(band)));
            let grade = u8::try_from(form.count(Field::Grade)).ok();
            suits::misfit(
                scene.activity(),
                scene.taxonomy(),
                kind,
                form.count(Field::Children),
                bands,
                grade,
            )
            .map(words::misfit)
        })
    });
    let shown = move || {
        broken
            .get()
            .map(|text| el("p.verdict.bad").child(icon("warn")).text(text))
    };
    el("div").attr("role", "status").child(shown)
}
