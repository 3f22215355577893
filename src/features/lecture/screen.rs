//! The screen in each state: countdown, player, another site's player, or why there is nothing.

use super::elsewhere::frame;
use super::engine::Piece;
use super::player::{Shared, player_view};
use super::status::{Follow, Talk};
use crate::device::bell::Bell;
use crate::device::random::BrowserRandom;
use crate::device::timer::{self, Timer};
use crate::domain::lecture::{Caption, LectureState, SourceRole};
use crate::domain::query::encode;
use crate::domain::stage::asking;
use crate::domain::stage::extras::Extras;
use crate::domain::stage::{self, Elsewhere, Plan, Step};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::ui::dom::{El, Piece as _, View, effect, el, row, when as when_holds};
use crate::ui::icon::art;
use crate::ui::styles;
use crate::words::{lecture as words, when};
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;

/// How long who watches keeps a stream that the server calls over, in milliseconds: picture and sound run late.
const LINGER_MS: i32 = 20_000;

/// What stands on the screen.
#[derive(PartialEq)]
enum Scene {
    Wait,
    /// Given on the spot, with nothing to watch from afar.
    OnSite,
    Play {
        live: bool,
        plan: Arc<Plan>,
        caption: Option<Caption>,
    },
    Frame {
        way: Elsewhere,
        moved: bool,
    },
    /// It is watched at another link, below the screen.
    Moved,
    /// Only the links below the screen.
    Links,
    NoSource,
    Ended {
        replay_later: bool,
    },
    /// Put off; to when is said where it is known.
    Postponed {
        when: String,
    },
    Cancelled,
}

impl Scene {
    fn is_live(&self) -> bool {
        matches!(self, Self::Play { live: true, .. })
    }

    fn is_cancelled(&self) -> bool {
        matches!(self, Self::Cancelled)
    }

    /// Whether nothing is to be watched here any more, so that who watches is not left with it.
    fn stops(&self) -> bool {
        matches!(
            self,
            Self::Cancelled
                | Self::Postponed { .. }
                | Self::Moved
                | Self::Frame { moved: true, .. }
        )
    }
}

/// What can be watched now, here or elsewhere; `None` while nothing is offered.
pub fn plan(app: App, follow: Follow) -> Option<Plan> {
    app.config.with(|config| follow.plan(&config.embed_hosts))
}

/// Where it is watched instead, if that can be reached from here.
pub fn moved(app: App, follow: Follow) -> Option<Option<Elsewhere>> {
    let source = follow.moved()?;
    Some(
        app.config
            .with(|config| Elsewhere::of(&source, &config.embed_hosts)),
    )
}

fn scene(app: App, follow: Follow) -> Option<Scene> {
    let talk = follow.talk.get()?;
    let lecture = talk.lecture()?;
    let airs = stage::goes_on_air(lecture);
    let state = follow.state.get();
    let live = state == LectureState::Live;
    if matches!(state, LectureState::OpenSoon | LectureState::Live)
        && let Some(way) = moved(app, follow)
    {
        return Some(match way {
            Some(way) if way.player.is_some() => Scene::Frame { way, moved: true },
            _ => Scene::Moved,
        });
    }
    Some(match state {
        LectureState::Cancelled => Scene::Cancelled,
        LectureState::Postponed => Scene::Postponed {
            when: put_off(follow),
        },
        LectureState::Ended => Scene::Ended {
            replay_later: airs || lecture.sources.iter().any(|s| s.role == SourceRole::Replay),
        },
        LectureState::Live | LectureState::Replay => {
            let plan = plan(app, follow);
            if live && !airs && plan.is_none() {
                return Some(Scene::OnSite);
            }
            let mut plan = plan.unwrap_or_default();
            // What is watched elsewhere is no part of the player: a new link must not take it down.
            let elsewhere = std::mem::take(&mut plan.elsewhere);
            let meets = live && !lecture.meeting.is_empty();
            if !plan.steps.is_empty() {
                Scene::Play {
                    live,
                    plan: Arc::new(plan),
                    caption: if live { None } else { follow.caption() },
                }
            } else if elsewhere.is_empty() && !meets {
                Scene::NoSource
            } else {
                let frame = elsewhere.into_iter().find(|way| way.player.is_some());
                frame.map_or(Scene::Links, |way| Scene::Frame { way, moved: false })
            }
        }
        LectureState::Scheduled | LectureState::OpenSoon | LectureState::Other => Scene::Wait,
    })
}

pub fn screen(app: App, id: String, follow: Follow, bell: Bell, shared: Shared) -> View {
    let real = Memo::new(move || Arc::new(scene(app, follow).unwrap_or(Scene::Cancelled)));
    let shown = held(real, follow, shared);
    ask_when_it_stops(shown, shared, bell);
    let data_state = move || match follow.state.get() {
        LectureState::Scheduled | LectureState::Other => "scheduled",
        LectureState::OpenSoon => "open_soon",
        LectureState::Live => "live",
        LectureState::Ended => "ended",
        LectureState::Replay => "replay",
        LectureState::Postponed => "postponed",
        LectureState::Cancelled => "cancelled",
    };
    // Whoever waited is carried on into the lecture.
    let waited = Cell::new(false);
    let inside = move || {
        let carried = waited.replace(matches!(&*shown.get(), Scene::Wait));
        let talk = follow.talk.get_untracked()?;
        let title = &talk.activity().title;
        Some(match &*shown.get() {
            Scene::Play {
                live,
                plan,
                caption,
            } => {
                // Read once: what goes with the lecture must not take the player down.
                let extras = untrack(|| follow.extras());
                let piece = Piece {
                    id: id.clone(),
                    title: title.clone(),
                    speaker: talk.lecture()?.speaker.clone(),
                    plan: plan.clone(),
                    live: *live,
                    carried: carried && *live,
                    feed: feed(app, &id, *live && extras.live_captions),
                    sign: sign(app, &extras, *live),
                };
                player_view(piece, caption.as_ref(), shared)
            }
            Scene::Frame { way, .. } => frame(title, way),
            Scene::Moved => still("wait", words::MOVED, words::MOVED_BELOW),
            Scene::Wait => wait(follow),
            Scene::OnSite => still("wait", words::ON_SITE, words::ON_SITE_NOW),
            Scene::Links => still("wait", title, words::UNSUPPORTED_HERE),
            Scene::NoSource => still("empty", title, words::NO_SOURCE),
            Scene::Ended { replay_later: true } => still("closed", words::ENDED, words::ENDED_WHY),
            Scene::Ended {
                replay_later: false,
            } => still("closed", words::ENDED_ON_SITE, ""),
            Scene::Postponed { when } => still("wait", words::POSTPONED, when),
            Scene::Cancelled => still("closed", words::CANCELLED, words::CANCELLED_WHY),
        })
    };
    let section = el("section")
        .class(text!("stage ", styles::stage()))
        .attr("data-state", data_state)
        .child(inside);
    let way_on = when_holds(
        move || shown.with(|shown| shown.is_cancelled()),
        || {
            let link = el("a.btn").to(Page::Live).text(words::TO_LIVE);
            el("p").child(link)
        },
    );
    row().child(section).child(way_on)
}

/// Where captions of what is live are asked for.
fn feed(app: App, id: &str, wanted: bool) -> Option<String> {
    let url = text!("lectures/", &encode(id), "/cues");
    app.config
        .with_untracked(|config| (wanted && config.has_all()).then(|| config.resource(&url)))
}

/// The picture of sign language that goes with what is played.
fn sign(app: App, extras: &Extras, live: bool) -> Option<Step> {
    let role = if live {
        SourceRole::Live
    } else {
        SourceRole::Replay
    };
    let plan = app
        .config
        .with_untracked(|config| Plan::of(&extras.sign, role, &config.embed_hosts))?;
    plan.steps.into_iter().find(|step| !step.sound_only)
}

/// The real scene, but who watches a stream is not torn out of it: when the server says it is over a
/// little longer, when only the clock says so until it stops.
fn held(real: Memo<Arc<Scene>>, follow: Follow, shared: Shared) -> RwSignal<Arc<Scene>> {
    let shown = RwSignal::new(real.get_untracked());
    let mut lingers = None::<Timer>;
    effect(move || {
        let next = real.get();
        let watching = shared.running.get() && shown.with_untracked(|shown| shown.is_live());
        if watching && next.is_live() {
            // Other sources of the same stream are taken up when what plays now stops.
            lingers = None;
        } else if watching && !next.stops() {
            let told = follow
                .state
                .with_untracked(|_| untrack(|| follow.is_told()));
            if told && lingers.is_none() {
                lingers = Some(timer::after(LINGER_MS, move || {
                    shown.set(real.get_untracked())
                }));
            }
        } else {
            lingers = None;
            if shown.with_untracked(|shown| *shown != next) {
                shown.set(next);
            }
        }
    });
    shown
}

/// A stream that stops may be over: the server knows.
fn ask_when_it_stops(shown: RwSignal<Arc<Scene>>, shared: Shared, bell: Bell) {
    let mut before = false;
    // Kept until it is over, or the stream runs again.
    let turn = StoredValue::new_local(None::<Timer>);
    effect(move || {
        let running = shared.running.get();
        if before && !running && shown.with_untracked(|shown| shown.is_live()) {
            // It stopped for everybody at once: each asks in its turn.
            let bell = bell.clone();
            let after = asking::when_it_stops(&mut BrowserRandom);
            turn.set_value(Some(timer::after(after, move || bell.ring())));
        }
        if running {
            turn.set_value(None);
        }
        before = running;
    });
}

/// When it is given after all, in a sentence.
fn put_off(follow: Follow) -> String {
    match follow.put_off_to() {
        Some((start, end)) => words::put_off_to(&when::span(&start, &end)),
        None => words::PUT_OFF.into(),
    }
}

fn still(scene: &'static str, title: &str, text: &str) -> View {
    let title = el("p.stage-title").text(title);
    drawn(
        art(scene).view(),
        title.view(),
        el("p.stage-say").text(text),
    )
}

/// A picture on the screen, and what is said under it.
fn drawn(picture: View, title: View, say: El) -> View {
    let cover = el("div.stage-cover").child(picture).child(title).child(say);
    el("div.stage-screen").child(cover).view()
}

/// The time until it starts, by the server's clock.
fn wait(follow: Follow) -> View {
    let seconds = move || {
        let now = follow.now.get();
        let times = follow.times();
        times.map_or(0, |(start, _)| (start - now).num_seconds())
    };
    let late = move || seconds() <= 0;
    let airs = move || {
        let talk = follow.talk.get();
        let lecture = talk.as_ref().and_then(Talk::lecture);
        lecture.is_some_and(stage::goes_on_air)
    };
    let say = Memo::new(move || match follow.state.get() {
        _ if !airs() => text!(words::ON_SITE_WAIT, words::REPLAY_LATER),
        _ if late() => words::LATE.into(),
        LectureState::OpenSoon => words::OPEN_SOON.into(),
        _ => follow.room().map_or_else(
            || words::WAIT.into(),
            |room| words::room_opens(&room, time::day_of(&follow.now.get())),
        ),
    });
    let clock = move || {
        let units = (0..3).map(move |place| {
            el("span")
                .child(el("b").text(move || unit(seconds(), place).0))
                .text(move || unit(seconds(), place).1)
        });
        let count = el("p.stage-count").attr("role", "timer");
        row()
            .child(el("p.stage-title").text(words::STARTS_IN))
            .child(count.children(units))
    };
    let poster = Memo::new(move || follow.poster());
    let picture = move || match poster.get() {
        Some(url) => el("img.art")
            .attr("src", stage::address(&url))
            .attr("alt", "")
            .view(),
        None => art("wait").view(),
    };
    drawn(
        picture.view(),
        when_holds(move || !late(), clock),
        el("p.stage-say").text(move || say.get()),
    )
}

/// One of three units: days only where there are days, seconds only where there are none.
fn unit(seconds: i64, place: usize) -> (String, &'static str) {
    let parts = stage::countdown(seconds);
    let at = if parts[0] > 0 { place } else { place + 1 };
    let number = parts[at].to_string();
    let number = if at > 0 && number.len() < 2 {
        text!("0", &number)
    } else {
        number
    };
    (number, words::UNITS[at])
}
