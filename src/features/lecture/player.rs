//! The screen while there is something to play: picture or sound, captions, controls, choices.
//!
//! The controls are the page's own and lie below the picture: they cover nothing, never hide, and are as large as a
//! thumb. In full screen they go along.

mod captions;
mod choices;
mod cover;
mod deck;
mod feed;
mod sign;

use super::engine::{Desk, Engine, Piece};
use crate::device::storage::{self, Key};
use crate::device::timer;
use crate::device::{line, page, player};
use crate::domain::lecture::Caption;
use crate::domain::stage::keys::{self, Command};
use crate::domain::stage::taste::{CueSize, Taste};
use crate::state::signal::{Memo, RwSignal};
use crate::state::use_app;
use crate::ui::dom::{El, View, button, effect, el, row, when};
use crate::ui::icon::icon;
use crate::words::lecture as words;
use captions::Cues;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlMediaElement, KeyboardEvent};

/// What a player shares with the page around it.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Something is on its way to eye or ear.
    pub running: RwSignal<bool>,
    /// A second that the transcript or a chapter asks for.
    pub seek: RwSignal<Option<u32>>,
    /// The second of the replay that is played; none of what is live, and before it begins.
    pub at: RwSignal<Option<u32>>,
}

impl Shared {
    pub fn new() -> Self {
        Self {
            running: RwSignal::new(false),
            seek: RwSignal::new(None),
            at: RwSignal::new(None),
        }
    }
}

/// The parts of a player by which its controls work.
#[derive(Clone, Copy)]
struct Hands {
    engine: StoredValue<Rc<Engine>, LocalStorage>,
    desk: Desk,
    cues: Cues,
    live: bool,
}

impl Hands {
    fn with(self, task: impl FnOnce(&Engine)) {
        // Cloned out: what the task does may come back here.
        if let Some(engine) = self.engine.try_get_value() {
            task(&engine);
        }
    }

    fn set_rate(self, rate: u32) {
        self.with(|engine| engine.set_rate(rate));
        self.keep();
    }

    fn set_cues(self, size: CueSize) {
        self.cues.size.set(size);
        self.keep();
    }

    /// How somebody likes to watch stays on the device.
    fn keep(self) {
        let taste = Taste {
            rate: self.desk.rate.get_untracked(),
            cues: self.cues.size.get_untracked(),
        };
        storage::set(Key::Player, "", &taste.write());
    }
}

pub fn player_view(piece: Piece, caption: Option<&Caption>, shared: Shared) -> View {
    let (live, title, carried) = (piece.live, piece.title.clone(), piece.carried);
    let (sound, picture) = (piece.plan.has_sound(), piece.plan.has_picture());
    let choice = sound && picture;
    let thin = line::is_thin();
    let taste = Taste::read(&storage::get(Key::Player, "").unwrap_or_default());
    let desk = Desk::new(sound && (!picture || thin), taste.rate);
    if piece.plan.steps.iter().any(|step| step.hls) && !thin {
        // Ready before the tap: some engines forget a tap while a script is on its way.
        spawn_local(async {
            player::prepare().await;
        });
    }
    let covered = Memo::new(move || desk.phase.get().is_covered());
    let feed = piece.feed.clone();
    let sign = piece.sign.clone();
    let cues = Cues::new(caption.is_some() || feed.is_some(), taste.cues);
    let video = el("video.stage-video")
        .attr("preload", "none")
        .attr("playsinline", "true")
        .attr("webkit-playsinline", "true")
        .attr("x5-playsinline", "true")
        .attr("x5-video-player-type", "h5")
        .attr("aria-label", title.clone())
        .child(caption.and_then(|caption| cues.track(caption)));
    let media: HtmlMediaElement = video.as_a();

    let engine = StoredValue::new_local(Engine::new(media.clone(), piece, desk));
    let hands = Hands {
        engine,
        desk,
        cues,
        live,
    };
    if let Some(url) = feed {
        feed::follow(url, media.clone(), hands);
    }
    cues.follow(media.clone());
    tell_the_page(hands, shared);

    let frame = el("div.stage-player").attr("tabindex", "-1");
    let play = {
        let frame = frame.clone();
        move || {
            hands.with(|engine| engine.play(None));
            focus_in(&frame, ".stage-toggle");
        }
    };
    {
        // The controls go when nothing plays; the keyboard goes to what there is instead.
        let frame = frame.clone();
        effect(move || {
            let on = page::active();
            if covered.get() && on.is_some_and(|on| frame.node().contains(Some(&on))) {
                focus_in(&frame, ".stage-play,.stage-cover .btn");
            }
        });
    }
    let phone = use_app().phone();
    let over = move || cover::cover(desk, live, &title, choice, &phone, play.clone());
    let corner = move || {
        let badge = cover::badge(live, desk.sound.get()).filter(|_| !covered.get())?;
        Some(el("p.stage-live").child(badge))
    };
    let hush = move || {
        let shown = desk.hushed.get() && !covered.get();
        shown.then(|| {
            button("stage-hush")
                .click(move || hands.with(Engine::unhush))
                .child(icon("muted"))
                .text(words::HUSH)
        })
    };
    let video = video.click(move || {
        if !covered.get_untracked() {
            hands.with(Engine::toggle);
        }
    });
    let signs = sign.map(|step| sign::Sign::new(step, media.clone(), hands));
    let screen = el("div.stage-screen")
        .child(video)
        .child(signs.as_ref().map(sign::Sign::window))
        .child(over)
        .child(corner)
        .child(hush);
    let frame_at_work = frame.clone();
    let controls = when(
        move || !covered.get(),
        move || deck::deck(hands, &frame_at_work, &media),
    );
    let say = el("p.stage-say")
        .attr("role", "status")
        .text(move || cover::say(hands));
    let more = choices::more(hands, choice, signs.as_ref().map(|sign| sign.size));
    let help = more.clone();
    let bar = choices::bar(hands, choice, more);
    let heard = frame.clone();
    let frame = frame
        .child(screen)
        .child(cues.region(move || !covered.get()))
        .child(controls)
        .child(say)
        .child(bar)
        .on("keydown", move |event| key(&event, hands, &heard, &help));
    if carried && !desk.sound.get_untracked() {
        hands.with(Engine::play_hushed);
    }
    row().child(frame)
}

/// What had the focus goes; the keyboard stays with the player, on what comes in its place.
fn focus_in(frame: &El, what: &'static str) {
    let frame: HtmlElement = frame.as_a();
    spawn_local(async move {
        timer::sleep(0).await;
        let there = frame.query_selector(what).ok().flatten();
        let there = there.and_then(|there| there.dyn_into::<HtmlElement>().ok());
        page::focus(there.as_ref().unwrap_or(&frame));
    });
}

/// What the page around the player follows of it, and asks of it.
fn tell_the_page(hands: Hands, shared: Shared) {
    let desk = hands.desk;
    // What was asked of a player that was not there is old.
    shared.seek.set(None);
    effect(move || shared.running.put(desk.phase.get().is_running()));
    effect(move || {
        let begun = !hands.live && desk.length.get() > 0;
        shared.at.put(begun.then(|| desk.at.get()));
    });
    effect(move || {
        if let Some(to) = shared.seek.get() {
            shared.seek.set(None);
            hands.with(|engine| engine.seek(to.into()));
        }
    });
    on_cleanup(move || {
        let _ = shared.running.try_set(false);
        let _ = shared.at.try_set(None);
    });
}

/// The keys work while the focus is in the player, and never where somebody types or chooses.
fn key(event: &Event, hands: Hands, frame: &El, help: &El) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return;
    }
    let on = event
        .target()
        .and_then(|on| on.dyn_into::<HtmlElement>().ok());
    let tag = on.map(|on| on.tag_name()).unwrap_or_default();
    let key = event.key();
    if tag == "SELECT" || matches!(tag.as_str(), "BUTTON" | "SUMMARY") && key == " " {
        return;
    }
    let Some(command) = keys::command(&key) else {
        return;
    };
    let desk = hands.desk;
    if desk.phase.get_untracked().is_covered() && command != Command::Help {
        return;
    }
    event.prevent_default();
    // A key that is held down goes on and on, but does not switch to and fro.
    if event.repeat() && !matches!(command, Command::By(_)) {
        return;
    }
    let taste = || Taste {
        rate: desk.rate.get_untracked(),
        ..Taste::default()
    };
    match command {
        Command::Toggle => hands.with(Engine::toggle),
        Command::By(seconds) => hands.with(|engine| engine.by(seconds.into())),
        Command::Tenth(tenths) => hands.with(|engine| {
            let whole = f64::from(desk.length.get_untracked());
            engine.go(whole * f64::from(tenths) / 10.0);
        }),
        Command::Mute => hands.with(Engine::toggle_mute),
        Command::Full => hands.with(|engine| engine.toggle_full(frame.node())),
        Command::Captions => hands.set_cues(hands.cues.turned()),
        Command::Faster if !hands.live => hands.set_rate(taste().step(true)),
        Command::Slower if !hands.live => hands.set_rate(taste().step(false)),
        Command::Faster | Command::Slower => {}
        Command::Help => {
            let _ = help.node().toggle_attribute("open");
        }
    }
}
