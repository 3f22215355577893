//! The screen while there is something to play: picture or sound, captions, choices.

use super::engine::{Desk, Engine, Phase, Piece};
use crate::device::timer::{self, Listener};
use crate::device::{page, player};
use crate::domain::lecture::{Caption, LectureState};
use crate::domain::stage::{self, place};
use crate::ui::icon::Icon;
use crate::words::{common, lecture as words};
use leptos::html;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::{TextTrack, TextTrackMode};

/// What a player shares with the page around it.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Something is on its way to eye or ear.
    pub running: RwSignal<bool>,
    /// A second that the transcript asks for.
    pub seek: RwSignal<Option<u32>>,
}

#[component]
pub fn Player(piece: Piece, captions: Vec<Caption>, shared: Shared) -> impl IntoView {
    let desk = Desk {
        phase: RwSignal::new(Phase::Idle),
        sound: RwSignal::new(
            piece.plan.has_sound() && (!piece.plan.has_picture() || player::is_thin_line()),
        ),
        levels: RwSignal::new(Vec::new()),
        level: RwSignal::new(None),
        resumed: RwSignal::new(None),
    };
    let video = NodeRef::<html::Video>::new();
    let engine = StoredValue::new_local(None::<Rc<Engine>>);
    let with = move |task: &dyn Fn(&Engine)| {
        // Cloned out: what the task does may come back here.
        if let Some(engine) = engine.try_get_value().flatten() {
            task(&engine);
        }
    };
    let (live, title) = (piece.live, piece.title.clone());
    let choice = piece.plan.has_sound() && piece.plan.has_picture();
    if piece.plan.steps.iter().any(|step| step.hls) && !player::is_thin_line() {
        // Ready before the tap: some engines forget a tap while a script is on its way.
        leptos::task::spawn_local(async {
            player::prepare().await;
        });
    }
    let piece = StoredValue::new_local(Some(piece));
    Effect::new(move |_| {
        if let Some(video) = video.get()
            && let Some(piece) = piece.try_update_value(Option::take).flatten()
        {
            engine.set_value(Some(Engine::new(video.into(), piece, desk)));
        }
    });
    Effect::new(move |_| shared.running.set(desk.phase.get().is_running()));
    Effect::new(move |_| {
        if let Some(to) = shared.seek.get() {
            shared.seek.set(None);
            with(&|engine| engine.seek(to.into()));
        }
    });
    on_cleanup(move || {
        let _ = shared.running.try_set(false);
    });
    let begun = Memo::new(move |_| !matches!(desk.phase.get(), Phase::Idle | Phase::Unsupported));
    let covered = Memo::new(move |_| desk.phase.get().is_covered());
    let play = move || {
        with(&|engine| engine.play(None));
        // The button goes; the keyboard stays with what is played, once that has its controls.
        leptos::task::spawn_local(async move {
            timer::sleep(0).await;
            if let Some(video) = video.try_get_untracked().flatten() {
                page::focus(&video);
            }
        });
    };
    let caption = captions
        .into_iter()
        .find(|caption| caption.url.is_some())
        .filter(|_| !live);
    let cues = Cues::new(video, caption.is_some());
    view! {
        <div class="stage-screen">
            <video
                class="stage-video"
                node_ref=video
                preload="none"
                playsinline="true"
                webkit-playsinline="true"
                x5-playsinline="true"
                x5-video-player-type="h5"
                controls=move || begun.get()
                aria-label=title.clone()
            >
                {caption.and_then(|caption| {
                    let src = stage::address(caption.url.as_ref()?);
                    let lang = if caption.lang.is_empty() { "zh".to_owned() } else { caption.lang };
                    let label = if caption.label.is_empty() { words::CAPTIONS.to_owned() } else { caption.label };
                    Some(view! {
                        <track kind="captions" src=src srclang=lang label=label on:error=move |_| cues.there.set(false)/>
                    })
                })}
            </video>
            <Cover desk=desk live=live title=title choice=choice play=play/>
            {move || badge(live, desk.sound.get()).filter(|_| !covered.get()).map(|text| view! {
                <p class="stage-live">{live.then(|| view! { <span class="live-dot"></span> })}{text}</p>
            })}
        </div>
        {move || (cues.there.get() && cues.on.get() && !covered.get()).then(|| view! {
            <p class="stage-captions below" aria-live="off">{move || cues.text.get()}</p>
        })}
        <div class="stage-bar">
            <p class="stage-say" role="status">{move || say(desk)}</p>
            {move || choice.then(|| view! {
                <button
                    class="chip"
                    type="button"
                    aria-pressed=move || pressed(desk.sound.get())
                    on:click=move |_| with(&|engine| engine.set_sound(!desk.sound.get_untracked()))
                >
                    {words::AUDIO_ONLY}
                </button>
            })}
            {move || cues.there.get().then(|| view! {
                <button
                    class="chip"
                    type="button"
                    aria-pressed=move || pressed(cues.on.get())
                    on:click=move |_| cues.on.update(|on| *on = !*on)
                >
                    {words::CAPTIONS}
                </button>
            })}
            {move || desk.resumed.get().is_some().then(|| view! {
                <button class="chip" type="button" on:click=move |_| with(&|engine| engine.seek(0.0))>{words::FROM_START}</button>
            })}
            {move || qualities(&desk.levels.get()).map(|choices| view! {
                <div role="group" aria-label=words::QUALITY>
                    {choices
                        .into_iter()
                        .map(|(level, name)| view! {
                            <button
                                class="chip"
                                type="button"
                                aria-pressed=move || pressed(desk.level.get() == level)
                                on:click=move |_| with(&|engine| engine.set_level(level))
                            >
                                {name}
                            </button>
                        })
                        .collect_view()}
                </div>
            })}
        </div>
    }
}

fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn badge(live: bool, sound: bool) -> Option<String> {
    let on_air = words::state(LectureState::Live);
    match (live, sound) {
        (true, true) => Some([on_air, " · ", words::AUDIO_ONLY].concat()),
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
    let mut order: Vec<_> = levels.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, height)| *height);
    let mut choices: Vec<(Option<usize>, &str)> = vec![(None, words::AUTO)];
    for (at, height) in order {
        let name = words::quality(height);
        if choices.iter().all(|(_, other)| *other != name) {
            choices.push((Some(at), name));
        }
    }
    (choices.len() > 2).then_some(choices)
}

/// Lies over the picture until it plays, and when it cannot.
#[component]
fn Cover(
    desk: Desk,
    live: bool,
    title: String,
    /// Sound alone is an alternative.
    choice: bool,
    play: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let phase = Memo::new(move |_| desk.phase.get());
    move || {
        let (head, text, button) = match phase.get() {
            Phase::Connecting | Phase::Playing | Phase::Paused | Phase::Stalled => return None,
            Phase::Idle if desk.sound.get() => (title.clone(), words::AUDIO_WHY, true),
            Phase::Idle => (title.clone(), words::TAP, true),
            Phase::Denied => (title.clone(), words::TAP_AGAIN, true),
            Phase::Ended if live => (words::ENDED.to_owned(), words::ENDED_WHY, false),
            Phase::Ended => (title.clone(), "", true),
            Phase::Failed if choice => (words::FAILED.to_owned(), words::FAILED_OR_SOUND, false),
            Phase::Failed => (words::FAILED.to_owned(), words::FAILED_WHY, false),
            Phase::Unsupported => (words::UNSUPPORTED.to_owned(), words::UNSUPPORTED_WHY, false),
        };
        let retry = matches!(phase.get(), Phase::Failed | Phase::Unsupported);
        let name = if live { words::PLAY_LIVE } else { words::PLAY };
        Some(view! {
            <div class="stage-cover">
                {(live && button).then(|| view! {
                    <p><span class="live-dot"></span>{words::state(LectureState::Live)}</p>
                })}
                <p class="stage-title">{head}</p>
                {button.then(|| view! {
                    <button class="stage-play" type="button" aria-label=name on:click=move |_| play()>
                        <Icon name="play"/>
                    </button>
                })}
                <p class="stage-say">{text}</p>
                {retry.then(|| view! {
                    <button class="btn btn-primary" type="button" on:click=move |_| play()>{common::RETRY}</button>
                })}
            </div>
        })
    }
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
    fn new(video: NodeRef<html::Video>, there: bool) -> Self {
        let cues = Self {
            there: RwSignal::new(there),
            on: RwSignal::new(true),
            text: RwSignal::new(String::new()),
        };
        let full = RwSignal::new(false);
        let track = move || video.get()?.text_tracks()?.get(0);
        let kept = StoredValue::new_local(Vec::<Listener>::new());
        Effect::new(move |_| {
            let (Some(video), Some(track)) = (video.get(), track()) else {
                return;
            };
            let mut listeners = vec![
                timer::listen(&video, "webkitbeginfullscreen", move |_| full.set(true)),
                timer::listen(&video, "webkitendfullscreen", move |_| full.set(false)),
                {
                    let track = track.clone();
                    timer::listen(&track.clone(), "cuechange", move |_| {
                        cues.text.set(player::cue_text(&track))
                    })
                },
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
            kept.set_value(listeners);
        });
        Effect::new(move |_| {
            if let Some(track) = track() {
                set_mode(&track, cues.on.get(), full.get());
            }
        });
        cues
    }
}

fn set_mode(track: &TextTrack, on: bool, full: bool) {
    track.set_mode(match (on, full) {
        (true, true) => TextTrackMode::Showing,
        _ => TextTrackMode::Hidden,
    });
}
