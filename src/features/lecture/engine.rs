//! Drives one media element through a plan: sources in turn, faults mended, the place kept.

mod events;

use crate::device::player::{self, Playback, Report, Started};
use crate::device::random::BrowserRandom;
use crate::device::storage::{self, Key};
use crate::device::timer::{self, Listener, Timer};
use crate::device::wake::Wake;
use crate::device::{clock, page};
use crate::domain::stage::place;
use crate::domain::stage::{self, Fault, Plan, Remedy};
use crate::state::signal::RwSignal;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use web_sys::HtmlMediaElement;

/// A fault this long after the last one, in milliseconds, is the first of its row.
const CALM_MS: f64 = 60_000.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Idle,
    /// The browser wants another tap.
    Denied,
    Connecting,
    Playing,
    Paused,
    Stalled,
    Failed,
    Unsupported,
    Ended,
}

impl Phase {
    /// Whether there is something to say or to press instead of a picture.
    pub fn is_covered(self) -> bool {
        !self.is_running() && self != Self::Paused
    }

    /// Whether something is on its way to eye or ear.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Connecting | Self::Playing | Self::Stalled)
    }
}

/// What the page sees of the engine.
#[derive(Clone, Copy)]
pub struct Desk {
    pub phase: RwSignal<Phase>,
    /// Sound alone is wanted.
    pub sound: RwSignal<bool>,
    /// Heights of the pictures on offer.
    pub levels: RwSignal<Vec<u32>>,
    pub level: RwSignal<Option<usize>>,
    /// The second at which a replay was taken up again.
    pub resumed: RwSignal<Option<u32>>,
}

/// What is played, and how it is named on a lock screen.
pub struct Piece {
    pub id: String,
    pub title: String,
    pub speaker: String,
    pub plan: Arc<Plan>,
    pub live: bool,
}

pub struct Engine {
    me: Weak<Self>,
    media: HtmlMediaElement,
    piece: Piece,
    desk: Desk,
    playback: RefCell<Option<Playback>>,
    step: Cell<Option<usize>>,
    tried: RefCell<Vec<usize>>,
    /// False once it is known that this engine plays no playlists.
    playlists: Cell<bool>,
    /// Every fault so far was one of this engine, not of the line.
    unplayable: Cell<bool>,
    tries: Cell<u32>,
    fault_at: Cell<f64>,
    /// Numbers beginnings, so that a late answer starts nothing.
    turn: Cell<u32>,
    still: Cell<u32>,
    seen: Cell<f64>,
    seconds: Cell<u32>,
    again: RefCell<Option<Timer>>,
    kept: RefCell<(Vec<Timer>, Vec<Listener>)>,
    wake: Wake,
}

impl Engine {
    pub fn new(media: HtmlMediaElement, piece: Piece, desk: Desk) -> Rc<Self> {
        let engine = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            media,
            piece,
            desk,
            playback: RefCell::default(),
            step: Cell::default(),
            tried: RefCell::default(),
            playlists: Cell::new(true),
            unplayable: Cell::new(true),
            tries: Cell::default(),
            fault_at: Cell::default(),
            turn: Cell::default(),
            still: Cell::default(),
            seen: Cell::default(),
            seconds: Cell::default(),
            again: RefCell::default(),
            kept: RefCell::default(),
            wake: Wake::default(),
        });
        engine.listen();
        engine
    }

    /// Plays on, or begins; `from` is in seconds and outweighs the kept place. Call it in a tap.
    pub fn play(&self, from: Option<f64>) {
        if self.playback.borrow().is_some() && matches!(self.phase(), Phase::Paused | Phase::Denied)
        {
            self.start();
            return;
        }
        // Old iOS lets play later what was loaded in a tap.
        self.media.load();
        self.tried.borrow_mut().clear();
        self.tries.set(0);
        self.unplayable.set(true);
        let kept = || place::read(&storage::get(Key::Position, &self.piece.id)?);
        let from = from.or_else(|| if self.piece.live { None } else { kept() });
        self.desk
            .resumed
            .set(from.filter(|from| *from > 0.0).map(|from| from as u32));
        self.begin(from);
    }

    /// Goes to a second of a replay and plays from there.
    pub fn seek(&self, to: f64) {
        self.desk.resumed.set(None);
        if self.playback.borrow().is_some() && self.phase() != Phase::Failed {
            self.media.set_current_time(to);
            self.start();
        } else {
            self.play(Some(to));
        }
    }

    /// Changes between picture and sound alone, at the same place.
    pub fn set_sound(&self, sound: bool) {
        self.desk.sound.set(sound);
        if self.playback.borrow().is_some() {
            self.tried.borrow_mut().clear();
            self.tries.set(0);
            self.begin(self.at());
        }
    }

    /// Moves the focus to what is played.
    pub fn focus(&self) {
        page::focus(&self.media);
    }

    pub fn set_level(&self, level: Option<usize>) {
        self.desk.level.set(level);
        if let Some(playback) = &*self.playback.borrow() {
            playback.set_level(level);
        }
    }

    fn phase(&self) -> Phase {
        self.desk.phase.get_untracked()
    }

    fn set_phase(&self, phase: Phase) {
        if self.phase() != phase {
            self.desk.phase.set(phase);
        }
    }

    /// The second of a replay at which to go on; live goes on where it is.
    fn at(&self) -> Option<f64> {
        Some(self.media.current_time()).filter(|at| !self.piece.live && *at > 0.0)
    }

    /// Begins with the next source that has not failed.
    fn begin(&self, from: Option<f64>) {
        self.turn.set(self.turn.get() + 1);
        self.again.take();
        self.playback.take();
        self.still.set(0);
        self.desk.levels.set(Vec::new());
        self.desk.level.set(None);
        let sound = self.desk.sound.get_untracked();
        let next = self
            .piece
            .plan
            .next(&self.tried.borrow(), sound, self.playlists.get());
        self.step.set(next);
        let Some(next) = next else {
            let alien = self.unplayable.get();
            self.set_phase(if alien {
                Phase::Unsupported
            } else {
                Phase::Failed
            });
            return;
        };
        self.set_phase(Phase::Connecting);
        let step = &self.piece.plan.steps[next];
        if !step.hls {
            self.playback
                .replace(Some(Playback::direct(&self.media, &step.url, from)));
            self.start();
            return;
        }
        let (me, turn) = (self.me.clone(), self.turn.get());
        spawn_local(async move {
            let by_library = player::prepare().await;
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                engine.playlist(next, from, by_library);
            }
        });
    }

    fn playlist(&self, step: usize, from: Option<f64>, by_library: bool) {
        let url = &self.piece.plan.steps[step].url;
        let (me, turn) = (self.me.clone(), self.turn.get());
        let report = Rc::new(move |report| {
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                engine.hear(report);
            }
        });
        let playback = if by_library {
            Playback::playlist(&self.media, url, from, report)
        } else {
            player::plays_playlists(&self.media).then(|| Playback::direct(&self.media, url, from))
        };
        if playback.is_none() {
            self.playlists.set(false);
            self.begin(from);
            return;
        }
        self.playback.replace(playback);
        self.start();
    }

    fn start(&self) {
        let (me, turn, media) = (self.me.clone(), self.turn.get(), self.media.clone());
        self.still.set(0);
        spawn_local(async move {
            let started = player::play(&media).await;
            if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn)
                && started == Started::Denied
            {
                engine.set_phase(Phase::Denied);
            }
        });
    }

    fn hear(&self, report: Report) {
        match report {
            Report::Levels(levels) => self.desk.levels.set(levels),
            Report::Fault(fault) => {
                // Out of the library's own call: it must not be taken down from inside.
                let (me, turn) = (self.me.clone(), self.turn.get());
                let later = timer::after(0, move || {
                    if let Some(engine) = me.upgrade().filter(|engine| engine.turn.get() == turn) {
                        engine.mend(fault);
                    }
                });
                self.again.replace(Some(later));
            }
        }
    }

    fn mend(&self, fault: Fault) {
        if self.phase() == Phase::Denied {
            return;
        }
        // Without a network no source is better than another.
        if matches!(fault, Fault::Network(_)) && !page::is_online() {
            self.unplayable.set(false);
            return;
        }
        let now = clock::now_millis();
        if now - self.fault_at.replace(now) > CALM_MS {
            self.tries.set(0);
        }
        if fault != Fault::Unplayable {
            self.unplayable.set(false);
        }
        let tries = self.tries.replace(self.tries.get() + 1);
        match stage::remedy(fault, self.piece.live, tries, &mut BrowserRandom) {
            // What is in the buffer plays on meanwhile; whether it stalls is seen by the clock.
            Remedy::Reload(wait) => {
                let me = self.me.clone();
                self.again.replace(Some(timer::after(wait, move || {
                    if let Some(engine) = me.upgrade() {
                        engine.reload();
                    }
                })));
            }
            Remedy::Recover => {
                if let Some(playback) = &*self.playback.borrow() {
                    playback.recover();
                }
                self.start();
            }
            Remedy::Next => {
                self.tried.borrow_mut().extend(self.step.get());
                self.tries.set(0);
                self.begin(self.at());
            }
        }
    }

    fn reload(&self) {
        if let Some(playback) = &*self.playback.borrow() {
            playback.reload();
        }
        self.start();
    }

    /// The network is back: what was waiting goes on, what had failed begins again.
    fn online(&self) {
        let by_library = self
            .playback
            .borrow()
            .as_ref()
            .is_some_and(Playback::is_by_library);
        match self.phase() {
            Phase::Stalled => self.reload(),
            // Loading had stopped, though the buffer may not be empty yet.
            Phase::Connecting | Phase::Playing if by_library => self.reload(),
            Phase::Failed => self.play(self.at()),
            _ => {}
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if self.playback.borrow().is_some() {
            self.keep();
        }
        player::name_session("", "");
    }
}
