//! No form: not open yet, closed, cancelled, over, full, or none needed.

use super::scene::Scene;
use super::{Brief, Call, Others};
use crate::domain::availability::Seats;
use crate::domain::time;
use crate::routes::Page;
use crate::state::{App, registrations, use_app};
use crate::ui::icon::Icon;
use crate::ui::notice::{Grade, Notice};
use crate::words::signup as words;
use leptos::prelude::*;

#[component]
pub fn Off(scene: Signal<Option<Scene>>, seats: Seats) -> impl IntoView {
    let app = use_app();
    let title = { move || words::off_title(&seats, time::day_of(&app.now.get())) };
    let others =
        Memo::new(move |_| scene.with(|scene| scene.as_ref().map(|scene| scene.alternatives(app))));
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
                .map(|scene| Page::Activity(scene.activity.id.clone()).path())
        })
    };
    view! {
        <div class="form wrap narrow">
            <Brief scene=scene/>
            <Notice grade=grade>
                <p class="notice-title">{title}</p>
                <p>{words::off_why(&seats)}</p>
            </Notice>
            {move || others.get().map(|list| view! { <Others list=list/> })}
            <div class="stack off">
                <Call scene=scene/>
                <p><a class="btn" href=activity>{words::TO_ACTIVITY}</a></p>
                {to_come.then(|| view! { <Plan scene=scene/> })}
            </div>
        </div>
    }
}

/// Notes the session on this device, and says that this is all it does.
#[component]
pub fn Plan(scene: Signal<Option<Scene>>) -> impl IntoView {
    let app = use_app();
    let session = Memo::new(move |_| {
        scene.with(|scene| scene.as_ref().map(|scene| scene.session.id.clone()))
    });
    let noted = Memo::new(move |_| {
        session.with(|id| {
            id.as_ref()
                .is_some_and(|id| app.plan.with(|plan| plan.contains_key(id)))
        })
    });
    view! {
        <p>
            <button
                class="btn"
                type="button"
                aria-pressed=move || if noted.get() { "true" } else { "false" }
                on:click=move |_| toggle(app, session.get_untracked(), noted.get_untracked())
            >
                <Icon name="calendar"/>{words::PLAN_ADD}
            </button>
        </p>
        <p class="small muted">{words::PLAN_LOCAL}</p>
        <div role="status">
            {move || noted.get().then(|| view! {
                <Notice grade=Grade::Ok><p>{words::PLAN_ADDED}</p><a class="btn" href=Page::Mine.path()>{crate::words::shell::MINE}</a></Notice>
            })}
        </div>
    }
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
