//! The screen while there is something to play: picture or sound, captions, choices.

use super::engine::{Desk, Engine, Phase, Piece};
use crate::device::timer::{self, Listener};
use crate::device::{line, page, player};
use crate::domain::lecture::{Caption, LectureState};
use crate::domain::order::order;
use crate::domain::stage::{self, place};
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::ui::dom::{El, View, button, effect, el, once_there, row, when};
use crate::ui::icon::icon;
use crate::words::{common, lecture as words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlMediaElement, TextTrack, TextTrackMode};

/// What a player shares with the page around it.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Something is on its way to eye or ear.
    pub running: RwSignal<bool>,
    /// A second that the transcript asks for.
    pub seek: RwSignal<Option<u32>>,
}

pub fn player_view(piece: Piece, caption: Option<&Caption>, shared: Shared) -> View {
    let (live, title) = (piece.live, piece.title.clone());
    let (sound, picture) = (piece.plan.has_sound(), piece.plan.has_picture());
    let choice = sound && picture;
    let thin = line::is_thin();
    let desk = Desk {
        phase: RwSignal::new(Phase::Idle),
        sound: RwSignal::new(sound && (!picture || thin)),
        levels: RwSignal::new(Vec::new()),
        level: RwSignal::new(None),
        resumed: RwSignal::new(None),
    };
    if piece.plan.steps.iter().any(|step| step.hls) && !thin {
        // Ready before the tap: some engines forget a tap while a script is on its way.
        spawn_local(async {
            player::prepare().await;
        });
    }
    let begun = move || !matches!(desk.phase.get(), Phase::Idle | Phase::Unsupported);
    let covered = Memo::new(move || desk.phase.get().is_covered());
    let cues = Cues {
        there: RwSignal::new(caption.is_some()),
        on: RwSignal::new(true),
        text: RwSignal::new(String::new()),
    };
    let video = el("video.stage-video")
        .attr("preload", "none")
        .attr("playsinline", "true")
        .attr("webkit-playsinline", "true")
        .attr("x5-playsinline", "true")
        .attr("x5-video-player-type", "h5")
        .attr("controls", begun)
        .attr("aria-label", title.clone())
        .child(caption.and_then(|caption| track(caption, cues.there)));
    let media: HtmlMediaElement = video.as_a();
    cues.follow(media.clone());

    let engine = StoredValue::new_local(Engine::new(media, piece, desk));
    let with = move |task: &dyn Fn(&Engine)| {
        // Cloned out: what the task does may come back here.
        if let Some(engine) = engine.try_get_value() {
            task(&engine);
        }
    };
    effect(move || shared.running.set(desk.phase.get().is_running()));
    effect(move || {
        if let Some(to) = shared.seek.get() {
            shared.seek.set(None);
            with(&|engine| engine.seek(to.into()));
        }
    });
    on_cleanup(move || {
        let _ = shared.running.try_set(false);
    });
    let play = move || {
        with(&|engine| engine.play(None));
        // The button goes; the keyboard stays with what is played, once that has its controls.
        spawn_local(async move {
            timer::sleep(0).await;
            with(&Engine::focus);
        });
    };

    let over = move || cover(desk, live, &title, choice, play);
    let corner = move || {
        let text = badge(live, desk.sound.get()).filter(|_| !covered.get())?;
        let dot = live.then(live_dot);
        Some(el("p.stage-live").child(dot).text(text))
    };
    let screen = el("div.stage-screen")
        .child(video)
        .child(over)
        .child(corner);
    let below = when(
        move || cues.there.get() && cues.on.get() && !covered.get(),
        move || {
            el("p.stage-captions.below")
                .attr("aria-live", "off")
                .text(move || cues.text.get())
        },
    );

    let sound_chip = move || {
        let press = move || with(&|engine| engine.set_sound(!desk.sound.get_untracked()));
        chip(words::AUDIO_ONLY, move || desk.sound.get(), press)
    };
    let cues_chip = move || {
        let press = move || cues.on.update(|on| *on = !*on);
        chip(words::CAPTIONS, move || cues.on.get(), press)
    };
    let from_start = move || {
        button("chip")
            .click(move || with(&|engine| engine.seek(0.0)))
            .text(words::FROM_START)
    };
    let quality = move || {
        let choices = desk.levels.with(|levels| qualities(levels))?;
        let chips = choices.into_iter().map(move |(level, name)| {
            let press = move || with(&|engine| engine.set_level(level));
            chip(name, move || desk.level.get() == level, press)
        });
        let group = el("div")
            .attr("role", "group")
            .attr("aria-label", words::QUALITY);
        Some(group.children(chips))
    };
    let bar = el("div.stage-bar")
        .child(
            el("p.stage-say")
                .attr("role", "status")
                .text(move || say(desk)),
        )
        .child(choice.then(sound_chip))
        .child(when(move || cues.there.get(), cues_chip))
        .child(when(move || desk.resumed.get().is_some(), from_start))
        .child(quality);
    row().child(screen).child(below).child(bar)
}

/// A choice below the picture, taken or not.
fn chip(name: &'static str, on: impl Fn() -> bool + 'static, press: impl FnMut() + 'static) -> El {
    button("chip")
        .attr("aria-pressed", move || if on() { "true" } else { "false" })
        .click(press)
        .text(name)
}

fn live_dot() -> El {
    el("span.live-dot")
}

/// The captions of the video; `there` becomes false if they do not come.
fn track(caption: &Caption, there: RwSignal<bool>) -> Option<El> {
    let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
    let track = el("track")
        .attr("kind", "captions")
        .attr("src", stage::address(caption.url.as_ref()?))
        .attr("srclang", or(&caption.lang, "zh"))
        .attr("label", or(&caption.label, words::CAPTIONS))
        .on("error", move |_| there.set(false));
    Some(track)
}

fn badge(live: bool, sound: bool) -> Option<String> {
    let on_air = words::state(LectureState::Live);
    match (live, sound) {
        (true, true) => Some(text!(on_air, " · ", words::AUDIO_ONLY)),
        (true, false) => Some(on_air.into()),
        (false, true) => Some(words::AUDIO_ONLY.into()),
        (false, false) => None,
    }
}

fn say(desk: Desk) -> String {
    match desk.phase.get() {
        Phase::Connecting => words::LOADING.into(),
        Phase::Stalled => words::STALLED.into(),
        Phase::Playing => desk
            .resumed
            .get()
            .map(|at| words::resumed(&place::clock(at)))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// Automatic and one choice a name, the smaller picture of two with the same; nothing where there is no choice.
fn qualities(levels: &[u32]) -> Option<Vec<(Option<usize>, &'static str)>> {
    let mut choices: Vec<(Option<usize>, &str)> = vec![(None, words::AUTO)];
    for at in order(levels.len(), &|at| (levels[at].into(), 0)) {
        let name = words::quality(levels[at]);
        if choices.iter().all(|(_, other)| *other != name) {
            choices.push((Some(at), name));
        }
    }
    (choices.len() > 2).then_some(choices)
}

/// Lies over the picture until it plays, and when it cannot. With `choice`, sound alone is an alternative.
fn cover(
    desk: Desk,
    live: bool,
    title: &str,
    choice: bool,
    play: impl Fn() + Copy + 'static,
) -> Option<El> {
    let phase = desk.phase.get();
    let (head, text, can_play) = match phase {
        Phase::Connecting | Phase::Playing | Phase::Paused | Phase::Stalled => return None,
        Phase::Idle if desk.sound.get() => (title, words::AUDIO_WHY, true),
        Phase::Idle => (title, words::TAP, true),
        Phase::Denied => (title, words::TAP_AGAIN, true),
        Phase::Ended if live => (words::ENDED, words::ENDED_WHY, false),
        Phase::Ended => (title, "", true),
        Phase::Failed if choice => (words::FAILED, words::FAILED_OR_SOUND, false),
        Phase::Failed => (words::FAILED, words::FAILED_WHY, false),
        Phase::Unsupported => (words::UNSUPPORTED, words::UNSUPPORTED_WHY, false),
    };
    let retry = matches!(phase, Phase::Failed | Phase::Unsupported);
    let name = if live { words::PLAY_LIVE } else { words::PLAY };
    let on_air = (live && can_play).then(|| {
        el("p")
            .child(live_dot())
            .text(words::state(LectureState::Live))
    });
    let start = can_play.then(|| {
        button("stage-play")
            .attr("aria-label", name)
            .click(play)
            .child(icon("play"))
    });
    let again = retry.then(|| button("btn btn-primary").click(play).text(common::RETRY));
    let cover = el("div.stage-cover")
        .child(on_air)
        .child(el("p.stage-title").text(head))
        .child(start)
        .child(el("p.stage-say").text(text))
        .child(again);
    Some(cover)
}

/// Captions drawn below the picture, at the size of the page's text; the browser draws them where
/// nothing else can be seen, in full screen.
#[derive(Clone, Copy)]
struct Cues {
    there: RwSignal<bool>,
    on: RwSignal<bool>,
    text: RwSignal<String>,
}

impl Cues {
    /// Follows the first track of `video`, if it has one once it stands in the page.
    fn follow(self, video: HtmlMediaElement) {
        let full = RwSignal::new(false);
        let kept = Rc::new(RefCell::new(None::<(TextTrack, Vec<Listener>)>));
        let keep = kept.clone();
        effect(move || {
            let (on, full) = (self.on.get(), full.get());
            if let Some((track, _)) = &*kept.borrow() {
                set_mode(track, on, full);
            }
        });
        once_there(move || {
            let Some(track) = video.text_tracks().and_then(|tracks| tracks.get(0)) else {
                return;
            };
            set_mode(&track, true, false);
            let cued = track.clone();
            let mut listeners = vec![
                timer::listen(&video, "webkitbeginfullscreen", move |_| full.set(true)),
                timer::listen(&video, "webkitendfullscreen", move |_| full.set(false)),
                timer::listen(&track, "cuechange", move |_| {
                    self.text.set(player::cue_text(&cued))
                }),
            ];
            if let Some(document) = page::document() {
                for name in ["fullscreenchange", "webkitfullscreenchange"] {
                    listeners.push(timer::listen(&document, name, move |_| {
                        full.set(
                            page::document()
                                .is_some_and(|document| document.fullscreen_element().is_some()),
                        );
                    }));
                }
            }
            // If the page has gone meanwhile nobody else keeps them, and they end here.
            keep.replace(Some((track, listeners)));
        });
    }
}

fn set_mode(track: &TextTrack, on: bool, full: bool) {
    track.set_mode(match (on, full) {
        (true, true) => TextTrackMode::Showing,
        _ => TextTrackMode::Hidden,
    });
}
