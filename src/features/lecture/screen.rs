//! The screen in each state: countdown, player, another site's player, or why there is nothing.

use super::elsewhere::frame;
use super::engine::Piece;
use super::player::{Shared, player_view};
use super::status::Follow;
use crate::device::bell::Bell;
use crate::device::timer::{self, Timer};
use crate::domain::activity::Activity;
use crate::domain::lecture::{Caption, LectureState, SourceRole};
use crate::domain::stage::{self, Elsewhere, Plan};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, Piece as _, View, effect, el, row, when};
use crate::ui::icon::art;
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

pub fn screen(
    app: App,
    id: String,
    activity: Memo<Option<Arc<Activity>>>,
    follow: Follow,
    bell: StoredValue<Bell, LocalStorage>,
    shared: Shared,
) -> View {
    let real = Memo::new(move || {
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
    let inside = move || {
        let found = activity.get_untracked()?;
        let title = &found.title;
        Some(match shown.get() {
            Scene::Play {
                live,
                plan,
                captions,
            } => {
                let lecture = found.lecture.as_ref();
                let piece = Piece {
                    id: id.clone(),
                    title: title.clone(),
                    speaker: lecture.map(|l| l.speaker.clone()).unwrap_or_default(),
                    plan,
                    live,
                };
                player_view(piece, captions, shared)
            }
            Scene::Frame { provider, player } => frame(title, &provider, player),
            Scene::Wait => wait(activity, follow),
            Scene::OnSite => still("wait", words::ON_SITE, words::ON_SITE_NOW),
            Scene::Links => still("wait", title, words::UNSUPPORTED_HERE),
            Scene::NoSource => still("empty", title, words::NO_SOURCE),
            Scene::Ended { replay_later: true } => still("closed", words::ENDED, words::ENDED_WHY),
            Scene::Ended {
                replay_later: false,
            } => still("closed", words::ENDED_ON_SITE, ""),
            Scene::Cancelled => still("closed", words::CANCELLED, words::CANCELLED_WHY),
        })
    };
    let section = el("section")
        .class(["stage ", styles::stage()].concat())
        .attr("data-state", data_state)
        .child(inside);
    let way_on = when(
        move || shown.with(|shown| matches!(shown, Scene::Cancelled)),
        || {
            let link = el("a.btn").to(Page::Live).text(words::TO_LIVE);
            el("p").child(link)
        },
    );
    row().child(section).child(way_on)
}

/// The real scene, but who watches a stream is not torn out of it: when the server says it is over a
/// little longer, when only the clock says so until it stops.
fn held(real: Memo<Scene>, follow: Follow, shared: Shared) -> RwSignal<Scene> {
    let shown = RwSignal::new(real.get_untracked());
    let lingers = StoredValue::new_local(None::<Timer>);
    effect(move || {
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
    let mut before = false;
    effect(move || {
        let running = shared.running.get();
        if before && !running && shown.with_untracked(Scene::is_live) {
            bell.with_value(Bell::ring);
        }
        before = running;
    });
}

fn still(scene: &'static str, title: &str, text: &'static str) -> View {
    let title = el("p.stage-title").text(title);
    drawn(scene, title.view(), el("p.stage-say").text(text))
}

/// A drawing on the screen, and what is said under it.
fn drawn(scene: &'static str, title: View, say: El) -> View {
    let cover = el("div.stage-cover")
        .child(art(scene))
        .child(title)
        .child(say);
    el("div.stage-screen").child(cover).view()
}

/// The time until it starts, by the server's clock.
fn wait(activity: Memo<Option<Arc<Activity>>>, follow: Follow) -> View {
    let seconds = Memo::new(move || {
        let now = follow.now.get();
        follow
            .times()
            .map_or(0, |(start, _)| (start - now).num_seconds())
    });
    let late = Memo::new(move || seconds.get() <= 0);
    let airs = Memo::new(move || {
        activity.with(|activity| {
            activity
                .as_ref()
                .and_then(|a| a.lecture.as_ref())
                .is_some_and(stage::goes_on_air)
        })
    });
    let say = Memo::new(move || match follow.state.get() {
        _ if !airs.get() => [words::ON_SITE_WAIT, words::REPLAY_LATER].concat(),
        _ if late.get() => words::LATE.into(),
        LectureState::OpenSoon => words::OPEN_SOON.into(),
        _ => follow.room().map_or_else(
            || words::WAIT.into(),
            |room| words::room_opens(&room, time::day_of(&follow.now.get())),
        ),
    });
    let clock = move || {
        let units = (0..3).map(move |place| {
            el("span")
                .child(el("b").text(move || unit(seconds.get(), place).0))
                .text(move || unit(seconds.get(), place).1)
        });
        let count = el("p.stage-count").attr("role", "timer");
        row()
            .child(el("p.stage-title").text(words::STARTS_IN))
            .child(count.children(units))
    };
    drawn(
        "wait",
        when(move || !late.get(), clock),
        el("p.stage-say").text(move || say.get()),
    )
}

/// One of three units: days only where there are days, seconds only where there are none.
fn unit(seconds: i64, place: usize) -> (String, &'static str) {
    let parts = stage::countdown(seconds);
    let at = if parts[0] > 0 { place } else { place + 1 };
    let number = parts[at].to_string();
    let number = if at > 0 && number.len() < 2 {
        ["0", &number].concat()
    } else {
        number
    };
    (number, words::UNITS[at])
}
