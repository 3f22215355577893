//! Nobody takes registrations here: a number to call, and what to say.

use super::form::Form;
use super::off::Plan;
use super::scene::Scene;
use super::{Brief, Call, parts};
use crate::device::{page, share};
use crate::domain::form::Field;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::ui::notice::{Grade, Notice};
use crate::ui::styles;
use crate::words::{common, signup as words};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn ByPhone(scene: Signal<Option<Scene>>, session: String) -> impl IntoView {
    let app = use_app();
    let form = Form::new(scene, &session);
    let text = Memo::new(move |_| {
        scene.with(|scene| {
            scene
                .as_ref()
                .map_or_else(String::new, |scene| summary(form, scene))
        })
    });
    view! {
        <form class="form wrap narrow" novalidate on:submit=|event| event.prevent_default()>
            <Brief scene=scene/>
            <Notice grade=Grade::Info>
                <p class="notice-title">{words::BY_PHONE}</p>
                <p>{words::BY_PHONE_WHY}</p>
            </Notice>
            <div class="call"><Call scene=scene/></div>
            <parts::Kinds form=form/>
            <parts::PartyFields form=form short=true/>
            <parts::Needs form=form/>
            <div class=["field ", styles::field()].concat()>
                <label class="field-label" for="to-say">{words::TO_SAY}</label>
                <p class="field-hint" id="to-say-hint">{words::TO_SAY_HINT}</p>
                <textarea class="input to-say" id="to-say" rows="8" readonly aria-describedby="to-say-hint" prop:value=move || text.get()></textarea>
            </div>
            <div class="stack">
            <p>
                <button
                    class="btn btn-primary"
                    type="button"
                    on:click=move |_| {
                        let text = text.get_untracked();
                        spawn_local(async move {
                            app.say(if share::copy(&text).await { common::COPIED } else { common::NOT_COPIED });
                        });
                    }
                >
                    <Icon name="copy"/>{common::COPY}
                </button>
            </p>
            <Plan scene=scene/>
            </div>
        </form>
    }
}

/// The facts of the form, line by line; no name and no number.
fn summary(form: Form, scene: &Scene) -> String {
    let mut out = [
        words::I_WANT,
        "\n",
        &scene.activity.title,
        "\n",
        words::WHEN,
        "：",
        &scene.when(),
        "\n",
        words::WHERE,
        "：",
        &scene.place,
    ]
    .concat();
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
    let named: Vec<&str> = scene
        .needs
        .iter()
        .filter(|(id, _)| needs.contains(id))
        .map(|(_, name)| name.as_str())
        .collect();
    if !named.is_empty() {
        line(words::label(Field::Needs), &named.join("、"));
    }
    out.push('\n');
    out.push_str(&page::origin());
    out.push_str(&scene.path());
    out
}
