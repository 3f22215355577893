//! Nobody takes registrations here: a number to call, and what to say.

use super::form::Form;
use super::off::plan;
use super::scene::Scene;
use super::{brief, call, clash, para, parts, sheet};
use crate::device::{page, share};
use crate::domain::form::Field;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::text;
use crate::ui::dom::{El, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::styles;
use crate::words::{common, signup as words};

pub fn by_phone(scene: Memo<Option<Scene>>, session: &str) -> El {
    let app = use_app();
    let form = Form::new(scene, session);
    let text = Memo::new(move || {
        scene.with(|scene| {
            scene
                .as_ref()
                .map_or_else(String::new, |scene| summary(form, scene))
        })
    });
    let why = row()
        .child(para("notice-title", words::BY_PHONE))
        .child(el("p").text(words::BY_PHONE_WHY));
    let name = el("label.field-label")
        .attr("for", "to-say")
        .text(words::TO_SAY);
    let area = el("textarea.input.to-say")
        .id("to-say")
        .attr("rows", "8")
        .attr("readonly", true)
        .attr("aria-describedby", "to-say-hint")
        .value(move || text.get());
    let to_say = el("div")
        .class(text!("field ", styles::field()))
        .child(name)
        .child(para("field-hint", words::TO_SAY_HINT).id("to-say-hint"))
        .child(area);
    let copy = button("btn btn-primary")
        .click(move || {
            let text = text.get_untracked();
            share::hand_copy(text, move |done| app.say(common::copied(done)));
        })
        .child(icon("copy"))
        .text(common::COPY);
    let stack = el("div.stack")
        .child(el("p").child(copy))
        .child(plan(scene));
    sheet(|| {})
        .child(brief(scene))
        .child(notice(Grade::Info, why))
        .child(clash::clash(scene))
        .child(el("div.call").child(call(scene)))
        .child(parts::kinds(form))
        .child(parts::party_fields(form, true))
        .child(parts::needs(form))
        .child(to_say)
        .child(stack)
}

/// The facts of the form, line by line; no name and no number.
fn summary(form: Form, scene: &Scene) -> String {
    let mut out = text!(
        words::I_WANT,
        "\n",
        &scene.activity().title,
        "\n",
        words::WHEN,
        "：",
        &scene.when(),
        "\n",
        words::WHERE,
        "：",
        scene.place(),
    );
    let mut line = |name: &str, value: &str| {
        for part in ["\n", name, "：", value] {
            out.push_str(part);
        }
    };
    if let Some(kind) = form.kind() {
        line(
            words::label(Field::Kind),
            &words::party(kind, form.count(Field::Adults), form.count(Field::Children)),
        );
    }
    let needs = form.draft.with(|draft| draft.needs());
    let asked = scene.needs().iter().filter(|term| needs.contains(&term.id));
    let named: Vec<&str> = asked.map(|term| term.name.as_str()).collect();
    if !named.is_empty() {
        line(words::label(Field::Needs), &named.join("、"));
    }
    out.push('\n');
    out.push_str(&page::origin());
    out.push_str(&scene.path());
    out
}
