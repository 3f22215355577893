//! The screen in each state: countdown, player, another site's player, or why there is nothing.

use super::elsewhere::Frame;
use super::engine::Piece;
use super::player::{Player, Shared};
use super::status::Follow;
use crate::device::bell::Bell;
use crate::device::timer::{self, Timer};
use crate::domain::activity::Activity;
use crate::domain::lecture::{Caption, LectureState, SourceRole};
use crate::domain::stage::{self, Elsewhere, Plan};
use crate::domain::time;
use crate::routes::Page;
use crate::state::{App, use_app};
use crate::ui::icon::Art;
use crate::ui::styles;
use crate::words::lecture as words;
use leptos::prelude::*;
use std::sync::Arc;

/// How long who watches keeps a stream that the server calls over, in milliseconds: picture and sound run late.
const LINGER_MS: i32 = 20_000;

/// What stands on the screen.
#[derive(Clone, PartialEq)]
enum Scene {
    Wait,
    /// Given on the spot, with nothing to watch from afar.
    OnSite,
    Play {
        live: bool,
        plan: Plan,
        captions: Vec<Caption>,
    },
    Frame {
        provider: String,
        player: String,
    },
    /// Only the links below the screen.
    Links,
    NoSource,
    Ended {
        replay_later: bool,
    },
    Cancelled,
}

impl Scene {
    fn is_live(&self) -> bool {
        matches!(self, Self::Play { live: true, .. })
    }
}

/// What can be watched now, here or elsewhere.
pub fn plan(app: App, follow: Follow) -> Plan {
    app.config
        .with(|config| Plan::new(&follow.sources(), &config.embed_hosts))
}

fn scene(app: App, follow: Follow, activity: &Activity) -> Scene {
    let lecture = activity.lecture.as_ref();
    let airs = lecture.is_some_and(stage::goes_on_air);
    let state = follow.state.get();
    match state {
        LectureState::Cancelled => Scene::Cancelled,
        LectureState::Ended => Scene::Ended {
            replay_later: airs
                || lecture.is_some_and(|l| l.sources.iter().any(|s| s.role == SourceRole::Replay)),
        },
        LectureState::Live if !airs && follow.sources().is_empty() => Scene::OnSite,
        LectureState::Live | LectureState::Replay => {
            let live = state == LectureState::Live;
            let plan = plan(app, follow);
            if !plan.steps.is_empty() {
                // What is watched elsewhere is no part of the player: a new link must not take it down.
                let plan = Plan {
                    elsewhere: Vec::new(),
                    ..plan
                };
                return Scene::Play {
                    live,
                    plan,
                    captions: if live { Vec::new() } else { follow.captions() },
                };
            }
            let frame = plan.elsewhere.iter().find_map(|way| match way {
                Elsewhere::Frame {
                    provider, player, ..
                } => Some(Scene::Frame {
                    provider: provider.clone(),
                    player: player.clone(),
                }),
                Elsewhere::Link { .. } => None,
            });
            let meets = live && lecture.is_some_and(|lecture| !lecture.meeting.is_empty());
            let links = if plan.elsewhere.is_empty() && !meets {
                Scene::NoSource
            } else {
                Scene::Links
            };
            frame.unwrap_or(links)
        }
        LectureState::Scheduled | LectureState::OpenSoon | LectureState::Other => Scene::Wait,
    }
}

#[component]
pub fn Screen(
    id: String,
    activity: Memo<Option<Arc<Activity>>>,
    follow: Follow,
    bell: StoredValue<Bell, LocalStorage>,
    shared: Shared,
) -> impl IntoView {
    let app = use_app();
    let real = Memo::new(move |_| {
        activity
            .get()
            .map_or(Scene::Cancelled, |activity| scene(app, follow, &activity))
    });
    let shown = held(real, follow, shared);
    ask_when_it_stops(shown, shared, bell);
    let data_state = move || match follow.state.get() {
        LectureState::Scheduled | LectureState::Other => "scheduled",
        LectureState::OpenSoon => "open_soon",
        LectureState::Live => "live",
        LectureState::Ended => "ended",
        LectureState::Replay => "replay",
        LectureState::Cancelled => "cancelled",
    };
    view! {
        <section class=["stage ", styles::stage()].concat() data-state=data_state>
            {move || {
                let found = activity.get_untracked()?;
                let title = found.title.clone();
                Some(match shown.get() {
                    Scene::Play { live, plan, captions } => {
                        let speaker = found.lecture.as_ref().map(|lecture| lecture.speaker.clone()).unwrap_or_default();
                        let piece = Piece { id: id.clone(), title, speaker, plan, live };
                        view! { <Player piece=piece captions=captions shared=shared/> }.into_any()
                    }
                    Scene::Frame { provider, player } => view! { <Frame title=title provider=provider player=player/> }.into_any(),
                    Scene::Wait => view! { <Wait activity=activity follow=follow/> }.into_any(),
                    Scene::OnSite => still("wait", words::ON_SITE, words::ON_SITE_NOW),
                    Scene::Links => still("wait", &title, words::UNSUPPORTED_HERE),
                    Scene::NoSource => still("empty", &title, words::NO_SOURCE),
                    Scene::Ended { replay_later: true } => still("closed", words::ENDED, words::ENDED_WHY),
                    Scene::Ended { replay_later: false } => still("closed", words::ENDED_ON_SITE, ""),
                    Scene::Cancelled => still("closed", words::CANCELLED, words::CANCELLED_WHY),
                })
            }}
        </section>
        {move || (shown.get() == Scene::Cancelled).then(|| view! {
            <p><a class="btn" href=Page::Live.path()>{words::TO_LIVE}</a></p>
        })}
    }
}

/// The real scene, but who watches a stream is not torn out of it: when the server says it is over a
/// little longer, when only the clock says so until it stops.
fn held(real: Memo<Scene>, follow: Follow, shared: Shared) -> RwSignal<Scene> {
    let shown = RwSignal::new(real.get_untracked());
    let lingers = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let next = real.get();
        let watching = shared.running.get() && shown.with_untracked(Scene::is_live);
        if watching && !next.is_live() && next != Scene::Cancelled {
            let told = follow
                .state
                .with_untracked(|_| untrack(|| follow.is_told()));
            if told && lingers.with_value(Option::is_none) {
                lingers.set_value(Some(timer::after(LINGER_MS, move || {
                    shown.set(real.get_untracked())
                })));
            }
        } else {
            lingers.set_value(None);
            if shown.with_untracked(|shown| *shown != next) {
                shown.set(next);
            }
        }
    });
    shown
}

/// A stream that stops may be over: the server knows.
fn ask_when_it_stops(
    shown: RwSignal<Scene>,
    shared: Shared,
    bell: StoredValue<Bell, LocalStorage>,
) {
    Effect::new(move |before: Option<bool>| {
        let running = shared.running.get();
        if before == Some(true) && !running && shown.with_untracked(Scene::is_live) {
            bell.with_value(Bell::ring);
        }
        running
    });
}

fn still(art: &'static str, title: &str, text: &'static str) -> AnyView {
    view! {
        <div class="stage-screen">
            <div class="stage-cover">
                <Art name=art/>
                <p class="stage-title">{title.to_owned()}</p>
                <p class="stage-say">{text}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The time until it starts, by the server's clock.
#[component]
fn Wait(activity: Memo<Option<Arc<Activity>>>, follow: Follow) -> impl IntoView {
    let seconds = Memo::new(move |_| {
        let now = follow.now.get();
        follow
            .times()
            .map_or(0, |(start, _)| (start - now).num_seconds())
    });
    let late = Memo::new(move |_| seconds.get() <= 0);
    let airs = Memo::new(move |_| {
        activity.with(|activity| {
            activity
                .as_ref()
                .and_then(|a| a.lecture.as_ref())
                .is_some_and(stage::goes_on_air)
        })
    });
    let say = Memo::new(move |_| match follow.state.get() {
        _ if !airs.get() => [words::ON_SITE_WAIT, words::REPLAY_LATER].concat(),
        _ if late.get() => words::LATE.into(),
        LectureState::OpenSoon => words::OPEN_SOON.into(),
        _ => follow.room().map_or_else(
            || words::WAIT.into(),
            |room| words::room_opens(&room, time::day_of(&follow.now.get())),
        ),
    });
    view! {
        <div class="stage-screen">
            <div class="stage-cover">
                <Art name="wait"/>
                {move || (!late.get()).then(|| view! {
                    <p class="stage-title">{words::STARTS_IN}</p>
                    <p class="stage-count" role="timer">{move || count(seconds.get())}</p>
                })}
                <p class="stage-say">{move || say.get()}</p>
            </div>
        </div>
    }
}

/// Three units: days only where there are days, seconds only where there are none.
fn count(seconds: i64) -> impl IntoView {
    let parts = stage::countdown(seconds);
    let shown = if parts[0] > 0 { 0..3 } else { 1..4 };
    shown
        .map(|at| {
            let number = parts[at];
            let number = if at > 0 && number < 10 {
                ["0", &number.to_string()].concat()
            } else {
                number.to_string()
            };
            view! { <span><b>{number}</b>{words::UNITS[at]}</span> }
        })
        .collect_view()
}
