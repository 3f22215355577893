//! One lecture: the wait, the screen, and what goes with it.

mod elsewhere;
mod engine;
mod player;
mod screen;
mod status;
mod transcript;

use crate::device::{page, share};
use crate::domain::activity::Activity;
use crate::domain::lecture::LectureState;
use crate::domain::stage;
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::{loader, use_app};
use crate::ui::blank::Blank;
use crate::ui::icon::Icon;
use crate::ui::page_head::PageHead;
use crate::words::{common, lecture as words, shell, when};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use player::Shared;
use std::sync::Arc;

/// What there is under this address.
#[derive(Clone, PartialEq)]
enum Look {
    Loading,
    Failed,
    Gone,
    Found(String),
}

/// The page of the lecture named in the URL.
#[component]
pub fn LecturePage() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    // By id alone: a fresher programme must not take the player down.
    let look = Memo::new(move |_| {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        app.loaded.with(|loaded| match loaded {
            Loaded::Loading => Look::Loading,
            Loaded::Failed(_) => Look::Failed,
            Loaded::Ready(programme) => match programme.catalogue.lecture(&id) {
                Some(_) => Look::Found(id),
                None => Look::Gone,
            },
        })
    });
    move || {
        match look.get() {
        Look::Loading => view! {
            <PageHead title=words::PAGE back=Page::Live.path()/>
            <p class="wrap muted" role="status">{shell::LOADING}</p>
        }
        .into_any(),
        Look::Failed => view! {
            <PageHead title=words::PAGE back=Page::Live.path()/>
            <Blank art="offline" title=shell::NO_CATALOGUE text=shell::NO_CATALOGUE_WHY>
                <button class="btn btn-primary" type="button" on:click=move |_| loader::refresh(app)>{common::RETRY}</button>
            </Blank>
        }
        .into_any(),
        Look::Gone => view! {
            <PageHead title=words::GONE back=Page::Live.path()/>
            <Blank art="empty" title=words::GONE text=words::GONE_WHY>
                <a class="btn btn-primary" href=Page::Live.path()>{words::TO_LIVE}</a>
            </Blank>
        }
        .into_any(),
        Look::Found(id) => view! { <Found id=id/> }.into_any(),
    }
    }
}

#[component]
fn Found(id: String) -> impl IntoView {
    let app = use_app();
    let activity = {
        let id = id.clone();
        Memo::new(move |_| {
            app.programme()
                .and_then(|programme| programme.catalogue.lecture(&id).cloned())
                .map(Arc::new)
        })
    };
    let title = activity.with_untracked(|activity| {
        activity
            .as_ref()
            .map(|activity| activity.title.clone())
            .unwrap_or_default()
    });
    let (follow, bell) = status::follow(app, id.clone(), activity);
    let shared = Shared {
        running: RwSignal::new(false),
        seek: RwSignal::new(None),
    };
    let url = [&page::origin(), Page::Lecture(id.clone()).path().as_str()].concat();
    announce_changes(follow.state);
    view! {
        <PageHead title=title.clone() back=Page::Live.path() quiet=true>
            <Share title=title.clone() url=url/>
        </PageHead>
        <div class="wrap narrow">
            <div class="stack">
                <screen::Screen id=id activity=activity follow=follow bell=bell shared=shared/>
                <h1 tabindex="-1">{move || activity.get().map(|activity| activity.title.clone())}</h1>
                <Facts activity=activity follow=follow/>
            </div>
            {move || {
                let number = activity.get()?.lecture.as_ref()?.meeting.clone();
                let open = matches!(follow.state.get(), LectureState::Scheduled | LectureState::OpenSoon | LectureState::Live);
                (open && !number.is_empty()).then(|| view! { <elsewhere::Meeting number=number/> })
            }}
            {
                let ways = Memo::new(move |_| screen::plan(app, follow).elsewhere);
                move || view! { <elsewhere::Links ways=ways.get()/> }
            }
            {
                let text = Memo::new(move |_| {
                    let said = matches!(follow.state.get(), LectureState::Replay | LectureState::Ended);
                    follow.transcript().filter(|_| said).map(|url| stage::address(&url))
                });
                move || text.get().map(|url| view! { <transcript::Transcript url=url seek=shared.seek/> })
            }
            {move || activity.get().map(|activity| notes(&activity))}
        </div>
    }
}

/// Tells a screen reader once when the state changes under a waiting person.
fn announce_changes(state: Memo<LectureState>) {
    Effect::new(move |before: Option<LectureState>| {
        let state = state.get();
        if before.is_some_and(|before| before != state && before != LectureState::Other)
            && let Some(text) = words::now(state)
        {
            page::announce(text);
        }
        state
    });
}

#[component]
fn Facts(activity: Memo<Option<Arc<Activity>>>, follow: status::Follow) -> impl IntoView {
    let facts = Memo::new(move |_| {
        let activity = activity.get()?;
        let lecture = activity.lecture.as_ref()?;
        let (start, end) = follow.times()?;
        let state = follow.state.get();
        let state = if stage::goes_on_air(lecture) {
            words::state(state)
        } else {
            words::on_site(state)
        };
        let speaker = [lecture.speaker.as_str(), lecture.speaker_title.as_str()].join(" ");
        Some([
            (words::STATE, state.to_owned()),
            (words::SPEAKER, speaker),
            (words::TIME, when::span(&start, &end)),
        ])
    });
    view! {
        <dl class="facts">
            {move || {
                let shown = facts.get().into_iter().flatten().filter(|(_, text)| !text.trim().is_empty());
                shown.map(|(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }).collect_view()
            }}
        </dl>
    }
}

fn notes(activity: &Activity) -> impl IntoView + use<> {
    let text = if activity.description.is_empty() {
        &activity.summary
    } else {
        &activity.description
    };
    let paragraphs: Vec<String> = text
        .split('\n')
        .filter(|p| !p.trim().is_empty())
        .map(str::to_owned)
        .collect();
    view! {
        <h2 class="rule">{words::NOTES}</h2>
        <div class="stack">
            <div class="prose measure">{paragraphs.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}</div>
            <div class="btns">
                <a class="btn" href=Page::Activity(activity.id.clone()).path()>{words::TO_ACTIVITY}<Icon name="chevron-right"/></a>
            </div>
        </div>
    }
}

#[component]
fn Share(title: String, url: String) -> impl IntoView {
    let app = use_app();
    let hand_on = move |_| {
        let (title, url) = (title.clone(), url.clone());
        spawn_local(async move {
            match share::share(&title, &url).await {
                share::Shared::Sheet => {}
                share::Shared::Copied => app.say(common::COPIED),
                share::Shared::Failed => app.say([common::NOT_COPIED, " ", &url].concat()),
            }
        });
    };
    view! {
        <button class="btn btn-icon" type="button" aria-label=common::SHARE on:click=hand_on><Icon name="share"/></button>
    }
}
